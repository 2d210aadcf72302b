"""Whether there are plans or lessons at all: asked before what they need is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def has_plans(connection: sqlite3.Connection) -> bool:
    """Whether a plan was ever made here, removed ones included: their rows can come back."""
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM plan)").fetchone()[0])


def has_lessons(connection: sqlite3.Connection) -> bool:
    """Whether a lesson was ever made here, removed ones included."""
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM lesson)").fetchone()[0])
