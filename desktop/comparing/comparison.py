"""One comparison: mechanisms as columns, facets and figures as rows, every cell with its quotes.

Made from a family, where each region has one column and its further members wait behind it, or
from a basket of mechanisms chosen by hand, where each has a column of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from db.records import FigureKind
from db.records.evidence import FacetKind
from desktop.comparing.differences import distinguishing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from db.records import Figure, Mechanism
    from db.records.comparison import Measure
    from db.text import Span
    from desktop.casebase import CaseBase

# Units that count the same thing; every figure keeps its own wording.
_SAME_MEASURE: Final = {"名": "人", "位": "人", "场": "场次"}


class Gap(StrEnum):
    """Why a facet has no text. The three must never be taken for one another."""

    UNCHECKED = "unchecked"
    NAMED_ONLY = "named_only"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Group:
    """What one column can show: a region's members of a family, or one chosen mechanism."""

    id: str
    members: tuple[Mechanism, ...]
    related: frozenset[str] = frozenset()
    """Ids of the members whose own family is another one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One numbered quote of a column: first those of the text, then those of figures alone."""

    number: int
    article_id: str
    start: int
    end: int
    exact: str
    facets: tuple[FacetKind, ...]
    figures: tuple[str, ...] = ()
    """Ids of the figures that stand exactly here."""


@dataclass(frozen=True, slots=True)
class Column:
    """One mechanism, and the others that could stand in its place."""

    id: str
    mechanism: Mechanism
    members: tuple[Mechanism, ...]
    related: frozenset[str]
    quotes: tuple[Quote, ...]
    texts: Mapping[FacetKind, str]
    figures: tuple[Figure, ...]

    def gap(self) -> Gap:
        """Why a facet is missing in this column."""
        return gap_of(self.mechanism)

    def numbers(self, kind: FacetKind) -> tuple[int, ...]:
        """The numbers of the quotes that back a facet."""
        return tuple(quote.number for quote in self.quotes if kind in quote.facets)

    def number_of(self, figure: Figure) -> int:
        """The number of the quote that a figure stands in."""
        return next(quote.number for quote in self.quotes if figure.id in quote.figures)


@dataclass(frozen=True, slots=True)
class FacetRow:
    """What every column says to one question."""

    kind: FacetKind
    said: int
    """In how many columns."""
    only: int | None
    """The one column that says anything, where no other member could have said it."""
    own_words: tuple[tuple[Span, ...], ...]
    """For each column what it alone says: spans of its text."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Figures that count the same thing, or else those of one kind in one unit."""

    kind: FigureKind
    measure: str
    units: tuple[str, ...]
    figures: tuple[tuple[Figure, ...], ...]
    about: Measure | None = None
    """The measure that all of them belong to: then kinds and units may differ."""

    @property
    def said(self) -> int:
        """In how many columns there is such a figure."""
        return sum(bool(entry) for entry in self.figures)


@dataclass(frozen=True)
class Comparison:
    """All columns of a comparison, in their natural order; what is hidden belongs to it too."""

    columns: tuple[Column, ...]
    silent_elsewhere: Mapping[FacetKind, frozenset[str]]
    """For each facet the columns none of whose members says or could yet be found to say it."""
    measured: Mapping[str, Measure] = field(default_factory=dict)
    """The measures that two columns or more give a number for, by the ids of their figures."""

    @cached_property
    def facet_rows(self) -> tuple[FacetRow, ...]:
        """The eight questions."""
        return tuple(self.facet_row(kind) for kind in FacetKind)

    @cached_property
    def _rows(self) -> dict[FacetKind, FacetRow]:
        return {}

    def facet_row(self, kind: FacetKind) -> FacetRow:
        """One of the eight, for those who look them up one by one."""
        if kind not in self._rows:
            self._rows[kind] = self._facet_row(kind)
        return self._rows[kind]

    @cached_property
    def figure_rows(self) -> tuple[FigureRow, ...]:
        """The numbers: what several count first, then those that most columns give."""
        loose = {
            (figure.kind, measure(figure))
            for column in self.columns
            for figure in column.figures
            if figure.id not in self.measured
        }
        order = list(FigureKind)
        found = {about.id: about for about in self.measured.values()}
        rows = [self._measure_row(about) for about in found.values()]
        rows.sort(key=lambda row: -row.said)
        others = [self._figure_row(kind, unit) for kind, unit in loose]
        others.sort(key=lambda r: (-r.said, order.index(r.kind), r.measure))
        return (*rows, *others)

    def _facet_row(self, kind: FacetKind) -> FacetRow:
        texts = [column.texts.get(kind, "") for column in self.columns]
        writers = [number for number, text in enumerate(texts) if text]
        others = {c.id for c in self.columns} - {self.columns[n].id for n in writers}
        alone = len(writers) == 1 and bool(others) and others <= self.silent_elsewhere[kind]
        quotes = ["\n".join(quote.exact for quote in column.quotes) for column in self.columns]
        own = tuple(distinguishing(texts, quotes))
        return FacetRow(kind, len(writers), writers[0] if alone else None, own)

    def _figure_row(self, kind: FigureKind, unit: str) -> FigureRow:
        figures = tuple(
            tuple(
                f
                for f in column.figures
                if f.id not in self.measured and (f.kind, measure(f)) == (kind, unit)
            )
            for column in self.columns
        )
        units = dict.fromkeys(figure.unit for entry in figures for figure in entry)
        return FigureRow(kind, unit, tuple(units), figures)

    def _measure_row(self, about: Measure) -> FigureRow:
        figures = tuple(
            tuple(f for f in column.figures if self.measured.get(f.id) is about)
            for column in self.columns
        )
        kinds = {figure.kind for entry in figures for figure in entry}
        kind = min(kinds, key=list(FigureKind).index)
        return FigureRow(kind, about.id, (about.unit,), figures, about)


def measure(figure: Figure) -> str:
    """What a unit counts: 名, 位 and 人 are one."""
    return _SAME_MEASURE.get(figure.unit, figure.unit)


def gap_of(mechanism: Mechanism) -> Gap:
    """Why a mechanism lacks a facet."""
    if not mechanism.checked:
        return Gap.UNCHECKED
    return Gap.SILENT if mechanism.itemised else Gap.NAMED_ONLY


def family_groups(cases: CaseBase, family_id: str) -> list[Group]:
    """A column for each region with members; its own members first, then related ones."""
    groups = []
    for region in cases.regions:
        found = [m for m in cases.family_members(family_id) if m.region_id == region.id]
        if not found:
            continue
        related = frozenset(m.id for m in found if m.family_id != family_id)
        found.sort(
            key=lambda m: (
                m.id in related,
                m.rank.value,
                not m.itemised,
                -len(cases.facets(m.id)),
                m.ordinal,
            )
        )
        groups.append(Group(region.id, tuple(found), related))
    return groups


def basket_groups(cases: CaseBase, ids: Iterable[str]) -> list[Group]:
    """A column for each mechanism that this library has."""
    known = (cases.mechanism_by_id.get(mechanism_id) for mechanism_id in ids)
    return [Group(mechanism.id, (mechanism,)) for mechanism in known if mechanism is not None]


def compare(cases: CaseBase, groups: Sequence[Group], shown: Mapping[str, str]) -> Comparison:
    """Put the chosen member of each group (`shown`: group id -> mechanism id) side by side."""
    columns = tuple(_column(cases, group, shown.get(group.id, "")) for group in groups)
    silent = {
        kind: frozenset(
            group.id for group in groups if all(_silent(cases, m, kind) for m in group.members)
        )
        for kind in FacetKind
    }
    return Comparison(columns, silent, _measured(cases, columns))


def _measured(cases: CaseBase, columns: Sequence[Column]) -> dict[str, Measure]:
    """What two columns or more count alike, by figure; a figure stands in one row only."""
    places = {figure.id: place for place, column in enumerate(columns) for figure in column.figures}
    found: dict[str, Measure] = {}
    for about in cases.measures:
        own = [one for one in about.figure_ids if one in places and one not in found]
        if len({places[one] for one in own}) > 1:
            found.update(dict.fromkeys(own, about))
    return found


def _silent(cases: CaseBase, mechanism: Mechanism, kind: FacetKind) -> bool:
    return mechanism.checked and all(f.kind is not kind for f in cases.facets(mechanism.id))


def _column(cases: CaseBase, group: Group, chosen: str) -> Column:
    mechanism = next((m for m in group.members if m.id == chosen), group.members[0])
    figures = tuple(cases.figures(mechanism.id))
    return Column(
        group.id,
        mechanism,
        group.members,
        group.related,
        tuple(_quotes(cases, mechanism, figures)),
        {facet.kind: facet.text for facet in cases.facets(mechanism.id)},
        figures,
    )


def _quotes(cases: CaseBase, mechanism: Mechanism, figures: Sequence[Figure]) -> list[Quote]:
    backed: dict[tuple[str, int, int], set[FacetKind]] = {}
    for entry in cases.evidence(mechanism.id):
        kinds = backed.setdefault((entry.article_id, entry.start, entry.end), set())
        if entry.facet_kind is not None:
            kinds.add(entry.facet_kind)
    counted: dict[tuple[str, int, int], list[Figure]] = {}
    for figure in figures:
        counted.setdefault((figure.article_id, figure.start, figure.end), []).append(figure)
    exact = {(c.article_id, c.start, c.end): c.exact for c in cases.citations(mechanism.id)}
    for span, found in counted.items():
        exact.setdefault(span, found[0].exact)
    return [
        Quote(
            number,
            *span,
            words,
            tuple(kind for kind in FacetKind if kind in backed.get(span, ())),
            tuple(figure.id for figure in counted.get(span, ())),
        )
        for number, (span, words) in enumerate(exact.items(), start=1)
    ]
