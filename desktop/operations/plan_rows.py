"""The one step of undo that all changes of plans are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.plan import Plan
from db.workspace.plans import PlanRow, as_dict, kind_of
from desktop.operations.row_step import RowStep
from desktop.saving import Change

if TYPE_CHECKING:
    from db.workspace import Workspace

_ID = 2


class ChangeRows(RowStep[PlanRow]):
    """Rows of plans from their states before to those after."""

    def id(self) -> int:
        return _ID

    def hold(self, row: PlanRow, removed_at: str) -> Change:
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

    def owner(self, row: PlanRow) -> str:
        return row.id if isinstance(row, Plan) else row.plan_id

    def tell(self, owner_id: str) -> None:
        self._session.changes.plans_changed.emit(owner_id)
