"""The window: places the pages, the rail and the actions. What a page shows, the page knows."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.pages.compare import ComparePage
from desktop.settings import SCALES, Mode
from desktop.top_bar import TopBar
from desktop.widgets.parts import IconButton, KeyHint, Panel, RailButton, clear_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.library import LibraryPage
    from desktop.pages.page import Page
    from desktop.pages.reader import ReaderPage
    from desktop.pages.search_dialog import SearchDialog
    from desktop.pages.settings import SettingsPage
    from desktop.session import Session

_COMPACT_WIDTH: Final = 1200
_COMPACT_SCALE: Final = 1.5
_COMPACT_ROOM: Final = 1000  # width at 100% that matrix and pane need side by side
_P = TypeVar("_P", bound="Page")


class MainWindow(QMainWindow):
    """One window, four pages: 对照, 案例库, 原文 (within 案例库), 设置."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setWindowTitle(tr("他山"))
        self.setWindowIcon(session.appearance.app_icon())
        self.setMinimumSize(1024, 700)
        self.resize(1440, 900)
        self._came_from: Page | None = None
        self._search: SearchDialog | None = None
        self.global_actions = self._build_actions()
        self.pages: list[Page] = []
        self._stack = QStackedWidget()
        self.compare = self._adopt(ComparePage(session))
        self.compare.opened.connect(partial(self._open_article, self.compare))
        self._build()
        self._connect()
        self._restore()
        self._refresh_look()
        self._show_page(self.compare)

    # Pages that wait until they are wanted: the first paint does not pay for them

    @cached_property
    def library(self) -> LibraryPage:
        """案例库."""
        from desktop.pages.library import LibraryPage

        page = self._adopt(LibraryPage(self.session))
        page.opened.connect(partial(self._open_article, page))
        return page

    @cached_property
    def reader(self) -> ReaderPage:
        """原文阅读."""
        from desktop.pages.reader import ReaderPage

        page = self._adopt(ReaderPage(self.session))
        page.left.connect(self._leave_reader)
        return page

    @cached_property
    def settings_page(self) -> SettingsPage:
        """设置."""
        from desktop.pages.settings import SettingsPage

        page = self._adopt(SettingsPage(self.session))
        page.scale_chosen.connect(self.set_scale)
        page.mode_chosen.connect(lambda mode: self.set_look(mode=Mode(mode)))
        page.single_keys_chosen.connect(self._use_single_keys)
        return page

    def _adopt(self, page: _P) -> _P:
        self.pages.append(page)
        self._stack.addWidget(page)
        self._size_bar(page)
        return page

    # Building

    def _build_actions(self) -> dict[str, QAction]:
        session = self.session
        actions = {
            "search": self._action(tr("搜索"), "Ctrl+K", self.open_search),
            "mode": self._action(tr("深色或浅色"), "Ctrl+D", self.toggle_mode),
            "larger": self._action(tr("放大字号"), "Ctrl++", lambda: self.step_scale(1)),
            "smaller": self._action(tr("缩小字号"), "Ctrl+-", lambda: self.step_scale(-1)),
            "normal": self._action(tr("字号 100%"), "Ctrl+0", lambda: self.set_scale(1.0)),
            "panes": self._action(tr("下一个窗格"), "F6", self.next_pane),
            "help": self._action(tr("按键和帮助"), "F1", self.open_help),
            "menu": self._action(tr("全部操作"), "F10", self._open_menu),
            "quit": self._action(tr("退出"), "Ctrl+Q", self.close),
        }
        actions["larger"].setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        undo = session.undo.createUndoAction(self, tr("撤销"))
        undo.setShortcut(QKeySequence("Ctrl+Z"))
        redo = session.undo.createRedoAction(self, tr("重做"))
        redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.addAction(undo)
        self.addAction(redo)
        return {"undo": undo, "redo": redo, **actions}

    def _action(self, text: str, key: str, slot: object) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda: slot())  # type: ignore[operator]
        self.addAction(action)
        return action

    def _build(self) -> None:
        self.top = TopBar(self.session.appearance, self.global_actions)
        self._scale_menu = QMenu(self)
        for scale in SCALES:
            action = self._scale_menu.addAction(f"{round(scale * 100)}%")
            action.triggered.connect(partial(self.set_scale, scale))
        for name in ("larger", "smaller"):
            self._scale_menu.addAction(self.global_actions[name])
        self.top.scale.setMenu(self._scale_menu)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.top.menu.setMenu(self._menu)
        center = QWidget()
        column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self._build_banner())
        column.addWidget(self._build_welcome())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._build_rail())
        middle.addWidget(self._stack, 1)
        column.addLayout(middle, 1)
        column.addWidget(self._build_status())
        self.setCentralWidget(center)

    def _build_rail(self) -> QScrollArea:
        rail = Panel("rail")
        column = QVBoxLayout(rail)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(2)
        self._rail_group = QButtonGroup(self)
        self._rail_group.setExclusive(True)
        self._rail_buttons: dict[str, RailButton] = {}
        entries = [("compare", tr("对照")), ("library", tr("案例库"))]
        for number, (name, text) in enumerate(entries, start=1):
            show = partial(self._show_named, name)
            column.addWidget(self._rail_button(name, text, f"Ctrl+{number}", show))
        column.addStretch(1)
        show = partial(self._show_named, "settings")
        column.addWidget(self._rail_button("settings", tr("设置"), "Ctrl+,", show))
        self._rail = QScrollArea()
        self._rail.setObjectName("railScroll")
        self._rail.setWidget(rail)
        self._rail.setWidgetResizable(True)
        self._rail.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rail.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._rail

    def _rail_button(self, name: str, text: str, key: str, show: Callable[[], None]) -> RailButton:
        button = RailButton(self.session.appearance, name, text)
        action = self._action(text, key, show)
        button.setToolTip(tr("{text}（{key}）").format(text=text, key=key))
        button.clicked.connect(action.trigger)
        self.global_actions[f"page {len(self._rail_buttons)}"] = action
        self._rail_group.addButton(button)
        self._rail_buttons[name] = button
        return button

    def _build_banner(self) -> QWidget:
        self._banner = Panel("banner")
        row = QHBoxLayout(self._banner)
        row.setContentsMargins(16, 6, 16, 6)
        self._banner_text = QLabel()
        self._banner_text.setWordWrap(True)
        again = QPushButton(tr("重试"))
        again.clicked.connect(self.session.saver.retry)
        row.addWidget(self._banner_text, 1)
        row.addWidget(again)
        self._banner.hide()
        return self._banner

    def _build_welcome(self) -> QWidget:
        self._welcome = Panel("welcome")
        row = QHBoxLayout(self._welcome)
        row.setContentsMargins(16, 6, 16, 6)
        question = QLabel(tr("字号合适吗？以后可以按 Ctrl+加号、Ctrl+减号再调。"))
        question.setWordWrap(True)
        row.addWidget(question, 1)
        for scale in SCALES[:3]:
            button = QPushButton(f"{round(scale * 100)}%")
            button.clicked.connect(partial(self._choose_first_scale, scale))
            row.addWidget(button)
        close = IconButton(self.session.appearance, "close", tr("就这样"), size=15)
        close.clicked.connect(lambda: self._choose_first_scale(self.session.appearance.scale))
        row.addWidget(close)
        self._welcome.setVisible(not self.session.settings.welcomed)
        return self._welcome

    def _build_status(self) -> QWidget:
        self._status = Panel("statusBar")
        row = QHBoxLayout(self._status)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(14)
        self._counts = QLabel()
        self._counts.setObjectName("quiet")
        row.addWidget(self._counts)
        row.addStretch(1)
        self._hints = QWidget()
        hints = QHBoxLayout(self._hints)
        hints.setContentsMargins(0, 0, 0, 0)
        hints.setSpacing(14)
        row.addWidget(self._hints)
        return self._status

    def _connect(self) -> None:
        session = self.session
        session.changes.bookmarks_changed.connect(self._refresh_counts)
        session.changes.notes_changed.connect(self._refresh_counts)
        session.saver.failed.connect(session.changes.save_failed)
        session.saver.recovered.connect(session.changes.save_recovered)
        session.changes.save_failed.connect(self._show_failure)
        session.changes.save_recovered.connect(self._banner.hide)
        session.appearance.changed.connect(self._refresh_look)

    def _restore(self) -> None:
        geometry = self.session.settings.state("window")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)

    # Pages

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self.pages[self._stack.currentIndex()]

    def show_page(self, page: Page) -> None:
        """Bring a page into sight."""
        self._show_page(page)

    def _show_named(self, name: str) -> None:
        if name == "settings":
            self._show_page(self.settings_page)
        else:
            self._show_page(self.library if name == "library" else self.compare)

    def _show_page(self, page: Page) -> None:
        if self.page is not page:
            self.page.store()
        self._stack.setCurrentWidget(page)
        self._rail_buttons[page.home].setChecked(True)
        clear_layout(self._hints)
        layout = self._hints.layout()
        assert layout is not None
        for key, text in page.hints():
            key_hint = KeyHint(key, text)
            layout.addWidget(key_hint)
            key_hint.show()  # a widget that is still hidden has no width to a layout
            for label in key_hint.findChildren(QLabel):
                label.ensurePolished()
        self._refresh_counts()
        self._fit()
        page.entered()

    def _open_article(
        self, page: Page, article_id: str, start: int, end: int, mechanism_id: str
    ) -> None:
        self._came_from = page
        self._show_page(self.reader)
        self.reader.open(article_id, start, end, mechanism_id)

    def _leave_reader(self) -> None:
        back = self._came_from or self.library
        active = self.reader.active
        self._show_page(back)
        if active and back is self.compare:
            self.compare.select(active)
        elif back is self.library:
            self.library.select(active or self.reader.article_id)

    def next_pane(self) -> None:
        """Move the focus to the next pane of the page (F6)."""
        panes = [pane for pane in self.page.panes() if pane.isVisible()]
        focus = QApplication.focusWidget()
        here = next(
            (
                i
                for i, p in enumerate(panes)
                if focus is not None and (p is focus or p.isAncestorOf(focus))
            ),
            -1,
        )
        if panes:
            _focus_into(panes[(here + 1) % len(panes)])

    # Everywhere

    def open_search(self) -> None:
        """Ctrl+K."""
        self.page.store()
        if self._search is None:
            from desktop.pages.search_dialog import SearchDialog

            self._search = SearchDialog(self.session, self)
            self._search.mechanism_chosen.connect(self._show_mechanism)
            self._search.span_chosen.connect(self._show_span)
            self._search.note_chosen.connect(self._show_note)
        self._search.open_at(self)

    @property
    def search_dialog(self) -> SearchDialog | None:
        """The palette, once it has been opened."""
        return self._search

    def open_help(self) -> None:
        """F1: every key of this page and of the program."""
        from desktop.pages.help_dialog import HelpDialog

        dialog = HelpDialog(self.session, self)
        keys = [*self.page.page_actions(), *self.global_actions.values()]
        dialog.show_keys(self.page.hints(), keys)
        dialog.open()

    def _show_mechanism(self, mechanism_id: str) -> None:
        self._show_page(self.compare)
        self.compare.select(mechanism_id)

    def _show_span(self, article_id: str, start: int, end: int, mechanism_id: str) -> None:
        self._open_article(self.page, article_id, start, end, mechanism_id)

    def _show_note(self, mechanism_id: str) -> None:
        self._show_mechanism(mechanism_id)
        self.compare.write_note()

    def _open_menu(self) -> None:
        self.top.menu.showMenu()

    def _fill_menu(self) -> None:
        self._menu.clear()
        actions = self.global_actions
        for name in ("undo", "redo", "search"):
            self._menu.addAction(actions[name])
        self._menu.addSeparator()
        self._menu.addActions(self.page.page_actions())
        self._menu.addSeparator()
        for name in [n for n in actions if n.startswith("page ")]:
            self._menu.addAction(actions[name])
        self._menu.addSeparator()
        for name in ("larger", "smaller", "normal", "mode", "panes", "help", "quit"):
            self._menu.addAction(actions[name])

    # Look

    def step_scale(self, by: int) -> None:
        """The next larger (1) or smaller (-1) font scale."""
        now = self.session.appearance.scale
        nearest = min(range(len(SCALES)), key=lambda number: abs(SCALES[number] - now))
        self.set_scale(SCALES[min(max(nearest + by, 0), len(SCALES) - 1)])

    def set_scale(self, scale: float) -> None:
        """Change the font scale, 1.0 to 2.0."""
        self.set_look(scale=scale)

    def toggle_mode(self) -> None:
        """Light to dark and back."""
        dark = self.session.appearance.mode is Mode.DARK
        self.set_look(mode=Mode.LIGHT if dark else Mode.DARK)

    def set_look(self, mode: Mode | None = None, scale: float | None = None) -> None:
        """Change and remember the look."""
        if mode is not None:
            self.session.settings.mode = mode
        if scale is not None:
            self.session.settings.scale = scale
        self.session.appearance.set(mode, scale)

    def _refresh_look(self) -> None:
        look = self.session.appearance
        self.top.setFixedHeight(max(look.size("topBar"), look.px(44)))
        self._status.setFixedHeight(look.size("statusBar"))
        rail = max(
            look.size("rail", "width"),
            *(button.needed_width() for button in self._rail_buttons.values()),
        )
        self._rail.setFixedWidth(rail)
        for button in self._rail_buttons.values():
            button.setFixedSize(QSize(rail - 1, look.size("rail", "item")))
        for page in self.pages:
            self._size_bar(page)
        self.top.refresh(dark=look.mode is Mode.DARK, percent=round(look.scale * 100))
        self._fit()

    def _size_bar(self, page: Page) -> None:
        bar = page.findChild(QWidget, "pageBar")
        if bar is not None:
            bar.setFixedHeight(self.session.appearance.size("pageBar"))

    def _fit(self) -> None:
        scale = self.session.appearance.scale
        compact = (
            self.width() < _COMPACT_WIDTH
            or self.width() / scale < _COMPACT_ROOM
            or scale > _COMPACT_SCALE
        )
        for page in self.pages:
            page.set_compact(compact)
        room = self.width() - self._counts.sizeHint().width() - 60
        wanted = 0
        for hint in self._hints.findChildren(KeyHint):
            if hint.isHidden():  # of the page before, about to be deleted
                continue
            inner = hint.layout()
            if inner is not None:
                inner.invalidate()  # a cached size of another font scale would be too small
            wanted += hint.sizeHint().width() + 14
        self._hints.setVisible(wanted < room)

    def _use_single_keys(self, wanted: bool) -> None:
        self.session.settings.single_keys = wanted
        for page in self.pages:
            page.use_single_keys(wanted)

    def _choose_first_scale(self, scale: float) -> None:
        self.session.settings.welcomed = True
        self._welcome.hide()
        self.set_scale(scale)

    def _refresh_counts(self, _mechanism_id: str = "") -> None:
        cases, marks = self.session.cases, self.session.marks
        self._counts.setText(
            tr("{a} 篇案例，{m} 条做法，已收藏 {b}，批注 {n}").format(
                a=len(cases.articles),
                m=len(cases.mechanisms),
                b=marks.bookmark_count,
                n=marks.note_count,
            )
        )

    def _show_failure(self, sentence: str) -> None:
        self._banner_text.setText(
            tr("还没有存上：{why} 写的内容都在，程序会继续试。").format(why=sentence)
        )
        self._banner.show()

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.page.store()
        self.session.settings.set_state("window", self.saveGeometry())
        self.session.settings.flush()
        super().closeEvent(event)

    def settle(self) -> None:
        """Finish every motion at once (for pictures)."""
        self.page.settle()
        QApplication.processEvents()


def _focus_into(pane: QWidget) -> None:
    """Give the focus to a pane, or to the first thing in it that can take it."""
    pane.setFocus(Qt.FocusReason.TabFocusReason)
    child = pane.nextInFocusChain()
    while not pane.hasFocus() and child is not None and child is not pane:
        takes = child.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and child.isVisible() and pane.isAncestorOf(child):
            child.setFocus(Qt.FocusReason.TabFocusReason)
            return
        child = child.nextInFocusChain()
