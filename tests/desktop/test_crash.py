"""An error that nobody caught is told once: in the log without a storm, and to whoever shows it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import weakref
from typing import TYPE_CHECKING

import pytest

from desktop.crash import AGAIN_SECONDS, REST_SECONDS, Crash, CrashHook

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "先选两个中心村试联建"


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The hook's clock."""
    return Clock()


@pytest.fixture
def shown() -> list[Crash]:
    """What was shown."""
    return []


@pytest.fixture
def hook(clock: Clock, shown: list[Crash]) -> CrashHook:
    """A hook that shows into a list."""
    made = CrashHook(clock=clock)
    made.show_with(shown.append)
    return made


def _fail(kind: type[Exception] = ValueError) -> Exception:
    try:
        raise kind(NOTE)
    except Exception as error:
        return error


def _fail_elsewhere() -> Exception:
    try:
        raise KeyError(NOTE)
    except Exception as error:
        return error


def test_an_error_is_shown_once_while_it_is_looked_at(hook: CrashHook, shown: list[Crash]) -> None:
    for _ in range(50):
        hook.happened(_fail())
    hook.happened(_fail_elsewhere())
    assert len(shown) == 1
    assert hook.others == 50


def test_the_same_error_is_not_shown_again_for_a_while(
    hook: CrashHook, shown: list[Crash], clock: Clock
) -> None:
    error = _fail()
    hook.happened(error)
    hook.answered()
    clock.now += AGAIN_SECONDS - 1
    hook.happened(error)
    assert len(shown) == 1
    clock.now += 2
    hook.happened(error)
    assert len(shown) == 2


def test_another_error_is_shown_after_a_breath(
    hook: CrashHook, shown: list[Crash], clock: Clock
) -> None:
    hook.happened(_fail())
    hook.answered()
    hook.happened(_fail_elsewhere())
    assert len(shown) == 1
    clock.now += REST_SECONDS
    hook.happened(_fail_elsewhere())
    assert [crash.lines[0] for crash in shown] == ["ValueError", "KeyError"]


def test_what_came_before_anybody_could_show_it_is_shown_then(shown: list[Crash]) -> None:
    hook = CrashHook()
    hook.happened(_fail())
    hook.happened(_fail_elsewhere())
    hook.show_with(shown.append)
    assert [crash.lines[0] for crash in shown] == ["ValueError"]


def test_a_storm_leaves_few_lines_in_the_log(
    hook: CrashHook, caplog: pytest.LogCaptureFixture
) -> None:
    error = _fail()
    for _ in range(1000):
        hook.happened(error)
    assert [record.args[1] for record in caplog.records if record.args] == [1, 10, 100, 1000]  # type: ignore[index]
    assert NOTE not in caplog.text


def test_an_error_on_a_thread_is_told_with_the_thread_s_name(
    hook: CrashHook, shown: list[Crash], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", hook._in_thread)
    thread = threading.Thread(target=lambda: os.environ[NOTE], name="saver")
    thread.start()
    thread.join()
    assert shown[0].thread == "saver"
    assert shown[0].lines[0] == "KeyError"
    assert NOTE not in "".join(shown[0].lines)


def test_whoever_fails_to_show_does_not_bring_the_program_down(
    hook: CrashHook, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Crash) -> None:
        raise RuntimeError(NOTE)

    hook.show_with(fail)
    error = _fail()
    hook._guarded(error, error.__traceback__)
    assert "telling an error failed" in caplog.text


HOOKED = """
import sys, threading
from pathlib import Path
from desktop import __main__ as program
hook = program._start_logging(Path(sys.argv[1]))
note = "先选两个中心村试联建"
thread = threading.Thread(target=lambda: {}[note])
thread.start(); thread.join()
class Odd:
    def __del__(self):
        raise ValueError(note)
Odd()
raise RuntimeError(note)
"""


def test_python_s_hooks_lead_to_the_log_and_print_no_words(tmp_path: Path) -> None:
    folder = tmp_path / "张三"
    done = subprocess.run(
        [sys.executable, "-c", HOOKED, str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    said = (folder / "logs" / "tashan.log").read_text(encoding="utf-8")
    for text in (said, done.stderr):
        assert NOTE not in text
        assert "张三" not in text
    assert "Traceback" not in done.stderr
    for kind in ("KeyError", "ValueError", "RuntimeError"):
        assert kind in said
    assert done.returncode == 1
    assert logging.getLogger("tashan.crash").name in said


def test_an_error_keeps_nothing_that_its_functions_had_in_hand(
    hook: CrashHook, shown: list[Crash], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Painter:
        """A window is not painted again while one of it is alive."""

    alive: list[weakref.ref[Painter]] = []

    def paint() -> None:
        painter = Painter()
        alive.append(weakref.ref(painter))
        raise ValueError(NOTE)

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    hook.install()
    try:
        paint()
    except ValueError as error:
        last = error  # as Python keeps it in sys.last_value
    sys.excepthook(ValueError, last, last.__traceback__)
    assert shown[0].lines[0] == "ValueError"
    assert [one() for one in alive] == [None]
