"""Writes a lesson into files: PowerPoint, hand-outs, questions, and what classes chose.

What is asked, what happens beside the interface and what is said when it fails is
`FileExporter`'s; here stands what is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop import words
from desktop.documents.citations import cite
from desktop.documents.lesson import LessonCaptions, LessonDocument, SheetLook, ThemeLook
from desktop.documents.sheet import Question, Shape, sources_of
from desktop.documents.table import Cell, Table
from desktop.i18n import tr
from desktop.pages.exporting import EXCEL, WORD, FileExporter, captions
from desktop.theme import Appearance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QMenu, QWidget

    from desktop.documents.quizsheet import QuizCaptions
    from desktop.documents.sheet import Sheet
    from desktop.documents.text import Progress
    from desktop.session import Session

POWERPOINT: Final = "pptx"
PDF: Final = "pdf"
QUESTIONS: Final = "questions"
ANSWERS: Final = "answers"
CHOICES: Final = "choices"
_NOTES: Final = "notes"


@dataclass(frozen=True, slots=True)
class LessonExport:
    """A lesson on its way out, and which of its files is wanted."""

    lesson: LessonDocument
    variant: str
    choices: Table


class LessonExporter(FileExporter[LessonExport]):
    """Exports the lesson that `lesson_id` names; `sheets` gives its pages, cut for `shape`."""

    def __init__(
        self,
        session: Session,
        lesson_id: Callable[[], str],
        sheets: Callable[[], Sequence[Sheet]],
        shape: Callable[[], Shape],
        parent: QWidget,
    ) -> None:
        super().__init__(session, self._file_name, parent)
        self._lesson_id = lesson_id
        self._sheets = sheets
        self._shape = shape
        self.variant = ""

    def export(self, kind: str, variant: str = "") -> None:
        """Ask where, then write one of the files that `build_menu` offers."""
        self.variant = variant
        self.save(kind)

    def document(self) -> LessonExport | None:
        """The lesson as it stands; None where there is nothing of what is wanted."""
        session, lesson_id = self._session, self._lesson_id()
        lesson = session.lessons.lesson(lesson_id)
        sheets = tuple(self._sheets())
        choices = _choices(session, lesson_id)
        if lesson is None or not self._has(sheets, choices):
            return None
        made = LessonDocument(
            title=lesson.title.strip() or tr("课件"),
            occasion=lesson.occasion,
            sheets=sheets,
            captions=_lesson_captions(),
            look=_look(session),
            citations=_citations(session, sheets),
            shape=self._shape(),
        )
        return LessonExport(made, self.variant, choices)

    def _has(self, sheets: Sequence[Sheet], choices: Table) -> bool:
        """Whether there is anything of what is wanted; votes outlive the slides they came from."""
        if self.variant == CHOICES:
            return bool(choices.rows)
        if self.variant in (QUESTIONS, ANSWERS):
            return any(isinstance(block, Question) for sheet in sheets for block in sheet.blocks)
        return bool(sheets)

    def writer(self, document: LessonExport, kind: str) -> Callable[[Progress], bytes]:
        """What makes the file of a kind; its library is loaded when it is first wanted."""
        lesson = document.lesson
        if kind == POWERPOINT:
            from desktop.documents.pptx import to_pptx

            return lambda progress: to_pptx(lesson, progress)
        if kind == PDF:
            from desktop.pages.classroom.handouts import to_handouts

            light = Appearance()  # paper is white whatever the window looks like
            return lambda progress: to_handouts(lesson, document.variant, light, progress)
        if kind == EXCEL:
            from desktop.documents.xlsx import to_xlsx

            told = captions()
            return lambda progress: to_xlsx(document.choices, told, progress)
        from desktop.documents.quizsheet import to_quiz_docx

        quiz, answers = _quiz_captions(), document.variant == ANSWERS
        return lambda progress: to_quiz_docx(lesson, quiz, answers=answers, progress=progress)

    def kind_name(self, kind: str) -> str:
        """What files of a kind are called."""
        names = {POWERPOINT: tr("PowerPoint 演示文稿"), PDF: tr("PDF 文档")}
        return names.get(kind) or super().kind_name(kind)

    def build_menu(self, menu: QMenu) -> None:
        """Everything that a lesson can become."""
        for kind, variant, text in (
            (POWERPOINT, "", tr("PowerPoint 课件（.pptx）…")),
            (PDF, "1", tr("PDF 讲义，每张 1 页…")),
            (PDF, "2", tr("PDF 讲义，每张 2 页…")),
            (PDF, "4", tr("PDF 讲义，每张 4 页…")),
            (PDF, _NOTES, tr("PDF 备注页，带讲稿…")),
            ("", "", ""),
            (WORD, QUESTIONS, tr("测验卷（.docx）…")),
            (WORD, ANSWERS, tr("测验卷，附答案和出处（.docx）…")),
            (EXCEL, CHOICES, tr("课堂选择（.xlsx）…")),
        ):
            if kind:
                menu.addAction(text).triggered.connect(partial(self.export, kind, variant))
            else:
                menu.addSeparator()

    def _file_name(self) -> str:
        lesson = self._session.lessons.lesson(self._lesson_id())
        title = (lesson.title.strip() if lesson else "") or tr("课件")
        kinds = {
            "1": tr("讲义"),
            "2": tr("讲义"),
            "4": tr("讲义"),
            _NOTES: tr("备注页"),
            QUESTIONS: tr("测验卷"),
            ANSWERS: tr("测验卷（附答案）"),
            CHOICES: tr("课堂选择"),
        }
        return " ".join(part for part in (title, kinds.get(self.variant, "")) if part)


def _citations(session: Session, sheets: Sequence[Sheet]) -> dict[str, str]:
    cited = dict.fromkeys(source.article_id for sheet in sheets for source in sources_of(sheet))
    edition = session.settings.citation_edition
    known = [article for article in session.cases.articles if article.id in cited]
    return {article.id: cite(article, edition=edition) for article in known}


def _choices(session: Session, lesson_id: str) -> Table:
    """What classes chose, one row a class and mechanism, the most chosen first in each class."""
    lesson = session.lessons.lesson(lesson_id)
    tallies = sorted(
        session.lessons.tallies(lesson_id), key=lambda t: (t.held_on, t.class_name, -t.votes)
    )
    rows = []
    for tally in tallies:
        mechanism = session.cases.mechanism_by_id.get(tally.mechanism_id)
        region = session.cases.region_by_id.get(tally.region_id or "")
        rows.append(
            (
                Cell(tally.held_on),
                Cell(tally.class_name),
                Cell(words.region_name(region) if region else ""),
                Cell(words.mechanism_name(mechanism) if mechanism else tally.mechanism_name),
                Cell(str(tally.votes), float(tally.votes)),
            )
        )
    title = tr("{lesson} 课堂选择").format(lesson=lesson.title if lesson else "").strip()
    columns = (tr("日期"), tr("班次"), tr("地区"), tr("做法"), tr("票数"))
    return Table(title, columns, rows)


def _look(session: Session) -> SheetLook:
    """The colours of the light look: paper is white, and a file is opened anywhere."""
    light = Appearance()

    def shown(name: str) -> str:
        return light.color(name).name()[1:].upper()

    themes = {}
    for theme in session.cases.themes:
        seal = light.seal(theme.id)
        colours = (seal.bg, seal.bg_active, seal.gutter, seal.fg)
        themes[theme.id] = ThemeLook(seal.glyph, *(c.name()[1:].upper() for c in colours))
    return SheetLook(
        paper=shown("paper"),
        ink=shown("ink1"),
        soft=shown("ink2"),
        quiet=shown("ink3"),
        hair=shown("hair"),
        rule=shown("hair2"),
        accent=shown("accent"),
        themes=themes,
    )


def _lesson_captions() -> LessonCaptions:
    return LessonCaptions(
        classroom=tr("他山 课堂"),
        target=tr("目标"),
        only_here=tr("仅此地提及"),
        answer=tr("答案"),
        sources=tr("依据"),
        own_report=tr("部门自述"),
        votes=tr("票"),
    )


def _quiz_captions() -> QuizCaptions:
    from desktop.documents.quizsheet import QuizCaptions as Captions

    return Captions(
        heading=tr("{lesson} 测验卷"),
        key=tr("（附答案）"),
        line=tr("姓名＿＿＿＿＿＿　单位＿＿＿＿＿＿＿＿　得分＿＿＿＿"),
        answer=tr("答案"),
        source=tr("出处"),
    )
