"""看一份样例: a plan made of what the case base really has. Nothing in it is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import tr
from desktop.operations.plans import borrow, new_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Mechanism
    from db.records.plan import Plan
    from desktop.session import Session


def make_sample(session: Session, mechanisms: Iterable[Mechanism]) -> Plan:
    """Add a plan that borrows these mechanisms, in one step; 本镇做法 and all fields stay empty."""
    session.undo.beginMacro(tr("新建样例方案"))
    try:
        plan = new_plan(session, tr("样例：借鉴各地做法的工作方案"))
        for mechanism in mechanisms:
            borrow(session, plan.id, mechanism.id)
    finally:
        session.undo.endMacro()
    return plan
