"""How characters are read, from pypinyin: for the build only, which it slows little.

The program that searches reads the table this fills; it never loads the dictionary, which would
cost it 0.13 s at the start.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pypinyin import Style, pinyin

if TYPE_CHECKING:
    from collections.abc import Iterable


def reading_rows(names: Iterable[str]) -> list[dict[str, str]]:
    """One row a character that has a reading, in the order of the code points.

    Those of names, which are searched for, and the common ones: the user's own words, such as
    tags, are made of these.
    """
    characters = sorted({character for name in names for character in name} | set(common()))
    rows = ({"character": c, "readings": " ".join(readings(c))} for c in characters)
    return [row for row in rows if row["readings"]]


def common() -> str:
    """The 3,755 characters of the first level of GB/T 2312, in its order."""
    rows = ((row, column) for row in range(0xB0, 0xD8) for column in range(0xA1, 0xFF))
    return "".join(bytes(place).decode("gb2312", "ignore") for place in rows)


@cache
def readings(character: str) -> tuple[str, ...]:
    """Every reading of one character without its tone, ü as v; nothing for other marks.

    What stands in dictionaries as lve and nve is also typed lue and nue.
    """
    [found] = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore") or [[]]
    plain = [reading for reading in found if reading.isascii() and reading.isalpha()]
    plain += [reading[0] + "ue" for reading in plain if reading in ("lve", "nve")]
    return tuple(sorted(set(plain)))
