"""Several tables whose rows belong together: a plan's, a lesson's. What all of them do alike.

A row finds its table by its record's type, and takes the form that recovery files and versions
keep: JSON objects with the names of the columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.workspace import stamps
from db.workspace.rows import as_object

if TYPE_CHECKING:
    import sqlite3

    from db.workspace.rows import Rows


class Kinds:
    """Tables by the record that their rows are."""

    def __init__(self, *tables: Rows[Any]) -> None:
        self._rows = {rows.record: rows for rows in tables}
        self._kinds: dict[str, type[Any]] = {rows.table: rows.record for rows in tables}

    def kind_of(self, row: object) -> str:
        """The table that a row stands in."""
        return self._rows[type(row)].table

    def put(self, connection: sqlite3.Connection, row: object) -> None:
        """Store a row under its id, new or again; a removed one comes back."""
        self._rows[type(row)].put(connection, row)

    def remove(self, connection: sqlite3.Connection, row: object, at: str = "") -> None:
        """Remove a row, leaving its tombstone with all it says, as of `at` or of now."""
        self._rows[type(row)].bury(connection, row, at or stamps.now())

    def removed(self, connection: sqlite3.Connection, since: str) -> list[tuple[Any, str]]:
        """Rows removed at `since` or later with that moment, the latest first."""
        found = [
            (entry.record, entry.deleted_at)
            for rows in self._rows.values()
            for entry in rows.removed(connection, since)
        ]
        return sorted(found, key=lambda entry: entry[1], reverse=True)

    def unreadable(self, connection: sqlite3.Connection) -> list[tuple[str, str]]:
        """Tables and ids of the rows that are no records."""
        return [(rows.table, key) for rows in self._rows.values()
                for key in rows.unreadable(connection)]  # fmt: skip

    def as_dict(self, row: object) -> dict[str, Any]:
        """A row as JSON can hold it; `from_dict` makes the row again."""
        rows = self._rows[type(row)]
        values = {name: getattr(row, name) for name in rows.columns}
        for name, make in rows.arrays.items():
            entries = values[name]
            values[name] = list(entries) if make is str else [as_object(e) for e in entries]
        return values

    def from_dict(self, kind: str, values: dict[str, Any]) -> Any:
        """The row of a table that `as_dict` made values of.

        Raises KeyError, TypeError or ValueError where the values are not of such a row.
        """
        if not isinstance(values, dict):
            raise TypeError(f"no row of {kind}")
        rows = self._rows[self._kinds[kind]]
        known = {name: values[name] for name in rows.columns if name in values}
        for name, read in rows.readers.items():
            known[name] = read(known[name])
        for name, make in rows.arrays.items():
            known[name] = tuple(make(entry) for entry in known[name])
        return rows.whole(rows.record(**known))


def stamped() -> dict[str, str]:
    """Id, stamps and author of a new row."""
    now = stamps.now()
    return {
        "id": stamps.new_id(),
        "created_at": now,
        "modified_at": now,
        "author": stamps.author(),
    }
