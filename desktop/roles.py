"""What models answer beyond Qt's own roles; views and models share only this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple

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
    OUTLINE = _USER + 16
    LINE = _USER + 17
    """A `RowLine`: of a row that is one line all that its height depends on, in one answer."""
    REGION = _USER + 40
    TAGS = _USER + 41


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """What an outline shows of a row, in one answer: views ask for hundreds, many times."""

    text: str
    state: str
    tone: str
    depth: int


class RowLine(NamedTuple):
    """What a delegate asks of a row for its height: one answer, for there are many rows."""

    kind: str
    text: str
    figure: str
    theme: str
    bookmarked: bool


class SourceLine(NamedTuple):
    """`Role.LINE` of what can be taken into a plan."""

    kind: str
    text: str
    figure: str
    subtitle: str


class CellItem(NamedTuple):
    """One line of a matrix cell."""

    id: str
    name: str
    figure: str
    bookmarked: bool
    notes: int
