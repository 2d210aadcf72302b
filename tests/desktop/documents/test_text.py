"""Numbers of quotes and widths."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.text import display_width, quote_marks


@given(st.sets(st.integers(1, 60)))
def test_the_marks_say_exactly_the_numbers(numbers: set[int]) -> None:
    named: set[int] = set()
    for part in quote_marks(numbers).strip("[]").split(","):
        first, _, last = part.partition("-")
        if first:
            named |= set(range(int(first), int(last or first) + 1))
    assert named == numbers


def test_a_run_of_three_is_written_from_to() -> None:
    assert quote_marks((5, 1, 3, 4, 8, 9)) == "[1,3-5,8,9]"
    assert quote_marks(()) == ""


def test_an_ideograph_is_as_wide_as_two_letters() -> None:
    assert display_width("云浮 ab\n长的一行在这里") == 14
