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
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog  # noqa: E402

from db.records.evidence import FacetKind  # noqa: E402
from db.seeding.build import build_library  # noqa: E402
from desktop import startup  # noqa: E402
from desktop.main_window import MainWindow  # noqa: E402
from desktop.operations import plans  # noqa: E402
from desktop.operations.notes import start_note, write_note  # noqa: E402
from desktop.readying import load_pages  # noqa: E402
from tests.bench.measurement import Measurement  # noqa: E402
from tests.bench.timing import FRAME_MS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
                plans.borrow(session, plan.id, cases.mechanisms[number].id)
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
        yield from self._read()
        yield from self._search()
        yield from self._plan()
        yield from self._notes()

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
        w.show_page(w.compare)
        for number in (1, 20, 60, 120, 200):
            chosen = cases.mechanisms[number].id
            yield "matrix: select a mechanism", partial(w.compare.select, chosen)
        w.show_page(w.family)
        for family_id in list(cases.family_by_id)[:6]:
            yield "family: show another", partial(w.family.show_family, family_id)
        yield "family: differences", w.family.differ_action.trigger
        w.show_page(w.parallel)
        for family_id in list(cases.family_by_id)[:6]:
            yield "parallel: show another family", partial(w.parallel.show_family, family_id)
        for _ in range(5):
            yield "parallel: F3", partial(w.parallel.step, 1)
        text = w.parallel.columns.columns[0].view
        for _ in range(5):
            yield "parallel: wheel", partial(_wheel, text)
        yield "parallel: page down", partial(QTest.keyClick, text, Qt.Key.Key_PageDown)
        yield "parallel: choose a facet", partial(w.parallel.set_facet, FacetKind.STEPS)
        w.show_page(w.figures)
        for _ in range(3):
            yield "figures: step", partial(w.figures.step, 1)
        yield "figures: other view", w.figures.toggle_view
        yield "figures: other view", w.figures.toggle_view
        w.show_page(w.library)
        for mechanism in cases.mechanisms[10:200:40]:
            yield "library: select", partial(w.library.select, mechanism.id)

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
        w.show_page(w.plan)
        rows = self.session.plans.tasks(w.plan.plan_id)
        for row in rows[:: max(len(rows) // 6, 1)]:
            yield "plan: go to a row", partial(w.plan.editor.go_to, row.id)
        yield "plan: next gap", partial(w.plan.step, 1)
        yield "plan: export menu, first", w.plan.open_export
        yield "plan: export menu, closed", self._close_popup
        yield "plan: export menu, again", w.plan.open_export
        yield "plan: export menu, closed", self._close_popup
        yield "plan: history", w.plan.whole.open_history
        yield "plan: dialog closed", self._close_dialog
        yield "plan: duplicate", w.plan.whole.duplicate
        yield "plan: compare", w.plan.whole.open_compare
        yield "plan: dialog closed", self._close_dialog
        yield "plan: preview", w.plan._preview
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
    library: Path | None = None, notes: int = NOTES, tasks: int = TASKS, *, ready: bool = True
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
        for name, act in walk.acts():
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
    parser.add_argument("--only-over", action="store_true", help="leave out what is in time")
    arguments = parser.parse_args()
    found = run(arguments.library, arguments.notes, arguments.tasks, ready=not arguments.unready)
    for name, taken in found.items():
        if taken[0] > FRAME_MS or not arguments.only_over:
            rest = " ".join(f"{one:.0f}" for one in taken[1:6])
            print(f"{name:<36} {taken[0]:7.1f} ms   then {rest}   sum {sum(taken):6.0f}")


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        main()
