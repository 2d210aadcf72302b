"""A view of another size is laid out beside the painting, and painted only when it is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from desktop.widgets.another_size import AnotherSize
from desktop.widgets.paced_painting import PacedWindow, pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

STEPS, STEP_S = 12, 0.003


class Window(PacedWindow, QWidget):
    """Paces what is in it."""


class View(QWidget):
    """Notes for which width it was laid out when it was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.laid_for = -1
        self.painted: list[tuple[int, int]] = []
        self.measured = 0
        self.top: QWidget | None = None
        self.resizing = AnotherSize(self, self._measure, self.lay_out)
        self.inner = Inner(self)
        QHBoxLayout(self).addWidget(self.inner)

    def _measure(self) -> Iterator[None]:
        for _ in range(STEPS):
            time.sleep(STEP_S)
            self.measured += 1
            yield

    def lay_out(self) -> None:
        self.resizing.drop()
        self.laid_for = self.width()
        self.inner.update()


class Inner(QWidget):
    """What is seen of it."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor("#803020"))
        painter.end()
        self.view.painted.append((self.view.laid_for, self.view.width()))


@pytest.fixture
def view(qtbot: QtBot) -> View:
    window = Window()
    qtbot.addWidget(window)
    view = View()
    QHBoxLayout(window).addWidget(view)
    pace(view.inner)
    window.resize(400, 200)
    window.show()
    qtbot.waitExposed(window)
    view.lay_out()
    qtbot.wait(30)
    view.painted.clear()
    view.top = window  # it lives as long as what is in it
    return view


def resize(view: View, size: QSize) -> None:
    view.window().resize(size)
    view.resizing.begin()


def test_it_is_not_painted_before_it_fits(qtbot: QtBot, view: View) -> None:
    resize(view, QSize(600, 260))
    qtbot.waitUntil(lambda: bool(view.painted))
    assert all(laid == width for laid, width in view.painted)
    assert view.measured == STEPS


def test_what_it_showed_stands_there_meanwhile(view: View) -> None:
    window = view.window()
    resize(view, QSize(440, 240))
    while view.resizing.active:
        QApplication.processEvents()
        picture = window.screen().grabWindow(window.winId()).toImage()
        middle = view.inner.mapTo(window, view.inner.rect().center())
        assert picture.pixelColor(middle).name() == "#803020"


def test_it_measures_over_several_turns(view: View) -> None:
    resize(view, QSize(600, 260))
    longest = 0.0
    while view.resizing.active:
        before = view.measured
        QApplication.processEvents()
        longest = max(longest, view.measured - before)
    assert view.measured == STEPS
    assert longest < STEPS / 2


def test_a_window_that_is_drawn_on_and_on_is_laid_out_all_the_same(view: View) -> None:
    for width in range(410, 530, 4):
        resize(view, QSize(width, 200))
        QApplication.processEvents()
    assert view.laid_for > 0
    assert view.laid_for != 400 - (view.window().width() - view.width())


def test_laid_out_by_someone_else_it_has_nothing_left_to_do(qtbot: QtBot, view: View) -> None:
    resize(view, QSize(600, 260))
    view.lay_out()
    measured = view.measured
    qtbot.wait(40)
    assert view.measured == measured
    assert not view.resizing.active
