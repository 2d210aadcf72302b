"""The words of a comparison that tell its regions apart most: what a lesson puts in the light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.evidence import Claim

if TYPE_CHECKING:
    from desktop.casebase import CaseBase
    from desktop.comparing.comparison import Column, Comparison, FacetRow, Quote


def most_distinctive(cases: CaseBase, found: Comparison) -> tuple[Column, Quote] | None:
    """The quote behind what only one region says; else behind most words of a region's own.

    Praise is passed over. None where no row tells the regions apart.
    """
    best: tuple[tuple[bool, int], Column, Quote] | None = None
    for row in found.facet_rows:
        for place, column in enumerate(found.columns):
            weight = row.only == place, _own_length(row, place, column)
            if not weight[1] or (best is not None and weight <= best[0]):
                continue
            quote = _backing(cases, row, column)
            if quote is not None:
                best = weight, column, quote
    return best[1:] if best else None


def _own_length(row: FacetRow, place: int, column: Column) -> int:
    """How many characters of a cell no other column says."""
    if row.only == place:
        return len(column.texts.get(row.kind, ""))
    return sum(end - start for start, end in row.own_words[place])


def _backing(cases: CaseBase, row: FacetRow, column: Column) -> Quote | None:
    """The first quote behind a cell that says what is done or counted."""
    told = {
        (entry.article_id, entry.start, entry.end)
        for entry in cases.evidence(column.mechanism.id)
        if entry.facet_kind is row.kind and entry.claim is not Claim.APPRAISAL
    }
    return next((q for q in column.quotes if (q.article_id, q.start, q.end) in told), None)
