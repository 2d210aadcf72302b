"""A cell is laid out so that nothing is cut off, and what is seen is what is hit."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING, Any, Final

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetricsF

from desktop.roles import CellItem, Role
from desktop.settings import SCALES
from desktop.theme import Appearance
from desktop.widgets.matrix_delegate import Current, MatrixDelegate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from desktop.casebase import CaseBase
    from desktop.widgets.matrix_cells import Box
    from tests.desktop.widgets.conftest import Index

WIDTHS: Final = (172, 300)
LONG = CellItem(
    "long", "“三级联动、四方协同、五步推进”乡村振兴党建引领示范带建设工作机制", "1.3亿多元", True, 2
)
WORDY = CellItem("wordy", "合作社", "预期每年为村集体和入社农户一共带来6万余元", False, 0)
LATIN = CellItem(
    "latin", "Township-secretary-family-visit-and-letter-box scheme", "12,000+", False, 1
)


class _Cells(QAbstractTableModel):
    """One row; each column a cell."""

    def __init__(self, cells: list[tuple[CellItem, ...]]) -> None:
        super().__init__()
        self._cells = cells

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        return 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        return len(self._cells)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._cells[index.column()] if role == Role.ITEMS else None


@pytest.fixture(scope="session")
def cells(cases: CaseBase) -> list[tuple[CellItem, ...]]:
    """The cells of the real matrix and a few hard ones, as many lines as are shown at most."""
    found = [
        tuple(
            CellItem(m.id, name, figure.wording if figure else "", True, 1)
            for m in members
            for figure in [cases.key_figure(m.id)]
            for name in (m.name, m.name_en)
            if name
        )
        for members in cases.cells.values()
    ]
    return [*found, (LONG, LATIN, WORDY), ()]


def _delegate(look: Appearance, *, expanded: bool = True) -> MatrixDelegate:
    return MatrixDelegate(look, Current, lambda _row: expanded)


def _laid_out(
    cells: list[tuple[CellItem, ...]], scale: float, width: int, *, expanded: bool = True
) -> Iterator[tuple[Appearance, MatrixDelegate, QModelIndex, int, list[Box]]]:
    look = Appearance(scale=scale)
    delegate, model = _delegate(look, expanded=expanded), _Cells(cells)
    for column in range(model.columnCount()):
        index = model.index(0, column)
        yield look, delegate, index, look.px(width), delegate.boxes(index, look.px(width))


@pytest.mark.parametrize(("scale", "width"), list(product(SCALES, WIDTHS)))
def test_no_name_is_cut_off(
    qapp: QApplication,  # noqa: ARG001
    cells: list[tuple[CellItem, ...]],
    scale: float,
    width: int,
) -> None:
    for look, _, _, wide, boxes in _laid_out(cells, scale, width):
        metrics = QFontMetricsF(look.font("body", bold=True))
        for box in boxes:
            if box.item is None:  # the line that folds a long cell again
                assert box is boxes[-1]
                continue
            assert "".join(box.names) == box.item.name
            widest = max(metrics.horizontalAdvance(line.rstrip()) for line in box.names)
            assert widest <= wide - look.px(13)


@pytest.mark.parametrize(("scale", "width"), list(product(SCALES, WIDTHS)))
def test_a_figure_never_runs_into_the_name_or_out_of_the_cell(
    qapp: QApplication,  # noqa: ARG001
    cells: list[tuple[CellItem, ...]],
    scale: float,
    width: int,
) -> None:
    for look, _, _, wide, boxes in _laid_out(cells, scale, width):
        name, micro = (
            QFontMetricsF(look.font("body", bold=True)),
            QFontMetricsF(look.font("micro")),
        )
        for box in boxes:
            if box.item is None:
                continue
            left = wide - look.px(8) - micro.horizontalAdvance(box.figure)
            assert left >= 0
            beside = box.figure_top == look.px(22) * (len(box.names) - 1)
            if beside and box.figure:
                end = look.px(13) + name.horizontalAdvance(box.names[-1])
                hang = name.horizontalAdvance("“") / 2 if box.names[0][0] == "“" else 0
                assert end - hang <= left


@pytest.mark.parametrize(("scale", "width"), list(product(SCALES, WIDTHS)))
@pytest.mark.parametrize("expanded", [False, True], ids=["folded", "unfolded"])
def test_lines_follow_each_other_inside_their_cell(
    qapp: QApplication,  # noqa: ARG001
    cells: list[tuple[CellItem, ...]],
    scale: float,
    width: int,
    expanded: bool,
) -> None:
    for look, delegate, index, wide, boxes in _laid_out(cells, scale, width, expanded=expanded):
        cell = QRect(0, 0, wide, delegate.cell_height(index, wide))
        assert all(cell.contains(box.rect) for box in boxes)
        assert all(up.rect.bottom() < down.rect.top() for up, down in pairwise(boxes))
        for box in boxes:
            if box.item is not None:
                lines = max(len(box.names), box.figure_top // look.px(22) + 1)
                assert box.rect.height() >= look.px(22) * lines


@pytest.mark.parametrize("scale", SCALES)
def test_what_lies_under_a_point_is_what_is_drawn_there(
    qapp: QApplication,  # noqa: ARG001
    cells: list[tuple[CellItem, ...]],
    scale: float,
) -> None:
    for _, delegate, index, wide, boxes in _laid_out(cells, scale, 172, expanded=False):
        cell = QRect(310, 70, wide, delegate.cell_height(index, wide))
        for box in boxes:
            drawn = box.rect.translated(cell.topLeft())
            for x in (drawn.left(), drawn.center().x(), drawn.right()):
                for y in (drawn.top(), drawn.center().y(), drawn.bottom()):
                    assert delegate.hit(index, cell, x, y) == box
        below = boxes[-1].rect.bottom() + 2 if boxes else 2
        assert delegate.hit(index, cell, cell.left() + 5, cell.top() + below) is None
        assert delegate.hit(index, cell, cell.left() - 1, cell.top() + 10) is None


@pytest.mark.parametrize(
    ("count", "shown", "hidden"), [(0, 0, 0), (4, 4, 0), (5, 5, 0), (6, 4, 2), (40, 4, 36)]
)
def test_a_folded_cell_says_how_many_more_there_are(
    look: Appearance, count: int, shown: int, hidden: int
) -> None:
    items = tuple(CellItem(str(n), f"做法{n}", "", False, 0) for n in range(count))
    model = _Cells([items])
    folded = _delegate(look, expanded=False).boxes(model.index(0, 0), 200)
    assert [box.item for box in folded if box.item] == list(items[:shown])
    assert sum(box.hidden for box in folded) == hidden
    unfolded = _delegate(look, expanded=True).boxes(model.index(0, 0), 200)
    assert [box.item for box in unfolded if box.item] == list(items)
    # What was folded can be folded again; what always fits has no such line.
    assert any(box.item is None for box in unfolded) == bool(hidden)
    assert sum(box.hidden for box in unfolded) == 0


def test_a_layout_follows_the_scale_once_the_old_one_is_forgotten(qapp: QApplication) -> None:
    look = Appearance()
    model, delegate = _Cells([(LONG,)]), _delegate(look)
    before = delegate.cell_height(model.index(0, 0), 200)
    look.set(scale=2.0)
    delegate.forget_layouts()
    assert delegate.cell_height(model.index(0, 0), 200) > 1.5 * before
    qapp.setStyleSheet("")
