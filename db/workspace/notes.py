"""批注: SQL in, records out; every write is one transaction, durable on return."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from db.connection import transaction
from db.records import Note
from db.text import fold, storable, words_of
from db.workspace import stamps

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = (
    "id, mechanism_id, article_id, start, end, exact, prefix, suffix, body,"
    " created_at, modified_at, author, mechanism_name, region_id"
)


def new_note(
    *,
    body: str,
    mechanism_id: str | None = None,
    article_id: str | None = None,
    start: int | None = None,
    end: int | None = None,
    exact: str = "",
    prefix: str = "",
    suffix: str = "",
    mechanism_name: str = "",
    region_id: str | None = None,
) -> Note:
    """Make a note that is not stored yet, with its id and stamps."""
    now = stamps.now()
    return Note(
        id=stamps.new_id(),
        mechanism_id=mechanism_id,
        article_id=article_id,
        start=start,
        end=end,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        body=body,
        created_at=now,
        modified_at=now,
        author=stamps.author(),
        mechanism_name=mechanism_name,
        region_id=region_id,
    )


def all(connection: sqlite3.Connection) -> list[Note]:
    """Return the notes, oldest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM note WHERE deleted_at IS NULL ORDER BY created_at, rowid"
    )
    return [Note(*row) for row in rows]


def put(connection: sqlite3.Connection, note: Note) -> Note:
    """Store a note under its id, new or again, and return it as stored.

    A stored note keeps the moment and the author of its creation; one that was removed comes back.
    The moment of change is now.
    """
    with transaction(connection):
        stored = connection.execute(
            f"""
            INSERT INTO note ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                mechanism_id = excluded.mechanism_id, article_id = excluded.article_id,
                start = excluded.start, end = excluded.end, exact = excluded.exact,
                prefix = excluded.prefix, suffix = excluded.suffix, body = excluded.body,
                modified_at = excluded.modified_at, mechanism_name = excluded.mechanism_name,
                region_id = excluded.region_id, deleted_at = NULL
            RETURNING {_COLUMNS}
            """,
            _values(note),
        ).fetchone()
    return Note(*stored)


def _values(note: Note) -> tuple[str | int | None, ...]:
    return (
        note.id,
        note.mechanism_id,
        note.article_id,
        note.start,
        note.end,
        storable(note.exact),
        storable(note.prefix),
        storable(note.suffix),
        storable(note.body),
        note.created_at,
        stamps.now(),
        note.author,
        note.mechanism_name,
        note.region_id,
    )


def remove(connection: sqlite3.Connection, note_id: str) -> None:
    """Remove a note, leaving its tombstone with all it says; nothing where there is none."""
    now = stamps.now()
    with transaction(connection):
        connection.execute(
            "UPDATE note SET deleted_at = ?, modified_at = ? WHERE id = ? AND deleted_at IS NULL",
            (now, now, note_id),
        )


def restore(connection: sqlite3.Connection, note_id: str) -> None:
    """Bring a removed note back; nothing where there is none."""
    with transaction(connection):
        connection.execute(
            "UPDATE note SET deleted_at = NULL, modified_at = ?"
            " WHERE id = ? AND deleted_at IS NOT NULL",
            (stamps.now(), note_id),
        )


def search(connection: sqlite3.Connection, query: str) -> list[Note]:
    """Return the notes that hold every word of `query`, folded, in body, quote or name.

    Oldest first; a query without a word finds nothing. All notes are read: they are few.
    """
    words = words_of(query)
    if not words:
        return []
    return [note for note in all(connection) if _holds(note, words)]


def _holds(note: Note, words: tuple[str, ...]) -> bool:
    text = fold(f"{note.body}\n{note.exact}\n{note.mechanism_name}")
    return builtins.all(word in text for word in words)
