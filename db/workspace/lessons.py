"""课件: lessons, their slides, and what classes chose.

Every row is stored by itself, as soon as it changes. A lesson's rows stay when the lesson is
removed: bringing it back brings all of it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from db.records.lesson import Lesson, Reveal, Slide, SlideKind, Tally
from db.workspace.kinds import Kinds, stamped
from db.workspace.rows import Rows, quote

if TYPE_CHECKING:
    import sqlite3

__all__ = ["LessonRow", "LessonRows", "as_dict", "from_dict", "kind_of", "stamped"]

LessonRow: TypeAlias = Lesson | Slide | Tally


_LESSONS: Final = Rows("lesson", Lesson)
_SLIDES: Final = Rows(
    "slide",
    Slide,
    {"kind": SlideKind, "reveal": Reveal},
    {"mechanism_ids": str, "facets": str, "figure_ids": str, "quotes": quote, "options": str},
)
_TALLIES: Final = Rows("tally", Tally)
_KINDS: Final = Kinds(_LESSONS, _SLIDES, _TALLIES)

kind_of = _KINDS.kind_of
put = _KINDS.put
remove = _KINDS.remove
removed = _KINDS.removed
unreadable = _KINDS.unreadable
as_dict = _KINDS.as_dict


@dataclass(frozen=True, slots=True)
class LessonRows:
    """All rows of all lessons that were not removed."""

    lessons: list[Lesson]
    slides: list[Slide]
    tallies: list[Tally]


def read(connection: sqlite3.Connection) -> LessonRows:
    """Return what was not removed, each kind oldest first."""
    return LessonRows(_LESSONS.all(connection), _SLIDES.all(connection), _TALLIES.all(connection))


def from_dict(kind: str, values: dict[str, object]) -> LessonRow:
    """Return the row of a table that `as_dict` made values of.

    Raises KeyError, TypeError or ValueError where the values are not of such a row.
    """
    row: LessonRow = _KINDS.from_dict(kind, values)
    return row
