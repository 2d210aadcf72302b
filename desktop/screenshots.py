"""--screenshots: every page as a PNG, light and dark, small and large, with no display."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication

from desktop.crash import Crash
from desktop.frame.crash_watch import crash_dialog
from desktop.i18n import language, pick, tr
from desktop.main_window import MainWindow
from desktop.operations import plans
from desktop.operations.bookmarks import toggle_bookmark
from desktop.operations.highlights import add_highlight
from desktop.operations.notes import start_note, write_note
from desktop.pages.about.dialog import AboutDialog
from desktop.pages.classroom.adding import make_lesson
from desktop.pages.welcome.overlay import Welcome
from desktop.scrubbing import Scrubber
from desktop.settings import Mode
from desktop.startup import application, close_session, open_session
from desktop.widgets.slide_painter import Look, SlidePainter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QPixmap

    from desktop.session import Session

_SIZES: Final = ((1440, 900), (1024, 700))
_SCALES: Final = (1.0, 1.5)
_SAMPLE_TIME: Final = 1_795_000_000.0
_SAMPLE_NOTE: Final = (
    "先选 **2 个中心村**带 3 个弱村试联建，账目各自独立，项目收益按股分。",
    "Try it with **2 strong villages** leading 3 weak ones: separate accounts, shared returns.",
)
_SAMPLE_PLAN: Final = ("示例镇抓党建促乡村振兴工作方案", "A sample township's plan")
_SAMPLE_OURS: Final = (
    "每季度组织一次，擂台轮流设在各村项目现场；评议团按百分制打分，重点看比上季度的变化。",
    "Once a quarter, in turn at the villages' project sites; the panel scores out of a hundred.",
)
_SAMPLE_TASK: Final = (
    {"person": "镇党委组织委员", "due": "2027-03-31", "goal": "一年不少于 4 场"},
    {"person": "Member for organisation", "due": "2027-03-31", "goal": "4 contests a year"},
)


def render(folder: Path, library: Path | None, language: str | None) -> int:
    """Write the pictures into `folder`; returns how many. Touches no workspace of the user's."""
    folder.mkdir(parents=True, exist_ok=True)
    application()
    with tempfile.TemporaryDirectory(prefix="tashan-") as workspace:
        session = open_session(library, Path(workspace), language)
        session.settings.welcomed = True
        _furnish(session)
        window = MainWindow(session)
        window.show()
        try:
            return sum(
                _render_look(window, folder, mode, scale, size)
                for size in _SIZES
                for scale in _SCALES
                for mode in Mode
            )
        finally:
            window.close()
            close_session(session)


def _furnish(session: Session) -> None:
    """A few bookmarks and a note, so that the pictures show what they look like."""
    for region in session.cases.regions:
        core = [m for m in session.cases.mechanisms if m.region_id == region.id]
        for mechanism in core[1:8:3]:
            toggle_bookmark(session, mechanism.id)
    chosen = _showpiece(session)
    if not session.marks.is_bookmarked(chosen):
        toggle_bookmark(session, chosen)
    write_note(session, start_note(session, chosen), pick(*_SAMPLE_NOTE))
    article = session.cases.article_of(chosen)
    quote = session.cases.citations(chosen)[0]
    add_highlight(session, article, quote.start, min(quote.start + 24, quote.end))
    _furnish_plan(session, chosen)
    family = session.cases.mechanism_by_id[chosen].family_id
    if make_lesson(session, "family", family or "") is None:
        make_lesson(session, "region", session.cases.mechanism_by_id[chosen].region_id)
    session.undo.clear()


def _furnish_plan(session: Session, chosen: str) -> None:
    """A plan with three borrowings: one written, one half, one just put in."""
    plan = plans.new_plan(session, pick(*_SAMPLE_PLAN))
    plans.choose_plan(session, plan.id)
    region = session.cases.mechanism_by_id[chosen].region_id
    others = [m.id for m in session.cases.mechanisms if m.region_id != region and m.itemised]
    for place, mechanism_id in enumerate((chosen, others[0], others[-1])):
        borrowing = plans.borrow(session, plan.id, mechanism_id)
        if place < 2:
            plans.write(session, borrowing, ours=pick(*_SAMPLE_OURS))
        if place < 1:
            task = plans.task_for(session, borrowing)
            plans.write(
                session, task, 0, **(_SAMPLE_TASK[0] if language() == "zh" else _SAMPLE_TASK[1])
            )


def _showpiece(session: Session) -> str:
    """The mechanism the pictures dwell on: the one with the most to show in a contest family."""
    cases = session.cases
    contests = [m for m in cases.mechanisms if m.family_id == "contest"] or cases.mechanisms
    return max(contests, key=lambda m: (len(cases.facets(m.id)), len(cases.figures(m.id)))).id


def _render_look(
    window: MainWindow, folder: Path, mode: Mode, scale: float, size: tuple[int, int]
) -> int:
    window.resize(*size)
    window.session.appearance.set(mode, scale)
    mechanism = _showpiece(window.session)
    article = window.session.cases.article_of(mechanism)
    quote = window.session.cases.citations(mechanism)[0]

    def compare() -> None:
        window.show_page(window.compare)
        window.compare.select(mechanism)
        if window.compare.compact and window.compare.pane.isVisible():
            window.compare.toggle_pane()

    def family() -> None:
        window.show_page(window.family)
        window.family.show_mechanism(mechanism)

    def parallel() -> None:
        window.show_page(window.parallel)
        window.parallel.show_mechanism(mechanism)

    def figures() -> None:
        window.show_page(window.figures)
        window.figures.show_figure(window.session.cases.figures(mechanism)[0].id)

    def reader() -> None:
        window.show_page(window.reader)
        window.reader.open(article, quote.start, quote.end, mechanism)

    def find() -> None:
        reader()
        window.reader.finder.open()
        window.reader.find_bar.edit.setText(quote.exact[:4])

    def read(article_id: str) -> None:
        window.show_page(window.reader)
        window.reader.open(article_id)
        first = window.session.cases.article_evidence(article_id)[0]
        window.reader.select(first.mechanism_id)

    def library() -> None:
        window.show_page(window.library)
        window.library.select(mechanism)

    def card() -> None:
        window.show_page(window.library)
        window.library.select(article)

    def region_card() -> None:
        window.show_page(window.library)
        window.library.show_region(window.session.cases.mechanism_by_id[mechanism].region_id)

    def family_card() -> None:
        window.show_page(window.library)
        window.library.show_family(window.session.cases.mechanism_by_id[mechanism].family_id or "")

    def notes() -> None:
        compare()
        window.compare.write_note()

    def search() -> None:
        compare()
        window.open_search()
        if window.search_dialog is not None:
            window.search_dialog.edit.setText(pick("比武", "contest"))
            window.search_dialog.search()

    def results() -> None:
        window.show_page(window.results)
        window.results.show_query(pick("家访", "visit"))
        window.results.search()

    def notebook() -> None:
        window.show_page(window.notebook)

    def plan() -> None:
        window.show_page(window.plan)

    def classroom() -> None:
        window.show_page(window.classroom)
        lesson = window.classroom.lesson
        assert lesson is not None
        slides = window.session.lessons.slides(lesson.id)
        window.classroom.choose(next(s.id for s in slides if s.kind == "comparison"))

    def settings() -> None:
        window.show_page(window.settings_page)

    scenes: dict[str, Callable[[], None]] = {
        "compare": compare,
        "family": family,
        "parallel": parallel,
        "figures": figures,
        "reader": reader,
        "find": find,
        "library": library,
        "article": card,
        "region": region_card,
        "family-card": family_card,
        "notes": notes,
        "search": search,
        "results": results,
        "notebook": notebook,
        "plan": plan,
        "classroom": classroom,
        "slide": classroom,
        "settings": settings,
    }
    for region in window.session.cases.articles:
        scenes[f"reader-{region.region_id}"] = partial(read, region.id)
    suffix = f"{mode.value}-{size[0]}x{size[1]}-{round(scale * 100)}"
    for name, arrange in scenes.items():
        arrange()
        _wait(window)
        picture = window.grab()
        dialog = window.search_dialog
        if name == "search" and dialog is not None:
            picture = dialog.grab()
            dialog.reject()
        elif name == "slide":
            picture = _slide(window, size[0])
        path = folder / f"{name}-{suffix}.png"
        if not picture.save(str(path)):
            raise OSError(tr("写不出图：{path}。请换个文件夹再试。").format(path=path))
        if name == "find":
            window.reader.find_bar.close_bar()
        if name == "notes":
            window.compare.pane.notes.close_panel()
    compare()
    told = list(_told(window))
    for name, picture in told:
        picture.save(str(folder / f"{name}-{suffix}.png"))
    return len(scenes) + len(told)


def _told(window: MainWindow) -> Iterator[tuple[str, QPixmap]]:
    """What lies over the pages: the welcome, 关于, and an error."""
    welcome = Welcome(window.session, window)
    welcome.begin()
    for place in range(3):
        welcome.go(place)
        _wait(window)
        yield f"welcome-{place + 1}", window.grab()
    welcome.finish()
    try:
        raise LookupError
    except LookupError as error:
        crash = Crash(Scrubber().trace(error), "MainThread", _SAMPLE_TIME)
    dialogs = {
        "about": AboutDialog(window.session, window),
        "crash": crash_dialog(window.session, crash, window, page="ComparePage"),
    }
    for name, dialog in dialogs.items():
        dialog.show()
        _wait(window)
        yield name, dialog.grab()
        dialog.reject()


def _slide(window: MainWindow, width: int) -> QPixmap:
    """The slide in hand as the class sees it."""
    page = window.classroom
    slide = page.slide
    assert slide is not None
    sheet = page.deck.sheets(slide)[0]
    place, count = page.slides.view.currentIndex().row() + 1, page.slides.model.rowCount()
    look = Look(shape=page.deck.shape, number=place, count=count)
    return SlidePainter(window.session.appearance).thumbnail(sheet, look, width)


def _wait(window: MainWindow) -> None:
    """Let delayed layouts happen; nothing here takes longer than a few turns of the loop."""
    timer = QElapsedTimer()
    timer.start()
    for _ in range(6):
        QApplication.processEvents()
    window.settle()
    window.grab()  # pictures of slides are asked for when they are painted
    window.settle()
    while timer.elapsed() < 30:
        QApplication.processEvents()
