"""Where overlapping highlights go: pure geometry on ranges, in one sweep.

Fills never blend: a stretch of text is filled by the shortest span that covers it, and every
covering span adds one underline. In the gutter each span has a lane of its own, and a lane is
used again as soon as it is free.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Level(IntEnum):
    """How much of a span is shown: its lane alone, its fill too, or a darker fill."""

    QUIET = 0
    PLAIN = 1
    STRONG = 2


@dataclass(frozen=True, slots=True)
class Span:
    """A highlighted range [start, end) of a text; `group` is what it belongs to."""

    start: int
    end: int
    group: str
    theme: str
    level: Level = Level.PLAIN

    @property
    def length(self) -> int:
        """Characters covered."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch that the same spans cover throughout, shortest first; never empty."""

    start: int
    end: int
    covering: tuple[Span, ...]


class SpanIndex:
    """Spans by where they stand: what is asked of a stretch never looks at the rest."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans, key=lambda span: (span.start, span.end))
        self._starts = [span.start for span in self.spans]
        self._reach = list(accumulate((span.end for span in self.spans), max))

    def over(self, start: int, end: int) -> list[Span]:
        """The spans that share a character with [start, end), in order."""
        first = bisect_right(self._reach, start)
        return [s for s in self.spans[first : bisect_left(self._starts, end)] if s.end > start]

    def segments(self, start: int, end: int) -> list[Segment]:
        """Those of `segments` that share a character with [start, end)."""
        found = segments([s for s in self.over(start, end) if s.level != Level.QUIET])
        return [segment for segment in found if segment.end > start and segment.start < end]

    def joins(self, offset: int) -> bool:
        """Whether a span that begins before an offset reaches it."""
        before = bisect_left(self._starts, offset)
        return before > 0 and self._reach[before - 1] >= offset


def segments(spans: Sequence[Span]) -> list[Segment]:
    """Cut the covered text at every start and end of a span.

    Returns disjoint segments in order. O(n log n + n × depth), depth being the number of spans
    that overlap at one point: only those are looked at, never all pairs.
    """
    edges = sorted(
        [(span.start, 1, index) for index, span in enumerate(spans) if span.start < span.end]
        + [(span.end, 0, index) for index, span in enumerate(spans) if span.start < span.end]
    )
    found: list[Segment] = []
    open_spans: dict[int, Span] = {}
    position = 0
    for offset, opens, index in edges:
        if open_spans and offset > position:
            covering = tuple(
                sorted(open_spans.values(), key=lambda s: (s.length, s.start, s.group))
            )
            found.append(Segment(position, offset, covering))
        position = offset
        if opens:
            open_spans[index] = spans[index]
        else:
            del open_spans[index]
    return found


def pack_lanes(ranges: Sequence[tuple[float, float]]) -> list[int]:
    """A lane for every [top, bottom) range so that ranges in one lane never touch.

    Greedy by top: takes the lowest lane that is free, which uses as few lanes as ranges overlap
    at most. O(n log n).
    """
    lanes = [0] * len(ranges)
    free: list[int] = []
    busy: list[tuple[float, int]] = []
    opened = 0
    for index in sorted(range(len(ranges)), key=lambda i: ranges[i]):
        top, bottom = ranges[index]
        while busy and busy[0][0] <= top:
            heapq.heappush(free, heapq.heappop(busy)[1])
        if free:
            lane = heapq.heappop(free)
        else:
            lane, opened = opened, opened + 1
        lanes[index] = lane
        heapq.heappush(busy, (bottom, lane))
    return lanes


def merged(spans: Sequence[Span]) -> list[Span]:
    """Spans of one group that overlap or touch, joined into one; sorted by start."""
    newest: dict[str, int] = {}
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        index = newest.get(span.group)
        if index is not None and span.start <= found[index].end:
            last = found[index]
            level = max(last.level, span.level)
            found[index] = Span(last.start, max(last.end, span.end), last.group, last.theme, level)
        else:
            newest[span.group] = len(found)
            found.append(span)
    return found
