"""How much room text takes, reckoned without a font: an ideograph is as wide as its size.

Enough to cut text into pages that are the same on every screen and in every file; who paints fits
the rest.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from desktop.documents.text import display_width

LEADING: Final = 1.45
"""Height of a line in sizes of its type."""


# The rows of a table are asked for their height again for every page that they might stand on.
@lru_cache(maxsize=2_000)
def lines(text: str, size: float, width: float) -> int:
    """How many lines a text takes, reckoning a Latin letter as half an ideograph."""
    per_line = max(1, int(width / size * 2))
    return sum(max(1, math.ceil(display_width(line) / per_line)) for line in text.split("\n"))


def height(text: str, size: float, width: float) -> float:
    """How high a text stands, in units."""
    return lines(text, size, width) * size * LEADING


def cut(text: str, most: int, marks: str = "。！？；，、,;:： ") -> list[int]:
    """Where a text is cut into pieces of at most `most` characters: the places behind each piece.

    A piece ends behind a mark where one stands in its last third, so that words stay together.
    """
    ends: list[int] = []
    begin = 0
    while len(text) - begin > most:
        end = begin + most
        last = max((text.rfind(mark, begin + 2 * most // 3, end) for mark in marks), default=-1)
        end = last + 1 if last >= 0 else end
        ends.append(end)
        begin = end
    return [*ends, len(text)]
