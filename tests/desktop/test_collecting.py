"""Garbage is collected while nobody is at work, and none of it waits for good."""

from __future__ import annotations

import gc
import time
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from desktop import collecting
from desktop.collecting import Collecting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow


class _Knot:
    """Only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    gc.enable()


@pytest.fixture
def old_garbage() -> weakref.ref[_Knot]:
    """A knot that has become old enough for the whole collections only."""
    collecting.begin()
    knot = _Knot()
    for _ in range(4):
        gc.collect(1)  # as the interpreter does now and then
    found = weakref.ref(knot)
    del knot
    gc.collect(1)
    assert found() is not None
    return found


def _active(monkeypatch: pytest.MonkeyPatch, state: Qt.ApplicationState) -> None:
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: state)


def test_garbage_goes_in_a_pause_and_not_before(
    window: MainWindow,
    old_garbage: weakref.ref[_Knot],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    _active(monkeypatch, Qt.ApplicationState.ApplicationActive)
    window.activateWindow()
    watch = Collecting(window)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    watch.look()
    assert old_garbage() is not None
    qtbot.waitUntil(lambda: old_garbage() is None, timeout=10_000)


def test_an_open_dialog_is_no_pause(
    window: MainWindow,
    old_garbage: weakref.ref[_Knot],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    _active(monkeypatch, Qt.ApplicationState.ApplicationActive)
    watch = Collecting(window)
    dialog = QDialog(window)
    dialog.open()
    time.sleep(collecting._PAUSE_S)
    watch.look()
    assert old_garbage() is not None
    dialog.close()
    window.activateWindow()  # a window that another test has left may have come to the front
    qtbot.waitUntil(lambda: old_garbage() is None, timeout=10_000)


def test_what_becomes_garbage_after_it_was_set_aside_goes_when_another_program_is_in_front(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Collecting(window)
    knot = _Knot()
    many = [[number] for number in range(collecting._SET_ASIDE)]
    collecting.begin()
    found = weakref.ref(knot)
    del knot
    gc.collect()
    assert found() is not None
    assert many
    _active(monkeypatch, Qt.ApplicationState.ApplicationInactive)
    watch.look()
    assert found() is None


def test_the_interpreter_begins_no_whole_collection_while_the_user_is_at_work() -> None:
    collecting.begin()
    whole = 0

    def count(phase: str, told: dict[str, int]) -> None:
        nonlocal whole
        whole += phase == "start" and told["generation"] == 2

    gc.callbacks.append(count)
    try:
        kept = [[number] for number in range(200_000)]
    finally:
        gc.callbacks.remove(count)
    assert kept
    assert whole == 0
