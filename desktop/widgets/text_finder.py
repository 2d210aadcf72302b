"""Finds a word in a text a slice at a time, so that typing never waits for a long text. Pure.

Finds what `db.text.find_all` finds: both folded, in order, never overlapping.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.text import Span

SLICE: Final = 20_000  # characters folded, or looked through, before the caller is asked again
_HITS: Final = 4_000


class TextFinder:
    """Looks through one text, again and again; it is folded once, with the first search."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[str] = []
        self._folded = ""

    def search(self, word: str) -> Iterator[list[Span]]:
        """Yield the hits found in each slice of work, some of them without any."""
        while len(self._parts) * SLICE < len(self._text):
            start = len(self._parts) * SLICE
            self._parts.append(fold(self._text[start : start + SLICE]))
            if start + SLICE < len(self._text):
                yield []
        if len(self._folded) != len(self._text):
            self._folded = "".join(self._parts)
        if word:
            yield from self._hits(fold(word))

    def _hits(self, word: str) -> Iterator[list[Span]]:
        place, upto = 0, 0
        while upto < len(self._folded):
            upto = max(place, upto) + SLICE
            hits: list[Span] = []
            # A hit may begin in this slice and end in the next: it belongs to where it begins.
            while len(hits) < _HITS:
                found = self._folded.find(word, place, upto + len(word) - 1)
                if found < 0:
                    place = max(place, upto)
                    break
                place = found + len(word)
                hits.append((found, place))
            else:
                upto = place
            yield hits
