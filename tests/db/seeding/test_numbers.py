"""Numbers in Chinese text: found whole, with the right span and the right plain value."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.seeding.numbers import Number, chinese_value, find_numbers, parse_value

if TYPE_CHECKING:
    from decimal import Decimal

_TIMES = {"": 1, "万": 10**4, "亿": 10**8}
_DIGITS = "零一二三四五六七八九"


def _section(number: int) -> str:
    """1 to 9999 as a Chinese numeral, the way a newspaper writes it."""
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if gap else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = bool(words)
    return words


def _chinese(number: int) -> str:
    """1 to 99999999 as a Chinese numeral."""
    high, low = divmod(number, 10_000)
    if not high:
        return _section(low).removeprefix("一") if 10 <= low < 20 else _section(low)
    gap = "零" if low and (low < 1000 or high % 10 == 0) else ""
    return f"{_section(high)}万{gap}{_section(low) if low else ''}"


@pytest.mark.parametrize(
    ("text", "words", "value", "value_max"),
    [
        ("活动680余次", "680", 680, None),
        ("比例达到98.31%,", "98.31", 98.31, None),
        ("培训2.9万余人", "2.9万", 29_000, None),
        ("增至1.3亿元", "1.3亿", 130_000_000, None),
        ("资金2亿多元", "2亿", 200_000_000, None),
        ("群众50余万人次", "50余万", 500_000, None),
        ("共1,164名", "1,164", 1164, None),
        ("每3-4名为一", "3-4", 3, 4),
        ("投入3-4万元", "3-4万", 30_000, 40_000),
        ("占20%—35%", "20%—35", 20, 35),
        ("三至五年", "三至五", 3, 5),
        ("总数的2/3。", "2/3", 2 / 3, None),
        ("有三分之一以上", "三分之一", 1 / 3, None),
        ("百分之五十", "百分之五十", 0.5, None),
        ("制定十项清单", "十", 10, None),
        ("两个月", "两", 2, None),
        ("党的二十大", "二十", 20, None),
        ("第十二次", "十二", 12, None),
        ("二〇二二年", "二〇二二", 2022, None),
        ("三四十个村", "三四十", 30, 40),
        ("十五六岁", "十五六", 15, 16),
        ("三十多万人", "三十多万", 300_000, None),
        ("万名农业专家", "万", 10_000, None),
        ("约１２３人", "１２３", 123, None),
        ("按5万元/村", "5万", 50_000, None),
        ("走了10千米", "10", 10, None),
        ("得十分", "十", 10, None),
        ("统一一个标准", "一", 1, None),
        ("二十一定", "二十一", 21, None),
    ],
)
def test_a_number_is_found_with_its_span_and_plain_value(
    text: str, words: str, value: float, value_max: float | None
) -> None:
    first = find_numbers(text)[0]
    assert text[first.start : first.end] == words
    assert (first.value, first.value_max) == (value, value_max)


@pytest.mark.parametrize("word", ["进一步提升", "统一划分", "一般村", "百姓安", "统一思想"])
def test_a_numeral_that_is_part_of_a_word_is_no_number(word: str) -> None:
    assert find_numbers(word) == []


def test_two_fractions_in_a_row_stay_two() -> None:
    assert [number.value for number in find_numbers("的2/3、1/2,")] == [2 / 3, 0.5]


def test_a_date_is_no_range() -> None:
    numbers = find_numbers("2022-07-25")
    assert [(number.value, number.value_max) for number in numbers] == [
        (2022, None),
        (7, None),
        (25, None),
    ]


def test_a_fraction_over_zero_is_skipped() -> None:
    assert find_numbers("3/0") == []
    assert find_numbers("零分之一") == []


def test_the_hedge_inside_a_number_is_kept() -> None:
    assert find_numbers("150余万元")[0] == Number(0, 5, 1_500_000, hedge="余")


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("三万五", 35_000),
        ("一百零五", 105),
        ("两千零二十二", 2022),
        ("一万亿", 10**12),
        ("百", 100),
    ],
)
def test_spoken_forms_of_chinese_numerals(numeral: str, value: int) -> None:
    assert chinese_value(numeral) == value


@pytest.mark.parametrize("cell", ["", "若干", "680次", "3 4", "约680"])
def test_a_cell_that_is_not_one_number_is_refused(cell: str) -> None:
    assert parse_value(cell) is None


@given(st.integers(1, 99_999_999))
def test_every_chinese_numeral_reads_as_its_value(number: int) -> None:
    numeral = _chinese(number)
    parsed = parse_value(numeral)
    assert parsed is not None
    assert (parsed.value, parsed.value_max) == (number, None)


@given(st.decimals(0, 10_000_000, places=2), st.sampled_from(sorted(_TIMES)))
def test_every_arabic_number_reads_as_its_value(number: Decimal, times: str) -> None:
    parsed = parse_value(f"{number}{times}")
    assert parsed is not None
    # The parser rounds once, at the end: exact arithmetic is the reference.
    assert parsed.value == float(Fraction(number) * _TIMES[times])


@given(st.integers(0, 999), st.integers(1, 999))
def test_every_range_reads_as_both_ends(low: int, more: int) -> None:
    parsed = parse_value(f"{low}-{low + more}")
    assert parsed is not None
    assert (parsed.value, parsed.value_max) == (low, low + more)


@given(st.text(alphabet="12一二十百万亿0零分之/-.,余多%名村", max_size=30))
def test_numbers_are_in_order_apart_and_never_empty(text: str) -> None:
    done = 0
    for number in find_numbers(text):
        assert done <= number.start < number.end <= len(text)
        assert parse_value(text[number.start : number.end]) is not None
        done = number.end
