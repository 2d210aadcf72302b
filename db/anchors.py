"""Finds a quotation again in a text that may have changed since. Pure.

Official prose repeats itself: sentences that differ in one name or number stand side by side, and
a note on the wrong one is worse than a note that says it has lost its place. So an anchor is held
by the whole sentence that its quote stands in (a span may reach over several), every step below
may only give up, never guess, and what is found is always one of these:

1. sentence, quote and context on both sides unchanged, in one place only;
2. sentence and quote unchanged, the context on one side unchanged well into the next sentence, and
   on the other side whole sentences inserted, with what stood there still nearby;
3. as 1, but for marks and particles that change no statement, in at most 10 % of the characters.

Whatever else changed inside its sentence — a name, a number, one word — makes an orphan: between
unchanged neighbours a corrected sentence looks like one put in the place of another. A change of
width, of kind of quotation mark or of case (`db.text.fold`) is no change.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from db.text import fold

if TYPE_CHECKING:
    from db.text import Span

CONTEXT: Final = 32
"""Characters kept on both sides of a quote, at the least."""

MOST_CONTEXT: Final = 400
"""How far the context goes on where the sentence is longer: to its end, and `BEYOND` further."""

BEYOND: Final = 8
"""Characters of the next sentence that say which of two equal sentences it is."""

MOST_ERRORS: Final = 0.10
"""Share of the characters that may be inserted or removed where it changes no statement."""

_INSERTION: Final = 400  # how far apart an insertion may push a sentence and its neighbour

# Stand for the ends of the text, so that "nothing before it" is a context like any other.
_BEGIN: Final = "\ue001"
_END: Final = "\ue002"
_ENDS: Final = frozenset("。！？!?\n" + _BEGIN + _END)  # no full stop: it stands in numbers, too
_SENTENCE_END: Final = re.compile(f"[{re.escape(''.join(sorted(_ENDS)))}]")

_NUMERAL: Final = "0-9%〇零一二两三四五六七八九十百千万亿半倍几数首初再末甲乙丙丁戊"
_NUMBER: Final = re.compile(rf"[0-9]+(?:[.,:/~-][0-9]+)*%?|[{_NUMERAL[4:]}]+")
# Marks inside a sentence, a new paragraph behind one, and particles, where they are no part of a
# word or a number.
_HARMLESS: Final = re.compile(
    rf"(?<![{_NUMERAL}])"
    r"(?:[,;:\"' ]|(?<=[.!?])\n|(?<!目)的(?![士确])|(?<![除为])了(?![解结])|着(?![力重眼手])"
    r"|(?<![合兼吞归])并(?![村入购列排网轨非不]))"
    rf"(?![{_NUMERAL}])"
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote and its context: at least `CONTEXT` characters a side, fewer at the text's ends."""

    exact: str
    prefix: str
    suffix: str


def make_anchor(text: str, start: int, end: int) -> Anchor:
    """Anchor text[start:end] (code points). Raises ValueError for a span that is empty or outside.

    An empty quote could be anywhere.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no span of a text of {len(text)} characters: {start}..{end}")
    before = max(0, start - MOST_CONTEXT)
    ends = [match.start() for match in _SENTENCE_END.finditer(text, before, start)]
    if ends:
        before = max(0, min(start - CONTEXT, ends[-1] - BEYOND))
    behind = min(len(text), end + MOST_CONTEXT)
    # A quote that ends with its sentence needs no more of it.
    stop = _SENTENCE_END.search(text, end - 1, behind)
    if stop is not None:
        behind = max(end + CONTEXT, stop.end() + BEYOND)
    return Anchor(text[start:end], text[before:start], text[end:behind])


def locate(anchor: Anchor, start: int, text: str) -> Span | None:
    """`AnchorText.locate` for a text that is asked once."""
    return AnchorText(text).locate(anchor, start)


def find_anchor(anchor: Anchor, text: str) -> Span | None:
    """`AnchorText.find` for a text that is asked once."""
    return AnchorText(text).find(anchor)


class AnchorText:
    """A text in which anchors are found; what many of them need is worked out once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._raw = _BEGIN + text + _END

    def locate(self, anchor: Anchor, start: int) -> Span | None:
        """Return where the quote stands, which once began at `start`.

        A text that has not changed there is answered at once; else it is `find`'s decision.
        """
        end = start + len(anchor.exact)
        if (
            anchor.exact
            and start >= 0
            and self.text.startswith(anchor.exact, start)
            and self.text[max(0, start - _kept(anchor.prefix)) : start] == anchor.prefix
            and self.text[end : end + _kept(anchor.suffix)] == anchor.suffix
        ):
            return start, end
        return self.find(anchor)

    def find(self, anchor: Anchor) -> Span | None:
        """Return where the quote stands (code points), or None where there is any doubt."""
        if not anchor.exact:
            return None
        sought = _Sought.of(anchor)
        found = _places(self._folded, fold(sought.whole), most=2)
        if len(found) > 1:
            return None
        start = found[0] + len(sought.before) if found else self._shifted(sought)
        span = self._lightly_edited(sought) if start is None else (start, start + len(sought.exact))
        if span is None or _numbers(sought.sentence) != _numbers(self._sentence(span)):
            return None
        return span[0] - 1, span[1] - 1

    @cached_property
    def _folded(self) -> str:
        return fold(self._raw)

    @cached_property
    def _plain(self) -> _Plain:
        return _Plain(self._folded)

    def _sentence(self, span: Span) -> str:
        """What a span stands in, from the beginning of a sentence to the end of one."""
        start, end = span
        while self._raw[start - 1] not in _ENDS:
            start -= 1
        while self._raw[end - 1] not in _ENDS:
            end += 1
        return self._raw[start:end]

    def _shifted(self, sought: _Sought) -> int | None:
        """Step 2: something was put between the sentence and what stands on one side of it."""
        found = {
            place
            for place in (self._behind_insertion(sought), self._before_insertion(sought))
            if place is not None
        }
        return found.pop() if len(found) == 1 else None

    def _behind_insertion(self, sought: _Sought) -> int | None:
        own, behind = sought.own_left, fold(sought.behind)
        neighbour = fold(sought.before[: len(sought.before) - own].strip(_BEGIN))
        if not sought.reaches_right or len(neighbour) < BEYOND:
            return None
        needle = fold(sought.before[len(sought.before) - own :] + sought.exact) + behind
        places = _places(self._folded, needle, most=2)
        if len(places) != 1 or len(_places(self._folded, behind, most=2)) != 1:
            return None
        place = places[0]
        nearby = self._folded[max(0, place - _INSERTION - len(neighbour)) : place]
        return place + own if self._raw[place - 1] in _ENDS and neighbour in nearby else None

    def _before_insertion(self, sought: _Sought) -> int | None:
        own, before = sought.own_right, fold(sought.before)
        neighbour = fold(sought.behind[own:].strip(_END))
        if not sought.reaches_left or len(neighbour) < BEYOND:
            return None
        needle = before + fold(sought.exact + sought.behind[:own])
        places = _places(self._folded, needle, most=2)
        if len(places) != 1 or len(_places(self._folded, before, most=2)) != 1:
            return None
        stop = places[0] + len(needle)
        nearby = self._folded[stop : stop + _INSERTION + len(neighbour)]
        if self._raw[stop - 1] not in _ENDS or neighbour not in nearby:
            return None
        return places[0] + len(before)

    def _lightly_edited(self, sought: _Sought) -> Span | None:
        """Step 3: nothing but marks and particles differs."""
        old = fold(sought.whole)
        plain = _Plain(old)
        first = len(sought.before)
        left, right = plain.shown_at(first), plain.shown_at(first + len(sought.exact))
        places = _places(self._plain.text, plain.text, most=2)
        if len(places) != 1 or left == right:
            return None
        place = places[0]
        span = self._plain.origin(place + left), self._plain.origin(place + right - 1) + 1
        # Marks at the edges of the quote belong to it still: “ before it, 。 behind.
        span = self._with_edges(span, sought.exact)
        new = self._folded[slice(*span)]
        if _edits(fold(sought.exact), new) > len(sought.exact) * MOST_ERRORS:
            return None
        last = self._plain.origin(place + len(plain.text) - 1) + 1
        around = self._folded[self._plain.origin(place) : last]
        return span if _edits(old, around) <= len(old) * MOST_ERRORS else None

    def _with_edges(self, span: Span, quote: str) -> Span:
        start, end = span
        folded, quote = self._folded, fold(quote)
        kept = _Plain(quote)
        head, tail = quote[: kept.origin(0)], quote[kept.origin(len(kept.text) - 1) + 1 :]
        if head and folded.endswith(head, 0, start):
            start -= len(head)
        if tail and folded.startswith(tail, end):
            end += len(tail)
        return start, end


@dataclass(frozen=True, slots=True)
class _Sought:
    """An anchor ready for comparing: its context ends with `_BEGIN` or `_END` where the text does.

    The last `own_left` characters of the context before and the first `own_right` behind belong to
    the sentence that the quote stands in; each side `reaches` where it goes well beyond.
    """

    exact: str
    before: str
    behind: str
    own_left: int
    own_right: int

    @classmethod
    def of(cls, anchor: Anchor) -> _Sought:
        before, behind = anchor.prefix, anchor.suffix
        # A sentence whose beginning is not in sight can only be vouched for where the text begins.
        if len(before) < CONTEXT or not _SENTENCE_END.search(before):
            before = _BEGIN + before
        if len(behind) < CONTEXT or not _SENTENCE_END.search(anchor.exact[-1] + behind):
            behind += _END
        left = len(before) - max(at for at, c in enumerate(before) if c in _ENDS) - 1
        right = 0
        if anchor.exact[-1] not in _ENDS:
            right = next(at for at, c in enumerate(behind) if c in _ENDS) + 1
        return cls(anchor.exact, before, behind, left, right)

    @property
    def whole(self) -> str:
        return self.before + self.exact + self.behind

    @property
    def sentence(self) -> str:
        start = len(self.before) - self.own_left
        return self.before[start:] + self.exact + self.behind[: self.own_right]

    @property
    def reaches_left(self) -> bool:
        return self.before[0] == _BEGIN or len(self.before) - self.own_left > BEYOND

    @property
    def reaches_right(self) -> bool:
        return self.behind[-1:] == _END or len(self.behind) - self.own_right >= BEYOND


class _Plain:
    """A folded text without what changes no statement, and where each character comes from."""

    def __init__(self, folded: str) -> None:
        parts: list[str] = []
        self._shown, self._origins = [0], [0]
        place = shown = 0
        for match in _HARMLESS.finditer(folded):
            parts.append(folded[place : match.start()])
            shown += match.start() - place
            place = match.end()
            self._shown.append(shown)
            self._origins.append(place)
        parts.append(folded[place:])
        self.text = "".join(parts)

    def origin(self, at: int) -> int:
        """Where the character at `at` of the plain text stands in the folded one."""
        piece = bisect_right(self._shown, at) - 1
        return self._origins[piece] + at - self._shown[piece]

    def shown_at(self, at: int) -> int:
        """How many characters of the plain text stand before `at` of the folded one."""
        piece = bisect_right(self._origins, at) - 1
        shown = self._shown[piece] + at - self._origins[piece]
        return min(shown, self._shown[piece + 1]) if piece + 1 < len(self._shown) else shown


def _kept(context: str) -> int:
    """How many characters of context to compare: one that is short was cut by the text's end."""
    return max(len(context), CONTEXT)


def _places(text: str, needle: str, most: int) -> list[int]:
    """Return the first `most` places of `needle`, overlapping ones included."""
    places: list[int] = []
    place = text.find(needle)
    while place >= 0 and len(places) < most:
        places.append(place)
        place = text.find(needle, place + 1)
    return places


def _numbers(text: str) -> list[str]:
    """The numbers of a text in order, each with the marks inside it."""
    # These end a clause, and never stand in a number; folded they look as if they did.
    apart = text.replace("。", "\n").replace("、", "\n")
    return _NUMBER.findall(fold(apart))


def _edits(one: str, other: str) -> int:
    """How many characters to put in or take out between two texts that are plainly the same."""
    here, there = _left_out(one), _left_out(other)
    return sum(_distance(here.get(at, ""), there.get(at, "")) for at in here.keys() | there.keys())


def _left_out(folded: str) -> dict[int, str]:
    """What a plain text leaves out, by the number of characters it shows before that."""
    found: dict[int, str] = {}
    hidden = 0
    for match in _HARMLESS.finditer(folded):
        at = match.start() - hidden
        found[at] = found.get(at, "") + match.group()
        hidden += len(match.group())
    return found


def _distance(one: str, other: str) -> int:
    """The edits between two short runs: exact where one is the other with more put in."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return len(long) - len(short) if all(c in rest for c in short) else len(long)
