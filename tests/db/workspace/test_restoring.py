"""A copy takes the workspace's place: what was there is kept, and it is never half of one."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.errors import DamagedWorkspaceError, NewerWorkspaceError, WorkspaceError
from db.records.plan import Section
from db.workspace import FILE_NAME, Workspace, migrations
from db.workspace.backup import backup_now
from db.workspace.copies import Reason, copies
from db.workspace.foreign import check_foreign
from db.workspace.health import State, inspect
from db.workspace.listing import Difference, listed, newest_good
from db.workspace.notes import new_note
from db.workspace.plans import stamped
from db.workspace.replacing import READY, put_in_place, put_in_place_of_damaged, set_aside
from db.workspace.restoring import (
    STEPS,
    StoppedError,
    ready_copy,
    ready_empty,
    ready_salvage,
    remove_ready,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def always(_step: int) -> bool:
    return True


def notes(folder: Path) -> list[str]:
    with Workspace.open(folder) as workspace:
        return [note.body for note in workspace.notes()]


def spoil(folder: Path) -> bytes:
    path = folder / FILE_NAME
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"\xfe" * 4096
    path.write_bytes(content)
    return bytes(content)


@pytest.fixture
def copy(folder: Path) -> Path:
    """A backup with one note; the workspace has gone on to two others."""
    with Workspace.open(folder) as workspace:
        note = workspace.put_note(new_note(body="从前"))
        made = workspace.backup()
        workspace.remove_note(note.id)
        workspace.put_note(new_note(body="后来"))
        workspace.put_note(new_note(body="刚才"))
    return made


def test_a_copy_takes_the_place_of_the_workspace_which_is_backed_up_first(
    folder: Path, copy: Path
) -> None:
    steps: list[int] = []

    def go_on(step: int) -> bool:
        steps.append(step)
        return True

    ready = ready_copy(folder, copy, go_on=go_on)
    assert steps == list(range(1, STEPS + 1))
    assert notes(folder) == ["后来", "刚才"]  # nothing has changed yet
    put_in_place(folder, ready)
    assert notes(folder) == ["从前"]
    before = next(found for found in copies(folder) if found.reason is Reason.RESTORE)
    put_in_place(folder, ready_copy(folder, before.path, go_on=always))
    assert notes(folder) == ["后来", "刚才"]
    assert not list(folder.glob(".workspace*"))


def test_what_stands_in_the_wal_of_the_old_one_does_not_come_into_the_new(
    folder: Path, copy: Path
) -> None:
    running = Workspace.open(folder)
    running.put_note(new_note(body="只在日志里"))
    killed = {path: path.read_bytes() for path in folder.glob("workspace.db*")}
    running.close()
    for path, content in killed.items():
        path.write_bytes(content)
    assert (folder / f"{FILE_NAME}-wal").exists()
    put_in_place(folder, ready_copy(folder, copy, go_on=always))
    assert notes(folder) == ["从前"]


def test_a_copy_of_an_older_version_is_brought_to_this_one(
    folder: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = folder.parent / "old"
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "NAMES", migrations.NAMES[:3])
        patch.setattr(migrations, "STEPS", migrations.STEPS[:3])
        Workspace.open(old).close()
    put_in_place(folder, ready_copy(folder, old / FILE_NAME, go_on=always))
    assert notes(folder) == []
    assert inspect(folder).state is State.SOUND
    assert copy.exists()


def test_stopped_at_any_step_nothing_has_changed(folder: Path, copy: Path) -> None:
    for last in range(1, STEPS + 1):
        with pytest.raises(StoppedError):
            ready_copy(folder, copy, go_on=lambda step: step != last)  # noqa: B023
        assert not (folder / READY).exists()
    assert notes(folder) == ["后来", "刚才"]


class KilledError(BaseException):
    """Stands for the moment at which the program is gone."""


def kill_at(monkeypatch: pytest.MonkeyPatch, last: int) -> list[str]:
    """Let the program end before the `last`th time that it touches the folder."""
    done: list[str] = []

    def watched(name: str, really: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if len(done) == last:
                raise KilledError
            done.append(name)
            return really(*args, **kwargs)

        return call

    for owner, name in ((os, "link"), (os, "fsync"), (Path, "unlink"), (Path, "replace"),
                        (Path, "mkdir"), (shutil, "copy2"), (Path, "rename")):  # fmt: skip
        monkeypatch.setattr(owner, name, watched(name, getattr(owner, name)))
    return done


def test_killed_at_any_moment_the_old_or_the_new_one_is_there(
    folder: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for last in range(20):
        ready = ready_copy(folder, copy, go_on=always)
        with monkeypatch.context() as patch:
            kill_at(patch, last)
            try:
                put_in_place(folder, ready)
            except KilledError:
                pass
            else:
                break
        assert inspect(folder).state is State.SOUND
        assert notes(folder) in (["后来", "刚才"], ["从前"])
    assert 1 < last < 20
    assert notes(folder) == ["从前"]


@pytest.mark.parametrize("links", [True, False])
def test_killed_while_a_damaged_one_is_replaced_it_is_still_somewhere(
    folder: Path, copy: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    wal = b"what the damaged one had not taken in"
    for last in range(40):
        with monkeypatch.context() as patch:
            if not links:
                patch.setattr(os, "link", no_links)
            for aside in folder.glob("workspace-damaged-*"):  # each would cost a name, and a touch
                shutil.rmtree(aside)
            damaged = spoil(folder)
            (folder / f"{FILE_NAME}-wal").write_bytes(wal)
            remove_ready(folder)
            ready = ready_copy(folder, copy, now_is_sound=False, go_on=always)
            kill_at(patch, last)
            try:
                put_in_place_of_damaged(folder, ready)
            except KilledError:
                pass
            else:
                break
        kept = [path.read_bytes() for path in folder.rglob(FILE_NAME)]
        assert damaged in kept
        assert wal in [path.read_bytes() for path in folder.rglob(f"{FILE_NAME}-wal")]
        assert (folder / FILE_NAME).exists()
        if (folder / FILE_NAME).read_bytes() != damaged:
            assert inspect(folder).state is State.SOUND
    assert 3 < last < 39
    assert notes(folder) == ["从前"]


def no_links(*_args: object) -> None:
    raise OSError(errno.EPERM, "no links here")


def no_room(*_args: object) -> None:
    raise OSError(errno.ENOSPC, "full")


def test_a_damaged_workspace_is_kept_aside_untouched_with_all_that_belongs_to_it(
    folder: Path, copy: Path
) -> None:
    damaged = spoil(folder)
    (folder / f"{FILE_NAME}-wal").write_bytes(b"wal")
    ready = ready_copy(folder, copy, now_is_sound=False, go_on=always)
    aside = put_in_place_of_damaged(folder, ready)
    assert {path.name: path.read_bytes() for path in aside.iterdir()} == {
        FILE_NAME: damaged, f"{FILE_NAME}-wal": b"wal"
    }  # fmt: skip
    assert notes(folder) == ["从前"]
    assert (aside / FILE_NAME).read_bytes() == damaged  # not the same file any more


def test_two_in_one_second_are_kept_apart(folder: Path, copy: Path) -> None:
    assert copy.exists()
    assert set_aside(folder) != set_aside(folder)


def test_without_links_and_without_room_it_is_moved(
    folder: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = spoil(folder)
    ready = ready_copy(folder, copy, now_is_sound=False, go_on=always)
    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(shutil, "copy2", no_room)
    aside = put_in_place_of_damaged(folder, ready)
    assert (aside / FILE_NAME).read_bytes() == damaged
    assert notes(folder) == ["从前"]


def test_where_the_folder_takes_nothing_the_damaged_one_is_left_where_it_is(
    folder: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = spoil(folder)
    ready = ready_copy(folder, copy, now_is_sound=False, go_on=always)

    def read_only(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(Path, "mkdir", read_only)
    with pytest.raises(WorkspaceError, match="只读"):
        put_in_place_of_damaged(folder, ready)
    assert (folder / FILE_NAME).read_bytes() == damaged


def test_what_can_be_read_of_a_damaged_one_takes_its_place(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        for number in range(300):
            workspace.put_note(new_note(body=f"{number}" * 200))
    content = bytearray((folder / FILE_NAME).read_bytes())
    content[-8192:-4096] = b"\xfe" * 4096
    (folder / FILE_NAME).write_bytes(content)
    ready, salvaged = ready_salvage(folder)
    put_in_place_of_damaged(folder, ready)
    assert len(notes(folder)) == salvaged.inside.notes > 250


def test_an_empty_one_takes_its_place(folder: Path, copy: Path) -> None:
    spoil(folder)
    put_in_place_of_damaged(folder, ready_empty(folder))
    assert notes(folder) == []
    assert copy.exists()


def hostile(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON note BEGIN DELETE FROM bookmark; END",
        "CREATE VIEW evil AS SELECT * FROM note",
        "CREATE TABLE evil (a)",
        "CREATE INDEX evil ON note (upper(body))",
        "CREATE VIRTUAL TABLE evil USING fts5(a)",
        "ALTER TABLE note ADD COLUMN evil TEXT CHECK (evil > hex(randomblob(9)))",
        "DROP TABLE tally",
        "DELETE FROM _sqlite_migrations WHERE name = 'create_note'",
    ],
)
def test_a_file_with_a_schema_that_is_not_ours_is_not_restored(
    folder: Path, copy: Path, statement: str
) -> None:
    hostile(copy, statement)
    before = copy.read_bytes()
    with pytest.raises(WorkspaceError, match="没有打开"):
        ready_copy(folder, copy, go_on=always)
    assert copy.read_bytes() == before
    assert notes(folder) == ["后来", "刚才"]


def test_a_newer_a_damaged_and_an_unreadable_one_are_not_restored(
    folder: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "NAMES", migrations.NAMES[:-1])
        with pytest.raises(NewerWorkspaceError, match="更新版本"):
            check_foreign(copy)
    section = Section(plan_id="p", parent_id=None, title="", body="", position=1.0, **stamped())
    with Workspace.open(folder) as workspace:
        workspace.put_plan_row(section)
    odd = backup_now(folder)
    hostile(
        odd,
        "INSERT INTO borrowing SELECT id, 'p', NULL, 'm', '', NULL, 'adopt', '', '',"
        " '[{\"nonsense\": 1}]', 1.0, created_at, modified_at, author, NULL FROM plan_section",
    )
    with pytest.raises(WorkspaceError, match="损坏"):
        ready_copy(folder, odd, go_on=always)
    assert not (folder / READY).exists()
    content = bytearray(copy.read_bytes())
    content[-4096:] = b"\xfe" * 4096
    copy.write_bytes(content)
    with pytest.raises(WorkspaceError, match="损坏") as caught:
        ready_copy(folder, copy, go_on=always)
    assert isinstance(caught.value, DamagedWorkspaceError) or caught.value.__cause__
    letter = folder / "letter.db"
    letter.write_text("一封信", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="不是他山"):
        check_foreign(letter)
    with pytest.raises(WorkspaceError):
        check_foreign(folder / "none.db")
    monkeypatch.setattr("db.workspace.foreign.LARGEST", 1000)
    with pytest.raises(WorkspaceError, match="太大"):
        check_foreign(odd)


def test_the_list_tells_what_is_inside_and_how_it_differs_from_now(
    folder: Path, copy: Path
) -> None:
    with Workspace.open(folder) as workspace:
        changed = workspace.notes()[0]
        workspace.backup()
        workspace.put_note(replace(changed, body="改过"))
        workspace.add_bookmark("a", "甲", None)
        found = list(listed(folder))
        assert [entry.good for entry in found] == [True, True]
        assert found[0].differences == {
            "notes": Difference(changed=1), "bookmarks": Difference(fewer=1)
        }  # fmt: skip
        assert found[1].path == copy
        assert found[1].differences["notes"] == Difference(more=1, fewer=2)
        assert found[1].health.counts["notes"] == 1
        workspace.backup()
        assert [entry.same for entry in listed(folder)] == [True, False, False]


def test_a_damaged_copy_is_listed_as_such_and_never_the_newest_good_one(
    folder: Path, copy: Path
) -> None:
    newest = backup_now(folder)
    newest.write_bytes(newest.read_bytes()[:6000])
    found = list(listed(folder))
    assert [entry.good for entry in found] == [False, True]
    assert found[0].health.detail
    good = newest_good(folder)
    assert good is not None
    assert good.path == copy
    copy.unlink()
    assert newest_good(folder) is None
