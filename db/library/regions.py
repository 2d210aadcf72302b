"""Reads the frame of the case base: regions, themes, how many articles. SQL in, records out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import Region, Theme

if TYPE_CHECKING:
    import sqlite3


def regions(connection: sqlite3.Connection) -> list[Region]:
    """Return all regions in their fixed order."""
    rows = connection.execute(
        "SELECT id, name, full_name, name_en, province, level, ordinal FROM region ORDER BY ordinal"
    )
    return [Region(*row) for row in rows]


def themes(connection: sqlite3.Connection) -> list[Theme]:
    """Return the rows of the matrix, top to bottom."""
    rows = connection.execute(
        "SELECT id, name, name_en, glyph, ordinal FROM theme ORDER BY ordinal"
    )
    return [Theme(*row) for row in rows]


def article_count(connection: sqlite3.Connection) -> int:
    """Return how many articles there are, without reading them."""
    return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])
