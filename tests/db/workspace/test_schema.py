"""A workspace from a stranger: what is not ours in it is refused before it can do anything."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import ForeignWorkspaceError, WorkspaceError
from db.workspace import FILE_NAME, Workspace, migrations, schema

FIXTURES = Path(__file__).parents[1] / "fixtures"

HOSTILE = {
    "a trigger that fires on what we write": """
        CREATE TRIGGER t AFTER INSERT ON bookmark BEGIN DELETE FROM note; END""",
    "a trigger instead of a view": """
        CREATE VIEW v AS SELECT 1 AS a;
        CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN SELECT 1; END""",
    "a view in place of a table, that never ends": """
        DROP TABLE note;
        CREATE VIEW note AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n)
        SELECT * FROM n""",
    "a view that never ends in place of the list of steps": """
        DROP TABLE _sqlite_migrations;
        CREATE VIEW _sqlite_migrations AS WITH RECURSIVE
        n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n)
        SELECT 'tashan.workspace' AS migration_set, 'create_note' AS name FROM n""",
    "a virtual table": "CREATE VIRTUAL TABLE x USING fts5(a)",
    "a virtual table in place of the list of steps": """
        DROP TABLE _sqlite_migrations;
        CREATE VIRTUAL TABLE _sqlite_migrations USING fts5(migration_set, name)""",
    "a generated column": """
        ALTER TABLE note ADD COLUMN g TEXT AS (hex(zeroblob(1000000000)))""",
    "an index on an expression": "CREATE INDEX i ON note (hex(zeroblob(1000)))",
    "a table beside ours": "CREATE TABLE other (a)",
    "a step missing": "DELETE FROM _sqlite_migrations WHERE name = 'create_note'",
    "a table missing": "DROP TABLE highlight",
    "a table with another column": "ALTER TABLE state ADD COLUMN more TEXT",
    "a table with another check": """
        DROP TABLE state;
        CREATE TABLE state (
            name TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (length(randomblob(900000000)) > 0),
            modified_at TEXT NOT NULL, author TEXT NOT NULL
        ) STRICT""",
}


def filled(folder: Path) -> Path:
    """A closed workspace with a bookmark and a state, as one file."""
    with Workspace.open(folder) as workspace:
        workspace.add_bookmark("m", "擂台比武", "yunfu")
        workspace.put_state("basket", ["m"])
    path = folder / FILE_NAME
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


@pytest.mark.parametrize("sql", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_not_ours_is_refused_untouched(folder: Path, sql: str) -> None:
    path = filled(folder)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(sql)
    before = path.read_bytes()
    with pytest.raises(WorkspaceError, match="文件没有动") as caught:
        Workspace.open(folder)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert {entry.name for entry in folder.iterdir()} == {FILE_NAME}


def test_statistics_that_another_program_left_are_no_reason_to_refuse(folder: Path) -> None:
    path = filled(folder)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("ANALYZE")
    with Workspace.open(folder) as workspace:
        assert [bookmark.mechanism_id for bookmark in workspace.bookmarks()] == ["m"]


@pytest.mark.parametrize("count", range(1, len(migrations.STEPS) + 1))
def test_every_version_is_known_as_ours(count: int) -> None:
    done = set(migrations.NAMES[:count])
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for step in migrations.STEPS[:count]:
            step(connection)  # type: ignore[arg-type]  # all it asks for is `execute`
        assert schema.is_ours(connection, done)
        assert not schema.is_ours(connection, set(migrations.NAMES[: count - 1]))


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("*.sql")), ids=lambda path: path.stem)
def test_every_released_version_is_known_as_ours(folder: Path, fixture: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as connection:
        connection.executescript(fixture.read_text(encoding="utf-8"))
        done = migrations.applied(connection)
        assert done is not None
        assert schema.is_ours(connection, done)
    Workspace.open(folder).close()


def half_written(folder: Path) -> Path:
    """A workspace as a program leaves it that is killed while it writes without a WAL."""
    path = filled(folder / "before")
    killed = folder / "killed"
    killed.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        for number in range(200):
            connection.execute("INSERT INTO state VALUES (?, ?, '', '')", (number, "x" * 500))
        for end in ("", "-journal"):
            content = path.with_name(path.name + end).read_bytes()
            (killed / (FILE_NAME + end)).write_bytes(content)
        connection.execute("ROLLBACK")
    return killed


def test_a_workspace_left_half_written_is_as_it_was_before(folder: Path) -> None:
    with Workspace.open(half_written(folder)) as workspace:
        assert workspace.states() == {"basket": ["m"]}
        assert [bookmark.mechanism_id for bookmark in workspace.bookmarks()] == ["m"]


def test_a_journal_cannot_have_another_file_removed(folder: Path) -> None:
    killed = half_written(folder)
    thesis = folder / "论文.txt"
    thesis.write_text("年年月月", encoding="utf-8")
    name, journal = str(thesis).encode(), killed / f"{FILE_NAME}-journal"
    check = sum(struct.unpack(f"{len(name)}b", name)) & 0xFFFFFFFF  # of signed characters
    record = struct.pack(">II", len(name), check) + bytes.fromhex("d9d505f920a163d7")
    lock_page = struct.pack(">I", 0x40000000 // 4096 + 1)
    journal.write_bytes(journal.read_bytes() + lock_page + name + record)
    with pytest.raises(ForeignWorkspaceError, match="日志"):
        Workspace.open(killed)
    assert thesis.exists()
    # It would have been: that is what the journal's last lines are for.
    with closing(sqlite3.connect(killed / FILE_NAME)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    assert not thesis.exists()
