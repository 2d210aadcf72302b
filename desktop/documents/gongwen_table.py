"""A table of an official document: ruled, its head repeated on every page, widths fixed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from desktop.documents.gongwen_text import Style, paragraph, run
from desktop.documents.word import w

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.documents.word import Element

_LONGEST: Final = 400
"""Characters of a row that is kept on one page; what is longer may need more than a page."""
_MARGIN: Final = 60
_ROW: Final = 480


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and its share of the width."""

    name: str
    weight: float
    centred: bool = False


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[Sequence[Element]]], room: int
) -> Element:
    """A table as wide as `room` (twentieths of a point); a cell is the runs of its paragraph."""
    widths = _widths(columns, room)
    made = w("tbl", _properties(room), w("tblGrid", *(w("gridCol", w=wide) for wide in widths)))
    made.append(_head(columns, widths))
    for row in rows:
        made.append(_row(columns, widths, row))
    return made


def _widths(columns: Sequence[Column], room: int) -> list[int]:
    """Whole numbers that add up to the room: Word redraws a table whose widths do not."""
    total = sum(column.weight for column in columns)
    edges, reached = [0], 0.0
    for column in columns:
        reached += column.weight
        edges.append(round(room * reached / total))
    return [right - left for left, right in pairwise(edges)]


def _properties(room: int) -> Element:
    margins = w("tblCellMar", *(
        w(side, w=_MARGIN, type="dxa") for side in ("top", "left", "bottom", "right")
    ))  # fmt: skip
    return w(
        "tblPr",
        w("tblStyle", val="TableGrid"),
        w("tblW", w=room, type="dxa"),
        w("jc", val="center"),
        w("tblLayout", type="fixed"),
        margins,
        w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0,
          noHBand=1, noVBand=1),
    )  # fmt: skip


def _head(columns: Sequence[Column], widths: Sequence[int]) -> Element:
    kept = w("trPr", w("cantSplit"), _height(), w("tblHeader"))
    cells = (
        _cell(wide, Style.TABLE_HEAD, [run(column.name)])
        for column, wide in zip(columns, widths, strict=True)
    )
    return w("tr", kept, *cells)


def _row(
    columns: Sequence[Column], widths: Sequence[int], row: Sequence[Sequence[Element]]
) -> Element:
    properties = w("trPr", _height())
    if sum(len(text) for cell in row for part in cell for text in part.itertext()) <= _LONGEST:
        properties.insert(0, w("cantSplit"))
    made = w("tr", properties)
    for number, (column, wide) in enumerate(zip(columns, widths, strict=True)):
        style = Style.TABLE_MIDDLE if column.centred else Style.TABLE_TEXT
        made.append(_cell(wide, style, row[number] if number < len(row) else []))
    return made


def _height() -> Element:
    return w("trHeight", val=_ROW, hRule="atLeast")


def _cell(width: int, style: Style, runs: Sequence[Element]) -> Element:
    properties = w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center"))
    return w("tc", properties, paragraph(style, *runs))
