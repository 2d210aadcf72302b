"""Choosing a family: a list under its button, filtered as one types; kindred families first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.i18n import pick, tr
from desktop.models.rows import Row, RowModel
from desktop.pages.parallel.hits import neighbours, topic_of
from desktop.widgets.parts import PlainLabel
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from db.records.comparison import Family
    from desktop.pages.parallel.hits import Topic
    from desktop.session import Session


class FamilyChooser(QFrame):
    """Lies over the page; Enter or a click chooses, Esc or a click elsewhere closes."""

    chosen = Signal(str)
    left = Signal()
    """Closed by a key: the focus is wanted elsewhere."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setObjectName("familyChooser")
        self._session = session
        self._topic: Topic | None = None
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(tr("找同类做法"))
        self.edit.setAccessibleName(tr("找同类做法"))
        self.edit.setClearButtonEnabled(True)
        self.model = RowModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(session.appearance, self.list, left=8))
        self.list.setAccessibleName(tr("同类做法"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows go there from the field
        self.list.setMouseTracking(True)
        self._none = PlainLabel(tr("没有叫这个名字的类"))
        self._none.setObjectName("quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        for widget in (self.edit, self._none, self.list):
            column.addWidget(widget)
        self.edit.textChanged.connect(self._fill)
        self.edit.installEventFilter(self)
        self.list.clicked.connect(self._choose)

    def open_at(self, corner: QPoint, topic: Topic | None) -> None:
        """Open with the present topic chosen, its upper left corner at a place of the page."""
        self._topic = topic
        self.edit.clear()
        self._fill()
        px = self._session.appearance.px
        page = self.parentWidget()
        room = page.rect() if page is not None else self.rect()
        self.resize(min(px(340), room.width()), min(px(440), room.bottom() - corner.y()))
        self.move(min(corner.x(), room.right() - self.width()), corner.y())
        self.show()
        self.raise_()
        self.edit.setFocus()
        self.list.scrollTo(self.list.currentIndex())

    def _leave(self, *, back: bool = False) -> None:
        """Close, and give the focus back unless it has gone elsewhere by itself."""
        if not self.isHidden():
            self.hide()
            if back:
                self.left.emit()

    def _fill(self) -> None:
        cases, topic = self._session.cases, self._topic
        words = self.edit.text().strip().casefold()
        near = set(neighbours(cases, topic)) if topic is not None else set()
        found = [
            f for f in cases.family_by_id.values() if words in f"{f.name} {f.name_en}".casefold()
        ]
        kindred = [self._row(f) for f in found if f.id in near]
        others = [self._row(f) for f in found if f.id not in near]
        rows = others
        if kindred:
            rows = [
                Row("", tr("相近的类"), "heading"),
                *kindred,
                Row("", tr("全部同类做法"), "heading"),
                *others,
            ]
        self.model.set_rows(rows)
        self._none.setVisible(not rows)
        here = self.model.find(topic.family_id) if topic is not None else QModelIndex()
        self._set_current(here if here.isValid() and not words else self.model.first())

    def _row(self, family: Family) -> Row:
        topic = topic_of(self._session.cases, family.id)
        regions = {self._session.cases.mechanism_by_id[id_].region_id for id_ in topic.members}
        count = tr("{n} 地").format(n=len(regions))
        return Row(family.id, pick(family.name, family.name_en), theme=topic.theme, figure=count)

    def _set_current(self, index: QModelIndex) -> None:
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(index, flag)
            self.list.scrollTo(index)

    def _choose(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        if row is not None and row.id:
            self._leave(back=True)
            self.chosen.emit(row.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the field keeps the focus."""
        if event.type() == QEvent.Type.FocusOut and self.window().isActiveWindow():
            self._leave()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._leave(back=True)
                return True
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if (by := steps.get(Qt.Key(event.key()))) is not None:
                self._step(by)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        number = self.list.currentIndex().row() + by
        while 0 <= number < self.model.rowCount():
            index = self.model.index(number)
            row = self.model.row(index)
            if row is not None and row.kind != "heading":
                self._set_current(index)
                return
            number += by
