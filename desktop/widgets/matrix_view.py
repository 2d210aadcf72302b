"""The matrix as one QTableView; pinned columns stay in sight through a second view on the model.

The view knows cells with items, not cases: what an item is, its model and its page know.

There may be a thousand columns: cells are measured when they come near, and a row then grows to
the fullest of those seen so far. It never shrinks under the eyes of the reader.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from desktop.roles import CellItem, Role
from desktop.widgets.another_size import AnotherSize
from desktop.widgets.grid import ARROWS, is_plain, prepare_frozen, prepare_table, reveal_column
from desktop.widgets.matrix_delegate import Current, MatrixDelegate
from desktop.widgets.matrix_headers import RegionHeader, ThemeHeader
from desktop.widgets.paced_painting import expect
from desktop.widgets.parts import PlainLabel
from desktop.widgets.spoken import announce

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.theme import Appearance
    from desktop.widgets.matrix_cells import Box

_AHEAD: Final = 8  # columns on each side of what is in sight, measured before they are seen
_FAR: Final = 80  # columns on each side whose lines are made ready: ten pages of the scroll bar
_PAUSE_MS: Final = 80  # without a scroll step, before anything is measured that is not seen


class _Port(QWidget):
    """What a view of the matrix paints on; it paints every pixel of it.

    Of such a widget Qt moves what is painted already, and only the strip that a scroll step shows
    is painted. A style sheet alone makes no view such a widget.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)


class _PinnedView(QTableView):
    """The pinned columns, on a ground of their own."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = appearance

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_ground(self, self._look)
        super().paintEvent(event)


def _paint_ground(view: QTableView, look: Appearance) -> None:
    """Paint what the cells leave free, right of the last column and below the last row."""
    port, across, down = view.viewport(), view.horizontalHeader(), view.verticalHeader()
    right, bottom = across.length() - across.offset(), down.length() - down.offset()
    rects = (
        QRect(right, 0, port.width() - right, port.height()),
        QRect(0, bottom, port.width(), port.height() - bottom),
    )
    free = [rect for rect in rects if not rect.isEmpty()]
    if free:
        painter = QPainter(port)
        for rect in free:
            painter.fillRect(rect, look.color("paper"))  # Qt paints only what is in the region
        painter.end()


class MatrixView(QTableView):
    """Cells of items with one current item; arrows move by item, then by cell."""

    item_selected = Signal(str)
    item_clicked = Signal(str)
    """After item_selected, where it was the mouse that selected."""
    item_activated = Signal(str)
    bookmark_clicked = Signal(str)
    pin_clicked = Signal(str)
    name_clicked = Signal(str)
    drag_wanted = Signal(str)
    """An item is being dragged away: whoever wants may begin a drag."""
    pane_wanted = Signal()
    theme_clicked = Signal(str)
    region_menu_wanted = Signal(str, QPoint)
    theme_menu_wanted = Signal(str, QPoint)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = appearance
        self._selected = ""
        self._hovered = ""
        self._hovered_at = QPersistentModelIndex()
        self._pressed: tuple[str, QPoint] | None = None  # an item and where, until let go
        self._expanded: set[str] = set()
        self._stale = True
        self._heights: list[int] = []
        self._measured: set[int] = set()
        self._ready: set[int] = set()
        self._ready_rows = range(0)
        self._ahead_timer = QTimer(self, singleShot=True)
        self._ahead_timer.timeout.connect(self._measure_ahead)
        self._layout_timer = QTimer(self, singleShot=True, interval=0)
        self._layout_timer.timeout.connect(self.lay_out)
        self._resizing = AnotherSize(self, self._measure_first, self.lay_out)
        self._delegate = MatrixDelegate(appearance, self._current, self._is_expanded, self)
        self._regions = RegionHeader(appearance, self)
        self._themes = ThemeHeader(appearance, self)
        self._frozen = _PinnedView(appearance, self)
        # Made here: PySide loads every class of widget there is to name the type of a QWidget
        # that it did not make, and the first paint would wait for that.
        self._port, self._frozen_port = _Port(), _Port()
        self.setViewport(self._port)
        self._frozen.setViewport(self._frozen_port)
        self._frozen_header = RegionHeader(appearance, self._frozen)
        self._corner = PlainLabel()
        self._corner.setParent(self)
        self._corner.setObjectName("matrixCorner")
        self._configure()
        appearance.changed.connect(self._restyle)

    def _configure(self) -> None:
        self.setHorizontalHeader(self._regions)
        self.setVerticalHeader(self._themes)
        self.setItemDelegate(self._delegate)
        prepare_table(self, self._look)
        frozen = self._frozen
        prepare_frozen(frozen, self._frozen_header, self._delegate, self._look)
        self._frozen_port.installEventFilter(self)
        frozen.horizontalScrollBar().valueChanged.connect(self._hold_frozen)
        self.horizontalScrollBar().valueChanged.connect(self._measure_in_sight)
        self.verticalScrollBar().valueChanged.connect(self._measure_in_sight)
        self.verticalScrollBar().valueChanged.connect(frozen.verticalScrollBar().setValue)
        frozen.verticalScrollBar().valueChanged.connect(self._follow_frozen)
        for header in (self._regions, self._frozen_header):
            header.pin_clicked.connect(self._emit_pin)
            header.name_clicked.connect(self._emit_name)
            header.menu_wanted.connect(self._emit_region_menu)
        self._themes.menu_wanted.connect(self._emit_theme_menu)
        self._themes.setSectionsClickable(True)
        self._themes.sectionClicked.connect(self._emit_theme)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self._frozen.setModel(model)
        if model is not None:
            model.modelReset.connect(self._lay_out_anew)
            model.dataChanged.connect(self._refresh)
        self._lay_out_anew()

    # What is current

    @property
    def selected(self) -> str:
        """The id of the current item, '' for none."""
        return self._selected

    def select(self, item_id: str, index: QModelIndex) -> None:
        """Make an item current without telling anybody; shows it."""
        self._selected = item_id
        former = QPersistentModelIndex(self.currentIndex())
        if index.isValid():
            # First of all: what waits to be painted would have to be painted where it moves to.
            self._reveal(index)
            self.setCurrentIndex(index)
            self._repaint(index)
        self._repaint(former)

    def set_corner(self, text: str) -> None:
        """What stands where the headers meet."""
        self._corner.setText(text)

    def set_compact(self, compact: bool) -> None:
        """A narrower row header for small windows."""
        if self._themes.compact != compact:
            self._themes.compact = compact
            self._lay_out_anew()

    def _current(self) -> Current:
        return Current(self._selected, self._hovered, self.hasFocus())

    def _is_expanded(self, row: int) -> bool:
        theme = self.model().headerData(row, Qt.Orientation.Vertical, Role.THEME)
        return str(theme) in self._expanded

    def toggle_row(self, row: int) -> None:
        """Show all items of a row, or the first few again."""
        theme = str(self.model().headerData(row, Qt.Orientation.Vertical, Role.THEME))
        self._expanded ^= {theme}
        self._size_row(row)

    # Layout

    def lay_out(self) -> None:
        """Fit columns to the width, rows to the fullest cell near, the pinned columns on top."""
        model: QAbstractItemModel | None = self.model()
        if model is None:
            return
        self._resizing.drop()
        self._layout_timer.stop()
        width = self._column_width(model.columnCount())
        if width != self._regions.defaultSectionSize():
            self._delegate.keep_width(width)
            self._stale = True
            for view in (self, self._frozen):
                expect(view.viewport())  # all the ink is made anew
        if self._stale:
            for header in (self._regions, self._frozen_header):
                header.setDefaultSectionSize(width)
            self._measured.clear()
            self._ready.clear()
            self._heights = [self._themes.needed_height(row) for row in range(model.rowCount())]
            self._stale = False
        # A few regions are measured altogether; of many, only what is seen has to be at once.
        self._measure(self._columns_near(_AHEAD if model.columnCount() <= 2 * _AHEAD else 1))
        self._ahead_timer.start(_PAUSE_MS)
        self._set_heights()
        self.updateGeometries()
        self._place_frozen(width)

    def _lay_out_anew(self) -> None:
        """Other cells, or other sizes: what was measured is of no use any more."""
        self._stale = True
        if not self._resizing.active:
            self._layout_timer.start()

    def _measure_first(self) -> Iterator[None]:
        """Lay out the cells near for the width that they are going to have."""
        model = self.model()
        width = self._column_width(model.columnCount())
        for row, column in product(range(model.rowCount()), self._columns_near(_AHEAD)):
            self._delegate.boxes(model.index(row, column), width)
            yield

    def _columns_near(self, ahead: int) -> list[int]:
        """The pinned columns, those in sight and some on both sides of them."""
        count = self.model().columnCount()
        first = max(self.columnAt(0), 0)
        last = self.columnAt(self.viewport().width() - 1)
        last = count - 1 if last < 0 else last
        near = range(max(first - ahead, 0), min(last + ahead + 1, count))
        return [*range(min(self._pinned_count(), near.start)), *near]

    def _pinned_count(self) -> int:
        """How many columns are pinned: they are the first ones."""
        model = self.model()
        columns = range(model.columnCount())
        across = Qt.Orientation.Horizontal
        loose = (c for c in columns if not model.headerData(c, across, Role.PINNED))
        return next(loose, len(columns))

    def _measure(self, columns: list[int]) -> bool:
        """Let rows grow to the cells of these columns; whether one was not measured before."""
        fresh = [column for column in columns if column not in self._measured]
        self._measured.update(fresh)
        if fresh:
            for row, height in enumerate(self._heights):
                self._heights[row] = max(height, self._fullest(row, fresh))
        return bool(fresh)

    def _fullest(self, row: int, columns: list[int]) -> int:
        model, width = self.model(), self._regions.defaultSectionSize()
        heights = (
            self._delegate.cell_height(model.index(row, column), width) for column in columns
        )
        return max(heights, default=0)

    def _measure_in_sight(self) -> None:
        """Scrolled: at once what is seen, all other rows and the columns beside a little later."""
        if self._stale:
            return
        if self._glance():
            self._grow()
        self._ahead_timer.start(_PAUSE_MS)

    def _glance(self) -> bool:
        """Let the rows in sight grow to their cells in sight; whether one has to."""
        width, grown = self._regions.defaultSectionSize(), False
        rows = [row for row in self._rows_in_sight() if row < len(self._heights)]
        fresh = [column for column in self._columns_near(0) if column not in self._measured]
        for row, column in product(rows, fresh):
            height = self._delegate.cell_height(self.model().index(row, column), width)
            if height > self._heights[row]:
                self._heights[row], grown = height, True
        return grown

    def _measure_ahead(self) -> None:
        if self._stale:
            return
        for column in self._columns_near(_AHEAD):
            if self._measure([column]):
                self._grow()
                self._ahead_timer.start(0)
                return
        self._make_ready()

    def _make_ready(self) -> None:
        """Lay out the next column further off: no row grows for it before it comes near."""
        rows, middle = self._rows_in_sight(), self.columnAt(self.viewport().width() // 2)
        if rows != self._ready_rows:  # of the others only the lines were made, not their ink
            self._ready.clear()
            self._ready_rows = rows
        waiting = {*self._columns_near(_FAR)} - self._ready
        if not waiting:
            return
        column = min(waiting, key=lambda c: abs(c - middle))
        self._ready.add(column)
        width = self._regions.defaultSectionSize()
        for row in range(self.model().rowCount()):
            index = self.model().index(row, column)
            if row in rows:
                self._delegate.make_ready(index, width)
            else:
                self._delegate.boxes(index, width)
        self._ahead_timer.start(0)

    def _rows_in_sight(self) -> range:
        last = self.rowAt(self.viewport().height() - 1)
        return range(max(self.rowAt(0), 0), (self.model().rowCount() if last < 0 else last + 1))

    def _grow(self) -> None:
        """Rows above what is in sight grow upwards: nothing that is read may move."""
        bar, top = self.verticalScrollBar(), max(self.rowAt(0), 0)
        before = sum(self.rowHeight(row) for row in range(top))
        if not self._set_heights():
            return
        self.updateGeometries()
        after = sum(self.rowHeight(row) for row in range(top))
        bar.setValue(bar.value() + after - before)

    def _set_heights(self) -> bool:
        """Give the rows of both views their heights; whether one was another."""
        changed = False
        for row, height in enumerate(self._heights):
            for view in (self, self._frozen):
                if view.rowHeight(row) != height:
                    view.setRowHeight(row, height)
                    changed = True
        return changed

    def _size_row(self, row: int) -> None:
        """A row has other contents: it may also shrink."""
        if self._stale or row >= len(self._heights):
            return
        near = sorted({*self._columns_near(1), *list(self._measured)[: 2 * _AHEAD]})
        # What is further off is measured again when it comes near.
        self._measured.intersection_update(near)
        self._heights[row] = max(self._themes.needed_height(row), self._fullest(row, near))
        self._set_heights()
        self.updateGeometries()

    def _column_width(self, columns: int) -> int:
        header = self._themes.sizeHint().width()
        room = self.width() - header - self.verticalScrollBar().sizeHint().width()
        smallest = self._look.size("matrix", "colMin")
        largest = self._look.size("matrix", "colMax")
        return min(max(room // max(columns, 1), smallest), largest)

    def _place_frozen(self, width: int) -> None:
        pinned = self._pinned_count()
        header_height = self._regions.height()
        left = self._themes.width()
        self._corner.setGeometry(0, 0, left, header_height)
        self._frozen.setVisible(pinned > 0)
        self._frozen.setGeometry(left, 0, width * pinned, header_height + self.viewport().height())
        with QSignalBlocker(self.verticalScrollBar()):
            self._frozen.verticalScrollBar().setValue(self.verticalScrollBar().value())
        self._frozen.raise_()

    def _follow_frozen(self, value: int) -> None:
        # A wheel over the pinned columns; hidden, that view's range is of another time.
        if self._frozen.isVisible():
            self.verticalScrollBar().setValue(value)

    def _hold_frozen(self, value: int) -> None:
        # A wheel or a drag across the pinned columns moves the others.
        if value:
            self._frozen.horizontalScrollBar().setValue(0)
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._heights and self.isVisible():
            self._layout_timer.stop()
            self._resizing.begin()
        else:
            self._layout_timer.start()

    def _restyle(self) -> None:
        self._delegate.forget_layouts()
        self._lay_out_anew()

    def _refresh(self, first: QModelIndex, last: QModelIndex) -> None:
        """A cell has changed: only its row can have another height."""
        for row in range(first.row(), last.row() + 1):
            self._size_row(row)

    def _repaint(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint one cell again, in whichever view it is."""
        if index.isValid():
            cell = self.model().index(index.row(), index.column())
            self.update(cell)
            self._frozen.update(cell)

    def _reveal(self, index: QModelIndex) -> None:
        self._reveal_column(index)
        if self._measure(self._columns_near(0)):  # or the item would move once it is in sight
            self._grow()
        place, box = self._box_of(index, self._selected)
        if box is None:
            self.toggle_row(index.row())
            place, box = self._box_of(index, self._selected)
        if box is None:
            return
        rect = box.rect.translated(place)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > height:
            bar.setValue(bar.value() + rect.bottom() - height + 1)

    def _reveal_column(self, index: QModelIndex) -> None:
        if index.data(Role.PINNED):
            return
        reveal_column(self, self._frozen, index.column())

    def _box_of(self, index: QModelIndex, item_id: str) -> tuple[QPoint, Box | None]:
        cell = self.visualRect(index)
        for box in self._delegate.boxes(index, cell.width()):
            if box.item is not None and box.item.id == item_id:
                return cell.topLeft(), box
        return cell.topLeft(), None

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = is_plain(event)
        if plain and key in ARROWS:
            self._step(*ARROWS[key])
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._edge(last=key == Qt.Key.Key_End)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._selected:
                self.item_activated.emit(self._selected)
        elif plain and key == Qt.Key.Key_Space:
            self.pane_wanted.emit()
        else:
            super().keyPressEvent(event)

    def step_item(self, by: int) -> None:
        """Go to the next (1) or the former (-1) item of this region."""
        self._step(by, 0)

    def _items(self, row: int, column: int) -> Sequence[CellItem]:
        items: Sequence[CellItem] = self.model().index(row, column).data(Role.ITEMS) or ()
        return items

    def _position(self) -> tuple[int, int, int]:
        index = self.currentIndex()
        if index.isValid():
            ids = [item.id for item in self._items(index.row(), index.column())]
            if self._selected in ids:
                return index.row(), index.column(), ids.index(self._selected)
            return index.row(), index.column(), -1
        return 0, 0, -1

    def _step(self, down: int, right: int) -> None:
        row, column, place = self._position()
        if down:
            items = self._items(row, column)
            if 0 <= place + down < len(items):
                self._go(row, column, place + down)
                return
            while 0 <= (row := row + down) < self.model().rowCount():
                if items := self._items(row, column):
                    self._go(row, column, 0 if down > 0 else len(items) - 1)
                    return
        else:
            while 0 <= (column := column + right) < self.model().columnCount():
                if items := self._items(row, column):
                    self._go(row, column, min(max(place, 0), len(items) - 1))
                    return

    def _edge(self, *, last: bool) -> None:
        row, _, place = self._position()
        columns = range(self.model().columnCount())
        for column in reversed(columns) if last else columns:
            if items := self._items(row, column):
                self._go(row, column, min(max(place, 0), len(items) - 1))
                return

    def _go(self, row: int, column: int, place: int) -> None:
        index = self.model().index(row, column)
        item = self._items(row, column)[place]
        if index == self.currentIndex():  # of a step within a cell, Qt tells nobody
            announce(self, f"{item.name} {item.figure}".strip())
        self.select(item.id, index)
        self.item_selected.emit(item.id)

    # Mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._frozen_port and isinstance(event, QMouseEvent):
            self._mouse(self._frozen, event)
            return True
        if watched is self._frozen_port and event.type() == QEvent.Type.Leave:
            self._hover("", QModelIndex())
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse(self, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse(self, event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover("", QModelIndex())
        super().leaveEvent(event)

    def _mouse(self, view: QTableView, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = view.indexAt(point)
        cell = view.visualRect(index)
        box = self._delegate.hit(index, cell, point.x(), point.y()) if index.isValid() else None
        item = box.item if box is not None else None
        if event.type() == QEvent.Type.MouseMove:
            self._hover(item.id if item else "", index)
            self._drag(event)
            return
        self._pressed = None
        if event.button() != Qt.MouseButton.LeftButton or box is None:
            return
        if event.type() == QEvent.Type.MouseButtonDblClick:
            if item is not None:
                self.item_activated.emit(item.id)
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            if item is None:
                self.toggle_row(index.row())
                return
            self._pressed = item.id, point
            self.select(item.id, index)
            self.item_selected.emit(item.id)
            self.item_clicked.emit(item.id)
            # Last: it may take the row away (只看收藏), and every index with it.
            if point.x() - cell.left() < self._look.px(13):
                self.bookmark_clicked.emit(item.id)

    def _drag(self, event: QMouseEvent) -> None:
        """Where an item is held and moved far enough, it is being dragged."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        item_id, start = self._pressed
        way = (event.position().toPoint() - start).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._pressed = None
            self.drag_wanted.emit(item_id)

    def _hover(self, item_id: str, index: QModelIndex) -> None:
        if item_id != self._hovered:
            self._hovered = item_id
            self._repaint(self._hovered_at)
            self._hovered_at = QPersistentModelIndex(index)
            self._repaint(self._hovered_at)

    def paintEvent(self, event: QPaintEvent) -> None:
        # A scroll step shows a strip: of a cell, only the lines in it are painted.
        self._delegate.expose(event.region())
        _paint_ground(self, self._look)
        super().paintEvent(event)
        self._delegate.expose(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._selected and self.model().rowCount():
            self._step(1, 0)
        self._repaint(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint(self.currentIndex())

    def _emit_theme(self, row: int) -> None:
        theme = self.model().headerData(row, Qt.Orientation.Vertical, Role.THEME)
        self.theme_clicked.emit(str(theme))

    def _emit_pin(self, column: int) -> None:
        self.pin_clicked.emit(self._region(column))

    def _emit_name(self, column: int) -> None:
        self.name_clicked.emit(self._region(column))

    def _emit_region_menu(self, column: int, at: QPoint) -> None:
        self.region_menu_wanted.emit(self._region(column), at)

    def _emit_theme_menu(self, row: int, at: QPoint) -> None:
        theme = self.model().headerData(row, Qt.Orientation.Vertical, Role.THEME)
        self.theme_menu_wanted.emit(str(theme), at)

    def _region(self, column: int) -> str:
        return str(self.model().headerData(column, Qt.Orientation.Horizontal, Role.ID))
