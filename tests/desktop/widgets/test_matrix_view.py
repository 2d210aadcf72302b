"""The matrix under hand and keys; what the items are, it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from desktop.widgets.matrix_delegate import MatrixDelegate
from desktop.widgets.matrix_headers import RegionHeader
from desktop.widgets.matrix_view import MatrixView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from desktop.theme import Appearance
    from desktop.widgets.matrix_cells import Box
    from tests.desktop.widgets.conftest import Table

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


class Hand:
    """Acts on a view as a user, and keeps what the view says."""

    def __init__(self, view: MatrixView) -> None:
        self.view = view
        self.said: list[tuple[str, str]] = []
        for name in ("item_selected", "item_activated", "bookmark_clicked", "pin_clicked"):
            getattr(view, name).connect(lambda item, name=name: self.said.append((name, item)))
        view.pane_wanted.connect(lambda: self.said.append(("pane_wanted", "")))

    def keys(self, *keys: Qt.Key) -> list[str]:
        """Press keys in turn; the item selected after each."""
        selected = []
        for key in keys:
            QTest.keyClick(self.view, key)
            selected.append(self.view.selected)
        return selected

    def point(self, row: int, column: int, place: int, x: float = 0.5) -> QPoint:
        """Where an item is drawn in the main view: `x` from 0 to 1 across the cell."""
        index = self.view.model().index(row, column)
        cell = self.view.visualRect(index)
        box = self.delegate.boxes(index, cell.width())[place]
        rect = box.rect.translated(cell.topLeft())
        return QPoint(rect.left() + round(rect.width() * x), rect.center().y())

    @property
    def delegate(self) -> MatrixDelegate:
        """The view's delegate, which knows where everything is."""
        found = self.view.itemDelegate()
        assert isinstance(found, MatrixDelegate)
        return found

    def click(self, row: int, column: int, place: int, x: float = 0.5) -> None:
        """Click an item once."""
        QTest.mouseClick(self.view.viewport(), LEFT, pos=self.point(row, column, place, x))

    def frozen(self) -> QTableView:
        """The view of the pinned columns."""
        [found] = [v for v in self.view.findChildren(QTableView) if v.parent() is self.view]
        return found


@pytest.fixture
def shown(qtbot: QtBot, look: Appearance) -> Iterator[Callable[[Table, int], MatrixView]]:
    """Shows a table in a window of a given width."""
    made: list[MatrixView] = []

    def show(table: Table, width: int) -> MatrixView:
        view = MatrixView(look)
        made.append(view)
        view.setModel(table)
        view.resize(width, 600)
        view.show()
        qtbot.waitExposed(view).__enter__()
        view.activateWindow()
        view.lay_out()
        QApplication.processEvents()
        return view

    yield show
    for view in made:
        view.close()
        view.deleteLater()


@pytest.fixture
def hand(shown: Callable[[Table, int], MatrixView], table: Table) -> Hand:
    """A user before the small table, nothing chosen yet."""
    return Hand(shown(table, 1200))


def _choose(view: MatrixView, row: int, column: int, place: int) -> None:
    view.select(f"{row}.{column}.{place}", view.model().index(row, column))


def test_down_goes_through_a_cell_and_on_to_the_next_of_the_region(hand: Hand) -> None:
    _choose(hand.view, 0, 0, 0)
    assert hand.keys(*[KEY.Key_Down] * 5) == ["0.0.1", "1.0.0", "2.0.0", "2.0.1", "2.0.1"]
    assert hand.keys(*[KEY.Key_Up] * 3) == ["2.0.0", "1.0.0", "0.0.1"]


def test_up_and_down_pass_over_empty_cells(hand: Hand) -> None:
    _choose(hand.view, 1, 1, 0)
    assert hand.keys(KEY.Key_Up) == ["1.1.0"]
    _choose(hand.view, 1, 2, 0)
    assert hand.keys(KEY.Key_Down) == ["1.2.0"]


def test_left_and_right_go_from_region_to_region_past_empty_cells(hand: Hand) -> None:
    _choose(hand.view, 0, 0, 1)
    assert hand.keys(*[KEY.Key_Right] * 3) == ["0.2.1", "0.3.0", "0.3.0"]
    assert hand.keys(KEY.Key_Left, KEY.Key_Left) == ["0.2.0", "0.0.0"]


def test_home_and_end_go_to_the_first_and_last_region(hand: Hand) -> None:
    _choose(hand.view, 2, 1, 1)
    assert hand.keys(KEY.Key_End, KEY.Key_Home) == ["2.3.0", "2.0.0"]


def test_every_step_of_the_keys_is_told(hand: Hand) -> None:
    _choose(hand.view, 0, 0, 0)
    assert hand.said == []
    hand.keys(KEY.Key_Down, KEY.Key_Right)
    assert hand.said == [("item_selected", "0.0.1"), ("item_selected", "0.2.1")]


def test_enter_opens_and_space_asks_for_the_pane(hand: Hand) -> None:
    hand.keys(KEY.Key_Space)
    _choose(hand.view, 1, 1, 2)
    hand.keys(KEY.Key_Return, KEY.Key_Enter)
    assert [entry for entry in hand.said if entry[0] != "item_selected"] == [
        ("pane_wanted", ""),
        ("item_activated", "1.1.2"),
        ("item_activated", "1.1.2"),
    ]


def test_going_below_the_fold_unfolds_the_row(hand: Hand) -> None:
    _choose(hand.view, 1, 1, 3)
    assert hand.keys(KEY.Key_Down) == ["1.1.4"]
    boxes = hand.delegate.boxes(hand.view.model().index(1, 1), 200)
    assert len([box for box in boxes if box.item]) == 9


def test_the_view_takes_the_focus_on_its_first_item(hand: Hand) -> None:
    hand.view.clearFocus()
    hand.view.setFocus()
    assert hand.view.selected == "0.0.0"


def test_a_click_selects(hand: Hand) -> None:
    hand.click(1, 2, 0)
    assert hand.view.selected == "1.2.0"
    assert hand.said == [("item_selected", "1.2.0")]
    assert hand.view.currentIndex() == hand.view.model().index(1, 2)


def test_a_double_click_opens(hand: Hand) -> None:
    QTest.mouseDClick(hand.view.viewport(), LEFT, pos=hand.point(0, 2, 1))
    assert hand.said[-1] == ("item_activated", "0.2.1")


def test_an_item_that_is_held_and_moved_is_dragged_away_once(hand: Hand) -> None:
    dragged: list[str] = []
    hand.view.drag_wanted.connect(dragged.append)
    port, start = hand.view.viewport(), hand.point(0, 2, 1)
    QTest.mousePress(port, LEFT, pos=start)
    for way in (1, 40, 80):
        place = QPointF(start + QPoint(way, 0))
        move = QMouseEvent(
            QEvent.Type.MouseMove, place, port.mapToGlobal(place), Qt.MouseButton.NoButton, LEFT,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(port, move)
        assert dragged == ([] if way == 1 else ["0.2.1"])
    QTest.mouseRelease(port, LEFT, pos=start)


def test_a_click_on_the_ribbon_bookmarks(hand: Hand) -> None:
    hand.click(0, 2, 1, x=0.02)
    assert ("bookmark_clicked", "0.2.1") in hand.said


def test_a_click_on_the_name_does_not_bookmark(hand: Hand) -> None:
    hand.click(0, 2, 1, x=0.3)
    assert [name for name, _ in hand.said] == ["item_selected"]


def test_a_click_beside_the_items_changes_nothing(hand: Hand) -> None:
    cell = hand.view.visualRect(hand.view.model().index(0, 1))
    QTest.mouseClick(hand.view.viewport(), LEFT, pos=cell.center())
    QTest.mouseClick(hand.view.viewport(), Qt.MouseButton.RightButton, pos=hand.point(0, 0, 0))
    assert hand.said == []


def test_the_line_that_counts_the_rest_unfolds_and_folds_the_row(hand: Hand) -> None:
    index = hand.view.model().index(1, 1)
    before = hand.view.rowHeight(1)
    hand.click(1, 1, 4)
    assert hand.view.rowHeight(1) > before
    boxes = hand.delegate.boxes(index, hand.view.columnWidth(1))
    assert [box.hidden for box in boxes if box.item is None] == [0]
    assert hand.said == []
    hand.click(1, 1, len(boxes) - 1)
    assert hand.view.rowHeight(1) == before


def test_pinned_columns_stay_in_sight_when_the_rest_is_scrolled(
    shown: Callable[[Table, int], MatrixView],
    table_of: type[Table],
) -> None:
    table = table_of([[1] * 12, [2] * 12])
    view = shown(table, 700)
    frozen = Hand(view).frozen()
    assert not frozen.isVisible()
    table.pin(0, 1)
    view.lay_out()
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    assert view.columnViewportPosition(0) < 0
    assert frozen.isVisible()
    assert [frozen.columnAt(x) for x in (0, frozen.viewport().width() - 1)] == [0, 1]
    assert frozen.columnViewportPosition(0) == 0
    assert frozen.geometry().left() == view.viewport().geometry().left()
    assert frozen.width() == view.columnWidth(0) + view.columnWidth(1)


def test_pinned_columns_scroll_down_with_the_others(
    shown: Callable[[Table, int], MatrixView],
    table_of: type[Table],
) -> None:
    table = table_of([[5] * 6 for _ in range(20)])
    view = shown(table, 700)
    table.pin(0)
    view.lay_out()
    frozen = Hand(view).frozen()
    view.verticalScrollBar().setValue(333)
    assert frozen.verticalScrollBar().value() == view.verticalScrollBar().value() == 333
    assert [frozen.rowHeight(r) for r in range(20)] == [view.rowHeight(r) for r in range(20)]


def test_an_item_in_a_pinned_column_is_clicked_where_it_is_seen(
    shown: Callable[[Table, int], MatrixView],
    table_of: type[Table],
) -> None:
    table = table_of([[1] * 12, [2] * 12])
    view = shown(table, 700)
    hand = Hand(view)
    table.pin(0)
    view.lay_out()
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    frozen = hand.frozen()
    cell = frozen.visualRect(table.index(1, 0))
    box = hand.delegate.boxes(table.index(1, 0), cell.width())[1]
    place = box.rect.translated(cell.topLeft()).center()
    QTest.mouseClick(frozen.viewport(), LEFT, pos=place)
    assert view.selected == "1.0.1"


def test_an_item_that_is_chosen_from_elsewhere_comes_into_sight(
    shown: Callable[[Table, int], MatrixView],
    table_of: type[Table],
) -> None:
    table = table_of([[5] * 12 for _ in range(12)])
    view = shown(table, 700)
    table.pin(0)
    view.lay_out()
    hand = Hand(view)
    covered = hand.frozen().width()
    for row, column in ((11, 11), (0, 1), (6, 5)):
        _choose(view, row, column, 4)
        point = hand.point(row, column, 4)
        assert view.viewport().rect().contains(point)
        assert point.x() > covered


def test_the_pin_of_a_header_pins_and_its_name_sorts(hand: Hand) -> None:
    sorted_by: list[str] = []
    hand.view.name_clicked.connect(sorted_by.append)
    header = hand.view.horizontalHeader()
    assert isinstance(header, RegionHeader)
    left, width = header.sectionViewportPosition(2), header.sectionSize(2)
    middle = header.height() // 2
    QTest.mouseClick(header.viewport(), LEFT, pos=QPoint(left + width // 3, middle))
    assert (sorted_by, hand.said) == (["region 2"], [])
    QTest.mouseClick(header.viewport(), LEFT, pos=QPoint(left + width - 18, middle))
    assert hand.said == [("pin_clicked", "region 2")]


def test_there_is_no_widget_for_a_cell(
    shown: Callable[[Table, int], MatrixView], table_of: type[Table]
) -> None:
    small = shown(table_of([[1] * 5 for _ in range(8)]), 1200)
    large = shown(table_of([[60] * 5 for _ in range(8)]), 1200)
    assert len(large.findChildren(QWidget)) == len(small.findChildren(QWidget))


def test_columns_share_the_width_within_the_measures_of_the_design(
    shown: Callable[[Table, int], MatrixView], table_of: type[Table], look: Appearance
) -> None:
    least, most = look.size("matrix", "colMin"), look.size("matrix", "colMax")
    widths = {
        width: shown(table_of([[1] * 4]), width).columnWidth(0) for width in (400, 1100, 3000)
    }
    assert widths[400] == least
    assert least < widths[1100] < most
    assert widths[3000] == most


def _count(view: MatrixView, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The cells that are measured from now on."""
    measured: list[tuple[int, int]] = []
    real = MatrixDelegate.cell_height

    def counted(self: MatrixDelegate, index: QModelIndex, width: int) -> int:
        measured.append((index.row(), index.column()))
        return real(self, index, width)

    monkeypatch.setattr(MatrixDelegate, "cell_height", counted)
    assert view.model().columnCount() == 1000
    return measured


def test_a_filter_over_a_hundred_thousand_items_measures_only_what_is_in_sight(
    shown: Callable[[Table, int], MatrixView],
    table_of: type[Table],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = table_of([[12] * 1000 for _ in range(8)])
    view = shown(table, 1000)
    measured = _count(view, monkeypatch)
    table.pin(0)  # a reset, as by a filter
    view.lay_out()
    assert 0 < len(measured) < 8 * 10
    assert view.rowHeight(0) > 0


def test_a_scroll_step_measures_the_columns_that_come_into_sight(
    shown: Callable[[Table, int], MatrixView],
    table_of: type[Table],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = shown(table_of([[2] * 1000 for _ in range(8)]), 1000)
    measured = _count(view, monkeypatch)
    bar = view.horizontalScrollBar()
    for _ in range(3):
        bar.setValue(bar.value() + view.columnWidth(0))
    assert 0 < len(measured) <= 3 * 8
    measured.clear()
    bar.setValue(0)
    assert measured == []


def test_rows_grow_to_what_comes_into_sight_and_never_shrink_on_the_way_back(
    shown: Callable[[Table, int], MatrixView],
    table_of: type[Table],
) -> None:
    counts = [[1] * 1000 for _ in range(8)]
    counts[0][500] = counts[1][500] = 5
    view = shown(table_of(counts), 1000)
    low = view.rowHeight(0)
    bar = view.horizontalScrollBar()
    bar.setValue(view.columnWidth(0) * 499)
    high = view.rowHeight(0)
    assert high > low
    bar.setValue(0)
    assert view.rowHeight(0) == high
    frozen = Hand(view).frozen()
    assert [frozen.rowHeight(r) for r in range(8)] == [view.rowHeight(r) for r in range(8)]


def test_what_is_read_stays_where_it_is_when_rows_above_it_grow(
    shown: Callable[[Table, int], MatrixView],
    table_of: type[Table],
) -> None:
    counts = [[4] * 1000 for _ in range(12)]
    counts[0] = [1] * 500 + [5] * 500
    view = shown(table_of(counts), 1000)
    view.verticalScrollBar().setValue(view.rowViewportPosition(6))
    top = view.rowViewportPosition(6)
    view.horizontalScrollBar().setValue(view.columnWidth(0) * 600)
    assert view.rowViewportPosition(6) == top


def test_columns_further_off_are_made_ready_and_no_row_grows_for_them(
    shown: Callable[[Table, int], MatrixView],
    table_of: type[Table],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    counts = [[1] * 1000 for _ in range(8)]
    counts[0][30] = 5
    asked: set[int] = set()
    real = MatrixDelegate.boxes

    def noted(self: MatrixDelegate, index: QModelIndex, width: int) -> list[Box]:
        if index.model() is table:
            asked.add(index.column())
        return real(self, index, width)

    monkeypatch.setattr(MatrixDelegate, "boxes", noted)
    table = table_of(counts)
    view = shown(table, 1000)
    low = view.rowHeight(0)
    qtbot.waitUntil(lambda: 30 in asked, timeout=5000)
    assert view.rowHeight(0) == low
    assert max(asked) < 80
