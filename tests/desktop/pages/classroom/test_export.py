"""Out of 课堂: every entry of the menu gives a file that opens, and none gives an answer away."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest
from pptx import Presentation
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from db.records.lesson import SlideKind
from desktop.documents.sheet import Shape
from desktop.operations import lessons as operations
from desktop.pages.classroom.export import LessonExporter
from desktop.pages.classroom.handouts import NOTES, break_of, lines_of
from desktop.pages.exporting import EXCEL, WORD
from desktop.teaching import quiz
from desktop.teaching.deck import Deck
from desktop.teaching.slides import blank_slide
from desktop.widgets.markdown import to_html
from tests.desktop.documents.test_xlsx import Book
from tests.desktop.pages.classroom.lessons import SPOKEN, shown_lesson

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from db.records.lesson import Lesson
    from desktop.session import Session

ANSWER = "难在坚持"

_PARAGRAPHS = "\n\n".join(f"第{n:02d}段" + "请学员先说本镇的情况，" * n for n in range(30))
_TABLE = "| 做法 | 备注 |\n| --- | --- |\n" + "\n".join(
    f"| 甲{n:02d}{'事项' * (n % 9 * 20)} | 乙{n:02d}{'说明' * (n % 5 * 30)} |" for n in range(30)
)


class Bench:
    """An exporter of one lesson on a bare window, and what it says."""

    def __init__(self, session: Session, lesson: Lesson, parent: QWidget) -> None:
        self.session, self.lesson, self.parent = session, lesson, parent
        self.told: list[str] = []
        session.changes.told.connect(self.told.append)
        self.exporter = LessonExporter(
            session, lambda: self.lesson.id, self.sheets, lambda: Shape.WIDE, parent
        )

    def sheets(self) -> list[Any]:
        """The pages of the lesson as they stand."""
        return Deck(self.session.cases, self.session.lessons, self.lesson.id).sheets()

    def entries(self) -> list[Any]:
        """What can be chosen in the menu."""
        return [action for action in self.exporter.menu().actions() if action.text()]

    def questions(self) -> list[QFileDialog]:
        """The questions where to save that are open."""
        QApplication.processEvents()
        return [d for d in self.parent.findChildren(QFileDialog) if d.isVisible()]

    def bytes_of(self, kind: str, variant: str) -> bytes:
        """What a file of the menu holds, made at once."""
        self.exporter.variant = variant
        document = self.exporter.document()
        assert document is not None
        return self.exporter.writer(document, kind)(lambda _done, _total: None)

    def add(self, *slides: Any) -> None:
        """Put slides behind the last."""
        count = len(self.session.lessons.slides(self.lesson.id))
        operations.add_slides(self.session, self.lesson.id, list(slides), count)


@pytest.fixture
def bench(session: Session, qtbot: QtBot) -> Bench:
    """The lesson that is shown elsewhere, with a quiz and a tally of two classes."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    lesson = shown_lesson(session)
    made = Bench(session, lesson, parent)
    every = [mechanism.id for mechanism in session.cases.mechanisms]
    made.add(*quiz.questions(session.cases, every)[:3])
    tally = next(s for s in session.lessons.slides(lesson.id) if s.kind is SlideKind.TALLY)
    first, second, *_ = tally.mechanism_ids
    for class_name, one, votes in (("一班", first, 12), ("一班", second, 30), ("二班", first, 5)):
        operations.record_votes(
            session, lesson.id, one, votes, class_name=class_name, on="2026-03-01"
        )
    return made


def _pages(pdf: bytes) -> int:
    """How many pages a PDF says that it has."""
    counts = [int(found) for found in re.findall(rb"/Count (\d+)", pdf)]
    return max(counts)


def _text(pdf: bytes, folder: Path) -> str:
    """What can be copied out of a PDF, without any space."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not on this machine")
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    found = subprocess.run([program, str(path), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", "", found.stdout.decode())


def _slide_words(pptx: bytes) -> tuple[str, str]:
    """What stands on the slides of a presentation, and what in its notes."""
    slides = Presentation(BytesIO(pptx)).slides
    shown, spoken = [], []
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                shown.append(shape.text_frame.text)
            if shape.has_table:
                shown += [cell.text for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide:
            spoken.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(shown), "\n".join(spoken)


def test_every_entry_of_the_menu_makes_a_file_that_opens(
    bench: Bench, qtbot: QtBot, folder: Path
) -> None:
    opened = []
    for number, entry in enumerate(bench.entries()):
        entry.trigger()
        (dialog,) = bench.questions()
        path = folder / f"{number}.{dialog.defaultSuffix()}"
        assert dialog.selectedFiles()[0].endswith(path.suffix)
        dialog.fileSelected.emit(str(path))
        dialog.close()
        qtbot.waitUntil(lambda: not bench.exporter.busy, timeout=30_000)
        QApplication.processEvents()
        assert path.name in bench.told[-1]
        opened.append(_opened(path))
    assert opened == ["pptx", "pdf", "pdf", "pdf", "pdf", "docx", "docx", "xlsx"]


def _opened(path: Path) -> str:
    """The kind of a file, read by what reads such files."""
    kind = path.suffix[1:]
    if kind == "pptx":
        assert len(Presentation(str(path)).slides) > 0
    elif kind == "docx":
        assert docx.Document(str(path)).paragraphs
    elif kind == "xlsx":
        assert Book(path.read_bytes()).rows(1)
    else:
        content = path.read_bytes()
        assert content.startswith(b"%PDF-")
        assert _pages(content) > 0
    return kind


def test_files_are_named_after_the_lesson_and_what_they_are(bench: Bench) -> None:
    names = []
    for entry in bench.entries():
        entry.trigger()
        (dialog,) = bench.questions()
        names.append(dialog.selectedFiles()[0].rsplit("/", 1)[-1])
        dialog.close()
        QApplication.processEvents()
    assert names[0] == "各地比武.pptx"
    assert "各地比武 测验卷.docx" in names
    assert "各地比武 测验卷（附答案）.docx" in names
    assert names[-1] == "各地比武 课堂选择.xlsx"


def test_a_lesson_without_slides_has_nothing_to_export_and_says_so(
    bench: Bench, session: Session
) -> None:
    bench.lesson = operations.new_lesson(session, "空课件", [])
    for entry in bench.entries():
        bench.told.clear()
        entry.trigger()
        assert bench.questions() == []
        assert bench.told == ["这里还没有可导出的内容。"]


def test_without_questions_and_votes_those_two_say_so_and_the_others_go(
    bench: Bench, session: Session
) -> None:
    bench.lesson = operations.new_lesson(
        session, "小结", [blank_slide(SlideKind.TEXT, title="小结", body="各有长短")]
    )
    silent = []
    for entry in bench.entries():
        entry.trigger()
        for dialog in bench.questions():
            silent.append(entry.text())
            dialog.close()
        QApplication.processEvents()
    assert len(silent) == 5
    assert not any("docx" in text or "xlsx" in text for text in silent)


def test_votes_stay_exportable_when_the_lesson_has_lost_its_slides(
    bench: Bench, session: Session
) -> None:
    operations.remove(session, session.lessons.slides(bench.lesson.id))
    assert len(Book(bench.bytes_of(EXCEL, "choices")).rows(1)) > 3


def test_what_classes_chose_has_date_class_region_mechanism_and_votes(
    bench: Bench, session: Session
) -> None:
    rows = Book(bench.bytes_of(EXCEL, "choices")).rows(1)
    head = next(n for n, row in enumerate(rows) if "班次" in row)
    columns = {name: at for at, name in enumerate(rows[head])}
    said = rows[head + 1 : head + 4]
    tallies = session.lessons.tallies(bench.lesson.id)
    assert [row[columns["班次"]] for row in said] == ["一班", "一班", "二班"]
    assert [float(row[columns["票数"]]) for row in said] == [30, 12, 5], "the most chosen first"
    assert {str(row[columns["日期"]])[:10] for row in said} == {t.held_on for t in tallies}
    assert {row[columns["做法"]] for row in said} == {t.mechanism_name for t in tallies}
    assert all(row[columns["地区"]] for row in said)


@pytest.mark.parametrize(("layout", "on_one"), [("1", 1), ("2", 2), ("4", 4)])
def test_hand_outs_have_so_many_slides_on_a_page(bench: Bench, layout: str, on_one: int) -> None:
    made = bench.bytes_of("pdf", layout)
    slides = len(bench.sheets())
    assert _pages(made) == -(-slides // on_one)


@pytest.mark.parametrize("layout", ["1", "2", "4", NOTES])
def test_no_hand_out_gives_an_answer_away(bench: Bench, folder: Path, layout: str) -> None:
    text = _text(bench.bytes_of("pdf", layout), folder)
    assert "难在哪里" in text
    assert ANSWER not in text
    assert (SPOKEN in text) == (layout == NOTES), "what is spoken stands on notes pages alone"


def test_the_quiz_gives_answers_with_their_source_or_none_at_all(
    bench: Bench, session: Session
) -> None:
    def lines(variant: str) -> str:
        made = docx.Document(BytesIO(bench.bytes_of(WORD, variant)))
        return "\n".join(paragraph.text for paragraph in made.paragraphs)

    plain, told = lines("questions"), lines("answers")
    assert ANSWER in told
    assert ANSWER not in plain
    assert "答案" not in plain
    for slide in session.lessons.slides(bench.lesson.id):
        if slide.kind is SlideKind.QUIZ:
            assert slide.quotes[0].exact in told
            assert slide.quotes[0].exact not in plain
    for words in (plain, told):
        assert SPOKEN not in words


def test_the_presentation_keeps_what_is_spoken_in_its_notes_alone(bench: Bench) -> None:
    shown, spoken = _slide_words(bench.bytes_of("pptx", ""))
    assert SPOKEN not in shown
    assert f"{SPOKEN}0" in spoken
    assert ANSWER in shown, "uncovered on a page of its own"


def test_notes_that_are_long_go_over_several_pages_and_no_line_is_lost(
    bench: Bench, session: Session, folder: Path
) -> None:
    lines = [f"第{number:03d}句" + "请学员先说本镇的情况" * 6 for number in range(90)]
    body = "\n\n".join(lines[:60]) + "\n\n" + "\n".join(f"- {line}" for line in lines[60:])
    bench.lesson = operations.new_lesson(
        session, "长讲稿", [blank_slide(SlideKind.TITLE, notes=body)]
    )
    made = bench.bytes_of("pdf", NOTES)
    assert _pages(made) > 3
    text = _text(made, folder)
    for line in lines:
        assert line in text, f"{line[:5]} is lost"


@pytest.mark.parametrize("body", [_PARAGRAPHS, _TABLE], ids=["paragraphs", "table"])
def test_no_page_of_notes_ends_in_the_middle_of_a_line(qapp: QApplication, body: str) -> None:
    assert qapp
    text = QTextDocument()
    text.setTextWidth(700)
    text.setHtml(to_html(body))
    lines = list(lines_of(text))
    done, breaks = 0.0, []
    while done < text.size().height():
        last = break_of(text, done, 333.0)
        assert done < last <= done + 333
        breaks.append(last)
        done = last
    assert len(breaks) > 3
    assert not [end for end in breaks for top, bottom in lines if top < end < bottom]


def test_a_line_that_is_higher_than_a_page_does_not_go_on_for_ever(qapp: QApplication) -> None:
    assert qapp
    text = QTextDocument("高")
    assert 0 < break_of(text, 0.0, 4.0) <= 4
