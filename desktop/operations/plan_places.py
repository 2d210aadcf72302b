"""Where a row of a plan or a lesson goes among its siblings, and which of them make room for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from db.records.lesson import Lesson, Slide
from db.records.plan import Borrowing, Plan, Section, Task
from desktop.planning.ordering import position_at, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.session import Session

_R = TypeVar("_R", Plan, Section, Borrowing, Task, Lesson, Slide)


def put_at(
    siblings: Sequence[_R], row: _R, place: int | None
) -> tuple[_R, list[tuple[_R | None, _R | None]]]:
    """Return a row in its place, and the changes of those that had to make room.

    `siblings` are in their order, without the row; `place` counts among them, None is the end.
    """
    at = len(siblings) if place is None else min(max(place, 0), len(siblings))
    position = position_at([sibling.position for sibling in siblings], at)
    if position is not None:
        return replace(row, position=position), []
    positions = spread(len(siblings) + 1)
    mine = positions.pop(at)
    moved: list[tuple[_R | None, _R | None]] = [
        (sibling, replace(sibling, position=position))
        for sibling, position in zip(siblings, positions, strict=True)
    ]
    return replace(row, position=mine), moved


def stands_at(siblings: Sequence[_R], row: _R, place: int | None) -> bool:
    """Whether a row among its siblings already stands where `put_at` would put it."""
    ids = [sibling.id for sibling in siblings]
    if row.id not in ids:
        return False
    at = len(ids) - 1 if place is None else min(max(place, 0), len(ids) - 1)
    return ids[at] == row.id


def without(siblings: Sequence[_R], row: _R) -> list[_R]:
    """The siblings of a row without itself."""
    return [sibling for sibling in siblings if sibling.id != row.id]


def free_tasks(session: Session, plan_id: str, section_id: str | None) -> list[Task]:
    """The tasks of a section that belong to no borrowing."""
    return [
        task
        for task in session.plans.tasks(plan_id)
        if task.section_id == section_id and task.borrowing_id is None
    ]
