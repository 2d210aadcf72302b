"""Whether there is anything of a kind at all: asked before what it needs is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def any_in(connection: sqlite3.Connection, table: str) -> bool:
    """Whether a table has rows, removed ones included: they can come back."""
    return bool(connection.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0])
