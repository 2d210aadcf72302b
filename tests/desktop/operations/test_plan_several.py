"""Several are borrowed at once: in their order, once each, in one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.operations.plan_several import Wanted, borrow_several
from desktop.operations.plans import borrow
from tests.desktop.operations.conftest import held, section_named

if TYPE_CHECKING:
    from db.records.plan import Plan
    from desktop.session import Session
    from tests.desktop.conftest import Samples
    from tests.desktop.operations.conftest import ReadBack


def test_several_are_borrowed_in_their_order_in_one_step(
    session: Session, plan: Plan, samples: Samples, read_back: ReadBack
) -> None:
    first, *others = samples.several(4)
    borrow(session, plan.id, first.id)
    before, steps = held(session), session.undo.count()
    article = session.cases.articles[0].id
    wanted = [*(Wanted(m.id) for m in (*others, first, others[0])), Wanted("", (article, 100, 130))]
    tasks = section_named(session, plan.id, "重点任务")
    made = borrow_several(session, plan.id, wanted, tasks.id, 0)
    shown = [row.mechanism_id for row in session.plans.borrowings_in(plan.id, tasks.id)]
    assert shown == [*(m.id for m in others), "", first.id]
    assert [row.mechanism_id for row in made] == [*(m.id for m in others), ""]
    assert session.undo.count() == steps + 1
    assert session.undo.undoText() == "借鉴 4 条做法"
    session.undo.undo()
    assert held(session) == before == read_back()


def test_what_is_all_there_already_is_no_step(
    session: Session, plan: Plan, samples: Samples
) -> None:
    mechanism = samples.any()
    borrow(session, plan.id, mechanism.id)
    steps = session.undo.count()
    assert borrow_several(session, plan.id, [Wanted(mechanism.id)]) == []
    assert session.undo.count() == steps
