"""A plan as an Excel workbook to keep working in: its three lists and where it borrowed.

Every list is a table of Excel's own: it filters, grows as rows are typed below it, and its rules
(states to choose from, what is overdue, what is still missing) reach the new rows too. A date is a
date where the plan says a day. No text ever becomes a formula (desktop/documents/xlsx.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from desktop.documents.plan_tables import (
    DUTIES,
    DUTY_COLUMNS,
    PROBLEM_COLUMNS,
    PROBLEMS,
    SOURCES,
    TASK_COLUMNS,
    TASKS,
    decisions,
    duties,
    duty_fields,
    task_fields,
)
from desktop.documents.text import display_width, no_progress
from desktop.documents.xlsx import cell_formats, new_book, set_page, write_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.documents.plan import PlanDocument, TaskRow
    from desktop.documents.text import Progress

_TASK_MORE: Final = ("考核方式", "借鉴来源", "状态")
_SOURCE_COLUMNS: Final = ("序号", "地区", "做法", "原文", "出处", "如何借鉴", "理由")
_DAY: Final = 'yyyy"年"m"月"d"日"'
_HEAD: Final = 2
_BLANK_PROBLEMS: Final = 30
_LAST_ROW: Final = 2000  # how far down the rules reach: a table grows as rows are typed below it
_LINE: Final = 14.5  # points
_HIGHEST: Final = 409  # points, Excel's own limit
_NARROW: Final = 6
_TASK_WIDTHS: Final = (_NARROW, 17, 32, 18, 11, 13, 15, 10, 16, 12, 13, 15, 9)
_DUTY_WIDTHS: Final = (_NARROW, 20, 24, 46, 12, 16, 22)
_PROBLEM_WIDTHS: Final = (_NARROW, 12, 22, 9, 14, 22, 10, 12, 9, 14, 14, 14, 9, 13)
_SOURCE_WIDTHS: Final = (_NARROW, 10, 18, 46, 36, 10, 22)


@dataclass(frozen=True, slots=True)
class _List:
    """A sheet with one table."""

    name: str
    columns: Sequence[str]
    widths: Sequence[float]
    rows: int

    def place(self, column: str) -> int:
        """Where a column stands."""
        return list(self.columns).index(column)

    @property
    def last(self) -> int:
        """The last row of the table: one that is blank, where there is nothing in it."""
        return _HEAD + max(self.rows, 1)


def to_planbook(document: PlanDocument, progress: Progress = no_progress) -> bytes:
    """The workbook as the bytes of an .xlsx file."""
    stream = BytesIO()
    with new_book(stream, document.title) as book:
        formats = _formats(book)
        _write_tasks(book, document, formats, progress)
        _write_duties(book, document, formats)
        _write_problems(book, document, formats)
        _write_sources(book, document, formats)
    return stream.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    grid = {"border": 1, "border_color": "#A6A6A6", "valign": "vcenter", "text_wrap": True}
    face = {"font_name": "宋体", "font_size": 10.5, **grid}
    return {
        **cell_formats(book),
        "head": book.add_format({**face, "bold": True, "align": "center", "bg_color": "#EDEDED"}),
        "text": book.add_format({**face, "num_format": "@"}),
        "whole": book.add_format({**face, "num_format": "0", "align": "center"}),
        "day": book.add_format({**face, "num_format": _DAY, "align": "left"}),
        "late": book.add_format({"bold": True, "font_color": "#9C0006", "bg_color": "#FFC7CE"}),
        "gap": book.add_format({"italic": True, "font_color": "#7F5200", "bg_color": "#FFEB9C"}),
    }


# The sheets


def _write_tasks(
    book: Any, document: PlanDocument, formats: dict[str, Any], progress: Progress
) -> None:
    columns = (*TASK_COLUMNS, *_TASK_MORE)
    made = _List(TASKS, columns, _TASK_WIDTHS, len(document.tasks))
    sheet = _add_sheet(book, made, document, formats)
    due = made.place("完成时限")
    for number, task in enumerate(document.tasks, start=1):
        fields = task_fields(number, task, document.gap)
        _write_row(sheet, made, _HEAD + number, [*fields, *_more(task)], formats)
        _write_day(sheet, _HEAD + number, due, task.due_on, formats)
        progress(number, len(document.tasks))
    _choose(sheet, made, "状态", document.states)
    done = [
        f'${_letter(made.place("状态"))}{_HEAD + 2}<>"{_quoted(s)}"' for s in document.done_states
    ]
    _mark_late(sheet, made, "完成时限", done, formats)
    _mark_gaps(sheet, made, document.gap, formats)


def _more(task: TaskRow) -> list[str]:
    return [task.assessment, task.source, task.state]


def _write_duties(book: Any, document: PlanDocument, formats: dict[str, Any]) -> None:
    made = _List(DUTIES, DUTY_COLUMNS, _DUTY_WIDTHS, len(document.tasks))
    sheet = _add_sheet(book, made, document, formats)
    due = made.place("完成时限")
    for number, task in enumerate(duties(document), start=1):
        _write_row(sheet, made, _HEAD + number, duty_fields(number, task, document.gap), formats)
        _write_day(sheet, _HEAD + number, due, task.due_on, formats)
    _mark_gaps(sheet, made, document.gap, formats)


def _write_problems(book: Any, document: PlanDocument, formats: dict[str, Any]) -> None:
    """An empty ledger: what is wrong is found on the spot, not in a plan."""
    made = _List(PROBLEMS, PROBLEM_COLUMNS, _PROBLEM_WIDTHS, _BLANK_PROBLEMS)
    sheet = _add_sheet(book, made, document, formats)
    days = {made.place(name) for name in ("发现日期", "整改时限", "完成日期")}
    for number in range(1, _BLANK_PROBLEMS + 1):
        sheet.write_number(_HEAD + number, 0, number, formats["whole"])
        for place in range(1, len(made.columns)):
            sheet.write_blank(
                _HEAD + number, place, None, formats["day" if place in days else "text"]
            )
    _choose(sheet, made, "销号（是/否）", ("是", "否"))
    closed = f'${_letter(made.place("销号（是/否）"))}{_HEAD + 2}<>"是"'
    _mark_late(sheet, made, "整改时限", [closed], formats)


def _write_sources(book: Any, document: PlanDocument, formats: dict[str, Any]) -> None:
    """One row a quote, so that each stands in a cell of its own; they share their number."""
    taken = decisions(document)
    quotes = [(source, quote) for source in document.sources for quote in (source.quotes or [""])]
    made = _List(SOURCES, _SOURCE_COLUMNS, _SOURCE_WIDTHS, len(quotes))
    sheet = _add_sheet(book, made, document, formats)
    for row, (source, quote) in enumerate(quotes, start=_HEAD + 1):
        decided = taken.get(source.number)
        fields = [
            str(source.number),
            source.region,
            source.mechanism,
            quote,
            source.citation,
            decided.decision if decided else "",
            decided.reason if decided else "",
        ]
        _write_row(sheet, made, row, fields, formats)


# What all sheets have


def _add_sheet(book: Any, made: _List, document: PlanDocument, formats: dict[str, Any]) -> Any:
    sheet = book.add_worksheet(made.name)
    write_text(sheet, 0, 0, f"{document.title}{made.name}", formats["title"])
    write_text(sheet, 1, 0, _about(document), formats["remark"])
    for row, height in enumerate((24, 18)):  # both stand free of the table
        sheet.set_row(row, height)
    sheet.add_table(
        _HEAD,
        0,
        made.last,
        len(made.columns) - 1,
        {
            "style": "Table Style Light 15",
            "columns": [{"header": n, "header_format": formats["head"]} for n in made.columns],
        },
    )
    for place, width in enumerate(made.widths):
        sheet.set_column(place, place, width)
    set_page(sheet, _HEAD)
    sheet.freeze_panes(_HEAD + 1, 2)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    return sheet


def _about(document: PlanDocument) -> str:
    """Who and when; a date that was not given is not made up."""
    day = document.today
    parts = [document.issuer, f"导出日期：{day.year}年{day.month}月{day.day}日"]
    return "　".join(part for part in (*parts, *document.remarks) if part)


def _write_row(
    sheet: Any, made: _List, row: int, fields: Sequence[str], formats: dict[str, Any]
) -> None:
    """The first field is the number of the row, the others are text."""
    sheet.write_number(row, 0, int(fields[0]), formats["whole"])
    for place, text in enumerate(fields[1:], start=1):
        if text:
            write_text(sheet, row, place, text, formats["text"])
        else:  # an empty text would count as something
            sheet.write_blank(row, place, None, formats["text"])
    lines = max(_lines(text, width) for text, width in zip(fields, made.widths, strict=True))
    if lines > 1:
        # Excel would find the height by itself, LibreOffice and the printed page would not.
        sheet.set_row(row, min(lines * _LINE + _LINE / 3, _HIGHEST))


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column: a little room is lost to the cell's own edges."""
    return sum(max(ceil(display_width(line) / (width - 1)), 1) for line in text.split("\n"))


def _write_day(sheet: Any, row: int, place: int, day: date | None, formats: dict[str, Any]) -> None:
    """A date that Excel can sort and compare; its calendar begins in 1900."""
    if day is not None and day.year >= 1901:
        sheet.write_datetime(row, place, day, formats["day"])


def _choose(sheet: Any, made: _List, column: str, values: Sequence[str]) -> None:
    place = made.place(column)
    sheet.data_validation(
        _HEAD + 1,
        place,
        _LAST_ROW,
        place,
        {
            "validate": "list",
            "source": list(values),
            "error_title": column,
            "error_message": f"请选：{'、'.join(values)}",
        },
    )


def _mark_late(
    sheet: Any, made: _List, column: str, unless: Sequence[str], formats: dict[str, Any]
) -> None:
    """A day before today whose task is not done: the program is not there to say so."""
    cell = f"${_letter(made.place(column))}{_HEAD + 2}"
    place = made.place(column)
    conditions = ",".join([f"ISNUMBER({cell})", f"{cell}<TODAY()", *unless])
    rule = {"type": "formula", "criteria": f"=AND({conditions})", "format": formats["late"]}
    sheet.conditional_format(_HEAD + 1, place, _LAST_ROW, place, rule)


def _mark_gaps(sheet: Any, made: _List, gap: str, formats: dict[str, Any]) -> None:
    """What is still to be filled in; the mark goes when somebody does."""
    rule = {
        "type": "cell",
        "criteria": "==",
        "value": f'"{_quoted(gap)}"',
        "format": formats["gap"],
    }
    sheet.conditional_format(_HEAD + 1, 1, _LAST_ROW, len(made.columns) - 1, rule)


def _letter(place: int) -> str:
    return chr(ord("A") + place)  # no list has more than 26 columns


def _quoted(text: str) -> str:
    return text.replace('"', '""')
