"""Text as every layer counts and compares it: folding, the index form, offsets, snippets, marks.

Pure: no SQL, no Qt. Texts are never altered for storage; folding exists for comparing only and
keeps the length, so that a position in the folded text is a position in the text. Offsets count
Unicode code points everywhere except in Qt, which counts UTF-16 units: `Utf16Map` is the one place
where the two countings meet.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Span = tuple[int, int]
"""(start, end) in code points, end exclusive."""

SENTINEL = "\ue000"
"""The index token of a run of white space: no phrase matches across it."""

ELLIPSIS = "…"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# What is neither a full-width form of ASCII nor a matter of case, but is typed one way and printed
# another. Every value is one character, or folding would move the offsets behind it.
_PUNCTUATION = {
    **dict.fromkeys("\u00a0\u202f\u205f\u3000", " "),
    **{chr(code): " " for code in range(0x2000, 0x200B)},
    **dict.fromkeys("“”„‟「」『』〝〞〟", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("。｡", "."),
    **dict.fromkeys("、､", ","),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("•‧・･", "·"),
    **dict.fromkeys("【〔〖", "["),
    **dict.fromkeys("】〕〗", "]"),
    "〜": "~",
    "￥": "¥",
}


def _fold_character(character: str) -> str:
    if "\uff01" <= character <= "\uff5e":
        character = chr(ord(character) - 0xFEE0)
    character = _PUNCTUATION.get(character, character)
    for form in (character.casefold(), character.lower()):
        if len(form) == 1:
            return form
    return character


class _FoldTable(dict[int, str]):
    """A `str.translate` table that fills itself with the characters it meets."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """Return `text` in the form in which texts are compared; as long as `text`, and idempotent.

    Full-width ASCII becomes half-width, 、 and 。 become , and . — the articles mix the two — every
    blank a space, every kind of quotation mark a straight one, and letters lose their case where
    the small form is a single character.
    """
    return text.translate(_FOLD)


def words_of(query: str) -> tuple[str, ...]:
    """Return the folded words of a query, in order, each once; white space separates them."""
    return tuple(dict.fromkeys(fold(query).split()))


class _TokenTable(dict[str, str]):
    """Characters to the tokens of their folded forms; fills itself with the characters it meets.

    SQLite's tables end at Unicode 6.1 and drop what is newer (rare characters of names and places
    among it) as they drop punctuation, so that everything but ASCII letters, digits and the plain
    ideographs is written as its number.
    """

    def __missing__(self, character: str) -> str:
        folded = fold(character)
        plain = (
            (folded.isascii() and folded.isalnum())
            or "\u4e00" <= folded <= "\u9fa5"
            or "\u3400" <= folded <= "\u4db5"
        )
        token = SENTINEL if folded.isspace() else folded if plain else f"x{ord(folded):x}"
        self[character] = token
        return token


_TOKENS = _TokenTable()
_SENTINELS = re.compile(f"{SENTINEL}(?: +{SENTINEL})+")


def index_form(text: str) -> str:
    """Return `text` as the full-text index reads it: one token a character, single spaces between.

    Every run of white space is one `SENTINEL`; punctuation has tokens of its own, or a query such
    as ，3 would have to be looked for in every passage with a 3 behind any mark. So a document
    holds a word (which has no white space) exactly where its index form holds the word's as a
    phrase.
    """
    return _SENTINELS.sub(SENTINEL, " ".join(map(_TOKENS.__getitem__, text)))


def find_all(text: str, word: str) -> list[Span]:
    """Return where `word` stands in `text`, both folded: in order, never overlapping."""
    return _find_folded(fold(text), fold(word))


def _find_folded(text: str, word: str) -> list[Span]:
    spans: list[Span] = []
    if not word:
        return spans
    start = text.find(word)
    while start >= 0:
        spans.append((start, start + len(word)))
        start = text.find(word, start + len(word))
    return spans


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return `spans` in order, those that touch or overlap made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


_BLANK = re.compile(r"\s")


def snippet(text: str, words: Sequence[str], width: int = 60) -> tuple[str, tuple[Span, ...]]:
    """Return about `width` characters of `text` around the first hit of `words`, and the hits.

    The hits are code-point ranges of the snippet. Line breaks are shown as blanks; an ellipsis
    stands where the text goes on. Without a hit it is the beginning of `text`.
    """
    folded = fold(text)
    spans = merged(span for word in words for span in _find_folded(folded, fold(word)))
    first, last = spans[0] if spans else (0, 0)
    # A third of the room goes before the hit: what follows a name explains it.
    start = max(0, min(first - max(0, width - (last - first)) // 3, len(text) - width))
    end = min(len(text), max(start + width, last))
    before, after = ELLIPSIS if start else "", ELLIPSIS if end < len(text) else ""
    shown = _BLANK.sub(" ", text[start:end])
    shift = len(before) - start
    marks = tuple(
        (max(left, start) + shift, min(right, end) + shift)
        for left, right in spans
        if right > start and left < end
    )
    return before + shown + after, marks


def storable(text: str) -> str:
    """Return `text` with lone surrogates replaced by U+FFFD, since UTF-8 cannot hold them.

    Half an emoji can come out of an input method; it must not cost the note it stands in.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Code-point offsets of one text to UTF-16 offsets and back, in O(log n).

    Both ends of the text are valid offsets; anything outside raises ValueError. An offset between
    the halves of a surrogate pair belongs to the character they make.
    """

    __slots__ = ("_codepoints", "_units", "codepoint_length", "utf16_length")

    def __init__(self, text: str) -> None:
        self._codepoints = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [at + before for before, at in enumerate(self._codepoints)]
        self.codepoint_length = len(text)
        self.utf16_length = len(text) + len(self._codepoints)

    def to_utf16(self, codepoint_offset: int) -> int:
        """Return the number of UTF-16 units before `codepoint_offset`."""
        if not 0 <= codepoint_offset <= self.codepoint_length:
            raise ValueError(f"offset {codepoint_offset} outside 0..{self.codepoint_length}")
        if not self._codepoints:
            return codepoint_offset
        return codepoint_offset + bisect_left(self._codepoints, codepoint_offset)

    def to_codepoint(self, utf16_offset: int) -> int:
        """Return the number of code points before `utf16_offset`, a split pair not counted."""
        if not 0 <= utf16_offset <= self.utf16_length:
            raise ValueError(f"offset {utf16_offset} outside 0..{self.utf16_length}")
        if not self._units:
            return utf16_offset
        before = bisect_left(self._units, utf16_offset)
        if before and self._units[before - 1] + 1 == utf16_offset:
            return self._codepoints[before - 1]
        return utf16_offset - before


def circled(number: int) -> str:
    """The number of a quote as it stands in a text: ①…⑳, and (21) from there on."""
    return _CIRCLED[number - 1] if 1 <= number <= len(_CIRCLED) else f"({number})"
