"""Whether a library still holds what its build put in: asked beside the interface."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from db.connection import is_sound, open_readonly
from db.library.version import SCHEMA_VERSION, read_version
from db.seeding.content import content_hash

if TYPE_CHECKING:
    from pathlib import Path


def is_damaged(library: Path) -> bool:
    """Whether pages, tables or content of a library are not those that were built.

    A library of another version is not damaged, and neither is one that cannot be reached.
    """
    try:
        with closing(open_readonly(library)) as connection:
            version = read_version(connection)
            if version is not None and version != SCHEMA_VERSION:
                return False
            row = connection.execute("SELECT value FROM meta WHERE key = 'content_hash'").fetchone()
            if row is None or str(row[0]) != content_hash(connection):
                return True
        return not is_sound(library)
    except sqlite3.OperationalError as error:
        # No such table is damage; locked, unplugged and forbidden are not.
        code = error.sqlite_errorcode & 0xFF
        return code in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT)
    except sqlite3.DatabaseError:
        return True
    except OSError:
        return False
