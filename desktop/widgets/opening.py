"""Opens dialogs so that the interface stays awake: to make, style and show one takes its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


def open_soon(dialog: QDialog) -> None:
    """Open one that was just made: on the next turn of the event loop its parts are styled."""
    QTimer.singleShot(0, dialog, lambda: _style(dialog))


def _style(dialog: QDialog) -> None:
    for widget in (dialog, *dialog.findChildren(QWidget)):
        widget.ensurePolished()
    QTimer.singleShot(0, dialog, dialog.open)
