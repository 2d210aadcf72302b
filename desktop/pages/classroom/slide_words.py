"""What a slide and its time are called in lists and menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.lesson import Slide, SlideKind
from desktop import words
from desktop.i18n import pick, tr
from desktop.models.slides import SlideRow
from desktop.operations.lesson_naming import kind_name
from desktop.widgets.markdown import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.session import Session


def title_of(session: Session, slide: Slide) -> str:
    """A slide's own title, or what it is about, or its kind."""
    return slide.title.strip() or _subject(session, slide) or kind_name(slide.kind)


def _subject(session: Session, slide: Slide) -> str:
    cases = session.cases
    if slide.kind is SlideKind.TITLE:
        lesson = session.lessons.lesson(slide.lesson_id)
        return lesson.title.strip() if lesson is not None else ""
    apart = slide.kind is SlideKind.DIFFERENCES
    family = cases.family_by_id.get(slide.family_id or "")
    if family is not None:
        name = pick(family.name, family.name_en)
        return tr("{name}：各地不同").format(name=name) if apart else name
    if slide.measure_id is not None:
        measure = next((m for m in cases.measures if m.id == slide.measure_id), None)
        return pick(measure.name, measure.name_en) if measure is not None else ""
    if slide.figure_ids:
        return tr("关键数据")
    if slide.body.strip():
        return to_plain(slide.body).strip().splitlines()[0]
    known = [m for ref in slide.mechanism_ids if (m := cases.mechanism_by_id.get(ref))]
    if slide.kind is SlideKind.TALLY:
        return ""
    if known and slide.kind in (SlideKind.COMPARISON, SlideKind.DIFFERENCES):
        name = tr("自选对比")
        return tr("{name}：各地不同").format(name=name) if apart else name
    return words.mechanism_name(known[0]) if known else ""


def theme_of(session: Session, slide: Slide) -> str:
    """The theme of what a slide is about, '' for none."""
    cases = session.cases
    ids = slide.mechanism_ids
    if slide.family_id is not None:
        ids = tuple(member.id for member in cases.family_members(slide.family_id))
    mechanism = next((m for ref in ids if (m := cases.mechanism_by_id.get(ref))), None)
    return mechanism.theme_id if mechanism is not None else ""


def minutes(value: float) -> str:
    """A planned time in words, '' for none."""
    return tr("{n} 分钟").format(n=f"{value:g}") if value else ""


class SlideRows:
    """The slides as they are listed; what did not change is not put into words again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: dict[str, tuple[object, SlideRow]] = {}

    def of(self, slides: Iterable[Slide]) -> list[SlideRow]:
        """The rows of a lesson's slides in their order."""
        made: dict[str, tuple[object, SlideRow]] = {}
        for number, slide in enumerate(slides, start=1):
            lesson = self._session.lessons.lesson(slide.lesson_id)
            key = slide, number, lesson.title if lesson is not None else ""
            known = self._made.get(slide.id)
            fits = known is not None and known[0] == key
            made[slide.id] = known if known and fits else (key, self._row(slide, number))
        self._made = made
        return [row for _, row in made.values()]

    def _row(self, slide: Slide, number: int) -> SlideRow:
        session = self._session
        return SlideRow(
            slide.id,
            number,
            " ".join(title_of(session, slide).split()),
            kind_name(slide.kind),
            minutes(slide.minutes),
            theme_of(session, slide),
        )


def time_of(planned: float, there_is: float) -> tuple[str, bool]:
    """The time planned against what there is, and whether it is too much."""
    if there_is and planned:
        form = tr("计划 {n} / {all} 分钟")
        return form.format(n=f"{planned:g}", all=f"{there_is:g}"), planned > there_is
    if there_is:
        return tr("共 {n} 分钟").format(n=f"{there_is:g}"), False
    return (tr("计划 {n} 分钟").format(n=f"{planned:g}") if planned else ""), False
