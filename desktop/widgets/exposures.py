"""What the window system has to do with the painting of a window: its sizes and its exposures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager


def resized(window: QWidget) -> bool:
    """Whether it has another size than when it was last painted: nothing of that will be left."""
    store = window.backingStore()
    return store is not None and store.size() != window.size()


def picture_of(window: QWidget) -> QImage | None:
    """What a window shows, whether it is up to date or not."""
    store = window.backingStore()
    shown = store.paintDevice() if store is not None else None
    return shown.copy() if isinstance(shown, QImage) else None


def place_in_window(pane: QWidget) -> QRect:
    """Where a widget is."""
    return QRect(pane.mapTo(pane.window(), QPoint()), pane.size())


def show_before(pane: QWidget, region: QRegion, before: QImage, was: QRect) -> None:
    """Paint in a part of a widget what was there when it stood at `was`, and plain ground beside.

    To be called while it is painted.
    """
    ratio = before.devicePixelRatio()
    there = QRect(QPoint(), was.size())
    source = QRectF(was.x() * ratio, was.y() * ratio, was.width() * ratio, was.height() * ratio)
    painter = QPainter(pane)
    painter.setClipRegion(region)
    painter.fillRect(pane.rect(), pane.palette().brush(pane.backgroundRole()))
    painter.drawImage(QRectF(there), before, source)
    painter.end()


class Exposures(QObject):
    """Sees a window exposed: what is dirty just then is painted, too, and not upon a request.

    Where the window is up already, it is painted within `paced`.
    """

    def __init__(self, window: QWidget, paced: Callable[[], AbstractContextManager[None]]) -> None:
        super().__init__(window)
        self._paced = paced
        self._up = False
        self._within = False
        window.windowHandle().installEventFilter(self)

    def come_up(self) -> None:
        """It is shown: all of it is wanted when it is exposed next."""
        self._up = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Expose or self._within:
            return False
        if not self._up:
            self._up = True
            return False
        self._within = True
        try:
            with self._paced():
                QApplication.sendEvent(watched, event)
        finally:
            self._within = False
        return True
