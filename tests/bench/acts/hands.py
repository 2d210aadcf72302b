"""What a hand does: keys, the wheel, closing what is open."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QScrollBar, QWidget

NOTCH = -120  # towards the end


def focus() -> QWidget:
    """What has the focus."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def type_letters(letters: str) -> None:
    """Type into what has the focus."""
    QTest.keyClicks(focus(), letters)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key."""
    QTest.keyClick(focus(), key, modifiers)


def wheel(view: QAbstractScrollArea, delta: int = NOTCH) -> None:
    """Turn the wheel over a view."""
    port = view.viewport()
    middle = QPointF(port.rect().center())
    event = QWheelEvent(
        middle,
        port.mapToGlobal(middle),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, event)


def page_down(bar: QScrollBar) -> None:
    """A page towards the end."""
    bar.setValue(bar.value() + bar.pageStep())


def close_popup() -> None:
    """Close the menu that is open."""
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def close_dialog() -> None:
    """Close all dialogs."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.close()
