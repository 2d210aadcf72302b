"""课件: everything that changes the user's lessons, each one step of undo with a name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from db.records.lesson import Lesson, Slide, Tally
from db.workspace.lessons import stamped
from db.workspace.stamps import now
from desktop.i18n import tr
from desktop.operations.lesson_naming import name_of, writing
from desktop.operations.lesson_rows import ChangeLesson
from desktop.operations.plan_naming import named
from desktop.operations.plan_places import put_at, stands_at, without
from desktop.planning.ordering import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.workspace.lessons import LessonRow
    from desktop.session import Session

_Pairs: TypeAlias = "list[tuple[LessonRow | None, LessonRow | None]]"


def new_lesson(
    session: Session,
    title: str,
    slides: Sequence[Slide] = (),
    *,
    occasion: str = "",
    minutes: float = 0.0,
) -> Lesson:
    """Add a lesson with slides in the order given, and make it the current one."""
    bare = Lesson(title=title, occasion=occasion, minutes=minutes, position=0.0, **_stamps())
    lesson, moved = put_at(session.lessons.lessons(), bare, None)
    placed = _placed(slides, lesson.id)
    pairs: _Pairs = [(None, lesson), *((None, slide) for slide in placed), *moved]
    session.undo.push(ChangeLesson(session, named(tr("新建课件“{name}”"), title), pairs))
    choose_lesson(session, lesson.id)
    return lesson


def current_lesson(session: Session) -> Lesson | None:
    """The lesson that was chosen last, or the first there is; None where there is none."""
    lessons = session.lessons.lessons()
    chosen = session.remembered.texts("lesson")
    return next((row for row in lessons if row.id in chosen), lessons[0] if lessons else None)


def choose_lesson(session: Session, lesson_id: str) -> None:
    """Make a lesson the current one; remembered, no step of undo."""
    if session.remembered.texts("lesson") != [lesson_id]:
        session.remembered.put("lesson", [lesson_id])
        session.changes.lessons_changed.emit(lesson_id)


def duplicate_lesson(session: Session, lesson_id: str, title: str) -> Lesson:
    """Copy a lesson with its slides; what classes chose stays with the old one.

    Raises ValueError where there is no such lesson.
    """
    source = session.lessons.lesson(lesson_id)
    if source is None:
        raise ValueError(f"there is no lesson {lesson_id}")
    bare = replace(source, title=title, **_stamps())
    lesson, moved = put_at(session.lessons.lessons(), bare, None)
    slides = _placed(session.lessons.slides(lesson_id), lesson.id)
    pairs: _Pairs = [(None, lesson), *((None, slide) for slide in slides), *moved]
    text = named(tr("复制课件“{name}”"), name_of(session, source))
    session.undo.push(ChangeLesson(session, text, pairs))
    choose_lesson(session, lesson.id)
    return lesson


def add_slides(
    session: Session, lesson_id: str, slides: Sequence[Slide], place: int | None = None
) -> list[Slide]:
    """Add slides at a place among those of a lesson, None: at its end; returns them placed."""
    there = session.lessons.slides(lesson_id)
    at = len(there) if place is None else min(max(place, 0), len(there))
    old = {slide.id: slide for slide in there}
    row = list(there)
    for offset, slide in enumerate(slides):
        fresh = replace(slide, lesson_id=lesson_id, **_stamps())
        fresh, spread_out = put_at(row, fresh, at + offset)
        apart = {after.id: after for _, after in spread_out if after is not None}
        row = [apart.get(other.id, other) for other in row]
        row.insert(at + offset, fresh)
    added = row[at : at + len(slides)]
    if not added:
        return []
    pairs: _Pairs = [(old.get(slide.id), slide) for slide in row]
    text = (
        named(tr("添加“{name}”"), name_of(session, added[0]))
        if len(added) == 1
        else tr("添加 {n} 页").format(n=len(added))
    )
    session.undo.push(ChangeLesson(session, text, pairs))
    return added


def duplicate_slide(session: Session, slide: Slide) -> Slide | None:
    """Put a copy of a slide behind it; None where the slide is gone."""
    there = [row.id for row in session.lessons.slides(slide.lesson_id)]
    stored = session.lessons.row(slide)
    if not isinstance(stored, Slide):
        return None
    return add_slides(session, slide.lesson_id, [stored], there.index(slide.id) + 1)[0]


def move_slide(session: Session, slide: Slide, place: int) -> None:
    """Move a slide to a place among those of its lesson, counted without itself."""
    there = session.lessons.slides(slide.lesson_id)
    before = session.lessons.row(slide)
    if not isinstance(before, Slide) or stands_at(there, before, place):
        return
    after, moved = put_at(without(there, before), replace(before, modified_at=now()), place)
    text = named(tr("移动“{name}”"), name_of(session, before))
    session.undo.push(ChangeLesson(session, text, [(before, after), *moved]))


def write(session: Session, row: LessonRow, run: int = 0, **fields: Any) -> None:
    """Change fields of a row as it is now; nothing where they say so already, or it is gone.

    The step is named by what changed. Those of one `run` (one visit to a field, a number above 0)
    that follow each other are one.
    """
    before = session.lessons.row(row)
    if before is None:
        return
    changed = {name: value for name, value in fields.items() if getattr(before, name) != value}
    if changed:
        after = replace(before, **changed, modified_at=now())
        session.undo.push(ChangeLesson(session, writing(before, changed), [(before, after)], run))


def remove(session: Session, rows: Sequence[LessonRow]) -> None:
    """Remove slides, or a lesson, in one step; a lesson's rows are back with it."""
    stored = [row for row in map(session.lessons.row, rows) if row is not None]
    if not stored:
        return
    text = (
        named(tr("删除“{name}”"), name_of(session, stored[0]))
        if len(stored) == 1
        else tr("删除 {n} 页").format(n=len(stored))
    )
    session.undo.push(ChangeLesson(session, text, [(row, None) for row in stored]))


def record_votes(
    session: Session, lesson_id: str, mechanism_id: str, votes: int, *, class_name: str, on: str
) -> None:
    """Keep how many of a class chose a mechanism: `on` is the day, ISO 8601."""
    told = (mechanism_id, class_name, on)
    there = session.lessons.tallies(lesson_id)
    before = next((t for t in there if (t.mechanism_id, t.class_name, t.held_on) == told), None)
    if before is not None:
        write(session, before, votes=max(votes, 0))
        return
    mechanism = session.cases.mechanism_by_id.get(mechanism_id)
    if mechanism is None or votes <= 0:
        return
    tally = Tally(
        lesson_id=lesson_id,
        class_name=class_name,
        held_on=on,
        mechanism_id=mechanism_id,
        mechanism_name=mechanism.name,
        region_id=mechanism.region_id,
        votes=votes,
        **stamped(),
    )
    session.undo.push(ChangeLesson(session, tr("记课堂选择"), [(None, tally)]))


def _placed(slides: Sequence[Slide], lesson_id: str) -> list[Slide]:
    """New slides of a lesson in the order given."""
    return [
        replace(slide, lesson_id=lesson_id, position=position, **_stamps())
        for slide, position in zip(slides, spread(len(slides)), strict=True)
    ]


def _stamps() -> dict[str, Any]:
    return dict(stamped())
