"""回收站: what was removed of late, as things that can be brought back.

A thing is what the user removed in one step: a note, an underline, a bookmark, a plan, or a row of
a plan with what hung on it; a lesson, or a slide of one. Rows of a plan or lesson that is itself
removed are no things of their own: they come back with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from db.records.lesson import Slide, Tally
from db.records.plan import Borrowing, Plan, Section, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from db.records.own import Bookmark, Highlight, Note
    from db.workspace.lessons import LessonRow
    from db.workspace.plans import PlanRow
    from db.workspace.removed import RemovedThings
    from desktop.lessons import Lessons
    from desktop.marks import Marks
    from desktop.plans import Plans

Record: TypeAlias = "Note | Highlight | Bookmark | PlanRow | LessonRow"


@dataclass(frozen=True, slots=True)
class Deleted:
    """One removed thing and when it went (UTC, ISO 8601).

    `within` are rows that hung on it and went with it. `above` are rows that it stood in and that
    are gone as well, the outermost first: without them it would have no place.
    """

    record: Record
    deleted_at: str
    within: tuple[PlanRow, ...] = ()
    above: tuple[PlanRow, ...] = ()

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.record.id


def gather(removed: RemovedThings, marks: Marks, plans: Plans, lessons: Lessons) -> list[Deleted]:
    """The things that can be brought back, the latest first.

    What the interface holds again already is none of them: the disk may not know yet.
    """
    found = [Deleted(e.record, e.deleted_at) for e in removed.notes if not marks.note(e.record.id)]
    found += [
        Deleted(e.record, e.deleted_at)
        for e in removed.highlights
        if not marks.highlight(e.record.id)
    ]
    bookmarks: dict[str, Deleted] = {}
    for entry in removed.bookmarks:
        mechanism_id = entry.record.mechanism_id
        if not marks.is_bookmarked(mechanism_id):
            bookmarks.setdefault(mechanism_id, Deleted(entry.record, entry.deleted_at))
    found += [*bookmarks.values(), *_of_plans(removed.plan_rows, plans)]
    found += _of_lessons(removed.lesson_rows, lessons)
    return sorted(found, key=lambda thing: thing.deleted_at, reverse=True)


def _of_plans(removed: Iterable[tuple[PlanRow, str]], plans: Plans) -> list[Deleted]:
    gone = {row.id: (row, at) for row, at in removed if plans.row(row) is None}
    found = []
    for row, at in gone.values():
        if isinstance(row, Plan):
            own = [r for r, _ in gone.values() if _plan_of(r) == row.id and gone[r.id][1] == at]
            found.append(Deleted(row, at, within=tuple(own)))
        elif plans.plan(row.plan_id) is not None and not _goes_with(row, gone):
            found.append(Deleted(row, at, _below(row, gone), _above(row, gone)))
    return found


def _of_lessons(removed: Iterable[tuple[LessonRow, str]], lessons: Lessons) -> list[Deleted]:
    """Lessons that were removed, and slides and tallies of those that were not.

    A lesson's rows stay in the workspace when it is removed: nothing comes back but the lesson.
    """
    gone = [(row, at) for row, at in removed if lessons.row(row) is None]
    return [
        Deleted(row, at)
        for row, at in gone
        if not isinstance(row, Slide | Tally) or lessons.lesson(row.lesson_id) is not None
    ]


def _plan_of(row: PlanRow) -> str:
    return "" if isinstance(row, Plan) else row.plan_id


def parent_of(row: PlanRow) -> str | None:
    """The id of the row that another stands in; None where it stands in the plan itself."""
    if isinstance(row, Section):
        return row.parent_id
    if isinstance(row, Task):
        return row.borrowing_id or row.section_id
    return row.section_id if isinstance(row, Borrowing) else None


def detached(row: PlanRow) -> PlanRow:
    """A row whose place is gone for good, standing in the plan itself."""
    if isinstance(row, Section):
        return replace(row, parent_id=None)
    if isinstance(row, Task):
        return replace(row, borrowing_id=None, section_id=None)
    return replace(row, section_id=None) if isinstance(row, Borrowing) else row


_Gone: TypeAlias = "Mapping[str, tuple[PlanRow, str]]"


def _goes_with(row: PlanRow, gone: _Gone) -> bool:
    """Whether what the row stood in was removed in the same step."""
    above = gone.get(parent_of(row) or "")
    return above is not None and above[1] == gone[row.id][1]


def _below(row: PlanRow, gone: _Gone) -> tuple[PlanRow, ...]:
    found: list[PlanRow] = []
    for other, _ in gone.values():
        if parent_of(other) == row.id and _goes_with(other, gone):
            found += [other, *_below(other, gone)]
    return tuple(found)


def _above(row: PlanRow, gone: _Gone) -> tuple[PlanRow, ...]:
    found: list[PlanRow] = []
    above = gone.get(parent_of(row) or "")
    while above is not None and above[0] not in found:
        found.insert(0, above[0])
        above = gone.get(parent_of(above[0]) or "")
    return tuple(found)
