"""The text of a cell: what is drawn is what is hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from desktop.cells import Run
from desktop.widgets.cell_text import LINE, CellText

if TYPE_CHECKING:
    from desktop.theme import Appearance

LINES = (
    (Run("680余次", "bold"), Run("\u2060\u00a0\u2060", "quiet"), Run("②", "mark", 2)),
    (Run("擂台比武活动 · 目前", "quiet"),),
    (Run("𠮷字在前，"), Run("⑪", "mark", 11), Run("⑫", "mark", 12)),
)


@pytest.mark.parametrize("width", [40, 90, 400])
def test_every_mark_is_hit_where_it_stands(look: Appearance, width: int) -> None:
    text = CellText(look, LINES, width)
    for number in (2, 11, 12):
        center = text.mark_rect(number).center()
        assert 0 <= center.x() <= width + look.px(13)
        assert text.mark_at(center.x(), center.y()) == number
    assert text.mark_at(0, 5) == 0


def test_a_line_leads_to_its_mark_and_the_line_below_it_too(look: Appearance) -> None:
    text = CellText(look, LINES, 400)
    found = [text.first_mark_from(text.line_at(look.px(LINE) * (n + 0.5))) for n in range(3)]
    assert found == [2, 2, 11]


def test_less_width_takes_more_height_in_whole_lines(look: Appearance) -> None:
    heights = [CellText(look, LINES, width).height for width in (400, 90, 40)]
    assert heights == sorted(heights)
    assert heights[0] == 3 * look.px(LINE)
    assert all(height % look.px(LINE) == 0 for height in heights)


def test_the_mark_that_is_read_stands_on_the_accent_colour(look: Appearance) -> None:
    def painted(chosen: int) -> QImage:
        image = QImage(400, 80, QImage.Format.Format_RGB32)
        image.fill(look.color("paper"))
        painter = QPainter(image)
        text.paint(painter, QPointF(0, 0), chosen)
        painter.end()
        return image

    text = CellText(look, LINES, 400)
    rect = text.mark_rect(11)
    at = (round(rect.left()) - 1, round(rect.center().y()))
    assert painted(11).pixelColor(*at) == look.color("accent")
    assert painted(2).pixelColor(*at) != look.color("accent")
