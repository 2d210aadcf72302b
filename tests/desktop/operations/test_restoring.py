"""恢复: what was removed comes back as it was, in one step that can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.records.own import Note
from db.records.plan import Plan, Section, Task
from db.workspace import Workspace
from db.workspace.removed import removed_since
from desktop.operations import plans
from desktop.operations.bookmarks import SetBookmark, toggle_bookmark
from desktop.operations.highlights import add_highlight, remove_highlight
from desktop.operations.notes import delete_note, start_note, write_note
from desktop.operations.plan_rows import ChangeRows
from desktop.operations.recycled import gather
from desktop.operations.restoring import restore, title_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.workspace.plans import PlanRow
    from desktop.operations.recycled import Deleted
    from desktop.session import Session
    from tests.desktop.conftest import Samples


@pytest.fixture
def removed(session: Session) -> Callable[[], list[Deleted]]:
    """What the recycle list shows now."""

    def read() -> list[Deleted]:
        assert session.saver.flush()
        things = removed_since(session.folder, "")
        return gather(things, session.marks, session.plans, session.lessons)

    return read


def _on_disk(session: Session) -> set[str]:
    assert session.saver.flush()
    with Workspace.open(session.folder) as workspace:
        rows = workspace.plans()
        every: list[PlanRow] = [
            *rows.plans,
            *rows.sections,
            *rows.borrowings,
            *rows.tasks,
            *rows.versions,
        ]
        return {row.id for row in every}


def _same(session: Session, row: PlanRow) -> bool:
    """Whether a row says what it said; only the moment of its last change is another."""
    now = session.plans.row(row)
    return now is not None and replace(now, modified_at="") == replace(row, modified_at="")


def _plan(session: Session) -> Plan:
    return plans.new_plan(session, "示例镇工作方案")


def test_a_note_a_line_and_a_bookmark_come_back_together_and_go_together(
    session: Session, samples: Samples, removed: Callable[[], list[Deleted]]
) -> None:
    mechanism, article = samples.any(), session.cases.articles[0]
    note = start_note(session, mechanism.id)
    write_note(session, note, "**先试**两个村")
    line = add_highlight(session, article.id, 100, 108)
    toggle_bookmark(session, mechanism.id)
    assert session.saver.flush()  # a bookmark that never reached the disk leaves no tombstone
    delete_note(session, note.id)
    remove_highlight(session, line.id)
    toggle_bookmark(session, mechanism.id)
    things = removed()
    assert len(things) == 3
    assert isinstance(things[-1].record, Note)
    assert things[-1].record.body == "**先试**两个村"
    restore(session, things)
    assert session.undo.undoText() == "恢复 3 条"
    kept = session.marks.note(note.id)
    assert kept is not None
    assert (kept.body, kept.created_at) == ("**先试**两个村", note.created_at)
    assert session.marks.highlight(line.id) is not None
    assert session.marks.is_bookmarked(mechanism.id)
    assert removed() == []
    session.undo.undo()
    assert session.marks.note_count == 0
    assert not session.marks.is_bookmarked(mechanism.id)
    assert {thing.id for thing in removed()} == {thing.id for thing in things}


def test_one_thing_names_the_step(
    session: Session, samples: Samples, removed: Callable[[], list[Deleted]]
) -> None:
    note = start_note(session, samples.any().id)
    write_note(session, replace(note, title="调研"), "字")
    delete_note(session, note.id)
    restore(session, removed())
    assert session.undo.undoText() == "恢复‘调研’"


def test_what_undo_has_brought_back_is_not_listed_before_the_disk_knows(
    session: Session, samples: Samples
) -> None:
    note = start_note(session, samples.any().id)
    write_note(session, note, "字")
    delete_note(session, note.id)
    assert session.saver.flush()
    stale = removed_since(session.folder, "")
    session.undo.undo()
    assert gather(stale, session.marks, session.plans, session.lessons) == []


def test_a_bookmark_on_what_this_library_lacks_comes_back(
    session: Session, removed: Callable[[], list[Deleted]]
) -> None:
    for wanted in (True, False):
        session.undo.push(SetBookmark(session, "old", "从前的做法", "yunfu", wanted=wanted))
        assert session.saver.flush()
    [thing] = removed()
    assert title_of(session, thing.record) == "从前的做法"
    restore(session, [thing])
    assert session.marks.is_bookmarked("old")


def test_a_plan_comes_back_with_all_its_rows_and_they_are_not_listed(
    session: Session, samples: Samples, removed: Callable[[], list[Deleted]]
) -> None:
    plan = _plan(session)
    borrowing = plans.borrow(session, plan.id, samples.any().id)
    lost = plans.add_task(session, plan.id, title="先前删掉的任务")
    plans.remove(session, lost)
    before = {row.id for row in session.plans.rows_of(plan.id)}
    plans.remove(session, plan)
    [thing] = removed()
    assert thing.id == plan.id
    restore(session, [thing])
    assert {row.id for row in session.plans.rows_of(plan.id)} == before
    assert borrowing.id in before <= _on_disk(session)
    assert [thing.id for thing in removed()] == [lost.id]


def test_a_plan_whose_rows_went_with_it_comes_back_whole(
    session: Session, removed: Callable[[], list[Deleted]]
) -> None:
    plan = _plan(session)
    rows = session.plans.rows_of(plan.id)
    session.undo.push(ChangeRows(session, "删除方案", [(row, None) for row in rows]))
    [thing] = removed()
    restore(session, [thing])
    assert {row.id for row in session.plans.rows_of(plan.id)} == {row.id for row in rows}


def _section_with_task(session: Session) -> tuple[Section, Task]:
    plan = _plan(session)
    section = plans.add_section(session, plan.id, title="试点先行")
    return section, plans.add_task(session, plan.id, section.id, title="先试两个村")


def test_what_hung_on_a_section_when_it_went_is_one_thing_with_it(
    session: Session, removed: Callable[[], list[Deleted]]
) -> None:
    section, task = _section_with_task(session)
    plans.remove(session, section)
    [thing] = removed()
    assert (thing.id, [row.id for row in thing.within]) == (section.id, [task.id])
    restore(session, [thing])
    assert _same(session, section)
    assert _same(session, task)


def test_what_went_before_is_a_thing_of_its_own_and_brings_its_place_back(
    session: Session, removed: Callable[[], list[Deleted]]
) -> None:
    section, task = _section_with_task(session)
    plans.remove(session, task)
    plans.remove(session, section)
    late, early = removed()
    assert (late.id, early.id) == (section.id, task.id)
    assert [row.id for row in early.above] == [section.id]
    restore(session, [early])
    assert _same(session, section)
    assert _same(session, task)
    assert removed() == []


def test_a_row_whose_place_is_gone_for_good_stands_in_the_plan(
    session: Session, removed: Callable[[], list[Deleted]]
) -> None:
    section, task = _section_with_task(session)
    plans.remove(session, task)
    plans.remove(session, section)
    early = next(thing for thing in removed() if thing.id == task.id)
    restore(session, [replace(early, above=())])
    back = session.plans.row(task)
    assert isinstance(back, Task)
    assert (back.section_id, back.title) == (None, task.title)


def test_a_borrowing_never_has_two_tasks(
    session: Session, samples: Samples, removed: Callable[[], list[Deleted]]
) -> None:
    plan = _plan(session)
    borrowing = plans.borrow(session, plan.id, samples.any().id)
    first = plans.task_for(session, borrowing)
    plans.remove(session, first)
    second = replace(first, id="another", title="另写的")
    session.undo.push(ChangeRows(session, "写任务", [(None, second)]))
    restore(session, removed())
    owners = [task.id for task in session.plans.tasks(plan.id) if task.borrowing_id]
    assert owners == [second.id]
    back = session.plans.row(first)
    assert isinstance(back, Task)
    assert back.section_id == borrowing.section_id


def test_restoring_the_same_again_does_nothing(
    session: Session, removed: Callable[[], list[Deleted]]
) -> None:
    section, _ = _section_with_task(session)
    plans.remove(session, section)
    things = removed()
    restore(session, things)
    count = session.undo.count()
    restore(session, things)
    assert session.undo.count() == count


def test_undo_after_a_restored_plan_row_leaves_the_disk_as_before(
    session: Session, removed: Callable[[], list[Deleted]]
) -> None:
    section, _ = _section_with_task(session)
    plans.remove(session, section)
    before = _on_disk(session)
    restore(session, removed())
    assert _on_disk(session) > before
    session.undo.undo()
    assert _on_disk(session) == before
    rows: list[PlanRow] = [section]
    assert [session.plans.row(row) for row in rows] == [None]
