"""测验卷: a lesson's questions on paper, to hand out, and the same with answers and sources.

Every answer is shown with the quote that it is, and where that stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from desktop.documents.plain_prose import plain_prose
from desktop.documents.sheet import Question
from desktop.documents.text import no_progress, one_line, xml_text
from desktop.documents.word import (
    HEI,
    KAI,
    SONG,
    Body,
    lay_out_page,
    set_fonts,
    set_style,
    sign,
    speak_chinese,
)

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

    from desktop.documents.lesson import LessonDocument
    from desktop.documents.text import Progress

_PAGE_MM: Final = (210, 297)
_MARGIN_MM: Final = 25
_LETTERS: Final = "ABCDEFGHIJ"
_QUIET: Final = "595959"


@dataclass(frozen=True, slots=True)
class QuizCaptions:
    """The writer's own words, in the language of the interface."""

    heading: str
    """{lesson} 测验卷"""
    key: str
    """Behind the heading of the sheet with answers: （附答案）."""
    line: str
    """姓名、单位、得分, with room to write."""
    answer: str
    """答案"""
    source: str
    """出处"""


def to_quiz_docx(
    document: LessonDocument,
    captions: QuizCaptions,
    *,
    answers: bool,
    progress: Progress = no_progress,
) -> bytes:
    """The questions as the bytes of a .docx file, with their answers or without.

    Raises ValueError where the lesson has no question.
    """
    from docx import Document as new_document

    blocks = (block for sheet in document.sheets for block in sheet.blocks)
    questions = [block for block in blocks if isinstance(block, Question)]
    if not questions:
        raise ValueError("the lesson asks nothing")
    made = new_document()
    title = captions.heading.format(lesson=one_line(document.title))
    title += captions.key if answers else ""
    sign(made, title)
    speak_chinese(made)
    lay_out_page(made, _PAGE_MM, _MARGIN_MM)
    set_style(made, "Normal", SONG, 12, after=4)
    set_style(made, "Title", HEI, 18, after=12, centred=True)
    body = Body(made)
    body.paragraph("Title").add_run(title)
    if not answers:
        body.paragraph().add_run(captions.line)
    for number, question in enumerate(questions, start=1):
        _add_question(body, number, question)
        if answers:
            _add_answer(body, question, document, captions)
        progress(number, len(questions))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _add_question(body: Body, number: int, question: Question) -> None:
    """Kept on one page with its options."""
    first, *rest = plain_prose(question.markdown).split("\n")
    paragraph = body.paragraph()
    paragraph.paragraph_format.keep_with_next = bool(rest or question.options)
    paragraph.add_run(xml_text(f"{number}. {first}"))
    for line in rest:
        paragraph.add_run().add_break()
        paragraph.add_run(xml_text(line))
    for place, option in enumerate(question.options):
        from docx.shared import Pt

        choice = body.paragraph()
        choice.paragraph_format.left_indent = Pt(24)
        choice.paragraph_format.keep_with_next = place + 1 < len(question.options)
        choice.add_run(xml_text(f"{_LETTERS[place % len(_LETTERS)]}. {one_line(option)}"))


def _add_answer(
    body: Body, question: Question, document: LessonDocument, captions: QuizCaptions
) -> None:
    from docx.shared import Pt

    parts = []
    if question.right is not None and question.right < len(question.options):
        letter = _LETTERS[question.right % len(_LETTERS)]
        parts.append(f"{letter}. {one_line(question.options[question.right])}")
    elif question.answer.strip():
        parts.append(one_line(plain_prose(question.answer)))
    if parts:
        line = _indented(body, Pt(24))
        line.add_run(xml_text(f"{captions.answer}：{parts[0]}")).bold = True
    for source in question.sources:
        quote = _indented(body, Pt(24))
        run = quote.add_run(xml_text(f"“{one_line(source.exact)}”"))
        set_fonts(run._r.get_or_add_rPr(), KAI)
        cited = document.citations.get(source.article_id, "")
        if cited:
            _quiet(_indented(body, Pt(24)), f"{captions.source}：{cited}")


def _indented(body: Body, indent: int) -> Paragraph:
    made: Paragraph = body.paragraph()
    made.paragraph_format.left_indent = indent
    return made


def _quiet(paragraph: Paragraph, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(xml_text(text))
    run.font.size = Pt(10)
    run.font.color.rgb = RGBColor.from_string(_QUIET)
