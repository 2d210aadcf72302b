"""A font and what a table asks of it for every line: how wide a text is, and where its lines end.

Most names are ideographs, some with a number in them. Of those the width is a sum, and a line may
end anywhere but within a number: neither has to be laid out to be known.

To measure a letter its outline is read, and a system's Chinese font is a file of 20 MB that lies in
memory by what is read of it, 64 KB at a time. So one ideograph is measured for all the others.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFontMetricsF

from desktop.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

IDEOGRAPH: Final = "\u56fd"  # as wide as all the others
_KEPT: Final = 20_000  # texts that are remembered
_SIMPLE: Final = re.compile("[0-9\u4e00-\u9fa5]*")
_NUMBER: Final = re.compile("[0-9]+")
_PIECE: Final = re.compile("[0-9]+|[\u4e00-\u9fa5]")
_ANY_IDEOGRAPH: Final = re.compile("[\u4e00-\u9fa5]")
# Of these no letter is wider than the widest of a few.
_PLAIN: Final = re.compile("[ -~\u4e00-\u9fa5“”‘’、。，；：！？（）《》…—·]*")
_WIDEST: Final = "\u56fdWM@“—…"


class LineType:
    """A font with its measures, and what was measured with it."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self.height = self.metrics.height()
        self.ascent = self.metrics.ascent()
        self.widest = max(map(self.metrics.horizontalAdvance, _WIDEST))
        """The width of the widest plain letter."""
        self._ideograph = self.metrics.horizontalAdvance(IDEOGRAPH)
        self._overhangs: dict[str, int] = {}
        self._advances: dict[str, float] = {}
        self._lines: dict[tuple[str, int], tuple[str, ...]] = {}

    def at_most(self, text: str) -> float:
        """What a text is surely not wider than; without end where that is not easily seen."""
        return len(text) * self.widest if _PLAIN.fullmatch(text) else float("inf")

    def advance(self, text: str) -> float:
        """How wide a text is, measured once."""
        known = self._advances.get(text)
        if known is None:
            if len(self._advances) >= _KEPT:
                self._advances.clear()
            known = self._advances[text] = self._measured(text)
        return known

    def _measured(self, text: str) -> float:
        if not _SIMPLE.fullmatch(text):
            return self.metrics.horizontalAdvance(alike(text))
        numbers = _NUMBER.findall(text)
        if numbers == [text]:
            return self.metrics.horizontalAdvance(text)
        ideographs = len(text) - sum(map(len, numbers))
        return ideographs * self._ideograph + sum(map(self.advance, numbers))

    def lines(self, text: str, room: int) -> tuple[str, ...]:
        """A text as the lines it takes in a width."""
        key = text, room
        known = self._lines.get(key)
        if known is None:
            if len(self._lines) >= _KEPT:
                self._lines.clear()
            known = self._lines[key] = self._broken(text, room)
        return known

    def _broken(self, text: str, room: int) -> tuple[str, ...]:
        # Where a text may fit: measuring is a fifth of what laying out costs.
        if len(text) * self.widest <= 2 * room and self.advance(text) <= room:
            return (text,)
        found = self._filled(text, room) if _SIMPLE.fullmatch(text) else self._set(text, room)
        return tuple(wrapped(text, self.font, room)) if found is None else found

    def _set(self, text: str, room: int) -> tuple[str, ...] | None:
        """The lines, laid out with one ideograph for all; None where another would not fit."""
        lines: list[str] = []
        start = 0
        for like in wrapped(alike(text), self.font, room):
            line = text[start : start + len(like)]
            if _ANY_IDEOGRAPH.match(line[-1:]) and not self._fits(
                self.advance(line), line[-1], room
            ):
                return None
            lines.append(line)
            start += len(line)
        return tuple(lines)

    def _filled(self, text: str, room: int) -> tuple[str, ...] | None:
        """The lines of ideographs and numbers; None where a number alone may be wider than one."""
        lines: list[str] = []
        start, at, used = 0, 0, 0.0
        for piece in _PIECE.findall(text):
            number = piece <= "9" or len(piece) > 1
            own = self.advance(piece) if number else self._ideograph
            if number and own > room - self._ideograph:
                return None
            if at > start and not self._fits(used + own, piece[-1], room):
                lines.append(text[start:at])
                start, used = at, 0.0
            at += len(piece)
            used += own
        return (*lines, text[start:])

    def _fits(self, width: float, last: str, room: int) -> bool:
        """Whether a line of this width fits, with what its last letter draws beyond its own."""
        if width > room or width + self._ideograph / 4 <= room:
            return width <= room
        return width + self._overhang(last) <= room

    def _overhang(self, letter: str) -> int:
        """How many pixels more a line needs that ends with this letter: found by trying it."""
        if letter not in self._overhangs:
            line = IDEOGRAPH + letter
            width = self.metrics.horizontalAdvance(line)
            tries = range(math.ceil(self._ideograph / 4))
            fitting = (more for more in tries if len(wrapped(line, self.font, width + more)) == 1)
            self._overhangs[letter] = next(fitting, len(tries))
        return self._overhangs[letter]


def alike(text: str) -> str:
    """A text of the same width, to be measured in its stead: all its ideographs are one.

    It may be broken into lines at the same places, too.
    """
    return _ANY_IDEOGRAPH.sub(IDEOGRAPH, text)
