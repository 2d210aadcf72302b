"""收藏: SQL in, records out; every write is one transaction, durable on return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.connection import damaged, transaction
from db.records.own import Bookmark
from db.workspace import stamps
from db.workspace.rows import Removed
from db.workspace.typed import Types

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = "id, mechanism_id, created_at, modified_at, author, mechanism_name, region_id"

_TYPES = Types(Bookmark)


def _bookmark(row: tuple[Any, ...] | None) -> Bookmark:
    if row is None:
        raise damaged("an index that leads nowhere")
    _TYPES.check(row)
    return Bookmark(*row)


def all(connection: sqlite3.Connection) -> list[Bookmark]:
    """Return the bookmarks in the order in which they were first set."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM bookmark WHERE deleted_at IS NULL ORDER BY created_at, rowid"
    )
    return [_bookmark(row) for row in rows]


def add(
    connection: sqlite3.Connection, mechanism_id: str, name: str, region_id: str | None
) -> Bookmark:
    """Bookmark a mechanism, or return its bookmark; one that was removed comes back as it was."""
    now = stamps.now()
    with transaction(connection):
        row = connection.execute(
            "SELECT id, deleted_at FROM bookmark WHERE mechanism_id = ?"
            " ORDER BY deleted_at IS NOT NULL, deleted_at DESC LIMIT 1",
            (mechanism_id,),
        ).fetchone()
        if row is None:
            bookmark_id = stamps.new_id()
            connection.execute(
                f"INSERT INTO bookmark ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (bookmark_id, mechanism_id, now, now, stamps.author(), name, region_id),
            )
        else:
            bookmark_id, deleted_at = row
            if deleted_at is not None:
                connection.execute(
                    "UPDATE bookmark SET deleted_at = NULL, modified_at = ?, mechanism_name = ?,"
                    " region_id = ? WHERE id = ?",
                    (now, name, region_id, bookmark_id),
                )
        stored = connection.execute(
            f"SELECT {_COLUMNS} FROM bookmark WHERE id = ?", (bookmark_id,)
        ).fetchone()
    return _bookmark(stored)


def removed(connection: sqlite3.Connection, since: str) -> list[Removed[Bookmark]]:
    """Return the bookmarks removed at `since` (UTC, ISO 8601) or later, the latest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS}, deleted_at FROM bookmark"
        " WHERE deleted_at >= ? ORDER BY deleted_at DESC, rowid DESC",
        (since,),
    )
    return [Removed(_bookmark(row[:-1]), row[-1]) for row in rows]


def remove(connection: sqlite3.Connection, mechanism_id: str) -> None:
    """Remove the bookmark of a mechanism, leaving its tombstone; nothing where there is none."""
    now = stamps.now()
    with transaction(connection):
        connection.execute(
            "UPDATE bookmark SET deleted_at = ?, modified_at = ?"
            " WHERE mechanism_id = ? AND deleted_at IS NULL",
            (now, now, mechanism_id),
        )
