"""What is inside a workspace, in numbers: what a list of copies tells of each.

Reads the workspaces of every version: a table that one does not have yet holds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

TABLES: Final = {
    "notes": "note",
    "bookmarks": "bookmark",
    "highlights": "highlight",
    "plans": "plan",
    "lessons": "lesson",
}
"""The table of each kind that is counted."""


@dataclass(frozen=True, slots=True)
class Inside:
    """How many of each kind there are, removed ones left out, and when one was last changed.

    `changed_at` is UTC, ISO 8601; '' where there is nothing. Templates are not counted as plans.
    """

    notes: int = 0
    bookmarks: int = 0
    highlights: int = 0
    plans: int = 0
    lessons: int = 0
    changed_at: str = ""

    @property
    def total(self) -> int:
        """How many there are of all kinds together."""
        return sum(self.counts().values())

    def counts(self) -> dict[str, int]:
        """The number of each kind, under the name of its field."""
        return {name: getattr(self, name) for name in TABLES}


def read(connection: sqlite3.Connection) -> Inside:
    """Count what is inside. Raises sqlite3.Error where it cannot be read."""
    there = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    found: dict[str, int] = {}
    latest = ""
    for kind, table in TABLES.items():
        if table not in there:
            continue
        ours = " AND NOT template" if table == "plan" else ""
        found[kind], changed = connection.execute(
            f"SELECT count(*) FILTER (WHERE deleted_at IS NULL{ours}),"
            f" coalesce(max(modified_at), '') FROM {table}"
        ).fetchone()
        latest = max(latest, str(changed))
    return Inside(**found, changed_at=latest)


def rows(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """Every row of every table with the table's name, in an order that says nothing new.

    Raises sqlite3.Error where one cannot be read.
    """
    tables = connection.execute(
        "SELECT name FROM sqlite_master"
        " WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        quoted = str(table).replace('"', '""')
        for row in connection.execute(f'SELECT * FROM "{quoted}" ORDER BY rowid'):
            yield (table, *row)
