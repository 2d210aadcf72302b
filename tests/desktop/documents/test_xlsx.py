"""Excel workbooks, read back from their XML."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.table import Cell, Source, Table
from desktop.documents.xlsx import to_xlsx
from tests.desktop.documents.conftest import ANY_TEXT, WORDS

if TYPE_CHECKING:
    from desktop.documents.text import Captions

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Sheet = list[list[str | float]]


class Book:
    """What stands in a workbook."""

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(BytesIO(content))
        strings = self._xml("xl/sharedStrings.xml").findall(f"{_MAIN}si")
        self._strings = ["".join(t.text or "" for t in s.iter(f"{_MAIN}t")) for s in strings]
        sheets = self._xml("xl/workbook.xml").iter(f"{_MAIN}sheet")
        self.names = [sheet.attrib["name"] for sheet in sheets]

    def _xml(self, path: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._zip.read(path))

    def rows(self, number: int) -> Sheet:
        """The cells of a sheet that hold something; floats where Excel has a number."""
        rows = self._xml(f"xl/worksheets/sheet{number}.xml").iter(f"{_MAIN}row")
        return [
            [self._value(cell) for cell in row if cell.find(f"{_MAIN}v") is not None]
            for row in rows
        ]

    def _value(self, cell: ElementTree.Element) -> str | float:
        assert cell.find(f"{_MAIN}f") is None, "a formula"
        value = cell.findtext(f"{_MAIN}v", "")
        if cell.get("t") == "s":
            # What XML cannot hold inside an attribute-free text Excel writes as _xHHHH_.
            return re.sub(
                r"_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), self._strings[int(value)]
            )
        return float(value)

    def part(self, path: str) -> str:
        """A part of the file as text."""
        return self._zip.read(path).decode()


def test_numbers_are_numbers_beside_their_wording(table: Table, captions: Captions) -> None:
    rows = Book(to_xlsx(table, captions)).rows(1)
    assert rows[:3] == [[table.title], ["比较了 2 个地区"], ["1. 隐藏了没有写的行"]]
    assert rows[3] == ["要点", "云浮", "户数", "户数（数值）"]
    assert rows[4] == ["主体", "市委组织部\n统筹推进 [1,2]", "200余户 [2]", 200.0]
    assert rows[5] == ["频次", "原文未提及", "3", 3.0]
    assert rows[6] == ["=1+1", "<b>不是标记</b>", "未写"]


def test_a_column_of_bare_numbers_needs_no_second_one(captions: Captions) -> None:
    table = Table("表", ["甲"], [[Cell("1,200", value=1200.0)], [Cell("2.5", value=2.5)]])
    assert Book(to_xlsx(table, captions)).rows(1)[1:] == [["甲"], [1200.0], [2.5]]


def test_the_table_filters_and_its_head_stays_in_sight(table: Table, captions: Captions) -> None:
    book = Book(to_xlsx(table, captions))
    assert '<autoFilter ref="A4:D7"' in book.part("xl/tables/table1.xml")
    sheet = book.part("xl/worksheets/sheet1.xml")
    assert 'ySplit="4"' in sheet
    assert 'state="frozen"' in sheet
    assert 'orientation="landscape"' in sheet


def test_the_quotes_stand_on_a_second_sheet(table: Table, captions: Captions) -> None:
    book = Book(to_xlsx(table, captions))
    assert book.names[1] == "引文与来源"
    assert book.rows(2) == [
        ["序号", "引文", "出处"],
        *([float(s.number), s.exact, s.citation] for s in table.sources),
    ]


def test_chinese_columns_are_wide_enough(captions: Captions) -> None:
    table = Table("表", ["列"], [[Cell("一二三四五六七八九十")]])
    widths = re.findall(
        r'<col [^>]*width="([\d.]+)"',
        Book(to_xlsx(table, captions)).part("xl/worksheets/sheet1.xml"),
    )
    assert float(widths[0]) >= 22


def test_no_number_that_excel_lacks_and_no_text_too_long_is_lost_in_silence(
    captions: Captions,
) -> None:
    rows = [[Cell("无穷", value=float("inf"))], [Cell("长" * 40_000)]]
    sheet = Book(to_xlsx(Table("表", ["列"], rows), captions)).rows(1)
    assert sheet[2] == ["无穷"]
    assert str(sheet[3][0]).endswith("…")


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT, st.lists(ANY_TEXT, min_size=1, max_size=3), ANY_TEXT)
def test_any_text_is_text_and_any_name_makes_a_sheet(
    title: str, names: list[str], text: str
) -> None:
    row = [Cell(text) for _ in names]
    book = Book(to_xlsx(Table(title, names, [row], [Source(1, text, title)]), WORDS))
    assert len({name.casefold() for name in book.names}) == 2
    assert all(0 < len(name.encode("utf-16-le")) <= 62 for name in book.names)
    clean = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    wanted = clean.replace("\r\n", "\n").replace("\r", "\n")
    if wanted and not re.search("_x[0-9A-Fa-f]{4}_", wanted):
        assert book.rows(1)[-1] == [wanted] * len(names)
