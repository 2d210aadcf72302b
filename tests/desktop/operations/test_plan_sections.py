"""Sections of a plan: added, moved and removed with what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.operations.plans import add_section, add_task, borrow, move_section, remove
from tests.desktop.operations.conftest import held, section_named, titles

if TYPE_CHECKING:
    from db.records.plan import Plan
    from db.workspace.plans import PlanRow
    from desktop.session import Session
    from tests.desktop.conftest import Samples
    from tests.desktop.operations.conftest import ReadBack


def test_sections_are_added_and_moved_with_what_is_under_them(
    session: Session, plan: Plan, read_back: ReadBack
) -> None:
    steps = section_named(session, plan.id, "实施步骤")
    extra = add_section(session, plan.id, None, 1, "试点")
    assert session.undo.undoText() == "添加‘试点’"
    assert titles(session, plan.id)[:3] == ["引言", "试点", "总体要求"]
    move_section(session, steps, None, 0)
    assert titles(session, plan.id)[0] == "实施步骤"
    assert titles(session, plan.id, steps.id) == ["动员部署", "全面实施", "总结验收"]
    move_section(session, extra, steps.id, 1)
    assert titles(session, plan.id, steps.id) == ["动员部署", "试点", "全面实施", "总结验收"]
    below = add_section(session, plan.id, extra.id)
    assert below.parent_id == steps.id, "there are two levels only"
    assert session.undo.undoText() == "添加一节"
    assert read_back() == held(session)


def test_a_section_that_becomes_a_subsection_keeps_its_own_beside_it(
    session: Session, plan: Plan
) -> None:
    before = held(session, timed=True)
    steps = section_named(session, plan.id, "实施步骤")
    backing = section_named(session, plan.id, "保障措施")
    move_section(session, steps, backing.id, 1)
    assert titles(session, plan.id, backing.id) == [
        "组织领导",
        "实施步骤",
        "动员部署",
        "全面实施",
        "总结验收",
        "压实责任",
        "督导考核",
        "资金保障",
        "宣传引导",
    ]
    assert len(session.plans.all_sections(plan.id)) == len(before) - 1
    session.undo.undo()
    assert held(session, timed=True) == before


def test_a_section_cannot_be_moved_into_itself(session: Session, plan: Plan) -> None:
    start = session.undo.count()
    steps = section_named(session, plan.id, "实施步骤")
    move_section(session, steps, steps.id, 0)
    move_section(session, steps, section_named(session, plan.id, "动员部署").id, 0)
    assert session.undo.count() == start


def test_a_removed_section_takes_all_that_is_in_it_and_brings_it_back(
    session: Session, plan: Plan, samples: Samples, read_back: ReadBack
) -> None:
    steps = section_named(session, plan.id, "实施步骤")
    one, other = samples.several(2)
    inside: list[PlanRow] = [
        borrow(session, plan.id, one.id, steps.id),
        borrow(session, plan.id, other.id, section_named(session, plan.id, "动员部署").id),
        add_task(session, plan.id, steps.id, title="调度"),
    ]
    kept = add_task(session, plan.id, title="别处的")
    before = held(session, timed=True)
    start = session.undo.count()
    remove(session, steps)
    assert session.undo.count() == start + 1
    assert session.undo.undoText() == "删除‘实施步骤’"
    assert all(session.plans.row(row) is None for row in (steps, *inside))
    assert session.plans.tasks(plan.id) == [kept]
    assert len(held(session)) == len(before) - 4 - 2 * 2 - 1
    assert read_back() == held(session)
    session.undo.undo()
    assert held(session, timed=True) == before
    assert read_back() == held(session)


def test_a_removed_plan_comes_back_whole(
    session: Session, plan: Plan, samples: Samples, read_back: ReadBack
) -> None:
    borrow(session, plan.id, samples.any().id)
    before = held(session, timed=True)
    remove(session, plan)
    assert session.plans.plans() == []
    assert plan.id not in read_back()
    session.undo.undo()
    assert held(session, timed=True) == before
    assert read_back() == held(session)
