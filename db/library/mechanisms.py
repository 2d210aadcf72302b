"""Reads mechanisms and what they belong to. SQL in, records out."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from db.records import Mechanism, Rank

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_MECHANISM = """
    SELECT m.id, m.region_id, m.theme_id, m.family_id, m.name, m.name_en, m.aliases, m.summary,
           m.summary_en, m.rank, m.itemised, m.checked, m.place, m.ordinal
    FROM mechanism AS m
"""


def _mechanism_of_row(row: Iterable[Any]) -> Mechanism:
    (id_, region_id, theme_id, family_id, name, name_en, aliases, summary,
     summary_en, rank, itemised, checked, place, ordinal) = row  # fmt: skip
    return Mechanism(
        id=id_,
        region_id=region_id,
        theme_id=theme_id,
        family_id=family_id,
        name=name,
        name_en=name_en,
        aliases=tuple(json.loads(aliases)),
        summary=summary,
        summary_en=summary_en,
        rank=Rank(rank),
        itemised=bool(itemised),
        checked=bool(checked),
        place=place,
        ordinal=ordinal,
    )


def mechanisms(connection: sqlite3.Connection) -> list[Mechanism]:
    """Return all mechanisms, region by region in their order, in document order within one."""
    rows = connection.execute(
        f"{_MECHANISM} JOIN region AS r ON r.id = m.region_id ORDER BY r.ordinal, m.ordinal"
    )
    return [_mechanism_of_row(row) for row in rows]


def mechanism(connection: sqlite3.Connection, mechanism_id: str) -> Mechanism:
    """Return one mechanism; KeyError where the library has none of that id."""
    row = connection.execute(f"{_MECHANISM} WHERE m.id = ?", (mechanism_id,)).fetchone()
    if row is None:
        raise KeyError(mechanism_id)
    return _mechanism_of_row(row)


def home_articles(connection: sqlite3.Connection) -> dict[str, str]:
    """Return mechanism id -> the article that it is first quoted from; in one query."""
    # Backwards, so that of each mechanism the first quote is what remains.
    rows = connection.execute(
        "SELECT mechanism_id, article_id FROM evidence ORDER BY length(id) DESC, id DESC"
    )
    return dict(rows.fetchall())


def related_families(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return mechanism id -> ids of the further families it touches, in their order."""
    related: defaultdict[str, list[str]] = defaultdict(list)
    rows = connection.execute(
        "SELECT l.mechanism_id, l.family_id FROM related_family AS l"
        " JOIN family AS f ON f.id = l.family_id ORDER BY l.mechanism_id, f.ordinal"
    )
    for mechanism_id, family_id in rows:
        related[mechanism_id].append(family_id)
    return {mechanism_id: tuple(ids) for mechanism_id, ids in related.items()}
