"""A lesson with a page of every kind that a showing treats in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from db.records.lesson import Reveal, SlideKind
from desktop.operations import lessons as operations
from desktop.teaching.slides import blank_slide, first_quote

if TYPE_CHECKING:
    from db.records.lesson import Lesson
    from desktop.session import Session

SPOKEN: Final = "只给自己看的讲稿"
TITLE, QUESTION, TABLE, QUOTE, TALLY, TEXT = range(6)


def shown_lesson(session: Session) -> Lesson:
    """Title, question, comparison by columns, quote, tally, text; each with notes."""
    cases = session.cases
    family = next(
        family_id
        for family_id in cases.family_by_id
        if len({m.region_id for m in cases.family_members(family_id) if cases.facets(m.id)}) > 2
    )
    found: dict[str, str] = {}
    for mechanism in cases.family_members(family):
        if cases.facets(mechanism.id):
            found.setdefault(mechanism.region_id, mechanism.id)
    ids = tuple(found.values())[:3]
    quote = first_quote(cases, ids[0])
    assert quote is not None
    slides = [
        blank_slide(SlideKind.TITLE, title="开场"),
        blank_slide(SlideKind.QUESTION, title="想一想", body="难在哪里？", answer="难在坚持"),
        blank_slide(SlideKind.COMPARISON, mechanism_ids=ids, reveal=Reveal.COLUMNS, minutes=8),
        blank_slide(SlideKind.QUOTE, mechanism_ids=ids[:1], quotes=(quote,)),
        blank_slide(SlideKind.TALLY, mechanism_ids=ids),
        blank_slide(SlideKind.TEXT, title="小结", body="各有长短"),
    ]
    from dataclasses import replace

    spoken = [replace(slide, notes=f"{SPOKEN}{n}") for n, slide in enumerate(slides)]
    return operations.new_lesson(session, "各地比武", spoken, occasion="镇村班", minutes=45)


def all_words(widget: QWidget) -> str:
    """Whatever can be read in a window, or is read out of it."""
    QApplication.processEvents()
    words: list[str] = []
    for part in [widget, *widget.findChildren(QWidget)]:
        if not part.isVisibleTo(widget):
            continue
        words += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
        if isinstance(part, QLabel):
            words.append(part.text())
        elif isinstance(part, QTextEdit):
            words.append(part.toPlainText())
    return "\n".join(words)
