"""What models answer beyond Qt's own roles; views and models share only this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import Qt

_USER = Qt.ItemDataRole.UserRole.value


MECHANISM_MIME: Final = "application/x-tashan-mechanism"
"""What is dragged are mechanisms: their ids, one a line, as UTF-8."""


class Role(IntEnum):
    """Item data roles of the models of this program."""

    ID = _USER + 1
    KIND = _USER + 2
    SUBTITLE = _USER + 3
    THEME = _USER + 4
    FIGURE = _USER + 5
    BOOKMARKED = _USER + 6
    NOTES = _USER + 7
    PINNED = _USER + 8
    ITEMS = _USER + 9
    EMPTY_TEXT = _USER + 10
    MARKS = _USER + 11
    SORT = _USER + 12
    CELL = _USER + 13
    CAUTION = _USER + 14
    NAME_MARKS = _USER + 15
    REGION = _USER + 40
    TAGS = _USER + 41


@dataclass(frozen=True, slots=True)
class CellItem:
    """One line of a matrix cell."""

    id: str
    name: str
    figure: str
    bookmarked: bool
    notes: int


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One number of a cell: as shown, as the text writes it ('' where that says no more)."""

    id: str
    value: str
    wording: str
    share: float | None
    """Of the largest of its row, 0 to 1; None where no bar may be drawn."""
    planned: bool
    largest: bool


@dataclass(frozen=True, slots=True)
class FigureCell:
    """What a region says about one measure; `quiet` where it has no number to show."""

    lines: tuple[FigureLine, ...]
    quiet: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a cell's text in one style: `` (plain), bold, quiet, tag or mark.

    A mark stands for the quote with this number; the line it stands in follows it.
    """

    text: str
    style: str = ""
    number: int = 0
