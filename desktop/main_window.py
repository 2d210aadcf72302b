"""The window: places the pages, the rail and the actions. What a page shows, the page knows."""

from __future__ import annotations

from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from desktop.frame.menu import ActionMenu
from desktop.frame.notices import SaveNotice, ToldNotice
from desktop.frame.on_screen import OnScreen
from desktop.frame.panes import focus_next
from desktop.frame.rail import Rail
from desktop.frame.stack import PageStack
from desktop.frame.status_bar import StatusBar
from desktop.frame.top_bar import TopBar
from desktop.frame.undo import RedoAction, UndoAction
from desktop.frame.ways import Ways
from desktop.i18n import tr
from desktop.pages.view_switch import FAMILY, MATRIX, PARALLEL, view_names
from desktop.roles import MECHANISM_MIME
from desktop.settings import SCALES, Mode
from desktop.widgets.in_turns import InTurns
from desktop.widgets.paced_painting import PacedWindow, pace, pace_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.pages.classroom.page import ClassroomPage
    from desktop.pages.family.page import FamilyPage
    from desktop.pages.figures.page import FiguresPage
    from desktop.pages.library.page import LibraryPage
    from desktop.pages.matrix.page import ComparePage
    from desktop.pages.notebook.page import NotebookPage
    from desktop.pages.page import Page
    from desktop.pages.parallel.page import ParallelPage
    from desktop.pages.plan.page import PlanPage
    from desktop.pages.reader.page import ReaderPage
    from desktop.pages.search.dialog import SearchDialog
    from desktop.pages.search.results import ResultsPage
    from desktop.pages.settings.page import SettingsPage
    from desktop.session import Session

_CLOSING_SECONDS: Final = 3.0
_VIEW_KEYS: Final = {
    MATRIX: "Ctrl+Shift+T",
    FAMILY: "Ctrl+Shift+G",
    PARALLEL: "Ctrl+Shift+B",
}
_COMPACT_WIDTH: Final = 1200
_COMPACT_SCALE: Final = 1.5
_COMPACT_ROOM: Final = 1000  # width at 100% that matrix and pane need side by side


class MainWindow(PacedWindow, QMainWindow):
    """One window; its pages are built when they are first wanted."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setWindowTitle(tr("他山"))
        self.setWindowIcon(session.appearance.app_icon())
        self._placing = OnScreen(self)
        self._looking = InTurns(self)
        self.global_actions = self._build_actions()
        self._stack = PageStack(session)
        self._stack.made.connect(self._size_bar)
        self._stack.made.connect(pace_all)
        self.ways = Ways(session, self._stack, self)
        self._build()
        self._connect()
        self._restore()
        self._refresh_look()
        self.show_page(self.compare)

    # Pages, by name

    @property
    def pages(self) -> list[Page]:
        """The pages that are whole."""
        return self._stack.pages

    @property
    def compare(self) -> ComparePage:
        """对照·总览矩阵."""
        return self.ways.pages.compare

    @property
    def family(self) -> FamilyPage:
        """对照·同类做法."""
        return self.ways.pages.family

    @property
    def parallel(self) -> ParallelPage:
        """对照·原文并排."""
        return self.ways.pages.parallel

    @property
    def figures(self) -> FiguresPage:
        """数据."""
        return self.ways.pages.figures

    @property
    def plan(self) -> PlanPage:
        """我的方案."""
        return self.ways.pages.plan

    @property
    def results(self) -> ResultsPage:
        """检索: the results page."""
        return self.ways.pages.results

    @property
    def library(self) -> LibraryPage:
        """案例库."""
        return self.ways.pages.library

    @property
    def reader(self) -> ReaderPage:
        """原文阅读."""
        return self.ways.pages.reader

    @property
    def notebook(self) -> NotebookPage:
        """笔记."""
        return self.ways.pages.notebook

    @property
    def classroom(self) -> ClassroomPage:
        """课堂."""
        return self.ways.pages.classroom

    @property
    def settings_page(self) -> SettingsPage:
        """设置."""
        return self.ways.pages.settings

    def make_beforehand(self) -> Iterator[bool | None]:
        """Make what is not there yet, a yield after each step."""
        yield from self.ways.pages.make_beforehand()
        _ = self._palette
        yield None
        from desktop.pages.help.opening import help_beforehand

        yield from help_beforehand(self.session, self)

    # Building

    def _build_actions(self) -> dict[str, QAction]:
        session = self.session
        actions = {
            "search": self._action(tr("搜索"), "Ctrl+K", self.open_search),
            "mode": self._action(tr("深色或浅色"), "Ctrl+D", self.toggle_mode),
            "larger": self._action(tr("放大字号"), "Ctrl++", lambda: self.step_scale(1)),
            "smaller": self._action(tr("缩小字号"), "Ctrl+-", lambda: self.step_scale(-1)),
            "normal": self._action(tr("字号 100%"), "Ctrl+0", lambda: self.change_look(scale=1.0)),
            "panes": self._action(tr("下一个窗格"), "F6", self.next_pane),
            "help": self._action(tr("按键和帮助"), "F1", self.open_help),
            "welcome": self._action(tr("入门三步"), "", self.open_welcome),
            "about": self._action(tr("关于他山"), "", self.open_about),
            "menu": self._action(tr("全部操作"), "F10", self._open_menu),
            "quit": self._action(tr("退出"), "Ctrl+Q", self.close),
        }
        actions["larger"].setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        undo = UndoAction(session.undo, self, lambda: self.page.store())
        redo = RedoAction(session.undo, self)
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
            action.triggered.connect(partial(self.change_look, scale=scale))
        for name in ("larger", "smaller"):
            self._scale_menu.addAction(self.global_actions[name])
        self.top.scale.setMenu(self._scale_menu)
        self.top.menu.setMenu(ActionMenu(self.global_actions, lambda: self.page, self))
        center = QWidget()
        self._column = column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(SaveNotice(self.session))
        column.addWidget(ToldNotice(self.session))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._build_rail())
        middle.addWidget(self._stack, 1)
        column.addLayout(middle, 1)
        self._status = StatusBar(self.session)
        column.addWidget(self._status)
        self.setCentralWidget(center)
        for bar in (self.top, self._rail, self._status):
            pace(bar)

    def put_notice(self, notice: QWidget) -> None:
        """Place a notice over the pages."""
        self._column.insertWidget(1, notice)
        notice.show()

    def _build_rail(self) -> Rail:
        self._rail = Rail(self.session.appearance)
        for name, text, key in (
            ("compare", tr("对照"), "Ctrl+1"),
            ("library", tr("案例库"), "Ctrl+2"),
            ("figures", tr("数据"), "Ctrl+3"),
            ("notebook", tr("笔记"), "Ctrl+4"),
            ("plan", tr("方案"), "Ctrl+5"),
            ("classroom", tr("课堂"), "Ctrl+6"),
            ("settings", tr("设置"), "Ctrl+,"),
        ):
            if name == "settings":
                self._rail.add_stretch()
            action = self._action(text, key, partial(self.ways.show_named, name))
            self.global_actions[f"page {name}"] = action
            self._rail.add(name, action)
        for name, text in view_names():
            action = self._action(
                tr("对照·{view}").format(view=text),
                _VIEW_KEYS[name],
                lambda name=name: self.ways.switch_view(self.page, name),
            )
            self.global_actions[f"page {name}"] = action
        self._rail.take_drops("plan", MECHANISM_MIME, self.ways.borrow_dropped)
        self._rail.restyle()
        return self._rail

    def _connect(self) -> None:
        session = self.session
        session.saver.failed.connect(session.changes.save_failed)
        session.saver.recovered.connect(session.changes.save_recovered)
        session.appearance.changed.connect(self._refresh_look)
        ways = self.ways
        ways.shown.connect(self._refresh_frame)
        ways.said.connect(self._status.say)
        ways.hints_changed.connect(self._refresh_hints)
        ways.scale_chosen.connect(lambda scale: self.change_look(scale=scale))
        ways.mode_chosen.connect(lambda mode: self.change_look(mode=Mode(mode)))
        ways.single_keys_chosen.connect(self._use_single_keys)

    def _restore(self) -> None:
        self._placing.place(self.session.settings.state("window"))

    # Pages

    @property
    def page(self) -> Page:
        """The page in sight; who is on the way to another arrives."""
        self.ways.arrive()
        return self._stack.page

    def show_page(self, page: Page) -> None:
        """Bring a page into sight."""
        self.ways.show(page)

    def _refresh_frame(self, page: Page) -> None:
        self._rail.choose(page.home)
        self._status.say("")
        self._status.show_hints(page.hints())
        self._fit()

    def _refresh_hints(self, page: Page) -> None:
        if self.page is page:
            self._status.show_hints(page.hints())

    def next_pane(self) -> None:
        """Move the focus to the next pane of the page (F6)."""
        focus_next(self.page.panes())

    # Everywhere

    def open_search(self) -> None:
        """Ctrl+K."""
        self.page.store()
        self._palette.open_at(self)

    @cached_property
    def _palette(self) -> SearchDialog:
        from desktop.pages.search.dialog import SearchDialog

        palette = SearchDialog(self.session, self)
        palette.mechanism_chosen.connect(self.ways.show_mechanism)
        palette.span_chosen.connect(self.ways.show_span)
        palette.note_chosen.connect(self.ways.show_note)
        palette.all_wanted.connect(self.ways.show_results)
        return palette

    @property
    def search_dialog(self) -> SearchDialog | None:
        """The palette, once it is there."""
        return self.__dict__.get("_palette")

    def open_help(self, topic: str = "") -> None:
        """F1: the help, at a topic or at that of the page in sight."""
        from desktop.pages.help.opening import open_page_help

        everywhere = self.global_actions
        look = [everywhere[name] for name in ("larger", "smaller", "normal", "mode")]
        shown = open_page_help(self.session, self.page, everywhere.values(), look, topic)
        shown.lead_to([everywhere["welcome"]])

    def open_welcome(self) -> None:
        """What the first start shows."""
        self.ways.show_welcome(self)

    def open_about(self) -> None:
        """What this is, and where the user's own lies."""
        from desktop.pages.about.dialog import AboutDialog
        from desktop.widgets.opening import open_soon

        open_soon(AboutDialog(self.session, self), laid_out=True)

    def _open_menu(self) -> None:
        self.top.menu.showMenu()

    # Look

    def step_scale(self, by: int) -> None:
        """The next larger (1) or smaller (-1) font scale."""
        now = self.session.appearance.scale
        nearest = min(range(len(SCALES)), key=lambda number: abs(SCALES[number] - now))
        self.change_look(scale=SCALES[min(max(nearest + by, 0), len(SCALES) - 1)])

    def set_scale(self, scale: float) -> None:
        """Change the font scale, 1.0 to 2.0."""
        self.set_look(scale=scale)

    def toggle_mode(self) -> None:
        """Light to dark and back."""
        dark = self.session.appearance.mode is Mode.DARK
        self.change_look(mode=Mode.LIGHT if dark else Mode.DARK)

    def set_look(self, mode: Mode | None = None, scale: float | None = None) -> None:
        """Change and remember the look, at once."""
        self.change_look(mode, scale)
        self._looking.complete()

    def change_look(self, mode: Mode | None = None, scale: float | None = None) -> None:
        """Change and remember the look, a part on each turn of the event loop; seen all at once."""
        if mode is not None:
            self.session.settings.mode = mode
        if scale is not None:
            self.session.settings.scale = scale
        self._looking.drop()  # the last that is wanted counts
        changing = self.session.appearance.change(mode, scale)
        self._looking.begin(chain(changing, self._stack.know_sizes()))

    def _refresh_look(self) -> None:
        look = self.session.appearance
        self.top.setFixedHeight(max(look.size("topBar"), look.px(44)))
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
        # The others are told when they come into sight.
        self.page.set_compact(compact)

    def _use_single_keys(self, wanted: bool) -> None:
        self.session.settings.single_keys = wanted
        for page in self.pages:
            page.use_single_keys(wanted)

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._placing.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.page.store()
        if not self.session.saver.flush(_CLOSING_SECONDS) and not self._leave_unsaved():
            event.ignore()
            return
        self.session.settings.set_state("window", self.saveGeometry())
        self.session.settings.flush()
        for turns in self.findChildren(InTurns):
            turns.drop()  # what they would show next is looked up in a session that is closed then
        super().closeEvent(event)

    def _leave_unsaved(self) -> bool:
        """Ask whether to leave although the disk refuses; what is typed is kept in a file then."""
        if not self.isVisible():
            return True
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("还没有存上"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            tr(
                "还有 {n} 处内容没能写进工作区。"
                "现在退出，它们会另存成一个文件，下次启动时再存回来。"
            ).format(n=self.session.saver.unsaved())
        )
        stay = box.addButton(tr("再试一次"), QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(tr("仍然退出"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is leave

    def settle(self) -> None:
        """Finish every motion at once, and all work that goes in turns (for pictures)."""
        self._complete_turns()
        self.page.settle()
        self._complete_turns()
        QApplication.processEvents()
        QApplication.processEvents()  # what was laid out may have asked for another size

    def _complete_turns(self) -> None:
        while active := [turns for turns in self.findChildren(InTurns) if turns.active]:
            for turns in active:
                turns.complete()
