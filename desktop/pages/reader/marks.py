"""The user's own in the open article: highlights and notes on spans, each found again by its quote.

What the text no longer holds is an orphan: listed with its quote, and drawn nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.operations.highlights import add_highlight, remove_highlight
from desktop.operations.notes import start_span_note
from desktop.widgets.own_marks import OwnMark

if TYPE_CHECKING:
    from db.records.article import Article
    from db.records.own import Highlight, Note
    from db.text import Span
    from desktop.session import Session


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """A highlight or a note on a span, and where it stands now; `span` is None for an orphan."""

    mark: Highlight | Note
    span: Span | None
    body: str
    noted: bool


class ReaderMarks(QObject):
    """Follows the workspace; the page shows what it holds."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._article: Article | None = None
        self.entries: list[OwnEntry] = []
        """The marks of the article in the order of its text, orphans last."""
        session.changes.highlights_changed.connect(self._on_highlights)
        session.changes.notes_changed.connect(self._on_notes)

    def show_article(self, article: Article) -> None:
        """Find everything that the user has in an article."""
        self._article = article
        self._refill()

    def drawn(self) -> list[OwnMark]:
        """What can be drawn into the text."""
        return [
            OwnMark(entry.mark.id, *entry.span, entry.noted)
            for entry in self.entries
            if entry.span is not None
        ]

    def toggle(self, span: Span | None, here: list[OwnMark]) -> str:
        """Underline a span, or take away the underlines in `here`; returns the new one's id."""
        lined = [mark for mark in here if not mark.noted]
        if lined:
            remove_highlight(self._session, lined[0].id)
        elif span is not None and self._article is not None:
            return add_highlight(self._session, self._article.id, *span).id
        return ""

    def remove(self, here: list[OwnMark]) -> None:
        """Take away the shortest underline in `here`."""
        if lined := [mark for mark in here if not mark.noted]:
            remove_highlight(self._session, lined[0].id)

    def note_for(self, span: Span | None, here: list[OwnMark]) -> Note | None:
        """The note under the caret, or else a new one on a span or on the underline there."""
        for mark in here:
            if mark.noted:
                return self._session.marks.note(mark.id)
        if span is None and here:
            span = (here[0].start, here[0].end)
        if span is None or self._article is None:
            return None
        return start_span_note(self._session, self._article.id, *span)

    def _on_highlights(self, article_id: str) -> None:
        if self._article is not None and article_id == self._article.id:
            self._refill()

    def _on_notes(self, mechanism_id: str) -> None:
        if not mechanism_id:
            self._refill()

    def _refill(self) -> None:
        if self._article is None:
            return
        marks, article = self._session.marks, self._article
        place_of = self._session.places.place_of
        found = [OwnEntry(h, place_of(h), "", noted=False) for h in marks.highlights_in(article.id)]
        found += [OwnEntry(n, place_of(n), n.body, noted=True) for n in marks.notes_in(article.id)]
        end = len(article.text)
        self.entries = sorted(found, key=lambda e: (e.span or (end, end), e.mark.created_at))
        self.changed.emit()
