"""The workbook of a plan, read back from its XML."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from desktop.documents.planbook import to_planbook
from desktop.documents.text import written
from tests.desktop.documents.conftest import ANY_TEXT
from tests.desktop.documents.plan_sample import QUOTES, sample, task

if TYPE_CHECKING:
    from desktop.documents.plan import PlanDocument

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_HEAD = 2
Cells = dict[str, str | float]


class Book:
    """What stands in a workbook."""

    def __init__(self, document: PlanDocument) -> None:
        self._zip = zipfile.ZipFile(BytesIO(to_planbook(document)))
        strings = self.xml("xl/sharedStrings.xml").findall(f"{_MAIN}si")
        self._strings = ["".join(t.text or "" for t in s.iter(f"{_MAIN}t")) for s in strings]
        sheets = self.xml("xl/workbook.xml").iter(f"{_MAIN}sheet")
        self.names = [sheet.attrib["name"] for sheet in sheets]

    def xml(self, path: str) -> ElementTree.Element:
        """A part, parsed."""
        return ElementTree.fromstring(self._zip.read(path))

    def sheet(self, name: str) -> ElementTree.Element:
        """A sheet by its name."""
        return self.xml(f"xl/worksheets/sheet{self.names.index(name) + 1}.xml")

    def columns(self, name: str) -> list[str]:
        """The columns of the sheet's table."""
        table = self.xml(f"xl/tables/table{self.names.index(name) + 1}.xml")
        assert table.find(f"{_MAIN}autoFilter") is not None
        return [column.attrib["name"] for column in table.iter(f"{_MAIN}tableColumn")]

    def rows(self, name: str) -> list[Cells]:
        """The rows below the head, by the names of their columns; what is blank is left out."""
        columns = self.columns(name)
        found = []
        for row in list(self.sheet(name).iter(f"{_MAIN}row"))[_HEAD + 1 :]:
            cells = [(self._place(cell), self._value(cell)) for cell in row]
            found.append({columns[at]: value for at, value in cells if value is not None})
        return found

    def _place(self, cell: ElementTree.Element) -> int:
        return ord(cell.attrib["r"][0]) - ord("A")

    def _value(self, cell: ElementTree.Element) -> str | float | None:
        assert cell.find(f"{_MAIN}f") is None, "a formula"
        value = cell.findtext(f"{_MAIN}v")
        if value is None:
            return None
        if cell.get("t") == "s":
            return re.sub(
                r"_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), self._strings[int(value)]
            )
        return float(value)


@pytest.fixture(scope="module")
def book() -> Book:
    """The plan of the samples."""
    return Book(sample())


def test_the_columns_are_those_of_a_townships_tables(book: Book) -> None:
    tasks = (
        "序号｜重点任务｜具体举措｜目标（量化）｜牵头领导｜牵头单位｜责任单位（村）｜责任人｜完成时限"
        "｜备注"
    )
    duties = "序号｜责任主体｜责任事项｜具体要求｜责任人｜完成时限｜考核方式"
    problems = (
        "序号｜村/点位｜问题描述｜来源｜发现日期｜整改措施｜责任领导｜责任单位｜责任人｜整改时限｜进展"
        "｜完成日期｜验收人｜销号（是/否）"
    )
    assert book.names == ["任务分解表", "责任清单", "问题清单（台账）", "借鉴来源"]
    assert book.columns("任务分解表") == [*tasks.split("｜"), "考核方式", "借鉴来源", "状态"]
    assert book.columns("责任清单") == duties.split("｜")
    assert book.columns("问题清单（台账）") == problems.split("｜")


def test_a_day_is_a_date_and_other_words_stay_words(book: Book) -> None:
    first, second, third = book.rows("任务分解表")
    assert first["完成时限"] == (date(2026, 3, 25) - date(1899, 12, 30)).days
    assert second["完成时限"] == "每季度末月25日前"
    assert third["完成时限"] == "待补"


def test_what_is_missing_is_marked_where_a_reader_looks_for_it(book: Book) -> None:
    third = book.rows("任务分解表")[2]
    assert third["责任人"] == third["目标（量化）"] == "待补"
    assert third["重点任务"] == "=1+1"
    assert "备注" not in third


def test_the_duties_of_one_body_stand_together(book: Book) -> None:
    rows = book.rows("责任清单")
    assert [row["责任主体"] for row in rows] == ["镇党委", "镇党委", "各村党组织"]
    assert [row["责任事项"] for row in rows] == ["练兵比武", "=1+1", "双向承诺"]


def test_a_state_is_chosen_from_a_list(book: Book) -> None:
    [rule] = book.sheet("任务分解表").iter(f"{_MAIN}dataValidation")
    assert rule.attrib["type"] == "list"
    assert rule.attrib["sqref"].startswith("M4:")
    assert rule.findtext(f"{_MAIN}formula1") == '"未启动,推进中,已完成,已销号"'
    [closed] = book.sheet("问题清单（台账）").iter(f"{_MAIN}dataValidation")
    assert closed.findtext(f"{_MAIN}formula1") == '"是,否"'


def test_a_day_that_has_passed_is_marked_unless_the_task_is_done(book: Book) -> None:
    rules = {
        rule.findtext(f"{_MAIN}formula")
        for rule in book.sheet("任务分解表").iter(f"{_MAIN}cfRule")
        if rule.get("type") == "expression"
    }
    assert rules == {'AND(ISNUMBER($I4),$I4<TODAY(),$M4<>"已完成",$M4<>"已销号")'}
    ledger = "".join(
        rule.findtext(f"{_MAIN}formula") or ""
        for rule in book.sheet("问题清单（台账）").iter(f"{_MAIN}cfRule")
    )
    assert ledger == 'AND(ISNUMBER($J4),$J4<TODAY(),$N4<>"是")'


def test_every_quote_stands_with_its_source_and_what_became_of_it(book: Book) -> None:
    rows = book.rows("借鉴来源")
    assert [row["原文"] for row in rows] == [*QUOTES, "“四个三”机制"]
    assert [row["序号"] for row in rows] == [1.0, 1.0, 2.0]
    assert rows[2]["如何借鉴"] == "不采用"
    assert rows[2]["理由"] == "已有入户走访"
    assert "福建日报" in str(rows[0]["出处"])


@pytest.mark.parametrize("name", ["任务分解表", "责任清单", "问题清单（台账）", "借鉴来源"])
def test_every_sheet_prints_on_a4_landscape_with_its_head_on_every_page(
    book: Book, name: str
) -> None:
    sheet = book.sheet(name)
    setup, pane = sheet.find(f"{_MAIN}pageSetup"), sheet.find(f".//{_MAIN}pane")
    assert setup is not None
    assert (setup.get("orientation"), setup.get("paperSize")) == ("landscape", "9")
    assert setup.get("fitToHeight") == "0"
    assert pane is not None
    assert (pane.get("ySplit"), pane.get("state")) == ("3", "frozen")
    titles = ElementTree.tostring(book.xml("xl/workbook.xml"), "unicode")
    assert f"'{name}'!$3:$3" in titles or f"{name}!$3:$3" in titles


def test_a_plan_without_tasks_still_makes_a_book(book: Book) -> None:
    empty = Book(sample(tasks=(), sources=(), sections=()))
    assert empty.columns("任务分解表") == book.columns("任务分解表")
    assert empty.rows("任务分解表") == []


def test_a_row_is_high_enough_for_its_words() -> None:
    made = Book(sample(tasks=(task("长" * 100),)))
    row = list(made.sheet("任务分解表").iter(f"{_MAIN}row"))[_HEAD + 1]
    assert float(row.attrib["ht"]) > 100


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_words_stay_text(title: str, measures: str, person: str) -> None:
    book = Book(sample(title=title, tasks=(task(title, measures=measures, person=person),)))
    [row] = book.rows("任务分解表")
    for name, text in (("具体举措", measures), ("责任人", written(person) or "待补")):
        clean = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
        wanted = clean.replace("\r\n", "\n").replace("\r", "\n")
        if not re.search("_x[0-9A-Fa-f]{4}_", wanted):
            assert row.get(name, "") == wanted
