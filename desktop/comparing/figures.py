"""A number in its plain unit, where its wording does not show it already. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.records import Figure

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


def _number(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.6f}".rstrip("0")
