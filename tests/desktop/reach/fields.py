"""Fields, and what an input method does to them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_QUERY: Final = Qt.InputMethodQuery


def compose(
    field: QWidget, preedit: str, commit: str = "", replace: tuple[int, int] = (0, 0)
) -> None:
    """What an input method sends: letters underlined, the caret behind them, or what is chosen."""
    kind = QInputMethodEvent.AttributeType
    style = QTextCharFormat()
    style.setFontUnderline(True)
    marks = [
        QInputMethodEvent.Attribute(kind.TextFormat, 0, len(preedit), style),
        QInputMethodEvent.Attribute(kind.Cursor, len(preedit), 1, None),
    ]
    event = QInputMethodEvent(preedit, marks if preedit else [])
    event.setCommitString(commit, *replace)
    QApplication.sendEvent(field, event)


def text(field: QWidget) -> str:
    """What stands in a field."""
    if isinstance(field, QLineEdit):
        return field.text()
    assert isinstance(field, (QPlainTextEdit, QTextEdit))
    return field.toPlainText()


def fields(widget: QWidget) -> list[QWidget]:
    """All that can be written in."""
    found: list[QWidget] = []
    for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
        found += [f for f in widget.findChildren(kind) if not f.property("readOnly")]
    boxes = [b for b in widget.findChildren(QComboBox) if b.isEditable()]
    assert all(box.lineEdit() in found for box in boxes)
    return [f for f in found if f.isVisibleTo(widget) and f.isEnabled()]


def caret_at_end(field: QWidget) -> None:
    """Write on behind what is there."""
    if isinstance(field, QLineEdit):
        field.end(False)
    elif isinstance(field, (QPlainTextEdit, QTextEdit)):
        field.moveCursor(QTextCursor.MoveOperation.End)


def holder(field: QWidget) -> QWidget:
    """Who takes the focus for a field: a spin box does for the line in it."""
    return field.focusProxy() or field


def press(key: Qt.Key) -> None:
    """Press a key in whatever has the focus."""
    taker = QApplication.focusWidget()
    assert taker is not None, "nothing has the focus"
    QTest.keyClick(taker, key)


def check_caret(field: QWidget) -> None:
    """The caret is where the input method shows its candidates, and it may offer Chinese ones."""
    holder(field).setFocus()
    caret_at_end(field)
    QApplication.processEvents()
    caret = QRectF(field.inputMethodQuery(_QUERY.ImCursorRectangle))
    assert caret.height() >= field.fontMetrics().height() * 0.7
    room = QRectF(field.rect()).adjusted(-1, -1, 1, 1)
    assert room.contains(caret), f"{field.accessibleName()}: {caret} not in {room}"
    hints = Qt.InputMethodHint(field.inputMethodQuery(_QUERY.ImHints) or 0)
    kinds = Qt.InputMethodHint
    for unwanted in (kinds.ImhHiddenText, kinds.ImhDigitsOnly, kinds.ImhLatinOnly):
        assert not hints & unwanted
