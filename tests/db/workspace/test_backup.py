"""Copies: whole, checked, not repeated, thinned out, and never in the way."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.connection import is_sound
from db.errors import WorkspaceError
from db.workspace import FILE_NAME, Workspace, backup_daily, backup_now
from db.workspace.backup import BackupResult, backups
from db.workspace.copies import (
    BEFORE,
    DAYS,
    WEEKS,
    Copy,
    Reason,
    copies,
    free_name,
    is_later,
    kept,
    parse,
)
from db.workspace.notes import new_note

if TYPE_CHECKING:
    from collections.abc import Iterable


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


NOW = datetime(2026, 5, 20, 12)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1))
SOME = st.lists(
    st.builds(
        lambda made, reason: Copy(made, Path(f"{made}{reason}"), reason),
        MOMENTS | st.datetimes(NOW - timedelta(days=40), NOW + timedelta(days=3)),
        st.sampled_from([Reason.USUAL, Reason.USUAL, *Reason]),
    ),
    unique_by=lambda copy: (copy.made, copy.reason),
    max_size=60,
)


def usual(found: Iterable[Copy]) -> list[Copy]:
    return sorted(copy for copy in found if copy.reason is Reason.USUAL)


@given(SOME)
def test_the_newest_of_seven_days_and_four_weeks_stay(found: list[Copy]) -> None:
    stay = kept(found, NOW)
    assert stay <= set(found)
    past = [copy for copy in usual(found) if not is_later(copy, NOW)]
    if past:
        assert past[-1] in stay
    assert {copy for copy in usual(found) if copy.made.date() == NOW.date()} <= stay
    old = [copy for copy in usual(stay) if copy.made.date() < NOW.date()]
    assert len(old) <= DAYS + WEEKS
    days = sorted({copy.made.date() for copy in past})[-DAYS:]
    assert {max(copy for copy in past if copy.made.date() == day) for day in days} <= stay
    weeks = sorted({copy.made.isocalendar()[:2] for copy in past})[-WEEKS:]
    for week in weeks:
        assert max(copy for copy in past if copy.made.isocalendar()[:2] == week) in stay


@given(SOME)
def test_thinning_again_changes_nothing(found: list[Copy]) -> None:
    stay = kept(found, NOW)
    assert kept(stay, NOW) == stay


@given(SOME)
def test_copies_of_a_wrong_clock_push_none_out_and_do_not_pile_up(found: list[Copy]) -> None:
    past = [copy for copy in found if not is_later(copy, NOW)]
    assert {copy for copy in kept(found, NOW) if not is_later(copy, NOW)} == kept(past, NOW)
    later = [copy for copy in kept(found, NOW) if copy.made.date() > NOW.date()]
    assert not usual(later) or usual(found)[-1] in later
    assert len(usual(later)) <= DAYS + WEEKS
    assert len(later) <= DAYS + WEEKS + BEFORE


@given(SOME)
def test_what_a_restoring_or_an_upgrade_replaced_stays_for_a_month(found: list[Copy]) -> None:
    before = sorted(
        copy for copy in found if copy.reason is not Reason.USUAL and not is_later(copy, NOW)
    )
    recent = [copy for copy in before[-BEFORE:] if NOW - copy.made <= timedelta(days=30)]
    assert set(recent) == {copy for copy in kept(found, NOW) if copy in before}


@given(MOMENTS, st.sampled_from(Reason))
def test_a_name_tells_the_moment_and_the_reason(made: datetime, reason: Reason) -> None:
    path = free_name(Path("nowhere"), reason, made)
    assert parse(path) == Copy(made.replace(microsecond=0), path, reason)


@pytest.mark.parametrize(
    "name",
    ["workspace-20260230-010101.db", "workspace-2026111-1-1-1.db", "workspace-20260101-000000-x.db",
     "workspace-２０２６0101-000000.db", "workspace-20260101-000000.db.part", "workspace-我的.db"],
)  # fmt: skip
def test_other_names_are_none_of_ours(name: str) -> None:
    assert parse(Path(name)) is None


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            assert tz is None
            return moment

    monkeypatch.setattr("db.workspace.backup.datetime", Clock)


def test_a_clock_set_forward_and_back_neither_stops_backups_nor_costs_one(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def day(moment: datetime) -> Path | None:
        set_clock(monkeypatch, moment)
        workspace.put_note(new_note(body=f"{moment}"))
        return backup_daily(folder).path

    first = datetime(2026, 11, 1, 9)
    good = [day(first + timedelta(days=number)) for number in range(DAYS)]
    ahead = [day(datetime(2099, 3, 1 + number)) for number in range(12)]
    assert all(ahead)
    back = day(first + timedelta(days=DAYS))
    assert back is not None
    assert back in backups(folder)
    left = backups(folder)
    assert good[-1] in left  # as the newest of its week: to the clock, years went by
    assert set(ahead[-DAYS:]) <= set(left)
    behind = [day(datetime(2001, 1, 1 + number)) for number in range(12)]
    assert all(behind)
    assert behind[-1] in backups(folder)
    assert {back, ahead[-1]} <= set(backups(folder))


def test_the_hour_that_comes_twice_makes_copies_as_any_other(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for minute in (10, 50, 5, 10, 10):  # the clock is put back after the second
        set_clock(monkeypatch, datetime(2026, 10, 25, 2, minute))
        workspace.put_note(new_note(body=f"{minute}"))
        made.append(workspace.backup())
    assert len(set(made)) == 5
    assert set(backups(folder)) == set(made)
    assert workspace.backup() in made


def test_a_copy_of_today_that_is_damaged_does_not_count_for_today(
    workspace: Workspace, folder: Path
) -> None:
    first = backup_daily(folder).path
    assert first is not None
    first.write_bytes(b"")
    second = backup_daily(folder).path
    assert second not in (None, first)
    workspace.put_note(new_note(body="后来"))
    assert backup_daily(folder) == BackupResult()


def test_a_damaged_copy_does_not_push_the_good_one_of_its_day_out(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {}
    for hour in (9, 15):
        set_clock(monkeypatch, datetime(2026, 11, 3, hour))
        workspace.put_note(new_note(body=f"{hour}"))
        made[hour] = workspace.backup()
    made[15].write_bytes(made[15].read_bytes()[:5000])
    set_clock(monkeypatch, datetime(2026, 11, 4, 9))
    workspace.put_note(new_note(body="次日"))
    workspace.backup()
    assert made[9] in backups(folder)
    assert is_sound(made[9])


def test_a_damaged_workspace_is_told_from_a_disk_that_fails(
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
    result = backup_daily(folder)  # there is a copy of today: it is looked through only
    assert result.damaged
    assert result.path is None
    make_old(good, 1)
    assert backup_daily(folder).damaged
    assert len(backups(folder)) == 1


def test_the_state_before_a_restoring_is_kept_apart_even_where_a_copy_says_the_same(
    workspace: Workspace, folder: Path
) -> None:
    workspace.put_note(new_note(body="一"))
    usual_copy = workspace.backup()
    before = backup_now(folder, Reason.RESTORE)
    assert not usual_copy.exists()
    assert [copy.reason for copy in copies(folder)] == [Reason.RESTORE]
    assert backup_now(folder, Reason.RESTORE) == before
    assert bodies(before) == ["一"]


def test_what_a_killed_program_left_half_made_is_swept_away(
    workspace: Workspace, folder: Path
) -> None:
    workspace.backup()
    old, new = (folder / "backups" / f".workspace.db.{n}.part" for n in (1, 2))
    for part in (old, new):
        part.write_bytes(b"half")
    os.utime(old, (0, 0))
    workspace.put_note(new_note(body="一"))
    workspace.backup()
    assert not old.exists()
    assert new.exists()


def test_a_full_disk_leaves_no_copy_and_no_part_of_one(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.put_note(new_note(body="满" * 50_000))
    really = sqlite3.connect

    def on_a_full_disk(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = really(*args, **kwargs)
        if str(args[0]).endswith(".part"):
            connection.execute("PRAGMA max_page_count = 5")
        return connection

    monkeypatch.setattr("db.workspace.backup.sqlite3.connect", on_a_full_disk)
    result = backup_daily(folder)
    assert result.path is None
    assert not result.damaged
    assert "空间不足" in (result.problem or "")
    assert list((folder / "backups").iterdir()) == []
    monkeypatch.undo()
    assert backup_daily(folder).path is not None


def test_a_folder_named_like_a_copy_is_left_alone(workspace: Workspace, folder: Path) -> None:
    odd = folder / "backups" / "workspace-20260101-000000.db"
    odd.mkdir(parents=True)
    copy = workspace.backup()
    assert backups(folder) == [copy]
    assert odd.is_dir()
