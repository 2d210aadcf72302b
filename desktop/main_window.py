"""The window: places the pages, the rail and the actions. What a page shows, the page knows."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.frame.notices import SaveNotice, ToldNotice, WelcomeNotice
from desktop.frame.rail import Rail
from desktop.frame.status_bar import StatusBar
from desktop.frame.top_bar import TopBar
from desktop.frame.undo import RedoAction, UndoAction
from desktop.i18n import tr
from desktop.pages.matrix.page import ComparePage
from desktop.pages.page import Page
from desktop.pages.view_switch import FAMILY, MATRIX, PARALLEL, view_names
from desktop.roles import MECHANISM_MIME
from desktop.settings import SCALES, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.pages.classroom.page import ClassroomPage
    from desktop.pages.family.page import FamilyPage
    from desktop.pages.figures.page import FiguresPage
    from desktop.pages.library.page import LibraryPage
    from desktop.pages.notebook.page import NotebookPage
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
_P = TypeVar("_P", bound=Page)


class MainWindow(QMainWindow):
    """One window; its pages are built when they are first wanted."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setWindowTitle(tr("他山"))
        self.setWindowIcon(session.appearance.app_icon())
        self.setMinimumSize(1024, 700)
        self.resize(1440, 900)
        self._came_from: Page | None = None
        self._searched_from: Page | None = None
        self._looked_from: Page | None = None
        self.global_actions = self._build_actions()
        self.pages: list[Page] = []  # those that are whole
        self._begun: dict[type[Page], Page] = {}
        self._stack = QStackedWidget()
        self.compare = self._whole(ComparePage)
        self.compare.opened.connect(partial(self._open_article, self.compare))
        self.compare.switch.wanted.connect(partial(self._switch_view, self.compare))
        self.compare.left.connect(self._leave_matrix)
        self._comparing: Page = self.compare  # the view of 对照 that was last in sight
        self._build()
        self._connect()
        self._restore()
        self._refresh_look()
        self._show_page(self.compare)

    # Pages that wait until they are wanted: the first paint does not pay for them

    @cached_property
    def family(self) -> FamilyPage:
        """对照·同类做法."""
        from desktop.pages.family.page import FamilyPage

        page = self._whole(FamilyPage)
        page.opened.connect(partial(self._open_article, page))
        page.switch.wanted.connect(partial(self._switch_view, page))
        page.note_wanted.connect(self._write_on_family)
        page.projection_wanted.connect(lambda: self.classroom.start_at("comparison"))
        return page

    @cached_property
    def parallel(self) -> ParallelPage:
        """对照·原文并排."""
        from desktop.pages.parallel.page import ParallelPage

        page = self._whole(ParallelPage)
        page.opened.connect(partial(self._open_article, page))
        page.switch.wanted.connect(partial(self._switch_view, page))
        return page

    @cached_property
    def figures(self) -> FiguresPage:
        """数据."""
        from desktop.pages.figures.page import FiguresPage

        page = self._whole(FiguresPage)
        page.opened.connect(partial(self._open_article, page))
        page.mechanism_chosen.connect(self._show_mechanism)
        return page

    @cached_property
    def plan(self) -> PlanPage:
        """我的方案."""
        from desktop.pages.plan.page import PlanPage

        page = self._whole(PlanPage)
        page.opened.connect(partial(self._open_article, page))
        page.compare_wanted.connect(lambda: self._show_named("compare"))
        page.hints_changed.connect(partial(self._refresh_hints, page))
        page.said.connect(self._status.say)
        return page

    @cached_property
    def results(self) -> ResultsPage:
        """检索: the results page."""
        from desktop.pages.search.results import ResultsPage

        page = self._whole(ResultsPage)
        page.opened.connect(partial(self._open_article, page))
        page.mechanism_chosen.connect(self._show_mechanism)
        page.note_chosen.connect(self._show_note)
        page.left.connect(self._leave_results)
        return page

    @cached_property
    def library(self) -> LibraryPage:
        """案例库."""
        from desktop.pages.library.page import LibraryPage

        page = self._whole(LibraryPage)
        page.opened.connect(partial(self._open_article, page))
        page.family_wanted.connect(self._compare_family)
        return page

    @cached_property
    def reader(self) -> ReaderPage:
        """原文阅读."""
        from desktop.pages.reader.page import ReaderPage

        page = self._whole(ReaderPage)
        page.left.connect(self._leave_reader)
        page.said.connect(self._status.say)
        page.parallel_wanted.connect(self._compare_sources)
        return page

    @cached_property
    def notebook(self) -> NotebookPage:
        """笔记."""
        from desktop.pages.notebook.page import NotebookPage

        page = self._whole(NotebookPage)
        page.opened.connect(partial(self._open_article, page))
        page.family_wanted.connect(self._compare_family)
        page.plan_wanted.connect(self._show_in_plan)
        page.said.connect(self._status.say)
        return page

    @cached_property
    def classroom(self) -> ClassroomPage:
        """课堂."""
        from desktop.pages.classroom.page import ClassroomPage

        page = self._whole(ClassroomPage)
        page.opened.connect(partial(self._open_article, page))
        page.hints_changed.connect(partial(self._refresh_hints, page))
        return page

    @cached_property
    def settings_page(self) -> SettingsPage:
        """设置."""
        from desktop.pages.settings.page import SettingsPage

        page = self._whole(SettingsPage)
        page.scale_chosen.connect(self.set_scale)
        page.mode_chosen.connect(lambda mode: self.set_look(mode=Mode(mode)))
        page.single_keys_chosen.connect(self._use_single_keys)
        return page

    def _begin(self, kind: type[_P]) -> _P:
        """An empty page, in its place: put there when it is whole, all in it is styled again."""
        page = kind(self.session, at_once=False)
        self._begun[kind] = page
        self._stack.addWidget(page)
        return page

    def _whole(self, kind: type[_P]) -> _P:
        """A page put together, from where it was left or from the beginning."""
        page = self._begun.get(kind)
        if not isinstance(page, kind):
            page = self._begin(kind)
        with self._dropping_failed(page):
            page.complete()
        del self._begun[kind]
        self.pages.append(page)
        self._size_bar(page)
        page.lesson_made.connect(lambda: self._show_named("classroom"))
        return page

    @contextmanager
    def _dropping_failed(self, page: Page) -> Iterator[None]:
        """What has failed to be put together is begun anew when it is wanted again."""
        try:
            yield
        except Exception:
            del self._begun[type(page)]
            self._stack.removeWidget(page)
            page.deleteLater()
            raise

    def make_beforehand(self) -> Iterator[None]:
        """Make what is not there yet, a yield after each step.

        All may be asked for meanwhile: what was begun is put together at once then.
        """
        for name, kind in _later_pages().items():
            if name in self.__dict__:
                continue
            page = self._begin(kind)
            with self._dropping_failed(page):
                # Not `yield from`: who gives up would close what another is yet to take up.
                for _ in page.steps:
                    yield
            getattr(self, name)
            yield
        _ = self._palette
        yield

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
        column.addWidget(SaveNotice(self.session))
        column.addWidget(ToldNotice(self.session))
        welcome = WelcomeNotice(self.session)
        welcome.scale_chosen.connect(self.set_scale)
        column.addWidget(welcome)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._build_rail())
        middle.addWidget(self._stack, 1)
        column.addLayout(middle, 1)
        self._status = StatusBar(self.session)
        column.addWidget(self._status)
        self.setCentralWidget(center)

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
            action = self._action(text, key, partial(self._show_named, name))
            self.global_actions[f"page {name}"] = action
            self._rail.add(name, action)
        for name, text in view_names():
            action = self._action(
                tr("对照·{view}").format(view=text),
                _VIEW_KEYS[name],
                lambda name=name: self._switch_view(self.page, name),
            )
            self.global_actions[f"page {name}"] = action
        self._rail.take_drops("plan", MECHANISM_MIME, self._borrow_dropped)
        self._rail.restyle()
        return self._rail

    def _connect(self) -> None:
        session = self.session
        session.saver.failed.connect(session.changes.save_failed)
        session.saver.recovered.connect(session.changes.save_recovered)
        session.appearance.changed.connect(self._refresh_look)

    def _restore(self) -> None:
        geometry = self.session.settings.state("window")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)

    # Pages

    @property
    def page(self) -> Page:
        """The page in sight."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page), "nothing else is put there"
        return page

    def show_page(self, page: Page) -> None:
        """Bring a page into sight."""
        self._show_page(page)

    def _show_named(self, name: str) -> None:
        if name == "compare":
            self._show_page(self._comparing)
        elif name == "library":
            self._show_page(self.library)
        elif name == "figures":
            self._show_page(self.figures)
        elif name == "notebook":
            self._show_page(self.notebook)
        elif name == "plan":
            self._show_page(self.plan)
        elif name == "classroom":
            self._show_page(self.classroom)
        else:
            self._show_page(self.settings_page)

    def _switch_view(self, page: Page, name: str) -> None:
        """Another view of 对照, on the mechanism that the view before it was about."""
        mechanism_id = page.subject()
        if name == MATRIX:
            self._show_page(self.compare)
            if mechanism_id:
                self.compare.select(mechanism_id)
            return
        other = self.family if name == FAMILY else self.parallel
        self._show_page(other)
        if mechanism_id:
            other.show_mechanism(mechanism_id)

    def _compare_family(self, family_id: str) -> None:
        self._show_page(self.family)
        self.family.show_family(family_id)

    def _show_page(self, page: Page) -> None:
        if self.page is not page:
            self.page.store()
        self._stack.setCurrentWidget(page)
        if page.compares:
            self._comparing = page
        self._rail.choose(page.home)
        self._status.say("")
        self._status.show_hints(page.hints())
        self._fit()
        page.entered()

    def _refresh_hints(self, page: Page) -> None:
        if self.page is page:
            self._status.show_hints(page.hints())

    def _open_article(
        self, page: Page, article_id: str, start: int, end: int, mechanism_id: str
    ) -> None:
        if not self.session.places.has(article_id):
            self._status.say(tr("这篇文章不在现在的案例库里，打不开原文。"))
            return
        if page is not self.reader:
            self._came_from = page
        self._show_page(self.reader)
        self.reader.open(article_id, start, end, mechanism_id)

    def _compare_sources(self, article_id: str, mechanism_id: str) -> None:
        """From the reader to the sources side by side, on what stood out there."""
        chosen = mechanism_id or next(
            (e.mechanism_id for e in self.session.cases.article_evidence(article_id)), ""
        )
        self._show_page(self.parallel)
        if chosen:
            self.parallel.show_mechanism(chosen)

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
        self._palette.open_at(self)

    @cached_property
    def _palette(self) -> SearchDialog:
        from desktop.pages.search.dialog import SearchDialog

        palette = SearchDialog(self.session, self)
        palette.mechanism_chosen.connect(self._show_mechanism)
        palette.span_chosen.connect(self._show_span)
        palette.note_chosen.connect(self._show_note)
        palette.all_wanted.connect(self._show_results)
        return palette

    @property
    def search_dialog(self) -> SearchDialog | None:
        """The palette, once it is there."""
        return self.__dict__.get("_palette")

    def open_help(self) -> None:
        """F1: every key of this page and of the program."""
        from desktop.pages.help_dialog import HelpDialog

        dialog = HelpDialog(self.session, self)
        keys = [*self.page.page_actions(), *self.global_actions.values()]
        dialog.show_keys(self.page.hints(), keys)
        dialog.open()

    def _show_results(self, query: str, kind: str) -> None:
        if self.page is not self.results:
            self._searched_from = self.page
        self._show_page(self.results)
        self.results.show_query(query, kind)

    def _leave_results(self) -> None:
        self._show_page(self._searched_from or self.compare)

    def _show_mechanism(self, mechanism_id: str) -> None:
        if self.page is not self.compare:
            self._looked_from = self.page
        self._show_page(self.compare)
        self.compare.select(mechanism_id)
        if self._looked_from is not None:
            self._status.say(tr("Alt+← 回到刚才的页面"))

    def _leave_matrix(self) -> None:
        """Back to the page from which a mechanism was looked up in the matrix, if from one."""
        if self._looked_from is not None:
            self._show_page(self._looked_from)
            self._looked_from = None

    def _show_span(self, article_id: str, start: int, end: int, mechanism_id: str) -> None:
        self._open_article(self.page, article_id, start, end, mechanism_id)

    def _show_note(self, mechanism_id: str, note_id: str) -> None:
        note = self.session.marks.note(note_id)
        if note is not None and note.article_id in {a.id for a in self.session.cases.articles}:
            if self.page is not self.reader:
                self._came_from = self.page
            self._show_page(self.reader)
            self.reader.open_note(note)
            return
        if note is not None and mechanism_id not in self.session.cases.mechanism_by_id:
            # On a family, on nothing, or on what this library does not have: read where it is kept.
            self._show_page(self.notebook)
            self.notebook.show_note(note)
            return
        self._show_mechanism(mechanism_id)
        self.compare.write_note()
        if note_id:
            self.compare.pane.notes.edit_note(note_id)

    def _show_in_plan(self, plan_id: str, row_id: str) -> None:
        self._show_page(self.plan)
        self.plan.show_plan(plan_id)
        self.plan.editor.go_to(row_id)

    def _write_on_family(self, family_id: str) -> None:
        self._show_page(self.notebook)
        self.notebook.write_on_family(family_id)

    def _borrow_dropped(self, mechanisms: str) -> None:
        """Mechanisms were dropped on 方案: they go into the current plan, as with P."""
        from desktop.operations.plan_several import Wanted
        from desktop.pages.plan.adding import add_several_to_plan

        known = self.session.cases.mechanism_by_id
        wanted = [Wanted(each) for each in mechanisms.split("\n") if each in known]
        # Once the drag is over: without a plan, a dialog asks for one.
        QTimer.singleShot(0, self, lambda: add_several_to_plan(self.session, wanted, self.page))

    def _open_menu(self) -> None:
        self.top.menu.showMenu()

    def _fill_menu(self) -> None:
        self.page.store()  # what was typed last is what 撤销 names
        # Not clear(): PySide lets go of every action in the menu, not only of the menu's own.
        for action in self._menu.actions():
            self._menu.removeAction(action)
            if action.isSeparator():
                action.deleteLater()
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

    def _use_single_keys(self, wanted: bool) -> None:
        self.session.settings.single_keys = wanted
        for page in self.pages:
            page.use_single_keys(wanted)

    # Events

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
        """Finish every motion at once (for pictures)."""
        self.page.settle()
        QApplication.processEvents()


def _later_pages() -> dict[str, type[Page]]:
    """The pages that are not there at the start, as the window calls them; soonest wanted first."""
    from desktop.pages.classroom.page import ClassroomPage
    from desktop.pages.family.page import FamilyPage
    from desktop.pages.figures.page import FiguresPage
    from desktop.pages.library.page import LibraryPage
    from desktop.pages.notebook.page import NotebookPage
    from desktop.pages.parallel.page import ParallelPage
    from desktop.pages.plan.page import PlanPage
    from desktop.pages.reader.page import ReaderPage
    from desktop.pages.search.results import ResultsPage
    from desktop.pages.settings.page import SettingsPage

    return {
        "reader": ReaderPage,
        "family": FamilyPage,
        "library": LibraryPage,
        "parallel": ParallelPage,
        "figures": FiguresPage,
        "results": ResultsPage,
        "notebook": NotebookPage,
        "plan": PlanPage,
        "classroom": ClassroomPage,
        "settings_page": SettingsPage,
    }


def _focus_into(pane: QWidget) -> None:
    """Give the focus to a pane, or to the first thing in it that can take it."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        pane.setFocus(Qt.FocusReason.TabFocusReason)
        return
    child = pane.nextInFocusChain()
    while child is not None and child is not pane:
        takes = child.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and child.isVisible() and pane.isAncestorOf(child):
            child.setFocus(Qt.FocusReason.TabFocusReason)
            return
        child = child.nextInFocusChain()
