"""Passages that resemble a quote whose words are gone, and what differs. Pure.

Only ever an offer: which passage the user meant, the user says.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from db.text import fold

if TYPE_CHECKING:
    from db.text import Span

MOST: Final = 5
"""How many passages are offered."""

_LEAST: Final = 0.34  # below this share of common words nobody would call it the same sentence
_COMMON: Final = 300  # a pair of characters that stands more often says nothing about a place
_LONGEST: Final = 600  # characters of a quote that are compared; the rest follows from them
_REACH: Final = 12  # how far an edge may be off that was rewritten
_MARKS: Final = frozenset("。！？；，：、!?;,:\n")
_TOKEN: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """A place [start, end) of a text, and how much of the quote it shares (0 to 1)."""

    start: int
    end: int
    likeness: float


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the old text, of the new, or of both."""

    kind: Kind
    text: str


def passages(quote: str, prefix: str, suffix: str, text: str, most: int = MOST) -> list[Passage]:
    """The passages of `text` that resemble a quote, best first, none overlapping another.

    Context decides between passages that share as much: `prefix` and `suffix` as in `db.anchors`.
    """
    old, new = fold(quote[:_LONGEST]), fold(text)
    found: list[tuple[float, Passage]] = []
    for shift in _shifts(old, new, most + 3):
        passage = _sharpened(old, new, shift, len(quote))
        if passage is not None:
            around = _context_likeness(passage, fold(prefix), fold(suffix), new)
            found.append((passage.likeness + around / 5, passage))
    found.sort(key=lambda entry: (-entry[0], entry[1].start))
    chosen: list[Passage] = []
    for _, passage in found:
        if all(passage.end <= other.start or other.end <= passage.start for other in chosen):
            chosen.append(passage)
    return chosen[:most]


def differences(old: str, new: str) -> list[Piece]:
    """What was removed and added between two wordings, in order; numbers and words as a whole."""
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Kind.SAME, "".join(other[c:d])))
            continue
        if a < b:
            pieces.append(Piece(Kind.REMOVED, "".join(one[a:b])))
        if c < d:
            pieces.append(Piece(Kind.ADDED, "".join(other[c:d])))
    return pieces


def _shifts(old: str, new: str, most: int) -> list[int]:
    """Where the quote may begin: where many of its pairs of characters stand in its order."""
    size = 2 if len(old) > 1 else 1
    width = max(8, len(old) // 4)
    votes: Counter[int] = Counter()
    for offset in range(len(old) - size + 1):
        gram = old[offset : offset + size]
        if gram.strip() and new.count(gram) <= _COMMON:
            place = new.find(gram)
            while place >= 0:
                votes[(place - offset) // width] += 1
                place = new.find(gram, place + 1)
    # A passage may lie across the border of two buckets.
    joined = {bucket: count + votes.get(bucket + 1, 0) for bucket, count in votes.items()}
    best = sorted(joined, key=lambda bucket: (-joined[bucket], bucket))[:most]
    return [bucket * width for bucket in best]


def _sharpened(old: str, new: str, shift: int, length: int) -> Passage | None:
    """The passage around a shift that shares most with the quote."""
    slack = max(8, len(old) // 4) * 2
    first = max(0, shift - slack)
    region = new[first : max(0, shift) + len(old) + slack]
    matcher = SequenceMatcher(None, old, region, autojunk=False)
    least = 2 if len(old) > 3 else 1
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= least]
    if not blocks:
        return None
    head, tail = blocks[0], blocks[-1]
    start = _edge(new, first + head.b, head.a, back=True)
    missing = len(old) - tail.a - tail.size
    end = _edge(new, first + tail.b + tail.size, missing, back=False)
    if length > len(old):  # only the beginning of a very long quote was compared
        end = min(len(new), start + length)
    shared = SequenceMatcher(None, old, new[start : start + len(old) * 2][: end - start]).ratio()
    return Passage(start, end, shared) if shared >= _LEAST and start < end else None


def _edge(text: str, at: int, missing: int, *, back: bool) -> int:
    """An edge of a passage, moved on by what of the quote is missing there, to a mark at most."""
    reach = min(missing + _REACH, missing * 2)
    moved = at
    while reach > 0:
        if back and (moved == 0 or text[moved - 1] in _FOLDED_MARKS):
            break
        if not back and moved == len(text):
            break
        moved += -1 if back else 1
        reach -= 1
        if not back and text[moved - 1] in _FOLDED_MARKS:
            break
    return moved


_FOLDED_MARKS: Final = frozenset(fold("".join(sorted(_MARKS))))


def _context_likeness(passage: Passage, prefix: str, suffix: str, text: str) -> float:
    near = 32
    before, behind = prefix[-near:], suffix[:near]
    left = text[max(0, passage.start - len(before)) : passage.start]
    right = text[passage.end : passage.end + len(behind)]
    shared = [SequenceMatcher(None, before, left), SequenceMatcher(None, behind, right)]
    return sum(matcher.ratio() for matcher in shared) / 2


def neighbourhood(text: str, start: int, end: int, reach: int) -> Span:
    """A passage with up to `reach` characters on both sides, of its own paragraph only."""
    left = max(0, start - reach, text.rfind("\n", 0, start) + 1)
    stop = text.find("\n", end)
    right = min(len(text) if stop < 0 else stop, end + reach)
    return min(left, start), max(right, end)
