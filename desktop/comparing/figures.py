"""A number in its plain unit, where its wording does not show it already. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from desktop import quantity

if TYPE_CHECKING:
    from db.records import Figure
    from db.records.comparison import Measure

_SCALED: Final = re.compile("[万亿千]")


def plain_value(figure: Figure) -> str:
    """`130,000,000元` for 1.3亿元, `2组` for 两组; '' where the wording has the very number."""
    values = [figure.value] if figure.value_max is None else [figure.value, figure.value_max]
    shown = [_number(value) for value in values]
    written = set(re.findall(r"\d+(?:\.\d+)?", figure.wording.replace(",", "")))
    scaled = _SCALED.search(figure.wording) is not None
    if not scaled and all(number.replace(",", "") in written for number in shown):
        return ""
    return "–".join(shown) + figure.unit


def comparable_value(figure: Figure, about: Measure | None) -> str:
    """The number in the unit of its row, `≥130场次` for 130多场; '' where the wording has it."""
    if about is None:
        return plain_value(figure)
    scaled = quantity.scale_of(about.unit) != 1 and not quantity.is_plain(figure, about.unit)
    if not scaled and not plain_value(figure) and not quantity.sign(figure.qualifier):
        return ""
    return quantity.amount(figure, about.unit) + about.unit


def _number(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.6f}".rstrip("0")
