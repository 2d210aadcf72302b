"""Workspaces of every version that ever was, and of versions to come.

A fixture is a workspace as the program left it with so many migrations; the last one stands for
the present version, so that it is there when the next migration is added.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.errors import NewerWorkspaceError
from db.workspace import FILE_NAME, Workspace, migrations
from db.workspace.copies import Reason, copies
from db.workspace.health import State, inspect

if TYPE_CHECKING:
    from collections.abc import Callable

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
VERSIONS = {
    1: "workspace-bookmarks.sql",
    2: "workspace-notes.sql",
    3: "workspace-states.sql",
    4: "workspace-highlights.sql",
    5: "workspace-tags.sql",
    6: "workspace-plans.sql",
    7: "workspace-lessons.sql",
}
EVERY = pytest.mark.parametrize("count", VERSIONS)


def lay_down(folder: Path, count: int) -> None:
    """A workspace of an older version, as it lies on a disk."""
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.executescript((FIXTURES / VERSIONS[count]).read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")


def stored(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the user's, as values by name."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
        ).fetchall()
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")]
            for (table,) in tables
        }


def applied(path: Path) -> frozenset[str] | None:
    with closing(sqlite3.connect(path)) as connection:
        return migrations.applied(connection)


def test_there_is_a_workspace_of_every_version() -> None:
    assert list(VERSIONS) == list(range(1, len(migrations.NAMES) + 1))


@EVERY
def test_a_fixture_is_of_the_version_it_stands_for_and_no_table_of_it_is_empty(
    folder: Path, count: int
) -> None:
    lay_down(folder, count)
    assert applied(folder / FILE_NAME) == frozenset(migrations.NAMES[:count])
    assert all(stored(folder / FILE_NAME).values())


@EVERY
def test_every_row_of_an_older_version_survives_and_a_copy_of_before_is_kept(
    folder: Path, count: int
) -> None:
    lay_down(folder, count)
    before = stored(folder / FILE_NAME)
    with Workspace.open(folder) as workspace:
        kept = {table: [row for row in rows if not row["deleted_at"]]
                for table, rows in before.items() if table != "state"}  # fmt: skip
        assert len(workspace.bookmarks()) == len(kept["bookmark"])
        assert [note.body for note in workspace.notes()] == [
            row["body"] for row in sorted(kept.get("note", []), key=lambda row: row["created_at"])
        ]
        assert len(workspace.highlights()) == len(kept.get("highlight", []))
        assert len(workspace.plans().plans) == len(kept.get("plan", []))
        assert len(workspace.lessons().slides) == len(kept.get("slide", []))
        assert len(workspace.states()) == len(before.get("state", []))
    after = stored(folder / FILE_NAME)
    for table, rows in before.items():
        names = rows[0].keys()
        assert [{name: row[name] for name in names} for row in after[table]] == rows
    assert applied(folder / FILE_NAME) == frozenset(migrations.NAMES)
    assert inspect(folder).state is State.SOUND
    made = copies(folder)
    if count == len(migrations.NAMES):
        assert made == []
    else:
        (copy,) = made
        assert copy.reason is Reason.UPGRADE
        assert stored(copy.path) == before
        assert applied(copy.path) == frozenset(migrations.NAMES[:count])


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")}


def test_a_newer_workspace_is_refused_and_nothing_in_its_folder_has_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workspace.open(folder).close()
    before = everything(folder)
    monkeypatch.setattr(migrations, "NAMES", migrations.NAMES[:-1])
    for _ in range(2):
        with pytest.raises(NewerWorkspaceError, match="更新版本"):
            Workspace.open(folder)
        assert everything(folder) == before


def test_a_newer_workspace_with_a_wal_is_refused_and_keeps_both(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = Workspace.open(folder)
    running.put_state("basket", ["a"])
    left = {path: path.read_bytes() for path in folder.iterdir() if path.suffix != ".db-shm"}
    running.close()
    for path, content in left.items():
        path.write_bytes(content)
    monkeypatch.setattr(migrations, "NAMES", migrations.NAMES[:-1])
    with pytest.raises(NewerWorkspaceError):
        Workspace.open(folder)
    assert {path: path.read_bytes() for path in left} == left


def killed_at(folder: Path, statement: int) -> bool:
    """Open the workspace in a process that is gone at a statement; whether it came to that."""
    child = os.fork()
    if child == 0:
        try:
            _open_until(folder, statement)
        finally:
            os._exit(1)  # never back into the tests
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9)
    return code == 9


def _open_until(folder: Path, statement: int) -> None:
    from db import workspace as module

    really: Callable[[Path], sqlite3.Connection] = module.__dict__["open_workspace"]
    seen = 0

    def count(_sql: str) -> None:
        nonlocal seen
        if seen == statement:
            os._exit(9)
        seen += 1

    def watched(path: Path) -> sqlite3.Connection:
        connection = really(path)
        connection.set_trace_callback(count)
        return connection

    module.__dict__["open_workspace"] = watched
    Workspace.open(folder).close()
    os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_a_migration_killed_at_any_statement_leaves_the_old_version_whole(folder: Path) -> None:
    lay_down(folder, 2)
    before = stored(folder / FILE_NAME)
    statement = 0
    while killed_at(folder, statement):
        assert inspect(folder).state is State.SOUND
        assert applied(folder / FILE_NAME) == frozenset(migrations.NAMES[:2])
        assert stored(folder / FILE_NAME) == before
        statement += 1
    assert statement > 20
    assert applied(folder / FILE_NAME) == frozenset(migrations.NAMES)
    assert [row["body"] for row in stored(folder / FILE_NAME)["note"]] == [
        row["body"] for row in before["note"]
    ]
    assert len(copies(folder)) == 1
