"""A short text whose pieces differ in kind: kept, removed, added. Knows words, not cases.

Removed words are struck through and added ones underlined: told apart without their colour, and
read out in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.theme import Appearance


class Look(StrEnum):
    """How a piece of a marked text is drawn."""

    PLAIN = "plain"
    QUIET = "quiet"
    STRONG = "strong"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Part:
    """Some words, and how they are drawn."""

    look: Look
    text: str


class MarkedText(QTextEdit):
    """Read only, as high as its text; scrolls with what it stands in."""

    def __init__(self, appearance: Appearance, role: str = "quote") -> None:
        super().__init__()
        self._look, self._role = appearance, role
        self._parts: Sequence[Part] = ()
        self._name = ""
        self.setObjectName("markedText")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        appearance.changed.connect(self._fill)

    def show_parts(self, name: str, parts: Sequence[Part]) -> None:
        """Show other words; `name` says what they are to who cannot see them."""
        self._name, self._parts = name, list(parts)
        self._fill()

    def text(self) -> str:
        """The words as they are read out: what was removed and added is said."""
        forms = {Look.REMOVED: tr("（删去：{text}）"), Look.ADDED: tr("（增加：{text}）")}
        return "".join(forms.get(p.look, "{text}").format(text=p.text) for p in self._parts)

    def _fill(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        block.setLineHeight(
            self._look.line(self._role), QTextBlockFormat.LineHeightTypes.FixedHeight.value
        )
        cursor.setBlockFormat(block)
        for part in self._parts:
            # A line feed would begin a paragraph; a text line may show only where it was.
            cursor.insertText(part.text.replace("\n", " "), self._format(part.look))
        self.setAccessibleName(f"{self._name} {self.text()}".strip())
        self._fit()

    def _format(self, look: Look) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(self._look.font(self._role))
        color = self._look.color
        form.setForeground(color("ink3" if look is Look.QUIET else "ink1"))
        if look is Look.STRONG:
            form.setBackground(color("accentSoft"))
        elif look is Look.REMOVED:
            form.setFontStrikeOut(True)
            form.setForeground(color("warn"))
            form.setBackground(color("warnSoft"))
        elif look is Look.ADDED:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            form.setForeground(color("ok"))
            form.setBackground(color("okSoft"))
        return form

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(ceil(self.document().size().height()) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._look.line(self._role))
