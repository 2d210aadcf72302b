"""Which screen is the audience's: never the one that the trainer works on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.teaching.monitors import Monitor, audience_of, distinct, home_of, key_of, told_apart

KEYS = st.sampled_from("ABCDE")


@st.composite
def monitors(draw: st.DrawFn) -> list[Monitor]:
    """Screens beside each other, some of them showing the same."""
    keys = draw(st.lists(KEYS, min_size=1, max_size=5, unique=True))
    return [Monitor(key, key, 1920, 1080, (draw(st.integers(0, 3)) * 1920, 0)) for key in keys]


@given(monitors(), KEYS, KEYS)
def test_the_audience_never_gets_the_presenters_screen_nor_its_mirror(
    found: list[Monitor], home: str, wanted: str
) -> None:
    own = home_of(found, home, wanted)
    chosen = audience_of(found, own, wanted)
    at = next(monitor.at for monitor in found if monitor.key == own)
    if chosen is None:
        assert {monitor.at for monitor in found} == {at}
    else:
        assert chosen.at != at


@given(monitors(), KEYS, KEYS)
def test_the_wanted_screen_is_taken_wherever_it_is_plugged_in(
    found: list[Monitor], home: str, wanted: str
) -> None:
    own = home_of(found, home, wanted)
    shown = {monitor.key for monitor in distinct(found, own)} - {own}
    chosen = audience_of(found, own, wanted)
    if wanted in shown:
        assert chosen is not None
        assert chosen.key == wanted
    else:
        assert (chosen is None) == (not shown)


@given(monitors(), KEYS, KEYS)
def test_the_presenters_screen_is_one_that_there_is_and_his_own_if_he_has_it(
    found: list[Monitor], home: str, wanted: str
) -> None:
    keys = {monitor.key for monitor in found}
    own = home_of(found, home, wanted)
    assert own in keys
    assert own == home or home not in keys
    assert own != wanted or wanted == home or keys == {wanted}


def test_without_any_screen_there_is_no_presenter() -> None:
    with pytest.raises(ValueError, match="needs a screen"):
        home_of([], "A", "B")


def test_a_screen_is_remembered_by_what_it_says_of_itself_and_else_by_its_socket() -> None:
    assert key_of("HDMI-1", "EPSON", "EB-X05", "S12") == "EPSON EB-X05 S12"
    assert key_of("HDMI-2", "", "EB-X05", "") == "EB-X05"
    assert key_of("HDMI-1", "", "", "") == "HDMI-1"
    assert key_of("HDMI-1", "EPSON", " ", "") == "HDMI-1"


def test_two_screens_that_say_the_same_are_told_apart_by_their_sockets() -> None:
    keys = told_apart([("EB-X05", "HDMI-1"), ("EB-X05", "HDMI-2"), ("Dell", "eDP-1")])
    assert keys == ["EB-X05 HDMI-1", "EB-X05 HDMI-2", "Dell"]
