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
from desktop.restarting import after_closing

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.crash import Crash, CrashHook
    from desktop.pages.page import Page
    from desktop.session import Session

log = logging.getLogger(__name__)
_SAVING_SECONDS: Final = 2.0
_COUNT_MS: Final = 1000
_CLASS_IS_OVER_MS: Final = 2000


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
        try:
            self._open(crash)
        except Exception as error:
            log.error("not shown: %s", error)
            self._hook.answered()

    def _open(self, crash: Crash) -> None:
        parent = QApplication.activeModalWidget() or self._window
        page = type(self._page()).__name__
        dialog = crash_dialog(self._session, crash, parent, page=page, saved=self._save())
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

    def _save(self) -> tuple[str, bool]:
        """See that what was typed is kept, and say where."""
        saver = self._session.saver
        try:
            self._page().store()
        except Exception as error:
            log.error("not handed over: %s", error)
        if saver.flush(_SAVING_SECONDS):
            return _all_saved()
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
        self._window.close()
        # Still there where something is not saved yet, and the user stays with it.
        if not self._window.isVisible():
            after_closing.ask()


def crash_dialog(
    session: Session,
    crash: Crash,
    parent: QWidget,
    *,
    page: str,
    saved: tuple[str, bool] | None = None,
) -> CrashDialog:
    """The dialog of an error on a page; `saved` says what became of what was typed."""
    lead = tr("刚才这一步没有做成，程序还可以继续用。要是接着出错，请重新启动。")
    text = report(session, crash, page)
    said = Said(tr("刚才出错了"), lead, *(saved or _all_saved()), text)
    return CrashDialog(session.appearance, said, session.folder / FOLDER, parent)


def _all_saved() -> tuple[str, bool]:
    return tr("写下的内容都已经存上。"), True
