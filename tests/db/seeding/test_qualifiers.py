"""余, 近, 以上 and their kin: found beside the number, and only there."""

from __future__ import annotations

import pytest

from db.seeding.numbers import find_numbers
from db.seeding.qualifiers import around, missing, read_amount, unfounded, widen


@pytest.mark.parametrize(
    ("text", "unit", "wording", "found"),
    [
        ("共680余次活动", "次", "680余次", ("余",)),
        ("筹资2亿多元,", "元", "2亿多元", ("多",)),
        ("帮扶近40万元", "元", "近40万元", ("近",)),
        ("有50%以上的村", "%", "50%以上", ("以上",)),
        ("达50余万人次", "人次", "50余万人次", ("余",)),
        ("35岁以下的占", "岁", "35岁以下", ("以下",)),
        ("扩展到超过1800人", "人", "超过1800人", ("超过",)),
        ("收入突破60万元", "元", "突破60万元", ("突破",)),
        ("每年至少办4件实事", "件", "至少办4件", ("至少",)),
        ("预期每年带来6万余元", "元", "预期每年带来6万余元", ("预期", "余")),
        ("三分之一以上达到", "", "三分之一以上", ("以上",)),
        ("不少于3名", "名", "不少于3名", ("不少于",)),
        ("附近3名", "名", "3名", ()),
        ("节约100元", "元", "100元", ()),
        ("比原品种多1500公斤", "公斤", "1500公斤", ()),
        ("近年来共3名", "名", "3名", ()),
        ("占９５％", "%", "９５％", ()),
    ],
)
def test_what_stands_beside_a_number_is_found(
    text: str, unit: str, wording: str, found: tuple[str, ...]
) -> None:
    amount = read_amount(text, find_numbers(text)[0], unit)
    assert amount is not None
    assert text[amount.start : amount.end] == wording
    assert amount.qualifiers == found


def test_another_unit_is_no_amount() -> None:
    assert read_amount("680余次", find_numbers("680余次")[0], "场") is None


def test_a_qualifier_left_out_is_missing_and_one_made_up_is_unfounded() -> None:
    text = "首次突破10万元"
    number = find_numbers(text)[0]
    amount = read_amount(text, number, "元")
    assert amount is not None
    assert missing(amount, ()) == ["突破"]
    assert missing(amount, ("首次突破",)) == []
    assert unfounded(text, number, amount, ("突破", "近")) == ["近"]
    assert unfounded(text, number, amount, ("首次突破",)) == []
    wide = widen(text, number, amount, ("首次突破",))
    assert text[wide.start : wide.end] == "首次突破10万元"


def test_a_word_of_intent_may_govern_the_whole_sentence() -> None:
    text = "力争到明年,全市有三分之一以上达标"
    number = next(n for n in find_numbers(text) if n.fraction)
    amount = read_amount(text, number, "")
    assert amount is not None
    assert unfounded(text, number, amount, ("力争", "以上")) == []
    assert missing(amount, ("以上",)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("680余次", {"余"}),
        ("近680次", {"近"}),
        ("680岁以下", {"以下"}),
        ("680名,35岁以下", set()),
        ("680人(以上", {"以上"}),
    ],
)
def test_without_a_unit_the_neighbourhood_is_searched(text: str, found: set[str]) -> None:
    start = text.index("680")
    assert around(text, start, start + 3) == found
