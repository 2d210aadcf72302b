"""The command as its users start it: in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.errors import WorkspaceError
from db.workspace import FILE_NAME, Workspace
from desktop import __main__ as desktop_main
from desktop import __version__, startup
from desktop.__main__ import main
from desktop.pages.note_panel import SAVE_AFTER_MS

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.paths import Place
    from tests.desktop.conftest import Samples

REPOSITORY = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="displays are a matter of Linux")


@pytest.fixture
def run(tmp_path: Path, folder: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python on the repository with a home of its own; `env` adds, None takes away."""

    def start(
        *arguments: str, env: dict[str, str | None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        wanted: dict[str, str | None] = {
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            "TASHAN_HOME": str(folder),
            "HOME": str(tmp_path),
            "QT_QPA_PLATFORM": "offscreen",
            **(env or {}),
        }
        return subprocess.run(
            [sys.executable, *arguments],
            env={name: value for name, value in wanted.items() if value is not None},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return start


def _refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a start that was refused."""
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line and "propagateSizeHints" not in line]
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"Tashan {__version__}\n"


def test_an_unknown_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--no-such-option"])
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_library_that_is_not_there_is_one_sentence(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    missing = tmp_path / "没有.db"
    assert str(missing) in _refused(run("-m", "desktop", "--library", str(missing)))
    assert not missing.exists()


def test_a_file_that_is_no_library_is_one_sentence(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    other = tmp_path / "别的.db"
    other.write_text("不是数据库" * 1000, encoding="utf-8")
    assert str(other) in _refused(run("-m", "desktop", "--library", str(other)))


@LINUX
@pytest.mark.parametrize("display", [None, ":4711"], ids=["no display", "a dead display"])
def test_without_a_display_to_draw_on_it_says_so_and_ends(
    run: Callable[..., subprocess.CompletedProcess[str]],
    library_path: Path,
    display: str | None,
) -> None:
    done = run(
        *("-m", "desktop", "--library", str(library_path)),
        env={"DISPLAY": display, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None},
    )
    said = _refused(done)
    # Where a system library is missing, that is what comes first.
    assert any(part in said for part in (display or "没有可用的显示器", "apt-get install"))


def test_a_newer_workspace_is_refused_and_left_as_it_was(
    run: Callable[..., subprocess.CompletedProcess[str]], library_path: Path, folder: Path
) -> None:
    with Workspace.open(folder):
        pass
    path = folder / FILE_NAME
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " SELECT migration_set, 'of_a_later_year', applied_at FROM _sqlite_migrations LIMIT 1"
        )
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    said = _refused(run("-m", "desktop", "--library", str(library_path)))
    assert str(path) in said
    assert "更新版本" in said
    assert path.read_bytes() == before


def test_the_start_up_report_is_one_line_with_three_numbers(
    run: Callable[..., subprocess.CompletedProcess[str]], library_path: Path
) -> None:
    done = run("-m", "desktop", "--startup-report", "--library", str(library_path))
    assert done.returncode == 0, done
    [line] = done.stdout.splitlines()
    report = json.loads(line)
    assert set(report) == {"first_paint_ms", "interactive_ms", "rss_mib"}
    assert 0 < report["first_paint_ms"] <= report["interactive_ms"]
    assert report["rss_mib"] > 0 or sys.platform != "linux"


OFFLINE = """
import socket, sys

def refuse(*args, **options):
    raise AssertionError(f"a connection was wanted: {args}")

for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, refuse)
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse

from desktop.__main__ import main

code = main(["--self-test", "--library", sys.argv[1]])
assert "PySide6.QtNetwork" not in sys.modules
if sys.platform == "linux":
    with open("/proc/self/maps") as maps:
        assert "Qt6Network" not in maps.read()
# xml.sax, which python-pptx names, loads http.client for addresses of its own; none is asked for.
assert not any(name.split(".")[0] in ("requests", "urllib3") for name in sys.modules)
sys.exit(code)
"""


def test_a_user_without_a_folder_can_let_the_program_test_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def homeless(_asked: Path | None) -> Place:
        raise WorkspaceError("no folder")

    monkeypatch.setattr(desktop_main, "find_workspace", homeless)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    parse = desktop_main._parser().parse_args
    assert desktop_main._find_place(parse(["--self-test"])).folder.parent == tmp_path
    with pytest.raises(WorkspaceError):
        desktop_main._find_place(parse([]))


def test_the_self_test_passes_with_every_connection_forbidden(
    run: Callable[..., subprocess.CompletedProcess[str]], library_path: Path
) -> None:
    done = run("-c", OFFLINE, str(library_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "自检通过"


KILLED = """
import os, signal, sys, time
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desktop import startup
from desktop.main_window import MainWindow

app = startup.application()
session = startup.open_session(Path(sys.argv[1]), Path(sys.argv[2]), "zh")
window = MainWindow(session)
window.show()
QTest.qWaitForWindowActive(window)
window.compare.select(sys.argv[3])
window.compare.write_note()
QApplication.processEvents()
QTest.keyClicks(QApplication.focusWidget(), "first two villages")
QApplication.focusWidget().insertPlainText(" 先试两个村")
started = time.monotonic()
while time.monotonic() < started + 10 and (session.saver.unsaved() or not session.marks.notes()):
    QTest.qWait(50)
print(f"saved after {time.monotonic() - started:.2f} s")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_note_that_was_typed_is_there_after_a_kill(
    run: Callable[..., subprocess.CompletedProcess[str]],
    library_path: Path,
    folder: Path,
    samples: Samples,
) -> None:
    # The program saves by itself; a busy machine may take longer than this to run at all.
    assert SAVE_AFTER_MS <= 500
    mechanism = samples.any()
    done = run("-c", KILLED, str(library_path), str(folder), mechanism.id)
    assert done.returncode == -signal.SIGKILL, done.stderr
    # Opened as at the next start: what the killed program left locked must be given up.
    session = startup.open_session(library_path, folder, "zh")
    [note] = session.marks.notes()
    startup.close_session(session)
    assert (note.mechanism_id, note.body) == (mechanism.id, "first two villages 先试两个村")
