"""How hits are marked in an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextDocument

    from db.text import Span
    from desktop.theme import Appearance


def marked(
    document: QTextDocument, look: Appearance, hits: Sequence[Span], at: int
) -> Iterator[QTextEdit.ExtraSelection]:
    """The hits as they are shown; the one at this place is the current one."""
    for place, (start, end) in enumerate(hits):
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setBackground(look.color("sel"))
        form.setForeground(look.color("ink1"))
        # Colour is not alone: all hits are underlined, the current one twice as heavily.
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(look.color("accent"))
        if place == at:
            form.setBackground(look.color("accent"))
            form.setForeground(look.color("accentInk"))
        mark.cursor, mark.format = cursor, form
        yield mark
