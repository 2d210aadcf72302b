"""The version of schema.sql, written by the build and demanded by `Library.open`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

SCHEMA_VERSION: Final = 3
"""Raised by one whenever a program of the old version could misread a new library."""


def read_version(connection: sqlite3.Connection) -> int | None:
    """Return the schema version of an open database; None where it is not a case base."""
    columns = connection.execute("SELECT name FROM pragma_table_info('meta')").fetchall()
    if not {("key",), ("value",)} <= set(columns):
        return None
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    return int(row[0]) if row and str(row[0]).isdecimal() else None
