"""Pen and pointer: the same on every screen, of one page only, and never in the way of a mark."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from desktop.settings import Mode
from desktop.widgets.ink import Ink, InkOverlay, Tool, sheet_key
from desktop.widgets.slide_painter import Look
from desktop.widgets.slide_view import SlideView
from tests.desktop.widgets.sheets import comparison

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from desktop.theme import Appearance

LEFT = Qt.MouseButton.LeftButton
FREE = QPointF(1500, 800)
"""Bare paper on the page."""


class Screen:
    """A view with its overlay."""

    def __init__(self, look: Appearance, ink: Ink, size: tuple[int, int]) -> None:
        self.view = SlideView(look)
        self.view.resize(*size)
        self.view.show_sheet(comparison(), Look())
        self.overlay = InkOverlay(look, self.view, ink)
        self.view.show()

    def place(self, scene: QPointF) -> QPoint:
        """Where a place of the page is."""
        return self.view.from_scene(scene).toPoint()

    def color(self, scene: QPointF) -> QColor:
        """What is seen there."""
        return self.view.grab().toImage().pixelColor(self.place(scene))

    def drag(self, start: QPointF, end: QPointF) -> None:
        """Draw from here to there."""
        QTest.mousePress(self.overlay, LEFT, pos=self.place(start))
        for part in range(1, 6):
            at = start + (end - start) * part / 5
            QTest.mouseMove(self.overlay, self.place(at))
        QTest.mouseRelease(self.overlay, LEFT, pos=self.place(end))


@pytest.fixture
def ink() -> Ink:
    """Nothing drawn."""
    return Ink()


@pytest.fixture
def screens(look: Appearance, ink: Ink, qtbot: QtBot) -> tuple[Screen, Screen]:
    """A console and an audience of other sizes and shapes."""
    console, stage = Screen(look, ink, (640, 400)), Screen(look, ink, (1280, 720))
    qtbot.addWidget(console.view)
    qtbot.addWidget(stage.view)
    return console, stage


def test_what_is_drawn_on_one_screen_is_seen_on_the_other(
    screens: tuple[Screen, Screen], ink: Ink
) -> None:
    console, stage = screens
    bare = stage.color(FREE)
    console.overlay.set_tool(Tool.PEN)
    console.drag(QPointF(1300, 800), QPointF(1700, 800))
    (stroke,) = ink.strokes(sheet_key(comparison()))
    assert stroke[0].x() == pytest.approx(1300, abs=4)
    assert stroke[0].y() == pytest.approx(800, abs=4)
    assert stage.color(FREE) != bare
    assert console.color(FREE) == stage.color(FREE)


@pytest.mark.parametrize("mode", list(Mode))
def test_text_under_the_pen_keeps_its_contrast(look: Appearance, qtbot: QtBot, mode: Mode) -> None:
    look._mode = mode
    ink = Ink()
    screen = Screen(look, ink, (1920, 1080))
    qtbot.addWidget(screen.view)
    paper, text = look.color("paper"), look.color("ink1")
    ink.begin(sheet_key(comparison()), QPointF(100, 190))
    ink.extend(sheet_key(comparison()), QPointF(500, 190))
    title = screen.view.grab().toImage().copy(100, 176, 200, 26)
    tones = {title.pixelColor(x, y).lightness() for x in range(title.width()) for y in range(26)}
    assert max(tones) - min(tones) > 0.6 * abs(paper.lightness() - text.lightness())


def test_strokes_belong_to_their_page(screens: tuple[Screen, Screen]) -> None:
    console, _ = screens
    bare = console.color(FREE)
    console.overlay.set_tool(Tool.PEN)
    console.drag(QPointF(1300, 800), QPointF(1700, 800))
    drawn = console.color(FREE)
    console.view.show_sheet(replace(comparison(), part=2), Look())
    assert console.color(FREE) == bare
    console.view.show_sheet(comparison(), Look())
    assert console.color(FREE) == drawn != bare


def test_the_last_stroke_can_be_taken_back_and_a_page_wiped(
    screens: tuple[Screen, Screen], ink: Ink
) -> None:
    console, stage = screens
    bare = stage.color(FREE)
    console.overlay.set_tool(Tool.PEN)
    console.drag(QPointF(1300, 800), QPointF(1700, 800))
    console.drag(QPointF(1300, 860), QPointF(1700, 860))
    assert console.overlay.take_back()
    assert stage.color(QPointF(1500, 860)) == bare
    assert stage.color(FREE) != bare
    console.overlay.erase()
    assert stage.color(FREE) == bare
    assert not console.overlay.take_back()
    assert not ink.strokes(sheet_key(comparison()))


def test_a_stroke_looks_the_same_drawn_slowly_or_all_at_once(
    look: Appearance, ink: Ink, qtbot: QtBot
) -> None:
    slow = Screen(look, ink, (960, 540))
    qtbot.addWidget(slow.view)
    slow.overlay.set_tool(Tool.PEN)
    slow.view.grab()
    slow.drag(QPointF(1200, 760), QPointF(1700, 900))
    later = Screen(look, ink, (960, 540))
    qtbot.addWidget(later.view)
    assert later.view.grab().toImage() == slow.view.grab().toImage()


def test_without_a_tool_marks_open_and_with_the_pen_they_do_not(
    screens: tuple[Screen, Screen],
) -> None:
    console, _ = screens
    console.view.grab()
    mark = console.view._hits[0].rect.center().toPoint()
    wanted: list[object] = []
    console.view.source_wanted.connect(wanted.append)
    assert console.view.childAt(mark) is None
    console.overlay.set_tool(Tool.PEN)
    assert console.view.childAt(mark) is console.overlay
    QTest.mouseClick(console.overlay, LEFT, pos=mark)
    assert not wanted
    console.overlay.set_tool(Tool.POINTER)
    QTest.mouseClick(console.overlay, LEFT, pos=mark)
    assert len(wanted) == 1


def test_the_pointer_is_seen_on_both_screens_and_leaves_with_its_tool(
    screens: tuple[Screen, Screen], ink: Ink
) -> None:
    console, stage = screens
    bare = stage.color(FREE)
    console.overlay.set_tool(Tool.POINTER)
    QTest.mouseMove(console.overlay, console.place(FREE))
    shown = ink.pointer or QPointF()
    assert stage.color(shown) != bare
    console.overlay.set_tool(Tool.NONE)
    assert ink.pointer is None
    assert stage.color(FREE) == bare


def test_the_overlay_is_always_as_large_as_the_page(screens: tuple[Screen, Screen]) -> None:
    console, _ = screens
    console.view.resize(800, 700)
    assert console.overlay.size() == console.view.size()
