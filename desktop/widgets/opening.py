"""Opens dialogs so that the interface stays awake: to make, style and show one takes its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


_ON_ITS_WAY: Final = "onItsWay"


def open_soon(dialog: QDialog, *, laid_out: bool = False) -> None:
    """Open one that was just made: on the next turn of the event loop its parts are styled.

    `laid_out`: and on the one after it they are laid out, where that takes long as well. Asked for
    again on the way, as by a key that is held down, another of its kind is deleted.
    """
    around = dialog.parentWidget()
    if around is not None and any(
        d.property(_ON_ITS_WAY) for d in around.findChildren(type(dialog))
    ):
        dialog.deleteLater()
        return
    dialog.setProperty(_ON_ITS_WAY, True)
    QTimer.singleShot(0, dialog, lambda: _style(dialog, laid_out=laid_out))


def _style(dialog: QDialog, *, laid_out: bool) -> None:
    for widget in (dialog, *dialog.findChildren(QWidget)):
        widget.ensurePolished()
    QTimer.singleShot(0, dialog, lambda: (_lay_out if laid_out else _open)(dialog))


def _lay_out(dialog: QDialog) -> None:
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
    QTimer.singleShot(0, dialog, lambda: _open(dialog))


def _open(dialog: QDialog) -> None:
    dialog.setProperty(_ON_ITS_WAY, False)
    dialog.open()
