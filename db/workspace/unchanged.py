"""A workspace in places that fail: read where nothing can be written, known when it is gone.

SQLite wants to lay an index of the WAL beside it even to read. Where that is refused, the file and
what was committed to its WAL are put together in memory, and read there.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from db.connection import open_readonly

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_NO_ROOM: Final = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
    }
)
_VERSIONS: Final = slice(18, 20)  # of the format, to write and to read: 2 with a WAL, 1 without


def open_reader(
    path: Path, usual: Callable[[Path], sqlite3.Connection] = open_readonly
) -> sqlite3.Connection:
    """Open an existing workspace for reading, the usual way or, where no room is left, in memory.

    Raises sqlite3.Error, OSError.
    """
    try:
        return usual(path)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _NO_ROOM or not path.is_file():
            raise
        return _in_memory(path)


def _in_memory(path: Path) -> sqlite3.Connection:
    # A start where all is well does without it.
    from db.workspace.filepages import Pages

    with Pages(path, with_wal=True) as pages:
        image = bytearray().join(pages.read(number) for number in range(1, pages.count + 1))
    image[_VERSIONS] = b"\x01\x01"
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.deserialize(bytes(image))
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def identity(path: Path) -> tuple[int, int]:
    """Which file stands at `path`; (0, 0) for none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino
