"""The middle of 笔记: the field to search in, the order, and the list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.models.notebook import NotebookModel, kind_name
from desktop.notebook.filters import Sort
from desktop.notebook.items import Kind
from desktop.roles import Role
from desktop.widgets.in_turns import InTurns
from desktop.widgets.note_delegate import NoteDelegate
from desktop.widgets.parts import Panel, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.notebook.items import Item
    from desktop.session import Session


class _SearchEdit(QLineEdit):
    """↓ and Enter go on to what was found; Esc clears."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)


class NotebookList(Panel):
    """Says what is chosen; what belongs into the list, the page decides."""

    chosen = Signal()
    """Another item, or other items, are chosen."""
    searched = Signal()
    sort_wanted = Signal(str)
    button_wanted = Signal()
    """The one thing to do where nothing is listed."""

    def __init__(self, session: Session, sort: Sort) -> None:
        super().__init__("notebookList")
        self._session = session
        self._sort = sort
        self._quiet = False  # the choice is the page's own, which knows of it
        self.model = NotebookModel(session.cases, self)
        self.view = self._build_view()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        below = QWidget()
        self._stack = QStackedLayout(below)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._build_empty())
        column.addWidget(below, 1)
        self._foot = PlainLabel()
        self._foot.setObjectName("notebookFoot")
        self._foot.setWordWrap(True)
        column.addWidget(self._foot)
        session.appearance.changed.connect(self._restyle)
        self._restyle()

    def _build_view(self) -> QListView:
        view = QListView()
        kinds = {kind.value: kind_name(kind) for kind in Kind}
        view.setModel(self.model)
        view.setItemDelegate(NoteDelegate(self._session.appearance, kinds, view))
        view.setAccessibleName(tr("笔记"))
        view.setMouseTracking(True)
        view.setUniformItemSizes(True)
        view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Once for a whole gesture: Ctrl+A over ten thousand rows is one choice.
        self._telling = InTurns(self)
        self._untold = False
        view.selectionModel().selectionChanged.connect(lambda *_: self._tell())
        return view

    def _build_head(self) -> QWidget:
        self._head = Panel("notebookHead")
        row = QHBoxLayout(self._head)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        self.edit = _SearchEdit()
        self.edit.setPlaceholderText(tr("在批注里找"))
        self.edit.setAccessibleName(tr("在批注里找"))
        self.edit.setClearButtonEnabled(True)
        for clear in self.edit.findChildren(QAction):  # Qt gives its cross neither name nor tip
            clear.setText(tr("清除"))
        self._glass = QAction(tr("在批注里找"), self.edit)
        self.edit.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.edit.textChanged.connect(lambda _text: self.searched.emit())
        self.edit.left.connect(self.enter)
        self._order = QToolButton()
        self._order.setProperty("role", "top")
        self._order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._order.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._order.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow comes last
        self._order.setText(_sort_name(self._sort))
        self._order.setToolTip(tr("怎样排列"))
        self._order.setAccessibleName(tr("怎样排列"))
        self._order.setMenu(self._build_menu())
        row.addWidget(self.edit, 1)
        row.addWidget(self._order)
        return self._head

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for sort in Sort:
            action = QAction(_sort_name(sort), menu)
            action.setCheckable(True)
            action.setChecked(sort is self._sort)
            action.triggered.connect(partial(self._choose_sort, sort))
            group.addAction(action)
            menu.addAction(action)
        return menu

    def _build_empty(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(24, 0, 24, 0)
        column.setSpacing(12)
        self._sentence = PlainLabel()
        self._sentence.setObjectName("quietBody")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        self.button.clicked.connect(self.button_wanted)
        column.addStretch(1)
        column.addWidget(self._sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        return empty

    def sizeHint(self) -> QSize:
        return QSize(self._session.appearance.size("notes", "list", "default"), 0)

    # What is shown

    def show_items(self, items: Sequence[Item], foot: str) -> None:
        """List other items; what is chosen stays chosen where it still is there."""
        kept = {item.id for item in self.selected()}
        current = str(self.view.currentIndex().data(Role.ID) or "")
        row = self.view.currentIndex().row()
        self._quiet = True
        if not self.model.show(items):
            self._choose_again(kept, current)
        self._quiet = False
        self._stack.setCurrentIndex(0 if items else 1)
        self._foot.setText(foot)
        self._foot.setVisible(bool(items))
        if items and not self.selected() and kept:
            self.select_row(min(max(row, 0), len(items) - 1))

    def _choose_again(self, kept: set[str], current: str) -> None:
        flag = QItemSelectionModel.SelectionFlag
        chooser = self.view.selectionModel()
        again = QItemSelection()
        for number, item in enumerate(self.model.items) if kept else ():
            if item.id in kept:
                again.append(QItemSelectionRange(self.model.index(number)))
        chooser.select(again, flag.Select)
        index = self.model.find(current)
        if index.isValid():
            chooser.setCurrentIndex(index, flag.NoUpdate)
            self.view.scrollTo(index)

    def say_empty(self, sentence: str, button: str) -> None:
        """What stands in place of an empty list, and the one thing to do about it."""
        self._sentence.setText(sentence)
        self.button.setText(button)

    # What is chosen

    def selected(self) -> list[Item]:
        """The chosen items, in their order."""
        # By ranges: an index a row is too much where ten thousand are chosen.
        chosen = self.view.selectionModel().selection()
        ranges = [(one.top(), one.bottom() + 1) for one in chosen.toList()]
        return [item for top, end in sorted(ranges) for item in self.model.items[top:end]]

    @property
    def current(self) -> Item | None:
        """The item that the keys are at."""
        return self.model.item(self.view.currentIndex())

    def select(self, item_id: str) -> bool:
        """Choose one item; False where it is not listed."""
        index = self.model.find(item_id)
        if index.isValid():
            self.select_row(index.row())
        return index.isValid()

    def select_row(self, row: int) -> None:
        """Choose the item in a row."""
        flag = QItemSelectionModel.SelectionFlag
        index = self.model.index(row)
        self.view.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)
        self.view.scrollTo(index)

    def step(self, by: int) -> None:
        """The next (1) or the former (-1) item."""
        count = self.model.rowCount()
        if count:
            self.select_row(min(max(self.view.currentIndex().row() + by, 0), count - 1))

    def forget_choice(self) -> None:
        """Nothing is chosen, and the page knows."""
        self._quiet = True
        self.view.selectionModel().clear()
        self._quiet = False
        self._telling.drop()
        self._untold = False

    def enter(self) -> None:
        """Give the focus to the list, at an item."""
        if not self.model.rowCount():
            self.button.setFocus()
            return
        if not self.view.currentIndex().isValid():
            self.select_row(0)
        self.view.setFocus()

    def _tell(self) -> None:
        if not self._quiet and not self._untold:
            self._untold = True
            self._telling.begin(self._tell_once())

    def tell_now(self) -> None:
        """Who asks for what is chosen does not wait for its turn."""
        self._telling.complete()

    def _tell_once(self) -> Iterator[None]:
        self._untold = False  # what is chosen from now on is to be told again
        self.chosen.emit()
        yield

    # Order and look

    def _choose_sort(self, sort: Sort) -> None:
        self._sort = sort
        self._order.setText(_sort_name(sort))
        self.sort_wanted.emit(sort)

    def _restyle(self) -> None:
        look = self._session.appearance
        self._head.setFixedHeight(max(look.px(44), self._order.sizeHint().height()))
        self._glass.setIcon(look.icon("search", "ink3", 15))
        self._order.setIcon(look.icon("down", "ink2", 13))
        self._order.setIconSize(QSize(look.px(13), look.px(13)))
        self.setMinimumWidth(look.px(240))
        self.view.scheduleDelayedItemsLayout()


def _sort_name(sort: Sort) -> str:
    return {
        Sort.RECENT: tr("最近修改"),
        Sort.OLDEST: tr("最早"),
        Sort.REGION: tr("按地区"),
        Sort.NAME: tr("按名称"),
    }[sort]
