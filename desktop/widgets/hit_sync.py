"""Where the other texts stand while one is scrolled: pure arithmetic on scroll positions.

Hit k of one text belongs to hit k of another; between two hits, and between a hit and an end, the
texts move in proportion. The hits of the longer list that have no partner move with the rest.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Track:
    """One text: the scroll positions 0 to `end`, and those at which its hits are aligned."""

    anchors: tuple[float, ...]
    end: float


def follow(position: float, led_by: Track, other: Track) -> float:
    """The position of `other` when `led_by` stands at `position`.

    Never falls as `position` rises, takes the top to the top, the end to the end, and the k-th hit
    to the k-th hit as long as each list of hits rises and lies between top and end.
    """
    knots = _knots(led_by, other)
    position = min(max(position, 0.0), led_by.end)
    index = bisect_right(knots, position, key=lambda knot: knot[0])
    if index == len(knots):
        return knots[-1][1]
    (left, low), (right, high) = knots[index - 1], knots[index]
    return low + (high - low) * (position - left) / (right - left)


def _knots(first: Track, second: Track) -> list[tuple[float, float]]:
    """Corresponding positions, rising in both texts, from top to end."""
    ends = (first.end, second.end)
    pairs = zip(first.anchors, second.anchors, strict=False)
    inner = sorted((min(max(a, 0.0), ends[0]), min(max(b, 0.0), ends[1])) for a, b in pairs)
    knots = [(0.0, 0.0)]
    for a, b in inner:
        # Two hits on one line, or one out of order: the first of them stands for both.
        if a > knots[-1][0] and b >= knots[-1][1] and a < ends[0]:
            knots.append((a, b))
    if ends[0] > knots[-1][0]:
        knots.append(ends)
    else:
        knots = [(0.0, 0.0)] if ends[0] <= 0 else [*knots[:-1], ends]
    assert all(a < b for (a, _), (b, _) in pairwise(knots))
    return knots
