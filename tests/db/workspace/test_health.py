"""A workspace is told to be sound, damaged, newer or missing, and is not touched by asking."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db.errors import WorkspaceError
from db.records.plan import Plan
from db.workspace import FILE_NAME, Workspace, migrations
from db.workspace.health import State, inspect
from db.workspace.notes import new_note
from db.workspace.plans import stamped

if TYPE_CHECKING:
    from pathlib import Path


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_sound_workspace_is_counted_without_what_was_removed(
    workspace: Workspace, folder: Path
) -> None:
    kept = workspace.put_note(new_note(body="一"))
    gone = workspace.put_note(new_note(body="二"))
    workspace.add_bookmark("a", "甲", None)
    for template in (False, True):
        plan = Plan(
            title="方案", township="", villages="", population="", members="", existing="",
            issuer="", issued_on="", template=template, position=1.0, **stamped(),
        )  # fmt: skip
        workspace.put_plan_row(plan)
    assert inspect(folder).counts["notes"] == 2
    workspace.remove_note(gone.id)
    health = inspect(folder)
    assert health.state is State.SOUND
    assert health.detail == ""
    assert health.counts == {
        "notes": 1, "bookmarks": 1, "highlights": 0, "plans": 1, "lessons": 0
    }  # fmt: skip
    assert health.inside.changed_at > kept.modified_at
    assert health.inside.total == 3


def test_nothing_is_left_behind_by_looking(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.put_note(new_note(body="一"))
    before = files(folder)
    assert inspect(folder).state is State.SOUND
    assert files(folder) == before


def test_a_missing_workspace_is_told_from_a_damaged_one(folder: Path) -> None:
    assert inspect(folder).state is State.MISSING
    folder.mkdir()
    (folder / FILE_NAME).touch()
    assert inspect(folder).state is State.MISSING
    (folder / FILE_NAME).write_text("一封信" * 1000, encoding="utf-8")
    health = inspect(folder)
    assert health.state is State.DAMAGED
    assert str(folder / FILE_NAME) in health.detail


def test_a_newer_workspace_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Workspace.open(folder).close()
    monkeypatch.setattr(migrations, "NAMES", migrations.NAMES[:-1])
    before = files(folder)
    assert inspect(folder).state is State.NEWER
    assert files(folder) == before


def test_text_that_cannot_be_read_is_damage_though_the_pages_are_sound(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.put_note(new_note(body="此处有误" * 50))
    path = folder / FILE_NAME
    path.write_bytes(path.read_bytes().replace("此处".encode(), b"\xff\xfe\xff\xfe\xff\xfe"))
    assert inspect(folder, thorough=False).state is State.SOUND
    assert inspect(folder).state is State.DAMAGED


def test_an_index_that_disagrees_is_damage(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        for number in range(300):
            workspace.add_bookmark(f"mechanism-{number:04}", "名", None)
        root = workspace._connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'bookmark_live'"
        ).fetchone()[0]
    path = folder / FILE_NAME
    content = bytearray(path.read_bytes())
    page = content[(root - 1) * 4096 : root * 4096]
    content[(root - 1) * 4096 : root * 4096] = page.replace(b"mechanism-0", b"mechanism-9")
    path.write_bytes(content)
    assert inspect(folder).state is State.DAMAGED


def test_a_locked_file_is_the_environment_and_not_damage(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.connection.BUSY_TIMEOUT_MS", 0)
    Workspace.open(folder).close()
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(WorkspaceError, match="占用"):
            inspect(folder)
