"""The readers in a row: equal widths, their order, and the ones that the window has no room for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter

from desktop.pages.parallel.column import Column
from desktop.widgets.in_turns import InTurns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.session import Session
    from desktop.widgets.reading_look import ReadingLook

FEWEST: Final = 2
MOST: Final = 5
_GIVE: Final = 0.95  # of the least width of the design: five fit into 1920 pixels
_LEAST: Final = 300  # below this a reader is wider than its share of a small window


class Columns(QScrollArea):
    """Two to five readers; those that do not fit are reached by scrolling sideways."""

    reordered = Signal()
    resized = Signal()

    def __init__(self, session: Session, look: ReadingLook) -> None:
        super().__init__()
        self.setObjectName("columnScroll")
        self._session, self._look = session, look
        self._columns: list[Column] = []
        self._current: Column | None = None
        self._shares = 0
        self.filling = InTurns(self)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setObjectName("columnSplit")
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self.setWidget(self._split)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        session.appearance.changed.connect(self._fit)

    @property
    def columns(self) -> list[Column]:
        """The readers from left to right, filled."""
        self.filling.complete()
        return self._columns

    @property
    def regions(self) -> list[str]:
        """The ids of their regions."""
        return [column.region_id for column in self._columns]

    @property
    def current(self) -> Column | None:
        """The reader that keys go to: the one that had the focus last; filled."""
        self.filling.complete()
        return self._at_keys()

    @property
    def current_region(self) -> str:
        """The id of its region, '' where there is none."""
        column = self._at_keys()
        return column.region_id if column is not None else ""

    def take_focus(self) -> None:
        """Give the keyboard to the current reader, filled or not."""
        column = self._at_keys()
        if column is not None:
            column.view.setFocus()

    def choose(self, region_id: str) -> None:
        """Have the keys go to the reader of a region, if it is among them."""
        for column in self._columns:
            if column.region_id == region_id:
                self.set_current(column)

    def _at_keys(self) -> Column | None:
        if self._current in self._columns:
            return self._current
        return self._columns[0] if self._columns else None

    def set_current(self, column: Column) -> None:
        """Mark the reader that keys go to, and bring it into sight."""
        self._current = column
        for other in self._columns:
            other.header.show_current(other is column)
        self._bring(column)

    def column_of(self, region_id: str) -> Column | None:
        """The reader of a region, filled, if it is among them."""
        return next((c for c in self.columns if c.region_id == region_id), None)

    def set_regions(self, region_ids: Sequence[str]) -> list[Column]:
        """Show these regions in this order; returns the readers that are new."""
        self.filling.complete()
        kept = {column.region_id: column for column in self._columns}
        new = [Column(self._session, self._look, id_) for id_ in region_ids if id_ not in kept]
        kept.update({column.region_id: column for column in new})
        for column in self._columns:
            if column.region_id not in region_ids:
                column.hide()
                column.setParent(None)
                column.deleteLater()
        self._columns = [kept[id_] for id_ in region_ids]
        for place, column in enumerate(self._columns):
            self._split.insertWidget(place, column)
            self._split.setStretchFactor(place, 1)
        for column in new:
            column.header.dragged.connect(partial(self._drag, column))
            column.view.entered.connect(partial(self.set_current, column))
        self._share()
        current = self._at_keys()
        if current is not None:
            self.set_current(current)
        return new

    # Order

    def move_current(self, by: int) -> None:
        """Move the current reader one place to the right (1) or to the left (-1)."""
        column = self.current
        if column is not None:
            self._put(column, self._columns.index(column) + by)

    def _drag(self, column: Column, x: int) -> None:
        """A header is held at a place of the screen: its reader goes where the middle passes."""
        here = self._split.mapFromGlobal(QPoint(x, 0)).x()
        others = [c for c in self._columns if c is not column]
        self._put(column, sum(here > c.geometry().center().x() for c in others))

    def _put(self, column: Column, place: int) -> None:
        place = min(max(place, 0), len(self._columns) - 1)
        if self._columns.index(column) == place:
            return
        self._columns.remove(column)
        self._columns.insert(place, column)
        self._split.insertWidget(place, column)
        self._bring(column)
        self.reordered.emit()

    # Widths

    @property
    def shown(self) -> int:
        """How many readers stand in sight at once."""
        least = self._session.appearance.size("compare", "colMin") * _GIVE
        return min(max(int(self.viewport().width() // least), FEWEST), max(len(self._columns), 1))

    def _width(self) -> int:
        least = self._session.appearance.px(_LEAST)
        return max(self.viewport().width() // self.shown, least)

    def _fit(self) -> None:
        count = len(self._columns)
        needed = self._width() * count if count > self.shown else 0
        least = self._session.appearance.px(_LEAST)
        self._split.setMinimumWidth(max(needed, least * count))
        if needed != self._shares:
            self._shares = needed
            self._share()

    def _share(self) -> None:
        """The same width for all."""
        self._fit_only()
        self._split.setSizes([1000] * len(self._columns))
        for number in range(1, self._split.count()):
            self._split.handle(number).installEventFilter(self)

    def _fit_only(self) -> None:
        for column in self._columns:
            column.setMinimumWidth(self._session.appearance.px(_LEAST))

    def _bring(self, column: Column) -> None:
        left, right = column.x(), column.x() + column.width()
        bar = self.horizontalScrollBar()
        if left < bar.value():
            bar.setValue(left)
        elif right > bar.value() + self.viewport().width():
            bar.setValue(right - self.viewport().width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on the line between two readers makes them all equal again."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._share()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.resized.emit()
