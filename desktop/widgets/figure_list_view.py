"""A flat table whose rows can be sorted by any column; long fields wrap, nothing is cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from desktop.roles import Role
from desktop.widgets.figure_delegate import FigureDelegate
from desktop.widgets.measure_headers import TitleHeader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from desktop.theme import Appearance


class FigureListView(QTableView):
    """`widths` are those of columns at 100%; the columns in `flexible` share what is left."""

    row_selected = Signal(str)
    row_activated = Signal(str)
    pane_wanted = Signal()

    def __init__(
        self, appearance: Appearance, widths: Mapping[int, int], flexible: tuple[int, ...],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look, self._widths, self._flexible = appearance, widths, flexible
        self._layout_timer = QTimer(self, singleShot=True, interval=0)
        self._layout_timer.timeout.connect(self.lay_out)
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

    def select(self, index: QModelIndex) -> None:
        """Make a row current, in the column that is current."""
        column = max(self.currentIndex().column(), 0)
        if self._layout_timer.isActive():
            self.lay_out()  # where the row stands depends on the heights above it
        self.setCurrentIndex(index.siblingAtColumn(column))
        self.scrollTo(self.currentIndex())

    def lay_out(self) -> None:
        """Fit columns to the width and rows to their highest field."""
        model: QAbstractItemModel | None = self.model()
        if model is None:
            return
        self._layout_timer.stop()
        px = self._look.px
        current = self.currentIndex()
        in_sight = self.viewport().rect().intersects(self.visualRect(current))
        fixed = sum(px(w) for column, w in self._widths.items() if column not in self._flexible)
        room = self.width() - self.verticalScrollBar().sizeHint().width() - fixed
        widths = {column: px(width) for column, width in self._widths.items()}
        for column in self._flexible:
            widths[column] = max(room // len(self._flexible), widths[column])
        self.setUpdatesEnabled(False)
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        for row in range(model.rowCount()):
            texts = model.index(row, 0).data(Role.CELL)
            height = max(self._delegate.needed_height(texts[c], w) for c, w in widths.items())
            if height != self.rowHeight(row):
                self.setRowHeight(row, height)
        self.setUpdatesEnabled(True)
        self.updateGeometries()
        if current.isValid() and in_sight:
            self.scrollTo(current)
        self.verticalScrollBar().setSingleStep(px(26))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._layout_timer.start()

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
