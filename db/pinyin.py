"""Matches what is typed in pinyin against names, one character after another. Pure: no table here.

A character answers to every one of its readings (长: chang, zhang), to the first letter or the
first two of zh, ch, sh, and to itself, so that sjjf, shujijiafang, shu'ji jiaf and 书记jf all
find 书记家访. Where the typed text ends, or is broken by a blank, a reading may be unfinished.
Marks inside a name, such as quotation marks, are passed over. ü is typed v.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from db.text import Span, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_LETTERS = re.compile("[a-z]")
_TYPED = re.compile(r"[^\W_]+")
_INITIALS = ("zh", "ch", "sh")
LONGEST = 60
"""Letters looked at; nobody types a longer name in pinyin."""


def is_pinyin(word: str) -> bool:
    """Whether `word` (folded) can be pinyin: two characters or more, a Latin letter among them."""
    typed = word.replace("'", "")
    return len(typed) > 1 and typed.isalnum() and bool(_LETTERS.search(typed.replace("ü", "v")))


class Typed:
    """What was typed, prepared for many names.

    `words` are folded words; between two of them, and at an apostrophe, a syllable ends.
    """

    def __init__(self, words: Iterable[str], readings: Mapping[str, Sequence[str]]) -> None:
        pieces = [piece for word in words for piece in _TYPED.findall(fold(word).replace("ü", "v"))]
        self._text = "".join(pieces)[:LONGEST]
        self._ends: list[int] = []  # where a syllable must end, the end of the text included
        at = 0
        for piece in pieces:
            at = min(at + len(piece), len(self._text))
            self._ends.append(at)
        self._done = 1 << len(self._text)
        self._readings = readings
        self._of_reading: dict[str, tuple[tuple[int, int], ...]] = {}
        self._steps: dict[str, tuple[tuple[int, int], ...]] = {}

    @property
    def first(self) -> str:
        """The first character typed, '' for nothing: where it cannot stand, nothing begins."""
        return self._text[:1]

    def find(self, name: str) -> Span | None:
        """Return where the typed text first stands in `name`, None where it does not."""
        for start in range(len(name)):
            end = self.end(name, start)
            if end:
                return start, end
        return None

    def end(self, name: str, start: int) -> int:
        """Return the end of the match that begins at `start`, 0 where none does."""
        if not self._text or not name[start].isalnum():
            return 0
        states = 1  # bit n: the first n characters typed are accounted for
        for place in range(start, len(name)):
            character = name[place]
            following = 0
            for mask, length in self._of(character):
                following |= (states & mask) << length
            if following & self._done:
                return place + 1
            if following:
                states = following
            elif character.isalnum():
                return 0
        return 0

    def _of(self, character: str) -> tuple[tuple[int, int], ...]:
        """(at which places typed, how much of it) a character can answer for."""
        steps = self._steps.get(character)
        if steps is None:
            readings = answers_of(character, self._readings)
            steps = tuple({step for reading in readings for step in self._steps_of(reading)})
            self._steps[character] = steps
        return steps

    def _steps_of(self, reading: str) -> tuple[tuple[int, int], ...]:
        """The same for one reading; many characters share it."""
        known = self._of_reading.get(reading)
        if known is not None:
            return known
        found: list[tuple[int, int]] = []
        for length in range(1, len(reading) + 1):
            part = reading[:length]
            start = self._text.find(part)
            if start < 0:
                break  # what is longer stands nowhere either
            whole = length in (1, len(reading)) or (length == 2 and reading.startswith(_INITIALS))
            mask = 0
            while start >= 0:
                end = start + length
                if (whole or end in self._ends) and not self._broken(start, end):
                    mask |= 1 << start
                start = self._text.find(part, start + 1)
            if mask:
                found.append((mask, length))
        self._of_reading[reading] = tuple(found)
        return self._of_reading[reading]

    def _broken(self, start: int, end: int) -> bool:
        return any(start < edge < end for edge in self._ends)


def answers_of(character: str, readings: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Everything a character can be typed as: itself and its readings."""
    return (fold(character), *readings.get(character, ()))
