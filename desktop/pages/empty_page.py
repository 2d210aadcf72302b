"""The middle of a page that has nothing yet: hills, a title, and what the page puts below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.widgets.parts import PlainLabel
from desktop.widgets.picture import Picture

if TYPE_CHECKING:
    from desktop.theme import Appearance


class EmptyPage(QScrollArea):
    """A subclass fills `column` and calls `finish`."""

    def __init__(self, look: Appearance, title: str) -> None:
        super().__init__()
        self.look = look
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget()
        self._inner.setObjectName("page")
        self.column = QVBoxLayout(self._inner)
        self.column.setContentsMargins(32, 20, 32, 48)
        self.column.setSpacing(0)
        self.column.addStretch(1)
        self.column.addWidget(Picture(look, "hills"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(20)
        self.column.addWidget(centred("docTitle", title))
        self.column.addSpacing(6)

    def finish(self, last: str) -> None:
        """Put the last sentence below everything, and show it all."""
        self.column.addSpacing(22)
        self.column.addWidget(centred("quietBody", last))
        self.column.addStretch(1)
        self.setWidget(self._inner)


def centred(name: str, text: str) -> PlainLabel:
    """Words in the middle; `name` is what the style sheet calls them."""
    label = PlainLabel(text)
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label
