"""Numbers in their plain unit."""

from __future__ import annotations

import pytest

from db.records import Figure, FigureKind
from desktop.comparing.figures import plain_value


@pytest.mark.parametrize(
    ("wording", "value", "most", "unit", "shown"),
    [
        ("680余次", 680, None, "次", ""),
        ("1,164名", 1164, None, "名", ""),
        ("98.31%", 98.31, None, "%", ""),
        ("3-4名", 3, 4, "名", ""),
        ("1.3亿元", 130_000_000, None, "元", "130,000,000元"),
        ("近40万元", 400_000, None, "元", "400,000元"),
        ("两组", 2, None, "组", "2组"),
        ("三分之一以上", 33.333333, None, "%", "33.333333%"),
    ],
)
def test_a_value_is_said_where_the_wording_does_not_show_it(
    wording: str, value: float, most: float | None, unit: str, shown: str
) -> None:
    figure = Figure(
        "f", "m", "r", "a", "", value, most, unit, "", wording, "", FigureKind.RESULT, 0, 1, ""
    )
    assert plain_value(figure) == shown
