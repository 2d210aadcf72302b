"""方案: everything that changes the user's plans, each one step of undo with a name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from db.workspace.stamps import now
from desktop.operations.plan_borrowings import (
    add_task,
    borrow,
    borrow_span,
    move_borrowing,
    move_task,
    task_for,
)
from desktop.operations.plan_copies import (
    choose_plan,
    current_plan,
    duplicate_plan,
    keep_version,
    new_plan,
    restore_version,
    save_as_template,
)
from desktop.operations.plan_naming import writing
from desktop.operations.plan_rows import ChangeRows
from desktop.operations.plan_sections import add_section, move_section, remove

if TYPE_CHECKING:
    from db.workspace.plans import PlanRow
    from desktop.session import Session

__all__ = [
    "add_section",
    "add_task",
    "borrow",
    "borrow_span",
    "choose_plan",
    "current_plan",
    "duplicate_plan",
    "keep_version",
    "move_borrowing",
    "move_section",
    "move_task",
    "new_plan",
    "remove",
    "restore_version",
    "save_as_template",
    "task_for",
    "write",
]


def write(session: Session, row: PlanRow, run: int = 0, **fields: Any) -> None:
    """Change fields of a row as it is now; nothing where they say so already, or it is gone.

    The step is named by what changed. Those of one `run` (one visit to a field, a number above 0)
    that follow each other are one.
    """
    before = session.plans.row(row)
    if before is None:
        return
    changed = {name: value for name, value in fields.items() if getattr(before, name) != value}
    if changed:
        after = replace(before, **changed, modified_at=now())
        session.undo.push(ChangeRows(session, writing(before, changed), [(before, after)], run))
