"""Finds a quotation again in a text that may have changed since. Pure.

Official prose repeats itself: sentences that differ in one name or number stand side by side, and
a note on the wrong one is worse than a note that says it has lost its place. So every step below
may only give up, never guess, and what is found is always one of these:

1. quote and context on both sides unchanged, in one place only;
2. the quote in one place only, its own sentence unchanged, one side unchanged well into the next
   sentence, and on the other side something inserted, with what stood there still nearby;
3. the quote changed by at most 10 %, no number in it touched, context on both sides unchanged and
   reaching into the next sentences, and nowhere else a passage that resembles it.

A change of width, of kind of quotation mark or of case (`db.text.fold`) is no change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.text import fold

if TYPE_CHECKING:
    from db.text import Span

CONTEXT: Final = 32
"""Characters kept on both sides of a quote."""

MOST_ERRORS: Final = 0.10
"""Share of the quote's characters that may be inserted, removed or replaced."""

_RESEMBLES: Final = 0.20  # a second place with fewer errors than this makes the first doubtful
_BEYOND: Final = 8  # characters of the next sentence that say which of two equal sentences it is
_INSERTION: Final = 400  # how far apart an insertion may push a sentence and its neighbour
_MOST_PLACES: Final = 5000  # so many places to compare are a doubt by themselves
_LONGEST: Final = 1000  # quotes beyond are found unchanged or not at all

# Stand for the ends of the text, so that "nothing before it" is a context like any other.
_BEGIN: Final = "\ue001"
_END: Final = "\ue002"
_SENTENCE_ENDS: Final = frozenset("。！？；!?;\n" + _BEGIN + _END)
_NUMERALS: Final = frozenset("0123456789%〇零一二两三四五六七八九十百千万亿半倍首初再末甲乙丙丁戊")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote and up to `CONTEXT` characters on both sides, fewer only at the ends of the text."""

    exact: str
    prefix: str
    suffix: str


def make_anchor(text: str, start: int, end: int) -> Anchor:
    """Anchor text[start:end] (code points). Raises ValueError for a span that is empty or outside.

    An empty quote could be anywhere.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no span of a text of {len(text)} characters: {start}..{end}")
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def locate(anchor: Anchor, start: int, text: str) -> Span | None:
    """Return where the quote stands in `text`, which it once began in at `start`.

    A text that has not changed there is answered at once; else it is `find_anchor`'s decision.
    """
    end = start + len(anchor.exact)
    if (
        anchor.exact
        and text[start:end] == anchor.exact
        and text[max(0, start - CONTEXT) : start] == anchor.prefix
        and text[end : end + CONTEXT] == anchor.suffix
    ):
        return start, end
    return find_anchor(anchor, text)


@dataclass(frozen=True, slots=True)
class _Sought:
    """An anchor ready for comparing: folded, context padded to `CONTEXT` with `_BEGIN` and `_END`.

    Of the context, the last `own_left` and the first `own_right` characters belong to the
    sentence that the quote stands in.
    """

    exact: str
    before: str
    behind: str
    own_left: int
    own_right: int

    @classmethod
    def of(cls, anchor: Anchor) -> _Sought:
        before = anchor.prefix.rjust(CONTEXT, _BEGIN)
        behind = anchor.suffix.ljust(CONTEXT, _END)
        left = next((n for n, c in enumerate(reversed(before)) if c in _SENTENCE_ENDS), CONTEXT)
        right = next((n + 1 for n, c in enumerate(behind) if c in _SENTENCE_ENDS), CONTEXT)
        if anchor.exact[-1] in _SENTENCE_ENDS:
            right = 0
        return cls(fold(anchor.exact), fold(before), fold(behind), left, right)


def find_anchor(anchor: Anchor, text: str) -> Span | None:
    """Return where the quote stands in `text` (code points), or None where there is any doubt."""
    if not anchor.exact:
        return None
    sought = _Sought.of(anchor)
    # Padded, so that offsets shift by CONTEXT, and back at the end.
    padded = _BEGIN * CONTEXT + fold(text) + _END * CONTEXT
    if whole := _places(padded, sought.before + sought.exact + sought.behind, most=2):
        start = whole[0] + CONTEXT
        found = (start, start + len(sought.exact)) if len(whole) == 1 else None
    elif places := _places(padded, sought.exact, most=2):
        found = _shifted(padded, places[0], sought) if len(places) == 1 else None
    else:
        found = _edited(padded, sought)
    return None if found is None else (found[0] - CONTEXT, found[1] - CONTEXT)


def _places(text: str, needle: str, most: int) -> list[int]:
    """Return the first `most` places of `needle`, overlapping ones included."""
    places: list[int] = []
    place = text.find(needle)
    while place >= 0 and len(places) < most:
        places.append(place)
        place = text.find(needle, place + 1)
    return places


def _shifted(text: str, start: int, sought: _Sought) -> Span | None:
    """Step 2: the quote is whole, its surroundings are not."""
    end = start + len(sought.exact)
    left, right = text[:start], text[end:]
    if right.startswith(sought.behind) and CONTEXT - sought.own_right >= _BEYOND:
        own = left.endswith(sought.before[CONTEXT - sought.own_left :])
        neighbour = sought.before[: CONTEXT - sought.own_left]
        nearby = left[-_INSERTION - CONTEXT :]
    elif left.endswith(sought.before) and CONTEXT - sought.own_left >= _BEYOND:
        own = right.startswith(sought.behind[: sought.own_right])
        neighbour = sought.behind[sought.own_right :]
        nearby = right[: _INSERTION + CONTEXT]
    else:
        return None
    return (start, end) if own and len(neighbour) >= _BEYOND and neighbour in nearby else None


def _edited(text: str, sought: _Sought) -> Span | None:
    """Step 3: the quote itself was changed between unchanged surroundings."""
    quote = sought.exact
    allowed = int(len(quote) * MOST_ERRORS)
    reaches = max(sought.own_left, sought.own_right) <= CONTEXT - _BEYOND
    if not (allowed and reaches and len(quote) <= _LONGEST):
        return None
    found: list[Span] = []
    for place in _places(text, sought.before, most=_MOST_PLACES):
        start = place + CONTEXT
        following = text[start : start + len(quote) + allowed + CONTEXT]
        for width in _places(following, sought.behind, most=_MOST_PLACES):
            new = following[:width]
            if _within(quote, new, allowed) and _same_numerals(quote, new):
                found.append((start, start + width))
    if len(found) != 1 or _resembling_elsewhere(text, quote, found[0]):
        return None
    return found[0]


def _same_numerals(one: str, other: str) -> bool:
    """Whether two wordings hold the same numerals in the same order."""
    return [c for c in one if c in _NUMERALS] == [c for c in other if c in _NUMERALS]


def _resembling_elsewhere(text: str, quote: str, found: Span) -> bool:
    """Whether a passage outside `found` shares many of the quote's trigrams in the quote's order.

    Of a passage with a share of e errors at least 1 - 3 e of the trigrams are whole.
    """
    shifts: list[int] = []
    for offset in range(len(quote) - 2):
        places = _places(text, quote[offset : offset + 3], most=_MOST_PLACES)
        if len(places) == _MOST_PLACES:
            return True
        shifts += [at - offset for at in places if at + 3 <= found[0] or at >= found[1]]
    shifts.sort()
    needed = max(1, int((len(quote) - 2) * (1 - 3 * _RESEMBLES)))
    spread = int(len(quote) * _RESEMBLES)
    return any(
        last - first <= spread for first, last in zip(shifts, shifts[needed - 1 :], strict=False)
    )


def _within(one: str, other: str, allowed: int) -> bool:
    """Whether the edit distance of two strings is at most `allowed`."""
    if abs(len(one) - len(other)) > allowed:
        return False
    row = list(range(len(other) + 1))
    for line, character in enumerate(one, start=1):
        diagonal, row[0] = row[0], line
        for index, expected in enumerate(other, start=1):
            best = min(diagonal + (character != expected), row[index] + 1, row[index - 1] + 1)
            diagonal, row[index] = row[index], best
        if min(row) > allowed:
            return False
    return row[-1] <= allowed
