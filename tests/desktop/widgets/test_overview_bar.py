"""The strip that shows where the hits lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from desktop.widgets.overview_bar import OverviewBar, Tick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.theme import Appearance

LEFT = Qt.MouseButton.LeftButton
TICKS = [Tick(0.1, "kh", "一"), Tick(0.5, "zz", "二", strong=True), Tick(0.9, "kh", "三")]


@pytest.fixture
def bar(qtbot: QtBot, look: Appearance) -> Iterator[OverviewBar]:
    """Three ticks far from one another."""
    made = OverviewBar(look)
    made.resize(made.sizeHint().width(), 400)
    made.set_ticks(TICKS)
    made.show()
    qtbot.waitExposed(made).__enter__()
    yield made
    made.close()
    made.deleteLater()


def _ink(bar: OverviewBar, number: int) -> int:
    """How much is painted at the height of a tick."""
    image = bar.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ratio = image.height() / bar.height()
    rect = bar.tick_rect(number)
    empty = image.pixel(1, 1)
    rows = range(int(rect.top() * ratio) - 1, int(rect.bottom() * ratio) + 2)
    return sum(image.pixel(x, y) != empty for y in rows for x in range(image.width()))


def test_a_click_on_a_tick_asks_for_its_hit(bar: OverviewBar, qtbot: QtBot) -> None:
    for number in range(len(TICKS)):
        with qtbot.waitSignal(bar.chosen) as told:
            QTest.mouseClick(bar, LEFT, pos=bar.tick_rect(number).center().toPoint())
        assert told.args == [number]


def test_a_click_far_from_all_ticks_asks_for_nothing(bar: OverviewBar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bar.chosen):
        QTest.mouseClick(bar, LEFT, pos=QPoint(5, 120))


def test_the_nearest_of_two_close_ticks_is_meant(bar: OverviewBar) -> None:
    bar.set_ticks([Tick(0.5, "kh", ""), Tick(0.51, "kh", "")])
    for number in (0, 1):
        assert bar.tick_at(bar.tick_rect(number).center().toPoint()) == number


def test_a_strong_hit_is_told_by_more_than_its_colour(bar: OverviewBar) -> None:
    assert _ink(bar, 1) > _ink(bar, 0) > 0


def test_the_hit_that_is_read_is_marked(bar: OverviewBar) -> None:
    before = _ink(bar, 0)
    bar.set_current(0)
    assert _ink(bar, 0) > before


def test_ticks_at_the_very_ends_are_painted_whole(bar: OverviewBar) -> None:
    bar.set_ticks([Tick(0, "kh", ""), Tick(1, "kh", "")])
    for number in (0, 1):
        rect = bar.tick_rect(number)
        assert rect.top() >= 0
        assert rect.bottom() <= bar.height()


def test_the_arrows_go_from_hit_to_hit(bar: OverviewBar) -> None:
    seen: list[int] = []
    bar.chosen.connect(seen.append)
    bar.chosen.connect(bar.set_current)
    bar.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Down):
        QTest.keyClick(bar, key)
    assert seen == [0, 1, 0, 2, 2]
    bar.set_ticks([])
    QTest.keyClick(bar, Qt.Key.Key_Down)
    assert len(seen) == 5
