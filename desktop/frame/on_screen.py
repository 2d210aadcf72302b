"""Windows stand where they can be reached: on a screen that is there, and no larger than it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen, QWindow
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LEAST: Final = QSize(1024, 700)
_USUAL: Final = QSize(1440, 900)
_UNLIMITED: Final = QRect(0, 0, 16000, 16000)
_GRIP: Final = 40  # so much of a window must be on a screen for it to be taken hold of


class OnScreen(QObject):
    """Places the program's window, and looks after all when a screen goes or changes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._followed: QWindow | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._look_soon)
        app.primaryScreenChanged.connect(self._look_soon)

    def place(self, geometry: QByteArray) -> None:
        """Where it was at the end of the last run, as far as that is there today."""
        window = self._window
        self._limit()
        window.resize(_USUAL.boundedTo(_room(window).size()))
        if not geometry.isEmpty() and window.restoreGeometry(geometry):
            # Without a frame nobody knows how to leave: never restored, whoever had set it.
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
        self._limit()
        bring_back(window)

    def follow(self) -> None:
        """Once it has a native window: on a smaller screen it may be smaller."""
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._followed:
            self._followed = handle
            handle.screenChanged.connect(self._look_soon)

    def _look_soon(self, _screen: QScreen | None = None) -> None:
        # Qt has not moved the windows yet when it tells.
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        self._limit()
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.windowType() in (
                Qt.WindowType.Window,
                Qt.WindowType.Dialog,
            ):
                bring_back(window)

    def _limit(self) -> None:
        """The least size, less where the screen has less: what is below its edge is lost."""
        self._window.setMinimumSize(_LEAST.boundedTo(_room(self._window).size()))


def bring_back(window: QWidget) -> None:
    """Move a window that nobody can take hold of onto a screen, and let it fit there."""
    if window.isFullScreen() or window.isMaximized():
        return
    frame = window.frameGeometry()
    room = _room(window)
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
    return [_room_of(screen) for screen in QGuiApplication.screens()]


def _holds(room: QRect, title: QRect) -> bool:
    part = room & title
    return part.width() >= min(_GRIP * 3, title.width()) and part.height() >= _GRIP // 2


def _fits(size: QSize, room: QSize) -> bool:
    return size.width() <= room.width() and size.height() <= room.height()


def _room(window: QWidget) -> QRect:
    """What a window may take: the screen that it is on, without bars of the desktop."""
    return _room_of(window.screen())


def _room_of(screen: QScreen) -> QRect:
    # Where there is no screen and all is drawn into memory (pictures, self-test), Qt makes one up
    # that has no name.
    return screen.availableGeometry() if screen.name() else _UNLIMITED
