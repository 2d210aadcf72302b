"""Opens the two databases and tells failures of the environment from bugs.

It knows no table. A file that is missing, locked, damaged, or on a full or read-only disk becomes
a sentence that says which file and what to do; a wrong statement, a broken constraint or a misused
connection is a bug and passes through untouched.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from db.errors import DataError

BUSY_TIMEOUT_MS = 5000
"""How long a write waits for another program before it gives up."""

_BUSY = "文件正被另一个程序占用：{path}。请关闭另一个窗口或同步软件，然后重试。"
_PERMISSION = "没有读写权限：{path}。请检查文件和所在文件夹的权限。"
_READONLY = "文件是只读的，无法写入：{path}。请检查文件和所在文件夹的权限。"
_DISK = "读写磁盘时出错：{path}。请检查磁盘或 U 盘是否完好、是否已拔出。"
_FULL = "磁盘空间不足，无法写入：{path}。请清理磁盘后重试。"
_DAMAGED = "文件已损坏：{path}。请先把它另存一份，再用备份或原件替换。"

_BY_SQLITE_CODE = {
    sqlite3.SQLITE_PERM: _PERMISSION,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _READONLY,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: "无法打开文件：{path}。请检查它是否存在、所在文件夹能否读写。",
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_NOLFS: "文件太大，这个磁盘放不下：{path}。请换一个磁盘。",
    sqlite3.SQLITE_NOTADB: "不是数据库，或已损坏：{path}。请先另存一份，再用备份或原件替换。",
}
_BY_ERRNO = {
    errno.EACCES: _PERMISSION,
    errno.EPERM: _PERMISSION,
    errno.EROFS: _READONLY,
    errno.ENOSPC: _FULL,
    errno.EIO: _DISK,
}
_OTHER = "无法读写：{path}。请检查文件夹的位置、权限和磁盘空间。"


def _sentence(error: Exception, path: Path) -> str | None:
    """Return what to tell the user, or None where `error` is a bug."""
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0, _OTHER).format(path=path)
    # Raised by the module, without a code, where a damaged page still parses as a row.
    if str(error).startswith("Could not decode to UTF-8"):
        return _DAMAGED.format(path=path)
    code = getattr(error, "sqlite_errorcode", None)
    advice = _BY_SQLITE_CODE.get(code & 0xFF) if isinstance(code, int) else None
    return advice.format(path=path) if advice else None


def damaged(what: str) -> sqlite3.DatabaseError:
    """What SQLite would raise, for damage that it does not see: wrong values in sound pages."""
    error = sqlite3.DatabaseError(what)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    error.sqlite_errorname = "SQLITE_CORRUPT"
    return error


@contextmanager
def translating(error_type: type[DataError], path: Path) -> Generator[None]:
    """Raise `error_type` with a sentence about `path` where the environment fails inside.

    Usable in a `with` and as a decorator. Everything else propagates: ProgrammingError,
    IntegrityError, and OperationalError for a wrong statement.
    """
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        sentence = _sentence(error, path)
        if sentence is None:
            raise
        raise error_type(sentence) from error
    except UnicodeDecodeError as error:  # the module's, of an error's own words or of a name
        raise error_type(_DAMAGED.format(path=path)) from damaged(str(error))


def _uri(path: Path, **parameters: str) -> str:
    uri = path.absolute().as_uri()
    if not uri.startswith("file:///"):
        # A network path: SQLite refuses a host, but reads \\\\host\\share as a path.
        uri = f"file:////{uri.removeprefix('file://')}"
    return f"{uri}?{'&'.join(f'{key}={value}' for key, value in parameters.items())}"


def open_readonly(path: Path) -> sqlite3.Connection:
    """Open an existing database so that nothing can be written through it.

    A WAL database in a folder that cannot be written (a locked USB stick) is opened as immutable,
    which is safe only there: nobody else can change it either. Raises sqlite3.Error.
    """
    try:
        return _open_readonly(path, mode="ro")
    except sqlite3.OperationalError as error:
        # READONLY: the shared memory of a WAL database cannot be created beside it.
        unwritable = error.sqlite_errorcode & 0xFF in (
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_READONLY,
        )
        if not (unwritable and _frozen(path)):
            raise
    return _open_readonly(path, mode="ro", immutable="1")


def open_quietly(path: Path) -> sqlite3.Connection:
    """Open an existing database so that not even an empty WAL is left behind by looking.

    Without a journal beside it nobody is writing, and it is read as a file that does not change.
    Should that fail, somebody has begun to write meanwhile, and it is opened as usual.
    """
    journals = (path.with_name(path.name + end) for end in ("-wal", "-journal"))
    if not any(journal.exists() for journal in journals):
        with suppress(sqlite3.Error):
            return _open_readonly(path, mode="ro", immutable="1")
    return open_readonly(path)


def _open_readonly(path: Path, **parameters: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        _uri(path, **parameters),
        uri=True,
        timeout=BUSY_TIMEOUT_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _distrust(connection)
        connection.execute("PRAGMA query_only = ON")
        # Opening is lazy: only reading tells whether this is a database that can be read.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except UnicodeDecodeError as error:  # SQLite quotes a broken schema, byte for byte
        connection.close()
        raise damaged("a schema that is no text") from error
    except sqlite3.OperationalError as error:
        connection.close()
        if str(error) == "unsupported file format":  # told without a code of its own
            raise damaged(str(error)) from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def _frozen(path: Path) -> bool:
    """Whether `path` stands in a folder that this user cannot write, with no WAL left behind."""
    wal = path.with_name(path.name + "-wal")
    return path.is_file() and not os.access(path.parent, os.W_OK) and not wal.exists()


def open_workspace(path: Path, *, create: bool = True) -> sqlite3.Connection:
    """Open (or create) a database for reading and writing, every commit durable on return.

    Transactions are explicit (`transaction`). The connection may be handed to another thread; the
    caller lets only one use it at a time. Raises sqlite3.Error.
    """
    connection = sqlite3.connect(
        _uri(path, mode="rwc" if create else "rw"),
        uri=True,
        timeout=BUSY_TIMEOUT_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _distrust(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def open_unfinished(path: Path) -> sqlite3.Connection:
    """Open a database with a journal beside it: the first read takes back what is half written.

    Only reading and writing can do that; a database opened for reading calls it read-only. Raises
    sqlite3.Error. The caller has looked whose journal it is.
    """
    connection = sqlite3.connect(
        _uri(path, mode="rw"), uri=True, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None
    )
    _distrust(connection)
    return connection


def _distrust(connection: sqlite3.Connection) -> None:
    """Let no schema call what could do harm, and no damaged page lead outside of itself."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[None]:
    """Write everything inside or nothing; takes the write lock at once, before any read.

    Inside another it is a part of that, and shares its end.
    """
    inside = connection.in_transaction
    if inside:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def is_sound(path: Path) -> bool:
    """Whether `path` is a database whose pages and indexes agree. Raises sqlite3.Error, OSError."""
    with closing(open_readonly(path)) as connection:
        rows = connection.execute("PRAGMA quick_check(1)").fetchall()
    return rows == [("ok",)]
