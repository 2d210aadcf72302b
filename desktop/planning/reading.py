"""A plan from its first section to its last, with what stands in each: put in order once.

`Plans` answers for one row; whoever goes through a whole plan of hundreds of rows asks here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from db.records.plan import Borrowing, Decision, Section, Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.plans import Plans


_KEPT: Final[WeakKeyDictionary[Plans, dict[str, Reading]]] = WeakKeyDictionary()


@dataclass(slots=True)
class Part:
    """A section with what stands in it, in order; `section` None: what stands in no section."""

    section: Section | None
    level: int
    borrowings: list[Borrowing] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    """Those that belong to no borrowing."""
    below: list[Part] = field(default_factory=list)

    @property
    def taken(self) -> list[Borrowing]:
        """The borrowings that were not rejected."""
        return [row for row in self.borrowings if row.decision is not Decision.REJECT]


def read(plans: Plans, plan_id: str) -> Reading:
    """One plan as it is now; whoever asks again before it changes gets the same."""
    kept = _KEPT.setdefault(plans, {})
    revision = plans.revision(plan_id)
    found = kept.get(plan_id)
    if found is None or found.revision != revision:
        # Only the last plan that was asked for: it is the one on the screen.
        kept.clear()
        found = kept[plan_id] = Reading(plans, plan_id)
    return found


class Reading:
    """One plan as it is at this moment. Shared (`read`): nobody changes its lists."""

    def __init__(self, plans: Plans, plan_id: str) -> None:
        self.revision = plans.revision(plan_id)
        self.numbers: dict[str, str] = {}
        """Kept here by `outline.numbers`."""
        sections = plans.all_sections(plan_id)
        above = {section.id: plans.parent_of(section) for section in sections}
        parts = {row.id: Part(row, 2 if above[row.id] else 1) for row in sections}
        self.top = [part for part in parts.values() if part.level == 1]
        """The sections of the first level, and at the end what stands in none, if anything."""
        for section in sections:
            if parent := above[section.id]:
                parts[parent].below.append(parts[section.id])
        nowhere = Part(None, 1)
        borrowings = plans.borrowings(plan_id)
        for borrowing in borrowings:
            parts.get(borrowing.section_id or "", nowhere).borrowings.append(borrowing)
        known = {borrowing.id for borrowing in borrowings}
        self._task_of: dict[str, Task] = {}
        for task in plans.tasks(plan_id):
            # A second task of one borrowing, as a merge of workspaces may leave, must not vanish.
            if task.borrowing_id in known and task.borrowing_id not in self._task_of:
                self._task_of[task.borrowing_id or ""] = task
            else:
                parts.get(task.section_id or "", nowhere).tasks.append(task)
        if nowhere.borrowings or nowhere.tasks:
            self.top.append(nowhere)

    def parts(self) -> Iterator[Part]:
        """Every section as it is read: each before those under it."""
        for part in self.top:
            yield part
            yield from part.below

    def task_of(self, borrowing: Borrowing) -> Task | None:
        """The task of a borrowing."""
        return self._task_of.get(borrowing.id)
