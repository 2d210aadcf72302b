"""What the window system has to do with the painting of a window: its sizes and its exposures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QTimer
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager


_KEPT_MS: Final = 2000
"""Who draws at the edge of a window gives it many sizes one after the other."""


def resized(window: QWidget) -> bool:
    """Whether it has another size than when it was last painted: nothing of that will be left."""
    store = window.backingStore()
    return store is not None and store.size() != window.size()


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


class ShownBefore(QObject):
    """What a window shows, up to date or not, while it is given another size.

    The memory for it is used again from one size to the next, and given back a while after the
    last: new memory for all of a window is had page by page, which takes longer than the copying.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._kept: QImage | None = None
        self._over = QTimer(self, singleShot=True, interval=_KEPT_MS)
        self._over.timeout.connect(self._give_back)

    def take(self) -> QImage | None:
        """A picture of it as it is now, at the top left of an image that may be larger."""
        store = self._window.backingStore()
        shown = store.paintDevice() if store is not None else None
        if not isinstance(shown, QImage) or shown.isNull():
            return None
        kept = self._kept
        if kept is None or kept.format() != shown.format() or not _holds(kept, shown):
            self._kept = None  # before there is another
            kept = self._kept = QImage(shown.size(), shown.format())
        kept.setDevicePixelRatio(shown.devicePixelRatio())
        painter = QPainter(kept)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(QPoint(), shown)
        painter.end()
        self._over.start()
        return kept

    def _give_back(self) -> None:
        self._kept = None


def _holds(kept: QImage, shown: QImage) -> bool:
    return kept.width() >= shown.width() and kept.height() >= shown.height()


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
