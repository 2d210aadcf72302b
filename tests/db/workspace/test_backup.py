"""Copies: whole, checked, not repeated, thinned out, and never in the way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.connection import is_sound
from db.errors import WorkspaceError
from db.workspace import FILE_NAME, Workspace, backup_daily, backup_now
from db.workspace.backup import DAYS, WEEKS, BackupResult, backups, kept
from db.workspace.notes import new_note

if TYPE_CHECKING:
    from pathlib import Path


def bodies(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [body for (body,) in connection.execute("SELECT body FROM note ORDER BY created_at")]


def make_old(path: Path, days: int) -> Path:
    made = datetime.strptime(path.name, "workspace-%Y%m%d-%H%M%S.db") - timedelta(days=days)
    return path.rename(path.with_name(made.strftime("workspace-%Y%m%d-%H%M%S.db")))


def test_a_backup_is_one_sound_file_with_everything_committed(
    workspace: Workspace, folder: Path
) -> None:
    workspace.put_note(new_note(body="已存"))
    copy = workspace.backup()
    assert copy.parent == folder / "backups"
    assert is_sound(copy)
    assert bodies(copy) == ["已存"]
    assert [entry.name for entry in copy.parent.iterdir()] == [copy.name]


def test_a_backup_is_not_disturbed_by_a_write_that_is_under_way(
    workspace: Workspace, folder: Path
) -> None:
    workspace.put_note(new_note(body="已存"))
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE note SET body = '没有提交'")
        assert bodies(backup_now(folder)) == ["已存"]
        other.execute("ROLLBACK")


def test_the_same_content_is_not_copied_twice(workspace: Workspace, folder: Path) -> None:
    workspace.put_note(new_note(body="一"))
    first = workspace.backup()
    assert workspace.backup() == first
    workspace.put_note(new_note(body="二"))
    second = workspace.backup()
    assert second != first
    assert backups(folder) == [first, second]


def test_a_damaged_newest_backup_does_not_count_as_the_same(
    workspace: Workspace, folder: Path
) -> None:
    first = workspace.backup()
    first.write_bytes(b"rubbish" * 2000)
    assert is_sound(workspace.backup())
    assert len(backups(folder)) == 2


def test_the_daily_backup_is_made_once_a_day(workspace: Workspace, folder: Path) -> None:
    first = backup_daily(folder).path
    assert first is not None
    workspace.put_note(new_note(body="后来"))
    assert backup_daily(folder) == BackupResult()
    make_old(first, 1)
    second = backup_daily(folder).path
    assert second is not None
    assert bodies(second) == ["后来"]


def test_without_a_workspace_there_is_nothing_to_copy(folder: Path) -> None:
    assert backup_daily(folder) == BackupResult()
    with pytest.raises(WorkspaceError, match="无法打开"):
        backup_now(folder)
    assert backups(folder) == []


@pytest.mark.usefixtures("workspace")
def test_the_daily_backup_reports_a_problem_instead_of_raising(folder: Path) -> None:
    (folder / "backups").write_text("a file where the folder should be")
    result = backup_daily(folder)
    assert result.path is None
    assert "backups" in (result.problem or "")
    with pytest.raises(WorkspaceError, match="backups"):
        backup_now(folder)


def test_a_copy_that_fails_its_check_is_removed_and_the_good_ones_stay(
    workspace: Workspace, folder: Path
) -> None:
    for number in range(200):
        workspace.put_note(new_note(body=f"{number}" * 100))
    good = workspace.backup()
    workspace.close()
    path = folder / FILE_NAME
    content = bytearray(path.read_bytes())
    content[-40_000:] = b"\xfe" * 40_000
    path.write_bytes(content)
    with pytest.raises(WorkspaceError, match="没有通过检查"):
        backup_now(folder)
    assert [entry.name for entry in good.parent.iterdir()] == [good.name]
    assert is_sound(good)


def test_old_backups_are_thinned_out_and_other_files_left_alone(
    workspace: Workspace, folder: Path
) -> None:
    for days in range(60, 0, -1):
        workspace.put_note(new_note(body=f"{days} 天前"))
        make_old(workspace.backup(), days)
    (folder / "backups" / "workspace-我的.db").write_text("mine")
    workspace.put_note(new_note(body="今天"))
    workspace.backup()
    left = backups(folder)
    assert DAYS <= len(left) <= DAYS + WEEKS
    assert (folder / "backups" / "workspace-我的.db").exists()
    assert bodies(left[-1])[-1] == "今天"


@given(st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 1)), unique=True))
def test_the_newest_of_seven_days_and_four_weeks_stay(moments: list[datetime]) -> None:
    today = datetime(2026, 5, 20)
    stay = kept(moments, today)
    assert stay <= set(moments)
    if moments:
        assert max(moments) in stay
    assert {moment for moment in moments if moment >= today} <= stay
    old = {moment for moment in stay if moment < today}
    assert len(old) <= DAYS + WEEKS
    days = sorted({moment.date() for moment in moments})[-DAYS:]
    assert {max(m for m in moments if m.date() == day) for day in days} <= stay
    weeks = sorted({moment.isocalendar()[:2] for moment in moments})[-WEEKS:]
    assert {max(m for m in moments if m.isocalendar()[:2] == week) for week in weeks} <= stay
