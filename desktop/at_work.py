"""Whether the user is at work just now: what can wait, waits for a pause."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_AT_WORK: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchUpdate,
    }
)


class AtWork(QObject):
    """Sees when a shown window was last worked in."""

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._used = 0.0
        self._watched = window.windowHandle()
        self._watched.installEventFilter(self)
        # An input method takes the keys before the window has them: its words move the cursor.
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._use)

    def rested(self, seconds: float) -> bool:
        """Whether nobody has been at work for so long.

        A menu or a dialog is seen as work for as long as it is open, and so is another window of
        ours that is in front: what is done in it is not seen here.
        """
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            return False
        if QApplication.activeWindow() not in (None, self._window):
            return False
        return time.monotonic() - self._used >= seconds

    def leave(self) -> None:
        """See no more."""
        self._watched.removeEventFilter(self)
        QGuiApplication.inputMethod().cursorRectangleChanged.disconnect(self._use)

    def _use(self) -> None:
        self._used = time.monotonic()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See that the user is at work."""
        if event.type() in _AT_WORK:
            self._use()
        return super().eventFilter(watched, event)
