"""Numbers of sections as an official document writes them (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = "零一二三四五六七八九"
_TEN: Final = "十"
_LEVELS: Final = ("{}、", "（{}）")


def chinese(number: int) -> str:
    """Return 1 to 99 in Chinese numerals: 十, 十一, 二十, 二十一.

    Raises ValueError outside that range.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"no section has the number {number}")
    tens, ones = divmod(number, 10)
    written = "" if tens == 0 else _TEN if tens == 1 else _DIGITS[tens] + _TEN
    return written + (_DIGITS[ones] if ones else "")


def heading_number(level: int, number: int) -> str:
    """Return 一、 for the first level and （一） for the second."""
    return _LEVELS[level - 1].format(chinese(number))
