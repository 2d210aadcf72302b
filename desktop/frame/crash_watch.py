"""Shows the user what nobody caught, once what was typed is kept; and how the last run ended."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.frame.crash_dialog import CrashDialog, Said
from desktop.frame.crash_report import report
from desktop.i18n import tr
from desktop.logs import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.crash import Crash, CrashHook
    from desktop.pages.page import Page
    from desktop.session import Session

log = logging.getLogger(__name__)
_SAVING_SECONDS: Final = 2.0
_COUNT_MS: Final = 1000
_CLASS_IS_OVER_MS: Final = 2000
START_AGAIN: Final = "startAgain"
"""The property of the application that says: once all is closed, start again."""


class CrashWatch(QObject):
    """Listens to the hook from the interface thread, wherever the error happened."""

    happened = Signal(object)

    def __init__(
        self, hook: CrashHook, session: Session, page: Callable[[], Page], window: QWidget
    ) -> None:
        super().__init__(window)
        self._hook = hook
        self._session = session
        self._page = page
        self._window = window
        self.dialog: CrashDialog | None = None
        # Never within the call that has failed: it must be over before anything is shown.
        self.happened.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._counting = QTimer(self, interval=_COUNT_MS)
        self._counting.timeout.connect(self._count)
        hook.show_with(self.happened.emit)

    def stop(self) -> None:
        """Show nothing any more: the window is going."""
        self._hook.show_with(None)

    def _show(self, crash: Crash) -> None:
        if self._class_is_watching():
            QTimer.singleShot(_CLASS_IS_OVER_MS, self, partial(self._show, crash))
            return
        session = self._session
        text = report(session, crash, type(self._page()).__name__)
        parent = QApplication.activeModalWidget() or self._window
        said = self._said(text)
        dialog = CrashDialog(session.appearance, said, session.folder / FOLDER, parent)
        dialog.restart_wanted.connect(self._restart)
        dialog.destroyed.connect(self._forget)
        self.dialog = dialog
        self._counting.start()
        dialog.open()

    def _forget(self) -> None:
        # The dialog may go with the one that it stood on: then nobody has finished it.
        self.dialog = None
        self._counting.stop()
        self._hook.answered()

    def _said(self, text: str) -> Said:
        saved, is_saved = self._save()
        lead = tr("刚才这一步没有做成，程序还可以继续用。要是接着出错，请重新启动。")
        return Said(tr("刚才出错了"), lead, saved, is_saved, text)

    def _save(self) -> tuple[str, bool]:
        """See that what was typed is kept, and say where."""
        saver = self._session.saver
        try:
            self._page().store()
        except Exception as error:
            log.error("not handed over: %s", error)
        if saver.flush(_SAVING_SECONDS):
            return tr("写下的内容都已经存上。"), True
        kept = saver.rescue()
        count = saver.unsaved()
        if kept is None and count:
            sentence = tr("还有 {n} 处没能存上，程序会继续试；请先不要关闭。")
            return sentence.format(n=count), False
        sentence = tr("还有 {n} 处没能写进工作区，先另存在 {path}，下次启动时会存回来。")
        return sentence.format(n=count, path=kept or ""), bool(not count)

    def _count(self) -> None:
        if self.dialog is not None:
            self.dialog.tell_others(self._hook.others)

    def _class_is_watching(self) -> bool:
        """Whether something covers a whole screen: it may be the one that a class looks at."""
        return any(
            widget is not self._window and widget.isVisible() and widget.isFullScreen()
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, QWidget)
        )

    def _restart(self) -> None:
        app = QApplication.instance()
        assert app is not None
        app.setProperty(START_AGAIN, True)
        self._window.close()
        if self._window.isVisible():  # something is not saved yet, and the user stays with it
            app.setProperty(START_AGAIN, False)
