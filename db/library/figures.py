"""Reads the numbers of the texts. SQL in, records out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.records import Figure, FigureKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_FIGURE = """
    SELECT f.id, f.mechanism_id, f.region_id, f.article_id, f.label, f.value, f.value_max, f.unit,
           f.qualifier, f.wording, f.as_of, f.kind, f.start, f.end, f.exact
    FROM figure AS f
"""


def _figure_of_row(row: Iterable[Any]) -> Figure:
    (id_, mechanism_id, region_id, article_id, label, value, value_max, unit,
     qualifier, wording, as_of, kind, start, end, exact) = row  # fmt: skip
    return Figure(
        id=id_,
        mechanism_id=mechanism_id,
        region_id=region_id,
        article_id=article_id,
        label=label,
        value=value,
        value_max=value_max,
        unit=unit,
        qualifier=qualifier,
        wording=wording,
        as_of=as_of,
        kind=FigureKind(kind),
        start=start,
        end=end,
        exact=exact,
    )


def figures(connection: sqlite3.Connection, mechanism_id: str) -> list[Figure]:
    """Return the figures of a mechanism as its case file lists them, the most telling first.

    The ids of one mechanism differ in a number at the end only, so length first is numeric order.
    """
    rows = connection.execute(
        f"{_FIGURE} WHERE f.mechanism_id = ? ORDER BY length(f.id), f.id", (mechanism_id,)
    )
    return [_figure_of_row(row) for row in rows]


def article_figures(connection: sqlite3.Connection, article_id: str) -> list[Figure]:
    """Return all figures in an article by position, those of no mechanism included."""
    rows = connection.execute(
        f"{_FIGURE} WHERE f.article_id = ? ORDER BY f.start, f.end DESC, length(f.id), f.id",
        (article_id,),
    )
    return [_figure_of_row(row) for row in rows]


def key_figures(connection: sqlite3.Connection) -> dict[str, Figure]:
    """Return mechanism id -> its first figure, the one the matrix shows; in one query."""
    rows = connection.execute(
        f"{_FIGURE} WHERE f.id = (SELECT first.id FROM figure AS first"
        " WHERE first.mechanism_id = f.mechanism_id ORDER BY length(first.id), first.id LIMIT 1)"
    )
    found = (_figure_of_row(row) for row in rows)
    return {figure.mechanism_id: figure for figure in found if figure.mechanism_id is not None}


def all_figures(connection: sqlite3.Connection) -> list[Figure]:
    """Return every figure: region by region, mechanism by mechanism, as the case files list them.

    Those of a region at large come after those of its mechanisms.
    """
    rows = connection.execute(
        f"{_FIGURE} JOIN region AS r ON r.id = f.region_id"
        " LEFT JOIN mechanism AS m ON m.id = f.mechanism_id"
        " ORDER BY r.ordinal, m.ordinal IS NULL, m.ordinal, length(f.id), f.id"
    )
    return [_figure_of_row(row) for row in rows]
