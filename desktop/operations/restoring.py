"""恢复: bring back what was removed, one step of undo for one thing or for many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from db.records.lesson import Lesson, Slide, Tally
from db.records.own import Bookmark, Highlight, Note
from db.records.plan import Borrowing, Task
from db.workspace.plans import PlanRow
from desktop.i18n import pick, tr
from desktop.operations import lesson_naming
from desktop.operations.bookmarks import SetBookmark
from desktop.operations.highlights import SetHighlight
from desktop.operations.lesson_rows import ChangeLesson
from desktop.operations.naming import quoted
from desktop.operations.notes import SetNote
from desktop.operations.plan_naming import name_of
from desktop.operations.plan_rows import ChangeRows
from desktop.operations.recycled import detached, parent_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.operations.recycled import Deleted, Record
    from desktop.session import Session

_NAMED: Final = 16  # characters of a name that name a step of undo
LESSON_ROWS: Final = (Lesson, Slide, Tally)


def restore(session: Session, things: Sequence[Deleted]) -> None:
    """Bring removed things back where they were, rows of plans with what they need to stand in."""
    marks = [thing for thing in things if isinstance(thing.record, Note | Highlight | Bookmark)]
    rows = _rows(session, things)
    of_lessons = [thing.record for thing in things if isinstance(thing.record, LESSON_ROWS)]
    if not marks and not rows and not of_lessons:
        return
    text = (
        tr("恢复{name}").format(name=quoted(title_of(session, things[0].record), _NAMED))
        if len(things) == 1
        else tr("恢复 {n} 条").format(n=len(things))
    )
    session.undo.beginMacro(text)
    for thing in marks:
        _restore_mark(session, thing.record)
    if rows:
        session.undo.push(ChangeRows(session, text, [(None, row) for row in rows]))
    if of_lessons:
        session.undo.push(ChangeLesson(session, text, [(None, row) for row in of_lessons]))
    session.undo.endMacro()


def _restore_mark(session: Session, record: Record) -> None:
    if isinstance(record, Note):
        session.undo.push(SetNote(session, None, record))
    elif isinstance(record, Highlight):
        session.undo.push(SetHighlight(session, record, wanted=True))
    elif isinstance(record, Bookmark):
        kept = record.mechanism_id, record.mechanism_name, record.region_id
        session.undo.push(SetBookmark(session, *kept, wanted=True))


def _rows(session: Session, things: Sequence[Deleted]) -> list[PlanRow]:
    """The rows to bring back, each once and each in a place that is there."""
    wanted: dict[str, PlanRow] = {}
    for thing in things:
        for row in (*thing.above, thing.record, *thing.within):
            if isinstance(row, PlanRow) and session.plans.row(row) is None:
                wanted.setdefault(row.id, row)
    # A borrowing has one task: where it has another by now, this one comes back by itself.
    plans = {getattr(row, "plan_id", "") for row in wanted.values()}
    served = {task.borrowing_id for plan in plans for task in session.plans.tasks(plan)}
    placed = []
    for row in wanted.values():
        parent = parent_of(row)
        there = wanted.get(parent or "") or _live(session, row, parent)
        if parent is not None and there is None:
            placed.append(detached(row))
        elif isinstance(row, Task) and isinstance(there, Borrowing) and there.id in served:
            placed.append(replace(row, borrowing_id=None, section_id=there.section_id))
        else:
            placed.append(row)
            served.add(row.borrowing_id if isinstance(row, Task) else None)
    return placed


def _live(session: Session, row: PlanRow, parent: str | None) -> PlanRow | None:
    rows = session.plans.rows_of(getattr(row, "plan_id", ""))
    return next((other for other in rows if other.id == parent), None)


def title_of(session: Session, record: Record) -> str:
    """What a removed thing is called: its own heading, or what it hung on."""
    if isinstance(record, Note | Bookmark):
        title = record.title if isinstance(record, Note) else ""
        return title.strip() or _subject(session, record)
    if isinstance(record, Highlight):
        return record.exact
    if isinstance(record, LESSON_ROWS):
        return lesson_naming.name_of(session, record)
    return name_of(session, record)


def _subject(session: Session, record: Note | Bookmark) -> str:
    cases = session.cases
    if mechanism := cases.mechanism_by_id.get(record.mechanism_id or ""):
        return pick(mechanism.name, mechanism.name_en)
    if record.mechanism_name:
        return record.mechanism_name
    if isinstance(record, Bookmark):
        return record.mechanism_id
    if family := cases.family_by_id.get(record.family_id or ""):
        return pick(family.name, family.name_en)
    if record.exact:
        return record.exact
    return next((line.strip() for line in record.body.splitlines() if line.strip()), tr("批注"))
