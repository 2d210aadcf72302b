"""Whole plans: copies for another year, templates and earlier versions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.records.plan import TaskState
from desktop.operations.plans import (
    add_section,
    add_task,
    borrow,
    current_plan,
    duplicate_plan,
    keep_version,
    new_plan,
    remove,
    restore_version,
    save_as_template,
    task_for,
    write,
)
from desktop.planning.outline import TASKS
from tests.desktop.operations.conftest import held, section_named, titles

if TYPE_CHECKING:
    from db.records.plan import Plan
    from desktop.session import Session
    from tests.desktop.conftest import Samples
    from tests.desktop.operations.conftest import ReadBack


def test_a_copy_for_another_year_says_the_same_and_starts_again(
    session: Session, plan: Plan, samples: Samples, read_back: ReadBack
) -> None:
    mechanism = samples.rich()
    borrowing = borrow(session, plan.id, mechanism.id)
    write(session, borrowing, ours="每季度一次")
    write(session, task_for(session, borrowing), person="张三", state=TaskState.CLOSED)
    copy = duplicate_plan(session, plan.id, "2027 年方案")
    assert current_plan(session) == copy
    assert titles(session, copy.id) == titles(session, plan.id)
    ours, theirs = session.plans.borrowings(copy.id)[0], session.plans.borrowings(plan.id)[0]
    assert (ours.ours, ours.quotes) == (theirs.ours, theirs.quotes)
    assert ours.id != theirs.id
    section = section_named(session, copy.id, TASKS)
    assert ours.section_id == section.id
    task = session.plans.task_of(ours)
    assert task is not None
    assert (task.person, task.state) == ("张三", TaskState.WAITING)
    write(session, ours, ours="每月一次")
    assert session.plans.borrowings(plan.id)[0].ours == "每季度一次"
    assert read_back() == held(session)
    with pytest.raises(ValueError, match="no plan"):
        duplicate_plan(session, "none", "x")


def test_a_template_keeps_the_sections_and_a_plan_starts_from_it(
    session: Session, plan: Plan, samples: Samples, read_back: ReadBack
) -> None:
    write(session, section_named(session, plan.id, "组织领导"), body="成立领导小组。")
    add_section(session, plan.id, None, None, "附则")
    borrow(session, plan.id, samples.any().id)
    template = save_as_template(session, plan.id, "本镇常用")
    assert session.plans.templates() == [template]
    assert session.plans.plans() == [plan]
    assert current_plan(session) == plan
    other = new_plan(session, "新的一年", template_id=template.id, villages="20 个村")
    assert not other.template
    assert titles(session, other.id)[-1] == "附则"
    assert section_named(session, other.id, "组织领导").body == "成立领导小组。"
    assert (other.township, other.villages) == ("示例镇", "20 个村")
    assert (session.plans.borrowings(other.id), session.plans.tasks(other.id)) == ([], [])
    assert read_back() == held(session)


def test_a_version_brings_back_what_was_and_keeps_what_is(
    session: Session, plan: Plan, samples: Samples, read_back: ReadBack
) -> None:
    borrowing = borrow(session, plan.id, samples.any().id)
    then = {row.id: replace(row, modified_at="") for row in session.plans.rows_of(plan.id)}
    version = keep_version(session, plan.id, "初稿")
    assert session.undo.undoText() == "保存版本‘初稿’"
    write(session, borrowing, ours="改过的")
    remove(session, section_named(session, plan.id, "保障措施"))
    add_task(session, plan.id, title="后加的")
    later = held(session, timed=True)
    restore_version(session, version)
    assert {row.id: replace(row, modified_at="") for row in session.plans.rows_of(plan.id)} == then
    newest = session.plans.versions(plan.id)[0]
    assert newest.name == "恢复前"
    assert "后加的" in newest.content
    assert read_back() == held(session)
    session.undo.undo()
    assert held(session, timed=True) == later
    with pytest.raises(ValueError, match="no version"):
        restore_version(session, replace(version, content="[1"))


def test_restoring_what_is_there_already_is_no_step(session: Session, plan: Plan) -> None:
    version = keep_version(session, plan.id)
    start = session.undo.count()
    restore_version(session, version)
    assert session.undo.count() == start
