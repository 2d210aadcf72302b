"""Folding, the index form, offsets and snippets."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text import (
    SENTINEL,
    Utf16Map,
    find_all,
    fold,
    index_form,
    merged,
    snippet,
    storable,
    words_of,
)

MIXED = st.text(
    st.sampled_from('党建引领乡村振兴，,。.、“”"‘’（）()ＡａA1１ \u3000\n😀𠮷ßİΣς'), max_size=60
)
TEXTS = st.one_of(MIXED, st.text(max_size=60))


def test_full_width_forms_quotes_and_case_fold_to_one_form() -> None:
    assert fold("ＡＢＣ１２３，：；（）！？％") == "abc123,:;()!?%"
    assert fold("“练兵比武”‘三定’「双述」") == '"练兵比武"\'三定\'"双述"'
    assert fold("村\u3000镇\u00a0县") == "村 镇 县"
    assert fold("一、二。") == "一,二."


def test_every_character_folds_to_one_character_and_folding_again_changes_nothing() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold(every)
    assert len(folded) == len(every)
    assert fold(folded) == folded


@given(TEXTS, TEXTS)
def test_folding_goes_character_by_character(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@given(TEXTS)
def test_index_form_has_a_token_for_each_character_and_run_of_blanks(text: str) -> None:
    tokens = index_form(text).split(" ") if text else []
    words = fold(text).split()
    assert sum(token != SENTINEL for token in tokens) == sum(map(len, words))
    assert tokens.count(SENTINEL) <= len(words) + 1


@given(TEXTS, st.data())
def test_index_form_of_a_word_is_a_run_of_tokens_of_its_text(
    text: str, data: st.DataObject
) -> None:
    words = fold(text).split()
    if words:
        word = data.draw(st.sampled_from(words))
        start = data.draw(st.integers(0, len(word) - 1))
        end = data.draw(st.integers(start + 1, len(word)))
        assert f" {index_form(word[start:end])} " in f" {index_form(text)} "


def test_index_form_separates_words_and_keeps_punctuation_apart_from_letters() -> None:
    assert index_form("党 \n建") == f"党 {SENTINEL} 建"
    assert index_form("3.5") == "3 x2e 5"
    assert index_form("3，5") == index_form("3,5") != index_form("3.5")
    assert index_form("𠮷") == "x20bb7"


def test_find_all_finds_folded_hits_in_order_without_overlap() -> None:
    assert find_all("Ａa，aA,a", "A") == [(0, 1), (1, 2), (3, 4), (4, 5), (6, 7)]
    assert find_all("村村村村村", "村村") == [(0, 2), (2, 4)]
    assert find_all("村", "") == []


@given(TEXTS, MIXED)
def test_what_find_all_returns_is_the_word(text: str, word: str) -> None:
    for start, end in find_all(text, word):
        assert fold(text[start:end]) == fold(word)


def test_words_of_a_query_are_folded_and_stand_once() -> None:
    assert words_of(" 党建\u3000引领 党建 Ａ a\n") == ("党建", "引领", "a")
    assert words_of(" \u3000\n") == ()


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda p: tuple(sorted(p)))))
def test_merged_spans_cover_the_same_characters_apart_from_each_other(
    spans: list[tuple[int, int]],
) -> None:
    result = merged(spans)
    covered = {at for start, end in spans for at in range(start, end)}
    assert {at for start, end in result for at in range(start, end)} == covered
    assert all(left[1] < right[0] for left, right in pairwise(result))


@given(TEXTS, st.lists(MIXED, max_size=3), st.integers(1, 40))
def test_every_mark_of_a_snippet_is_a_hit(text: str, words: list[str], width: int) -> None:
    shown, marks = snippet(text, words, width)
    hits = [fold(word).replace("\n", " ") for word in words if word]
    assert "\n" not in shown
    assert len(shown) <= max([width, *(end - start for start, end in marks)]) + 2
    if any(find_all(text, word) for word in words):
        assert marks
    # A mark is a hit, part of one cut off by the edge, or several that touch.
    for start, end in marks:
        assert 0 <= start < end <= len(shown)
        marked = fold(shown[start:end])
        assert any(hit in marked or marked in hit for hit in hits)


def test_a_snippet_shows_the_first_hit_with_words_around_it() -> None:
    text = "前" * 100 + "擂台比武" + "后" * 100
    shown, marks = snippet(text, ["擂台", "比武"], 60)
    assert len(shown) == 62
    assert shown.startswith("…前")
    assert shown.endswith("后…")
    assert [shown[start:end] for start, end in marks] == ["擂台比武"]


def test_a_snippet_without_a_hit_is_the_beginning() -> None:
    assert snippet("党建引领乡村振兴", ["无"], 4) == ("党建引领…", ())


def test_lone_surrogates_are_replaced_and_everything_else_is_kept() -> None:
    assert storable("好\ud83d") == "好\ufffd"
    assert storable("\ud83d\ude00") == "😀"


@given(st.text())
def test_text_without_surrogates_is_storable_as_it_is(text: str) -> None:
    assert storable(text) == text


@given(st.text(st.one_of(st.characters(), st.sampled_from("😀𠮷党")), max_size=80))
def test_utf16_offsets_are_those_of_the_encoded_text(text: str) -> None:
    units = Utf16Map(text)
    for at in range(len(text) + 1):
        encoded = len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
        assert units.to_utf16(at) == encoded
        assert units.to_codepoint(encoded) == at


def test_the_middle_of_a_surrogate_pair_belongs_to_its_character() -> None:
    assert [Utf16Map("党😀建").to_codepoint(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


@pytest.mark.parametrize("offset", [-1, 4])
def test_offsets_outside_the_text_are_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        Utf16Map("一二三").to_utf16(offset)
    with pytest.raises(ValueError, match="outside"):
        Utf16Map("一二三").to_codepoint(offset)
