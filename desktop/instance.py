"""One program a workspace: the lock, and how a second start calls the first one's window forward.

Each program holds its own copy of the notes, so two on one workspace would write over each other.
The second start lays a request beside the lock; the first sees it, comes forward, and takes the
request away, which is the answer. Files and not sockets: the program opens none.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QLockFile, QObject, Qt, QTimer, Signal

from db.errors import WorkspaceError
from desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

LOCK: Final = "workspace.lock"
REQUEST: Final = "workspace.show"
"""Laid beside the lock by a second start; holds what lets the first take the focus."""
_PATIENCE: Final = 2.0  # seconds; the user who clicked the icon is waiting
_LOOK_AGAIN: Final = 0.05
_POLL_MS: Final = 700  # less than half the patience
_TOKENS: Final = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
_T = TypeVar("_T")


class InUseError(WorkspaceError):
    """Another program has the workspace; `host` is the computer it runs on, '' for this one."""

    def __init__(self, sentence: str, host: str = "") -> None:
        super().__init__(sentence)
        self.host = host


def take(folder: Path) -> QLockFile:
    """Keep other programs off the workspace in `folder` as long as the lock is held.

    A lock left by a program of this computer that was killed is taken over, also where another
    program has its number now. Where the folder takes no file, opening the workspace tells: the
    lock is returned as it is. Raises InUseError.
    """
    with suppress(OSError):  # what is wrong with the folder, opening the workspace tells
        folder.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(folder / LOCK))
    lock.setStaleLockTime(0)
    if lock.tryLock(200) or lock.error() is not QLockFile.LockError.LockFailedError:
        return lock
    if host := _other_host(folder, lock):
        sentence = tr(
            "{folder} 上次是在另一台电脑（{host}）上打开的，没有正常退出，也可能还开着。"
            "两台电脑同时用，会损坏里面的内容。"
        )
        raise InUseError(sentence.format(folder=folder, host=host), host)
    sentence = tr(
        "他山已经开着，正在使用 {folder}。请到那个窗口里继续，或用 --workspace 换一个文件夹。"
    )
    raise InUseError(sentence.format(folder=folder))


def take_over(folder: Path) -> None:
    """Remove the lock that a program on another computer left behind. Raises WorkspaceError."""
    try:
        (folder / LOCK).unlink(missing_ok=True)
    except OSError as error:
        sentence = tr("没有读写权限：{path}。请检查文件和所在文件夹的权限。")
        raise WorkspaceError(sentence.format(path=folder / LOCK)) from error


def open_first(folder: Path, start: Callable[[], _T]) -> _T | None:
    """What `start` gives; None where there is no need of another program on `folder`.

    That is where the window of the one that has the workspace came forward, and where the user
    leaves alone what another computer may be using. Raises what `start` raises.
    """
    try:
        return start()
    except InUseError as error:
        if ring(folder):
            if error.host:
                sentence = tr(
                    "他山在另一台电脑（{host}）上开着这个文件夹：{folder}。请先到那里退出。"
                )
                raise WorkspaceError(sentence.format(host=error.host, folder=folder)) from error
            print(tr("他山已经开着，窗口已经放到最前面。"))
            return None
        if not error.host:
            raise
        if not may_take_over(str(error)):
            return None
        take_over(folder)
    return start()


def may_take_over(sentence: str) -> bool:
    """Ask whether to use a workspace that another computer did not let go of."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, tr("他山"), sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(
        tr("如果那台电脑上的他山已经关了（例如没有退出就拔下了 U 盘），可以接着用。")
    )
    leave = box.addButton(tr("不打开"), QMessageBox.ButtonRole.RejectRole)
    take = box.addButton(tr("那边已经关了，接着用"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    box.exec()
    return box.clickedButton() is take


def is_writable(lock: QLockFile) -> bool:
    """Whether the folder took the lock's file."""
    return lock.error() is QLockFile.LockError.NoError


def _other_host(folder: Path, lock: QLockFile) -> str:
    """The computer that holds the lock, '' for this one: a program there is out of our sight."""
    from PySide6.QtCore import QSysInfo

    _pid, host, _program = lock.getLockInfo()
    with suppress(OSError, IndexError, ValueError):
        # The number of the machine tells more than its name, which may be given twice or changed.
        machine = (folder / LOCK).read_text(encoding="utf-8").split("\n")[3]
        ours = QSysInfo.machineUniqueId().toStdString()
        if machine and ours:
            return "" if machine == ours else host or machine
    return "" if host == QSysInfo.machineHostName() else host


def ring(folder: Path, patience: float = _PATIENCE) -> bool:
    """Ask the program that has `folder` to come forward; whether it did within `patience`."""
    request = folder / REQUEST
    _allow_focus(folder)
    part = request.with_name(f"{REQUEST}.{os.getpid()}.part")
    try:
        part.write_text("\n".join(os.environ.get(name, "") for name in _TOKENS), encoding="utf-8")
        part.replace(request)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        time.sleep(_LOOK_AGAIN)
        if not request.exists():
            return True
    with suppress(OSError):  # nobody is there: the next to start must not come forward for it
        request.unlink(missing_ok=True)
    return False


def _allow_focus(folder: Path) -> None:
    """Hand on the right to take the focus, which Windows gives only to what was clicked."""
    if sys.platform == "win32":
        import ctypes

        pid, _host, _program = QLockFile(str(folder / LOCK)).getLockInfo()
        ctypes.windll.user32.AllowSetForegroundWindow(pid)


class Doorbell(QObject):
    """Watches for second starts on a workspace, and brings a window forward for each.

    Where the system does not tell of new files (a network share, or too much watched already), the
    folder is looked at now and then instead.
    """

    rung = Signal()

    def __init__(self, folder: Path, window: QWidget) -> None:
        super().__init__(window)
        from PySide6.QtCore import QFileSystemWatcher

        self._request = folder / REQUEST
        self._window = window
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        if not self._watcher.addPath(str(folder)) or on_network(folder):
            poll = QTimer(self)
            poll.timeout.connect(self._look)
            poll.start(_POLL_MS)
        self._look()

    def _look(self) -> None:
        try:
            tokens = self._request.read_text(encoding="utf-8", errors="replace").split("\n")
            self._request.unlink()
        except OSError:
            return  # none, or another look has answered it
        come_forward(self._window, tokens)
        self.rung.emit()


def come_forward(window: QWidget, tokens: list[str]) -> None:
    """Bring a window to where the user sees it: not minimised, in front, with the focus."""
    from PySide6.QtWidgets import QApplication

    for name, token in zip(_TOKENS, tokens, strict=False):
        if token and token.isprintable():  # anybody can write the file that they come from
            os.environ[name] = token  # read, and used up, by the next activation
    minimised = Qt.WindowState.WindowMinimized
    if window.windowState() & minimised:
        window.setWindowState(window.windowState() & ~minimised | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    # A dialog that waits for an answer is what the user has to see.
    front = QApplication.activeModalWidget() or window
    front.raise_()
    front.activateWindow()


def on_network(folder: Path) -> bool:
    """Whether a folder lies on another computer, as far as the system says."""
    from PySide6.QtCore import QStorageInfo

    if str(folder).startswith(("\\\\", "//")):
        return True
    kind = QStorageInfo(str(folder)).fileSystemType().toStdString().lower()
    return kind.startswith(("nfs", "cifs", "smb", "afp", "fuse.sshfs", "9p", "webdav", "davfs"))
