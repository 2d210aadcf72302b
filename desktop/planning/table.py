"""任务分解表: which tasks of a plan stand in it, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records.plan import Decision
from desktop.planning.reading import read

if TYPE_CHECKING:
    from db.records.plan import Borrowing, Section, Task
    from desktop.plans import Plans


@dataclass(frozen=True, slots=True)
class Line:
    """A task with what it was borrowed from and where it stands; None where it is free."""

    task: Task
    borrowing: Borrowing | None
    section: Section | None


def lines(plans: Plans, plan_id: str) -> list[Line]:
    """Return the tasks section by section: those of borrowings in their order, then free ones.

    What was rejected is no task of the township: it is left out.
    """
    found: list[Line] = []
    reading = read(plans, plan_id)
    for part in reading.parts():
        for borrowing in part.borrowings:
            task = reading.task_of(borrowing)
            if task is not None and borrowing.decision is not Decision.REJECT:
                found.append(Line(task, borrowing, part.section))
        found += [Line(task, None, part.section) for task in part.tasks]
    return found
