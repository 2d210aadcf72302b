"""Work in steps: the loop has its turn in between, none is left out, whoever asks gets all."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.widgets.in_turns import InTurns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def counted(to: list[int], numbers: range, seconds: float = 0.0) -> Iterator[None]:
    for number in numbers:
        time.sleep(seconds)
        to.append(number)
        yield


def test_all_steps_are_taken_in_order(qtbot: QtBot) -> None:
    parent, done = QObject(), list[int]()
    work = InTurns(parent)
    work.begin(counted(done, range(500)))
    assert work.active
    assert done == []
    qtbot.waitUntil(lambda: not work.active)
    assert done == list(range(500))


def test_others_have_their_turn_between_long_steps(qtbot: QtBot) -> None:
    parent, done = QObject(), list[int]()
    seen: list[int] = []
    other = QTimer(parent, interval=0)
    other.timeout.connect(lambda: seen.append(len(done)))
    other.start()
    work = InTurns(parent)
    work.begin(counted(done, range(5), seconds=0.01))
    qtbot.waitUntil(lambda: not work.active)
    other.stop()
    assert {1, 2, 3, 4} <= set(seen)


def test_what_is_begun_meanwhile_comes_after(qapp: QApplication) -> None:  # noqa: ARG001
    parent, done = QObject(), list[int]()
    work = InTurns(parent)
    work.begin(counted(done, range(3), seconds=0.01))
    work.begin(counted(done, range(3, 6)))
    assert done == [0, 1, 2], "what was begun before is finished first"
    work.complete()
    assert done == [0, 1, 2, 3, 4, 5]
    assert not work.active


def test_a_step_may_begin_others(qtbot: QtBot) -> None:
    parent, done = QObject(), list[int]()
    work = InTurns(parent)

    def steps() -> Iterator[None]:
        work.begin(counted(done, range(10, 12)))
        yield
        done.append(1)
        yield

    work.begin(steps())
    qtbot.waitUntil(lambda: not work.active)
    assert done == [1, 10, 11]


def test_what_is_dropped_is_not_done(qtbot: QtBot) -> None:
    parent, done = QObject(), list[int]()
    work = InTurns(parent)
    work.begin(counted(done, range(3)))
    work.drop()
    work.complete()
    qtbot.wait(20)
    assert done == []
