"""Where a window can be taken hold of: on a screen that is there, and no larger than it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QWidget

_UNLIMITED: Final = QRect(0, 0, 16000, 16000)
_GRIP: Final = 40  # so much of a window must be on a screen for it to be taken hold of


def bring_back(window: QWidget) -> None:
    """Move a window that nobody can take hold of onto a screen, and let it fit there."""
    if window.isFullScreen() or window.isMaximized():
        return
    frame = window.frameGeometry()
    room = room_of(window)
    title = QRect(frame.left(), frame.top(), frame.width(), _GRIP)
    seen = any(_holds(room, title) for room in _rooms())
    edges = frame.size() - window.size()
    if not seen or not _fits(frame.size(), room.size()):
        window.resize(window.size().boundedTo(room.size() - edges))
        frame.setSize(window.size() + edges)
        frame.moveLeft(min(max(frame.left(), room.left()), room.right() + 1 - frame.width()))
        frame.moveTop(min(max(frame.top(), room.top()), room.bottom() + 1 - frame.height()))
        window.move(frame.topLeft())


def _rooms() -> list[QRect]:
    return [_inside(screen) for screen in QGuiApplication.screens()]


def _holds(room: QRect, title: QRect) -> bool:
    part = room & title
    return part.width() >= min(_GRIP * 3, title.width()) and part.height() >= _GRIP // 2


def _fits(size: QSize, room: QSize) -> bool:
    return size.width() <= room.width() and size.height() <= room.height()


def room_of(window: QWidget) -> QRect:
    """What a window may take: the screen that it is on, without bars of the desktop."""
    return _inside(window.screen())


def _inside(screen: QScreen) -> QRect:
    # Where there is no screen and all is drawn into memory (pictures, self-test), Qt makes one up
    # that has no name.
    return screen.availableGeometry() if screen.name() else _UNLIMITED
