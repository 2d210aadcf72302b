"""方案结构: the plan's sections and what stands in them; added, moved, renamed and removed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QTreeView,
    QVBoxLayout,
)

from desktop.i18n import tr
from desktop.models.plan_outline import LOOSE, PlanOutlineModel
from desktop.operations import plans as operations
from desktop.pages.plan import outline_words
from desktop.pages.plan.row_mover import Mover
from desktop.widgets.parts import ActionButton, Panel, PlainLabel
from desktop.widgets.plan_delegates import OutlineDelegate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent

    from desktop.planning.contents import Contents
    from desktop.session import Session

_MEASURED: Final = 20  # rows on a step


class OutlineTree(QTreeView):
    """Alt+↑↓ moves the current row, Delete removes it, F2 renames it, Enter goes to it."""

    step_wanted = Signal(int)
    removal_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif self._is_renaming():
            event.accept()  # Enter belongs to the name: it must not lead away from it as well
        elif key == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _is_renaming(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.viewport().isAncestorOf(focus)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))


class PlanOutline(Panel):
    """Follows nothing by itself: the page shows it a plan, and what the editor is at."""

    chosen = Signal(str)
    """Go to a row of the plan, by its id."""
    mechanism_dropped = Signal(str, str, int)
    """A mechanism was dropped into a section: its id, the section, its place, -1 for the end."""
    stale = Signal()
    """The plan must be shown as it is now, before anything else is done here."""

    def __init__(self, session: Session) -> None:
        super().__init__("planOutline")
        self._session = session
        self._plan_id = ""
        self._folded: set[str] = set()
        self._awaited = ""
        self._mover = Mover(session)
        self.model = PlanOutlineModel(self)
        self.tree = OutlineTree()
        self._count = PlainLabel()
        self._count.setObjectName("quiet")
        self._sources = PlainLabel()
        self._sources.setObjectName("meta")
        self._sources.setWordWrap(True)
        self._add = ActionButton(session.appearance, "plus", tr("添加一节"))
        self._build()
        self._connect()
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self._session.appearance.changed.connect(self._fitting.start)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        title = PlainLabel(tr("方案结构"))
        title.setObjectName("quiet")
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._count)
        tree = self.tree
        tree.setAccessibleName(tr("方案结构"))
        tree.setModel(self.model)
        self._delegate = OutlineDelegate(self._session.appearance, tree)
        tree.setItemDelegate(self._delegate)
        tree.setHeaderHidden(True)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setRootIsDecorated(False)
        tree.setIndentation(0)  # the delegate leaves the room: a row is chosen in its whole width
        tree.setMouseTracking(True)
        tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setEditTriggers(QTreeView.EditTrigger.EditKeyPressed)
        tree.setDragEnabled(True)
        tree.setAcceptDrops(True)
        tree.setDropIndicatorShown(True)
        tree.setDragDropMode(QTreeView.DragDropMode.DragDrop)
        tree.setDefaultDropAction(Qt.DropAction.MoveAction)
        self._add.setProperty("role", "quietAction")
        self._hint = PlainLabel(tr("新建后自动生成这几节，可改名、增删、调顺序。"))
        self._hint.setObjectName("quiet")
        self._hint.setWordWrap(True)
        self._hint.setContentsMargins(16, 12, 16, 12)
        self._foot = Panel("planSources")
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(16, 8, 16, 10)
        foot.setSpacing(2)
        label = PlainLabel(tr("借鉴来源"))
        label.setObjectName("quiet")
        foot.addWidget(label)
        foot.addWidget(self._sources)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(tree, 1000)  # of the rest, which is below what can be added
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._hint)
        column.addStretch(1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        tree, model = self.tree, self.model
        tree.clicked.connect(self._choose)
        tree.activated.connect(self._choose)
        tree.step_wanted.connect(self.step)
        tree.removal_wanted.connect(self.remove_current)
        tree.menu_wanted.connect(self._show_menu)
        tree.collapsed.connect(lambda index: self._fold(index, folded=True))
        tree.expanded.connect(lambda index: self._fold(index, folded=False))
        # Later: the view is still busy with the drop, or with its editor.
        queued = Qt.ConnectionType.QueuedConnection
        model.moved.connect(self._move, queued)
        model.renamed.connect(self._rename, queued)
        model.mechanism_dropped.connect(self.mechanism_dropped, queued)
        self._add.clicked.connect(self.add_section)

    # Showing

    def showing(self, plan_id: str, shown: Contents) -> Iterator[None]:
        """Show a plan as it is now, in steps; the current row stays."""
        rows = [*outline_words.outline_rows(shown.items), outline_words.table_row()]
        yield
        if plan_id != self._plan_id:
            self._plan_id = plan_id
            self._folded.clear()
        kept, self._awaited = self._awaited or self.current()[1], ""
        if self.model.show_rows(rows):
            self.tree.expandAll()
            for row_id in self._folded & set(self.model.ids()):
                with QSignalBlocker(self.tree):
                    self.tree.collapse(self.model.find(row_id))
            self.select(kept)
        self._set_empty(empty=False)
        self._count.setText(tr("{n} / {all} 项已填").format(n=shown.filled, all=shown.total))
        self._sources.setText(outline_words.sources(self._session, plan_id) or tr("还没有借鉴"))

    def measure(self) -> Iterator[None]:
        """Measure the rows before they are laid out; some on each step."""
        for number, item in enumerate(self.model.items()):
            self._delegate.measure(item)
            if number % _MEASURED == 0:
                yield

    def show_standard(self) -> None:
        """Show what a new plan will consist of; nothing of it can be chosen."""
        self._plan_id = ""
        self.model.show_rows(outline_words.standard_rows())
        self._set_empty(empty=True)

    def _fit(self) -> None:
        """The tree ends with its last row: what follows it is to be added to it."""
        tree, high = self.tree, 0
        index = self.model.index(0, 0)
        while index.isValid() and high < self.height():
            high += tree.rowHeight(index)
            index = tree.indexBelow(index)
        tree.setMaximumHeight(max(high + 2, 1))

    def _set_empty(self, *, empty: bool) -> None:
        self.tree.setEnabled(not empty)
        self._count.setVisible(not empty)
        self._add.setVisible(not empty)
        self._foot.setVisible(not empty)
        self._fitting.start()
        self._hint.setVisible(empty)

    def current(self) -> tuple[str, str]:
        """Kind and id of the current row, ('', '') for none."""
        row = self.model.row(self.tree.currentIndex())
        return (row.kind, row.id) if row is not None else ("", "")

    def select(self, row_id: str) -> None:
        """Make a row current without telling anybody; a task of a borrowing is its borrowing.

        One that is not shown yet becomes current when it is.
        """
        index = self.model.find(row_id)
        if not index.isValid():
            index = self.model.find(self._owner(row_id))
        self._awaited = "" if index.isValid() else row_id
        if index.isValid() and index != self.tree.currentIndex():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def _owner(self, row_id: str) -> str:
        for task in self._session.plans.tasks(self._plan_id):
            if task.id == row_id:
                return task.borrowing_id or ""
        return ""

    def _choose(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        if row is not None:
            self.chosen.emit(row.id if row.kind != LOOSE else row.children[0].id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()

    def _fold(self, index: QModelIndex, *, folded: bool) -> None:
        self._fitting.start()
        row = self.model.row(index)
        if row is not None:
            (self._folded.add if folded else self._folded.discard)(row.id)

    # Doing

    def add_section(self, *, below: bool = False) -> None:
        """Add a section behind the current one, or a subsection in it, and name it at once."""
        if not self._plan_id:
            return
        parent, place = self._mover.place_behind(self._plan_id, self.current()[1], below=below)
        made = operations.add_section(self._session, self._plan_id, parent, place, tr("新的一节"))
        self.stale.emit()
        self.select(made.id)
        self.rename_current()

    def rename_current(self) -> None:
        """Edit the name of the current row (F2)."""
        index = self.tree.currentIndex()
        if index.isValid():
            self.tree.setFocus()
            self.tree.edit(index)

    def step(self, by: int) -> None:
        """Move the current row up (-1) or down (1)."""
        kind, row_id = self.current()
        self._mover.step(self._plan_id, kind, row_id, by)

    def remove_current(self) -> None:
        """Remove the current row with what hangs on it; Ctrl+Z brings it back."""
        row = self._mover.row(self._plan_id, self.current()[1])
        if row is not None:
            operations.remove(self._session, row)

    def _move(self, kind: str, row_id: str, section_id: str, place: int) -> None:
        self._mover.move(self._plan_id, kind, row_id, section_id, place)

    def _rename(self, _kind: str, row_id: str, name: str) -> None:
        self._mover.rename(self._plan_id, row_id, name)

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kind, row_id = self.current()
        if row_id:
            menu.addAction(tr("改名（F2）")).triggered.connect(self.rename_current)
            menu.addAction(tr("上移（Alt+↑）")).triggered.connect(lambda: self.step(-1))
            menu.addAction(tr("下移（Alt+↓）")).triggered.connect(lambda: self.step(1))
        menu.addAction(tr("添加一节")).triggered.connect(lambda: self.add_section())
        if kind == "section":
            text = tr("在这一节里添加小节")
            menu.addAction(text).triggered.connect(lambda: self.add_section(below=True))
        if row_id:
            menu.addSeparator()
            menu.addAction(tr("删除（Delete）")).triggered.connect(self.remove_current)
        menu.popup(place)
