"""Reads mechanisms with their facets and evidence. SQL in, records out."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from db.records import Claim, Evidence, Facet, FacetKind, Mechanism, Rank

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_MECHANISM = """
    SELECT m.id, m.region_id, m.theme_id, m.family_id, m.name, m.name_en, m.aliases, m.summary,
           m.summary_en, m.rank, m.itemised, m.checked, m.place, m.ordinal
    FROM mechanism AS m
"""
_EVIDENCE = """
    SELECT id, mechanism_id, facet_kind, article_id, start, end, exact, claim FROM evidence
"""
_FACET_ORDER = {kind: position for position, kind in enumerate(FacetKind)}


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


def _evidence_of_row(row: Iterable[Any]) -> Evidence:
    id_, mechanism_id, facet_kind, article_id, start, end, exact, claim = row
    kind = None if facet_kind is None else FacetKind(facet_kind)
    return Evidence(id_, mechanism_id, kind, article_id, start, end, exact, Claim(claim))


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


def facets(connection: sqlite3.Connection, mechanism_id: str) -> list[Facet]:
    """Return the facets that the text answers, in the order of `FacetKind`."""
    rows = connection.execute(
        "SELECT mechanism_id, kind, text FROM facet WHERE mechanism_id = ?", (mechanism_id,)
    )
    found = [Facet(mechanism_id, FacetKind(kind), text) for mechanism_id, kind, text in rows]
    return sorted(found, key=lambda facet: _FACET_ORDER[facet.kind])


def evidence(connection: sqlite3.Connection, mechanism_id: str) -> list[Evidence]:
    """Return the evidence of a mechanism as its case file lists it.

    The ids of one mechanism differ in a number at the end only, so length first is numeric order.
    """
    rows = connection.execute(
        f"{_EVIDENCE} WHERE mechanism_id = ? ORDER BY length(id), id", (mechanism_id,)
    )
    return [_evidence_of_row(row) for row in rows]


def home_articles(connection: sqlite3.Connection) -> dict[str, str]:
    """Return mechanism id -> the article that it is first quoted from; in one query."""
    # Backwards, so that of each mechanism the first quote is what remains.
    rows = connection.execute(
        "SELECT mechanism_id, article_id FROM evidence ORDER BY length(id) DESC, id DESC"
    )
    return dict(rows.fetchall())


def article_evidence(connection: sqlite3.Connection, article_id: str) -> list[Evidence]:
    """Return all evidence in an article by position, the longer first where two begin together."""
    rows = connection.execute(
        f"{_EVIDENCE} WHERE article_id = ? ORDER BY start, end DESC, length(id), id", (article_id,)
    )
    return [_evidence_of_row(row) for row in rows]


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
