"""Overlapping highlights as laws, against answers found the slow way."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.widgets.lanes import Span, SpanIndex, merged, pack_lanes, segments

_SPANS = st.lists(
    st.builds(
        lambda start, length, group: Span(start, start + length, group, f"theme of {group}"),
        st.integers(0, 40),
        st.integers(0, 20),
        st.sampled_from("abcd"),
    ),
    max_size=14,
)
_RANGES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20)).map(
        lambda pair: (float(pair[0]), float(pair[0] + pair[1]))
    ),
    max_size=16,
)


def _covered(spans: list[Span]) -> set[int]:
    return {offset for span in spans for offset in range(span.start, span.end)}


@given(_SPANS)
def test_segments_are_in_order_and_disjoint(spans: list[Span]) -> None:
    found = segments(spans)
    assert all(segment.start < segment.end for segment in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(_SPANS)
def test_segments_cover_exactly_what_the_spans_cover(spans: list[Span]) -> None:
    offsets = [o for segment in segments(spans) for o in range(segment.start, segment.end)]
    assert set(offsets) == _covered(spans)


@given(_SPANS)
def test_each_segment_names_every_span_over_it_and_the_shortest_first(spans: list[Span]) -> None:
    for segment in segments(spans):
        for offset in range(segment.start, segment.end):
            naive = sorted(
                (s for s in spans if s.start <= offset < s.end),
                key=lambda s: (s.length, s.start, s.group),
            )
            assert list(segment.covering) == naive


@given(_SPANS)
def test_a_segment_ends_only_where_a_span_begins_or_ends(spans: list[Span]) -> None:
    edges = {edge for span in spans for edge in (span.start, span.end)}
    assert all({segment.start, segment.end} <= edges for segment in segments(spans))


@given(_RANGES)
def test_ranges_in_one_lane_never_overlap(ranges: list[tuple[float, float]]) -> None:
    lanes = pack_lanes(ranges)
    for lane in set(lanes):
        members = sorted(r for r, own in zip(ranges, lanes, strict=True) if own == lane)
        assert all(left[1] <= right[0] for left, right in pairwise(members))


@given(_RANGES)
def test_no_more_lanes_are_used_than_ranges_overlap_at_most(
    ranges: list[tuple[float, float]],
) -> None:
    depth = max((sum(top <= at < bottom for top, bottom in ranges) for at, _ in ranges), default=0)
    assert sorted(set(pack_lanes(ranges))) == list(range(depth))


@given(_SPANS)
def test_merging_keeps_what_each_group_covers(spans: list[Span]) -> None:
    after = merged(spans)
    for group in "abcd":
        assert _covered([s for s in after if s.group == group]) == _covered(
            [s for s in spans if s.group == group]
        )


@given(_SPANS)
def test_merged_spans_of_a_group_do_not_even_touch(spans: list[Span]) -> None:
    after = merged(spans)
    assert [s.start for s in after] == sorted(s.start for s in after)
    for group in "abcd":
        own = [s for s in after if s.group == group]
        assert all(left.end < right.start for left, right in pairwise(own))


@given(_SPANS, st.integers(0, 60), st.integers(1, 30))
def test_a_stretch_has_the_segments_of_the_whole_text(
    spans: list[Span], start: int, length: int
) -> None:
    end = start + length
    expected = [s for s in segments(spans) if s.end > start and s.start < end]
    found = SpanIndex(spans).segments(start, end)
    inside = [(max(s.start, start), min(s.end, end), s.covering) for s in found]
    assert inside == [(max(s.start, start), min(s.end, end), s.covering) for s in expected]


@given(_SPANS, st.integers(0, 60))
def test_a_place_joins_what_reaches_it_from_before(spans: list[Span], offset: int) -> None:
    assert SpanIndex(spans).joins(offset) == any(s.start < offset <= s.end for s in spans)
