"""What each kind of slide shows below its title, looked up in the case base and cut to pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from db.records.evidence import FacetKind
from db.records.lesson import SlideKind
from desktop.documents.sheet import Ballot, Missing, Prose, Question
from desktop.i18n import pick, tr
from desktop.teaching.bars import chosen_bars, measure_bars
from desktop.teaching.prose_pages import prose_pages
from desktop.teaching.quotations import quotations
from desktop.teaching.tables import (
    column_of,
    comparison_of,
    comparison_table,
    differences_table,
    mechanism_table,
    pages_of,
)
from desktop.words import mechanism_name, region_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.records.lesson import Lesson, Slide
    from desktop.casebase import CaseBase
    from desktop.comparing.comparison import Column as CompareColumn
    from desktop.comparing.comparison import Comparison
    from desktop.documents.sheet import Block
    from desktop.teaching.room import Room

Pages: TypeAlias = "list[tuple[Block, ...]]"
"""The blocks of each page."""
_Asked: TypeAlias = "tuple[str | None, tuple[str, ...]]"
"""A family and the mechanisms chosen."""
_MOST_CHOICES: Final = 9  # keys 1 to 9


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a page's blocks, where the slide has no title of its own."""

    title: str
    label: str = ""
    subject: str = ""
    theme_id: str = ""


class Lookup:
    """Makes pages of slides; of the user's own it knows the lesson, and nothing else."""

    def __init__(self, cases: CaseBase, room: Room) -> None:
        self._cases = cases
        self._room = room
        self._last: tuple[_Asked, Comparison | None] = (None, ()), None

    def pages(self, slide: Slide, lesson: Lesson | None) -> tuple[Head, Pages]:
        """The head and the pages of a slide."""
        match slide.kind:
            case SlideKind.TITLE:
                return _title(slide, lesson)
            case SlideKind.MECHANISM:
                return self._mechanism(slide)
            case SlideKind.COMPARISON | SlideKind.DIFFERENCES:
                return self._comparison(slide)
            case SlideKind.QUOTE:
                return self._quote(slide)
            case SlideKind.FIGURES:
                return self._figures(slide)
            case SlideKind.QUESTION | SlideKind.QUIZ:
                return self._question(slide)
            case SlideKind.TALLY:
                return self._tally(slide)
            case _:
                return self._text(slide)

    def _text(self, slide: Slide) -> tuple[Head, Pages]:
        return Head(""), [(Prose(part),) for part in prose_pages(slide.body, self._room)]

    def _mechanism(self, slide: Slide) -> tuple[Head, Pages]:
        cases = self._cases
        known = [m for m in slide.mechanism_ids if m in cases.mechanism_by_id]
        if not known:
            return Head(tr("一项做法")), [(_gone(),)]
        mechanism = cases.mechanism_by_id[known[0]]
        region = region_name(cases.region_by_id[mechanism.region_id])
        theme = cases.theme_by_id[mechanism.theme_id]
        name = mechanism_name(mechanism)
        head = Head(name, region, pick(theme.name, theme.name_en), mechanism.theme_id)
        table = mechanism_table(cases, mechanism, slide.facets)
        return head, [(page,) for page in pages_of(table, self._room)]

    def _comparison(self, slide: Slide) -> tuple[Head, Pages]:
        apart = slide.kind is SlideKind.DIFFERENCES
        found = self._compared(slide)
        if found is None or not found.columns:
            return Head(tr("各地不同") if apart else tr("同类对比")), [(_gone(),)]
        family = self._cases.family_by_id.get(slide.family_id or "")
        name = pick(family.name, family.name_en) if family else tr("自选对比")
        title = tr("{name}：各地不同").format(name=name) if apart else name
        head = Head(title, tr("同类做法") if family else "", name, _theme_of(found.columns))
        make = differences_table if apart else comparison_table
        table = make(self._cases, slide, found)
        if not table.rows:
            sentence = (
                tr("没有只有一地写明、或各地说法明显不同的要点。")
                if apart
                else tr("原文没有写这几项做法的要点。")
            )
            return head, [(Missing(sentence),)]
        return head, [(page,) for page in pages_of(table, self._room)]

    def prepare(self, slide: Slide) -> Iterator[None]:
        """Look up what takes long of a slide, in steps; `pages` knows it then."""
        if slide.kind in (SlideKind.COMPARISON, SlideKind.DIFFERENCES):
            found = self._compared(slide)
            for kind in FacetKind:
                yield
                if found is not None:
                    found.facet_row(kind)

    def _compared(self, slide: Slide) -> Comparison | None:
        """What a slide compares; in most lessons the next one asks where the same things differ."""
        asked = slide.family_id, slide.mechanism_ids
        if self._last[0] != asked:
            self._last = asked, comparison_of(self._cases, slide)
        return self._last[1]

    def _quote(self, slide: Slide) -> tuple[Head, Pages]:
        mechanism_id = slide.mechanism_ids[0] if slide.mechanism_ids else ""
        mechanism = self._cases.mechanism_by_id.get(mechanism_id)
        name = mechanism_name(mechanism) if mechanism else tr("原文")
        theme = mechanism.theme_id if mechanism else ""
        head = Head(tr("原文怎么说"), tr("原文"), name if mechanism else "", theme)
        pages: Pages = [
            (part,)
            for quote in slide.quotes
            for part in quotations(self._cases, quote, mechanism_id, self._room)
        ]
        return head, pages or [(_gone(),)]

    def _figures(self, slide: Slide) -> tuple[Head, Pages]:
        cases = self._cases
        measure = next((m for m in cases.measures if m.id == slide.measure_id), None)
        if measure is not None:
            head = Head(pick(measure.name, measure.name_en), tr("数据"), "", measure.theme_id)
            bars = measure_bars(cases, measure)
        else:
            figures = (cases.figure_by_id.get(one) for one in slide.figure_ids)
            known = [figure for figure in figures if figure is not None]
            theme = next((_theme_id(cases, figure.mechanism_id) for figure in known), "")
            head = Head(tr("关键数据"), tr("数据"), "", theme)  # nobody said that they compare
            bars = chosen_bars(cases, known)
        return head, [(page,) for page in bars] or [(_gone(),)]

    def _question(self, slide: Slide) -> tuple[Head, Pages]:
        cases = self._cases
        mechanism_id = slide.mechanism_ids[0] if slide.mechanism_ids else ""
        sources = []
        for quote in slide.quotes:
            parts = quotations(cases, quote, mechanism_id, self._room)
            sources.append(parts[0].source)
        right = slide.options.index(slide.answer) if slide.answer in slide.options else None
        answer = "" if right is not None else slide.answer
        block = Question(slide.body, slide.options, right, answer, tuple(sources))
        quiz = slide.kind is SlideKind.QUIZ
        theme = _theme_id(cases, mechanism_id)
        head = Head(tr("测一测") if quiz else tr("想一想"), "", "", theme)
        return head, [(block,)]

    def _tally(self, slide: Slide) -> tuple[Head, Pages]:
        cases = self._cases
        members = (cases.mechanism_by_id.get(one) for one in slide.mechanism_ids)
        known = [mechanism for mechanism in members if mechanism is not None]
        choices = [column_of(cases, mechanism) for mechanism in known]
        theme = known[0].theme_id if known else ""
        head = Head(tr("哪一项最值得我们借鉴？"), tr("课堂选择"), "", theme)
        pages: Pages = [
            (Ballot(tuple(choices[at : at + _MOST_CHOICES])),)
            for at in range(0, len(choices), _MOST_CHOICES)
        ]
        return head, pages or [(_gone(),)]


def _title(slide: Slide, lesson: Lesson | None) -> tuple[Head, Pages]:
    below = slide.body.strip() or (lesson.occasion if lesson else "")
    return Head(lesson.title if lesson else ""), [(Prose(below),) if below else ()]


def _gone() -> Missing:
    return Missing(tr("这一页用到的做法或数据，现在的案例库里没有。可以换一项，或删去这一页。"))


def _theme_of(columns: Sequence[CompareColumn]) -> str:
    """The theme that most columns have."""
    themes = [column.mechanism.theme_id for column in columns]
    return max(themes, key=themes.count)


def _theme_id(cases: CaseBase, mechanism_id: str | None) -> str:
    mechanism = cases.mechanism_by_id.get(mechanism_id or "")
    return mechanism.theme_id if mechanism else ""
