"""Texts that scroll together: hit to hit, top to top, end to end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.widgets.hit_sync import Track, follow

END = st.floats(1, 20_000)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    """A text whose hits rise strictly and lie between its ends."""
    end = draw(END)
    places = draw(st.lists(st.integers(1, 999), unique=True, max_size=12))
    return Track(tuple(sorted(end * place / 1000 for place in places)), end)


@st.composite
def any_tracks(draw: st.DrawFn) -> Track:
    """A text as it may come: hits on one line, at the ends, beyond them, in any order, or none."""
    end = draw(st.one_of(st.just(0.0), END))
    return Track(tuple(draw(st.lists(st.floats(-100, 20_100), max_size=8))), end)


@given(tracks(), tracks())
def test_the_top_goes_to_the_top_and_the_end_to_the_end(a: Track, b: Track) -> None:
    assert follow(0, a, b) == 0
    assert follow(a.end, a, b) == b.end


@given(tracks(), tracks())
def test_each_hit_goes_to_the_hit_of_the_same_number(a: Track, b: Track) -> None:
    for mine, others in zip(a.anchors, b.anchors, strict=False):
        assert follow(mine, a, b) == pytest.approx(others)


@given(any_tracks(), any_tracks(), st.lists(st.floats(-500, 21_000), min_size=2))
def test_scrolling_down_never_scrolls_another_up_nor_out_of_its_text(
    a: Track, b: Track, positions: list[float]
) -> None:
    found = [follow(position, a, b) for position in sorted(positions)]
    assert all(low <= high + 1e-6 for low, high in pairwise(found))
    assert all(-1e-6 <= position <= b.end + 1e-6 for position in found)


@given(any_tracks(), st.floats(0, 20_000))
def test_a_text_follows_itself_exactly(a: Track, position: float) -> None:
    inside = min(position, a.end)
    assert follow(position, a, a) == pytest.approx(inside, abs=1e-6)


@given(tracks(), tracks(), st.floats(0, 1))
def test_there_and_back_is_where_one_was(a: Track, b: Track, part: float) -> None:
    position = a.end * part
    assert follow(follow(position, a, b), b, a) == pytest.approx(position, abs=1e-3)
