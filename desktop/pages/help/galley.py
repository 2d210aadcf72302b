"""Sets an article a step at a time, in a document of its own, beside the one that is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument

from desktop.pages.help.article import pictures_in
from desktop.pages.help.sheet import style_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QTextEdit

    from desktop.pages.help.picture import Pictures
    from desktop.theme import Appearance


class Galley:
    """An article for a room of some width."""

    def __init__(self, look: Appearance, pictures: Pictures, view: QTextEdit, room: int) -> None:
        self.room = room
        self.pictured = False
        """Whether there are pictures, which stand in it no wider than the room."""
        self._pictures = pictures
        self._ratio = view.devicePixelRatioF()
        # The view's: what is not at hand is asked of it, and it loads nothing.
        self.document = QTextDocument(view)
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(look.font("summary"))
        self.document.setIndentWidth(look.px(22))
        self.document.setDefaultStyleSheet(style_sheet(look))

    def set(self, html: str) -> Iterator[None]:
        """Set and lay out the article, a yield after each step."""
        cards: dict[str, QPixmap | None] = dict.fromkeys(pictures_in(html))
        self.pictured = bool(cards)
        for name in cards:
            cards[name] = self._pictures.card(name, self.room, self._ratio)
            yield
        self.document.setHtml(html)
        for name, card in cards.items():
            image = QTextDocument.ResourceType.ImageResource
            self.document.addResource(image, QUrl(name), card)
        self.document.setTextWidth(self.room)
        yield
        self.document.documentLayout()  # from now on there is one
        yield

    def discard(self) -> None:
        """It is not wanted any more."""
        self.document.deleteLater()
