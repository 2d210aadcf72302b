"""加入方案 (P), from any page: a mechanism or a passage is borrowed into the current plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import tr
from desktop.widgets.brief_notice import say_briefly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from db.records.plan import Borrowing, Plan
    from desktop.operations.plan_several import Wanted
    from desktop.session import Session
    from desktop.widgets.lanes import Span


def add_to_plan(
    session: Session,
    mechanism_id: str,
    parent: QWidget,
    span: tuple[str, int, int] | None = None,
) -> Borrowing | None:
    """Borrow a mechanism into the current plan, a span of it first; says where it went.

    Without a plan the user is asked for one; None where that is declined, and for a mechanism
    that this library does not have.
    """
    # What knows plans is loaded when the first mechanism is added, not with the first page.
    from desktop.operations.plans import borrow

    if mechanism_id not in session.cases.mechanism_by_id:
        return None
    plan = _plan(session, parent)
    if plan is None:
        return None
    known = {row.id for row in session.plans.borrowings(plan.id)}
    made = borrow(session, plan.id, mechanism_id, span=span)
    say_briefly(parent, _sentence(session, plan, made, new=made.id not in known))
    return made


def add_span_to_plan(
    session: Session, article_id: str, start: int, end: int, parent: QWidget
) -> Borrowing | None:
    """Borrow a passage that belongs to no mechanism into the current plan; says where it went."""
    from desktop.operations.plans import borrow_span

    plan = _plan(session, parent)
    if plan is None:
        return None
    known = {row.id for row in session.plans.borrowings(plan.id)}
    made = borrow_span(session, plan.id, article_id, start, end)
    say_briefly(parent, _sentence(session, plan, made, new=made.id not in known))
    return made


def add_several_to_plan(
    session: Session, wanted: Sequence[Wanted], parent: QWidget
) -> list[Borrowing]:
    """Borrow several into the current plan, in one step of undo; says how many, and where."""
    from desktop.operations.plan_several import borrow_several

    if len(wanted) == 1 and wanted[0].mechanism_id:
        one = add_to_plan(session, wanted[0].mechanism_id, parent, wanted[0].span)
        return [one] if one is not None else []
    if not wanted:
        say_briefly(parent, tr("选中的里面没有可以借鉴的做法或原文。"))
        return []
    plan = _plan(session, parent)
    if plan is None:
        return []
    made = borrow_several(session, plan.id, wanted)
    form = (
        tr("已把 {n} 条加入《{plan}》。Ctrl+5 去方案，Ctrl+Z 撤销。")
        if made
        else tr("选中的都已经在《{plan}》里了。Ctrl+5 去方案。")
    )
    say_briefly(parent, form.format(n=len(made), plan=plan.title))
    return made


def span_owner(spans: Sequence[Span], start: int, end: int, active: str) -> str:
    """Whose passage text[start:end] is: the mechanism that stands out, if it has a part in it.

    Else that of the shortest passage which holds all of it; '' where it belongs to none.
    """
    if any(s.group == active and s.start < end and start < s.end for s in spans):
        return active
    around = [s for s in spans if s.start <= start and end <= s.end]
    return min(around, key=lambda s: s.end - s.start).group if around else ""


def _plan(session: Session, parent: QWidget) -> Plan | None:
    from desktop.operations.plans import current_plan
    from desktop.pages.plan.plan_dialog import ask_new_plan

    return current_plan(session) or ask_new_plan(session, parent)


def _sentence(session: Session, plan: Plan, made: Borrowing, *, new: bool) -> str:
    sections = {row.id: row.title for row in session.plans.all_sections(plan.id)}
    place = sections.get(made.section_id or "", "")
    form = (
        tr("已把{name}加入《{plan}》的“{place}”。Ctrl+5 去方案，Ctrl+Z 撤销。")
        if new
        else tr("{name}已经在《{plan}》的“{place}”里了。Ctrl+5 去方案。")
    )
    return form.format(name=made.mechanism_name, plan=plan.title, place=place)
