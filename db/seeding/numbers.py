"""Every number in a Chinese text, with its span and its plain value. Pure.

Reads 680, 98.31, 1,164, 1.3亿, 50余万, 2/3, 3-4, 十项, 两个, 三分之一, 三四十. Does not read units,
percent signs or qualifiers: a value of 98.31 stands before "%". An ordinal (第一) is a number as
well; whether a number means anything is for the audit's reader to say, not for this module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_CN = "〇零一二两三四五六七八九十百千万亿"
_PAIR = re.compile(
    "(?<![〇零一二两三四五六七八九])(一二|二三|三四|四五|五六|六七|七八|八九)"
    "(?![〇零一二两三四五六七八九])"
)

# Words in which a numeral counts nothing, however they are read. 十分 and 一起 are not among them:
# they may be ten points and one case.
_WORDS = (
    "进一步", "统一", "唯一", "逐一", "一些", "一定", "一直", "一般", "一样", "一致", "一切",
    "一旦", "一律", "百姓",
)  # fmt: skip
_WORD = re.compile(f"(?<![{_CN}])(?:{'|'.join(_WORDS)})")

# Full-width digits count as digits; the translation keeps every position.
_FOLD = str.maketrans("０１２３４５６７８９，．／－％", "0123456789,./-%")

_TOKEN = re.compile(
    rf"""
    (?P<cn_below>[0-9]+|[{_CN}]+)分之(?P<cn_above>[0-9]+|[{_CN}]+)
  | (?<![0-9./])(?P<below_above>[0-9]+/[0-9]+)(?![0-9/.])
  | (?P<arabic>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)? | [0-9]+(?:\.[0-9]+)?)
    (?:(?P<hedge>[余多来])?(?P<times>[百千]?(?:万亿|[万亿])|[百千](?![瓦克米卡伏])))?
  | (?P<chinese>[{_CN}]+)(?:(?P<cn_hedge>[余多来])(?P<cn_times>万亿|[万亿]))?
    """,
    re.VERBOSE,
)
# Longer than any number that means something; a value of hundreds of digits is no float.
_LONGEST = 30
_JOINER = re.compile(r"%?[-–—~～至]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `text[start:end]`.

    `value_max` is the upper end of a range (3-4); `hedge` is a 余 or 多 that stands inside the
    number (50余万); `fraction` tells 2/3 and 三分之一 from whole and decimal numbers.
    """

    start: int
    end: int
    value: float
    value_max: float | None = None
    hedge: str = ""
    fraction: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    """A number before ranges are joined; `times` is what its trailing 万 or 亿 multiplied."""

    start: int
    end: int
    low: Fraction
    high: Fraction | None = None
    times: int = 1
    hedge: str = ""
    fraction: bool = False


def find_numbers(text: str) -> list[Number]:
    """All numbers of `text`, in order, none overlapping."""
    folded = _WORD.sub(lambda word: " " * len(word.group()), text.translate(_FOLD))
    matches = _TOKEN.finditer(folded)
    tokens = [token for match in matches if (token := _token(match)) is not None]
    return [_number(token) for token in _join_ranges(folded, tokens)]


def parse_value(cell: str) -> Number | None:
    """The one number that `cell` is, or None when it is none or holds anything else."""
    stripped = cell.strip()
    numbers = find_numbers(stripped)
    if len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(stripped)):
        return numbers[0]
    return None


def chinese_value(numeral: str) -> int:
    """The value of a Chinese numeral: 二百五十 is 250, 二〇二二 is 2022, 三万五 is 35000."""
    if not any(char in _UNITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    total = section = digit = 0
    last_unit, fresh = 1, True  # fresh: no digit seen since the last unit, so 十 alone means 10
    for char in numeral:
        if char in _DIGITS:
            digit, fresh = _DIGITS[char], False
            last_unit = 1 if char in "零〇" else last_unit
            continue
        unit = _UNITS[char]
        if unit < 10**4:
            section += (1 if fresh or digit == 0 else digit) * unit
        elif unit == 10**4:
            total += (section + digit or 1) * unit
            section = 0
        else:
            total = (total + section + digit or 1) * unit
            section = 0
        digit, last_unit, fresh = 0, unit, True
    # 三万五 is short for 三万五千; 三万零五 is not, and 二十五 has nothing to shorten.
    return total + section + digit * (last_unit // 10 if last_unit > 10 else 1)


def _token(match: re.Match[str]) -> _Token | None:
    """The token of one match, None where a fraction's lower half is zero or it is absurdly long."""
    start, end = match.span()
    if end - start > _LONGEST:
        return None
    if match["cn_below"] is not None:
        below, above = _plain(match["cn_below"]), _plain(match["cn_above"])
        return _Token(start, end, Fraction(above, below), fraction=True) if below else None
    if match["below_above"] is not None:
        above, below = map(int, match["below_above"].split("/"))
        return _Token(start, end, Fraction(above, below), fraction=True) if below else None
    if match["arabic"] is not None:
        times = chinese_value(match["times"]) if match["times"] else 1
        value = Fraction(match["arabic"].replace(",", ""))
        return _Token(start, end, value * times, None, times, match["hedge"] or "")
    times = chinese_value(match["cn_times"]) if match["cn_times"] else 1
    low, high = _chinese_ends(match["chinese"])
    return _Token(
        start, end, Fraction(low * times), None if high is None else Fraction(high * times),
        times, match["cn_hedge"] or "",
    )  # fmt: skip


def _plain(digits: str) -> int:
    """The value of a run of digits of either script."""
    return int(digits) if digits.isdecimal() and digits.isascii() else chinese_value(digits)


def _chinese_ends(numeral: str) -> tuple[int, int | None]:
    """Both ends of 三四十, or the value and None."""
    pair = _PAIR.search(numeral)
    if pair is None:
        return chinese_value(numeral), None
    low, high = (numeral[: pair.start()] + char + numeral[pair.end() :] for char in pair.group())
    return chinese_value(low), chinese_value(high)


def _join_ranges(text: str, tokens: list[_Token]) -> list[_Token]:
    """Join 3 and 4 of 3-4 into one token; a date such as 2022-07-25 stays three."""
    joints = [_is_range(text, left, right) for left, right in pairwise(tokens)] + [False]
    joined: list[_Token] = []
    skip = False
    for index, token in enumerate(tokens):
        if skip:
            skip = False
        elif joints[index] and not joints[index + 1] and (index == 0 or not joints[index - 1]):
            upper = tokens[index + 1]
            low = token.low * (upper.times if token.times == 1 else 1)  # 3-4万
            joined.append(_Token(token.start, upper.end, low, upper.low, hedge=upper.hedge))
            skip = True
        else:
            joined.append(token)
    return joined


def _is_range(text: str, left: _Token, right: _Token) -> bool:
    """Whether nothing but a dash or 至 stands between two plain numbers."""
    if left.fraction or right.fraction or left.high is not None or right.high is not None:
        return False
    return _JOINER.fullmatch(text, left.end, right.start) is not None


def _number(token: _Token) -> Number:
    """The public form of a token. The rounding to float happens here and nowhere before."""
    high = None if token.high is None else float(token.high)
    return Number(token.start, token.end, float(token.low), high, token.hedge, token.fraction)
