"""What a case file says in its own words is held against its quotes."""

from __future__ import annotations

import pytest

from db.seeding import claims


@pytest.mark.parametrize(
    ("claim", "quotes", "bad"),
    [
        ("共680次", "活动680余次", []),
        ("共68次", "活动680余次", ["68"]),
        ("占98.31%", "达到98.31%", []),
        ("占98.31", "达到98.31%", ["98.31"]),
        ("资金2万元", "资金2亿元", ["2万"]),
        ("2021-2023年", "（2021-2023年)", []),
        ("十项", "", []),
    ],
)
def test_an_arabic_number_must_stand_in_the_quotes_whole(
    claim: str, quotes: str, bad: list[str]
) -> None:
    assert claims.numbers_without_quote(claim, quotes) == bad


@pytest.mark.parametrize(
    ("claim", "bad"),
    [
        ("开展“擂台比武”", []),
        ("开展‘擂台比武’", []),
        ("开展“擂台赛”", ["“擂台赛”"]),
        ("印发《比武办法》", []),
        ("印发《擂台比武》", ["《擂台比武》"]),
    ],
)
def test_a_quoted_name_must_stand_in_the_article(claim: str, bad: list[str]) -> None:
    assert claims.names_not_in_text(claim, "印发《比武办法》,开展“擂台比武”。") == bad


@pytest.mark.parametrize(
    ("claim", "quotes", "lost"),
    [
        ("共680次", "活动680余次", [("680", "余")]),
        ("共680余次", "活动680余次", []),
        ("资金40万元", "近40万元", [("40万", "近")]),
        ("40万元", "近40万元,另有40万元", []),
        ("45岁村民", "45岁以下村民", [("45", "以下")]),
        ("9个", "8个", []),
    ],
)
def test_a_qualifier_may_not_get_lost(claim: str, quotes: str, lost: list[tuple[str, str]]) -> None:
    assert claims.lost_qualifiers(claim, quotes) == lost


@pytest.mark.parametrize(
    ("claim", "straight"),
    [('开展"比武"', True), ("开展'比武'", True), ("开展“比武”", False), ("farmers' day", True)],
)
def test_half_width_quotation_marks_are_seen(claim: str, straight: bool) -> None:
    assert claims.has_straight_quotes(claim) is straight
