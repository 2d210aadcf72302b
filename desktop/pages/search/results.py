"""检索: everything that was found, in groups."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import words
from desktop.i18n import pick, tr
from desktop.models.found import FoundModel
from desktop.pages.page import Page
from desktop.pages.search import found_rows
from desktop.pages.search import recent as recent_searches
from desktop.pages.search.found_rows import AllOf, Target
from desktop.searching import KINDS, Found, Request, Searcher
from desktop.widgets.parts import IconButton, Panel, PlainLabel, plain_tip
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from collections.abc import Iterator


_PAGE: Final = 50
_IN_OVERVIEW: Final = 10
_WAIT_MS: Final = 20
_COUNTED_SCALE: Final = 1.5


class ResultsPage(Page):
    """All hits of a query, by kind; stays until another query is asked."""

    topic = "search"
    home = ""

    mechanism_chosen = Signal(str)
    note_chosen = Signal(str, str)
    """A note: mechanism id, note id."""
    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""
    left = Signal()
    """Esc: back to where the search was called."""

    def build(self) -> Iterator[None]:
        session = self.session
        self._searcher = Searcher(session.cases.reopen, self)
        self._searcher.found.connect(self._show_found)
        self._kind = ""
        self._limit = _PAGE
        self._region = ""
        self._request: Request | None = None
        self._found: Found | None = None
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._ask)
        self.edit = QLineEdit()
        self.synonyms = QCheckBox(tr("同义词"))
        self.rows = FoundModel(self)
        self.rows.more_wanted.connect(self._ask_more)
        self.list = self._build_list()
        self.state = PlainLabel()
        self.state.setObjectName("resultsState")
        self.state.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        yield
        column.addWidget(self._build_bar())
        yield
        column.addWidget(self._build_kinds())
        yield
        column.addWidget(self.state)
        column.addWidget(self.list, 1)
        self._ask()

    # Building

    def _build_bar(self) -> QWidget:
        bar, row = self.build_bar(tr("检索"))
        self.edit.setObjectName("resultsEdit")
        self.edit.setPlaceholderText(tr("搜索做法、数字、原文、笔记"))
        self.edit.setAccessibleName(tr("搜索"))
        self.edit.setClearButtonEnabled(True)
        self.edit.textChanged.connect(self._timer.start)
        self.edit.returnPressed.connect(self._enter_list)
        self.edit.installEventFilter(self)
        row.addWidget(self.edit, 1)
        look = self.session.appearance
        self.regions = IconButton(look, "filter", role="bar", beside=True)
        self.regions.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._region_menu = QMenu(self.regions)
        choices = [("", tr("全部地区"))]
        choices += [(r.id, words.region_name(r)) for r in self.session.cases.regions]
        for region, name in choices:
            action = self._region_menu.addAction(name)
            action.setCheckable(True)
            action.setData(region)
            action.triggered.connect(partial(self._choose_region, region))
        self.regions.setMenu(self._region_menu)
        row.addWidget(self.regions)
        self.synonyms.setShortcut("Alt+S")
        # Its key and the mouse leave the focus where one types or chooses.
        self.synonyms.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.synonyms.setToolTip(tr("也搜同一件事的其他叫法（Alt+S）"))
        self.synonyms.setChecked(recent_searches.synonyms_wanted(self.session))
        self.synonyms.toggled.connect(self._want_synonyms)
        row.addWidget(self.synonyms)
        self.add_action(tr("回到搜索框"), "Ctrl+F", self._focus_edit)
        self.add_plan_action()
        self.add_lesson_action()
        self.add_action(tr("返回"), "Esc", self._leave)
        self._name_region()
        return bar

    def _build_kinds(self) -> QWidget:
        strip = Panel("resultsKinds")
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        self._kinds = QButtonGroup(self)
        for number, kind in enumerate(("", *KINDS)):
            button = QPushButton(self._kind_name(kind))
            button.setProperty("role", "choice")
            button.setCheckable(True)
            self._kinds.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._kinds.button(0).setChecked(True)
        self._kinds.idClicked.connect(lambda n: self._choose_kind(("", *KINDS)[n]))
        return strip

    def _build_list(self) -> QListView:
        view = QListView()
        view.setObjectName("resultsList")
        view.setAccessibleName(tr("搜索结果"))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setModel(self.rows)
        view.setItemDelegate(RowDelegate(self.session.appearance, view))
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.clicked.connect(self._choose)
        view.installEventFilter(self)
        return view

    def subject(self) -> str:
        row = self.rows.row(self.list.currentIndex())
        target = row.payload if row is not None else None
        return target.mechanism_id if isinstance(target, Target) else ""

    def hints(self) -> list[tuple[str, str]]:
        return [
            ("↑↓", tr("选择")),
            ("Enter", tr("打开")),
            ("Ctrl+F", tr("搜索框")),
            ("Alt+S", tr("同义词")),
            ("Esc", tr("返回")),
        ]

    def panes(self) -> list[QWidget]:
        return [self.edit, self.list]

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._name_kinds()

    def entered(self) -> None:
        self.synonyms.setChecked(recent_searches.synonyms_wanted(self.session))
        # Notes and bookmarks may have changed meanwhile.
        if self._request is not None:
            self._ask()
        (self.list if self.rows.rowCount() else self.edit).setFocus()

    # Asking

    def show_query(self, query: str, kind: str = "") -> None:
        """Search and show all kinds, or one of them."""
        self.edit.setText(query)
        self._choose_kind(kind)
        self.list.setFocus()

    def search(self) -> None:
        """Show what the present query finds, now."""
        self._timer.stop()
        self._request = self._make_request()
        if self._request is None:
            self._show_nothing_asked()
        else:
            self._show_found(self._searcher.now(self._request))

    def _ask(self) -> None:
        query = self.edit.text().strip()
        if self._request is not None and self._request.query != query:
            self._limit = _PAGE
        self._timer.stop()
        self._request = self._make_request()
        if self._request is None:
            self._show_nothing_asked()
        else:
            if self._found is None:
                self.state.setText(tr("正在搜索……"))
            self._searcher.ask(self._request)

    def _ask_more(self) -> None:
        self._limit += _PAGE
        self._ask()

    def _make_request(self) -> Request | None:
        query = self.edit.text().strip()
        if not query:
            return None
        return Request(
            query,
            limit=self._limit,
            synonyms=self.synonyms.isChecked(),
            region=self._region or None,
            notes=tuple(self.session.marks.notes()),
        )

    def _want_synonyms(self, wanted: bool) -> None:
        recent_searches.want_synonyms(self.session, wanted)
        self._ask()

    def _choose_region(self, region: str) -> None:
        self._region = region
        self._name_region()
        self._ask()

    def _name_region(self) -> None:
        for action in self._region_menu.actions():
            chosen = action.data() == self._region
            action.setChecked(chosen)
            if chosen:
                self.regions.setText(action.text())
                tip = tr("只看一个地区：{name}").format(name=action.text())
                self.regions.setToolTip(plain_tip(tip))
                self.regions.setAccessibleName(tr("地区：{name}").format(name=action.text()))

    def _choose_kind(self, kind: str) -> None:
        self._kind = kind
        self._limit = _PAGE
        self._kinds.button(("", *KINDS).index(kind)).setChecked(True)
        self._ask()

    # Showing

    def _kind_name(self, kind: str) -> str:
        return found_rows.group_name(kind) if kind else tr("全部")

    def _show_found(self, found: Found) -> None:
        if found.request is not self._request or found is self._found:
            return
        before, self._found = self._found, found
        more = False
        if self._kind:
            group = found.group(self._kind)
            rows = found_rows.hit_rows(self.session, found, group)
            more = group.total > len(rows)
        else:
            rows = [
                row
                for group in found.groups
                for row in found_rows.group_rows(self.session, found, group, _IN_OVERVIEW)
            ]
        self.rows.show(rows, more=more)
        self._keep_current(before)
        self._name_kinds()
        self.state.setText(self._sentence(found, bool(rows)))

    def _name_kinds(self) -> None:
        """The kinds with their counts; where letters are large the counts stand in the headings."""
        found = self._found
        room = self.session.appearance.scale <= _COUNTED_SCALE
        for number, kind in enumerate(("", *KINDS)):
            name = counted = self._kind_name(kind)
            if found is not None:
                counted = f"{name} {found.group(kind).total if kind else found.total}"
            self._kinds.button(number).setText(counted if room else name)
            self._kinds.button(number).setAccessibleName(counted)

    def _keep_current(self, before: Found | None) -> None:
        """A new search starts at the top; the same one, grown or asked again, stays in place."""
        now = self._found
        same = (
            before is not None
            and now is not None
            and replace(before.request, limit=0, notes=())
            == replace(now.request, limit=0, notes=())
        )
        if not same or not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.rows.first())
            self.list.scrollToTop()

    def _sentence(self, found: Found, anything: bool) -> str:
        if found.problem:
            return found.problem
        if not found.total:
            return found_rows.nothing_found(found)
        gap = pick("", " ")
        if not anything:
            name = self._kind_name(self._kind)
            first = tr("{group}里没有；别的类里有 {n} 条。").format(group=name, n=found.total)
        else:
            query = found_rows.told(found.request.query)
            first = tr("“{query}”共 {n} 条。").format(query=query, n=found.total)
        return gap.join(part for part in (first, found_rows.also_searched(found)) if part)

    def _show_nothing_asked(self) -> None:
        self._found = None
        self.rows.show([], more=False)
        self._name_kinds()
        self.state.setText(tr("输入要找的词：空格隔开的词都要有，“……”里的作一句找，-词 表示不要。"))

    # Choosing

    def _enter_list(self) -> None:
        """Enter in the field: the words are final, go on to what they find."""
        self.search()
        recent_searches.remember(self.session, self.edit.text().strip())
        if self.rows.rowCount():
            self.list.setFocus()

    def _focus_edit(self) -> None:
        self.edit.setFocus()
        self.edit.selectAll()

    def _leave(self) -> None:
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↓ leads from the field into the list, Enter opens a row."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if watched is self.edit and key == Qt.Key.Key_Down and self.rows.rowCount():
                self.list.setFocus()
                return True
            if watched is self.list and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _choose(self, index: QModelIndex) -> None:
        row = self.rows.row(index)
        found = self._found
        if row is None or found is None:
            return
        if isinstance(row.payload, AllOf):
            self._choose_kind(row.payload.kind)
        elif isinstance(row.payload, Target):
            recent_searches.remember(self.session, found.request.query)
            self._open(row.payload, found)

    def _open(self, target: Target, found: Found) -> None:
        if target.hit is None:
            self.note_chosen.emit(target.mechanism_id, target.note_id)
        elif target.hit.kind == "mechanism":
            self.mechanism_chosen.emit(target.mechanism_id)
        else:
            start, end = found_rows.span_of(self.session, target.hit, found)
            self.opened.emit(target.hit.article_id or "", start, end, target.mechanism_id)
