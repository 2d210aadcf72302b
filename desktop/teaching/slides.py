"""Slides that stand nowhere yet: for drafts, and for the page that adds them."""

from __future__ import annotations

from typing import Any

from db.records.lesson import Reveal, Slide, SlideKind
from db.workspace.lessons import stamped


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
