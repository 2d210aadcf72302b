"""The comparison as one QTableView; pinned columns stay in sight through a second view on it.

The view knows cells of runs with marks, not cases: what a mark stands for, its page knows.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from desktop.roles import Role
from desktop.widgets.another_size import AnotherSize
from desktop.widgets.comparison_delegate import ComparisonDelegate, Current
from desktop.widgets.comparison_headers import ColumnHeader, FacetHeader
from desktop.widgets.grid import ARROWS, is_plain, prepare_frozen, prepare_table, reveal_column
from desktop.widgets.in_turns import InTurns
from desktop.widgets.paced_painting import expect
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.theme import Appearance


class ComparisonView(QTableView):
    """Cells of text with one current; arrows move by cell."""

    cell_chosen = Signal()
    """Another cell is current, by hand or key."""
    mark_clicked = Signal(int)
    mark_hit = Signal()
    """The mark itself was clicked, not just the text it stands behind."""
    read_wanted = Signal()
    source_wanted = Signal()
    column_dropped = Signal(int, int)
    column_menu_wanted = Signal(int, QPoint)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = appearance
        self._mark = 0
        self._fitted = 0
        """The width that was laid out for; 0 when the cells are others, or look otherwise."""
        self._turns = InTurns(self)
        self._layout_timer = QTimer(self, singleShot=True, interval=0)
        self._layout_timer.timeout.connect(self._fit)
        self._resizing = AnotherSize(self, self._measure_first, self.lay_out)
        self._delegate = ComparisonDelegate(appearance, self._current, self)
        self._columns = ColumnHeader(appearance, self)
        self._facets = FacetHeader(appearance, self)
        self._frozen = QTableView(self)
        self._frozen_header = ColumnHeader(appearance, self._frozen)
        self._corner = PlainLabel()
        self._corner.setParent(self)
        self._corner.setObjectName("familyCorner")
        self._corner.setWordWrap(True)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        self._configure()
        appearance.changed.connect(self._restyle)

    def _configure(self) -> None:
        self.setHorizontalHeader(self._columns)
        self.setVerticalHeader(self._facets)
        self.setItemDelegate(self._delegate)
        prepare_table(self, self._look)
        frozen = self._frozen
        prepare_frozen(frozen, self._frozen_header, self._delegate, self._look)
        frozen.viewport().installEventFilter(self)
        frozen.hide()
        self.verticalScrollBar().valueChanged.connect(frozen.verticalScrollBar().setValue)
        frozen.verticalScrollBar().valueChanged.connect(self._follow_frozen)
        for header in (self._columns, self._frozen_header):
            header.menu_wanted.connect(self.column_menu_wanted)
            header.dropped.connect(self.column_dropped)
            header.chosen.connect(self._choose_column)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self._frozen.setModel(model)
        if model is not None:
            model.modelReset.connect(self._forget)
            model.headerDataChanged.connect(self._repaint)
        self._layout_timer.start()

    # What is current

    def set_mark(self, number: int) -> None:
        """The quote that is being read: its mark stands out in the current column."""
        self._mark = number
        self._repaint()

    def set_corner(self, text: str) -> None:
        """What stands where the headers meet."""
        self._corner.setText(text)

    def go(self, row: int, column: int) -> None:
        """Make a cell current without telling anybody; shows it."""
        index = self.model().index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self._reveal(index)
        self._repaint()

    def step(self, down: int, right: int) -> None:
        """Go to the next cell; headings between the rows are passed over."""
        model, index = self.model(), self.currentIndex()
        if not index.isValid():
            self.go(0, 0)
            self.cell_chosen.emit()
            return
        row, column = index.row() + down, index.column() + right
        while 0 <= row < model.rowCount() and 0 <= column < model.columnCount():
            if model.index(row, column).data(Role.KIND) != "heading":
                self.go(row, column)
                self.cell_chosen.emit()
                return
            row += down

    def _current(self) -> Current:
        index = self.currentIndex()
        return Current(index.row(), index.column(), self._mark, self.hasFocus())

    def _choose_column(self, column: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.go(max(self.currentIndex().row(), 0), column)
        self.cell_chosen.emit()

    # Layout

    def lay_out(self) -> None:
        """Fit columns to the width, rows to their fullest cell, and the pinned columns on top."""
        self.lay_out_in_turns()
        self._turns.complete()

    def lay_out_in_turns(self) -> None:
        """The same, a frame's worth on a turn; of other cells nothing is seen before the end."""
        self._layout_timer.stop()
        self._resizing.drop()
        self._turns.drop()
        model: QAbstractItemModel | None = self.model()
        if model is None:
            return
        if not self._fitted:
            self.setUpdatesEnabled(False)
        self._turns.begin(self._layout(model))

    def _measure_first(self) -> Iterator[None]:
        """Measure the cells for the width that they are going to have."""
        model = self.model()
        width = self._column_width(model.columnCount())
        for row, column in product(range(model.rowCount()), range(model.columnCount())):
            self._delegate.cell_height(model.index(row, column), width)
            yield

    def _layout(self, model: QAbstractItemModel) -> Iterator[None]:
        """Measure all of it; only then is anything changed."""
        columns, whole = range(model.columnCount()), self.width()
        width = self._column_width(len(columns))
        tallest = self._look.size("family", "header")
        for column in columns:
            tallest = max(tallest, self._columns.needed_height(column, width))
        heights = []
        for row in range(model.rowCount()):
            height = self._facets.needed_height(row)
            for column in columns:
                cell = self._delegate.cell_height(model.index(row, column), width)
                height = max(height, cell)
                yield
            heights.append(height)
        yield
        self._size(width, tallest, heights)
        self._fitted = whole
        if whole != self.width():
            self._layout_timer.start()

    def _size(self, width: int, tallest: int, heights: list[int]) -> None:
        anew = not self._fitted or width != self.columnWidth(0)
        for column in range(self.model().columnCount()):
            self.setColumnWidth(column, width)
            self._frozen.setColumnWidth(column, width)
            self._frozen.setColumnHidden(column, not self._is_pinned(column))
        for header in (self._columns, self._frozen_header):
            header.set_height(tallest)
        for row, height in enumerate(heights):
            self.setRowHeight(row, height)
            self._frozen.setRowHeight(row, height)
        if anew:
            expect(self.viewport())
        self.setUpdatesEnabled(True)
        self.updateGeometries()
        self._frozen.updateGeometries()
        self._place()

    def _place(self) -> None:
        """Lay the pinned columns on top, and show what is current."""
        self._place_frozen(self.columnWidth(0))
        if self.currentIndex().isValid():
            self._reveal(self.currentIndex())
        self._repaint()

    def _fit(self) -> None:
        """What is seen may have another size; only its width changes the cells."""
        if self._turns.active:
            return
        if self._fitted == self.width():
            self._place()
        else:
            self.lay_out_in_turns()

    def _forget(self) -> None:
        """Other cells: of what is laid out nothing is of use any more."""
        self._fitted = 0
        self._turns.drop()
        self._layout_timer.start()

    def _is_pinned(self, column: int) -> bool:
        return bool(self.model().headerData(column, Qt.Orientation.Horizontal, Role.PINNED))

    def _column_width(self, columns: int) -> int:
        header = self._facets.sizeHint().width()
        room = self.width() - header - self.verticalScrollBar().sizeHint().width()
        return max(room // max(columns, 1), self._look.size("family", "colMin"))

    def _place_frozen(self, width: int) -> None:
        pinned = sum(self._is_pinned(column) for column in range(self.model().columnCount()))
        header, left = self._columns.height(), self._facets.width()
        self._corner.setGeometry(0, 0, left, header)
        # Where the pinned columns would leave no room for another, they scroll with the rest.
        fits = width * (pinned + 1) <= self.viewport().width()
        self._frozen.setVisible(pinned > 0 and fits)
        self._frozen.setGeometry(left, 0, width * pinned, header + self.viewport().height())
        with QSignalBlocker(self.verticalScrollBar()):
            self._frozen.verticalScrollBar().setValue(self.verticalScrollBar().value())
        self._frozen.raise_()

    def _follow_frozen(self, value: int) -> None:
        # A wheel over the pinned columns; hidden, that view's range is of another time.
        if self._frozen.isVisible():
            self.verticalScrollBar().setValue(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._turns.active or self._fitted in (0, self.width()) or not self.isVisible():
            self._layout_timer.start()
        else:
            self._resizing.begin()

    def _restyle(self) -> None:
        self._delegate.forget_layouts()
        self._forget()

    def _repaint(self) -> None:
        self.viewport().update()
        self._frozen.viewport().update()
        for header in (self._columns, self._frozen_header, self._facets):
            header.viewport().update()

    def _reveal(self, index: QModelIndex) -> None:
        if self._turns.active:
            return  # it has no place yet: shown when it has
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top = self.rowViewportPosition(index.row())
        bottom = top + self.rowHeight(index.row())
        if top < 0 or bottom - top > height:
            bar.setValue(bar.value() + top)
        elif bottom > height:
            bar.setValue(bar.value() + bottom - height)
        self._reveal_column(index.column())

    def _reveal_column(self, column: int) -> None:
        if self._frozen.isVisible() and self._is_pinned(column):
            return
        reveal_column(self, self._frozen, column)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = is_plain(event)
        if plain and key in ARROWS:
            self.step(*ARROWS[key])
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self.model().columnCount() - 1
            self.go(max(self.currentIndex().row(), 0), 0 if key == Qt.Key.Key_Home else last)
            self.cell_chosen.emit()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.read_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._turns.complete()
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        if index.isValid():
            at = self.visualRect(index).topLeft() + QPoint(self._look.px(14), self._look.px(20))
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            point = event.globalPos() if by_mouse else self.viewport().mapToGlobal(at)
            self.column_menu_wanted.emit(index.column(), point)

    # Mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._frozen.viewport() and isinstance(event, QMouseEvent):
            self._mouse(self._frozen, event)
            return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse(self, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse(self, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse(self, event)

    def _mouse(self, view: QTableView, event: QMouseEvent) -> None:
        self._turns.complete()
        point = event.position().toPoint()
        index = view.indexAt(point)
        heading = not index.isValid() or index.data(Role.KIND) == "heading"
        cell = view.visualRect(index)
        mark = 0 if heading else self._delegate.mark_at(index, cell, point.x(), point.y())
        if event.type() == QEvent.Type.MouseMove:
            shape = Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor
            view.viewport().setCursor(shape)
            return
        if heading or event.button() != Qt.MouseButton.LeftButton:
            return
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.source_wanted.emit()
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            number = mark or self._delegate.nearest_mark(index, cell, point.y())
            self.go(index.row(), index.column())
            self.cell_chosen.emit()
            if number:
                self.mark_clicked.emit(number)
            if mark:
                self.mark_hit.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.step(0, 0)
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint()
