"""成课 and 加入课件 (L), from any page: a mechanism or a whole subject becomes slides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import tr
from desktop.widgets.brief_notice import say_briefly

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.records.lesson import Lesson, Slide
    from desktop.session import Session


def add_to_lesson(session: Session, mechanism_id: str, parent: QWidget) -> Slide | None:
    """Put a slide of a mechanism behind the current lesson's others; says where it went.

    Without a lesson one is begun. What the lesson has a slide of already is not added again. None
    for a mechanism that this library does not have.
    """
    # What knows lessons is loaded when the first mechanism is added, not with the first page.
    from db.records.lesson import SlideKind
    from desktop import words
    from desktop.operations.lessons import add_slides, current_lesson, new_lesson
    from desktop.teaching.slides import blank_slide

    mechanism = session.cases.mechanism_by_id.get(mechanism_id)
    if mechanism is None:
        return None
    lesson = current_lesson(session)
    known = _slide_of(session, lesson, mechanism_id) if lesson is not None else None
    made = known
    if made is None:
        fresh = blank_slide(SlideKind.MECHANISM, mechanism_ids=(mechanism_id,))
        if lesson is None:
            lesson = new_lesson(session, tr("未命名的课件"), [fresh])
            made = session.lessons.slides(lesson.id)[0]
        else:
            made = add_slides(session, lesson.id, [fresh])[0]
    assert lesson is not None, "a slide that is known stands in a lesson"
    form = (
        tr("已把{name}加入课件《{lesson}》第 {n} 页。Ctrl+6 去课堂，Ctrl+Z 撤销。")
        if known is None
        else tr("{name}已经在课件《{lesson}》第 {n} 页了。Ctrl+6 去课堂。")
    )
    number = [slide.id for slide in session.lessons.slides(lesson.id)].index(made.id) + 1
    name = words.mechanism_name(mechanism)
    say_briefly(parent, form.format(name=name, lesson=lesson.title, n=number))
    return made


def _slide_of(session: Session, lesson: Lesson, mechanism_id: str) -> Slide | None:
    """The slide of a lesson that shows this mechanism by itself."""
    return next(
        (
            slide
            for slide in session.lessons.slides(lesson.id)
            if slide.kind == "mechanism" and slide.mechanism_ids == (mechanism_id,)
        ),
        None,
    )


def make_lesson(session: Session, source: str, ref: str = "") -> Lesson | None:
    """一键成课: a lesson with its slides from a family, theme, region, or the basket.

    `source` is one of these, `ref` the id of what it is made from. None where there is nothing to
    make one of.
    """
    from desktop.operations.basket import FEWEST, basket
    from desktop.operations.lessons import new_lesson
    from desktop.teaching import starting

    cases = session.cases
    chosen = basket(session)
    if source == "basket" and len(chosen) >= FEWEST:
        draft = starting.from_comparison(cases, chosen)
    elif source == "family" and ref in cases.family_by_id:
        draft = starting.from_family(cases, ref)
    elif source == "theme" and ref in cases.theme_by_id:
        draft = starting.from_theme(cases, ref)
    elif source == "region" and ref in cases.region_by_id:
        draft = starting.from_region(cases, ref)
    else:
        return None
    return new_lesson(session, draft.title, draft.slides, minutes=draft.minutes)
