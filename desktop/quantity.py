"""How numbers of the texts are written where they stand side by side. Pure: no Qt, no database.

A number keeps what the text says about it: 余, 多 and 以上 become ≥, 近 and 约 become ≈, 不到 and
以下 become ≤. What these words lose in the sign stands beside it in the text's own wording.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.records import Figure

# The first that a qualifier holds decides; 至少 must come before 少 could ever be looked for.
_SIGNS: Final = (
    ("≥", ("不少于", "不低于", "至少", "最少", "以上", "超过", "突破", "高于", "多于", "大于")),
    ("≤", ("不多于", "不高于", "不超过", "至多", "最多", "以下", "以内", "之内")),
    ("≤", ("不到", "不足", "未满", "低于", "少于", "小于")),
    ("≈", ("将近", "接近", "大约", "左右", "上下", "约", "近", "来", "几")),
    ("≥", ("余", "多", "超", "逾", "满")),
)
# Looked for before all others: these hold words that elsewhere mean the opposite.
_FIRST: Final = (
    ("≥", ("不少于", "不低于")),
    ("≤", ("不多于", "不高于", "不超", "不逾", "至多", "最多", "未满", "不满")),
    ("≈", ("差不多",)),
)
_LARGE: Final = {"万": 10_000.0, "亿": 100_000_000.0}
_DIGITS: Final = 4
_EXACT: Final = 1e-9


@cache
def sign(qualifier: str) -> str:
    """≥, ≤ or ≈ for the words beside a number; '' where they leave it as it is (力争, 连续)."""
    for shown, words in (*_FIRST, *_SIGNS):
        if any(word in qualifier for word in words):
            return shown
    return ""


def number(value: float) -> str:
    """A value in groups of thousands with at most four decimals."""
    text = f"{value:,.{_DIGITS}f}"
    return text.rstrip("0").rstrip(".")


def _share(value: float) -> str:
    """A number without a unit: 2/3 and 1/2 stay the fractions that the text writes."""
    fraction = Fraction(value).limit_denominator(12)
    if 0 < value < 1 and abs(float(fraction) - value) < _EXACT:
        return f"{fraction.numerator}/{fraction.denominator}"
    return number(value)


def scale_of(unit: str) -> float:
    """How many of the plain unit one of `unit` is: 万元 is 10,000 元."""
    return _LARGE.get(unit[:1], 1.0) if len(unit) > 1 else 1.0


def amount(figure: Figure, unit: str = "") -> str:
    """A figure's value with its sign; with `unit` (万元) counted in that, a range as 3–4."""
    scale = scale_of(unit)
    text = number(figure.value / scale) if figure.unit else _share(figure.value)
    if figure.value_max is not None:
        text += f"–{number(figure.value_max / scale)}"
    return sign(figure.qualifier) + text


def is_plain(figure: Figure, unit: str) -> bool:
    """Whether the text's wording says no more than the value and the unit."""
    return not figure.qualifier and figure.wording in {
        f"{written}{unit}" for written in (number(figure.value), f"{figure.value:.0f}")
    }


def ratio(numerator: Figure, denominator: Figure, unit: str) -> str:
    """One figure for another, to three digits; ≈ unless both are exact and so is the result.

    The signs of the two do not add up to one of the result: ≥ by ≥ may be anything.
    """
    value = numerator.value / denominator.value * (100 if unit == "%" else 1)
    shown = number(_three_digits(value))
    # What is written with 万 or 亿 is rounded already, but the text gives it as it stands.
    exact = not numerator.qualifier and not denominator.qualifier
    told = float(shown.replace(",", ""))
    near = "" if exact and math.isclose(told, value, rel_tol=_EXACT) else "≈"
    return f"{near}{shown}"


def _three_digits(value: float) -> float:
    if value == 0:
        return 0.0
    places = 2 - math.floor(math.log10(abs(value)))
    return round(value, places)
