"""What a plan holds, as its outline shows it: sections with what stands in them, and what lacks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from db.records.plan import Decision
from desktop.planning.checks import ProblemKind
from desktop.planning.outline import numbers
from desktop.planning.reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records.plan import Borrowing
    from desktop.planning.checks import Problem
    from desktop.planning.reading import Part
    from desktop.plans import Plans

_TASK_FIELDS = 3  # 责任人, 时限 and 目标, which every task must have


class Kind(StrEnum):
    """What a row of the outline is."""

    SECTION = "section"
    BORROWING = "borrowing"
    TASK = "task"
    LOOSE = "loose"
    """What stands in no section, as a merge of two workspaces may leave it."""


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


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole plan: its rows, and how many of the things to be filled in are."""

    items: tuple[Item, ...]
    filled: int
    total: int


def contents(plans: Plans, plan_id: str, problems: Sequence[Problem]) -> Contents:
    """Return a plan as it is read, with what `problems` says of it.

    A borrowing lacks what its task lacks, too. Under a section come its borrowings, its free
    tasks and its subsections, in this order: so they are numbered. To be filled in are the
    sections without subsections, 本镇做法 of each borrowing, and three fields of each task.
    """
    found = _Contents(plans, plan_id, problems)
    items = tuple(found.part(part) for part in found.reading.top)
    open_ones = sum(problem.kind is not ProblemKind.OVERDUE for problem in problems)
    total = sum(found.slots(part) for part in found.reading.parts())
    return Contents(items, total - open_ones, total)


class _Contents:
    def __init__(self, plans: Plans, plan_id: str, problems: Sequence[Problem]) -> None:
        self.reading = read(plans, plan_id)
        self._numbers = numbers(plans, plan_id)
        self._unwritten = {p.row_id for p in problems if p.kind is ProblemKind.BODY}
        self._missing = Counter(p.row_id for p in problems)

    def slots(self, part: Part) -> int:
        tasks = len(part.tasks) + sum(self.reading.task_of(b) is not None for b in part.taken)
        written = part.section is not None and not part.below
        return written + len(part.taken) + tasks * _TASK_FIELDS

    def part(self, part: Part) -> Item:
        below = [self.part(child) for child in part.below]
        inside = [self._borrowed(borrowing) for borrowing in part.borrowings]
        inside += [
            Item(Kind.TASK, task.id, "", task.title, self._missing[task.id]) for task in part.tasks
        ]
        items = sum(not child.rejected for child in inside) + sum(c.items for c in below)
        section = part.section
        if section is None:
            return Item(Kind.LOOSE, "loose", "", "", items=items, children=tuple(inside))
        return Item(
            Kind.SECTION,
            section.id,
            self._numbers.get(section.id, ""),
            section.title,
            unwritten=section.id in self._unwritten,
            items=items,
            children=(*inside, *below),
        )

    def _borrowed(self, row: Borrowing) -> Item:
        task = self.reading.task_of(row)
        return Item(
            Kind.BORROWING,
            row.id,
            self._numbers.get(row.id, ""),
            (task.title if task else "") or row.mechanism_name,
            self._missing[row.id] + (self._missing[task.id] if task else 0),
            rejected=row.decision is Decision.REJECT,
        )
