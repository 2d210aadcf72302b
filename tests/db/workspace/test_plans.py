"""Plans: what is stored is what was given, and a removed row keeps all it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records.plan import Borrowing, Decision, Plan, Quote, Section, Task, TaskState, Version
from db.workspace.plans import as_dict, dump, from_dict, kind_of, load, stamped
from db.workspace.removed import removed_since

if TYPE_CHECKING:
    from db.workspace import Workspace
    from db.workspace.plans import PlanRow

PLAN = Plan(
    title="示例镇工作方案",
    township="示例镇",
    villages="21 个行政村",
    population="约 3 万",
    members="980 余名",
    existing="已有村务公开栏",
    issuer="中共示例镇委员会",
    issued_on="2026年11月22日",
    template=False,
    position=1.0,
    **stamped(),
)
SECTION = Section(
    plan_id=PLAN.id, parent_id=None, title="总体要求", body="**坚持**", position=2.0, **stamped()
)
QUOTE = Quote("yunfu", 3, 5, "比武", "前", "后")
BORROWING = Borrowing(
    plan_id=PLAN.id,
    section_id=SECTION.id,
    mechanism_id="putian-contest",
    mechanism_name="练兵比武",
    region_id="putian",
    decision=Decision.ADAPT,
    reason="本镇村少",
    ours="每季度一次",
    quotes=(QUOTE, replace(QUOTE, start=9, end=11)),
    position=1.5,
    **stamped(),
)
TASK = Task(
    plan_id=PLAN.id,
    section_id=None,
    borrowing_id=BORROWING.id,
    title="开展比武",
    measures="两两对擂",
    goal="一年不少于 4 场",
    leader="",
    lead_unit="组织办",
    units="各村",
    person="组织委员",
    due="每季度末月 25 日前",
    assessment="",
    state=TaskState.ONGOING,
    remark="",
    position=1.0,
    **stamped(),
)
VERSION = Version(plan_id=PLAN.id, name="初稿", content="[]", **stamped())
ROWS: list[PlanRow] = [PLAN, SECTION, BORROWING, TASK, VERSION]


def _stored(workspace: Workspace) -> list[PlanRow]:
    rows = workspace.plans()
    return [*rows.plans, *rows.sections, *rows.borrowings, *rows.tasks, *rows.versions]


def test_every_kind_of_row_is_read_as_it_was_stored(workspace: Workspace) -> None:
    for row in ROWS:
        workspace.put_plan_row(row)
    assert [replace(row, modified_at="") for row in _stored(workspace)] == [
        replace(row, modified_at="") for row in ROWS
    ]


@pytest.mark.parametrize("position", [-1024.0, 0.0, -0.5, 2.0**60, -(2.0**60)])
def test_a_row_may_stand_before_all_that_were_there(workspace: Workspace, position: float) -> None:
    for row in (SECTION, TASK, BORROWING):
        for _ in range(2):  # stored anew, and over what is there
            workspace.put_plan_row(replace(row, position=position))
    found = [row.position for row in _stored(workspace) if not isinstance(row, Version)]
    assert [(place, type(place)) for place in found] == [(position, float)] * 3


@pytest.mark.parametrize("row", ROWS, ids=kind_of)
def test_a_removed_row_is_gone_keeps_its_words_and_comes_back(
    workspace: Workspace, row: PlanRow
) -> None:
    workspace.put_plan_row(row)
    workspace.remove_plan_row(row)
    assert _stored(workspace) == []
    ((kept, moment),) = removed_since(workspace.folder, "2020").plan_rows
    assert replace(kept, modified_at=row.modified_at) == row
    assert moment >= row.created_at
    assert removed_since(workspace.folder, "2999").plan_rows == []
    workspace.put_plan_row(row)
    assert [kept.id for kept in _stored(workspace)] == [row.id]


def test_the_rows_of_a_removed_plan_stay_and_come_back_with_it(workspace: Workspace) -> None:
    for row in ROWS:
        workspace.put_plan_row(row)
    workspace.remove_plan_row(PLAN)
    rows = workspace.plans()
    assert rows.plans == []
    assert [section.id for section in rows.sections] == [SECTION.id]


@given(st.text(), st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_a_version_holds_every_row_whatever_was_typed(
    title: str, ours: str, quotes: list[str]
) -> None:
    rows: list[PlanRow] = [
        replace(PLAN, title=title),
        replace(BORROWING, ours=ours, quotes=tuple(replace(QUOTE, exact=q) for q in quotes)),
        TASK,
    ]
    assert load(dump(rows)) == rows


@pytest.mark.parametrize("row", ROWS, ids=kind_of)
def test_a_row_survives_the_form_that_recovery_files_keep(row: PlanRow) -> None:
    assert from_dict(kind_of(row), as_dict(row)) == row


@pytest.mark.parametrize("content", ["", "{", "[[]]", '[["plan", {}]]', '[["village", {}]]', "[1]"])
def test_a_damaged_version_is_refused_with_one_kind_of_error(content: str) -> None:
    with pytest.raises(ValueError, match="version"):
        load(content)
