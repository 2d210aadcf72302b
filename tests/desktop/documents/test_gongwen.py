"""Official documents, read back as Word has them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.gongwen import to_gongwen
from desktop.documents.plan import BorrowedBlock, PlanSection
from desktop.documents.plan_tables import DUTY_COLUMNS, PROBLEM_COLUMNS, TASK_COLUMNS
from tests.desktop.documents.conftest import ANY_TEXT
from tests.desktop.documents.gongwen_sample import (
    CONTEST,
    GAP,
    SECTIONS,
    SOURCES,
    VISITS,
    plan,
    task,
)

if TYPE_CHECKING:
    from docx.document import Document

    from desktop.documents.plan import PlanDocument


def read(document: PlanDocument) -> Document:
    """The document as Word has it."""
    return docx.Document(BytesIO(to_gongwen(document)))


@pytest.fixture(scope="module")
def document() -> Document:
    """The sample."""
    return read(plan())


def texts(document: Document, style: str = "") -> list[str]:
    """Paragraphs outside tables, of a style by its id."""
    return [
        paragraph.text
        for paragraph in document.paragraphs
        if not style or (paragraph.style is not None and paragraph.style.style_id == style)
    ]


def footnotes(content: bytes) -> list[str]:
    """What stands at the foot of the pages, in order."""
    root = _part(content, "word/footnotes.xml")
    notes = [note for note in root if note.get(qn("w:type")) is None]
    return ["".join(text.text or "" for text in note.iter(qn("w:t"))) for note in notes]


def _part(content: bytes, name: str) -> Any:
    from docx.oxml import parse_xml

    with ZipFile(BytesIO(content)) as package:
        return parse_xml(package.read(name))


def test_the_body_has_the_standards_order_and_levels(document: Document) -> None:
    shown = texts(document)
    assert shown[0] == "示例镇抓党建促乡村振兴工作方案"
    assert shown[2] == SECTIONS[0].body
    assert texts(document, "Heading1")[:3] == ["一、总体要求", "二、重点任务", "三、保障措施"]
    assert texts(document, "Heading2") == [
        "（一）指导思想", "（一）开展村书记练兵比武", "（二）“书记家访”",
    ]  # fmt: skip


def test_a_borrowing_says_what_we_do_and_who_answers_for_it(document: Document) -> None:
    body = texts(document, "GongwenBody")
    start = body.index("每季度一次，按百分制打分。")
    assert body[start + 1 : start + 4] == [
        "1.赛前公布题目；",
        "（1）评议团占六成；",
        "2.赛后通报。[]",
    ]
    assert body[start + 4] == (
        "牵头单位：镇党委组织办；责任单位：各村党组织；责任人：张三；"
        "完成时限：2026年12月31日；目标：一年不少于4场。"
    )
    assert "责任人：李四；完成时限：待补；目标：待补。" in body


def test_what_is_missing_is_marked_so_that_word_finds_it(document: Document) -> None:
    marked = [
        run.text
        for run in document.element.body.iter(qn("w:r"))
        if run.rPr is not None and run.rPr.style == "GongwenGap"
    ]
    # 本镇做法, 时限 and 目标 of a borrowing; a section; three fields of a task in both its tables.
    assert marked == [GAP] * (3 + 1 + 3 + 3)
    assert document.styles["公文待补"].element.find(f".//{qn('w:shd')}") is not None


def test_an_empty_plan_is_a_document_with_its_gaps_marked() -> None:
    empty = read(plan(title="", issuer="", issued_on="", sections=(), tasks=(), sources=()))
    shown = texts(empty)
    assert shown[0] == GAP
    assert [text for text in shown if text == GAP] == [GAP] * 3
    assert not [text for text in shown if "借鉴来源" in text]
    assert [len(table.rows) for table in empty.tables] == [11, 11, 11]


def test_footnotes_say_where_a_borrowing_comes_from() -> None:
    notes = footnotes(to_gongwen(plan()))
    assert len(notes) == 2  # the second borrowing names the first source again
    for note, source in zip(notes, SOURCES, strict=False):
        assert source.citation in note
        assert source.region in note
        assert source.mechanism in note
        assert "附件4“借鉴来源”" in note


def test_marks_point_to_footnotes_and_repeated_ones_to_where_they_stood() -> None:
    body = _part(to_gongwen(plan()), "word/document.xml")
    references = [mark.get(qn("w:id")) for mark in body.iter(qn("w:footnoteReference"))]
    assert references == ["1", "2"]
    bookmarks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    fields = [text.text.split() for text in body.iter(qn("w:instrText"))]
    assert [code for code, *_ in fields] == ["NOTEREF"] * 3  # once in the text, twice in 附件4
    assert {target for _, target, *_ in fields} == bookmarks


def test_every_quote_and_citation_is_in_the_appendix_as_it_was(document: Document) -> None:
    appendix = texts(document)[texts(document).index("附件4") :]
    for source in SOURCES:
        assert source.citation in appendix
        for quote in source.quotes:
            assert quote in texts(document, "Quote")
            assert quote in appendix
    refused = appendix[appendix.index("未采用的做法") :]
    assert "不采用：已有爱心超市，不另设" in refused
    assert SOURCES[2].citation in refused
    assert "改造：我镇村数少，按片区两两对擂" in appendix


def test_a_borrowing_without_quotes_is_named_in_the_appendix_too() -> None:
    block = replace(VISITS, sources=(), mechanism="“四个三”机制")
    made = texts(read(plan(sections=(PlanSection(1, "一、", "任务", "", (block,)),), sources=())))
    assert made[-2:] == ["云浮 “四个三”机制", "照搬"]


def test_attachments_are_listed_and_signed(document: Document) -> None:
    listed = [text for text in texts(document, "GongwenAnnexes") if text]
    assert listed == [
        "附件：1.\t任务分解表", "2.\t责任清单", "3.\t问题清单（台账）", "4.\t借鉴来源",
    ]  # fmt: skip
    assert texts(document, "GongwenIssuer") == ["", "中共示例镇委员会"]
    assert texts(document, "GongwenDate") == ["2026年11月22日"]


@pytest.mark.parametrize(
    ("issuer", "issuer_right", "date_right"),
    [("中共示例镇委员会", 200, 100), ("示例镇委", 700, 200), ("中共示例镇委员会办公室", 200, 400)],
)
def test_the_date_begins_two_characters_after_the_issuer(
    issuer: str, issuer_right: int, date_right: int
) -> None:
    made = read(plan(issuer=issuer))
    right = {
        paragraph.text: int(paragraph._p.pPr.ind.get(qn("w:rightChars")))
        for paragraph in made.paragraphs
        if paragraph._p.pPr is not None
        and paragraph._p.pPr.ind is not None
        and paragraph._p.pPr.ind.get(qn("w:rightChars"))
    }
    assert right == {issuer: issuer_right, "2026年11月22日": date_right}
    start = {name: -right[name] / 100 - len(name) for name in right}
    date_width = 7  # digits take half a character
    assert -right["2026年11月22日"] / 100 - date_width - start[issuer] == 2


def test_the_attachments_have_exactly_these_columns_repeated_on_every_page(
    document: Document,
) -> None:
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert heads == [list(TASK_COLUMNS), list(DUTY_COLUMNS), list(PROBLEM_COLUMNS)]
    for table in document.tables:
        marks = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marks == [True] + [False] * (len(table.rows) - 1)
        widths = [column.width.twips for column in table.columns if column.width]
        assert sum(widths) == 12756
    tasks, duties, problems = (list(table.rows)[1:] for table in document.tables)
    assert [cell.text for cell in tasks[0].cells] == [
        "1", "开展村书记练兵比武", "每季度一次", "一年4场", "王五", "", "", "张三", "年底", "",
    ]  # fmt: skip
    assert [row.cells[0].text for row in duties] == ["1", "2"]
    assert len(problems) == 10
    assert {cell.text for row in problems for cell in row.cells} == {""}


def test_markdown_becomes_paragraphs_and_tables() -> None:
    body = (
        "# 小题\n\n一行\n二行[链](http://x.cn)<b>x</b>\n\n- 甲\n  - 乙\n\n> 引\n\n"
        "|a|b|\n|-|-|\n|**c**|d|\n\n~~删~~*斜*`码`"
    )
    made = read(plan(sections=(PlanSection(1, "一、", "题", body),), tasks=()))
    shown = texts(made)[2:]
    assert shown[:8] == [
        "一、题", "小题", "一行", "二行链（http://x.cn）<b>x</b>", "——甲", "——乙", "引", "",
    ]  # fmt: skip
    assert shown[8] == "删斜码"
    table = made.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["a", "b"], ["c", "d"]]
    assert table.rows[1].cells[0].paragraphs[0].runs[0].font.bold
    styles = {p.text: p.style.style_id for p in made.paragraphs if p.style is not None}
    assert (styles["小题"], styles["引"], styles["一行"]) == ("Heading2", "Quote", "GongwenBody")


def test_the_writer_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        assert 0 < done <= total
        raise InterruptedError

    with pytest.raises(InterruptedError):
        to_gongwen(plan(), progress=stop)


def _kept(text: str) -> str:
    """`text` without blanks and without what no XML file can hold: some of that is a blank."""
    held = (c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    return "".join("".join(held).split())


@settings(max_examples=30, deadline=None)
@given(st.lists(ANY_TEXT, min_size=6, max_size=6))
def test_no_text_breaks_the_document_or_is_lost(given: list[str]) -> None:
    title, heading, body, quote, citation, cell = given
    block = BorrowedBlock(heading, title, "改造", True, quote, body, (1,), person=cell)
    source = replace(SOURCES[0], region=title, quotes=[quote], citation=citation)
    section = PlanSection(2, "（一）", heading, body, (block, CONTEST))
    made = plan(
        title=title, issuer=cell, sections=(section,), sources=(source,),
        tasks=(task(cell, remark=quote),),
    )  # fmt: skip
    content = to_gongwen(made)
    read_back = docx.Document(BytesIO(content))
    shown = [_kept(text) for text in texts(read_back)]
    assert shown[0] == (_kept(title) or GAP)
    assert _kept(quote) in shown
    assert (_kept(citation) or GAP) in shown
    rows = read_back.tables[-3].rows if len(read_back.tables) > 3 else read_back.tables[0].rows
    assert _kept(rows[1].cells[1].text) == (_kept(cell) or GAP)
    assert len(footnotes(content)) == 1
