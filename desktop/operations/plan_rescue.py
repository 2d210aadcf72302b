"""What was being typed in a row of a plan that was removed meanwhile: it comes back. Undoable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from db.records.plan import Borrowing, Task
from db.workspace.stamps import now
from desktop.i18n import tr
from desktop.operations.plan_naming import name_of, named
from desktop.operations.plan_rows import ChangeRows
from desktop.planning.outline import task_section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.workspace.plans import PlanRow
    from desktop.session import Session


def bring_back(
    session: Session, row: PlanRow, companions: Sequence[PlanRow] = (), **fields: Any
) -> None:
    """Put a removed row back with what was typed in it, in a step of its own.

    Those of its `companions` that were removed with it come back too. Where its section is gone,
    it goes to the section that borrowings go to.
    """
    back = _housed(session, replace(row, **fields, modified_at=now()))
    others = [
        _housed(session, other)
        for other in companions
        if other.id != row.id and session.plans.row(other) is None
    ]
    text = named(tr("找回“{name}”"), name_of(session, back))
    session.undo.push(ChangeRows(session, text, [(None, each) for each in (*others, back)]))


def _housed(session: Session, row: PlanRow) -> PlanRow:
    if not isinstance(row, Borrowing | Task) or row.section_id is None:
        return row
    if row.section_id in {section.id for section in session.plans.all_sections(row.plan_id)}:
        return row
    home = task_section(session.plans, row.plan_id)
    return replace(row, section_id=home.id if home is not None else None)
