"""批注: SQL in, records out; every write is one transaction, durable on return."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from db.records.own import Note
from db.text import fold, words_of
from db.workspace import stamps
from db.workspace.rows import Rows

if TYPE_CHECKING:
    import sqlite3

_ROWS = Rows("note", Note, arrays={"tags": str})
all = _ROWS.all
put = _ROWS.put
remove = _ROWS.remove
removed = _ROWS.removed
unreadable = _ROWS.unreadable


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
    family_id: str | None = None,
    title: str = "",
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
        family_id=family_id,
        title=title,
    )


def search(connection: sqlite3.Connection, query: str) -> list[Note]:
    """Return the notes that hold every word of `query`, folded, in what they say or hang on.

    Oldest first; a query without a word finds nothing. All notes are read: they are few.
    """
    words = words_of(query)
    if not words:
        return []
    return [note for note in all(connection) if _holds(note, words)]


def _holds(note: Note, words: tuple[str, ...]) -> bool:
    text = fold("\n".join((note.title, note.body, note.exact, note.mechanism_name, *note.tags)))
    return builtins.all(word in text for word in words)
