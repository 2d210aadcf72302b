"""The user's plans as the interface holds them, all rows by id.

The pages read from here and never wait for the disk; only `desktop.operations` changes it, and
hands every change to the saver at the same time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.records.plan import Borrowing, Plan, Section, Task, Version
    from db.workspace.plans import PlanRow, PlanRows


class Plans:
    """Plans and templates, and what each is made of. Everything returned is in its order."""

    def __init__(self, rows: PlanRows | None = None) -> None:
        self._plans: dict[str, Plan] = {}
        self._revisions: dict[str, int] = {}
        # By plan and id: a page asks for one plan at a time, a plan may have hundreds of rows.
        self._sections: dict[str, dict[str, Section]] = {}
        self._borrowings: dict[str, dict[str, Borrowing]] = {}
        self._tasks: dict[str, dict[str, Task]] = {}
        self._versions: dict[str, dict[str, Version]] = {}
        self._parts: dict[str, dict[str, dict[str, Any]]] = {
            "Section": self._sections,
            "Borrowing": self._borrowings,
            "Task": self._tasks,
            "Version": self._versions,
        }
        if rows is not None:
            self._take(rows)

    def _take(self, rows: PlanRows) -> None:
        self._plans |= {row.id: row for row in rows.plans}
        parts: tuple[Sequence[PlanRow], ...] = (
            rows.sections,
            rows.borrowings,
            rows.tasks,
            rows.versions,
        )
        for part in parts:
            for row in part:
                self.put(row)

    def plans(self) -> list[Plan]:
        """All plans that are no templates, in their order."""
        return _in_order(plan for plan in self._plans.values() if not plan.template)

    def templates(self) -> list[Plan]:
        """The user's own templates, in their order."""
        return _in_order(plan for plan in self._plans.values() if plan.template)

    def plan(self, plan_id: str) -> Plan | None:
        """A plan or template by its id."""
        return self._plans.get(plan_id)

    def sections(self, plan_id: str, parent_id: str | None = None) -> list[Section]:
        """The sections of a plan under a parent, or of the first level."""
        found = self._sections.get(plan_id, {}).values()
        return _in_order(row for row in found if self.parent_of(row) == parent_id)

    def parent_of(self, section: Section) -> str | None:
        """The section of the first level that another stands under, None where it is one itself.

        So is one whose parent is gone or under another: it was brought back after that.
        """
        rows = self._sections.get(section.plan_id, {})
        parent = rows.get(section.parent_id or "")
        return parent.id if parent is not None and parent.parent_id not in rows else None

    def all_sections(self, plan_id: str) -> list[Section]:
        """All sections of a plan as they are read: each before those under it."""
        below: dict[str | None, list[Section]] = {}
        for section in _in_order(self._sections.get(plan_id, {}).values()):
            below.setdefault(self.parent_of(section), []).append(section)
        return [
            row for section in below.get(None, ()) for row in (section, *below.get(section.id, ()))
        ]

    def borrowings(self, plan_id: str) -> list[Borrowing]:
        """All borrowings of a plan, whatever section they stand in."""
        return _in_order(self._borrowings.get(plan_id, {}).values())

    def borrowings_in(self, plan_id: str, section_id: str | None) -> list[Borrowing]:
        """The borrowings that stand in one section."""
        return [row for row in self.borrowings(plan_id) if row.section_id == section_id]

    def tasks(self, plan_id: str) -> list[Task]:
        """All tasks of a plan by their own position; `desktop.planning` knows the table's order."""
        return _in_order(self._tasks.get(plan_id, {}).values())

    def task_of(self, borrowing: Borrowing) -> Task | None:
        """The task of a borrowing."""
        found = self._tasks.get(borrowing.plan_id, {}).values()
        return next((task for task in found if task.borrowing_id == borrowing.id), None)

    def versions(self, plan_id: str) -> list[Version]:
        """Earlier versions of a plan, the newest first."""
        found = self._versions.get(plan_id, {}).values()
        return sorted(found, key=lambda row: (row.created_at, row.id), reverse=True)

    def row(self, row: PlanRow) -> PlanRow | None:
        """The row with the id and the kind of another as it is now, None where it is gone."""
        found: PlanRow | None = self._table(row).get(row.id)
        return found

    def rows_of(self, plan_id: str) -> list[PlanRow]:
        """A plan and all that it is made of but its versions."""
        plan = self._plans.get(plan_id)
        return [
            *([plan] if plan else []),
            *self._sections.get(plan_id, {}).values(),
            *self._borrowings.get(plan_id, {}).values(),
            *self._tasks.get(plan_id, {}).values(),
        ]

    def borrowers(self, mechanism_id: str) -> list[tuple[Plan, Borrowing]]:
        """Where a mechanism was borrowed: plan by plan."""
        return [
            (plan, row)
            for plan in self.plans()
            for row in self.borrowings(plan.id)
            if row.mechanism_id == mechanism_id
        ]

    def put(self, row: PlanRow) -> None:
        """Add a row or replace it by its id."""
        self._table(row)[row.id] = row
        self._count(row)

    def drop(self, row: PlanRow) -> None:
        """Forget a row; the workspace keeps its tombstone. What a plan is made of stays."""
        self._table(row).pop(row.id, None)
        self._count(row)

    def revision(self, plan_id: str) -> int:
        """A number that grows with every change of a plan: what was made of it still holds."""
        return self._revisions.get(plan_id, 0)

    def _count(self, row: PlanRow) -> None:
        plan_id = getattr(row, "plan_id", row.id)
        self._revisions[plan_id] = self._revisions.get(plan_id, 0) + 1

    def _table(self, row: PlanRow) -> dict[str, Any]:
        # By name, for a start without plans needs none of their records: imported here, they
        # would cost each of a thousand rows more than all the rest.
        plan_id: str | None = getattr(row, "plan_id", None)
        if plan_id is None:
            return self._plans
        return self._parts[type(row).__name__].setdefault(plan_id, {})


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.position, row.created_at, row.id))
