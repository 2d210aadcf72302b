"""Windows stand where they can be reached: on a screen that is there, and no larger than it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen, QWindow
from PySide6.QtWidgets import QApplication

from desktop.widgets.within_reach import bring_back, room_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LEAST: Final = QSize(1024, 700)
_USUAL: Final = QSize(1440, 900)


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
        window.resize(_USUAL.boundedTo(room_of(window).size()))
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
        self._window.setMinimumSize(_LEAST.boundedTo(room_of(self._window).size()))
