"""A flat table whose rows can be sorted by any column; long fields wrap, nothing is cut off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from desktop.roles import Role
from desktop.widgets.another_size import AnotherSize
from desktop.widgets.figure_delegate import SEAL, FigureDelegate
from desktop.widgets.measure_headers import TitleHeader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from desktop.theme import Appearance


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """A column's width at 100%, and what may change it."""

    width: int
    flexible: bool = False
    """Takes its share of what room is left."""
    fitted: bool = False
    """At least as wide as its widest text."""
    sealed: bool = False
    """Has a theme's seal before its text."""


class FigureListView(QTableView):
    """Its model answers Role.CELL with the texts of a row, and Role.THEME and Role.ID."""

    row_selected = Signal(str)
    row_activated = Signal(str)
    pane_wanted = Signal()

    def __init__(
        self,
        appearance: Appearance,
        plans: Sequence[ColumnPlan],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._plans = appearance, plans
        self._laid_for = -1  # the width
        self._layout_timer = QTimer(self, singleShot=True, interval=0)
        self._layout_timer.timeout.connect(self._lay_out_in_sight)
        self._resizing = AnotherSize(self, self._measure_first, self._lay_out_in_sight)
        self._delegate = FigureDelegate(appearance, self)
        self.setItemDelegate(self._delegate)
        header = TitleHeader(appearance, self, role="bodyStrong")
        header.setSectionsClickable(True)
        header.setSortIndicatorClearable(True)
        self.setHorizontalHeader(header)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(lambda index: self.row_activated.emit(self._id(index)))
        appearance.changed.connect(self._layout_timer.start)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is None:
            return
        model.modelReset.connect(self._layout_timer.start)
        model.layoutChanged.connect(self._layout_timer.start)
        model.rowsInserted.connect(self._layout_timer.start)
        model.rowsRemoved.connect(self._layout_timer.start)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._layout_timer.start()

    def sort_by_current(self) -> None:
        """Sort by the column of the current field; again the other way, then as it was."""
        column = max(self.currentIndex().column(), 0)
        header = self.horizontalHeader()
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if header.sortIndicatorSection() != column:
            header.setSortIndicator(column, up)
        elif header.sortIndicatorOrder() == up:
            header.setSortIndicator(column, down)
        else:
            header.setSortIndicator(-1, up)
        if self._stale():
            self.lay_out()
        self.scrollTo(self.currentIndex())  # the keys go on from there

    def select(self, index: QModelIndex) -> None:
        """Make a row current, in the column that is current."""
        column = max(self.currentIndex().column(), 0)
        if self._stale():
            self.lay_out()  # where the row stands depends on the heights above it
        index = index.siblingAtColumn(column)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        self.scrollTo(self.currentIndex())

    def lay_out(self) -> None:
        """Fit columns to the width and rows to their highest field."""
        model: QAbstractItemModel | None = self.model()
        if model is None:
            return
        self._layout_timer.stop()
        self._resizing.drop()
        self._laid_for = self.width()
        current = self.currentIndex()
        in_sight = self.viewport().rect().intersects(self.visualRect(current))
        rows = self._texts()
        widths = self._column_widths(rows, self.width())
        rooms = self._rooms(widths)
        self.setUpdatesEnabled(False)
        # Told of every row, the table would paint itself once more on the next turn.
        with QSignalBlocker(self.horizontalHeader()), QSignalBlocker(self.verticalHeader()):
            for column, width in enumerate(widths):
                self.setColumnWidth(column, width)
            for row, texts in enumerate(rows):
                height = self._delegate.row_height(texts, rooms)
                if height != self.rowHeight(row):
                    self.setRowHeight(row, height)
        self.setUpdatesEnabled(True)
        self.updateGeometries()
        if current.isValid() and in_sight:
            self.scrollTo(current)
        self.verticalScrollBar().setSingleStep(self._look.px(28))

    def measure(self, width: int) -> Iterator[None]:
        """Measure all texts for a layout in this width, a few between two yields."""
        model: QAbstractItemModel = self.model()
        rows: list[tuple[str, ...]] = []
        while len(rows) < model.rowCount():  # a filter may come between two of them
            rows.append(model.index(len(rows), 0).data(Role.CELL))
            yield
        rooms = self._rooms(self._column_widths(rows, width))
        for texts in rows:
            self._delegate.row_height(texts, rooms)
            yield

    def _measure_first(self) -> Iterator[None]:
        return self.measure(self.width())

    def _texts(self) -> list[tuple[str, ...]]:
        model: QAbstractItemModel = self.model()
        return [model.index(row, 0).data(Role.CELL) for row in range(model.rowCount())]

    def _rooms(self, widths: Sequence[int]) -> tuple[int, ...]:
        """What each column leaves for its text."""
        seal = self._look.px(SEAL)
        return tuple(w - seal * p.sealed for w, p in zip(widths, self._plans, strict=True))

    def _column_widths(self, rows: Sequence[Sequence[str]], whole: int) -> list[int]:
        widths = []
        for column, plan in enumerate(self._plans):
            width = self._look.px(plan.width)
            if plan.fitted:
                texts = {texts[column] for texts in rows}
                width = max(width, *map(self._delegate.needed_width, texts), 0)
            widths.append(width)
        room = whole - self.verticalScrollBar().sizeHint().width() - sum(widths)
        flexible = [column for column, plan in enumerate(self._plans) if plan.flexible]
        for column in flexible:
            widths[column] += max(room // len(flexible), 0)
        return widths

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_activated.emit(self._id(self.currentIndex()))
        elif key == Qt.Key.Key_Space:
            self.pane_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.row_selected.emit(self._id(current))

    def _id(self, index: QModelIndex) -> str:
        return str(index.data(Role.ID) or "")
