"""方案: each change is one named step, undone as a whole, and what workspace.db holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from db.records.plan import Decision, TaskState
from desktop.operations.plans import (
    add_section,
    add_task,
    borrow,
    choose_plan,
    current_plan,
    new_plan,
    remove,
    write,
)
from tests.desktop.operations.conftest import held, section_named, titles

if TYPE_CHECKING:
    from db.records.plan import Plan
    from desktop.session import Session
    from tests.desktop.conftest import Samples
    from tests.desktop.operations.conftest import ReadBack


def test_a_new_plan_has_the_standard_outline_and_the_profile_of_the_township(
    session: Session, plan: Plan, read_back: ReadBack
) -> None:
    assert titles(session, plan.id) == [
        "引言",
        "总体要求",
        "工作目标",
        "重点任务",
        "实施步骤",
        "保障措施",
    ]
    steps = section_named(session, plan.id, "实施步骤")
    assert titles(session, plan.id, steps.id) == ["动员部署", "全面实施", "总结验收"]
    assert {section.body for section in session.plans.all_sections(plan.id)} == {""}
    assert (plan.township, plan.villages, plan.members) == ("示例镇", "21 个行政村", "")
    assert session.undo.undoText() == "新建方案‘示例镇工作方案’"
    assert read_back() == held(session)
    session.undo.undo()
    assert (held(session), read_back()) == ({}, {})


def test_the_newest_plan_is_the_current_one_until_another_is_chosen(session: Session) -> None:
    assert current_plan(session) is None
    one, other = new_plan(session, "甲"), new_plan(session, "乙")
    assert current_plan(session) == other
    choose_plan(session, one.id)
    assert current_plan(session) == one
    remove(session, one)
    assert current_plan(session) == other


def test_a_field_is_written_under_a_step_with_its_name(
    session: Session, plan: Plan, read_back: ReadBack
) -> None:
    task = add_task(session, plan.id, title="练兵比武")
    write(session, task, person="组织委员")
    assert session.undo.undoText() == "改责任人"
    assert session.plans.tasks(plan.id)[0].person == "组织委员"
    assert read_back() == held(session)
    session.undo.undo()
    assert session.plans.tasks(plan.id) == [task]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"due": "12月底前"}, "改时限"),
        ({"state": TaskState.DONE}, "改状态"),
        ({"goal": "4 场", "title": "比武"}, "改任务"),
    ],
)
def test_steps_on_tasks_are_named_by_what_they_change(
    session: Session, plan: Plan, fields: dict[str, Any], name: str
) -> None:
    write(session, add_task(session, plan.id), **fields)
    assert session.undo.undoText() == name


def test_steps_on_plans_sections_and_borrowings_are_named_by_what_they_change(
    session: Session, plan: Plan, samples: Samples
) -> None:
    borrowing = borrow(session, plan.id, samples.rich().id)
    section = session.plans.sections(plan.id)[0]
    said = []
    for row, field in (
        (borrowing, "ours"),
        (borrowing, "reason"),
        (section, "body"),
        (section, "title"),
        (plan, "villages"),
        (plan, "issuer"),
        (plan, "title"),
    ):
        changed: dict[str, Any] = {field: "新的"}
        write(session, row, **changed)
        said.append(session.undo.undoText())
    write(session, borrowing, decision=Decision.REJECT)
    said.append(session.undo.undoText())
    write(session, plan, villages="9 个", existing="已有公开栏")
    said.append(session.undo.undoText())
    assert said == [
        "改本镇做法",
        "改理由",
        "改正文",
        "改标题",
        "改本镇基本情况",
        "改落款",
        "改方案名称",
        "改借鉴方式",
        "改本镇基本情况",
    ]


def test_however_often_something_is_put_first_it_is_stored(
    session: Session, plan: Plan, read_back: ReadBack
) -> None:
    for title in "一二三四":
        add_section(session, plan.id, None, 0, title)
        add_task(session, plan.id, None, 0, title=title)
    assert [section.title for section in session.plans.sections(plan.id)][:4] == list("四三二一")
    assert read_back() == held(session)


def test_typing_in_one_visit_is_one_step_and_in_two_visits_two(
    session: Session, plan: Plan, read_back: ReadBack
) -> None:
    section = session.plans.sections(plan.id)[0]
    start = session.undo.count()
    for text in ("为", "为学习", "为学习先进"):
        write(session, section, run=7, body=text)
    assert session.undo.count() == start + 1
    write(session, section, run=8, body="为学习先进，")
    session.undo.undo()
    assert session.plans.sections(plan.id)[0].body == "为学习先进"
    session.undo.undo()
    assert session.plans.row(section) == section
    session.undo.redo()
    assert session.plans.sections(plan.id)[0].body == "为学习先进"
    assert read_back() == held(session)


def test_a_write_changes_its_own_field_of_the_row_as_it_is_now(
    session: Session, plan: Plan
) -> None:
    task = add_task(session, plan.id)
    write(session, task, person="张三")
    write(session, task, due="12月底前")
    [now] = session.plans.tasks(plan.id)
    assert (now.person, now.due) == ("张三", "12月底前")


def test_an_unchanged_field_or_a_row_that_is_gone_is_no_step(session: Session, plan: Plan) -> None:
    task = add_task(session, plan.id, person="张三")
    start = session.undo.count()
    write(session, task, person="张三")
    assert session.undo.count() == start
    remove(session, task)
    write(session, task, person="李四")
    remove(session, task)
    assert session.undo.count() == start + 1
    assert session.plans.tasks(plan.id) == []


def test_every_change_tells_which_plan_it_was(session: Session, plan: Plan) -> None:
    other = new_plan(session, "另一个")
    told: list[str] = []
    session.changes.plans_changed.connect(told.append)
    write(session, plan, issuer="中共示例镇委员会")
    session.undo.undo()
    assert told == [plan.id, plan.id]
    choose_plan(session, other.id)
    assert told == [plan.id, plan.id], "it is the current one already"


def test_quotation_marks_inside_a_name_are_inner_ones_and_a_long_name_is_cut(
    session: Session,
) -> None:
    new_plan(session, "“三班制”方案")
    assert session.undo.undoText() == "新建方案‘三班制’方案"
    new_plan(session, "一" * 60)
    assert session.undo.undoText() == "新建方案‘" + "一" * 20 + "…’"
