"""A whole self-test opens no network socket: told by the kernel, in two ways, and by Python.

Not even a local one (AF_UNIX), where the user's name stands in LOGNAME; else glibc asks its
name-service cache (nscd) for it. A real window talks to the display, and to the input method and
the accessibility bus through D-Bus, over AF_UNIX.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.offline import NetworkWatch
from tests.fuzz import jailed
from tests.fuzz.guard import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

SELF_TEST = (sys.executable, "-m", "desktop", "--self-test")
JAILED = (sys.executable, "-m", "tests.fuzz.jailed") if jailed.is_possible() else ()
CALL = re.compile(r"^(?:\d+ +)?\w+\(")


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command at the root of the repository, without a display."""
    settings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(
        command,
        cwd=REPOSITORY,
        env=settings | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def network_calls(trace: Path) -> list[str]:
    """The calls of a trace; what ends processes and signals is said there as well."""
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if CALL.match(line)]


def why_no_trace(folder: Path) -> str | None:
    """Why nothing can be traced on this machine; None where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    trial = run("strace", "-f", "-qq", "-o", str(folder / "trial"), "true")
    return None if trial.returncode == 0 else f"tracing is not permitted: {trial.stderr.strip()}"


@pytest.fixture
def strace(tmp_path: Path) -> tuple[str, ...]:
    """The command that traces, where it is installed and may trace."""
    if (why := why_no_trace(tmp_path)) is not None:
        pytest.skip(why)
    return ("strace", "-f", "-qq", "-e", "trace=%network")


def test_the_kernel_sees_no_socket_in_a_self_test(strace: tuple[str, ...], tmp_path: Path) -> None:
    trace = tmp_path / "calls"
    ended = run(*strace, "-o", str(trace), *JAILED, *SELF_TEST, LOGNAME="张三")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "自检通过" in ended.stdout
    assert network_calls(trace) == []


def test_the_trace_would_show_a_socket(strace: tuple[str, ...], tmp_path: Path) -> None:
    trace = tmp_path / "calls"
    for kind in ("AF_INET", "AF_NETLINK", "AF_UNIX"):
        run(*strace, "-o", str(trace), sys.executable, "-c", f"import socket; s = socket.{kind};"
            "socket.socket(s, socket.SOCK_DGRAM).close()")  # fmt: skip
        assert any(kind in line for line in network_calls(trace))


def test_the_self_test_passes_where_a_socket_would_end_it(tmp_path: Path) -> None:
    if JAILED and why_no_trace(tmp_path) is None:
        pytest.skip("the traced self-test was jailed, too")
    # Without seccomp as well, what the self-test itself watches still counts.
    ended = run(*JAILED, *SELF_TEST)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "网络：没有打开过连接" in ended.stdout


@pytest.mark.skipif(not jailed.is_possible(), reason="no seccomp on this machine")
def test_a_socket_ends_a_jailed_program() -> None:
    script = "import socket; socket.socket()"
    ended = run(sys.executable, "-m", "tests.fuzz.jailed", sys.executable, "-c", script)
    assert ended.returncode == -signal.SIGSYS


def test_the_watch_of_the_self_test_sees_a_socket() -> None:
    watch = NetworkWatch()
    assert watch.attempts() == []
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as opened:
        opened.bind(("127.0.0.1", 0))
        # Said twice where the kernel lists it too: by the event, and as what is open now.
        assert any("socket.bind" in attempt for attempt in watch.attempts())
        if sys.platform == "linux":
            assert any(attempt.startswith("udp ") for attempt in watch.attempts())
