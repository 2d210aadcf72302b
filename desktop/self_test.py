"""--self-test: walks the real program against a throw-away workspace and says what it did."""

from __future__ import annotations

import logging
import tempfile
import time
import traceback
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from desktop.documents.files import write_file
from desktop.documents.gongwen import to_gongwen
from desktop.documents.gongwen_fonts import Fonts
from desktop.documents.planbook import to_planbook
from desktop.documents.planmarkdown import plan_markdown
from desktop.documents.text import no_progress
from desktop.main_window import MainWindow
from desktop.offline import NetworkWatch
from desktop.operations import plans
from desktop.operations.bookmarks import toggle_bookmark
from desktop.operations.highlights import add_highlight
from desktop.operations.notes import start_note, write_note
from desktop.pages.classroom.adding import make_lesson
from desktop.pages.classroom.export import PDF, POWERPOINT
from desktop.pages.classroom.showing import start_showing
from desktop.pages.exporting import EXCEL, MARKDOWN, WORD, captions, to_bytes
from desktop.pages.plan.print_faces import faces
from desktop.pages.plan.printing import to_pdf
from desktop.planning.checks import problems
from desktop.planning.document import plan_document
from desktop.settings import Mode
from desktop.startup import application, close_session, open_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.session import Session

log = logging.getLogger(__name__)
_NOTE: Final = "自检：**写下的字**要在下次打开时还在。𠮷"
_PLAN: Final = "自检镇工作方案"
_PLAIN: Final = "写下的字"  # of the note, as it is read
_TOWNSHIP: Final = "自检镇"
_PATIENCE: Final = 30.0  # seconds


class SelfTestError(Exception):
    """A step did not do what it should."""


def run(library: Path | None) -> int:
    """Walk the program; prints a line a step. Returns 0 when all is well, 1 otherwise."""
    watch = NetworkWatch()
    application()
    with tempfile.TemporaryDirectory(prefix="tashan-self-test-") as folder:
        walk = _Walk(library, Path(folder) / "用户 张三")
        try:
            for step in walk.steps():
                print(f"  {step()}")
                _require(not watch.attempts(), f"碰了网络：{watch.attempts()}")
            print("  网络：没有打开过连接")
        except Exception as error:
            log.exception("self-test failed")
            told = str(error) if isinstance(error, SelfTestError) else traceback.format_exc()
            print(f"自检失败：{told}")
            return 1
        finally:
            walk.close()
    print("自检通过")
    return 0


class _Walk:
    """The steps, in order; each returns a sentence about what it did."""

    def __init__(self, library: Path | None, folder: Path) -> None:
        self._library = library
        self._folder = folder
        self._session: Session | None = None
        self._window: MainWindow | None = None
        self._mechanism = ""

    def steps(self) -> list[Callable[[], str]]:
        """What is done."""
        return [
            self.open,
            self.compare,
            self.compare_family,
            self.read,
            self.read_side_by_side,
            self.figures,
            self.search,
            self.note,
            self.undo,
            self.plan,
            self.export,
            self.export_plan,
            self.teach,
            self.export_lesson,
            self.reopen,
        ]

    def close(self) -> None:
        """Leave nothing open, whatever happened."""
        if self._window is not None:
            self._window.close()
            self._window = None
        if self._session is not None:
            close_session(self._session)
            self._session = None

    @property
    def _open(self) -> tuple[Session, MainWindow]:
        _require(self._session is not None and self._window is not None, "窗口没有打开")
        assert self._session is not None
        assert self._window is not None
        return self._session, self._window

    def open(self) -> str:
        """Library, workspace and window."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._session = open_session(self._library, self._folder, "zh")
        self._window = MainWindow(self._session)
        self._window.show()
        QApplication.processEvents()
        cases = self._session.cases
        return f"打开：{len(cases.regions)} 个地区，{len(cases.mechanisms)} 条做法"

    def compare(self) -> str:
        """The matrix, a filter, dark and light, a larger type."""
        session, window = self._open
        self._mechanism = session.cases.mechanisms[0].id
        window.compare.select(self._mechanism)
        window.set_look(mode=Mode.DARK, scale=1.5)
        window.set_look(mode=Mode.LIGHT, scale=1.0)
        QApplication.processEvents()
        _require(not window.grab().isNull(), "画不出窗口")
        shown = window.compare.model.shown_count()
        _require(shown == len(session.cases.mechanisms), "矩阵没有列出全部做法")
        return f"对照：矩阵列出 {shown} 条做法"

    def compare_family(self) -> str:
        """Every family as a table; what stands in a cell has its quotes."""
        session, window = self._open
        window.show_page(window.family)
        cells = 0
        for family in session.cases.family_by_id.values():
            window.family.show_family(family.id)
            table = window.family.table()
            backed = {source.number for source in table.sources}
            _require(bool(table.rows), f"对照表是空的：{family.name}")
            for cell in (cell for row in table.rows for cell in row[1:]):
                _require(cell.quiet or bool(cell.quotes), f"没有引文的格子：{cell.text}")
                _require(backed.issuperset(cell.quotes), f"引文没有列出：{cell.text}")
                cells += not cell.quiet
        return f"同类做法：{len(session.cases.family_by_id)} 类，{cells} 格都有引文"

    def read_side_by_side(self) -> str:
        """Sources beside one another, step by step."""
        _, window = self._open
        window.show_page(window.parallel)
        window.parallel.show_mechanism(self._mechanism)
        QApplication.processEvents()
        _require(not window.grab().isNull(), "画不出原文并排")
        return "原文并排：打开同类做法的原文"

    def figures(self) -> str:
        """Every number is listed with its quote."""
        session, window = self._open
        window.show_page(window.figures)
        QApplication.processEvents()
        figures = session.cases.all_figures
        for figure in figures:
            text = session.cases.article(figure.article_id).text
            _require(text[figure.start : figure.end] == figure.exact, f"数字对不上：{figure.id}")
        return f"数据：{len(figures)} 个数字逐字相符"

    def export(self) -> str:
        """A comparison as Word, Excel and Markdown."""
        _, window = self._open
        table = window.family.table()
        sizes = []
        for kind in (WORD, EXCEL, MARKDOWN):
            path = self._folder / f"对照.{kind}"
            made = to_bytes(table, kind, captions(), lambda _done, _total: None)
            write_file(path, made)
            sizes.append(path.stat().st_size)
        _require(min(sizes) > 0, "导出的文件是空的")
        return f"导出：Word、Excel、Markdown，共 {sum(sizes)} 字节"

    def read(self) -> str:
        """Every article opens, and every quote is where it says."""
        session, window = self._open
        spans = 0
        for article in session.cases.articles:
            window.show_page(window.reader)
            window.reader.open(article.id)
            for entry in session.cases.article_evidence(article.id):
                text = session.cases.article(article.id).text
                _require(text[entry.start : entry.end] == entry.exact, f"引文对不上：{entry.id}")
                spans += 1
        QApplication.processEvents()
        return f"阅读：{len(session.cases.articles)} 篇文章，{spans} 处引文逐字相符"

    def search(self) -> str:
        """A mechanism is found by two characters of its name."""
        session, window = self._open
        name = session.cases.mechanism_by_id[self._mechanism].name
        hits = session.cases.search(name[:2], 50)
        _require(bool(hits), f"搜不到“{name[:2]}”")
        window.open_search()
        if window.search_dialog is not None:
            window.search_dialog.reject()
        return f"检索：“{name[:2]}”有 {len(hits)} 处"

    def note(self) -> str:
        """A bookmark and a note."""
        session, _ = self._open
        toggle_bookmark(session, self._mechanism)
        quote = session.cases.citations(self._mechanism)[0]
        add_highlight(session, quote.article_id, quote.start, quote.end)
        session.undo.undo()
        session.undo.redo()
        write_note(session, start_note(session, self._mechanism), _NOTE)
        _require(session.saver.flush(), "收藏、批注和划线没能写进工作区")
        return "收藏一条做法，写下一条批注，划一处线"

    def undo(self) -> str:
        """Undo takes the note back, redo brings it again."""
        session, _ = self._open
        session.undo.undo()
        _require(not session.marks.notes_of(self._mechanism), "撤销没有生效")
        session.undo.redo()
        _require(session.saver.flush(), "重做的批注没能写进工作区")
        return "撤销，重做"

    def plan(self) -> str:
        """A plan with a mechanism borrowed from every region, written, undone and redone."""
        session, _ = self._open
        plan = plans.new_plan(session, _PLAN, township=_TOWNSHIP)
        for region in session.cases.regions:
            found = (m for m in session.cases.mechanisms if m.region_id == region.id)
            borrowing = plans.borrow(session, plan.id, next(found).id)
            _require(bool(borrowing.quotes), f"借鉴没有带上原文：{borrowing.mechanism_name}")
            plans.write(session, borrowing, ours=_NOTE)
        task = plans.task_for(session, borrowing)
        plans.write(session, task, person="组织委员", due="2027-03-31", goal="一年 4 场")
        before = session.plans.rows_of(plan.id)
        while session.plans.plan(plan.id) is not None:
            session.undo.undo()
        while session.undo.canRedo():
            session.undo.redo()
        _require(session.plans.rows_of(plan.id) == before, "重做的方案和原来不一样")
        missing = problems(session.plans, plan.id, date.today())
        _require(session.saver.flush(), "方案没能写进工作区")
        return f"方案：借鉴 {len(session.cases.regions)} 条做法，{len(missing)} 处待补"

    def export_plan(self) -> str:
        """The plan as an official document, a workbook, pages and text."""
        session, _ = self._open
        (plan,) = session.plans.plans()
        edition = session.settings.citation_edition
        made = plan_document(session.plans, session.cases, plan.id, date.today(), edition)
        _require(len(made.sources) >= len(session.cases.regions), "借鉴来源没有列全")
        files = {
            "docx": to_gongwen(made, Fonts()),
            "xlsx": to_planbook(made),
            "pdf": to_pdf(made, faces(Fonts())),
            "md": plan_markdown(made).encode(),
        }
        for kind, content in files.items():
            write_file(self._folder / f"方案.{kind}", content)
        for source in made.sources:
            told = all(quote in files["md"].decode() for quote in source.quotes)
            _require(told, f"导出的方案里没有引文：{source.mechanism}")
        size = sum(map(len, files.values()))
        return f"导出方案：Word 公文、Excel、PDF、Markdown，共 {size} 字节"

    def teach(self) -> str:
        """A lesson of the family that most regions stand in, shown to its end, sources and all."""
        session, window = self._open
        cases = session.cases
        widest = max(
            cases.family_by_id,
            key=lambda family: len({m.region_id for m in cases.family_members(family)}),
        )
        lesson = make_lesson(session, "family", widest)
        _require(lesson is not None, "同类做法没能做成课件")
        assert lesson is not None
        showing = start_showing(session, lesson.id, 0, window)
        told, opened = set(), 0
        _wait(lambda: showing.state is not None, "课件没有放映出来")
        while showing.state is not None and not showing.state.at_end:
            told.add(showing.stage.slide.accessibleDescription())
            showing.enter()
            if showing.state.here.source is not None:
                opened += 1
                showing.leave()
            showing.next()
        pages = len(showing.lesson.sheets)
        showing.end()
        _require(opened > 0, "放映时打不开原文")
        _require(not any(_PLAIN in text for text in told), "批注上了大屏幕")
        return f"课堂：{lesson.title}，{pages} 页放映到底，打开原文 {opened} 次"

    def export_lesson(self) -> str:
        """The lesson as a presentation and on paper."""
        session, window = self._open
        page = window.classroom
        window.show_page(page)
        size = 0
        for kind, variant in ((POWERPOINT, ""), (PDF, "2"), (PDF, "notes")):
            page.exporter.variant = variant
            made = page.exporter.document()
            _require(made is not None, "课件没有可导出的内容")
            assert made is not None
            content = page.exporter.writer(made, kind)(no_progress)
            _require(len(content) > 1000, f"导出的课件是空的：{kind}")
            write_file(self._folder / f"课件{variant}.{kind}", content)
            size += len(content)
        _require(session.saver.flush(), "课件没能写进工作区")
        return f"导出课件：PowerPoint、讲义、备注页，共 {size} 字节"

    def reopen(self) -> str:
        """What was written is there at the next start."""
        self.close()
        self.open()
        session, _ = self._open
        notes = [note.body for note in session.marks.notes_of(self._mechanism)]
        _require(notes == [_NOTE], "重新打开后批注不见了")
        _require(session.marks.is_bookmarked(self._mechanism), "重新打开后收藏不见了")
        quote = session.cases.citations(self._mechanism)[0]
        lines = [mark.exact for mark in session.marks.highlights_in(quote.article_id)]
        _require(lines == [quote.exact], "重新打开后划线不见了")
        (plan,) = session.plans.plans()
        ours = {borrowing.ours for borrowing in session.plans.borrowings(plan.id)}
        _require(ours == {_NOTE}, "重新打开后方案里写的字不见了")
        (lesson,) = session.lessons.lessons()
        _require(bool(session.lessons.slides(lesson.id)), "重新打开后课件是空的")
        return "重新打开：收藏、批注、划线、方案和课件都在"


def _wait(happened: Callable[[], bool], sentence: str) -> None:
    """Let the program work until something has happened."""
    end = time.monotonic() + _PATIENCE
    while not happened():
        _require(time.monotonic() < end, sentence)
        QApplication.processEvents()


def _require(condition: bool, sentence: str) -> None:
    if not condition:
        raise SelfTestError(sentence)
