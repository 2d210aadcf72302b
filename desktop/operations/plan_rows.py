"""The one step of undo that all changes of plans are made of: rows from one state to another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from db.records.plan import Plan
from db.workspace.plans import as_dict, kind_of
from db.workspace.stamps import now
from desktop.saving import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.workspace import Workspace
    from db.workspace.plans import PlanRow
    from desktop.session import Session

_ID = 2


class ChangeRows(QUndoCommand):
    """Rows from their states before to those after; None is: not there.

    `text` names the step in the menu. Changes of the same rows in one `run` (one visit to a field,
    a number above 0) that follow each other are one step.
    """

    def __init__(
        self,
        session: Session,
        text: str,
        rows: Sequence[tuple[PlanRow | None, PlanRow | None]],
        run: int = 0,
    ) -> None:
        super().__init__(text)
        self._session = session
        self._rows = [pair for pair in rows if pair[0] != pair[1]]
        self._run = run

    def id(self) -> int:
        return _ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Changes of the same rows in one run are undone together."""
        if not isinstance(other, ChangeRows) or not self._run or self._run != other._run:
            return False
        if [_row(pair).id for pair in self._rows] != [_row(pair).id for pair in other._rows]:
            return False
        merged = zip(self._rows, other._rows, strict=True)
        self._rows = [(mine[0], theirs[1]) for mine, theirs in merged]
        # What was typed and taken back again is no step; stamps do not count.
        self.setObsolete(all(_same(before, after) for before, after in self._rows))
        return True

    def redo(self) -> None:
        self._set([(after, before) for before, after in self._rows])

    def undo(self) -> None:
        self._set([(before, after) for before, after in reversed(self._rows)])

    def _set(self, pairs: list[tuple[PlanRow | None, PlanRow | None]]) -> None:
        plans: dict[str, None] = {}  # a set that keeps the order
        moment = now()  # one for all: what was removed together comes back together
        changes = []
        for wanted, other in pairs:
            row = wanted or other
            assert row is not None, "a row that was never there cannot vanish"
            changes.append(self._put(row, "" if wanted is not None else moment))
            plans[row.id if isinstance(row, Plan) else row.plan_id] = None
        # At once: a thread that writes the first of a thousand rows holds up the others.
        self._session.saver.save(*changes)
        for plan_id in plans:
            self._session.changes.plans_changed.emit(plan_id)

    def _put(self, row: PlanRow, removed_at: str) -> Change:
        session = self._session
        (session.plans.drop if removed_at else session.plans.put)(row)

        def write(workspace: Workspace) -> None:
            if removed_at:
                workspace.remove_plan_row(row, removed_at)
            else:
                workspace.put_plan_row(row)

        kind = kind_of(row)
        content = {"plan row": as_dict(row), "kind": kind, "deleted": removed_at}
        return Change(f"{kind} {row.id}", write, content)


def _same(before: PlanRow | None, after: PlanRow | None) -> bool:
    if before is None or after is None:
        return before is after
    return replace(after, modified_at=before.modified_at) == before


def _row(pair: tuple[PlanRow | None, PlanRow | None]) -> PlanRow:
    row = pair[1] or pair[0]
    assert row is not None, "a row that was never there cannot vanish"
    return row
