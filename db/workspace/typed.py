"""Whether the values of a row are of the types that its record has.

The tables are STRICT, but what reads a file does not look: a damaged page, or a file that somebody
made, can hold a number where a name belongs, a moment in the year 10**300, or JSON that is none.
"""

from __future__ import annotations

import math
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from db.connection import damaged

if TYPE_CHECKING:
    from collections.abc import Sequence

_LARGEST: Final = 2**31 - 1
"""Offsets and counts: what Qt can count to."""

_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "str": (str,),
    "str | None": (str, type(None)),
    "int": (int,),
    "int | None": (int, type(None)),
    "float": (float, int),
    "bool": (int, bool),
}


class Types:
    """The types of a record's fields, in their order; all others are stored as text."""

    def __init__(self, record: type[Any]) -> None:
        self._of = tuple(_TYPES.get(str(field.type), (str,)) for field in fields(record))
        self._known: set[tuple[type, ...]] = set()
        numbers = [place for place, kinds in enumerate(self._of) if str not in kinds]
        # An upsert returns a fraction without a fractional part as an int: -1024.0 as -1024.
        self._fractions = [place for place in numbers if float in self._of[place]]
        self._counts = [place for place in numbers if place not in self._fractions]

    def check(self, row: Sequence[Any]) -> None:
        """Raise what a damaged file raises where a value is of another type, or out of bounds."""
        found = tuple(map(type, row))
        if found not in self._known:  # all rows of a table have a few combinations of types
            if len(found) != len(self._of) or not all(
                kind in kinds for kind, kinds in zip(found, self._of, strict=True)
            ):
                raise damaged("a value of another type")
            self._known.add(found)
        if not all(in_bounds(row[place]) for place in self._counts):
            raise damaged("a number out of bounds")
        if not all(math.isfinite(row[place]) for place in self._fractions):
            raise damaged("a place that is no number")


def in_bounds(value: object) -> bool:
    """Whether a value is no number, or one that an offset, a count or a place can be."""
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, int) or 0 <= value <= _LARGEST
