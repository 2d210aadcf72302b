"""One program a workspace: whose lock holds, and how the first window comes forward."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLockFile, QSysInfo, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from db.errors import WorkspaceError
from desktop import instance, startup
from desktop.instance import LOCK, REQUEST, Doorbell, InUseError, ring, take, take_over

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.session import Session

REPOSITORY = Path(__file__).resolve().parents[2]
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="kills a process, and reads /proc")

HOLDER = """
import sys, time
from PySide6.QtCore import QCoreApplication
from desktop.instance import take
from pathlib import Path

app = QCoreApplication([])
lock = take(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def _lock_file(folder: Path, *, pid: int, program: str, host: str = "", machine: str = "") -> None:
    """A lock as QLockFile writes it."""
    boot = QSysInfo.bootUniqueId().toStdString()
    host = host or QSysInfo.machineHostName()
    machine = machine or QSysInfo.machineUniqueId().toStdString()
    content = "\n".join((str(pid), program, host, machine, boot, ""))
    (folder / LOCK).write_text(content, encoding="utf-8")


@UNIX
@pytest.mark.usefixtures("qapp")
def test_the_lock_of_a_killed_program_is_taken_over(folder: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(InUseError) as refused:
        take(folder)
    assert str(folder) in str(refused.value)
    assert refused.value.host == ""
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    lock = take(folder)
    assert lock.isLocked()
    lock.unlock()


@UNIX
@pytest.mark.usefixtures("qapp")
def test_a_number_that_another_program_has_now_keeps_nobody_out(folder: Path) -> None:
    other = subprocess.Popen(["sleep", "60"])
    try:
        _lock_file(folder, pid=other.pid, program="Tashan")
        lock = take(folder)
        assert lock.isLocked()
        lock.unlock()
    finally:
        other.kill()
        other.wait()


@UNIX
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("host", ["办公室-PC", None], ids=["another name", "the same name"])
def test_a_lock_of_another_computer_is_told_and_taken_over_only_when_asked(
    folder: Path, host: str | None
) -> None:
    _lock_file(folder, pid=os.getpid(), program="Tashan", host=host or "", machine="0" * 32)
    with pytest.raises(InUseError, match="另一台电脑") as refused:
        take(folder)
    assert refused.value.host == (host or QSysInfo.machineHostName())
    assert (folder / LOCK).exists()
    take_over(folder)
    lock = take(folder)
    assert lock.isLocked()
    lock.unlock()


@pytest.mark.usefixtures("qapp")
def test_a_folder_that_takes_no_file_is_not_writable(tmp_path: Path) -> None:
    blocked = tmp_path / "不是文件夹"
    blocked.touch()
    assert not instance.is_writable(take(blocked))


@pytest.mark.usefixtures("qapp")
def test_where_nobody_answers_the_request_is_taken_back(folder: Path) -> None:
    started = time.monotonic()
    assert not ring(folder, 0.3)
    assert time.monotonic() - started < 5
    assert list(folder.iterdir()) == []


def test_without_a_folder_to_write_nobody_is_called(tmp_path: Path) -> None:
    assert not ring(tmp_path / "没有", 5)


@pytest.fixture
def bell(session: Session, window: MainWindow) -> Doorbell:
    """The first program, listening."""
    return Doorbell(session.folder, window)


@pytest.mark.parametrize("told", [True, False], ids=["the system tells", "looked at now and then"])
def test_a_minimised_window_comes_forward_once_and_answers(
    window: MainWindow,
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    *,
    told: bool,
) -> None:
    if not told:
        monkeypatch.setattr("PySide6.QtCore.QFileSystemWatcher.addPath", lambda *_args: False)
    bell = Doorbell(session.folder, window)
    rung: list[bool] = []
    bell.rung.connect(lambda: rung.append(True))
    window.showMinimized()
    QApplication.processEvents()
    assert window.isMinimized()
    (session.folder / REQUEST).write_text("\n", encoding="utf-8")
    qtbot.waitUntil(lambda: not (session.folder / REQUEST).exists(), timeout=3000)
    assert not window.isMinimized()
    assert window.isVisible()
    qtbot.wait(900)
    assert rung == [True]


def test_a_request_from_before_is_answered_at_once(window: MainWindow, session: Session) -> None:
    (session.folder / REQUEST).write_text("", encoding="utf-8")
    Doorbell(session.folder, window)
    assert not (session.folder / REQUEST).exists()


def test_a_request_that_somebody_made_up_breaks_nothing(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    (session.folder / REQUEST).write_bytes(b"\x00\xff\n\x00=\n" * 50)
    Doorbell(session.folder, window)
    assert "\0" not in os.environ.get("XDG_ACTIVATION_TOKEN", "")
    assert not (session.folder / REQUEST).exists()


@pytest.mark.usefixtures("qapp")
def test_a_dialog_that_waits_is_what_comes_forward(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    instance.come_forward(window, [])
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)


@pytest.mark.usefixtures("qapp")
def test_a_maximised_window_stays_so(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMaximized()
    window.setWindowState(window.windowState() | Qt.WindowState.WindowMinimized)
    instance.come_forward(window, [])
    assert window.isMaximized()
    assert not window.isMinimized()


@pytest.mark.usefixtures("bell")
def test_a_second_start_ends_well_after_the_first_came_forward(
    library_path: Path, session: Session, window: MainWindow, qtbot: QtBot
) -> None:
    window.showMinimized()
    second = subprocess.Popen(
        [
            *(sys.executable, "-m", "desktop", "--library", str(library_path)),
            *("--workspace", str(session.folder)),
        ],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    said, complained = second.communicate()
    assert (second.returncode, complained) == (0, "")
    assert "已经开着" in said
    assert not window.isMinimized()


def test_where_the_first_does_not_answer_the_second_says_why_and_ends(
    library_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "ring", lambda _folder: False)
    with pytest.raises(InUseError, match="已经开着"):
        startup.run(library_path, session.folder, "zh")


@UNIX
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("wanted", [False, True])
def test_a_lock_of_another_computer_is_asked_about(
    library_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *, wanted: bool
) -> None:
    _lock_file(folder, pid=1, program="Tashan", host="另一台", machine="0" * 32)
    monkeypatch.setattr(instance, "ring", lambda _folder: False)
    asked: list[str] = []

    def may_take_over(sentence: str) -> bool:
        asked.append(sentence)
        return wanted

    monkeypatch.setattr("desktop.instance.may_take_over", may_take_over)
    opened = instance.open_first(folder, lambda: startup._open_window(library_path, folder, "zh"))
    assert (opened is not None) is wanted
    assert len(asked) == 1
    assert "另一台" in asked[0]
    if opened is not None:
        session, window = opened
        window.deleteLater()
        startup.close_session(session)
    else:
        assert QLockFile(str(folder / LOCK)).getLockInfo()[1] == "另一台"


def test_who_is_called_on_another_computer_is_named(
    library_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lock_file(folder, pid=1, program="Tashan", host="另一台", machine="0" * 32)
    monkeypatch.setattr(instance, "ring", lambda _folder: True)
    with pytest.raises(WorkspaceError, match="另一台"):
        startup.run(library_path, folder, "zh")
