"""A slice at a time finds what all at once would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text import find_all
from desktop.widgets import text_finder
from desktop.widgets.text_finder import TextFinder

if TYPE_CHECKING:
    from db.text import Span

LETTERS = st.text(alphabet="aAａ1１,，、。𠮷比武 ", max_size=120)


def _all(finder: TextFinder, word: str) -> list[Span]:
    return [hit for found in finder.search(word) for hit in found]


@given(text=LETTERS, word=st.text(alphabet="aAａ1,，𠮷比武", max_size=4), size=st.integers(1, 40))
def test_every_slice_size_finds_what_one_pass_finds(text: str, word: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_finder, "SLICE", size)
        assert _all(TextFinder(text), word) == find_all(text, word)


@given(text=LETTERS, most=st.integers(1, 5))
def test_many_hits_in_one_slice_are_found_in_order_and_none_twice(text: str, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_finder, "_HITS", most)
        assert _all(TextFinder(text), "a") == find_all(text, "a")


def test_one_finder_answers_again_and_after_a_search_was_given_up() -> None:
    finder = TextFinder("擂台比武，比武" * 30_000)
    next(finder.search("比"))
    assert len(_all(finder, "比武")) == 60_000
    assert _all(finder, "没有") == []
    assert _all(finder, "") == []


def test_a_long_text_is_looked_through_in_slices() -> None:
    turns = sum(1 for _ in TextFinder("村" * 300_000).search("党"))
    assert turns > 300_000 // text_finder.SLICE
