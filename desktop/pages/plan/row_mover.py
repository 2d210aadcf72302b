"""Moving and naming what stands in the outline, whatever kind of row it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.plan import Borrowing, Section, Task
from desktop.operations import plans as operations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.session import Session


class Mover:
    """Finds the rows of the outline again and asks for the operation that fits each."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def row(self, plan_id: str, row_id: str) -> Section | Borrowing | Task | None:
        """A row of a plan by its id alone."""
        for row in self._session.plans.rows_of(plan_id):
            if row.id == row_id and isinstance(row, (Section, Borrowing, Task)):
                return row
        return None

    def place_behind(
        self, plan_id: str, row_id: str, *, below: bool
    ) -> tuple[str | None, int | None]:
        """Where a new section goes: the parent, and the place among its sections."""
        row = self.row(plan_id, row_id)
        if isinstance(row, (Borrowing, Task)):
            row = self.row(plan_id, row.section_id or "")
        if not isinstance(row, Section):
            return None, None
        if below and row.parent_id is None:
            return row.id, None
        siblings = [other.id for other in self._session.plans.sections(plan_id, row.parent_id)]
        return row.parent_id, siblings.index(row.id) + 1

    def move(self, plan_id: str, kind: str, row_id: str, section_id: str, place: int) -> None:
        """Move a row to a section ('' for the plan itself) and a place there, -1 for its end."""
        row = self.row(plan_id, row_id)
        at = None if place < 0 else place
        parent = section_id or None
        if isinstance(row, Section) and kind == "section":
            operations.move_section(self._session, row, parent, at)
        elif isinstance(row, Borrowing) and parent:
            operations.move_borrowing(self._session, row, parent, at)
        elif isinstance(row, Task) and parent:
            operations.move_task(self._session, row, parent, at)

    def step(self, plan_id: str, kind: str, row_id: str, by: int) -> None:
        """Move a row up (-1) or down (1) among its like; at an end, into the next section."""
        row = self.row(plan_id, row_id)
        if row is None:
            return
        siblings = [other.id for other in self._siblings(row)]
        place = siblings.index(row.id) + by
        above = (row.parent_id if isinstance(row, Section) else row.section_id) or ""
        if 0 <= place < len(siblings):
            self.move(plan_id, kind, row_id, above, place)
            return
        other = self._next_section(plan_id, above, by)
        if above and other:
            self.move(plan_id, kind, row_id, other, -1 if by < 0 else 0)

    def _siblings(self, row: Section | Borrowing | Task) -> Sequence[Section | Borrowing | Task]:
        plans = self._session.plans
        if isinstance(row, Section):
            return plans.sections(row.plan_id, row.parent_id)
        if isinstance(row, Borrowing):
            return plans.borrowings_in(row.plan_id, row.section_id)
        return [
            task
            for task in plans.tasks(row.plan_id)
            if task.borrowing_id is None and task.section_id == row.section_id
        ]

    def _next_section(self, plan_id: str, section_id: str, by: int) -> str:
        """The section before or behind another, of the same level; '' for none."""
        plans = self._session.plans
        here = self.row(plan_id, section_id)
        if not isinstance(here, Section):
            return ""
        level = plans.sections(plan_id, here.parent_id)
        place = [section.id for section in level].index(here.id) + by
        return level[place].id if 0 <= place < len(level) else ""

    def rename(self, plan_id: str, row_id: str, name: str) -> None:
        """Give a row a name; a borrowing is called by its task."""
        row = self.row(plan_id, row_id)
        if isinstance(row, Borrowing):
            row = operations.task_for(self._session, row)
        if row is not None:
            operations.write(self._session, row, title=name)
