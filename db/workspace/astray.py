"""A workspace that SQLite can read, but that says what no program has written: damaged as well."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from db.connection import damaged

if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def as_made() -> Generator[None]:
    """Where the tables are those of the migrations, one that lacks a column is damaged."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if not str(error).startswith(("no such column", "no such table")):
            raise
        raise damaged("sqlite_schema") from error
