"""The list of the drawer: its rows are dragged into the plan, or taken there by Ctrl+Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QMenu, QStyle, QStyleOptionViewItem

from desktop.i18n import tr
from desktop.models.plan_sources import SourceRows
from desktop.widgets.plan_delegates import SourceDelegate

if TYPE_CHECKING:
    from desktop.models.rows import Row
    from desktop.theme import Appearance


class SourceList(QListView):
    """Says what is wanted with the current row; changes nothing."""

    read_wanted = Signal(str)
    """Open the source of a row: its id."""
    insert_wanted = Signal()
    """Take the chosen rows into the plan."""
    bookmark_wanted = Signal(str)
    """Bookmark a mechanism, or no longer."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look = appearance
        self.rows = SourceRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(SourceDelegate(appearance, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.activated.connect(self._read)

    def show_rows(self, rows: list[Row]) -> None:
        """Show these; notes, of which there may be hundreds, are all of one height."""
        self.setUniformItemSizes(all(row.kind == "note" for row in rows))
        self.rows.set_rows(rows)

    def current_id(self) -> str:
        """The id of the current row, '' for none."""
        row = self.rows.row(self.currentIndex())
        return row.id if row is not None and row.kind != "heading" else ""

    def chosen_ids(self) -> list[str]:
        """The ids of the chosen rows from top to bottom."""
        rows = (self.rows.row(index) for index in self._chosen())
        return [row.id for row in rows if row is not None and row.kind != "heading"]

    def _chosen(self) -> list[QModelIndex]:
        return sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())

    def _read(self, index: QModelIndex) -> None:
        row = self.rows.row(index)
        if row is not None and row.kind != "heading":
            self.read_wanted.emit(row.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.rows.row(self.currentIndex())
        if row is None or row.kind == "heading":
            return
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        insert = menu.addAction(tr("插入到方案（Ctrl+Enter）"))
        insert.triggered.connect(self.insert_wanted)
        menu.addAction(tr("打开原文（Enter）")).triggered.connect(
            lambda: self.read_wanted.emit(row.id)
        )
        if isinstance(row.payload, str):
            bookmark = menu.addAction(tr("收藏或取消收藏"))
            bookmark.triggered.connect(lambda: self.bookmark_wanted.emit(str(row.payload)))
        menu.popup(self.viewport().mapToGlobal(place))

    # Dragging

    def startDrag(self, actions: Qt.DropAction) -> None:
        index = self.currentIndex()
        if not self.rows.mechanism(index):
            return
        drag = QDrag(self)
        drag.setMimeData(self.rows.mimeData(self._chosen() or [index]))
        drag.setPixmap(self._card(index))
        drag.setHotSpot(QPoint(self._look.px(20), self._look.px(20)))
        self.rows.set_dragged(index)
        drag.exec(actions, Qt.DropAction.CopyAction)
        self.rows.set_dragged(QModelIndex())

    def _card(self, index: QModelIndex) -> QPixmap:
        """What hangs at the pointer: the row as a card."""
        look, ratio = self._look, self.devicePixelRatioF()
        size = QSize(look.px(250), look.px(42))
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(look.color("raised"))
        painter = QPainter(pixmap)
        option = QStyleOptionViewItem()
        option.rect = QRect(0, -look.px(2), size.width(), look.px(46))
        option.state = QStyle.StateFlag.State_None
        self.itemDelegate().paint(painter, option, index)
        painter.setPen(look.color("accent"))
        painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
        painter.end()
        return pixmap
