"""Passages offered for lost words, and what differs: the laws of both."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from desktop.resembling import MOST, Kind, differences, neighbourhood, passages

WORDS = st.text(st.sampled_from("村党组织书记比武3158，。\n的开展A"), max_size=60)
OLD = "每季度开展一次“红旗村”评选活动，按照村级申报、乡镇评审的程序确定名单。"
BEFORE = "推动村干部队伍建设，各地积极探索。"
BEHIND = "每获评一面红旗，给予一次性专项经费补助。"


@given(WORDS, WORDS)
def test_the_pieces_give_both_wordings_back(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(p.text for p in pieces if p.kind is not Kind.ADDED) == old
    assert "".join(p.text for p in pieces if p.kind is not Kind.REMOVED) == new


@given(WORDS, WORDS, WORDS, WORDS)
def test_passages_lie_in_the_text_best_first_and_apart(
    quote: str, prefix: str, suffix: str, text: str
) -> None:
    found = passages(quote, prefix, suffix, text)
    assert len(found) <= MOST
    for passage in found:
        assert 0 <= passage.start < passage.end <= len(text)
        assert 0 < passage.likeness <= 1
    spans = sorted((p.start, p.end) for p in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_a_number_changes_as_a_whole() -> None:
    changed = [p for p in differences("安排15万元", "安排150万元") if p.kind is not Kind.SAME]
    assert [(p.kind, p.text) for p in changed] == [(Kind.REMOVED, "15"), (Kind.ADDED, "150")]


def test_the_rewritten_sentence_is_offered_first_and_whole() -> None:
    new = OLD.replace("每季度", "每半年").replace("乡镇评审", "县级评审")
    text = BEFORE + new + BEHIND + "别处也开展一次评选活动。"
    best = passages(OLD, BEFORE, BEHIND, text)[0]
    assert text[best.start : best.end] == new


def test_of_two_that_share_as_much_the_context_decides() -> None:
    one, two = OLD.replace("季度", "年"), OLD.replace("季度", "月")
    text = "别的话说在前头。" + one + "后面也是别的话。\n" + BEFORE + two + BEHIND
    best = passages(OLD, BEFORE, BEHIND, text)[0]
    assert text[best.start : best.end] == two


def test_where_nothing_resembles_nothing_is_offered() -> None:
    assert passages("今天的天气很好", "", "", BEFORE + BEHIND) == []


def test_a_neighbourhood_ends_with_its_paragraph() -> None:
    text = "第一段\n第二段很长很长\n第三段"
    assert neighbourhood(text, 6, 8, 20) == (4, 11)
