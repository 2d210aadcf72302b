"""Ctrl+K: mechanisms, figures, source and notes in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import pick, tr
from desktop.models.rows import Row, RowModel
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages.help.opening import help_key
from desktop.pages.search import found_rows
from desktop.pages.search import recent as recent_searches
from desktop.pages.search.found_rows import AllOf, Target
from desktop.searching import Found, Request, Searcher
from desktop.widgets.paced_painting import PacedWindow, pace_all
from desktop.widgets.parts import Panel, PlainLabel
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.session import Session

_PER_GROUP: Final = 8
_WAIT_MS: Final = 20
_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
}


class SearchDialog(PacedWindow, QDialog):
    """Results as one types; Enter opens, Esc closes. The search itself runs in another thread."""

    mechanism_chosen = Signal(str)
    span_chosen = Signal(str, int, int, str)
    """article id, start, end, mechanism id or ''."""
    note_chosen = Signal(str, str)
    """The id of the mechanism the note is on, and the note's, or '' to write one."""
    all_wanted = Signal(str, str)
    """Show all results: the query, and the kind (mechanism, figure, passage, note), '' for all."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        help_key(self, session, "search")
        self.setObjectName("palette")
        self.setModal(True)
        self._session = session
        self._searcher = Searcher(session.cases.reopen, self)
        self._searcher.found.connect(self._show_found)
        self._request: Request | None = None
        self._found: Found | None = None
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._ask)
        self.edit = QLineEdit()
        self.edit.setObjectName("paletteEdit")
        self.edit.setPlaceholderText(tr("搜索做法、数字、原文、笔记"))
        self.edit.setAccessibleName(tr("搜索"))
        self.edit.textChanged.connect(self._timer.start)
        self.edit.returnPressed.connect(self._choose_current)
        self.rows = RowModel(self)
        self.list = self._build_list()
        self.state = PlainLabel()
        self.state.setObjectName("paletteState")
        self.state.setWordWrap(True)
        self.synonyms = QCheckBox(tr("同义词"))
        self.synonyms.setShortcut("Alt+S")
        # Its key and the mouse leave the focus where one types or chooses.
        self.synonyms.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.synonyms.setToolTip(tr("也搜同一件事的其他叫法（Alt+S）"))
        self.synonyms.setChecked(recent_searches.synonyms_wanted(session))
        self.synonyms.toggled.connect(self._want_synonyms)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.edit)
        column.addWidget(self.list, 1)
        column.addWidget(self._build_foot())
        pace_all(self)
        self._ask()

    def _build_list(self) -> QListView:
        view = QListView()
        view.setObjectName("paletteList")
        view.setAccessibleName(tr("搜索结果"))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setModel(self.rows)
        view.setItemDelegate(RowDelegate(self._session.appearance, view))
        view.setMouseTracking(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.clicked.connect(self._choose)
        return view

    def _build_foot(self) -> Panel:
        foot = Panel("paletteFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.state, 1)
        row.addWidget(self.synonyms, 0, Qt.AlignmentFlag.AlignVCenter)
        return foot

    def open_at(self, window: QWidget) -> None:
        """Show the palette over a window, the former query selected."""
        look = self._session.appearance
        width = min(look.px(680), window.width() - 40)
        height = min(look.px(560), window.height() - look.px(80))
        self.resize(width, height)
        corner = QPoint((window.width() - width) // 2, look.px(44))
        self.move(window.mapToGlobal(corner))
        self.synonyms.setChecked(recent_searches.synonyms_wanted(self._session))
        self.edit.selectAll()
        self.edit.setFocus()
        self._ask()
        self.open()

    # Asking

    def search(self) -> None:
        """Show what the present query finds, now: for keys that act on it."""
        self._timer.stop()
        self._request = self._make_request()
        if self._request is None:
            self._show_recent()
        else:
            self._show_found(self._searcher.now(self._request))

    def _ask(self) -> None:
        """Have the present query searched for; `_show_found` gets the answer."""
        self._timer.stop()
        self._request = self._make_request()
        if self._request is None:
            self._show_recent()
        else:
            self._searcher.ask(self._request)

    def _make_request(self) -> Request | None:
        query = self.edit.text().strip()
        if not query:
            return None
        return Request(
            query,
            # One more than is shown: then it is counted how many there are.
            limit=_PER_GROUP + 1,
            synonyms=self.synonyms.isChecked(),
            notes=tuple(self._session.marks.notes()),
        )

    def _want_synonyms(self, wanted: bool) -> None:
        recent_searches.want_synonyms(self._session, wanted)
        self._ask()

    # Showing

    def _show_found(self, found: Found) -> None:
        # An answer may come twice: at once for a key, and again from the thread.
        if found.request is not self._request or found is self._found:
            return
        self._found = found
        rows = [
            row
            for group in found.groups
            for row in found_rows.group_rows(self._session, found, group, _PER_GROUP)
        ]
        if rows:
            rows.append(Row("", tr("全部"), kind="heading"))
            text = tr("全部结果 {n} 条（Ctrl+Enter）").format(n=found.total)
            rows.append(Row("all", text, payload=AllOf("")))
        self._show_rows(rows)
        self.synonyms.show()
        if found.problem:
            self.state.setText(found.problem)
        elif not rows:
            self.state.setText(found_rows.nothing_found(found))
        else:
            keys = tr("↑↓ 选择，Enter 打开，Ctrl+B 收藏，Ctrl+N 批注，Esc 关闭")
            also = found_rows.also_searched(found)
            self.state.setText(f"{also}{pick('', ' ')}{keys}")

    def _show_recent(self) -> None:
        self._found = None
        queries = recent_searches.recent(self._session)
        rows = [Row(query, query, payload=query) for query in queries]
        if rows:
            rows.insert(0, Row("", tr("最近搜索"), kind="heading"))
            rows.append(Row("", tr("整理"), kind="heading"))
            rows.append(Row("forget", tr("清除最近搜索"), payload=None))
        self._show_rows(rows)
        self.synonyms.hide()
        self.state.setText(
            tr(
                "输入几个字：做法的名称（可用拼音或首字母）、数字、原文里的话，或自己的批注。"
                "空格隔开的词都要有，“……”里的作一句找，-词 表示不要。"
            )
        )

    def _show_rows(self, rows: list[Row]) -> None:
        self.rows.set_rows(rows)
        # Where nothing is typed yet, Enter must not do what nobody pointed at.
        first = self.rows.first() if self._request is not None else QModelIndex()
        self.list.setCurrentIndex(first)
        self.list.scrollToTop()

    # Choosing

    def _choose_current(self) -> None:
        if self._behind():
            self.search()
        control = Qt.KeyboardModifier.ControlModifier
        if self._request is not None and QApplication.keyboardModifiers() & control:
            self._leave_for_all("")
        else:
            self._choose(self.list.currentIndex())

    def _behind(self) -> bool:
        """Whether the rows are not yet those of what stands in the field."""
        query = self.edit.text().strip()
        if not query or self._request is None:
            return bool(query) or self._request is not None
        answered = self._found is not None and self._found.request is self._request
        return not answered or query != self._request.query

    def _choose(self, index: QModelIndex) -> None:
        row = self.rows.row(index)
        if row is None or row.kind == "heading":
            return
        if isinstance(row.payload, str):
            self.edit.setText(row.payload)
            self._ask()
        elif isinstance(row.payload, AllOf):
            self._leave_for_all(row.payload.kind)
        elif isinstance(row.payload, Target):
            self._open(row.payload)
        else:
            recent_searches.forget(self._session)
            self._show_recent()

    def _leave_for_all(self, kind: str) -> None:
        query = self.edit.text().strip()
        recent_searches.remember(self._session, query)
        self.accept()
        self.all_wanted.emit(query, kind)

    def _open(self, target: Target) -> None:
        found = self._found
        recent_searches.remember(self._session, self.edit.text().strip())
        self.accept()
        if target.hit is None:
            self.note_chosen.emit(target.mechanism_id, target.note_id)
        elif target.hit.kind == "mechanism":
            self.mechanism_chosen.emit(target.mechanism_id)
        elif found is not None:
            start, end = found_rows.span_of(self._session, target.hit, found)
            self.span_chosen.emit(target.hit.article_id, start, end, target.mechanism_id)

    def _act_on_current(self, key: Qt.Key) -> bool:
        """Ctrl+B bookmarks and Ctrl+N annotates the mechanism of the current row."""
        row = self.rows.row(self.list.currentIndex())
        target = row.payload if row is not None else None
        if not isinstance(target, Target) or not target.mechanism_id:
            return False
        if key == Qt.Key.Key_B:
            place = self.list.currentIndex().row()
            toggle_bookmark(self._session, target.mechanism_id)
            self.search()
            self.list.setCurrentIndex(self.rows.index(place))
            return True
        if key == Qt.Key.Key_N:
            self.accept()
            self.note_chosen.emit(target.mechanism_id, "")
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and self._act_on_current(Qt.Key(event.key())):
            return
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        last = self.rows.rowCount() - 1
        row = min(max(self.list.currentIndex().row() + step, 0), last)
        while 0 <= row <= last:
            index = self.rows.index(row)
            if self.rows.flags(index) & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentIndex(index)
                return
            row += 1 if step > 0 else -1
