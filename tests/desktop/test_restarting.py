"""A program that starts again: with the same arguments, after its files are let go of."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from db.errors import WorkspaceError
from desktop import restarting
from desktop.restarting import AfterClosing, command, restart

if TYPE_CHECKING:
    from pathlib import Path

_WRITE = (
    "import sys, pathlib;"
    "pathlib.Path(sys.argv[1]).write_text('|'.join(sys.argv[2:]), encoding='utf-8')"
)


@pytest.mark.usefixtures("qapp")
def test_the_new_program_is_started_with_the_same_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "启动 了.txt"
    monkeypatch.setattr(restarting, "command", lambda: [sys.executable, "-c", _WRITE, str(told)])
    assert restart(["--workspace", "用户 张三/他山"])
    deadline = time.monotonic() + 20
    while not (told.exists() and told.read_text("utf-8")) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert told.read_text("utf-8") == "--workspace|用户 张三/他山"


@pytest.mark.usefixtures("qapp")
def test_a_program_that_is_not_there_cannot_be_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restarting, "command", lambda: [str(tmp_path / "none")])
    after = AfterClosing()
    after.ask()
    after.start()
    assert "重新打开" in after.problem


def test_from_source_and_frozen_it_is_the_same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert command()[0] == sys.executable
    assert command()[-2:] == ["-m", "desktop"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command() == [sys.executable]


def test_work_is_done_once_and_what_it_runs_into_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[list[str]] = []
    done: list[str] = []

    def start(arguments: list[str]) -> bool:
        started.append(arguments)
        return True

    monkeypatch.setattr(restarting, "restart", start)

    def work() -> None:
        done.append("once")
        raise WorkspaceError("磁盘空间不足")

    after = AfterClosing()
    after.ask(work, ["--lang", "en"])
    assert after.wanted
    for _ in range(2):
        after.work()
        after.start()
    assert done == ["once"]
    assert started == [["--lang", "en"]]
    assert after.problem == "磁盘空间不足"
    assert not after.wanted
