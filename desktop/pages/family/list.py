"""The list of families at the left of 同类做法, with the basket on top and its order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QListView, QMenu, QToolButton, QVBoxLayout

from desktop.i18n import tr
from desktop.models.family_list import (
    BASKET,
    BY_COUNT,
    BY_COVERAGE,
    BY_THEME,
    SORTS,
    FamilyListModel,
    family_rows,
)
from desktop.operations.basket import basket
from desktop.roles import Role
from desktop.widgets.family_delegate import FamilyDelegate
from desktop.widgets.parts import Panel, PlainLabel

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from desktop.session import Session

BASKET_ROW = f"{BASKET}:"
_VIEW = "family view"


class FamilyList(Panel):
    """Families by the regions they cover; remembers its order."""

    chosen = Signal(str)
    """A family by its id, or BASKET_ROW."""
    settled = Signal()
    """A click or Enter: the choice is made."""

    def __init__(self, session: Session) -> None:
        super().__init__("familyList")
        self._session = session
        self._told = False  # the choice is the page's own, which knows of it
        self.model = FamilyListModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(FamilyDelegate(session.appearance, self.view))
        self.view.setAccessibleName(tr("同类做法"))
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sort = str(session.remembered.table(_VIEW).get("sort", BY_COVERAGE))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(self._build_head())
        column.addWidget(self.view, 1)
        self.refresh()
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.clicked.connect(lambda _index: self.settled.emit())
        self.view.activated.connect(lambda _index: self.settled.emit())
        session.changes.basket_changed.connect(self.refresh)
        session.appearance.changed.connect(self.view.scheduleDelayedItemsLayout)

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 6, 4)
        row.setSpacing(4)
        self._title = PlainLabel()
        self._title.setObjectName("quiet")
        self._order = QToolButton()
        self._order.setProperty("role", "top")
        self._order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        group = QActionGroup(menu)
        for name in SORTS:
            action = QAction(_sort_name(name), menu)
            action.setCheckable(True)
            action.setChecked(name == self._sort)
            action.triggered.connect(partial(self._set_sort, name))
            group.addAction(action)
            menu.addAction(action)
        self._order.setMenu(menu)
        row.addWidget(self._title, 1)
        row.addWidget(self._order)
        return row

    def sizeHint(self) -> QSize:
        return QSize(self._session.appearance.size("family", "list", "default"), 0)

    @property
    def current(self) -> str:
        """The id of the chosen family, BASKET_ROW, or ''."""
        return str(self.view.currentIndex().data(Role.ID) or "")

    def first_family(self) -> str:
        """The family on top of the list, '' where there is none."""
        return str(self.model.index(1).data(Role.ID) or "")

    def select(self, row_id: str) -> None:
        """Choose a row without telling anybody."""
        index = self.model.find(row_id)
        self._told = True
        self.view.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self._told = False
        if index.isValid():
            self.view.scrollTo(index)

    def refresh(self) -> None:
        """Read the families and the basket again; what is chosen stays chosen."""
        chosen = self.current
        cases = self._session.cases
        rows = family_rows(cases, self._sort, len(basket(self._session)))
        self.model.set_rows(rows)
        self._title.setText(tr("同类 {n} 类").format(n=len(rows) - 1))
        self._order.setText(_sort_name(self._sort))
        self._order.setToolTip(tr("怎样排列"))
        self._order.setAccessibleName(tr("怎样排列"))
        if chosen:
            self.select(chosen)

    def _set_sort(self, name: str) -> None:
        self._sort = name
        state = self._session.remembered.table(_VIEW)
        self._session.remembered.put(_VIEW, {**state, "sort": name})
        self.refresh()

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._told:
            self.chosen.emit(str(index.data(Role.ID)))


def _sort_name(name: str) -> str:
    return {
        BY_COVERAGE: tr("按覆盖地区"),
        BY_COUNT: tr("按做法多少"),
        BY_THEME: tr("按类别次序"),
    }.get(name, tr("按覆盖地区"))
