"""Puts the program together: the case base, the workspace, the look, the window."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    Qt,
    QTimer,
    QTranslator,
)
from PySide6.QtGui import QClipboard, QGuiApplication, QUndoStack
from PySide6.QtWidgets import QApplication

from db.errors import WorkspaceError
from db.paths import Why
from desktop import collecting, first_paint, i18n, instance, opening
from desktop.changes import Changes
from desktop.frame.composing import Composing
from desktop.libraries import open_cases
from desktop.main_window import MainWindow
from desktop.readying import Readying
from desktop.reanchoring import Places
from desktop.remembered import Remembered
from desktop.restarting import after_closing
from desktop.saving import Saver
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import Appearance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.crash import CrashHook

log = logging.getLogger(__name__)
_LISTEN_MS: Final = 300  # after the window is there: who is impatient clicks the icon again
_SETTLED_MS: Final = 1500  # after the window is there and its reading pane is built


def application() -> QApplication:
    """The one QApplication, with what must be set before it is made."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    # Not app.setStyle(): the style it returns would cost a Python class with 560 enum members.
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("Tashan")
    app.setDesktopFileName("tashan")
    Composing(app)
    return app


def speak(app: QApplication, language: str) -> None:
    """Set the language of the interface, Qt's own dialogs included."""
    i18n.set_language(language)
    if language == "zh":
        translator = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(QLocale("zh_CN"), "qtbase", "_", folder):
            app.installTranslator(translator)


def open_session(
    library: Path | None,
    folder: Path,
    language: str | None,
    *,
    why: Why = Why.ASKED,
    dressed: bool = True,
    ask: bool = False,
) -> Session:
    """Open both databases and gather what the pages share; `dressed` says with the style sheet.

    `why` says what decided that the user's own lies in `folder`. With `ask`, the user is asked
    what to open in place of a damaged workspace.

    Raises LibraryError or WorkspaceError with a sentence for the user.
    """
    app = application()
    settings = Settings(folder)
    speak(app, language or settings.language)
    cases, outdated = open_cases(library)
    lock = instance.take(folder)
    if why is Why.PORTABLE and not instance.is_writable(lock):
        sentence = i18n.tr(
            "程序旁边的 data 文件夹写不进去：{folder}。U 盘可能打开了写保护；"
            "请关掉写保护，或把整个程序文件夹复制到能写的地方。"
        )
        raise WorkspaceError(sentence.format(folder=folder))
    appearance = Appearance(settings.mode, settings.scale)
    appearance.set_text_size(settings.text_size)
    appearance.apply(sheet=dressed)
    own = opening.open_own(folder, appearance, ask=ask)
    told = [outdated, *own.told]
    saver = Saver(own.workspace, folder)
    return Session(
        cases=cases,
        marks=own.marks,
        plans=own.plans,
        lessons=own.lessons,
        places=Places(cases),
        changes=Changes(),
        saver=saver,
        remembered=Remembered(own.states, saver),
        undo=QUndoStack(),
        settings=settings,
        appearance=appearance,
        folder=folder,
        why=why,
        lock=lock,
        told_at_start="\n".join(sentence for sentence in told if sentence),
    )


def _open_window(
    library: Path | None,
    folder: Path,
    language: str | None,
    why: Why = Why.ASKED,
    *,
    ask: bool = False,
) -> tuple[Session, MainWindow]:
    """The session and its window, not shown yet."""
    session = open_session(library, folder, language, why=why, dressed=False, ask=ask)
    window = MainWindow(session)
    # Dressed once it is whole: put together under a style sheet, every widget is styled again with
    # each layer that is put around it.
    session.appearance.apply()
    return session, window


def close_session(session: Session) -> Path | None:
    """Write what is waiting; returns the recovery file if something could not be written."""
    left = session.saver.close()
    # The steps have references to each other by way of Python: left to its collector, they may be
    # destroyed before the stack that still counts on them.
    session.undo.blockSignals(True)
    session.undo.clear()
    session.settings.flush()
    session.cases.close()
    after_closing.work()
    session.lock.unlock()
    return left


def run(
    library: Path | None,
    folder: Path,
    language: str | None,
    why: Why = Why.ASKED,
    hook: CrashHook | None = None,
) -> int:
    """Open the window and stay until it is closed."""
    from desktop import attending, upkeep
    from desktop.last_run import RunWatch

    app = application()
    ask = opening.can_ask()
    try:
        opened = instance.open_first(
            folder, lambda: _open_window(library, folder, language, why, ask=ask)
        )
    except opening.LeftError:
        return 0
    if opened is None:
        return 0
    session, window = opened
    runs = RunWatch(folder)
    welcome = (
        first_paint.FirstPaint(window, window.open_welcome) if attending.is_new(session) else None
    )
    window.show()
    QTimer.singleShot(_LISTEN_MS, lambda: instance.Doorbell(folder, window))
    QTimer.singleShot(_SETTLED_MS, lambda: attending.attend(hook, runs, window))
    QTimer.singleShot(_SETTLED_MS, lambda: attending.watch_library(window))
    QTimer.singleShot(_SETTLED_MS, collecting.begin)
    QTimer.singleShot(_SETTLED_MS, lambda: collecting.Collecting(window))
    if session.told_at_start:
        session.changes.told.emit(session.told_at_start)
    QTimer.singleShot(_SETTLED_MS, session.saver.check)
    # After the window is there: a backup must not delay the first paint.
    QTimer.singleShot(_SETTLED_MS, lambda: upkeep.begin(folder, session.changes))
    QTimer.singleShot(_SETTLED_MS, lambda: make_ready(window))
    QTimer.singleShot(_SETTLED_MS, lambda: _find_again(session, window))
    code = app.exec()
    del welcome
    if hook is not None:
        hook.show_with(None)
    window.page.store()
    release_selection()
    attending.leave(runs)  # what is done after closing may move the folder that it writes into
    left = close_session(session)
    if left is not None:
        print(i18n.tr("有内容没能写进工作区，已另存在 {path}。").format(path=left), file=sys.stderr)
    elif session.saver.lost:
        print(i18n.tr("有内容没能写进工作区，也没有别处可存；见日志。"), file=sys.stderr)
    after_closing.start()
    if after_closing.problem:
        show_failure(after_closing.problem)
    return int(code)


def make_ready(window: MainWindow) -> Readying:
    """Begin to make the pages of a window that is shown."""
    readying = Readying(window)
    readying.finished.connect(collecting.begin)
    return readying


def _find_again(session: Session, window: MainWindow) -> None:
    """Find the user's own again, where the library is another than at the last start."""
    from desktop.operations.refinding import Refinding

    Refinding(session, window).start()


def release_selection() -> None:
    """Hand the marked text over to Qt: data made in Python must not outlive the interpreter."""
    clipboard = QGuiApplication.clipboard()
    mode = QClipboard.Mode.Selection
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.setText(clipboard.text(mode), mode)


def show_failure(sentence: str) -> None:
    """A box with one sentence, as plain text."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, i18n.tr("他山"), sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()


def report(
    started: float,
    library: Path | None,
    folder: Path,
    language: str | None,
    tell: Callable[[dict[str, float]], None],
) -> None:
    """Start as usual, and tell how long it took until the matrix was painted with its data.

    Told at the moment the window waits for the user, so that a clock outside can be compared.
    """
    app = application()
    session, window = _open_window(library, folder, language)
    watch = first_paint.FirstPaint(window, lambda: first_paint.measure(app, window, started, tell))
    window.show()
    app.exec()
    del watch
    window.close()
    close_session(session)
