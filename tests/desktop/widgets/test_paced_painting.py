"""A window whose panes take long to paint: keys are heard in between, all is painted in the end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from desktop.widgets.paced_painting import PacedWindow, pace, pace_all

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

COLORS = ("#204080", "#208040", "#804020", "#602080", "#806020")
SLOW_S = 0.012


class Window(PacedWindow, QWidget):
    """Notes what is painted and which keys it hears, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.setLayout(QHBoxLayout())


class Pane(QWidget):
    """One colour, painted slowly."""

    def __init__(self, window: Window, color: str, seconds: float = SLOW_S) -> None:
        super().__init__()
        self.seconds = seconds
        self.color = color
        self._window = window
        layout = window.layout()
        assert layout is not None
        layout.addWidget(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        time.sleep(self.seconds * event.rect().height() / self.height())
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self.color))
        painter.end()
        self._window.seen.append(self.color)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.resize(500, 200)
    return window


def with_one_inside(window: Window) -> Pane:
    """Two panes; what is painted slowly in the second one is a child of it, and returned."""
    pace(Pane(window, COLORS[0]))
    outer = QWidget()
    slow = Pane(window, COLORS[1])
    QVBoxLayout(outer).addWidget(slow)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(outer)
    pace(outer)
    return slow


def shown(window: QWidget) -> QImage:
    """What stands on the screen, not what a picture taken now would show."""
    return window.screen().grabWindow(window.winId()).toImage()


def color_of(window: QWidget, pane: QWidget, image: QImage) -> str:
    return image.pixelColor(pane.mapTo(window, pane.rect().center())).name()


def come_up(qtbot: QtBot, window: QWidget) -> None:
    window.show()
    qtbot.waitExposed(window)
    QTest.qWait(50)


def turns_until(window: Window, number: int) -> int:
    """Turns of the loop that it takes to paint so many panes."""
    window.seen.clear()
    window.update()
    taken = 0
    while len(window.seen) < number:
        QApplication.processEvents()
        taken += 1
        assert taken < 200, window.seen
    return taken


def test_slow_panes_have_a_turn_each_and_all_are_painted(qtbot: QtBot, window: Window) -> None:
    panes = [Pane(window, color) for color in COLORS]
    for pane in panes:
        pace(pane)
    come_up(qtbot, window)
    assert turns_until(window, len(COLORS)) >= len(COLORS)
    assert sorted(window.seen) == sorted(COLORS)
    for pane, color in zip(panes, COLORS, strict=True):
        assert color_of(window, pane, shown(window)) == color


def test_quick_panes_are_painted_at_once(qtbot: QtBot, window: Window) -> None:
    for color in COLORS:
        pace(Pane(window, color, seconds=0))
    come_up(qtbot, window)
    turns_until(window, len(COLORS))  # what they take is known now
    # Another program may have the processor meanwhile: then a turn is rightly over.
    assert min(turns_until(window, len(COLORS)) for _ in range(5)) == 1


def test_a_key_is_heard_before_the_last_pane_is_painted(qtbot: QtBot, window: Window) -> None:
    for color in COLORS:
        pace(Pane(window, color))
    come_up(qtbot, window)
    window.seen.clear()
    window.update()
    QApplication.processEvents()
    painted = len(window.seen)
    QTest.keyClick(window, Qt.Key.Key_A)
    assert 0 < painted < len(COLORS)
    qtbot.waitUntil(lambda: len(window.seen) >= len(COLORS))


def test_a_picture_taken_in_between_shows_everything(qtbot: QtBot, window: Window) -> None:
    second = with_one_inside(window)
    come_up(qtbot, window)
    turns_until(window, 2)
    window.seen.clear()
    window.update()
    QApplication.processEvents()
    assert not second.updatesEnabled(), "left for the next turn"
    image = window.grab().toImage()
    assert color_of(window, second, image) == COLORS[1]
    assert second.updatesEnabled()


def test_what_is_in_a_pane_waits_with_it(qtbot: QtBot, window: Window) -> None:
    second = with_one_inside(window)
    come_up(qtbot, window)
    assert turns_until(window, 2) >= 2
    assert color_of(window, second, shown(window)) == COLORS[1]
    assert second.updatesEnabled()


def test_a_pane_gone_meanwhile_is_not_asked_for(qtbot: QtBot, window: Window) -> None:
    panes = [Pane(window, color) for color in COLORS]
    for pane in panes:
        pace(pane)
    come_up(qtbot, window)
    window.seen.clear()
    window.update()
    QApplication.processEvents()
    for pane in panes[1:]:
        pane.setParent(None)
        pane.deleteLater()
    QTest.qWait(50)
    assert color_of(window, panes[0], shown(window)) == COLORS[0]


def test_a_busy_pane_does_not_keep_another_waiting_for_ever(qtbot: QtBot, window: Window) -> None:
    busy, other = Pane(window, COLORS[0]), Pane(window, COLORS[1])
    pace(busy)
    pace(other)
    come_up(qtbot, window)
    turns_until(window, 2)
    window.seen.clear()
    other.update()
    for _ in range(40):
        busy.update()
        QApplication.processEvents()
        if COLORS[1] in window.seen:
            break
    assert COLORS[1] in window.seen


def test_a_long_list_is_painted_from_top_to_bottom(qtbot: QtBot) -> None:
    """In bands, and what stands there in the end is what would be painted in one go."""

    class Slow(QListWidget):
        painted = 0

        def paintEvent(self, event: QPaintEvent) -> None:
            self.painted += 1
            time.sleep(0.06 * event.rect().height() / self.viewport().height())
            super().paintEvent(event)

    window = Window()
    qtbot.addWidget(window)
    window.resize(400, 400)
    listed = Slow()
    listed.addItems([f"书记家访 {number}" for number in range(40)])
    layout = window.layout()
    assert layout is not None
    layout.addWidget(listed)
    pace_all(window)
    come_up(qtbot, window)
    turns_until_painted(listed, 1)
    listed.painted = 0
    listed.setCurrentRow(3)
    listed.viewport().update()
    turns_until_painted(listed, 4)
    qtbot.wait(200)
    assert listed.painted >= 4
    picture = window.grab().toImage()
    assert shown(window).convertToFormat(picture.format()) == picture


def turns_until_painted(listed: QListWidget, number: int) -> None:
    listed.viewport().update()
    for _ in range(200):
        QApplication.processEvents()
        if listed.painted >= number:  # type: ignore[attr-defined]
            return
    raise AssertionError("never painted")


def test_a_window_of_another_size_never_shows_nothing(qtbot: QtBot, window: Window) -> None:
    """What waits for its turn shows till then what it showed before."""
    panes = [Pane(window, color) for color in COLORS]
    for pane in panes:
        pace(pane)
    come_up(qtbot, window)
    turns_until(window, len(COLORS))
    window.seen.clear()
    window.resize(560, 260)
    for _ in range(60):
        QApplication.processEvents()
        image = shown(window)
        assert image.size() == window.size()
        for pane, color in zip(panes, COLORS, strict=True):
            assert color_of(window, pane, image) == color
        if len(window.seen) >= len(COLORS):
            break
    assert len(window.seen) >= len(COLORS)


def test_a_window_that_comes_up_again_is_painted_at_once(qtbot: QtBot, window: Window) -> None:
    panes = [Pane(window, color) for color in COLORS]
    for pane in panes:
        pace(pane)
    come_up(qtbot, window)
    window.hide()
    QApplication.processEvents()
    window.seen.clear()
    window.show()
    for _ in range(3):
        QApplication.processEvents()
    image = shown(window)
    assert [color_of(window, pane, image) for pane in panes] == list(COLORS)


def test_a_smaller_window_shows_its_panes_where_they_were(qtbot: QtBot, window: Window) -> None:
    """The memory for what it showed is used again: nothing of a former size comes into sight."""
    panes = [Pane(window, color) for color in COLORS]
    for pane in panes:
        pace(pane)
    come_up(qtbot, window)
    turns_until(window, len(COLORS))
    for size in (QSize(620, 300), QSize(430, 210), QSize(540, 220)):
        window.seen.clear()
        window.resize(size)
        for _ in range(60):
            QApplication.processEvents()
            image = shown(window)
            for pane, color in zip(panes, COLORS, strict=True):
                assert color_of(window, pane, image) == color
            if len(window.seen) >= len(COLORS):
                break
