"""What all writers of documents need to know about text: its width, its marks, what XML takes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Progress: TypeAlias = "Callable[[int, int], None]"
"""Told after every row how many of how many are done; what it raises stops the writer."""

# What XML 1.0 has no way to write; lone surrogates cannot be encoded either.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Captions:
    """The writers' own words, in the language of the interface."""

    sources: str
    """Heading of the quotes behind the table: 引文与来源."""
    number: str
    """序号"""
    quote: str
    """引文"""
    citation: str
    """出处"""
    value: str
    """Heading of a column of numbers beside the wording of {column}: {column}（数值）."""


def no_progress(done: int, total: int) -> None:
    """For callers that need not know."""


def xml_text(text: str) -> str:
    """`text` without the characters that no XML file can hold."""
    return _NO_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str) -> str:
    """What a document can show of `text`, with every run of blanks and breaks as one blank."""
    return " ".join(xml_text(text).split())


def written(text: str) -> str:
    """What a document can show of `text`, without blanks around it; '' means nothing is there."""
    return xml_text(text).strip()


def display_width(text: str) -> int:
    """The width of the longest line in Latin characters: an ideograph takes two."""
    return max(sum(map(_width, line)) for line in text.split("\n"))


# Texts are measured character by character, and they have few different ones.
@lru_cache(maxsize=10_000)
def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def quote_marks(numbers: Iterable[int]) -> str:
    """The numbers of quotes as GB/T 7714 writes them behind a sentence: [1], [2,4], [3-5]."""
    ordered = sorted(set(numbers))
    if not ordered:
        return ""
    starts = [ordered[0], *(b for a, b in pairwise(ordered) if b != a + 1)]
    ends = [*(a for a, b in pairwise(ordered) if b != a + 1), ordered[-1]]
    return f"[{','.join(_run(first, last) for first, last in zip(starts, ends, strict=True))}]"


def _run(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return f"{first},{last}" if last == first + 1 else f"{first}-{last}"
