"""Who hears is told once, at once or in steps, and no longer than it is there."""

from __future__ import annotations

import gc
import sys
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from pytestqt.qtbot import QtBot


class Hearer(QObject):
    def __init__(self, told: list[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told = told

    def hear(self) -> None:
        self._told.append("heard")


def test_everybody_is_told_in_the_order_of_asking() -> None:
    told: list[int] = []
    telling = Telling()
    for number in range(5):
        telling.connect(partial(told.append, number))
    telling.emit()
    assert told == [0, 1, 2, 3, 4]


def test_in_steps_the_second_hears_later_than_the_first() -> None:
    told: list[int] = []
    telling = Telling()
    for number in range(2):
        telling.connect(partial(told.append, number))
    steps = telling.steps()
    next(steps)
    assert told == [0]
    list(steps)
    assert told == [0, 1]


def test_long_work_of_one_is_done_in_steps_too() -> None:
    told: list[str] = []

    def work() -> Iterator[None]:
        told.append("half")
        yield
        told.append("whole")

    telling = Telling()
    telling.connect(work)
    steps = telling.steps()
    next(steps)
    assert told == ["half"]
    telling.emit()
    assert told == ["half", "half", "whole"]


def test_a_method_of_qt_can_hear(qtbot: QtBot) -> None:
    timer = QTimer(singleShot=True, interval=10)
    telling = Telling()
    telling.connect(timer.start)
    with qtbot.waitSignal(timer.timeout, timeout=2_000):
        telling.emit()


def test_what_has_gone_is_not_told() -> None:
    told: list[str] = []
    telling = Telling()
    alone, destroyed = Hearer(told), Hearer(told)
    telling.connect(alone.hear)
    telling.connect(destroyed.hear)
    shiboken6.delete(destroyed)
    del alone
    gc.collect()
    telling.emit()
    assert told == []


def test_what_goes_while_others_are_told_is_not_told(qtbot: QtBot) -> None:
    told: list[str] = []
    telling = Telling()
    parent = QWidget()
    qtbot.addWidget(parent)
    hearer = Hearer(told, parent)
    telling.connect(lambda: shiboken6.delete(hearer))
    telling.connect(hearer.hear)
    telling.emit()
    assert told == []


def test_what_goes_in_the_midst_of_its_steps_takes_no_more(qtbot: QtBot) -> None:
    told: list[str] = []
    parent = QWidget()
    qtbot.addWidget(parent)

    class Slow(Hearer):
        def work(self) -> Iterator[None]:
            told.append("half")
            yield
            told.append("whole")

    hearer = Slow(told, parent)
    telling = Telling()
    telling.connect(hearer.work)
    telling.connect(lambda: told.append("another"))
    steps = telling.steps()
    next(steps)
    shiboken6.delete(hearer)
    list(steps)
    assert told == ["half", "another"]


def test_many_that_come_and_go_leave_nothing_behind() -> None:
    telling = Telling()
    for _ in range(2_000):
        telling.connect(Hearer([]).hear)
    assert len(telling._slots) < 200


def test_one_that_fails_is_reported_and_the_others_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: reported.append(kind))
    telling = Telling()
    telling.connect(lambda: 1 // 0)
    telling.connect(lambda: told.append("heard"))
    telling.emit()
    assert (reported, told) == ([ZeroDivisionError], ["heard"])
