"""Word documents, read back."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.docx import to_docx
from desktop.documents.table import Cell, Table
from tests.desktop.documents.conftest import ANY_TEXT, WORDS

if TYPE_CHECKING:
    from docx.document import Document

    from desktop.documents.text import Captions


@pytest.fixture
def document(table: Table, captions: Captions) -> Document:
    """The table as Word has it."""
    return docx.Document(BytesIO(to_docx(table, captions)))


def test_the_whole_table_stands_in_the_document(document: Document, table: Table) -> None:
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == list(table.columns)
    assert rows[1] == ["主体", "市委组织部\n统筹推进[1,2]", "200余户[2]"]
    assert [row[0] for row in rows[1:]] == [row[0].text for row in table.rows]


def test_titles_remarks_and_sources_stand_around_it(document: Document, table: Table) -> None:
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:3] == [table.title, *table.remarks]
    assert texts[3] == "引文与来源"
    for source, text in zip(table.sources, texts[4:], strict=True):
        assert text == f"[{source.number}]\t{source.exact}\n{source.citation}"


def test_marks_of_quotes_are_raised_and_emphasis_is_bold(document: Document) -> None:
    runs = document.tables[0].rows[1].cells[1].paragraphs[0].runs
    assert [(run.text, bool(run.font.bold)) for run in runs[:2]] == [
        ("市委", True),
        ("组织部\n统筹推进", False),
    ]
    assert (runs[2].text, runs[2].font.superscript) == ("[1,2]", True)


def test_the_page_is_a4_landscape_and_the_head_is_repeated(document: Document) -> None:
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert section.page_height is not None
    assert abs(section.page_width - Mm(297)) < Mm(1)
    assert abs(section.page_height - Mm(210)) < Mm(1)
    head = document.tables[0].rows[0]._tr
    assert head.trPr is not None
    assert head.trPr.find(qn("w:tblHeader")) is not None


def test_the_columns_fill_the_page_and_no_more(document: Document) -> None:
    widths = [column.width for column in document.tables[0].columns]
    assert all(width is not None and width > Mm(15) for width in widths)
    assert abs(sum(width or 0 for width in widths) - Mm(257)) < Mm(1)


def _fonts(element: Any) -> dict[str, str]:
    return dict(element.find(qn("w:rPr")).find(qn("w:rFonts")).attrib)


def test_chinese_has_a_chinese_face_in_black_and_is_proofread_as_chinese(
    document: Document,
) -> None:
    for name, face in (("Normal", "宋体"), ("Heading 1", "黑体"), ("Heading 2", "黑体")):
        style = document.styles[name]
        fonts = _fonts(style.element)
        assert fonts[qn("w:eastAsia")] == face
        assert not [key for key in fonts if key.endswith("Theme")], name
        color = style.element.find(qn("w:rPr")).find(qn("w:color"))
        assert color.get(qn("w:val")) == "000000"
        assert not color.get(qn("w:themeColor"))
    languages = list(document.styles.element.iter(qn("w:lang")))
    assert languages
    assert {language.get(qn("w:eastAsia")) for language in languages} == {"zh-CN"}


def test_the_writer_does_not_sign_the_document(document: Document, table: Table) -> None:
    core = document.core_properties
    assert (core.title, core.author, core.comments) == (table.title, "", "")


@settings(max_examples=30, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=3))
def test_any_text_comes_back_as_it_was_but_for_what_xml_cannot_hold(texts: list[str]) -> None:
    made = to_docx(Table("题", ["列"], [[Cell(text)] for text in texts]), WORDS)
    rows = docx.Document(BytesIO(made)).tables[0].rows
    for row, text in zip(list(rows)[1:], texts, strict=True):
        kept = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
        assert row.cells[0].text == kept.replace("\r\n", "\n").replace("\r", "\n")
