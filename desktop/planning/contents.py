"""What a plan holds, as its outline shows it: sections with what stands in them, and what lacks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from db.records.plan import Decision
from desktop.planning.outline import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records.plan import Borrowing, Section, Task
    from desktop.planning.checks import Problem
    from desktop.plans import Plans


class Kind(StrEnum):
    """What a row of the outline is."""

    SECTION = "section"
    BORROWING = "borrowing"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Item:
    """One row: its number (一、 or （一）, '' for none) apart from its name, and what it lacks."""

    kind: Kind
    id: str
    number: str
    title: str
    missing: int = 0
    unwritten: bool = False
    """A section that lacks its words."""
    rejected: bool = False
    items: int = 0
    """How many tasks stand in a section and below it: those of borrowings, and free ones."""
    children: tuple[Item, ...] = ()


def contents(plans: Plans, plan_id: str, problems: Iterable[Problem]) -> list[Item]:
    """Return the sections of a plan as they are read, each with what stands in it.

    A borrowing lacks what its task lacks, too. Under a section come its borrowings, its free
    tasks and its subsections, in this order: so they are numbered.
    """
    found = _Contents(plans, plan_id, problems)
    return [found.section(row) for row in plans.sections(plan_id)]


class _Contents:
    def __init__(self, plans: Plans, plan_id: str, problems: Iterable[Problem]) -> None:
        self._plans = plans
        self._plan_id = plan_id
        self._numbers = numbers(plans, plan_id)
        self._unwritten: set[str] = set()
        self._missing: Counter[str] = Counter()
        for problem in problems:
            if problem.kind == "body":
                self._unwritten.add(problem.row_id)
            else:
                self._missing[problem.row_id] += 1
        # Once for the whole plan: it may have hundreds of rows in many sections.
        self._borrowings: dict[str | None, list[Borrowing]] = {}
        for row in plans.borrowings(plan_id):
            self._borrowings.setdefault(row.section_id, []).append(row)
        self._task_of: dict[str, Task] = {}
        self._tasks: dict[str | None, list[Task]] = {}
        for task in plans.tasks(plan_id):
            if task.borrowing_id is not None:
                self._task_of[task.borrowing_id] = task
            else:
                self._tasks.setdefault(task.section_id, []).append(task)

    def section(self, row: Section) -> Item:
        below = [self.section(child) for child in self._plans.sections(self._plan_id, row.id)]
        inside = [self._borrowed(borrowing) for borrowing in self._borrowings.get(row.id, ())]
        inside += [
            Item(Kind.TASK, task.id, "", task.title, self._missing[task.id])
            for task in self._tasks.get(row.id, ())
        ]
        return Item(
            Kind.SECTION,
            row.id,
            self._numbers.get(row.id, ""),
            row.title,
            unwritten=row.id in self._unwritten,
            items=sum(not child.rejected for child in inside) + sum(c.items for c in below),
            children=(*inside, *below),
        )

    def _borrowed(self, row: Borrowing) -> Item:
        task = self._task_of.get(row.id)
        return Item(
            Kind.BORROWING,
            row.id,
            self._numbers.get(row.id, ""),
            (task.title if task else "") or row.mechanism_name,
            self._missing[row.id] + (self._missing[task.id] if task else 0),
            rejected=row.decision is Decision.REJECT,
        )
