"""How the user left a page: the basket, the columns of a comparison, where reading stopped.

A state is a small JSON value under a name. It is the user's own and travels with the workspace,
but losing one costs a gesture, not a thought: of two merged workspaces the later state wins.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from db.connection import transaction
from db.text import storable
from db.workspace import stamps

if TYPE_CHECKING:
    import sqlite3


def all(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return every state by its name; one that is no JSON is left out."""
    found: dict[str, Any] = {}
    for name, value in connection.execute("SELECT name, value FROM state ORDER BY name"):
        try:
            found[str(name)] = json.loads(value)
        except (TypeError, ValueError, RecursionError):
            continue
    return found


def put(connection: sqlite3.Connection, name: str, value: Any) -> None:
    """Store a JSON value under a name, in place of what was there.

    Raises TypeError where the value is not JSON.
    """
    text = storable(json.dumps(value, ensure_ascii=False))
    with transaction(connection):
        connection.execute(
            "INSERT INTO state (name, value, modified_at, author) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value,"
            " modified_at = excluded.modified_at, author = excluded.author",
            (name, text, stamps.now(), stamps.author()),
        )
