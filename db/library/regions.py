"""Reads the frame of the case base: regions, themes and families. SQL in, records out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import Family, Region, Theme

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


def families(connection: sqlite3.Connection) -> list[Family]:
    """Return all families in their fixed order, those without a mechanism included."""
    rows = connection.execute(
        "SELECT id, name, name_en, description, description_en, ordinal FROM family "
        "ORDER BY ordinal"
    )
    return [Family(*row) for row in rows]
