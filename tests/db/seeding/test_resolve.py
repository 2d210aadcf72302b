"""A quote is placed where it stands, or the author is told what to change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.seeding.resolve import QuoteError, resolve

TEXT = "开展比武活动,评出优胜。\n再次开展比武活动,评出优胜。\n推广“经验”。"


def test_the_only_occurrence_is_found() -> None:
    span = resolve("再次开展", TEXT)
    assert TEXT[span.start : span.end] == "再次开展"


def test_a_hint_picks_one_of_several() -> None:
    first, second = resolve("比武", TEXT, 1), resolve("比武", TEXT, 2)
    assert first.start < TEXT.index("\n") < second.start


@pytest.mark.parametrize(
    ("quote", "occurrence", "words"),
    [
        ("比武", None, "有2处"),
        ("比武", 3, "只有2处"),
        ("比武", 0, "只有2处"),
        ("优胜。再次", None, "跨了段落"),
        ("优胜。\n再次", None, "跨了段落"),
        ("毫不相干的话", None, "原文里找不到这条引文，请从"),
        ("", None, "找不到"),
        ("再次开展比武活动，评出优胜", None, "第9个字起不同：这里写“，”，原文是“,”"),
    ],
)
def test_a_quote_that_cannot_be_placed_says_why(
    quote: str, occurrence: int | None, words: str
) -> None:
    with pytest.raises(QuoteError, match=words):
        resolve(quote, TEXT, occurrence)


@given(st.text(alphabet="甲乙丙,\n", min_size=1, max_size=60), st.data())
def test_any_stretch_of_a_line_is_found_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    if "\n" in quote:
        with pytest.raises(QuoteError):
            resolve(quote, text)
        return
    nth = sum(text.startswith(quote, at) for at in range(start + 1))
    span = resolve(quote, text, nth)
    assert (span.start, span.end) == (start, end)
