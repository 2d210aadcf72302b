"""The measures as one QTableView: the measures' own column is its vertical header, never scrolled.

The view knows cells with numbers, not cases. Arrows move from number to number: by line inside a
cell, then by cell; cells without a number are stepped over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QTableView, QWidget

from desktop.roles import Role
from desktop.widgets.another_size import AnotherSize
from desktop.widgets.figure_delegate import MeasureDelegate
from desktop.widgets.grid import ARROWS, is_plain, prepare_table, step_by
from desktop.widgets.measure_headers import MeasureHeader, TitleHeader
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent

    from desktop.cells import FigureCell, FigureLine
    from desktop.theme import Appearance

_COLUMN_MIN = 148


class MeasureView(QTableView):
    """Cells of numbers with one current number."""

    figure_selected = Signal(str)
    figure_activated = Signal(str)
    pane_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = appearance
        self._selected = ""
        self._laid_for = -1  # the width
        self._layout_timer = QTimer(self, singleShot=True, interval=0)
        self._layout_timer.timeout.connect(self._lay_out_in_sight)
        self._resizing = AnotherSize(self, self._measure_first, self._lay_out_in_sight)
        self._delegate = MeasureDelegate(appearance, self._current, self)
        self._measures = MeasureHeader(appearance, self)
        self._corner = PlainLabel()
        self._corner.setParent(self)
        self._corner.setObjectName("matrixCorner")
        self.setHorizontalHeader(TitleHeader(appearance, self))
        self.setVerticalHeader(self._measures)
        self.setItemDelegate(self._delegate)
        prepare_table(self, appearance)
        appearance.changed.connect(self._layout_timer.start)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._layout_timer.start)
        self._layout_timer.start()

    def set_corner(self, text: str) -> None:
        """What stands where the headers meet."""
        self._corner.setText(text)

    # What is current

    @property
    def selected(self) -> str:
        """The id of the current number, '' for none."""
        return self._selected

    def select(self, figure_id: str, index: QModelIndex) -> None:
        """Make a number current without telling anybody; shows it."""
        if figure_id == self._selected and index == self.currentIndex() and not self._stale():
            self.scrollTo(index)
            return
        self._selected = figure_id
        if index.isValid():
            if self._stale():
                self.lay_out()  # where the cell stands depends on the heights above it
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.viewport().update()

    def _current(self) -> tuple[str, bool]:
        return self._selected, self.hasFocus()

    # Layout

    def lay_out(self) -> None:
        """Fit columns to the width and rows to their fullest cell."""
        model: QAbstractItemModel | None = self.model()
        if model is None:
            return
        self._layout_timer.stop()
        self._resizing.drop()
        self._laid_for = self.width()
        current = self.currentIndex()
        in_sight = self.viewport().rect().intersects(self.visualRect(current))
        width = self._column_width(model.columnCount())
        # Told of every row, the table would paint itself once more on the next turn.
        with QSignalBlocker(self.horizontalHeader()), QSignalBlocker(self._measures):
            for column in range(model.columnCount()):
                self.setColumnWidth(column, width)
            for row in range(model.rowCount()):
                least = self._measures.needed_height(row)
                self.setRowHeight(row, max([least, *self._measure_row(row, width)]))
        self.viewport().update()
        self.updateGeometries()
        header = self.horizontalHeader().height()
        self._corner.setGeometry(0, 0, self._measures.width(), header)
        if current.isValid() and in_sight:
            self.scrollTo(current)
        step_by(self, self._look)

    def measure(self) -> Iterator[None]:
        """Measure the texts of all rows before the first layout, a row between two yields."""
        for row in range(self.model().rowCount()):
            self._measures.needed_height(row)
            self._measure_row(row, self._look.px(_COLUMN_MIN))
            yield

    def _measure_first(self) -> Iterator[None]:
        """Measure the cells for the width that they are going to have."""
        model: QAbstractItemModel = self.model()
        width = self._column_width(model.columnCount())
        for row in range(model.rowCount()):
            self._measure_row(row, width)
            yield

    def _measure_row(self, row: int, width: int) -> list[int]:
        return [self._delegate.cell_height(cell, width) for cell in self._cells(row)]

    def _column_width(self, columns: int) -> int:
        room = self.width() - self._measures.sizeHint().width()
        room -= self.verticalScrollBar().sizeHint().width()
        return max(room // max(columns, 1), self._look.px(_COLUMN_MIN))

    def _lay_out_in_sight(self) -> None:
        if self.isVisible():
            self.lay_out()
        else:
            self._laid_for = -1  # when it is shown

    def _stale(self) -> bool:
        return self._layout_timer.isActive() or self._laid_for != self.width()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Now, not on a turn of its own: else every row would be painted where it does not stay.
        if self._stale():
            self.lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._laid_for != self.width():
            if self._laid_for < 0 or not self.isVisible() or self._layout_timer.isActive():
                self._layout_timer.start()
            else:
                self._resizing.begin()

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = is_plain(event)
        if plain and key in ARROWS:
            self._step(*ARROWS[key])
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._selected:
                self.figure_activated.emit(self._selected)
        elif plain and key == Qt.Key.Key_Space:
            self.pane_wanted.emit()
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._edge(last=key == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    def _cells(self, row: int) -> tuple[FigureCell, ...]:
        """All of a measure in one answer, for a layout needs them all; of a theme's row none."""
        cells: tuple[FigureCell, ...] | None
        cells = self.model().headerData(row, Qt.Orientation.Vertical, Role.CELL)
        return cells or ()

    def _cell(self, row: int, column: int) -> FigureCell | None:
        cell: FigureCell | None = self.model().index(row, column).data(Role.CELL)
        return cell

    def _lines(self, row: int, column: int) -> tuple[FigureLine, ...]:
        cell = self._cell(row, column)
        return cell.lines if cell else ()

    def _position(self) -> tuple[int, int, int]:
        index = self.currentIndex()
        if not index.isValid():
            return -1, 0, -1
        ids = [line.id for line in self._lines(index.row(), index.column())]
        place = ids.index(self._selected) if self._selected in ids else -1
        return index.row(), index.column(), place

    def _step(self, down: int, right: int) -> None:
        row, column, place = self._position()
        if down and row >= 0 and 0 <= place + down < len(self._lines(row, column)):
            self._go(row, column, place + down)
            return
        rows, columns = self.model().rowCount(), self.model().columnCount()
        row, column = row + down, column + right
        while 0 <= row < rows and 0 <= column < columns:
            if lines := self._lines(row, column):
                self._go(row, column, 0 if down >= 0 else len(lines) - 1)
                return
            row, column = row + down, column + right

    def _edge(self, *, last: bool) -> None:
        row, _, _ = self._position()
        columns = range(self.model().columnCount())
        for column in reversed(columns) if last else columns:
            if row >= 0 and self._lines(row, column):
                self._go(row, column, 0)
                return

    def _go(self, row: int, column: int, place: int) -> None:
        figure_id = self._lines(row, column)[place].id
        self.select(figure_id, self.model().index(row, column))
        self.figure_selected.emit(figure_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._selected:
            self._first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _first(self) -> None:
        for row in range(self.model().rowCount()):
            for column in range(self.model().columnCount()):
                if self._lines(row, column):
                    self._go(row, column, 0)
                    return

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self._line_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and line is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.select(line.id, self.indexAt(event.position().toPoint()))
            self.figure_selected.emit(line.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._line_at(
            event.position().toPoint()
        ):
            self.figure_activated.emit(self._selected)

    def _line_at(self, point: QPoint) -> FigureLine | None:
        index = self.indexAt(point)
        cell = self._cell(index.row(), index.column()) if index.isValid() else None
        if cell is None:
            return None
        rect = self.visualRect(index)
        return self._delegate.line_at(cell, rect.width(), point.y() - rect.top())
