"""Opens dialogs so that the interface stays awake: to make, style and show one takes its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


def open_soon(dialog: QDialog, *, laid_out: bool = False) -> None:
    """Open one that was just made: on the next turn of the event loop its parts are styled.

    `laid_out`: and on the one after it they are laid out, where that takes long as well.
    """
    QTimer.singleShot(0, dialog, lambda: _style(dialog, laid_out=laid_out))


def _style(dialog: QDialog, *, laid_out: bool) -> None:
    for widget in (dialog, *dialog.findChildren(QWidget)):
        widget.ensurePolished()
    QTimer.singleShot(0, dialog, (lambda: _lay_out(dialog)) if laid_out else dialog.open)


def _lay_out(dialog: QDialog) -> None:
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
    QTimer.singleShot(0, dialog, dialog.open)
