"""A plan as files are made of it: numbered, in order, with the quotes as they were taken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from db.records.plan import Decision, Quote, TaskState
from desktop.documents.citations import cite
from desktop.planning.document import plan_document

if TYPE_CHECKING:
    from desktop.casebase import CaseBase
    from desktop.documents.plan import PlanDocument
    from tests.desktop.planning.conftest import Draft

TODAY = date(2026, 11, 22)


@pytest.fixture
def made(draft: Draft, cases: CaseBase) -> PlanDocument:
    """A document of a plan with something of each kind."""
    article, other = cases.articles[0], cases.articles[1]
    draft.section("引言", "为学习先进，制定本方案。")
    work = draft.section("重点任务", "**如下**")
    draft.section("附带", "另外", parent=work)
    quotes = (
        Quote(article.id, 3, 5, "甲甲", "", ""),
        Quote(other.id, 0, 2, "乙  乙\n", "", ""),
        Quote(article.id, 9, 11, "丙丙", "", ""),
    )
    left = draft.borrowing(
        work, "积分兑换", decision=Decision.REJECT, reason="本镇无此条件", quotes=quotes[1:2]
    )
    taken = draft.borrowing(work, "练兵比武", region_id=article.region_id, quotes=quotes)
    draft.task(None, "不做", borrowing_id=left.id)
    draft.task(
        None, "开展比武", borrowing_id=taken.id, due="10月底前", lead_unit="组织办", person=" 张三 "
    )
    draft.task(work, "", measures="每月调度", due="2026年12月底前", state=TaskState.ONGOING)
    draft.borrowing(
        draft.section("保障措施"), "双向承诺", quotes=(Quote("gone", 0, 1, "丁", "", ""),)
    )
    return plan_document(draft.plans, cases, draft.id, TODAY)


def test_sections_are_numbered_and_the_opening_has_neither_number_nor_heading(
    made: PlanDocument,
) -> None:
    assert [(s.level, s.number, s.heading) for s in made.sections] == [
        (1, "", ""),
        (1, "一、", "重点任务"),
        (2, "（三）", "附带"),
        (1, "二、", "保障措施"),
    ]
    assert [s.body for s in made.sections][:2] == ["为学习先进，制定本方案。", "**如下**"]


def test_what_is_done_stands_in_its_section_with_its_number_and_who_answers(
    made: PlanDocument,
) -> None:
    left, taken, free = made.sections[1].borrowed
    assert (left.taken, left.number, left.decision, left.reason) == (
        False,
        "",
        "不采用",
        "本镇无此条件",
    )
    assert (taken.taken, taken.number, taken.mechanism, taken.heading) == (
        True,
        "（一）",
        "练兵比武",
        "开展比武",
    )
    assert (taken.decision, taken.ours) == ("改造", "每季度一次")
    assert (taken.lead_unit, taken.person, taken.due, taken.goal) == (
        "组织办",
        "张三",
        "10月底前",
        "4 场",
    )
    assert (free.number, free.heading, free.ours, list(free.sources)) == (
        "（二）",
        "待补",
        "每月调度",
        [],
    )


def test_footnotes_are_numbered_as_the_plan_is_read_and_the_rejected_come_last(
    made: PlanDocument, cases: CaseBase
) -> None:
    first, second = cases.articles[:2]
    assert [source.number for source in made.sources] == [1, 2, 3, 4]
    assert [(source.mechanism, list(source.quotes)) for source in made.sources] == [
        ("练兵比武", ["甲甲", "丙丙"]),
        ("练兵比武", ["乙  乙\n"]),
        ("双向承诺", ["丁"]),
        ("积分兑换", ["乙  乙\n"]),
    ]
    assert made.sources[0].region == cases.region_by_id[first.region_id].name
    assert made.sources[0].citation == cite(first)
    assert made.sources[1].citation == cite(second)
    assert made.sources[2].citation == "原文不在现用的案例库中"
    blocks = {block.mechanism: list(block.sources) for s in made.sections for block in s.borrowed}
    assert blocks == {"积分兑换": [4], "练兵比武": [1, 2], "": [], "双向承诺": [3]}


def test_the_table_has_dates_where_deadlines_name_one_and_knows_what_is_overdue(
    made: PlanDocument, cases: CaseBase
) -> None:
    region = cases.region_by_id[cases.articles[0].region_id].name
    assert [(t.title, t.source, t.due, t.due_on, t.overdue, t.state) for t in made.tasks] == [
        ("开展比武", f"{region} 练兵比武", "10月底前", date(2026, 10, 31), True, "未启动"),
        ("", "", "2026年12月底前", date(2026, 12, 31), False, "推进中"),
    ]
    assert made.states == ["未启动", "推进中", "已完成", "已销号"]
    assert made.done_states == ["已完成", "已销号"]


def test_what_the_township_says_of_itself_is_told_without_what_it_leaves_open(
    draft: Draft, cases: CaseBase
) -> None:
    from dataclasses import replace

    draft.plans.put(
        replace(draft.plan, township="示例镇", villages=" 21 个 ", issuer="中共示例镇委员会")
    )
    made = plan_document(draft.plans, cases, draft.id, TODAY)
    assert made.profile == [("镇（街道）", "示例镇"), ("村（社区）", "21 个")]
    assert (made.title, made.issuer, made.issued_on) == (
        "示例镇工作方案",
        "中共示例镇委员会",
        "2026年11月22日",
    )
    assert made.today == TODAY


def test_the_edition_chosen_is_the_one_cited(draft: Draft, cases: CaseBase) -> None:
    article = cases.articles[0]
    draft.borrowing(
        draft.section("重点任务"), "甲", quotes=(Quote(article.id, 0, 1, "字", "", ""),)
    )
    for edition in ("2025", "2015"):
        made = plan_document(draft.plans, cases, draft.id, TODAY, edition)
        assert made.sources[0].citation == cite(article, edition=edition)


def test_a_borrowing_whose_section_is_gone_is_written_at_the_end(
    draft: Draft, cases: CaseBase
) -> None:
    draft.section("引言")
    section = draft.section("重点任务")
    draft.borrowing(section, "练兵比武")
    draft.plans.drop(section)
    draft.section("总体要求", "……")
    made = plan_document(draft.plans, cases, draft.id, TODAY)
    last = made.sections[-1]
    assert (last.number, last.heading) == ("二、", "其他任务")
    assert [block.mechanism for block in last.borrowed] == ["练兵比武"]
    with pytest.raises(KeyError):
        plan_document(draft.plans, cases, "none", TODAY)
