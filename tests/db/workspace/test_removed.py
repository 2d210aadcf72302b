"""What was removed: read beside the connection that writes, whole, and with its last words."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.errors import WorkspaceError
from db.workspace import FILE_NAME
from db.workspace.highlights import new_highlight
from db.workspace.notes import new_note
from db.workspace.removed import removed_since
from tests.db.workspace.test_plans import PLAN, ROWS, SECTION, TASK

if TYPE_CHECKING:
    from pathlib import Path

    from db.workspace import Workspace


def test_all_that_was_removed_is_read_while_the_workspace_is_open(
    workspace: Workspace, folder: Path
) -> None:
    note = workspace.put_note(new_note(body="删掉的"))
    workspace.put_note(new_note(body="留下的"))
    workspace.remove_note(note.id)
    line = workspace.put_highlight(new_highlight(article_id="a", start=0, end=2, exact="比武"))
    workspace.remove_highlight(line.id)
    workspace.add_bookmark("m", "甲", "yunfu")
    workspace.remove_bookmark("m")
    for row in ROWS:
        workspace.put_plan_row(row)
    workspace.remove_plan_row(TASK)
    things = removed_since(folder, "")
    assert [kept.record.body for kept in things.notes] == ["删掉的"]
    assert [kept.record.id for kept in things.highlights] == [line.id]
    assert [
        (kept.record.mechanism_id, kept.record.mechanism_name) for kept in things.bookmarks
    ] == [("m", "甲")]
    assert [row.id for row, _ in things.plan_rows] == [TASK.id]


def test_what_was_removed_before_is_not_read(workspace: Workspace, folder: Path) -> None:
    workspace.add_bookmark("m", "甲", "yunfu")
    workspace.remove_bookmark("m")
    [kept] = removed_since(folder, "2020").bookmarks
    assert removed_since(folder, kept.deleted_at).bookmarks == [kept]
    assert removed_since(folder, kept.deleted_at + "0").bookmarks == []


def test_rows_that_go_together_bear_one_moment(workspace: Workspace, folder: Path) -> None:
    moment = "2026-11-22T08:00:00.000000+00:00"
    for row in (SECTION, TASK):
        workspace.put_plan_row(row)
        workspace.remove_plan_row(row, moment)
    assert {at for _, at in removed_since(folder, "").plan_rows} == {moment}


def test_a_row_removed_before_it_was_ever_stored_keeps_its_words(
    workspace: Workspace, folder: Path
) -> None:
    workspace.remove_plan_row(replace(SECTION, body="从没存上过"))
    [(row, _)] = removed_since(folder, "").plan_rows
    assert getattr(row, "body", "") == "从没存上过"
    assert workspace.plans().sections == []
    workspace.put_plan_row(row)
    assert [section.body for section in workspace.plans().sections] == ["从没存上过"]


def test_words_that_were_not_stored_before_a_removal_are_in_the_tombstone(
    workspace: Workspace, folder: Path
) -> None:
    workspace.put_plan_row(PLAN)
    workspace.remove_plan_row(replace(PLAN, title="改过的", author="别人"))
    [(row, _)] = removed_since(folder, "").plan_rows
    assert (getattr(row, "title", ""), row.author) == ("改过的", PLAN.author)


def test_a_workspace_that_is_missing_or_damaged_raises_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=FILE_NAME):
        removed_since(tmp_path, "")
    (tmp_path / FILE_NAME).write_text("致组织部的一封信" * 1000, encoding="utf-8")
    with pytest.raises(WorkspaceError, match="不是数据库"):
        removed_since(tmp_path, "")


def test_what_was_removed_is_read_from_a_workspace_locked_for_writing(
    workspace: Workspace, folder: Path
) -> None:
    note = workspace.put_note(new_note(body="删掉的"))
    workspace.remove_note(note.id)
    with closing(sqlite3.connect(workspace.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert [kept.record.body for kept in removed_since(folder, "").notes] == ["删掉的"]
