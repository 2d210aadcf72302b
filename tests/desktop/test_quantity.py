"""Numbers as they are shown: what the text says about them is never lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.records import Figure, FigureKind
from desktop import quantity

if TYPE_CHECKING:
    from desktop.casebase import CaseBase

FIGURE = Figure(
    id="a#f1", mechanism_id="a", region_id="r", article_id="t", label="名目", value=0.0,
    value_max=None, unit="人", qualifier="", wording="", as_of="", kind=FigureKind.RESULT,
    start=0, end=1, exact="",
)  # fmt: skip


def figure(
    value: float, qualifier: str = "", unit: str = "人", value_max: float | None = None
) -> Figure:
    return replace(FIGURE, value=value, qualifier=qualifier, unit=unit, value_max=value_max)


@pytest.mark.parametrize(
    ("qualifier", "sign"),
    [
        ("余", "≥"), ("多", "≥"), ("以上", "≥"), ("及以上", "≥"), ("突破", "≥"), ("首次突破", "≥"),
        ("至少", "≥"), ("超过", "≥"), ("预期、余", "≥"), ("力争、以上", "≥"), ("不少于", "≥"),
        ("以下", "≤"), ("不到", "≤"), ("不足", "≤"), ("不超过", "≤"), ("不多于", "≤"),
        ("不满", "≤"), ("不超", "≤"), ("不逾", "≤"), ("差不多", "≈"),
        ("未满", "≤"), ("至多", "≤"), ("近", "≈"), ("约", "≈"), ("左右", "≈"), ("将近", "≈"),
        ("", ""), ("连续", ""), ("前", ""), ("才", ""), ("仅有", ""), ("预期", ""),
    ],
)  # fmt: skip
def test_a_qualifier_becomes_a_sign(qualifier: str, sign: str) -> None:
    assert quantity.sign(qualifier) == sign


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (29_000, "29,000"), (143_000_000, "143,000,000"), (95.38, "95.38"), (9.5, "9.5"),
        (0.1 + 0.2, "0.3"), (2 / 3, "0.6667"), (0.5, "0.5"), (0, "0"), (1, "1"),
    ],
)  # fmt: skip
def test_numbers_stand_in_groups_of_thousands(value: float, text: str) -> None:
    assert quantity.number(value) == text


def test_an_amount_keeps_sign_range_and_scale() -> None:
    assert quantity.amount(figure(29_000, "余")) == "≥29,000"
    assert quantity.amount(figure(3, value_max=4)) == "3–4"
    assert quantity.amount(figure(200_000_000, "多", "元"), "万元") == "≥20,000"
    assert quantity.amount(figure(84_000, "", "元"), "万元") == "8.4"
    assert quantity.amount(figure(2 / 3, unit="")) == "2/3"
    assert quantity.amount(figure(1 / 3, "以上", unit="")) == "≥1/3"
    assert quantity.amount(figure(0.5, unit="")) == "1/2"
    assert quantity.amount(figure(0.5, unit="%")) == "0.5"
    assert quantity.amount(figure(84_000, "", "元"), "元") == "84,000"


@pytest.mark.parametrize("unit", ["万", "亿", "万元", "元", "", "个"])
def test_only_a_unit_with_a_scale_before_it_scales(unit: str) -> None:
    assert (quantity.scale_of(unit) != 1) == (unit == "万元")


@given(st.integers(min_value=1, max_value=10**12))
def test_a_whole_number_can_be_read_back(value: int) -> None:
    assert int(quantity.number(float(value)).replace(",", "")) == value


@given(
    st.integers(min_value=1, max_value=10**9),
    st.integers(min_value=1, max_value=10**6),
    st.sampled_from(["", "余", "近"]),
    st.sampled_from(["", "多"]),
)
@example(above=1, below=15625, over="", under="")  # 0.000064: four decimals do not say it
def test_a_ratio_is_near_and_exact_only_where_both_numbers_are(
    above: int, below: int, over: str, under: str
) -> None:
    shown = quantity.ratio(figure(above, over), figure(below, under), "人/期")
    value = float(shown.removeprefix("≈").replace(",", ""))
    # Three digits, of which the fourth decimal is the last that is shown.
    assert value == pytest.approx(above / below, rel=0.006, abs=0.00006)
    if over or under:
        assert shown.startswith("≈")
    if not shown.startswith("≈"):
        assert value * below == pytest.approx(above)


def test_ratios_of_the_texts() -> None:
    assert quantity.ratio(figure(29_000, "余"), figure(130, "余"), "人/期") == "≈223"
    assert quantity.ratio(figure(255_000_000), figure(255), "元/个") == "1,000,000"
    assert quantity.ratio(figure(389), figure(532), "%") == "≈73.1"


def test_every_number_of_the_library_shows_what_its_qualifier_says(cases: CaseBase) -> None:
    for one in cases.all_figures:
        shown = quantity.amount(one)
        if any(word in one.qualifier for word in ("余", "多", "以上", "突破", "超过", "至少")):
            assert shown.startswith("≥"), one
        if any(word in one.qualifier for word in ("近", "约")):
            assert shown.startswith("≈"), one
        if not one.qualifier:
            assert shown[0] not in "≥≤≈", one
