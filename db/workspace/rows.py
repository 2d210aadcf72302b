"""Rows with an id, stamps and a tombstone: what notes and highlights have in common.

A concept's module names its table and its record, whose fields are the table's columns but for
the tombstone's. Every write is one transaction.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from db.connection import transaction
from db.text import storable
from db.workspace import stamps

if TYPE_CHECKING:
    import sqlite3

_R = TypeVar("_R")
# Who made a row, and when, stays as it was first stored.
_KEPT = frozenset({"id", "created_at", "author"})


class Rows(Generic[_R]):
    """The rows of one table, as records of a dataclass."""

    def __init__(self, table: str, record: type[_R]) -> None:
        self.table = table
        self.record = record
        self.columns = tuple(field.name for field in fields(record))  # type: ignore[arg-type]

    def all(self, connection: sqlite3.Connection) -> list[_R]:
        """Return the rows that were not removed, oldest first."""
        rows = connection.execute(
            f"SELECT {', '.join(self.columns)} FROM {self.table}"
            " WHERE deleted_at IS NULL ORDER BY created_at, rowid"
        )
        return [self.record(*row) for row in rows]

    def put(self, connection: sqlite3.Connection, record: _R) -> _R:
        """Store a record under its id, new or again, and return it as stored.

        A stored one keeps the moment and the author of its creation; one that was removed comes
        back. The moment of change is now.
        """
        names = ", ".join(self.columns)
        places = ", ".join("?" * len(self.columns))
        changed = ", ".join(f"{c} = excluded.{c}" for c in self.columns if c not in _KEPT)
        with transaction(connection):
            stored = connection.execute(
                f"INSERT INTO {self.table} ({names}) VALUES ({places})"
                f" ON CONFLICT (id) DO UPDATE SET {changed}, deleted_at = NULL RETURNING {names}",
                [self._value(record, column) for column in self.columns],
            ).fetchone()
        return self.record(*stored)

    def _value(self, record: _R, column: str) -> Any:
        if column == "modified_at":
            return stamps.now()
        value = getattr(record, column)
        return storable(value) if isinstance(value, str) else value

    def remove(self, connection: sqlite3.Connection, row_id: str) -> None:
        """Remove a row, leaving its tombstone with all it says; nothing where there is none."""
        now = stamps.now()
        with transaction(connection):
            connection.execute(
                f"UPDATE {self.table} SET deleted_at = ?, modified_at = ?"
                " WHERE id = ? AND deleted_at IS NULL",
                (now, now, row_id),
            )

    def restore(self, connection: sqlite3.Connection, row_id: str) -> None:
        """Bring a removed row back; nothing where there is none."""
        with transaction(connection):
            connection.execute(
                f"UPDATE {self.table} SET deleted_at = NULL, modified_at = ?"
                " WHERE id = ? AND deleted_at IS NOT NULL",
                (stamps.now(), row_id),
            )
