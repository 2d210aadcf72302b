"""测验卷: the sheet to hand out gives nothing away, the other shows where each answer stands."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.quizsheet import QuizCaptions, to_quiz_docx
from desktop.documents.sheet import Question, Sheet
from tests.desktop.documents.lesson_sample import DOCUMENT, QUOTE

CAPTIONS = QuizCaptions("{lesson} 测验卷", "（附答案）", "姓名＿＿＿", "答案", "出处")


def lines(*, answers: bool) -> list[str]:
    made = Document(BytesIO(to_quiz_docx(DOCUMENT, CAPTIONS, answers=answers)))
    return [paragraph.text for paragraph in made.paragraphs]


def test_the_sheet_for_the_class_asks_and_tells_nothing() -> None:
    assert lines(answers=False) == [
        "擂台比武专题 测验卷",
        "姓名＿＿＿",
        "1. 分几档？",
        "2. 开展比武____场次。",
        "A. 680余次",
        "B. 130多场",
    ]


def test_the_sheet_with_answers_quotes_the_source_of_each() -> None:
    told = lines(answers=True)
    assert told[0] == "擂台比武专题 测验卷（附答案）"
    assert "答案：看原文" in told
    right = told.index("答案：A. 680余次")
    assert told[right + 1] == f"“{QUOTE}”"
    assert told[right + 2].startswith("出处：莆田市委组织部")


def test_a_lesson_without_questions_has_no_sheet() -> None:
    with pytest.raises(ValueError, match="asks nothing"):
        to_quiz_docx(replace(DOCUMENT, sheets=DOCUMENT.sheets[:3]), CAPTIONS, answers=False)


@settings(deadline=None, max_examples=40)  # a file is written and read for each
@given(st.text(min_size=1), st.text(min_size=1))
def test_any_words_make_a_sheet(question: str, answer: str) -> None:
    sheet = Sheet("x", "question", "", (Question(question, (), None, answer),))
    made = to_quiz_docx(replace(DOCUMENT, sheets=(sheet,)), CAPTIONS, answers=True)
    assert Document(BytesIO(made)).paragraphs[0].text.endswith("（附答案）")
