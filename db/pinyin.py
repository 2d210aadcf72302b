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
        self._readings = readings
        self._steps: dict[str, tuple[tuple[int, int], ...]] = {}

    def find(self, name: str) -> Span | None:
        """Return where the typed text first stands in `name`, None where it does not."""
        if not self._text:
            return None
        for start, character in enumerate(name):
            if self._of(character):
                end = self._end(name, start)
                if end:
                    return start, end
        return None

    def _end(self, name: str, start: int) -> int:
        """The end of the match that begins at `start`, 0 for none."""
        done = 1 << len(self._text)
        states = 1  # bit n: the first n characters typed are accounted for
        for place in range(start, len(name)):
            character = name[place]
            if not character.isalnum():
                continue
            following = 0
            for mask, length in self._of(character):
                following |= (states & mask) << length
            if following & done:
                return place + 1
            if not following:
                return 0
            states = following
        return 0

    def _of(self, character: str) -> tuple[tuple[int, int], ...]:
        """(at which places typed, how much of it) a character can answer for."""
        steps = self._steps.get(character)
        if steps is None:
            steps = self._steps[character] = self._steps_of(character)
        return steps

    def _steps_of(self, character: str) -> tuple[tuple[int, int], ...]:
        masks: dict[int, int] = {}
        text = self._text
        for reading in (fold(character), *self._readings.get(character, ())):
            for length in range(1, len(reading) + 1):
                short = length == 1 or (length == 2 and reading.startswith(_INITIALS))
                start = text.find(reading[:length])
                while start >= 0:
                    end = start + length
                    whole = length == len(reading) or short or end in self._ends
                    if whole and not any(start < edge < end for edge in self._ends):
                        masks[length] = masks.get(length, 0) | 1 << start
                    start = text.find(reading[:length], start + 1)
        return tuple((mask, length) for length, mask in masks.items())
