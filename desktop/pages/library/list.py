"""The left of 案例库: the field to filter by, and the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.models.library_tree import Grouping, LibraryTreeModel
from desktop.widgets.paced_painting import expect
from desktop.widgets.parts import Panel, PlainLabel
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.session import Session


class FilterEdit(QLineEdit):
    """↓ and Enter go on to what was found; Esc clears."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class LibraryList(Panel):
    """The tree keeps its place and what is unfolded through every change of filter or grouping."""

    current_changed = Signal()
    activated = Signal(QModelIndex)

    def __init__(self, session: Session) -> None:
        super().__init__("libraryList")
        self._session = session
        self.model = LibraryTreeModel(session.cases, session.marks, session.changes, self)
        self._unfolded: dict[Grouping, set[str]] = {grouping: set() for grouping in Grouping}
        self.tree = QTreeView()
        self.edit = FilterEdit()
        self.edit.setPlaceholderText(tr("按名称或别名筛选"))
        self.edit.setAccessibleName(tr("按名称或别名筛选"))
        self.edit.setClearButtonEnabled(True)
        for clear in self.edit.findChildren(QAction):  # Qt gives its cross neither name nor tip
            clear.setText(tr("清除筛选"))
        self._count = PlainLabel()
        self._count.setObjectName("quiet")
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self._count)
        below = QWidget()
        self._stack = QStackedLayout(below)
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self._build_empty())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(below, 1)
        self._set_up_tree()
        self._connect()
        self._count_shown()

    def _set_up_tree(self) -> None:
        tree, look = self.tree, self._session.appearance
        tree.setObjectName("libraryTree")
        tree.setAccessibleName(tr("案例库"))
        tree.setModel(self.model)
        tree.setItemDelegate(RowDelegate(look, tree, left=6))
        tree.setHeaderHidden(True)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setUniformRowHeights(False)
        tree.setMouseTracking(True)
        tree.setIndentation(look.px(18))
        tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tint()

    def _build_empty(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        sentence = PlainLabel(tr("没有符合的做法"))
        sentence.setObjectName("quietBody")
        button = QPushButton(tr("清除筛选"))
        button.clicked.connect(self.edit.clear)
        center = Qt.AlignmentFlag.AlignCenter
        column.addStretch(1)
        column.addWidget(sentence, 0, center)
        column.addWidget(button, 0, center)
        column.addStretch(2)
        return empty

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._filter)
        self.edit.left.connect(self._enter_tree)
        self.tree.expanded.connect(lambda index: self._note_fold(index, unfolded=True))
        self.tree.collapsed.connect(lambda index: self._note_fold(index, unfolded=False))
        self.tree.selectionModel().currentChanged.connect(self.current_changed)
        self.tree.activated.connect(self.activated)
        self._session.appearance.changed.connect(self._restyle)

    # Places in the tree

    def current(self) -> tuple[str, str]:
        """Kind and id of what is chosen; ('', '') for nothing."""
        node = self.model.node(self.tree.currentIndex())
        return (node.kind, node.id) if node is not None else ("", "")

    def choose(self, kind: str, node_id: str) -> bool:
        """Make a node current, unfolding what it stands under; whether it is in the tree."""
        index = self.model.find(node_id, kind)
        if not index.isValid():
            return False
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)
        return True

    def choose_first(self) -> None:
        """The first node; below a filter the first mechanism."""
        first = self.model.index(0, 0)
        if self.model.filtered and first.isValid():
            first = self.model.index(0, 0, first)
        if first.isValid():
            self.tree.setCurrentIndex(first)

    def choose_above(self) -> None:
        """From a mechanism to what it stands under."""
        above = self.tree.currentIndex().parent()
        if above.isValid():
            self.tree.setCurrentIndex(above)
            self.tree.scrollTo(above)

    def step(self, by: int) -> None:
        """To the next or the former mechanism, unfolding groups on the way."""
        index = self.tree.currentIndex()
        while index.isValid():
            if by > 0:
                self.tree.expand(index)
                index = self.tree.indexBelow(index)
            else:
                above = self.tree.indexAbove(index)
                if (
                    self.model.rowCount(above)
                    and above.isValid()
                    and not self.tree.isExpanded(above)
                ):
                    self.tree.expand(above)
                    continue  # what is above now is the last of what was hidden
                index = above
            node = self.model.node(index)
            if node is not None and node.kind == "mechanism":
                self.tree.setCurrentIndex(index)
                return

    # Filter and grouping

    def set_grouping(self, grouping: Grouping) -> None:
        """Show the mechanisms under something else, what was current still so where it can."""
        kept = self.current()
        self.model.set_grouping(grouping)
        self._recover(kept)

    def reach(self, grouping: Grouping, kind: str, node_id: str) -> None:
        """Show everything under something else, this node the current one."""
        with QSignalBlocker(self.edit):
            self.edit.clear()
        self.model.set_filter("")
        self.model.set_grouping(grouping)
        self._recover((kind, node_id))

    def _filter(self, text: str) -> None:
        kept = self.current()
        self.model.set_filter(text)
        self._recover(kept)

    def _recover(self, kept: tuple[str, str]) -> None:
        """A reset model has forgotten what was current and what was unfolded."""
        expect(self.tree.viewport())
        unfolded = self._unfolded[self.model.grouping]
        for row in range(self.model.rowCount()):
            index = self.model.index(row, 0)
            node = self.model.node(index)
            if node is not None and (self.model.filtered or node.id in unfolded):
                self.tree.expand(index)
        self._count_shown()
        if not self.choose(*kept):
            self.choose_first()

    def _count_shown(self) -> None:
        shown = self.model.shown_count()
        self._count.setText(tr("{n} 条").format(n=shown))
        self._stack.setCurrentIndex(0 if shown else 1)

    def _note_fold(self, index: QModelIndex, *, unfolded: bool) -> None:
        node = self.model.node(index)
        if node is not None and not self.model.filtered:
            kept = self._unfolded[self.model.grouping]
            (kept.add if unfolded else kept.discard)(node.id)

    def _enter_tree(self) -> None:
        if self.model.shown_count():
            self.tree.setFocus()
            if self.current()[0] != "mechanism":
                self.choose_first()

    # Look

    def _tint(self) -> None:
        # The branch beside a chosen row is painted by the style, from the palette.
        palette = self.tree.palette()
        palette.setColor(palette.ColorRole.Highlight, self._session.appearance.color("accentSoft"))
        self.tree.setPalette(palette)

    def _restyle(self) -> None:
        self._tint()
        self.tree.setIndentation(self._session.appearance.px(18))
        self.tree.scheduleDelayedItemsLayout()
