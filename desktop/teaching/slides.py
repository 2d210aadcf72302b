"""Slides that stand nowhere yet: for drafts, and for the page that adds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.anchors import make_anchor
from db.records.lesson import Reveal, Slide, SlideKind
from db.records.plan import Quote
from db.workspace.lessons import stamped

if TYPE_CHECKING:
    from desktop.casebase import CaseBase


def blank_slide(kind: SlideKind, lesson_id: str = "", **fields: Any) -> Slide:
    """A slide that stands nowhere yet; `fields` are those of `Slide`."""
    values: dict[str, Any] = {
        "title": "",
        "body": "",
        "answer": "",
        "notes": "",
        "minutes": 0.0,
        "family_id": None,
        "measure_id": None,
        "mechanism_ids": (),
        "facets": (),
        "figure_ids": (),
        "quotes": (),
        "options": (),
        "reveal": Reveal.ALL,
        "note_id": None,
        "position": 0.0,
    }
    return Slide(lesson_id=lesson_id, kind=kind, **(values | fields | stamped()))


def quote_of(cases: CaseBase, article_id: str, start: int, end: int) -> Quote:
    """Text[start:end] of an article as a slide keeps it. Raises ValueError for no such span."""
    anchor = make_anchor(cases.article(article_id).text, start, end)
    return Quote(article_id, start, end, anchor.exact, anchor.prefix, anchor.suffix)


def first_quote(cases: CaseBase, mechanism_id: str) -> Quote | None:
    """The first quote of a mechanism, None for one that this library does not have."""
    if mechanism_id not in cases.mechanism_by_id:
        return None
    found = cases.citations(mechanism_id)
    return quote_of(cases, found[0].article_id, found[0].start, found[0].end) if found else None
