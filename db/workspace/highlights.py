"""划线: SQL in, records out; every write is one transaction, durable on return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.connection import transaction
from db.records import Highlight
from db.text import storable
from db.workspace import stamps

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = (
    "id, article_id, start, end, exact, prefix, suffix, created_at, modified_at, author, region_id"
)


def new_highlight(
    *,
    article_id: str,
    start: int,
    end: int,
    exact: str,
    prefix: str = "",
    suffix: str = "",
    region_id: str | None = None,
) -> Highlight:
    """Make a highlight that is not stored yet, with its id and stamps."""
    now = stamps.now()
    return Highlight(
        id=stamps.new_id(),
        article_id=article_id,
        start=start,
        end=end,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        created_at=now,
        modified_at=now,
        author=stamps.author(),
        region_id=region_id,
    )


def all(connection: sqlite3.Connection) -> list[Highlight]:
    """Return the highlights, oldest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM highlight WHERE deleted_at IS NULL ORDER BY created_at, rowid"
    )
    return [Highlight(*row) for row in rows]


def put(connection: sqlite3.Connection, highlight: Highlight) -> Highlight:
    """Store a highlight under its id, new or again, and return it as stored.

    A stored one keeps the moment and the author of its creation; one that was removed comes back.
    The moment of change is now.
    """
    with transaction(connection):
        stored = connection.execute(
            f"""
            INSERT INTO highlight ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                article_id = excluded.article_id, start = excluded.start, end = excluded.end,
                exact = excluded.exact, prefix = excluded.prefix, suffix = excluded.suffix,
                modified_at = excluded.modified_at, region_id = excluded.region_id,
                deleted_at = NULL
            RETURNING {_COLUMNS}
            """,
            _values(highlight),
        ).fetchone()
    return Highlight(*stored)


def _values(highlight: Highlight) -> tuple[str | int | None, ...]:
    return (
        highlight.id,
        highlight.article_id,
        highlight.start,
        highlight.end,
        storable(highlight.exact),
        storable(highlight.prefix),
        storable(highlight.suffix),
        highlight.created_at,
        stamps.now(),
        highlight.author,
        highlight.region_id,
    )


def remove(connection: sqlite3.Connection, highlight_id: str) -> None:
    """Remove a highlight, leaving its tombstone with its quote; nothing where there is none."""
    now = stamps.now()
    with transaction(connection):
        connection.execute(
            "UPDATE highlight SET deleted_at = ?, modified_at = ?"
            " WHERE id = ? AND deleted_at IS NULL",
            (now, now, highlight_id),
        )
