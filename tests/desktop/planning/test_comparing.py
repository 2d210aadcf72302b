"""What two plans say differently, whether they share their ids or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.records.plan import Borrowing, Decision, Plan, Section, Task, TaskState
from db.workspace.plans import dump, load, stamped
from desktop.planning.comparing import Change, compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.workspace.plans import PlanRow
    from tests.desktop.planning.conftest import Draft

Told = list[tuple[str, str, dict[str, tuple[str, str]]]]


def filled(draft: Draft) -> None:
    """A plan with something of each kind in it."""
    draft.section("总体要求", "学习先进")
    work = draft.section("重点任务")
    below = draft.section("其他", "别的事", parent=work)
    one = draft.borrowing(work, "练兵比武")
    draft.task(None, "开展比武", borrowing_id=one.id)
    draft.borrowing(below, "双向承诺")
    draft.task(work, "调度", measures="每月一次")


def copied(rows: Sequence[PlanRow]) -> list[PlanRow]:
    """The rows of a copy: all ids are new."""
    ids: dict[str | None, str] = {row.id: stamped()["id"] for row in rows}

    def copy(row: PlanRow) -> PlanRow:
        if isinstance(row, Plan):
            return replace(row, id=ids[row.id])
        if isinstance(row, Section):
            parent = ids.get(row.parent_id)
            return replace(row, id=ids[row.id], plan_id=ids[row.plan_id], parent_id=parent)
        if isinstance(row, Borrowing):
            section = ids.get(row.section_id)
            return replace(row, id=ids[row.id], plan_id=ids[row.plan_id], section_id=section)
        assert isinstance(row, Task)
        return replace(
            row,
            id=ids[row.id],
            plan_id=ids[row.plan_id],
            section_id=ids.get(row.section_id),
            borrowing_id=ids.get(row.borrowing_id),
        )

    return [copy(row) for row in rows]


def changed(rows: Sequence[PlanRow], name: str, **fields: object) -> list[PlanRow]:
    """The rows with one of them, found by its name, saying something else."""

    def called(row: PlanRow) -> str:
        return row.mechanism_name if isinstance(row, Borrowing) else getattr(row, "title", "")

    assert any(called(row) == name for row in rows)
    return [replace(row, **fields) if called(row) == name else row for row in rows]  # type: ignore[arg-type]


def told(one: Sequence[PlanRow], other: Sequence[PlanRow]) -> Told:
    """Every difference: what became of which row, and what its fields said and say."""
    return [
        (
            found.change.value,
            found.row.mechanism_name if isinstance(found.row, Borrowing) else found.row.title,
            {field.field: (field.before, field.after) for field in found.fields},
        )
        for found in compare(one, other)
    ]


def test_a_plan_its_version_and_its_copy_do_not_differ(draft: Draft) -> None:
    filled(draft)
    rows = draft.rows()
    assert compare(rows, rows) == []
    assert compare(rows, load(dump(rows))) == []
    assert compare(rows, copied(rows)) == []
    assert compare(copied(rows), rows) == []


def test_every_field_that_says_something_else_is_told_also_of_a_copy(draft: Draft) -> None:
    filled(draft)
    rows = draft.rows()
    after = changed(rows, "总体要求", body="学习先进，结合实际")
    after = changed(after, "练兵比武", decision=Decision.ADOPT, ours="每月一次")
    after = changed(after, "开展比武", person="李四", state=TaskState.DONE)
    after = changed(after, "示例镇工作方案", villages="20 个村")
    expected: Told = [
        ("changed", "示例镇工作方案", {"villages": ("", "20 个村")}),
        ("changed", "总体要求", {"body": ("学习先进", "学习先进，结合实际")}),
        (
            "changed",
            "练兵比武",
            {"decision": ("adapt", "adopt"), "ours": ("每季度一次", "每月一次")},
        ),
        ("changed", "开展比武", {"person": ("张三", "李四"), "state": ("waiting", "done")}),
    ]
    assert told(rows, after) == told(rows, copied(after)) == expected


def test_rows_in_one_plan_only_are_told_where_they_stand(draft: Draft) -> None:
    filled(draft)
    before = draft.rows()
    work = draft.plans.sections(draft.id)[1]
    draft.section("附则", "自印发之日起施行")
    draft.borrowing(work, "书记家访")
    gone = next(
        row for row in before if isinstance(row, Borrowing) and "承诺" in row.mechanism_name
    )
    draft.plans.drop(gone)
    after = draft.rows()
    expected: Told = [
        ("added", "书记家访", {}),
        ("removed", "双向承诺", {}),
        ("added", "附则", {}),
    ]
    assert told(before, after) == told(before, copied(after)) == expected
    back = {(found.change, found.row.id) for found in compare(after, before)}
    assert (Change.ADDED, gone.id) in back
    assert len(back) == 3


def test_a_renamed_section_is_changed_and_what_is_in_it_has_not_moved(draft: Draft) -> None:
    filled(draft)
    rows = draft.rows()
    after = changed(rows, "重点任务", title="主要任务")
    assert told(rows, after) == [("changed", "主要任务", {"title": ("重点任务", "主要任务")})]
    after = changed(rows, "总体要求", title="指导思想")
    expected: Told = [("changed", "指导思想", {"title": ("总体要求", "指导思想")})]
    assert told(rows, copied(after)) == expected


def test_what_stands_in_another_section_is_told_with_both_names(draft: Draft) -> None:
    filled(draft)
    rows = draft.rows()
    first = draft.plans.sections(draft.id)[0]
    after = changed(rows, "练兵比武", section_id=first.id)
    expected: Told = [("changed", "练兵比武", {"section": ("重点任务", "总体要求")})]
    assert told(rows, after) == told(rows, copied(after)) == expected


def test_a_renamed_task_of_a_copy_is_known_by_its_borrowing_or_its_measures(draft: Draft) -> None:
    filled(draft)
    rows = draft.rows()
    after = changed(changed(rows, "开展比武", title="比一比"), "调度", title="每月调度")
    expected: Told = [
        ("changed", "比一比", {"title": ("开展比武", "比一比")}),
        ("changed", "每月调度", {"title": ("调度", "每月调度")}),
    ]
    assert told(rows, copied(after)) == expected


def test_rows_of_the_same_name_are_paired_one_by_one(draft: Draft) -> None:
    one = draft.section("同名", "甲")
    draft.section("同名", "乙")
    rows = draft.rows()
    assert compare(rows, copied(rows)) == []
    fewer = [row for row in rows if row != one]
    assert [found.change for found in compare(rows, copied(fewer))].count(Change.REMOVED) == 1


def test_a_plan_against_nothing_is_all_removed(draft: Draft) -> None:
    filled(draft)
    rows = draft.rows()
    assert {found.change for found in compare(rows, [])} == {Change.REMOVED}
    assert len(compare(rows, [])) == len(compare([], rows)) == len(rows)
