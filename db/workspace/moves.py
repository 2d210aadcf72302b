"""Where the user's own stands in a new version of its article: written all at once.

Nothing but the anchor is touched, and only where it is still the one that was found again: what
the user writes meanwhile, and when it was last changed, stay as they are.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from db.connection import damaged, transaction
from db.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from db.records.plan import Quote

TABLES: Final = ("note", "highlight", "borrowing")
"""What has anchors: a borrowing as many as it has quotes, the others one."""


@dataclass(frozen=True, slots=True)
class Move:
    """The anchor of a row of one of `TABLES`, as it was and as it is now."""

    table: str
    id: str
    before: Quote
    after: Quote


def apply(connection: sqlite3.Connection, moves: Sequence[Move]) -> None:
    """Write every move, or none."""
    with transaction(connection):
        for move in moves:
            if move.table == "borrowing":
                _move_quote(connection, move)
            elif move.table in TABLES:
                _move_row(connection, move)


def _move_row(connection: sqlite3.Connection, move: Move) -> None:
    before, after = move.before, move.after
    connection.execute(
        f'UPDATE {move.table} SET start = ?, "end" = ?, exact = ?, prefix = ?, suffix = ?'
        " WHERE id = ? AND start = ? AND exact = ?",
        (
            after.start,
            after.end,
            storable(after.exact),
            storable(after.prefix),
            storable(after.suffix),
            move.id,
            before.start,
            storable(before.exact),
        ),
    )


def _move_quote(connection: sqlite3.Connection, move: Move) -> None:
    row = connection.execute("SELECT quotes FROM borrowing WHERE id = ?", (move.id,)).fetchone()
    if row is None:
        return
    before, after = asdict(move.before), asdict(move.after)
    try:
        quotes = [after if quote == before else quote for quote in json.loads(row[0])]
    except (TypeError, ValueError, RecursionError) as error:
        raise damaged(f"quotes that are none: {error}") from error
    connection.execute(
        "UPDATE borrowing SET quotes = ? WHERE id = ?",
        (storable(json.dumps(quotes, ensure_ascii=False)), move.id),
    )
