"""Choosing from a list that is narrowed as one types: one thing, or several."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from db.records.search import SearchHit
from desktop.i18n import tr
from desktop.models.rows import RowModel
from desktop.pages.help.opening import help_key
from desktop.roles import Role
from desktop.searching import Found, Request, Searcher
from desktop.widgets.parts import PlainLabel
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.models.rows import Row
    from desktop.session import Session
    from desktop.theme import Appearance

    Index: TypeAlias = QModelIndex | QPersistentModelIndex

_MORE_THAN_FIT: Final = 40  # rows: twice what there is room for
_FOUND: Final = 80  # hits: who wants others types more
_LEFT = 14
_BOX = 26  # what a check box takes beside a row


class _Rows(RowModel):
    """Rows that are chosen or not."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.chosen: dict[str, None] = {}

    def toggle(self, row_id: str) -> None:
        """Choose a row, or no longer."""
        if row_id in self.chosen:
            del self.chosen[row_id]
        else:
            self.chosen[row_id] = None
        index = self.find(row_id)
        self.dataChanged.emit(index, index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is not None and row.kind != "heading":
            if role == Qt.ItemDataRole.CheckStateRole:
                on, off = Qt.CheckState.Checked, Qt.CheckState.Unchecked
                return on if row.id in self.chosen else off
            if role == Qt.ItemDataRole.AccessibleTextRole and row.id in self.chosen:
                return tr("，").join((tr("已选"), str(super().data(index, role))))
        return super().data(index, role)


class _CheckDelegate(RowDelegate):
    """A row with a check box before it."""

    def __init__(self, appearance: Appearance, parent: QListView) -> None:
        super().__init__(appearance, parent, left=_LEFT + _BOX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(Role.KIND) == "heading":
            return
        look, px = self._look, self._look.px
        rect: QRect = option.rect
        size = px(15)
        box = QRect(rect.left() + px(_LEFT), rect.top() + (px(36) - size) // 2, size, size)
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("accent" if on else "ink3"), 1))
        painter.setBrush(look.color("accent" if on else "raised"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            look.icon("check", "accentInk", 13).paint(painter, box.adjusted(1, 1, -1, -1))
        painter.restore()


class ChoiceDialog(QDialog):
    """`offer` gives the rows for what was typed. Enter takes the current row, or all checked.

    With `finds` (mechanism or figure) the library is searched for what was typed, by pinyin too
    and beside the interface, and `offer` is given the ids that were found as well.
    """

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        title: str,
        offer: Callable[..., list[Row]],
        *,
        prompt: str = "",
        several: bool = False,
        chosen: Iterable[str] = (),
        most: int = 0,
        finds: str = "",
    ) -> None:
        super().__init__(parent)
        help_key(self, session, "classroom")
        self._session, self._offer, self._finds = session, offer, finds
        self._several, self._most = several, most
        self.setWindowTitle(title)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(prompt or tr("按名称、拼音、地区找"))
        self.edit.setAccessibleName(prompt or tr("按名称、拼音、地区找"))
        self.edit.setClearButtonEnabled(True)
        for clear in self.edit.findChildren(QAction):  # Qt gives its cross neither name nor tip
            clear.setText(tr("清除"))
        self.rows = _Rows(self)
        self.rows.chosen = dict.fromkeys(chosen)
        self.list = QListView()
        self._state = PlainLabel()
        self._state.setObjectName("quiet")
        self._build(title)
        self.edit.textChanged.connect(self._fill)
        self.edit.installEventFilter(self)
        self.list.clicked.connect(self._on_clicked)
        self.list.activated.connect(self._on_activated)
        self.list.installEventFilter(self)
        self._fill()

    def _build(self, title: str) -> None:
        look, view = self._session.appearance, self.list
        view.setModel(self.rows)
        delegate = _CheckDelegate(look, view) if self._several else RowDelegate(look, view)
        view.setItemDelegate(delegate)
        view.setAccessibleName(title)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setObjectName("choices")
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton(tr("确定"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.edit, self._state):
            column.addWidget(widget)
        column.addWidget(view, 1)
        column.addWidget(buttons)
        parent = self.parentWidget()
        room = parent.window().height() - 40 if parent is not None else 640
        wide = parent.window().width() - 40 if parent is not None else 560
        self.resize(min(look.px(520), wide), min(look.px(600), room))

    # Showing

    def _fill(self) -> None:
        query = self.edit.text().strip()
        if query and self._finds:
            self._searcher.ask(Request(query, limit=_FOUND, kinds=(self._finds,)))
        else:
            self._show(self._offer(query))

    @cached_property
    def _searcher(self) -> Searcher:
        """Searches on a thread of its own, begun with the first word."""
        searcher = Searcher(self._session.cases.reopen, self)
        searcher.found.connect(self._on_found)
        return searcher

    def _on_found(self, found: Found) -> None:
        query = self.edit.text().strip()
        if found.request.query == query:
            hits = found.group(self._finds).hits
            refs = [hit.ref_id for hit in hits if isinstance(hit, SearchHit)]
            self._show(self._offer(query, list(dict.fromkeys(refs))))

    def _show(self, rows: list[Row]) -> None:
        kept = self.current_id()
        self.rows.set_rows(rows)
        # Where there is a bar anyway it is there at once: else all would be laid out once more.
        policy = Qt.ScrollBarPolicy
        surely = len(rows) >= _MORE_THAN_FIT
        self.list.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if surely else policy.ScrollBarAsNeeded
        )
        index = self.rows.find(kept)
        if not index.isValid() and self.rows.chosen and not self.edit.text():
            index = self.rows.find(next(iter(self.rows.chosen)))
        self.list.setCurrentIndex(index if index.isValid() else self.rows.first())
        if self.isVisible():  # before it has its size, the rows would be laid out for another
            self.list.scrollTo(self.list.currentIndex())
        self._say()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.scrollTo(self.list.currentIndex())

    def _say(self) -> None:
        n = len(self.rows.chosen)
        if not self.rows.rowCount():
            said = tr("没有符合的。")
        elif self._several and self._most:
            said = tr("已选 {n} 项，最多 {most} 项。空格键选中。").format(n=n, most=self._most)
        elif self._several:
            said = tr("已选 {n} 项。空格键选中。").format(n=n)
        else:
            said = ""
        self._state.setText(said)
        self._state.setVisible(bool(said))
        self.accept_button.setEnabled(bool(n) if self._several else bool(self.current_id()))

    def current_id(self) -> str:
        """The id of the current row, '' for none."""
        row = self.rows.row(self.list.currentIndex())
        return row.id if row is not None and row.kind != "heading" else ""

    @property
    def chosen(self) -> list[str]:
        """What was chosen, in the order it was."""
        if self._several:
            return list(self.rows.chosen)
        return [self.current_id()] if self.current_id() else []

    # Doing

    def toggle(self, row_id: str) -> None:
        """Choose a row of several, or no longer; more than the most are not taken."""
        full = self._most and len(self.rows.chosen) >= self._most
        if row_id and (row_id in self.rows.chosen or not full):
            self.rows.toggle(row_id)
            self._say()

    def _on_clicked(self) -> None:
        if self._several:
            self.toggle(self.current_id())
        else:
            self._say()

    def _on_activated(self) -> None:
        if not self._several and self.current_id():
            self.accept()

    def _step(self, by: int) -> None:
        place = self.list.currentIndex().row() + by
        while 0 <= place < self.rows.rowCount():
            row = self.rows.row(self.rows.index(place))
            if row is not None and row.kind != "heading":
                self.list.setCurrentIndex(self.rows.index(place))
                self._say()
                return
            place += by

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the field keeps the focus; space checks in the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if watched is self.edit and key in steps:
            self._step(steps[key])
            return True
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._several and watched is self.edit:
            self.toggle(self.current_id())  # the next word may be typed at once
            self.edit.selectAll()
            return True
        if watched is self.list and key == Qt.Key.Key_Space and self._several:
            self.toggle(self.current_id())
            return True
        if enter and self.accept_button.isEnabled():
            self.accept()
            return True
        return super().eventFilter(watched, event)


def choose(
    session: Session,
    parent: QWidget,
    title: str,
    offer: Callable[..., list[Row]],
    **options: Any,
) -> list[str]:
    """Ask for one thing or several (see `ChoiceDialog`); [] where the user would rather not."""
    dialog = ChoiceDialog(session, parent, title, offer, **options)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    found = dialog.chosen if accepted else []
    dialog.deleteLater()
    return found
