"""How numbers are painted: bars, hatching, and nothing cut off."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.cells import FigureCell, FigureLine
from desktop.roles import Role
from desktop.widgets.figure_delegate import FigureDelegate, MeasureDelegate
from tests.desktop.conftest import dispose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.theme import Appearance

WIDTH, HEIGHT = 160, 60


@pytest.fixture
def owner(qapp: object) -> Iterator[QWidget]:  # noqa: ARG001
    """What owns the delegates."""
    made = QWidget()
    yield made
    dispose(made)


def line(share: float | None, *, planned: bool = False, wording: str = "") -> FigureLine:
    return FigureLine("a", "600", wording, share, planned, largest=share == 1)


def painted(look: Appearance, owner: QWidget, cell: FigureCell) -> QImage:
    """A cell as it is painted, nothing chosen."""
    delegate = MeasureDelegate(look, lambda: ("", False), owner)
    model = QStandardItemModel(1, 1, owner)
    item = QStandardItem()
    item.setData(cell, Role.CELL)
    model.setItem(0, 0, item)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, WIDTH, HEIGHT)
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    return image


def bar(image: QImage) -> list[bool]:
    """Where the middle of the bar has ink, pixel by pixel from its left end."""
    y = 7 + 20 + 4 + 2
    white = Qt.GlobalColor.white
    return [image.pixelColor(x, y) != white for x in range(14, WIDTH - 13)]


def test_a_bar_is_as_long_as_its_share(look: Appearance, owner: QWidget) -> None:
    full = bar(painted(look, owner, FigureCell((line(1.0),))))
    half = bar(painted(look, owner, FigureCell((line(0.5),))))
    assert all(full[:-1])
    assert abs(sum(half) - len(half) / 2) <= 1
    assert not any(half[len(half) // 2 + 2 :])


def test_a_target_is_hatched(look: Appearance, owner: QWidget) -> None:
    hatched = bar(painted(look, owner, FigureCell((line(1.0, planned=True),))))
    gaps = sum(1 for a, b in itertools.pairwise(hatched) if a and not b)
    assert gaps >= 10
    assert 0.5 < sum(hatched) / len(hatched) < 0.7


def test_what_must_not_be_compared_has_no_bar(look: Appearance, owner: QWidget) -> None:
    assert not any(bar(painted(look, owner, FigureCell((line(None),)))))


def test_a_wording_that_does_not_fit_takes_a_line_of_its_own(
    look: Appearance, owner: QWidget
) -> None:
    delegate = MeasureDelegate(look, lambda: ("", False), owner)
    short = FigureCell((line(None, wording="600名"),))
    long = FigureCell((line(None, wording="六百多名村党组织书记和后备干部"),))
    assert delegate.cell_height(long, WIDTH) > delegate.cell_height(short, WIDTH)
    assert delegate.cell_height(long, 400) == delegate.cell_height(short, 400)


def test_each_number_of_a_cell_answers_at_its_height(look: Appearance, owner: QWidget) -> None:
    delegate = MeasureDelegate(look, lambda: ("", False), owner)
    first = FigureLine("a", "9", "9个", None, planned=False, largest=False)
    second = FigureLine("b", "8", "8个", None, planned=False, largest=False)
    cell = FigureCell((first, second))
    assert delegate.line_at(cell, WIDTH, 10) is first
    assert delegate.line_at(cell, WIDTH, 40) is second
    assert delegate.line_at(cell, WIDTH, 500) is second
    assert delegate.line_at(FigureCell((), "原文未提及"), WIDTH, 10) is None


def test_a_long_field_of_the_list_wraps(look: Appearance, owner: QWidget) -> None:
    delegate = FigureDelegate(look, owner)
    one = delegate.needed_height("培训人数", 160)
    assert delegate.needed_height("软弱涣散村社区党组织整顿提升行动", 160) == one + 22
    assert delegate.needed_height("", 160) == one
