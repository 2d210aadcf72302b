"""A table as an Excel workbook: a real table to sort and filter, the quotes on a second sheet.

Text is written as text, whatever it begins with. A number is a number; where the source's wording
says more than the number does (200余户), the wording keeps its column and the number gets one of
its own beside it. XlsxWriter is imported when a workbook is made.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from desktop.documents.text import display_width, no_progress, one_line, quote_marks, xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.table import Cell, Table
    from desktop.documents.text import Captions, Progress

_SONG: Final = "宋体"
_HEI: Final = "黑体"
_LONGEST_TEXT: Final = 32_767  # what Excel keeps of a cell
_LONGEST_SHEET_NAME: Final = 31
_WIDEST: Final = 60
_NARROWEST: Final = 8
_NOT_IN_SHEET_NAMES: Final = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the sheet: which of the table's it shows, and how.

    With `numbers` its numbers are numbers, with `words` what is none of them stands there as text.
    """

    name: str
    source: int
    numbers: bool
    words: bool


def to_xlsx(table: Table, captions: Captions, progress: Progress = no_progress) -> bytes:
    """The workbook as the bytes of an .xlsx file."""
    stream = BytesIO()
    with new_book(stream, table.title) as book:
        formats = cell_formats(book)
        first = sheet_name(table.title, "1")
        _write_table(book.add_worksheet(first), table, captions, formats, progress)
        if table.sources:
            second = sheet_name(captions.sources, "2")
            if second.casefold() == first.casefold():
                second = "2"
            _write_sources(book.add_worksheet(second), table, captions, formats)
    return stream.getvalue()


def new_book(stream: BytesIO, title: str) -> Any:
    """A workbook in which no text ever becomes a formula, a link or a number."""
    import xlsxwriter

    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **never})
    book.set_properties({"title": xml_text(title)})
    return book


def cell_formats(book: Any) -> dict[str, Any]:
    """How cells look, by what stands in them."""
    face = {"font_name": _SONG, "font_size": 10.5, "valign": "top"}
    book.formats[0].set_font_name(_SONG)
    return {
        "title": book.add_format({**face, "font_name": _HEI, "font_size": 14}),
        "remark": book.add_format({**face, "font_color": "#595959"}),
        "head": book.add_format({**face, "bold": True, "text_wrap": True, "bg_color": "#EDEDED"}),
        "text": book.add_format({**face, "text_wrap": True, "num_format": "@"}),
        "quiet": book.add_format(
            {**face, "text_wrap": True, "num_format": "@", "font_color": "#767676"}
        ),
        "number": book.add_format({**face, "num_format": "#,##0.######"}),
        "whole": book.add_format({**face, "num_format": "#,##0"}),
    }


# The table


def _write_table(
    sheet: Any, table: Table, captions: Captions, formats: dict[str, Any], progress: Progress
) -> None:
    columns = _columns(table, captions)
    write_text(sheet, 0, 0, table.title, formats["title"])
    for number, remark in enumerate(table.remarks, start=1):
        write_text(sheet, number, 0, remark, formats["remark"])
    head = 1 + len(table.remarks)
    _add_table(sheet, head, len(table.rows), [column.name for column in columns], formats)
    for number, row in enumerate(table.rows, start=1):
        for place, column in enumerate(columns):
            _write_cell(sheet, head + number, place, row[column.source], column, formats)
        progress(number, len(table.rows))
    for place, column in enumerate(columns):
        texts = [_shown(row[column.source]) for row in table.rows]
        sheet.set_column(place, place, fitting_width([column.name, *texts]))
    set_page(sheet, head)


def _columns(table: Table, captions: Captions) -> list[_Column]:
    columns = []
    for number, name in enumerate(table.columns):
        valued = [row[number] for row in table.rows if _number(row[number]) is not None]
        plain = all(_says_no_more(cell) for cell in valued)
        columns.append(_Column(name, number, numbers=plain and bool(valued), words=True))
        if not plain:
            beside = captions.value.format(column=name)
            columns.append(_Column(beside, number, numbers=True, words=False))
    names = _distinct([column.name for column in columns])
    return [replace(column, name=name) for name, column in zip(names, columns, strict=True)]


def _number(cell: Cell) -> float | None:
    """The number, where Excel has a way to hold it."""
    return cell.value if cell.value is not None and math.isfinite(cell.value) else None


def _says_no_more(cell: Cell) -> bool:
    """Whether the number alone says all that stands in the cell."""
    if cell.quotes:
        return False
    try:
        return float(cell.text.replace(",", "")) == cell.value
    except ValueError:
        return False


def _shown(cell: Cell) -> str:
    return " ".join(part for part in (cell.text, quote_marks(cell.quotes)) if part)


def _write_cell(
    sheet: Any, row: int, place: int, cell: Cell, column: _Column, formats: dict[str, Any]
) -> None:
    value = _number(cell)
    if column.numbers and value is not None:
        whole = value == int(value)
        sheet.write_number(row, place, value, formats["whole" if whole else "number"])
    elif column.words:
        write_text(sheet, row, place, _shown(cell), formats["quiet" if cell.quiet else "text"])


def write_text(sheet: Any, row: int, place: int, text: str, form: Any) -> None:
    """Text as text, without what a file cannot hold, cut where Excel would."""
    clean = xml_text(text)
    if len(clean) > _LONGEST_TEXT:
        clean = clean[: _LONGEST_TEXT - 1] + "…"
    sheet.write_string(row, place, clean, form)


def _add_table(
    sheet: Any, head: int, rows: int, names: Sequence[str], formats: dict[str, Any]
) -> None:
    """Excel's own table, with its filter buttons; it needs one row at least."""
    if rows:
        sheet.add_table(
            head,
            0,
            head + rows,
            len(names) - 1,
            {
                "style": "Table Style Light 1",
                "columns": [{"header": name, "header_format": formats["head"]} for name in names],
            },
        )
        return
    for place, name in enumerate(names):
        write_text(sheet, head, place, name, formats["head"])


def set_page(sheet: Any, head: int) -> None:
    """The head stays in sight and on every page; A4 landscape, as wide as the paper."""
    sheet.freeze_panes(head + 1, 1)
    sheet.repeat_rows(head)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


# The quotes


def _write_sources(sheet: Any, table: Table, captions: Captions, formats: dict[str, Any]) -> None:
    names = [captions.number, captions.quote, captions.citation]
    _add_table(sheet, 0, len(table.sources), _distinct(names), formats)
    for row, source in enumerate(table.sources, start=1):
        sheet.write_number(row, 0, source.number, formats["whole"])
        write_text(sheet, row, 1, source.exact, formats["text"])
        write_text(sheet, row, 2, source.citation, formats["text"])
    for place, width in enumerate((_NARROWEST, _WIDEST, _WIDEST)):
        sheet.set_column(place, place, width)
    set_page(sheet, 0)


# Names and widths


def _distinct(names: Sequence[str]) -> list[str]:
    """Names of columns as Excel demands them: on one line, none twice, none empty."""
    taken: set[str] = set()
    found = []
    for place, name in enumerate(names, start=1):
        plain = one_line(xml_text(name))[:200] or str(place)
        number, made = 1, plain
        while made.casefold() in taken:
            number += 1
            made = f"{plain} ({number})"
        taken.add(made.casefold())
        found.append(made)
    return found


def sheet_name(name: str, fallback: str) -> str:
    """At most 31 characters (UTF-16 units, as Excel counts), without what Excel refuses."""
    plain = _NOT_IN_SHEET_NAMES.sub(" ", one_line(xml_text(name)))
    units = one_line(plain).encode("utf-16-le")[: 2 * _LONGEST_SHEET_NAME]
    # Excel keeps "History" to itself.
    cut = units.decode("utf-16-le", errors="ignore").strip("' ")
    return fallback if not cut or cut.casefold() == "history" else cut


def fitting_width(texts: Sequence[str]) -> float:
    """The width of a column that holds these, within reason."""
    widest = max(display_width(text) for text in texts)
    # Beside the longest name the filter's button needs room.
    return min(max(widest + 4, _NARROWEST), _WIDEST)
