"""Enter on a button of a dialog: Qt lets it press push buttons only, and a tool button never."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


def enter_presses(event: QKeyEvent) -> bool:
    """Press the button that has the focus, if the key is Enter and there is one."""
    focus = QApplication.focusWidget()
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if not (enter and isinstance(focus, QAbstractButton)):
        return False
    focus.click()
    return True
