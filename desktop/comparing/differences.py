"""What one text says and no other beside it does: the words to emphasise. Pure.

Official prose repeats itself, and Chinese is not cut into words: a character counts as common
when it stands in a pair of neighbours that another text has too. What is left over in runs of two
or more is this text's own; no such run stands in another text. Numbers count as a whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import TYPE_CHECKING, Final

from db.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.text import Span

MOST_WORDS: Final = 2
"""How many runs of words are emphasised in one text: with more, nothing stands out."""

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*%?")
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORDS: Final = re.compile(rf"[{_HAN}]+|[A-Za-z]+")
# Particles that join phrases, and words that only lead up to one.
_JOINING: Final = frozenset("的了和与及或并等")
_LEADING: Final = re.compile(
    "(?:按照|通过|经过|围绕|针对|采取|以及|[在把被由对以为从到向于之其各将是也都使让按就有共])+"
)
_TRAILING: Final = frozenset("在把被由对以为从到向于之其将是也使让按就有")


def distinguishing(
    texts: Sequence[str], quotes: Sequence[str] | None = None
) -> list[tuple[Span, ...]]:
    """For each text the spans (code points) of what none of the others says, in order.

    Empty texts stand for cells without an answer. Where only one text says anything there is
    nothing to tell it from, so nothing is emphasised. With `quotes`, what each text was written
    from, only words of the source are emphasised, never those of whoever summed it up.
    """
    return list(_distinguishing(tuple(texts), None if quotes is None else tuple(quotes)))


# A family is compared again for its page, for a lesson of it and for each of its slides.
@lru_cache(maxsize=200)
def _distinguishing(
    texts: tuple[str, ...], quotes: tuple[str, ...] | None
) -> tuple[tuple[Span, ...], ...]:
    if sum(bool(text) for text in texts) < 2:
        return tuple(() for _ in texts)
    folded = [fold(text) for text in texts]
    return tuple(
        _own(
            text,
            [other for place, other in enumerate(folded) if place != number],
            None if quotes is None else _pairs(_folded(quotes[number])),
        )
        if text
        else ()
        for number, text in enumerate(folded)
    )


@lru_cache(maxsize=200)
def _folded(quote: str) -> str:
    # What a text was written from is asked for again for each facet.
    return fold(quote)


@lru_cache(maxsize=1_000)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(match.group() for match in _NUMBER.finditer(text))


@lru_cache(maxsize=1_000)
def _pairs(text: str) -> frozenset[str]:
    # Asked for again for every text beside it, and for the quotes once a facet.
    return frozenset(map(add, text, text[1:]))


def _own(text: str, others: Sequence[str], written: frozenset[str] | None) -> tuple[Span, ...]:
    numbers = frozenset[str]().union(*map(_numbers, others))
    pairs = frozenset[str]().union(*map(_pairs, others))
    counted = [m.span() for m in _NUMBER.finditer(text) if m.group() not in numbers]
    runs = [run for match in _WORDS.finditer(text) for run in _uncommon(text, match.span(), pairs)]
    if written is not None:
        runs = [part for run in runs for part in _quoted(text, run, written)]
    longest = sorted(runs, key=lambda run: (run[0] - run[1], run[0]))[:MOST_WORDS]
    return _joined(sorted([*counted, *longest]))


def _uncommon(text: str, word: Span, pairs: frozenset[str]) -> list[Span]:
    """The runs of a word whose characters stand in no pair that another text has."""
    start, end = word
    if text[start].isascii():
        known = any(text[at : at + 2] in pairs for at in range(start, end - 1))
        return [] if known or end - start < 2 else [word]
    common = {at for at in range(start, end - 1) if text[at : at + 2] in pairs}
    common |= {at + 1 for at in common}
    cuts = [at for at in range(start, end) if at in common or text[at] in _JOINING]
    edges = [start - 1, *cuts, end]
    runs = [(left + 1, right) for left, right in pairwise(edges)]
    return [run for run in (_stripped(text, *run) for run in runs) if run[1] - run[0] >= 2]


def _quoted(text: str, run: Span, written: frozenset[str]) -> list[Span]:
    """The parts of a run that stand in the source: every pair of neighbours does."""
    start, end = run
    breaks = [at for at in range(start, end - 1) if text[at : at + 2] not in written]
    edges = [start - 1, *breaks, end - 1]
    parts = [_stripped(text, left + 1, right + 1) for left, right in pairwise(edges)]
    return [part for part in parts if part[1] - part[0] >= 2]


def _stripped(text: str, start: int, end: int) -> Span:
    """A run without the words that lead up to it or on from it."""
    leading = _LEADING.match(text, start, end)
    start = leading.end() if leading is not None else start
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return start, end


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans that touch become one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
