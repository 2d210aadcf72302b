"""Reads what regions are compared by: families, measures, ratios. SQL in, records out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.comparison import Family, Measure, Ratio

if TYPE_CHECKING:
    import sqlite3


def families(connection: sqlite3.Connection) -> list[Family]:
    """Return all families in their fixed order, those without a mechanism included."""
    rows = connection.execute(
        "SELECT id, name, name_en, description, description_en, ordinal FROM family "
        "ORDER BY ordinal"
    )
    return [Family(*row) for row in rows]


def measures(connection: sqlite3.Connection) -> list[Measure]:
    """Return all measures in their fixed order, each with the ids of its figures."""
    members: dict[str, list[str]] = {}
    for measure_id, figure_id in connection.execute(
        "SELECT measure_id, figure_id FROM measure_figure ORDER BY measure_id, ordinal"
    ):
        members.setdefault(measure_id, []).append(figure_id)
    rows = connection.execute(
        "SELECT id, theme_id, name, name_en, unit, caution, caution_en, detail, detail_en, ordinal"
        " FROM measure ORDER BY ordinal"
    )
    return [Measure(*(*row, tuple(members.get(row[0], ())))) for row in rows]


def ratios(connection: sqlite3.Connection) -> list[Ratio]:
    """Return all ratios in their fixed order."""
    rows = connection.execute(
        "SELECT id, name, name_en, numerator_id, denominator_id, unit, ordinal"
        " FROM ratio ORDER BY ordinal"
    )
    return [Ratio(*row) for row in rows]
