"""What the editor of a plan shows, from top to bottom: one block for each row. Knows no widgets.

Under a section stand its words, its borrowings, its free tasks and its subsections, in this order:
so they are numbered, and so they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from db.records.plan import Borrowing, Plan, Section, Task
from desktop.planning.outline import is_opening, numbers
from desktop.planning.reading import read

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from desktop.planning.reading import Part
    from desktop.plans import Plans


class Kind(StrEnum):
    """What a block shows."""

    TITLE = "title"
    SECTION = "section"
    BORROWING = "borrowing"
    TASK = "task"
    TABLE = "table"


Shown: TypeAlias = Plan | Section | Borrowing | Task


@dataclass(frozen=True, slots=True)
class Block:
    """One row of a plan in its place.

    `task` is that of a borrowing, None where it has none; `section_id` the section that the row
    stands in, '' for none; `place` where it stands among the rows of its kind there.
    """

    kind: Kind
    row: Shown
    task: Task | None = None
    number: str = ""
    level: int = 1
    section_id: str = ""
    place: int = 0
    folded: bool = False
    opening: bool = False

    @property
    def key(self) -> str:
        """The id of its row; 任务分解表 has that of none."""
        return "table" if self.kind is Kind.TABLE else self.row.id

    @property
    def ids(self) -> tuple[str, ...]:
        """Under which ids it is looked for."""
        return (self.key, self.task.id) if self.task is not None else (self.key,)


def blocks(plans: Plans, plan_id: str, folded: Container[str]) -> list[Block]:
    """Return the blocks of a plan as they are read; nothing of what is inside a folded section."""
    plan = plans.plan(plan_id)
    return _Blocks(plans, plan, folded).all() if plan is not None else []


class _Blocks:
    def __init__(self, plans: Plans, plan: Plan, folded: Container[str]) -> None:
        self._plan, self._folded = plan, folded
        self._numbers = numbers(plans, plan.id)
        self._reading = read(plans, plan.id)
        first = plans.sections(plan.id)[:1]
        self._opening = first[0].id if first and is_opening(plans, first[0]) else ""

    def all(self) -> list[Block]:
        found = [Block(Kind.TITLE, self._plan)]
        for place, part in enumerate(self._reading.top):
            found += self._part(part, place)
        # Folded until it is wanted: it repeats what the cards say.
        folded = "table" not in self._folded
        return [*found, Block(Kind.TABLE, self._plan, folded=folded)]

    def _part(self, part: Part, place: int) -> list[Block]:
        section = part.section
        if section is None:  # what stands in a section that is gone
            return list(self._items(part, ""))
        folded = section.id in self._folded
        head = Block(
            Kind.SECTION,
            section,
            number=self._numbers.get(section.id, ""),
            level=part.level,
            section_id=(section.parent_id or "") if part.level > 1 else "",
            place=place,
            folded=folded,
            opening=section.id == self._opening,
        )
        if folded:
            return [head]
        found = [head, *self._items(part, section.id)]
        for under, child in enumerate(part.below):
            found += self._part(child, under)
        return found

    def _items(self, part: Part, section_id: str) -> Iterator[Block]:
        for place, row in enumerate(part.borrowings):
            yield Block(
                Kind.BORROWING,
                row,
                self._reading.task_of(row),
                self._numbers.get(row.id, ""),
                part.level,
                section_id,
                place,
                row.id in self._folded,
            )
        for place, task in enumerate(part.tasks):
            folded = task.id in self._folded
            yield Block(Kind.TASK, task, task, "", part.level, section_id, place, folded)
