"""完整性 and the order of 任务分解表: what a plan lacks, as it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from db.records.plan import Decision, TaskState
from desktop.planning.checks import problems, quantified
from desktop.planning.reading import read
from desktop.planning.table import lines

if TYPE_CHECKING:
    from tests.desktop.planning.conftest import Draft

TODAY = date(2026, 11, 22)


def told(draft: Draft) -> list[tuple[str, str, str]]:
    """Kind, field and name of every problem."""
    found = problems(draft.plans, draft.id, TODAY)
    return [(problem.kind, problem.field, problem.name) for problem in found]


def test_a_section_is_unwritten_until_anything_stands_in_it(draft: Draft) -> None:
    draft.section("总体要求", " \n")
    draft.section("工作目标", "到年底")
    parent = draft.section("实施步骤")
    draft.section("动员部署", "", parent)
    work = draft.section("重点任务")
    draft.task(work)
    assert told(draft) == [("body", "body", "总体要求"), ("body", "body", "动员部署")]


def test_a_task_lacks_person_deadline_and_a_goal_with_a_number(draft: Draft) -> None:
    work = draft.section("重点任务", "如下")
    task = draft.task(work, "调度", person=" ", due="", goal="各村全部参赛")
    found = problems(draft.plans, draft.id, TODAY)
    assert told(draft) == [
        ("person", "person", "调度"),
        ("due", "due", "调度"),
        ("goal", "goal", "调度"),
    ]
    assert {(problem.row_id, problem.section_id) for problem in found} == {(task.id, work.id)}


def test_a_borrowing_lacks_what_we_do_and_its_task_goes_by_its_name(draft: Draft) -> None:
    work = draft.section("重点任务", "如下")
    borrowing = draft.borrowing(work, "练兵比武", ours=" ")
    draft.task(None, "", borrowing_id=borrowing.id, person="")
    assert told(draft) == [("ours", "ours", "练兵比武"), ("person", "person", "练兵比武")]
    assert {p.section_id for p in problems(draft.plans, draft.id, TODAY)} == {work.id}


def test_what_was_rejected_lacks_nothing_and_is_no_task(draft: Draft) -> None:
    work = draft.section("重点任务", "如下")
    borrowing = draft.borrowing(work, "练兵比武", ours="", decision=Decision.REJECT)
    draft.task(None, "", borrowing_id=borrowing.id, person="", due="", goal="")
    assert told(draft) == []
    assert lines(draft.plans, draft.id) == []


@pytest.mark.parametrize("due", ["2026-11-21", "10月底前", "2025年12月31日"])
def test_a_deadline_before_today_is_told_unless_the_task_is_done(draft: Draft, due: str) -> None:
    for state in TaskState:
        draft.task(None, state.value, due=due, state=state)
    assert told(draft) == [("overdue", "due", "waiting"), ("overdue", "due", "ongoing")]


@pytest.mark.parametrize("due", ["2026-11-22", "12月底前", "每季度末", "长期"])
def test_a_deadline_today_or_later_or_on_no_day_is_not_told(draft: Draft, due: str) -> None:
    draft.task(due=due)
    assert told(draft) == []


@pytest.mark.parametrize(
    "goal",
    [
        "各村全部参赛，一年不少于 4 场",
        "完成率 100%",
        "一年四场",
        "百分之百",
        "两个村",
        "３次",
        "半年一轮",
    ],
)
def test_a_goal_with_a_number_is_quantified(goal: str) -> None:
    assert quantified(goal)


@pytest.mark.parametrize(
    "goal", ["", "全覆盖", "第一书记全部参加", "统一标准", "培育一批典型", "进一步提高", "万众一心"]
)
def test_a_goal_without_a_number_is_not(goal: str) -> None:
    assert not quantified(goal)


def test_a_plan_that_is_gone_lacks_nothing(draft: Draft) -> None:
    draft.plans.drop(draft.plan)
    assert problems(draft.plans, draft.id, TODAY) == []


def test_the_table_goes_section_by_section_borrowings_first(draft: Draft) -> None:
    first = draft.section("工作目标")
    work = draft.section("重点任务")
    below = draft.section("其他", parent=work)
    draft.task(None, "哪里也不在")
    draft.task(below, "下面的")
    draft.task(work, "自己的")
    two = draft.borrowing(work, "乙")
    one = draft.borrowing(first, "甲")
    draft.task(None, "乙的", borrowing_id=two.id)
    draft.task(None, "甲的", borrowing_id=one.id)
    draft.borrowing(work, "没有任务的")
    found = lines(draft.plans, draft.id)
    assert [
        (line.task.title, line.borrowing and line.borrowing.mechanism_name) for line in found
    ] == [
        ("甲的", "甲"),
        ("乙的", "乙"),
        ("自己的", None),
        ("下面的", None),
        ("哪里也不在", None),
    ]
    assert [line.section for line in found] == [first, work, work, below, None]


def test_a_second_task_of_a_borrowing_and_one_of_none_do_not_vanish(draft: Draft) -> None:
    work = draft.section("重点任务")
    one = draft.borrowing(work, "甲")
    draft.task(None, "第一", borrowing_id=one.id)
    draft.task(work, "第二", borrowing_id=one.id)
    draft.task(None, "孤儿", borrowing_id="gone")
    titles = [line.task.title for line in lines(draft.plans, draft.id)]
    assert titles == ["第一", "第二", "孤儿"]


def test_sections_whose_parent_is_gone_or_below_another_are_of_the_first_level(
    draft: Draft,
) -> None:
    first = draft.section("工作目标", "有")
    below = draft.section("其他", "有", parent=first)
    deep = draft.section("更下", "", parent=below)
    lost = draft.section("孤儿", "", parent=replace(first, id="gone"))
    assert draft.plans.sections(draft.id) == [first, deep, lost]
    assert draft.plans.all_sections(draft.id) == [first, below, deep, lost]
    assert draft.plans.sections(draft.id, below.id) == []
    assert told(draft) == [("body", "body", "更下"), ("body", "body", "孤儿")]


def test_a_plan_is_put_in_order_once_until_it_changes(draft: Draft) -> None:
    work = draft.section("重点任务")
    first = read(draft.plans, draft.id)
    assert read(draft.plans, draft.id) is first
    draft.task(work, "后加的")
    second = read(draft.plans, draft.id)
    assert [task.title for task in second.top[0].tasks] == ["后加的"]
    draft.plans.drop(work)
    assert [part.section for part in read(draft.plans, draft.id).top] == [None]
