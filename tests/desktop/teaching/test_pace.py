"""The clock of a showing and what was planned."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.teaching.pace import TOLERANCE, Clock, Standing, Timetable, clock_text

WAITS = st.lists(
    st.tuples(st.sampled_from(["wait", "pause", "turn"]), st.floats(0, 4000)), max_size=20
)


@given(WAITS)
def test_only_the_time_in_which_the_clock_runs_counts(events: list[tuple[str, float]]) -> None:
    now, ran, page = 1000.0, 0.0, 0.0
    clock = Clock.start(now)
    for event, seconds in events:
        if event == "pause":
            clock = clock.pause(now)
        elif event == "turn":
            clock, page = clock.turn(now), 0.0
        now += seconds
        if not clock.paused:
            ran, page = ran + seconds, page + seconds
        assert math.isclose(clock.elapsed(now), ran, abs_tol=1e-6)
        assert math.isclose(clock.on_page(now), page, abs_tol=1e-6)


@given(st.booleans(), st.floats(0, 1e5))
def test_a_reset_clock_is_at_zero_and_runs_only_if_it_ran(paused: bool, later: float) -> None:
    clock = Clock.start(0.0)
    clock = clock.pause(50.0) if paused else clock
    again = clock.reset(later + 60)
    assert again.elapsed(later + 60) == 0
    assert again.paused is paused


MINUTES = st.lists(st.floats(0, 60), min_size=1, max_size=12)


@given(MINUTES, st.floats(0, 240))
def test_slides_follow_each_other_without_a_gap(minutes: list[float], whole: float) -> None:
    plan = Timetable(tuple((str(n), m) for n, m in enumerate(minutes)), whole)
    windows = [plan.window(str(n)) for n in range(len(minutes))]
    if not plan.total:
        assert windows == [None] * len(minutes)
        return
    edge = 0.0
    for window in windows:
        assert window is not None
        assert math.isclose(window[0], edge, abs_tol=1e-6)
        edge = window[1]
    assert edge >= sum(minutes) * 60 - 1e-6


@given(st.integers(1, 9), st.integers(1, 9), st.floats(10, 90))
def test_slides_without_minutes_share_what_the_others_leave(
    said: int, silent: int, whole: float
) -> None:
    slides = [(f"a{n}", 1.0) for n in range(said)] + [(f"b{n}", 0.0) for n in range(silent)]
    plan = Timetable(tuple(slides), whole)
    for n in range(silent):
        assert plan.planned(f"b{n}") == pytest.approx((whole - said) * 60 / silent)


def test_a_showing_is_ahead_or_behind_by_the_edges_of_its_slide() -> None:
    plan = Timetable((("a", 5.0), ("b", 5.0)), 0)
    assert plan.standing("b", 300) == (Standing.ON_TIME, 0)
    assert plan.standing("b", 600 + TOLERANCE)[0] is Standing.ON_TIME
    assert plan.standing("b", 720) == (Standing.BEHIND, 120)
    assert plan.standing("b", 120) == (Standing.AHEAD, 180)
    assert plan.total == 600


def test_without_a_plan_nothing_is_ahead_or_behind() -> None:
    plan = Timetable((("a", 0.0),), 0)
    assert plan.standing("a", 5000) == (Standing.UNPLANNED, 0)
    assert plan.planned("a") == 0


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (-3, "0:00"), (59.9, "0:59"), (1104, "18:24"), (3723, "1:02:03")],
)
def test_a_time_reads_as_on_a_clock(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text
