"""Rows with an id, stamps and a tombstone: what notes, highlights and plans have in common.

A concept's module names its table and its record, whose fields are the table's columns but for
the tombstone's. Every write is one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from db.connection import damaged, transaction
from db.records.plan import Quote
from db.text import storable
from db.workspace import stamps
from db.workspace.typed import Types, in_bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_R = TypeVar("_R")
# Who made a row, and when, stays as it was first stored.
_KEPT = frozenset({"id", "created_at", "author"})


class Removed(NamedTuple, Generic[_R]):
    """A row that was removed, as it was, and when (UTC, ISO 8601)."""

    record: _R
    deleted_at: str


class Rows(Generic[_R]):
    """The rows of one table, as records of a dataclass.

    `readers` make a field of what SQLite or JSON returns, for fields that are no text or number.
    `arrays` make one entry of a field that is a tuple, stored as a JSON array; entries that are
    dataclasses are its objects.
    """

    def __init__(
        self,
        table: str,
        record: type[_R],
        readers: Mapping[str, Callable[[Any], Any]] | None = None,
        arrays: Mapping[str, Callable[[Any], Any]] | None = None,
    ) -> None:
        self.table = table
        self.record = record
        self.arrays = dict(arrays or {})
        self.columns = tuple(field.name for field in fields(record))  # type: ignore[arg-type]
        self._texts = {field.name for field in fields(record) if field.type == "str"}  # type: ignore[arg-type]
        self._names = ", ".join(self.columns)
        self.readers = dict(readers or {})
        stored = {field.name: float for field in fields(record) if field.type == "float"}  # type: ignore[arg-type]
        stored |= self.readers | {name: _array(make) for name, make in self.arrays.items()}
        self._readers = [(self.columns.index(name), read) for name, read in stored.items()]
        self._types = Types(record)

    def all(self, connection: sqlite3.Connection) -> list[_R]:
        """Return the rows that were not removed, oldest first."""
        rows = connection.execute(
            f"SELECT {self._names} FROM {self.table}"
            " WHERE deleted_at IS NULL ORDER BY created_at, rowid"
        )
        return [self._record(row) for row in rows]

    def removed(self, connection: sqlite3.Connection, since: str) -> list[Removed[_R]]:
        """Return the rows removed at `since` (UTC, ISO 8601) or later, the latest first."""
        rows = connection.execute(
            f"SELECT {self._names}, deleted_at FROM {self.table}"
            " WHERE deleted_at >= ? ORDER BY deleted_at DESC, rowid DESC",
            (since,),
        )
        return [Removed(self._record(row[:-1]), row[-1]) for row in rows]

    def unreadable(self, connection: sqlite3.Connection) -> list[str]:
        """Return the ids of the rows, removed ones too, that are no records."""
        found = []
        for row in connection.execute(f"SELECT {self._names} FROM {self.table}").fetchall():
            try:
                self._record(row)
            except sqlite3.DatabaseError:
                found.append(str(row[self.columns.index("id")]))
        return found

    def put(self, connection: sqlite3.Connection, record: _R) -> _R:
        """Store a record under its id, new or again, and return it as stored.

        A stored one keeps the moment and the author of its creation; one that was removed comes
        back. The moment of change is now.
        """
        places = ", ".join("?" * len(self.columns))
        changed = ", ".join(f"{c} = excluded.{c}" for c in self.columns if c not in _KEPT)
        with transaction(connection):
            stored = connection.execute(
                f"INSERT INTO {self.table} ({self._names}) VALUES ({places})"
                f" ON CONFLICT (id) DO UPDATE SET {changed}, deleted_at = NULL"
                f" RETURNING {self._names}",
                [self._value(record, column) for column in self.columns],
            ).fetchone()
        return self._record(stored)

    def whole(self, record: _R) -> _R:
        """The record itself. Raises ValueError where a field is of another type than it has."""
        try:
            self._types.check([_stored_as(getattr(record, name)) for name in self.columns])
        except sqlite3.DatabaseError as error:
            raise ValueError(f"no row of {self.table}: {error}") from error
        return record

    def _record(self, row: tuple[Any, ...]) -> _R:
        self._types.check(row)
        values = list(row)
        try:
            for place, read in self._readers:
                values[place] = read(values[place])
        except (LookupError, TypeError, ValueError, RecursionError) as error:
            raise damaged(f"a row of {self.table} is not what was written") from error
        return self.record(*values)

    def _value(self, record: _R, column: str) -> Any:
        if column == "modified_at":
            return stamps.now()
        value = getattr(record, column)
        if not in_bounds(value):
            raise ValueError(f"{self.table}.{column} cannot be {value}")
        if isinstance(value, tuple):
            value = json.dumps(value, ensure_ascii=False, default=as_object)
        # Asked of what must be text, not of what happens to be: SQLite would take a number for it.
        return storable(value) if column in self._texts or isinstance(value, str) else value

    def remove(self, connection: sqlite3.Connection, row_id: str) -> None:
        """Remove a row, leaving its tombstone with all it says; nothing where there is none."""
        now = stamps.now()
        with transaction(connection):
            connection.execute(
                f"UPDATE {self.table} SET deleted_at = ?, modified_at = ?"
                " WHERE id = ? AND deleted_at IS NULL",
                (now, now, row_id),
            )

    def bury(self, connection: sqlite3.Connection, record: _R, at: str) -> None:
        """Leave the tombstone of a record as it last was, removed at `at` (UTC, ISO 8601).

        For a record whose last words may never have been stored: they must be there to bring back.
        """
        columns = (*self.columns, "deleted_at")
        changed = ", ".join(f"{c} = excluded.{c}" for c in columns if c not in _KEPT)
        with transaction(connection):
            connection.execute(
                f"INSERT INTO {self.table} ({', '.join(columns)})"
                f" VALUES ({', '.join('?' * len(columns))})"
                f" ON CONFLICT (id) DO UPDATE SET {changed}",
                [*(self._value(record, column) for column in self.columns), at],
            )


def _stored_as(value: Any) -> Any:
    """A value as the types of a row know it: enumerations and arrays are stored as text."""
    return "" if isinstance(value, str | tuple) else value


def quote(values: dict[str, str | int]) -> Quote:
    """A quote as JSON holds it. Raises TypeError or ValueError where it is none."""
    made = Quote(**values)  # type: ignore[arg-type]
    is_text = all(isinstance(part, str) for part in (made.article_id, made.exact))
    is_place = type(made.start) is int and type(made.end) is int
    if not (is_text and isinstance(made.prefix + made.suffix, str) and is_place):
        raise ValueError("no quote")
    if not (in_bounds(made.start) and in_bounds(made.end)):
        raise ValueError("a quote from nowhere")
    return made


def as_object(value: Any) -> dict[str, Any]:
    """A dataclass as JSON holds it."""
    kind: Any = type(value)
    return {name: getattr(value, name) for name in _field_names(kind)}


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    # `fields` is slow, and a version of a plan asks for those of a thousand quotes.
    return tuple(field.name for field in fields(kind))


def _array(make: Callable[[Any], Any]) -> Callable[[str], tuple[Any, ...]]:
    def read(stored: str) -> tuple[Any, ...]:
        entries = json.loads(stored)
        if not isinstance(entries, list):
            raise TypeError("no array")
        return tuple(make(entry) for entry in entries)

    return read
