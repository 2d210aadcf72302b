"""What a user does, and how long it holds the interface up at a stretch.

    python tests/bench/bench_frames.py [--unready] [--notes N] [--tasks N] [--library FILE]

The real window on the real case base, offscreen, on a workspace with notes and a plan. Pages are
made beforehand as after a start; with --unready each is opened before it was. An act is its
handler and the turns of the event loop that follow until all is quiet; a stretch is what one
handler or one turn computes on the interface thread: for so long a key would wait there.
Processor time: what other programs take meanwhile is not counted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, Qt  # noqa: E402
from PySide6.QtGui import QWheelEvent  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from db.records.evidence import FacetKind  # noqa: E402
from db.seeding.build import build_library  # noqa: E402
from desktop import startup  # noqa: E402
from desktop.main_window import MainWindow  # noqa: E402
from desktop.models.library_tree import Grouping  # noqa: E402
from desktop.operations import plans  # noqa: E402
from desktop.operations.notes import start_note, write_note  # noqa: E402
from desktop.readying import load_pages  # noqa: E402
from tests.bench.measurement import Measurement  # noqa: E402
from tests.bench.timing import FRAME_MS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QScrollBar

    from desktop.pages.page import Page
    from desktop.session import Session

QUIET_S = 0.25  # longer than anything here waits for a pause
AT_MOST_S = 8.0
NOTES, TASKS = 500, 60
Act = tuple[str, "Callable[[], object]"]


def stretches(act: Callable[[], object]) -> list[float]:
    """Milliseconds of the handler, and of each turn of the loop until nothing happens any more."""
    found = [_computed(act)]
    until = time.perf_counter() + AT_MOST_S
    busy = time.perf_counter()
    while time.perf_counter() < min(until, busy + QUIET_S):
        found.append(_computed(QApplication.processEvents))
        if found[-1] > 0.2:
            busy = time.perf_counter()
        else:
            time.sleep(0.001)
    return found


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None, "nothing has the focus"
    return focus


def _type(letters: str) -> None:
    QTest.keyClicks(_focus(), letters)


def _press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(_focus(), key, modifiers)


def _computed(call: Callable[[], object]) -> float:
    before = time.thread_time()
    call()
    return (time.thread_time() - before) * 1000


def _wheel(view: QAbstractScrollArea) -> None:
    """One notch towards the end."""
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


class Walk:
    """A window, and what is done in it."""

    def __init__(self, session: Session, notes: int, tasks: int) -> None:
        self.session = session
        session.settings.welcomed = True
        self._write(notes, tasks)
        self.window = MainWindow(session)
        self.window.show()
        stretches(lambda: None)
        startup.collect_garbage()

    def _write(self, notes: int, tasks: int) -> None:
        session, cases = self.session, self.session.cases
        for number in range(notes):
            mechanism = cases.mechanisms[number % len(cases.mechanisms)]
            write_note(session, start_note(session, mechanism.id), f"第 {number} 条：**照做**。")
        plan = plans.new_plan(session, "2026 年工作方案", township="某镇")
        for number in range(tasks):
            if number % 3:
                plans.add_task(session, plan.id, title=f"任务 {number}", goal="一年 4 场")
            else:
                mechanism = cases.mechanisms[number % len(cases.mechanisms)]
                plans.borrow(session, plan.id, mechanism.id)
        session.undo.clear()
        session.saver.flush()

    def ready(self) -> list[float]:
        """The pages made beforehand: the stretches."""
        readying = startup.make_ready(self.window)
        found: list[float] = []
        while not readying.done:
            found += stretches(lambda: None)
        return found

    # The acts

    def acts(self) -> Iterator[Act]:
        """Everything, in the order of a morning's work."""
        yield from self._pages("first")
        yield from self._pages("again")
        yield from self._compare()
        yield from self._matrix()
        yield from self._family()
        yield from self._library()
        yield from self._read()
        yield from self._search()
        yield from self._plan()
        yield from self._notes()
        yield from self._classroom()
        yield from self._everywhere()

    def _pages(self, time_: str) -> Iterator[Act]:
        w = self.window
        pages: dict[str, Callable[[], Page]] = {
            "family": lambda: w.family,
            "parallel": lambda: w.parallel,
            "library": lambda: w.library,
            "figures": lambda: w.figures,
            "notebook": lambda: w.notebook,
            "plan": lambda: w.plan,
            "settings": lambda: w.settings_page,
            "matrix": lambda: w.compare,
        }
        for name, page in pages.items():
            yield f"{name}, {time_} opening", partial(self._show, page)
        article = self.session.cases.articles[0].id
        yield f"reader, {time_} opening", partial(self._open_text, article)
        yield f"search, {time_} opening", w.open_search
        yield f"search, {time_} closing", self._close_search
        yield f"results, {time_} opening", partial(w.ways.show_results, "考核", "")

    def _show(self, page: Callable[[], Page]) -> None:
        self.window.show_page(page())

    def _open_text(self, article_id: str) -> None:
        self.window.show_page(self.window.reader)
        self.window.reader.open(article_id)

    def _close_search(self) -> None:
        dialog = self.window.search_dialog
        assert dialog is not None
        dialog.reject()

    def _compare(self) -> Iterator[Act]:
        w, cases = self.window, self.session.cases
        yield "matrix, again opening", partial(w.show_page, w.compare)
        for number in (1, 20, 60, 120, 200):
            chosen = cases.mechanisms[number].id
            yield "matrix: select a mechanism", partial(w.compare.select, chosen)
        yield "family, again opening", partial(w.show_page, w.family)
        for family_id in list(cases.family_by_id)[:6]:
            yield "family: show another", partial(w.family.show_family, family_id)
        yield "family: differences", w.family.differ_action.trigger
        yield "parallel, again opening", partial(w.show_page, w.parallel)
        for family_id in list(cases.family_by_id)[:6]:
            yield "parallel: show another family", partial(w.parallel.show_family, family_id)
        for _ in range(5):
            yield "parallel: F3", partial(w.parallel.step, 1)
        text = w.parallel.columns.columns[0].view
        for _ in range(5):
            yield "parallel: wheel", partial(_wheel, text)
        yield "parallel: page down", partial(QTest.keyClick, text, Qt.Key.Key_PageDown)
        yield "parallel: choose a facet", partial(w.parallel.set_facet, FacetKind.STEPS)
        yield "figures, again opening", partial(w.show_page, w.figures)
        for _ in range(3):
            yield "figures: step", partial(w.figures.step, 1)
        yield "figures: other view", w.figures.toggle_view
        yield "figures: other view", w.figures.toggle_view
        yield "library, again opening", partial(w.show_page, w.library)
        for mechanism in cases.mechanisms[10:200:40]:
            yield "library: select", partial(w.library.select, mechanism.id)

    def _matrix(self) -> Iterator[Act]:
        page, cases = self.window.compare, self.session.cases
        yield "matrix, again opening", partial(self.window.show_page, page)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            yield "matrix: key", partial(QTest.keyClick, page.view, key)
        for _ in range(6):
            yield "matrix: wheel", partial(self._wheel, page.view, -120)
        yield "matrix: wheel", partial(self._wheel, page.view, 600)
        for _ in range(2):
            yield "matrix: only one theme", partial(page.only_theme, cases.themes[3].id)
        for _ in range(2):
            yield "matrix: only bookmarks", page.only_bookmarked.trigger
        for _ in range(2):
            yield "matrix: pin a region", partial(page.toggle_pin, cases.regions[2].id)
        for _ in range(2):
            yield "matrix: sort by a region", partial(page._sort, cases.regions[1].id)
        for _ in range(2):
            yield "matrix: next quote", partial(page.pane.quotes.step, 1)
        yield "matrix: write a note", page.write_note
        yield "matrix: notes closed", page.pane.notes.close_panel
        yield "matrix: bookmark", page.toggle_bookmark
        yield "matrix: bookmark", page.toggle_bookmark
        for mechanism in cases.mechanisms[5:200:40]:
            page.view.select(mechanism.id, page.model.index_of(mechanism.id)[0])
            yield "matrix: into the basket", page.toggle_basket

    def _family(self) -> Iterator[Act]:
        page, board = self.window.family, self.window.family.board
        yield "family, again opening", partial(self.window.show_page, page)
        yield "family: basket of 5", page.show_basket
        for number in range(4):
            yield f"family: basket of {4 - number}", page.toggle_basket
        families = list(self.session.cases.family_by_id)
        largest = max(families, key=lambda one: len(self.session.cases.family_members(one)))
        yield "family: the largest", partial(page.show_family, largest)
        view = board.view
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End):
            yield "family: another cell", partial(QTest.keyClick, view, key)
        yield "family: next quote", partial(board.step_quote, 1)
        yield "family: read the quote", partial(QTest.keyClick, view, Qt.Key.Key_Return)
        yield "family: back to the table", board.dock.left.emit
        for _ in range(3):
            yield "family: wheel", partial(self._wheel, view, -120)
        for _ in range(2):
            yield "family: pin a column", partial(page._with_column, "pin")
        yield "family: move a column", partial(page._with_column, "move", -1)
        yield "family: move a column", partial(page._with_column, "move", 1)
        yield "family: hide a column", partial(page._with_column, "hide")
        yield "family: all columns", board.reset_columns
        for _ in range(2):
            yield "family: another of the region", partial(board.step_member, 1)
        for _ in range(2):
            yield "family: hide what is not written", page.written_action.trigger
        yield "family: list put away", page.toggle_list
        yield "family: list", page.toggle_list

    def _library(self) -> Iterator[Act]:
        page, cases = self.window.library, self.session.cases
        yield "library, again opening", partial(self.window.show_page, page)
        for _ in range(2):
            for grouping in Grouping:
                yield "library: grouping", partial(page.set_grouping, grouping)
        for region in cases.regions:
            yield "library: a region", partial(page.show_region, region.id)
        for article in cases.articles:
            yield "library: an article", partial(page.select, article.id)
        for family_id in list(cases.family_by_id)[:6]:
            yield "library: a family", partial(page.show_family, family_id)
        for _ in range(6):
            yield "library: next mechanism", partial(page.step, 1)
        for key in (Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
            yield "library: key", partial(QTest.keyClick, page.tree, key)
        for delta in (-120, -120, -600, 1200):
            yield "library: wheel", partial(self._wheel, page.tree, delta)
        for text in ("党", "党员", "党员积分", ""):
            yield "library: filter", partial(page.list.edit.setText, text)

    def _wheel(self, view: QAbstractScrollArea, delta: int) -> None:
        at, port = QPointF(200, 120), view.viewport()
        event = QWheelEvent(
            at, port.mapToGlobal(at), QPoint(), QPoint(0, delta),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(port, event)

    def _read(self) -> Iterator[Act]:
        w, cases = self.window, self.session.cases
        for article in cases.articles:
            yield "reader: open a text", partial(self._open_text, article.id)
        for entry in cases.article_evidence(cases.articles[-1].id)[::40]:
            yield "reader: select", partial(w.reader.select, entry.mechanism_id)
        yield from self._turn_pages()
        yield from self._mark()
        yield "reader: find", w.reader.finder.open
        yield "reader: type in find", partial(w.reader.find_bar.edit.setText, "党")
        yield "reader: next found", partial(w.reader.finder.step, 1)

    def _turn_pages(self) -> Iterator[Act]:
        text = self.window.reader.view
        for _ in range(5):
            yield "reader: wheel", partial(_wheel, text)
        for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            for _ in range(3):
                yield "reader: turn a page", partial(QTest.keyClick, text, key)
        bar = text.verticalScrollBar()
        yield "reader: drag the bar", partial(bar.setValue, bar.maximum() // 2)
        for row in range(0, text.height(), text.height() // 8):
            yield "reader: hover", partial(QTest.mouseMove, text.viewport(), QPoint(200, row))

    def _mark(self) -> Iterator[Act]:
        reader = self.window.reader
        start = reader.view.first_visible_offset() + 40
        yield "reader: select words", partial(self._choose, start, start + 20)
        yield "reader: underline", reader._writing.toggle_highlight
        yield "reader: select words", partial(self._choose, start + 30, start + 50)
        yield "reader: write on words", reader.write_note
        yield "reader: close the note", partial(reader.view.setFocus)

    def _choose(self, start: int, end: int) -> None:
        view = self.window.reader.view
        view.setFocus()
        cursor = view.textCursor()
        cursor.setPosition(view.source_map.position(start))
        cursor.setPosition(view.source_map.position(end), cursor.MoveMode.KeepAnchor)
        view.setTextCursor(cursor)

    def _search(self) -> Iterator[Act]:
        w = self.window
        yield "search: open", w.open_search
        assert w.search_dialog is not None
        for letter in ("s", "j", "j", "f"):
            yield "search: type", partial(QTest.keyClicks, w.search_dialog.edit, letter)
        for text in ("考", "考核", "考核 村"):
            yield "search: type", partial(w.search_dialog.edit.setText, text)
        yield "search: close", self._close_search
        for text in ("家访", "党", "考核"):
            yield "results: show", partial(w.ways.show_results, text, "")

    def _plan(self) -> Iterator[Act]:
        w = self.window
        w.activateWindow()  # after the palette
        w.show_page(w.plan)
        rows = self.session.plans.tasks(w.plan.plan_id)
        for row in rows[:: max(len(rows) // 6, 1)]:
            yield "plan: go to a row", partial(w.plan.editor.go_to, row.id)
        for _ in range(3):
            yield "plan: next gap", partial(w.plan.step, 1)
        yield from self._write_in_plan()
        yield "plan: export menu, first", w.plan.open_export
        yield "plan: export menu, closed", self._close_popup
        yield "plan: export menu, again", w.plan.open_export
        yield "plan: export menu, closed", self._close_popup
        yield "plan: history", w.plan.whole.open_history
        yield "plan: dialog closed", self._close_dialog
        first = w.plan.plan_id
        yield "plan: duplicate", w.plan.whole.duplicate
        yield "plan: show another plan", partial(w.plan.show_plan, first)
        yield "plan: compare", w.plan.whole.open_compare
        yield "plan: dialog closed", self._close_dialog
        yield "plan: preview", w.plan._preview
        yield "plan: dialog closed", self._close_dialog

    def _write_in_plan(self) -> Iterator[Act]:
        page = self.window.plan
        borrowed = self.session.plans.borrowings(page.plan_id)
        yield "plan: go to a field", partial(page.editor.go_to, borrowed[1].id, "ours")
        for letter in "abc":
            yield "plan: type", partial(_type, letter)
        yield "plan: next field", partial(_press, Qt.Key.Key_Tab)
        for _ in range(2):
            yield "plan: undo", self.session.undo.undo
        yield "plan: redo", self.session.undo.redo
        alt, keys = Qt.KeyboardModifier.AltModifier, (Qt.Key.Key_Down, Qt.Key.Key_Up)
        for key in keys:
            yield "plan: move a card", partial(_press, key, alt)
        bar = page.editor.column.verticalScrollBar()
        for _ in range(4):
            yield "plan: scroll", lambda: bar.setValue(bar.value() + bar.pageStep())
        chosen = self.session.cases.mechanisms[-1].id
        yield "plan: borrow", partial(page.insert, [chosen])
        section = self.session.plans.sections(page.plan_id)[1].id
        yield "plan: add a task", partial(plans.add_task, self.session, page.plan_id, section)
        for _ in range(2):
            yield "plan: fold", partial(page.editor.toggle_fold, section)
        yield "plan: table, open", partial(page.editor.go_to, "table")
        yield "plan: table, arrow", partial(_press, Qt.Key.Key_Down)
        yield "plan: table, type", partial(_type, "a")
        yield "plan: table, done", partial(_press, Qt.Key.Key_Return)
        yield "plan: table, closed", partial(page.editor.toggle_fold, "table")
        for _ in range(2):
            yield "plan: checks", page.drawer.checks._fold.toggle
        yield "plan: next of the checks", partial(page.drawer.checks._go, "person")
        for tab in (1, 2, 0):
            yield "plan: drawer", page.drawer._group.button(tab).click
        yield "plan: choose a plan", page.chooser.click
        yield "plan: choose a plan, closed", self._close_popup
        yield "plan: edit the plan", page.whole.edit
        yield "plan: dialog closed", self._close_dialog

    def _notes(self) -> Iterator[Act]:
        w = self.window
        yield "notes: open", partial(w.show_page, w.notebook)
        for _ in range(4):
            yield "notes: arrow", partial(w.notebook.list.step, 1)
        for text in ("1", "12", "12 "):
            yield "notes: type in the field", partial(w.notebook.list.edit.setText, text)
        yield "notes: clear the field", w.notebook.list.edit.clear
        yield "notes: write", w.notebook.edit
        yield "notes: export menu", w.notebook.open_export
        yield "notes: export menu closed", self._close_popup

    def _classroom(self) -> Iterator[Act]:
        w, cases = self.window, self.session.cases
        members = {ref: len(cases.family_members(ref)) for ref in cases.family_by_id}
        heavy = max(members, key=lambda ref: members[ref])
        yield "classroom: opened without a lesson", partial(w.show_page, w.classroom)
        yield "classroom: choose a family, the list", partial(self._open_choice, "family")
        yield "classroom: the list closed", self._close_dialog
        w.show_page(w.family)
        yield "classroom: a lesson of a family", partial(w.family.make_lesson, "family", heavy)
        yield "classroom: a lesson of a theme", partial(self._draft, "theme", cases.themes[0].id)
        yield "classroom: a lesson of a region", partial(self._draft, "region", cases.regions[0].id)
        yield "classroom: undo a lesson", self.session.undo.undo
        yield "classroom: redo a lesson", self.session.undo.redo
        lessons = self.session.lessons.lessons()
        for lesson in lessons:
            yield "classroom: another lesson", partial(w.classroom.show_lesson, lesson.id)
            for slide in self.session.lessons.slides(lesson.id):
                yield "classroom: choose a slide", partial(w.classroom.slides.choose, slide.id)
        yield "classroom: first slide", partial(w.classroom.show_lesson, lessons[0].id)
        yield "classroom: next sheet", partial(w.classroom.preview.step, 1)
        yield "classroom: 4:3", self._button("4:3").click
        yield "classroom: 16:9", self._button("16:9").click
        yield "classroom: kinds of slides", w.classroom.add_slide_action.trigger
        yield "classroom: kinds closed", self._close_popup
        yield "classroom: copy a slide", w.classroom.copy_slide_action.trigger
        yield "classroom: move a slide", w.classroom.down_action.trigger
        yield "classroom: remove a slide", w.classroom.remove_slide_action.trigger
        yield "classroom: export menu", w.classroom.export_action.trigger
        yield "classroom: export menu closed", self._close_popup
        yield from self._show_lesson()

    def _show_lesson(self) -> Iterator[Act]:
        """On one screen, for the offscreen platform has no more."""
        from desktop.pages.classroom.showing import Showing
        from desktop.pages.classroom.showing_keys import Act as Asked

        w = self.window
        yield "showing: start", w.classroom.show_action.trigger
        showing = w.findChild(Showing)
        assert isinstance(showing, Showing)
        for step in range(40):
            yield "showing: next", partial(showing.act, Asked.NEXT)
            if showing.stage.slide.sources() and step % 5 == 0:
                yield "showing: source", partial(showing.act, Asked.SOURCE)
                yield "showing: source closed", partial(showing.act, Asked.LEAVE)
        for asked in (
            Asked.BACK, Asked.OVERVIEW, Asked.LEAVE, Asked.BLACK, Asked.BLACK, Asked.NOTES,
            Asked.NOTES, Asked.ZOOM_IN, Asked.ZOOM_OUT, Asked.FIRST,
        ):  # fmt: skip
            yield f"showing: {asked.name.lower()}", partial(showing.act, asked)
        yield "showing: end", showing.end

    def _button(self, name: str) -> QToolButton:
        found = self.window.page.findChild(QToolButton, name)
        assert isinstance(found, QToolButton)
        return found

    def _draft(self, source: str, ref: str) -> None:
        self.window.classroom.make_lesson(source, ref)

    def _open_choice(self, source: str) -> None:
        from desktop.pages.classroom.choice_dialog import ChoiceDialog

        page = self.window.classroom
        title, offer = page.whole._offer(source)
        ChoiceDialog(self.session, page, title, offer, finds="mechanism").open()

    def _everywhere(self) -> Iterator[Act]:
        w = self.window
        yield from self._help()
        yield from self._windows()
        yield "settings: opening", partial(w.show_page, w.settings_page)
        for page in (w.compare, w.family, w.reader, w.plan, w.notebook, w.figures, w.classroom):
            name = type(page).__name__
            w.show_page(page)
            stretches(lambda: None)
            yield f"{name}: dark", w.toggle_mode
            yield f"{name}: light", w.toggle_mode
            yield f"{name}: larger", partial(w.change_look, scale=1.25)
            yield f"{name}: 100%", partial(w.change_look, scale=1.0)
            yield f"{name}: smaller window", partial(w.resize, 1024, 700)
            yield f"{name}: larger window", partial(w.resize, 1440, 900)
            yield f"{name}: F10", partial(w.top.menu.menu().popup, w.pos())
            yield f"{name}: F10 closed", self._close_popup
        w.show_page(w.plan)
        stretches(lambda: None)
        undo = self.session.undo
        for _ in range(4):
            yield "plan: undo", undo.undo
        for _ in range(4):
            yield "plan: redo", undo.redo
        w.show_page(w.compare)

    def _help(self) -> Iterator[Act]:
        from desktop.pages.help.window import HelpWindow

        w = self.window
        yield "help: first opening", w.open_help
        shown = w.findChild(HelpWindow)
        assert isinstance(shown, HelpWindow)
        for topic in list(shown._shelf.topics):
            yield "help: another topic", partial(shown.show_topic, topic)
            bar = shown.view.verticalScrollBar()
            for _ in range(6):
                yield "help: page down", partial(self._page_down, bar)
        for text in ("方", "方案", ""):
            yield "help: type", partial(shown.edit.setText, text)
        yield "help: closed", shown.close
        yield "help: again", w.open_help
        shown.close()

    def _page_down(self, bar: QScrollBar) -> None:
        bar.setValue(bar.value() + bar.pageStep())

    def _windows(self) -> Iterator[Act]:
        from desktop.pages.about.dialog import AboutDialog
        from desktop.pages.welcome.overlay import Welcome

        w = self.window
        yield "about: opening", w.open_about
        about = w.findChild(AboutDialog)
        assert isinstance(about, AboutDialog)
        yield "about: licences", about.licences.click
        area = about._sheets.currentWidget()
        assert isinstance(area, QPlainTextEdit)
        for _ in range(3):
            yield "about: page down", partial(self._page_down, area.verticalScrollBar())
        yield "about: facts", about.licences.click
        yield "about: closed", about.close
        yield "welcome: first step", w.open_welcome
        welcome = w.findChild(Welcome)
        assert isinstance(welcome, Welcome)
        yield "welcome: second step", welcome.advance
        yield "welcome: third step", welcome.advance
        yield "welcome: end", welcome.finish

    def _close_popup(self) -> None:
        popup = QApplication.activePopupWidget()
        assert popup is not None
        popup.close()

    def _close_dialog(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.close()

    def close(self) -> None:
        """Leave nothing open."""
        self.window.close()


@contextmanager
def opened(library: Path | None, notes: int, tasks: int) -> Iterator[Walk]:
    """A walk on a workspace that is thrown away."""
    startup.application()
    with tempfile.TemporaryDirectory() as folder:
        if library is None:
            library = Path(folder) / "library.db"
            build_library(ROOT / "seeds", library)
        session = startup.open_session(library, Path(folder) / "workspace", "zh")
        walk = Walk(session, notes, tasks)
        try:
            yield walk
        finally:
            walk.close()
            startup.close_session(session)


def run(
    library: Path | None = None,
    notes: int = NOTES,
    tasks: int = TASKS,
    *,
    ready: bool = True,
    part: str = "acts",
) -> dict[str, list[float]]:
    """For each act the stretches of the time it held the interface up longest, the longest first.

    An act that is done again and again stands there as the worst of them.
    """
    found: dict[str, list[float]] = {}
    with opened(library, notes, tasks) as walk:
        if ready:
            found["pages made beforehand"] = sorted(walk.ready(), reverse=True)
        else:
            load_pages().join()
        for name, act in getattr(walk, part)():
            taken = sorted(stretches(act), reverse=True)
            found[name] = max(found.get(name, [0.0]), taken)
    return found


def measure() -> list[Measurement]:
    """The lines of the table of budgets."""
    return [
        Measurement(
            f"longest stretch: {name}", taken[0], "ms", None, f"≤ {FRAME_MS:.0f} ms",
            taken[0] <= FRAME_MS,
        )
        for name, taken in run().items()
    ]  # fmt: skip


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=NOTES)
    parser.add_argument("--tasks", type=int, default=TASKS)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--unready", action="store_true", help="open pages not made beforehand")
    parser.add_argument("--part", default="acts", help="a generator of acts: _classroom, _help …")
    parser.add_argument("--only-over", action="store_true", help="leave out what is in time")
    arguments = parser.parse_args()
    ready, part = not arguments.unready, arguments.part
    found = run(arguments.library, arguments.notes, arguments.tasks, ready=ready, part=part)
    for name, taken in found.items():
        if taken[0] > FRAME_MS or not arguments.only_over:
            rest = " ".join(f"{one:.0f}" for one in taken[1:6])
            print(f"{name:<36} {taken[0]:7.1f} ms   then {rest}   sum {sum(taken):6.0f}")


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        main()
