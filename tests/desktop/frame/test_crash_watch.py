"""The crash dialogue: what was typed is kept first, and what is handed on holds none of it."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from db.errors import WorkspaceError
from db.workspace import Workspace
from desktop import attending
from desktop.crash import CrashHook
from desktop.frame.crash_watch import CrashWatch
from desktop.frame.notices import CutShortNotice
from desktop.operations.notes import start_note, write_note
from desktop.restarting import after_closing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from desktop.frame.crash_dialog import CrashDialog
    from desktop.main_window import MainWindow
    from desktop.session import Session
    from tests.desktop.conftest import Samples

NOTE = "先选两个中心村试联建"


@pytest.fixture
def hook(session: Session) -> CrashHook:
    """The hook of this run."""
    return CrashHook(session.folder)


@pytest.fixture
def watch(hook: CrashHook, window: MainWindow) -> Iterator[CrashWatch]:
    """What shows errors over the window."""
    made = CrashWatch(hook, window.session, lambda: window.page, window)
    yield made
    made.stop()
    if made.dialog is not None:
        made.dialog.reject()


@pytest.fixture
def fail(hook: CrashHook, watch: CrashWatch, qtbot: QtBot) -> Callable[[], CrashDialog]:
    """Lets an error happen whose words and frames hold a note, and waits for its dialog."""

    def happen() -> CrashDialog:
        note = NOTE
        try:
            os.environ[note]
        except KeyError as error:
            hook.happened(error)
        qtbot.waitUntil(lambda: watch.dialog is not None)
        assert watch.dialog is not None
        return watch.dialog

    return happen


def _words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_the_report_tells_versions_and_place_and_no_word_of_the_user_s(
    fail: Callable[[], CrashDialog], session: Session, samples: Samples
) -> None:
    write_note(session, start_note(session, samples.any().id), NOTE)
    dialog = fail()
    dialog.copying.click()
    told = QGuiApplication.clipboard().text()
    assert told == dialog.report.toPlainText()
    for known in ("KeyError", "PySide6", session.cases.content_hash, "100%", "ComparePage"):
        assert known in told
    assert "test_crash_watch.py:" in told
    assert NOTE not in told
    assert "张三" not in told


def test_what_was_typed_is_written_before_anything_is_said(
    fail: Callable[[], CrashDialog], session: Session, samples: Samples
) -> None:
    write_note(session, start_note(session, samples.any().id), NOTE)
    dialog = fail()
    assert session.saver.unsaved() == 0
    with Workspace.open(session.folder) as workspace:
        assert [note.body for note in workspace.notes()] == [NOTE]
    assert "都已经存上" in _words(dialog)


def test_what_the_disk_refuses_is_kept_beside_and_the_file_is_named(
    fail: Callable[[], CrashDialog],
    session: Session,
    samples: Samples,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise WorkspaceError("磁盘空间不足")

    with monkeypatch.context() as patch:
        patch.setattr(Workspace, "put_note", refuse)
        write_note(session, start_note(session, samples.any().id), NOTE)
        dialog = fail()
        [kept] = session.folder.glob("recovery-*.json")
        assert NOTE in kept.read_text(encoding="utf-8")
        assert kept.name in _words(dialog).replace("\u200b", "")
    assert session.saver.flush()
    assert not kept.exists(), "older than what the workspace holds by now"


def test_a_page_that_fails_to_hand_over_does_not_hide_the_dialog(
    fail: Callable[[], CrashDialog], window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(window.page, "store", lambda: os.environ[NOTE])
        assert fail().isVisible()


def test_a_storm_shows_one_dialog_that_counts(
    fail: Callable[[], CrashDialog], hook: CrashHook, qtbot: QtBot
) -> None:
    dialog = fail()
    for number in range(7):
        hook.happened(ValueError(str(number)))
    qtbot.waitUntil(lambda: "此后又出错 7 次" in _words(dialog), timeout=5000)


def test_an_error_on_another_thread_is_shown_from_this_one(
    watch: CrashWatch, hook: CrashHook, qtbot: QtBot
) -> None:
    thread = threading.Thread(target=lambda: hook.happened(ValueError(NOTE)), name="backup")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: watch.dialog is not None)
    assert watch.dialog is not None
    assert "backup" in watch.dialog.report.toPlainText()


def test_enter_goes_on_and_the_next_error_may_be_shown(
    fail: Callable[[], CrashDialog], watch: CrashWatch, hook: CrashHook, qtbot: QtBot
) -> None:
    dialog = fail()
    assert dialog.go_on.hasFocus()
    QTest.keyClick(dialog.go_on, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: watch.dialog is None)
    assert hook.others == 0


def test_nothing_is_shown_before_a_class(hook: CrashHook, watch: CrashWatch, qtbot: QtBot) -> None:
    stage = QWidget()
    qtbot.addWidget(stage)
    stage.showFullScreen()
    hook.happened(ValueError(NOTE))
    qtbot.wait(100)
    assert watch.dialog is None
    stage.hide()
    qtbot.waitUntil(lambda: watch.dialog is not None, timeout=6000)


def test_starting_again_closes_the_window_first(
    fail: Callable[[], CrashDialog],
    window: MainWindow,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quits = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    asked: list[bool] = []
    monkeypatch.setattr(after_closing, "ask", lambda: asked.append(window.isVisible()))
    fail().restart.click()
    assert asked == [False]
    qapp.setQuitOnLastWindowClosed(quits)


def test_a_run_cut_short_is_told_quietly_with_its_report(window: MainWindow, qtbot: QtBot) -> None:
    attending.tell_cut_short(window, 'Fatal Python error: Aborted\n  File "x.py", line 3 in go')
    notice = window.findChild(CutShortNotice)
    assert notice is not None
    assert notice.isVisible()
    QTimer.singleShot(0, notice.report_wanted.emit)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert "x.py" in dialog.report.toPlainText()  # type: ignore[attr-defined]
    assert not hasattr(dialog, "restart")
    dialog.close()
