"""What becomes a sentence, what stays a bug, and what the two kinds of connection allow."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import connection as connection_module
from db.connection import is_sound, open_readonly, open_workspace, transaction, translating
from db.errors import LibraryError, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = Path("/某处/workspace.db")


def sqlite_error(kind: type[sqlite3.Error], message: str, code: int | None) -> sqlite3.Error:
    error = kind(message)
    if code is not None:
        error.sqlite_errorcode = code
    return error


def run_raising(error: Exception) -> None:
    with translating(WorkspaceError, PATH):
        raise error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (sqlite_error(sqlite3.OperationalError, "", sqlite3.SQLITE_BUSY), "占用"),
        (sqlite_error(sqlite3.OperationalError, "", sqlite3.SQLITE_BUSY_SNAPSHOT), "占用"),
        (sqlite_error(sqlite3.OperationalError, "", sqlite3.SQLITE_LOCKED), "占用"),
        (sqlite_error(sqlite3.OperationalError, "", sqlite3.SQLITE_READONLY_DIRECTORY), "只读"),
        (sqlite_error(sqlite3.OperationalError, "", sqlite3.SQLITE_FULL), "空间不足"),
        (sqlite_error(sqlite3.OperationalError, "", sqlite3.SQLITE_CANTOPEN), "无法打开"),
        (sqlite_error(sqlite3.OperationalError, "", sqlite3.SQLITE_IOERR_FSYNC), "磁盘"),
        (sqlite_error(sqlite3.DatabaseError, "", sqlite3.SQLITE_NOTADB), "不是数据库"),
        (sqlite_error(sqlite3.DatabaseError, "", sqlite3.SQLITE_CORRUPT_VTAB), "损坏"),
        (sqlite_error(sqlite3.OperationalError, "Could not decode to UTF-8 column", None), "损坏"),
        (OSError(errno.ENOSPC, "No space left"), "空间不足"),
        (PermissionError(errno.EACCES, "denied"), "权限"),
        (FileExistsError(errno.EEXIST, "exists"), "无法读写"),
    ],
)
def test_a_failure_of_the_environment_becomes_a_sentence(error: Exception, says: str) -> None:
    with pytest.raises(WorkspaceError, match=says) as caught:
        run_raising(error)
    assert str(PATH) in str(caught.value)
    assert caught.value.__cause__ is error


@pytest.mark.parametrize(
    "error",
    [
        sqlite_error(sqlite3.OperationalError, "no such column: x", sqlite3.SQLITE_ERROR),
        sqlite_error(sqlite3.IntegrityError, "UNIQUE", sqlite3.SQLITE_CONSTRAINT_UNIQUE),
        sqlite3.ProgrammingError("Cannot operate on a closed database."),
        KeyError("x"),
        LibraryError("已经是一句话。"),
    ],
)
def test_a_bug_propagates_as_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as caught:
        run_raising(error)
    assert caught.value is error


def test_translating_is_a_decorator_too() -> None:
    @translating(LibraryError, PATH)
    def fail() -> None:
        raise sqlite_error(sqlite3.OperationalError, "", sqlite3.SQLITE_FULL)

    for _ in range(2):
        with pytest.raises(LibraryError, match="空间"):
            fail()


def write(path: Path, journal: str = "DELETE") -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("CREATE TABLE t (x)")
        connection.execute("INSERT INTO t VALUES (1)")


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_a_readonly_connection_reads_and_never_writes(tmp_path: Path, journal: str) -> None:
    path = tmp_path / "张三 #1?100%.db"
    write(path, journal)
    before = path.read_bytes()
    with closing(open_readonly(path)) as connection:
        assert connection.execute("SELECT x FROM t").fetchall() == [(1,)]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("INSERT INTO t VALUES (2)")
    assert path.read_bytes() == before


def test_a_readonly_connection_does_not_create_a_file(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        open_readonly(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(params=[sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY_DIRECTORY])
def cannot_open(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand for a medium where a WAL database cannot have its shared memory; root always can."""
    really_open = connection_module._open_readonly

    def fail(path: Path, **parameters: str) -> sqlite3.Connection:
        if "immutable" not in parameters:
            raise sqlite_error(sqlite3.OperationalError, "", request.param)
        return really_open(path, **parameters)

    monkeypatch.setattr(connection_module, "_open_readonly", fail)


@pytest.mark.usefixtures("cannot_open")
def test_a_wal_database_on_a_locked_medium_is_opened_as_immutable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "library.db", "WAL")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with closing(open_readonly(tmp_path / "library.db")) as connection:
        assert connection.execute("SELECT x FROM t").fetchall() == [(1,)]


@pytest.mark.usefixtures("cannot_open")
def test_a_wal_database_in_a_writable_folder_is_never_opened_as_immutable(tmp_path: Path) -> None:
    write(tmp_path / "library.db", "WAL")
    with pytest.raises(sqlite3.OperationalError):
        open_readonly(tmp_path / "library.db")


def test_a_network_path_keeps_its_host_in_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "as_uri", lambda _: "file://server/share/library.db")
    uri = connection_module._uri(Path("library.db"), mode="ro")
    assert uri == "file:////server/share/library.db?mode=ro"


def test_a_workspace_connection_is_durable_and_checks_keys(tmp_path: Path) -> None:
    with closing(open_workspace(tmp_path / "workspace.db")) as connection:
        asked = ["journal_mode", "synchronous", "foreign_keys", "busy_timeout"]
        values = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert values == ["wal", 2, 1, 5000]


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with closing(open_workspace(tmp_path / "workspace.db")) as connection:
        connection.execute("CREATE TABLE t (x UNIQUE)")
        with pytest.raises(sqlite3.IntegrityError), transaction(connection):
            connection.executemany("INSERT INTO t VALUES (?)", [(1,), (1,)])
        assert connection.execute("SELECT x FROM t").fetchall() == []
        assert not connection.in_transaction


def test_a_write_waits_for_the_other_program(tmp_path: Path) -> None:
    path = tmp_path / "workspace.db"
    write(path, "WAL")
    with closing(open_workspace(path)) as one, closing(open_workspace(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.2, lambda: other.execute("COMMIT"))
        timer.start()
        with transaction(one):
            one.execute("INSERT INTO t VALUES (2)")
        timer.join()
        assert other.execute("SELECT count(*) FROM t").fetchone() == (2,)


def spoil_nothing(_: Path) -> None:
    pass


def spoil_rows(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"\xfe" * 4096
    path.write_bytes(content)


@pytest.mark.parametrize(("spoil", "sound"), [(spoil_nothing, True), (spoil_rows, False)])
def test_is_sound_tells_a_whole_database_from_a_damaged_one(
    tmp_path: Path, spoil: Callable[[Path], None], sound: bool
) -> None:
    path = tmp_path / "workspace.db"
    write(path)
    spoil(path)
    assert is_sound(path) is sound
