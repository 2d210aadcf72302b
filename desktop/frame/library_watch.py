"""Notices that library.db is no longer the file that was opened, and asks for a new start.

Texts are read from it as they are wanted. One that was deleted or replaced goes on to be read as it
was; one that was written into is refused by `db.library`, whatever is asked of it. The user's own
lies elsewhere and goes on to be saved.
"""

from __future__ import annotations

import logging
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from db.errors import LibraryChangedError, LibraryError
from db.library import Library
from db.library.stamp import stamp
from desktop.frame.notices import LibraryNotice
from desktop.i18n import tr
from desktop.libraries import mark_damaged
from desktop.restarting import after_closing

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from desktop.session import Session

log = logging.getLogger(__name__)
_CALM_MS: Final = 400  # a file that is being written tells of every block


class LibraryWatch(QObject):
    """Watches the library of one window as long as that is there."""

    noticed = Signal(str)
    """What to tell the user; may be emitted on any thread."""

    def __init__(
        self, session: Session, window: QWidget, put_notice: Callable[[QWidget], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._put_notice = put_notice
        self._look = session.appearance
        self._cases = session.cases
        self._notice: LibraryNotice | None = None
        self.noticed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        path = self._cases.path
        self._watcher.addPaths([str(path), str(path.parent)])
        self._watcher.fileChanged.connect(self._soon)
        self._watcher.directoryChanged.connect(self._soon)
        # Where the system tells of nothing: whoever changed the file comes back to this window.
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.applicationStateChanged.connect(self._soon)
        self._before = sys.excepthook
        sys.excepthook = self._uncaught
        window.destroyed.connect(self.stop)

    def _soon(self, _what: object) -> None:
        self._calm.start()

    def stop(self) -> None:
        """Listen to errors no more."""
        if sys.excepthook == self._uncaught:
            sys.excepthook = self._before

    def check(self) -> None:
        """Look through the whole file, on a thread: slow, and nobody waits for it."""
        threading.Thread(target=self._check, name="library", daemon=True).start()

    def look(self) -> None:
        """See whether the file is still the one that was opened."""
        opened, now = self._cases.stamp, stamp(str(self._cases.path))
        if opened is None or now == opened:
            return
        if now is None:
            self._tell(
                tr("案例库文件不见了：{path}。请把它放回去，然后重新启动。").format(
                    path=self._cases.path
                )
            )
        elif opened.overwritten(now):
            self._tell(tr("案例库文件变了，请重新启动。"))
        elif self._is_the_same():
            self._cases.stamp = now  # built again from the same seeds
        else:
            self._tell(tr("案例库文件变了，请重新启动。"))

    def _is_the_same(self) -> bool:
        try:
            with Library.open(self._cases.path) as library:
                return library.meta().get("content_hash") == self._cases.content_hash
        except LibraryError as error:
            log.warning("the new library: %s", error)
            return False

    def _check(self) -> None:
        from db.seeding.damage import is_damaged

        path = self._cases.path
        if not is_damaged(path) or stamp(str(path)) != self._cases.stamp:
            return
        log.error("the library is damaged: %s", path)
        sentence = (
            tr("案例库文件坏了：{path}。请重新启动，程序会重新编一份。")
            if mark_damaged(path)
            else tr("案例库文件坏了，有的原文可能不对：{path}。请换一份完好的，再重新启动。")
        )
        with suppress(RuntimeError):  # the window is gone
            self.noticed.emit(sentence.format(path=path))

    def _tell(self, sentence: str) -> None:
        if self._notice is None:
            log.warning("told: %s", sentence)
            self._notice = LibraryNotice(self._look)
            self._notice.restart_wanted.connect(self._restart)
            self._put_notice(self._notice)
        self._notice.say(sentence + tr("您的收藏、批注和方案照常保存。"))

    def _restart(self) -> None:
        after_closing.ask()
        if not self._window.close():
            after_closing.forget()

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """A library that fails what was asked of it is no error of the program."""
        if isinstance(error, LibraryChangedError):
            self.noticed.emit(tr("案例库文件变了，请重新启动。"))
        elif isinstance(error, LibraryError):
            self.noticed.emit(str(error))
        else:
            self._before(kind, error, trace)
