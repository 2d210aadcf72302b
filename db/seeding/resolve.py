"""Quote -> span in a clean text. Pure: says what is wrong and leaves reporting to the caller."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

_NEAR_ENOUGH = 0.6  # below this the nearest passage is no help to the author
# Finding it costs by how often the characters of one stand in the other; a quote is far below.
_LONGEST = 500
_MOST_PAIRS = 500_000
MOST_HINTS = 20
"""Quotes of one file for which the nearest passage is looked for; the rest are as mistaken."""


class QuoteError(ValueError):
    """A quote that cannot be placed; the message is a Chinese sentence saying what to do."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text in code points, end exclusive."""

    start: int
    end: int


def resolve(quote: str, text: str, occurrence: int | None = None, *, near: bool = True) -> Span:
    """Where `quote` stands in `text`, inside one line.

    `occurrence` picks one of several, counted from 1. Raises QuoteError when the quote is not
    found, stands there several times and nothing picks one, or crosses lines; with `near` it
    names the nearest passage, which takes its time.
    """
    if "\n" in quote:
        raise QuoteError("引文跨了段落，请拆成两条，一段一条。")
    starts = _starts(quote, text)
    if not starts:
        raise QuoteError(_why_not_found(quote, text, near=near))
    if occurrence is None and len(starts) > 1:
        raise QuoteError(
            f"这条引文在原文里有{len(starts)}处，请引长一点，或在〔〕里写明第几处，如“第2处”。"
        )
    nth = 1 if occurrence is None else occurrence
    if not 1 <= nth <= len(starts):
        raise QuoteError(f"写的是第{nth}处，原文里只有{len(starts)}处，请改。")
    start = starts[nth - 1]
    return Span(start, start + len(quote))


def _starts(quote: str, text: str) -> list[int]:
    """Where the quote begins, overlapping places included."""
    starts: list[int] = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        starts.append(at)
        at = text.find(quote, at + 1)
    return starts


def _why_not_found(quote: str, text: str, *, near: bool) -> str:
    """The reason, and the nearest passage when one is near."""
    if quote and quote in text.replace("\n", ""):
        return "引文跨了段落，请拆成两条，一段一条。"
    passage = _nearest(quote, text) if near else None
    if passage is None:
        return "原文里找不到这条引文，请从 article.txt 照抄。"
    at = next((i for i, (a, b) in enumerate(zip(quote, passage, strict=False)) if a != b), None)
    at = min(len(quote), len(passage)) if at is None else at
    here, there = quote[at : at + 1] or "（完）", passage[at : at + 1] or "（完）"
    return (
        f"原文里找不到这条引文，标点也要一致。最接近的是“{passage}”，"
        f"第{at + 1}个字起不同：这里写“{here}”，原文是“{there}”。"
    )


def _nearest(quote: str, text: str) -> str | None:
    """The passage of one line most like the quote, None when nothing is near or it takes long."""
    counts = Counter(quote)
    if len(quote) > _LONGEST or sum(map(counts.__getitem__, text)) > _MOST_PAIRS:
        return None
    best, best_ratio = None, _NEAR_ENOUGH
    for line in text.split("\n"):
        matcher = SequenceMatcher(None, line, quote, autojunk=False)
        block = matcher.find_longest_match()
        start = max(0, block.a - block.b)
        passage = line[start : start + len(quote)]
        ratio = SequenceMatcher(None, passage, quote, autojunk=False).ratio()
        if ratio > best_ratio:
            best, best_ratio = passage, ratio
    return best
