"""The slides of the lesson: chosen, dragged, copied and removed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout

from desktop.i18n import tr
from desktop.models.slides import SlideModel
from desktop.widgets.parts import ActionButton, Panel, PlainLabel
from desktop.widgets.slide_delegate import SlideDelegate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QItemSelection, QModelIndex
    from PySide6.QtGui import QResizeEvent

    from desktop.models.slides import SlideRow
    from desktop.session import Session


class SlideListView(QListView):
    """Delete removes what is chosen, Ctrl+D copies it."""

    removal_wanted = Signal()
    copy_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        elif _copies(event):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ctrl+D is the look's key everywhere else: here it is the list's."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and _copies(event):
            event.accept()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))


class SlideList(Panel):
    """Changes nothing by itself: the page shows it a lesson and does what it asks for."""

    chosen = Signal(str)
    """Another slide is the current one: its id, '' for none."""
    moved = Signal(list, int)
    """Slides were dropped: their ids, and their place among the others."""
    add_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("slideList")
        self.model = SlideModel(self)
        self.view = SlideListView()
        self._count = PlainLabel()
        self._count.setObjectName("quiet")
        self._add = ActionButton(session.appearance, "plus", tr("加一页"))
        self._add.setProperty("role", "quietAction")
        self.delegate = SlideDelegate(session.appearance, self.view)
        self.wanted = ""
        """The slide to make current when the lesson is shown next; '' for the same."""
        self._showing = False
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 8)
        title = PlainLabel(tr("课件页"))
        title.setObjectName("quiet")
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._count)
        view = self.view
        view.setAccessibleName(tr("课件页"))
        view.setModel(self.model)
        view.setItemDelegate(self.delegate)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setUniformItemSizes(True)
        view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setDragEnabled(True)
        view.setAcceptDrops(True)
        view.setDropIndicatorShown(True)
        view.setDragDropMode(QListView.DragDropMode.DragDrop)
        view.setDefaultDropAction(Qt.DropAction.MoveAction)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(view, 1)
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 6)
        row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        column.addLayout(row)

    def _connect(self) -> None:
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.selectionModel().selectionChanged.connect(self._on_selected)
        # Later: the view is still busy with the drop.
        self.model.moved.connect(self.moved, Qt.ConnectionType.QueuedConnection)
        self._add.clicked.connect(self.add_wanted)

    @property
    def add_button(self) -> ActionButton:
        """The button below the slides, under which its menu opens."""
        return self._add

    # Showing

    def show_rows(self, rows: Sequence[SlideRow], current: str, fallback: int = 0) -> None:
        """Show slides. `current` stays so; where it is gone, what took its `fallback` place is."""
        chosen = self.chosen_ids() if current == self.current_id() else []
        self._count.setText(tr("{n} 页").format(n=len(rows)))
        self._add.setVisible(bool(rows))
        self._showing = True
        try:
            changed = self.model.show_rows(rows)
        finally:
            self._showing = False
        if changed:
            place = min(max(fallback, 0), len(rows) - 1)
            known = {row.id for row in rows}
            self.choose(
                current if current in known else rows[place].id if rows else "",
                [slide_id for slide_id in chosen if slide_id in known],
            )

    def choose(self, slide_id: str, chosen: Sequence[str] = ()) -> None:
        """Make a slide the current one, with others chosen beside it."""
        index = self.model.find(slide_id)
        model, flag = self.view.selectionModel(), QItemSelectionModel.SelectionFlag
        if not index.isValid():
            model.clear()
            return
        model.setCurrentIndex(index, flag.ClearAndSelect)
        for other in chosen:
            model.select(self.model.find(other), flag.Select)
        self.view.scrollTo(index)

    def current_id(self) -> str:
        """The id of the current slide, '' for none."""
        row = self.model.row(self.view.currentIndex())
        return row.id if row is not None else ""

    def chosen_ids(self) -> list[str]:
        """The ids of the slides chosen, in their order."""
        rows = sorted(self.view.selectionModel().selectedRows(), key=lambda index: index.row())
        return [row.id for index in rows if (row := self.model.row(index)) is not None]

    def place(self) -> int:
        """Where the current slide stands, from 0; -1 for none."""
        return self.view.currentIndex().row()

    def _on_current(self, index: QModelIndex, _former: QModelIndex) -> None:
        if not self._showing:
            row = self.model.row(index)
            self.chosen.emit(row.id if row is not None else "")

    def _on_selected(self, _new: QItemSelection, _former: QItemSelection) -> None:
        n, all_ = len(self.chosen_ids()), self.model.rowCount()
        self._count.setText(
            tr("选中 {n} / {all} 页").format(n=n, all=all_)
            if n > 1
            else tr("{n} 页").format(n=all_)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.scheduleDelayedItemsLayout()


def _copies(event: QKeyEvent) -> bool:
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control and event.key() == Qt.Key.Key_D
