"""Reads what the texts say about a mechanism: facets and evidence. SQL in, records out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.records.evidence import Claim, Evidence, Facet, FacetKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_EVIDENCE = """
    SELECT id, mechanism_id, facet_kind, article_id, start, end, exact, claim FROM evidence
"""
_FACET_ORDER = {kind: position for position, kind in enumerate(FacetKind)}


def _evidence_of_row(row: Iterable[Any]) -> Evidence:
    id_, mechanism_id, facet_kind, article_id, start, end, exact, claim = row
    kind = None if facet_kind is None else FacetKind(facet_kind)
    return Evidence(id_, mechanism_id, kind, article_id, start, end, exact, Claim(claim))


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


def article_evidence(connection: sqlite3.Connection, article_id: str) -> list[Evidence]:
    """Return all evidence in an article by position, the longer first where two begin together."""
    rows = connection.execute(
        f"{_EVIDENCE} WHERE article_id = ? ORDER BY start, end DESC, length(id), id", (article_id,)
    )
    return [_evidence_of_row(row) for row in rows]
