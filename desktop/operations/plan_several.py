"""Several mechanisms or passages borrowed into a plan in one step of undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.i18n import tr
from desktop.operations.plan_borrowings import borrow, borrow_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records.plan import Borrowing
    from desktop.session import Session


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mechanism, with a span of its own that comes first, or a span alone: ('', span)."""

    mechanism_id: str
    span: tuple[str, int, int] | None = None


def borrow_several(
    session: Session,
    plan_id: str,
    wanted: Sequence[Wanted],
    section_id: str | None = None,
    place: int | None = None,
) -> list[Borrowing]:
    """Borrow all that the plan does not have yet, one behind the other; returns what was added.

    A mechanism that is there stays as it is. Raises KeyError and ValueError as `borrow` and
    `borrow_span` do.
    """
    known = {row.mechanism_id for row in session.plans.borrowings(plan_id) if row.mechanism_id}
    fresh = [one for one in dict.fromkeys(wanted) if one.mechanism_id not in known]
    if not fresh:
        return []
    before = {row.id for row in session.plans.borrowings(plan_id)}
    made: dict[str, Borrowing] = {}
    session.undo.beginMacro(tr("借鉴 {n} 条做法").format(n=len(fresh)))
    try:
        for one in fresh:
            at = None if place is None else place + len(made)
            if one.mechanism_id:
                row = borrow(session, plan_id, one.mechanism_id, section_id, at, one.span)
            elif one.span is not None:
                row = borrow_span(session, plan_id, *one.span, section_id, at)
            else:
                continue
            if row.id not in before:
                made[row.id] = row
    finally:
        session.undo.endMacro()
    return list(made.values())
