"""A list as tall as its rows: part of a page that scrolls as a whole; walked by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QFrame, QListView

from desktop.models.rows import RowModel
from desktop.widgets.paced_painting import expect
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QWheelEvent

    from desktop.models.rows import Row
    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex


class FullList(QListView):
    """Rows to choose from with a click or Enter; nothing is marked while the focus is elsewhere."""

    chosen = Signal(str)
    """The id of the row that was clicked or entered."""
    reached = Signal(QRect)
    """The keyboard has come to the row at this place of the list."""

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(appearance, self, left=8))
        self.setAccessibleName(name)
        self.setObjectName("fullList")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        appearance.changed.connect(self.scheduleDelayedItemsLayout)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, in full."""
        expect(self.viewport())
        self.rows.set_rows(rows)
        if self.isVisible():
            self.doItemsLayout()  # its height is settled before it is painted
        else:
            self.scheduleDelayedItemsLayout()

    def current_id(self) -> str:
        """The row under the keyboard, '' while the focus is elsewhere."""
        row = self.rows.row(self.currentIndex()) if self.hasFocus() else None
        return row.id if row is not None else ""

    def doItemsLayout(self) -> None:
        # Not by ResizeMode.Adjust: the height that is set here would ask for it again.
        super().doItemsLayout()
        height = max(self.contentsSize().height(), 0)  # -1 for a list without rows
        if height != self.height():
            self.setFixedHeight(height)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            self.reached.emit(self.visualRect(current))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            current = self.currentIndex() if self.currentIndex().isValid() else self.rows.first()
            self.selectionModel().setCurrentIndex(
                current, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.reached.emit(self.visualRect(current))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.clearSelection()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, not the list

    def _choose(self, index: QModelIndex) -> None:
        row = self.rows.row(index)
        if row is not None and row.kind != "heading":
            self.chosen.emit(row.id)
