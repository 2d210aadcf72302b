"""Comparisons and single mechanisms as tables, and tables cut to pages.

Nothing is left out: what does not fit on a page goes on to the next, a long cell by sentences.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from db.records.evidence import FacetKind
from desktop.comparing.comparison import Comparison, basket_groups, compare, family_groups, gap_of
from desktop.documents.fitting import LEADING, cut, height, lines
from desktop.documents.sheet import MOST_ROWS, Cell, Column, Gap, Row, Source, Table
from desktop.i18n import pick, tr
from desktop.words import facet_title, gap_text, mechanism_name, region_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from db.records import Mechanism
    from db.records.lesson import Slide
    from desktop.casebase import CaseBase
    from desktop.comparing.comparison import FacetRow
    from desktop.comparing.comparison import Quote as ColumnQuote
    from desktop.teaching.room import Room

_PAD: Final = 30.0  # above and below a cell's words, both together
_SIDES: Final = 62.0
_HEAD: Final = 96.0
_LABEL: Final = 36.0
_ONLY: Final = 46.0  # the line 仅此地提及


def comparison_of(cases: CaseBase, slide: Slide) -> Comparison | None:
    """What a slide compares; None where the library has nothing of it any more.

    Mechanisms chosen beside a family stand for their regions in it, in the order chosen.
    """
    chosen = [m for m in slide.mechanism_ids if m in cases.mechanism_by_id]
    if slide.family_id is None:
        groups = basket_groups(cases, chosen)
        return compare(cases, groups, {}) if groups else None
    groups = family_groups(cases, slide.family_id)
    members = {m.id: group for group in groups for m in group.members}
    wanted = [m for m in chosen if m in members]
    if wanted:
        shown = {members[m].id: m for m in wanted}
        groups = [group for group in groups if group.id in shown]
        order = list(shown)
        groups.sort(key=lambda group: order.index(group.id))
        return compare(cases, groups, shown)
    return compare(cases, groups, {}) if groups else None


def comparison_table(cases: CaseBase, slide: Slide, found: Comparison) -> Table:
    """The rows that the slide asks for, none: all that somebody answers."""
    rows = [row for row in found.facet_rows if row.said and _is_wanted(slide, row.kind)]
    return _table(cases, found, rows)


def differences_table(cases: CaseBase, slide: Slide, found: Comparison) -> Table:
    """The rows that only one region answers, then those that each answers in words of its own.

    As many as one page holds: what is everywhere different is no longer a difference.
    """
    asked = [row for row in found.facet_rows if row.said and _is_wanted(slide, row.kind)]
    alone = [row for row in asked if row.only is not None]
    apart = [row for row in asked if row.only is None and any(row.own_words)]
    return _table(cases, found, [*alone, *apart][:MOST_ROWS])


def mechanism_table(cases: CaseBase, mechanism: Mechanism, facets: Collection[str]) -> Table:
    """What a mechanism is, and its answers to the questions asked, none: to all it answers."""
    quotes = {
        citation.number: Source(
            citation.number,
            citation.article_id,
            citation.start,
            citation.end,
            citation.exact,
            mechanism.id,
        )
        for citation in cases.citations(mechanism.id)
    }

    def backed(kind: FacetKind | None) -> tuple[Source, ...]:
        return tuple(quotes[number] for number in cases.citation_numbers(mechanism.id, kind))

    texts = {facet.kind: facet.text for facet in cases.facets(mechanism.id)}
    rows = []
    if mechanism.summary:
        rows.append(Row(tr("概要"), (Cell(mechanism.summary, backed(None)),)))
    kinds = [kind for kind in FacetKind if (kind in facets if facets else kind in texts)]
    for kind in kinds:
        cell = Cell(texts[kind], backed(kind)) if kind in texts else _gap_cell(mechanism)
        rows.append(Row(facet_title(kind), (cell,)))
    if not texts and not mechanism.itemised:
        rows.append(Row(tr("内容"), (_gap_cell(mechanism),)))
    return Table((column_of(cases, mechanism),), tuple(rows))


def column_of(cases: CaseBase, mechanism: Mechanism) -> Column:
    """The head of a mechanism's column."""
    region = cases.region_by_id[mechanism.region_id]
    return Column(region_name(region), mechanism_name(mechanism), mechanism.theme_id, mechanism.id)


def _is_wanted(slide: Slide, kind: FacetKind) -> bool:
    return not slide.facets or kind.value in slide.facets


def _gap_cell(mechanism: Mechanism) -> Cell:
    gap = Gap(gap_of(mechanism).value)
    return Cell(gap_text(gap), gap=gap)


def _table(cases: CaseBase, found: Comparison, rows: Iterable[FacetRow]) -> Table:
    columns = tuple(column_of(cases, column.mechanism) for column in found.columns)
    made = []
    for row in rows:
        cells = []
        for column, own in zip(found.columns, row.own_words, strict=True):
            text = column.texts.get(row.kind, "")
            if not text:
                cells.append(_gap_cell(column.mechanism))
                continue
            backed = tuple(
                _source(quote, column.mechanism.id)
                for quote in column.quotes
                if row.kind in quote.facets
            )
            cells.append(Cell(text, backed, own=tuple(own)))
        made.append(Row(facet_title(row.kind), tuple(cells), row.only))
    return Table(columns, tuple(made))


def _source(quote: ColumnQuote, mechanism_id: str) -> Source:
    span = quote.article_id, quote.start, quote.end
    return Source(quote.number, *span, quote.exact, mechanism_id)


# Cutting


def pages_of(table: Table, room: Room) -> list[Table]:
    """A table as pages of at most three columns and four rows, every cell on one of them."""
    return [
        page
        for group in _groups(len(table.columns), room.columns)
        for page in _down(_only_columns(table, group), room)
    ]


def _groups(count: int, most: int) -> list[range]:
    """Columns in groups of nearly one size: five are three and two, four are two and two."""
    number = -(-count // most)
    starts = [round(count * part / number) for part in range(number + 1)]
    return [range(a, b) for a, b in pairwise(starts)]


def _only_columns(table: Table, group: range) -> Table:
    rows = []
    for row in table.rows:
        only = row.only - group.start if row.only is not None and row.only in group else None
        rows.append(replace(row, cells=tuple(row.cells[n] for n in group), only=only))
    return Table(tuple(table.columns[n] for n in group), tuple(rows))


def _down(table: Table, room: Room) -> list[Table]:
    """Rows from page to page; those that are too high for one are taken apart first."""
    width = column_width(table, room)
    free = room.height - (_HEAD if len(table.columns) > 1 else 0)
    pages: list[list[Row]] = []
    used = 0.0
    parts = [part for row in table.rows for part in _parts(row, width, free, room)]
    for row in parts:
        tall = row_height(row, width, room)
        if not pages or len(pages[-1]) == MOST_ROWS or used + tall > free:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += tall
    return [Table(table.columns, tuple(rows)) for rows in pages]


def column_width(table: Table, room: Room) -> float:
    """The room for a cell's words."""
    label = max((len(row.label) for row in table.rows), default=0) * _LABEL + 40
    return (room.width - max(label, 132)) / len(table.columns) - _SIDES


def row_height(row: Row, width: float, room: Room) -> float:
    """How high a row stands."""
    tallest = max(height(_marked(cell), room.body, width) for cell in row.cells)
    return tallest + _PAD + (_ONLY if row.only is not None else 0)


def _marked(cell: Cell) -> str:
    """A cell's words with room for its marks."""
    return cell.text + "　" * len(cell.sources)


def _parts(row: Row, width: float, free: float, room: Room) -> list[Row]:
    if row_height(row, width, room) <= free:
        return [row]
    spare = free - _PAD - _ONLY
    most = max(1, int(spare / (room.body * LEADING))) * max(1, int(width / room.body)) - 4
    pieces = [cut_cell(cell, max(most, 8), width, room.body) for cell in row.cells]
    count = max(map(len, pieces))
    empty = Cell("")
    made = []
    for place in range(count):
        cells = tuple(piece[place] if place < len(piece) else empty for piece in pieces)
        label = row.label if place == 0 else pick(f"{row.label}（续）", f"{row.label} (cont.)")
        made.append(Row(label, cells, row.only if place == 0 else None))
    return made


def cut_cell(cell: Cell, most: int, width: float, size: float) -> list[Cell]:
    """A cell in pieces of at most `most` characters; its marks stand behind the last."""
    if lines(cell.text, size, width) * max(1, int(width / size)) <= most or cell.gap is not None:
        return [cell]
    made, begin = [], 0
    ends = cut(cell.text, most)
    for end in ends:
        own = tuple(
            (max(a, begin) - begin, min(b, end) - begin)
            for a, b in cell.own
            if a < end and b > begin
        )
        sources = cell.sources if end == ends[-1] else ()
        made.append(Cell(cell.text[begin:end], sources, own=own))
        begin = end
    return made


def regions_of(tables: Sequence[Table]) -> tuple[str, ...]:
    """The regions that stand in tables, each once."""
    return tuple(dict.fromkeys(column.region for table in tables for column in table.columns))
