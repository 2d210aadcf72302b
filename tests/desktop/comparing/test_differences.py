"""What only one of several texts says."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from db.text import fold
from desktop.comparing.differences import MOST_WORDS, distinguishing

TEXTS = st.lists(
    st.text(alphabet="村党组织书记评议比武的和，。“”（）A12 ３%", max_size=24), max_size=5
)


def _said(texts: list[str]) -> list[list[str]]:
    spans = distinguishing(texts)
    return [[t[a:b] for a, b in found] for t, found in zip(texts, spans, strict=True)]


def test_words_of_one_text_alone_are_found_and_shared_words_stay_quiet() -> None:
    texts = ["村党组织书记登台演讲。", "村党组织书记田间观摩。"]
    assert _said(texts) == [["登台演讲"], ["田间观摩"]]


def test_a_number_counts_as_a_whole() -> None:
    texts = ["共开展680余次。", "共开展68余次。", "共开展1680余次。"]
    assert _said(texts) == [["680"], ["68"], ["1680"]]


def test_a_number_that_two_texts_share_stays_quiet() -> None:
    assert _said(["16项指标", "16项指标"]) == [[], []]


def test_the_same_words_in_other_punctuation_and_width_are_the_same() -> None:
    assert _said(["（１６项）指标", "(16项)指标"]) == [[], []]


def test_particles_neither_begin_nor_end_what_is_emphasised() -> None:
    said = _said(["由评议团进行综合评定的办法", "前三名颁奖"])
    assert said[0] == ["评议团进行综合评定", "办法"]


def test_a_text_with_nothing_beside_it_is_not_emphasised() -> None:
    assert _said(["评议团由代表组成", "", ""]) == [[], [], []]


def test_only_the_longest_words_are_emphasised() -> None:
    said = _said(["甲乙，丙丁戊，己庚辛壬，癸子丑寅卯", "书记"])[0]
    assert said == ["己庚辛壬", "癸子丑寅卯"]


def test_words_of_whoever_summed_a_text_up_are_not_emphasised() -> None:
    texts = ["原文没有点明牵头单位，由评议团打分", "书记带队"]
    quotes = ["现场由评议团打分排名", "书记带队上门"]
    spans = distinguishing(texts, quotes)
    said = [[t[a:b] for a, b in found] for t, found in zip(texts, spans, strict=True)]
    assert said == [["评议团打分"], ["书记带队"]]


@given(TEXTS, TEXTS)
def test_of_a_source_only_its_own_words_are_emphasised(texts: list[str], quotes: list[str]) -> None:
    quotes = (quotes + [""] * len(texts))[: len(texts)]
    for text, quote, found in zip(texts, quotes, distinguishing(texts, quotes), strict=True):
        for start, end in found:
            words = fold(text)[start:end]
            pairs = {words[at : at + 2] for at in range(len(words) - 1)}
            told = re.search(r"\d", words) is not None
            assert told or all(pair in fold(quote) for pair in pairs)


@given(TEXTS)
def test_nothing_emphasised_stands_in_another_text(texts: list[str]) -> None:
    folded = [fold(text) for text in texts]
    for number, found in enumerate(_said(texts)):
        others = [other for place, other in enumerate(folded) if place != number]
        for words in map(fold, found):
            numbers = [n for o in others for n in re.findall(r"\d+(?:[.,]\d+)*%?", o)]
            if re.fullmatch(r"[\d.,%]+", words):
                assert words not in numbers
            else:
                assert all(words not in other for other in others)


@given(TEXTS)
def test_spans_are_in_order_apart_and_few(texts: list[str]) -> None:
    for text, found in zip(texts, distinguishing(texts), strict=True):
        edges = [edge for span in found for edge in span]
        assert edges == sorted(set(edges))
        assert all(0 <= edge <= len(text) for edge in edges)
        words = [span for span in found if not re.search(r"\d", fold(text[slice(*span)]))]
        assert len(words) <= MOST_WORDS
