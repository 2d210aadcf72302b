"""A lesson in PowerPoint: text that can be edited, Chinese faces, notes with their sources."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from desktop.documents.pptx import to_pptx
from desktop.documents.pptx_text import UNIT
from desktop.documents.sheet import Cell, Column, Prose, Question, Row, Shape, Sheet, Table
from tests.desktop.documents.lesson_sample import DOCUMENT, QUOTE, SHEETS, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.lesson import LessonDocument

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def opened(document: LessonDocument = DOCUMENT) -> Any:
    return Presentation(BytesIO(to_pptx(document)))


def words(slide: Any) -> str:
    return "\n".join("".join(p.itertext()) for p in slide._element.iter(f"{_A}p"))


def runs(made: Any) -> Iterator[Any]:
    for slide in made.slides:
        yield from slide._element.iter(f"{_A}r")
        if slide.has_notes_slide:
            yield from slide.notes_slide.notes_text_frame._txBody.iter(f"{_A}r")


@pytest.fixture(scope="module")
def made() -> Any:
    return opened()


def test_a_question_comes_twice_the_second_time_with_its_answer(made: Any) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert len(titles) == len(SHEETS) + 2
    asked, answered = (slide for slide in made.slides if "想一想" in words(slide))
    assert "看原文" not in words(asked)
    assert "看原文" in words(answered)
    asked, answered = (slide for slide in made.slides if "测一测" in words(slide))
    assert "✓" not in words(asked)
    assert "✓ 680余次" in words(answered)


def test_a_comparison_is_a_table_whose_cells_can_be_edited(made: Any) -> None:
    (slide,) = (slide for slide in made.slides if "怎么评" in words(slide))
    (table,) = (shape.table for shape in slide.shapes if shape.has_table)
    cells = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["", "云浮　头雁领航大比拼", "莆田　练兵比武"]
    assert cells[1] == ["评价标准", "原文未提及", "16项指标①\n仅此地提及"]
    assert cells[2] == ["结果运用", "颁奖①", "与报酬结合①"]


def test_every_run_names_a_chinese_face_and_language(made: Any) -> None:
    found = list(runs(made))
    assert len(found) > 40
    for run in found:
        properties = run.find(f"{_A}rPr")
        assert properties.get("lang") == "zh-CN"
        assert properties.find(f"{_A}ea").get("typeface") in ("宋体", "微软雅黑")


def test_notes_keep_what_the_trainer_wrote_and_say_where_each_quote_stands(made: Any) -> None:
    (slide,) = (slide for slide in made.slides if "怎么评" in words(slide))
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.startswith("看三栏\n依据\n")
    assert f"[1] “{QUOTE}”莆田市委组织部. 练兵比武" in notes
    assert notes.count(QUOTE) == 1


def test_what_the_presenter_reads_stands_on_no_slide(made: Any) -> None:
    assert not any("先点名" in words(slide) or "看三栏" in words(slide) for slide in made.slides)


def test_the_file_has_the_shape_of_the_screen() -> None:
    wide, narrow = opened(), opened(replace(DOCUMENT, shape=Shape.NARROW))
    assert (wide.slide_width, wide.slide_height) == (12192000, 6858000)
    assert (narrow.slide_width, narrow.slide_height) == (9144000, 6858000)
    for slide in narrow.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= narrow.slide_width


def test_no_type_is_smaller_than_16_points(made: Any) -> None:
    for slide in made.slides:
        for properties in slide._element.iter(f"{_A}rPr"):
            size = int(properties.get("sz"))
            # The seal's one character is a sign, as large as the design has it.
            assert size >= 1600 or size == 1550


def test_a_long_table_stays_above_the_foot() -> None:
    cells = tuple(Cell("甲" * 60, (SOURCE,)) for _ in range(3))
    table = Table((Column("云浮", "长", ""),) * 3, tuple(Row("步骤", cells) for _ in range(3)))
    made = opened(replace(DOCUMENT, sheets=(Sheet("x", "comparison", "长", (table,)),)))
    (frame,) = (shape for shape in made.slides[0].shapes if shape.has_table)
    assert frame.top + sum(row.height for row in frame.table.rows) <= 1030 * 6350


@settings(deadline=None, max_examples=40)  # a file is written and read for each
@given(st.text(), st.text(), st.text())
def test_any_words_make_a_file_that_opens(title: str, body: str, answer: str) -> None:
    sheet = Sheet("x", "question", title, (Prose(body), Question(body, (title,), 0, answer)))
    made = opened(replace(DOCUMENT, title=title, sheets=(replace(sheet, notes=body),)))
    assert len(made.slides) == 2


@pytest.mark.parametrize(
    ("kind", "title", "smallest"),
    [
        ("title", "Choosing and placing cadres: what regions do", 70),
        (
            "title",
            "云浮 党群服务中心提档升级、六盘水 “四清单”“四考评”、乳源 村集体闲置楼房等租赁",
            56,
        ),
        (
            "title",
            "Yunfu: Upgrading Party-masses centres, Ruyuan: " + "Leasing idle woodland" * 3,
            48,
        ),
        ("mechanism", "Spotting and reserving future village cadres", 56),
        ("mechanism", "选优配强村“两委”班子", 76),
    ],
)
def test_a_title_is_as_large_as_its_page_lets_it_be(kind: str, title: str, smallest: int) -> None:
    sheet = Sheet("x", kind, title, (Prose("说明"),))
    made = opened(replace(DOCUMENT, sheets=(sheet,)))
    (run,) = made.slides[0].shapes.title.text_frame.paragraphs[0].runs
    assert run.font.size.emu >= smallest * UNIT
