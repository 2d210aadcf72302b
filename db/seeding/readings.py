"""How the characters of names are read, from pypinyin: for the build only, which it slows little.

The program that searches reads the table this fills; it never loads the dictionary, which would
cost it 0.13 s at the start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypinyin import Style, pinyin

if TYPE_CHECKING:
    from collections.abc import Iterable


def reading_rows(names: Iterable[str]) -> list[dict[str, str]]:
    """One row a character that has a reading, in the order of the code points."""
    characters = sorted({character for name in names for character in name})
    rows = ({"character": c, "readings": " ".join(readings(c))} for c in characters)
    return [row for row in rows if row["readings"]]


def readings(character: str) -> tuple[str, ...]:
    """Every reading of one character without its tone, ü as v; nothing for other marks.

    What stands in dictionaries as lve and nve is also typed lue and nue.
    """
    [found] = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore") or [[]]
    plain = [reading for reading in found if reading.isascii() and reading.isalpha()]
    plain += [reading[0] + "ue" for reading in plain if reading in ("lve", "nve")]
    return tuple(sorted(set(plain)))
