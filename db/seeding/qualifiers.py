"""The small words around a number that keep it honest: 余, 近, 以上, 突破, 预期 … Pure.

A plan that turns 近40万 into 40万 has invented something. So every qualifier that stands beside a
number must be named, and none may be named that does not stand there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from db.seeding.numbers import Number

# Right before the number, the longest first.
_BEFORE = (
    "不少于", "不低于", "不多于", "不高于", "不超过", "超过", "突破", "将近", "接近", "大约",
    "低于", "高于", "少于", "多于", "大于", "小于", "不足", "不到",
    "未满", "约", "近", "超", "逾", "满",
)  # fmt: skip
# 近 and the like are qualifiers only where they are no part of another word.
_PART_OF_WORD = re.compile("(?:[附最邻临靠]近|[节预公签契条大]约|[高]超|[圆不未期充]满)$")
# Anywhere before the number in its clause.
_IN_CLAUSE = ("预期", "预计", "有望", "至少", "至多", "最多", "最少")
# Anywhere before the number: words of a plan, which may govern several clauses. They need not be
# named, since the figure's kind (目标) says the same.
_IN_SENTENCE = ("力争", "争取", "计划", "确保", "预期", "预计", "拟")
_AFTER_NUMBER = ("余", "多", "来", "几")
_AFTER_UNIT = ("及以上", "及以下", "以上", "以下", "以内", "之内", "左右", "上下", "多", "余")
_UNIT_AND_AFTER = re.compile("[^0-9,，、。；;：:“”]{0,4}?((?:及)?以[上下内]|左右|上下)")
_CLAUSE_END = re.compile("[,，、。；;：:！!？?\n]")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit and qualifiers, at `start:end` of the text it was read from."""

    start: int
    end: int
    qualifiers: tuple[str, ...]


def read_amount(text: str, number: Number, unit: str) -> Amount | None:
    """The number with everything that belongs to it, None when `unit` does not follow it."""
    after, at = _first(_AFTER_NUMBER, text, number.end)
    folded = text.replace("％", "%")
    if not folded.startswith(unit.replace("％", "%"), at):
        after, at = "", number.end  # 多 may be the first character of what is counted
        if not folded.startswith(unit.replace("％", "%"), at):
            return None
    at += len(unit)
    last, end = _first(_AFTER_UNIT, text, at)
    before, start = _before(text, number.start)
    found = [before, number.hedge, after, last]
    clause = _clause_start(text, start)
    for word in _IN_CLAUSE:
        place = text.rfind(word, clause, start)
        if place >= 0:
            found.insert(0, word)
            start = min(start, place)
    return Amount(start, end, tuple(word for word in found if word))


def missing(amount: Amount, named: Collection[str]) -> list[str]:
    """Qualifiers that stand beside the number and are not named (首次突破 names 突破)."""
    return [word for word in amount.qualifiers if not any(name.endswith(word) for name in named)]


def widen(text: str, number: Number, amount: Amount, named: Collection[str]) -> Amount:
    """The amount stretched over named words that reach further to the left (首次突破)."""
    start = amount.start
    for name in named:
        for end in (number.start, amount.start + len(_before(text, number.start)[0])):
            if text.endswith(name, 0, end):
                start = min(start, end - len(name))
    return Amount(start, amount.end, amount.qualifiers)


def unfounded(text: str, number: Number, amount: Amount, named: Collection[str]) -> list[str]:
    """Named qualifiers that do not stand beside the number."""
    return [
        name
        for name in named
        if name not in amount.qualifiers
        and not text.endswith(name, 0, number.start)
        and not (name in _IN_SENTENCE and name in text[: number.start])
    ]


def around(text: str, start: int, end: int) -> set[str]:
    """The qualifiers beside the number at `start:end`, its unit not being known.

    What follows the unit is looked for within four characters, and not past a comma or a number.
    """
    tail = _UNIT_AND_AFTER.match(text, end)
    after, _ = _first(_AFTER_NUMBER, text, end)
    found = {_before(text, start)[0], after, tail[1] if tail else ""}
    return {word for word in found if word}


def _first(words: tuple[str, ...], text: str, at: int) -> tuple[str, int]:
    """The first of `words` that stands at `at`, and where it ends."""
    for word in words:
        if text.startswith(word, at):
            return word, at + len(word)
    return "", at


def _before(text: str, end: int) -> tuple[str, int]:
    """The qualifier that ends at `end`, and where it starts."""
    if _PART_OF_WORD.search(text, 0, end):
        return "", end
    for word in _BEFORE:
        if text.endswith(word, 0, end):
            return word, end - len(word)
    return "", end


def _clause_start(text: str, before: int) -> int:
    """Where the clause that holds `before` begins."""
    ends = [match.end() for match in _CLAUSE_END.finditer(text, 0, before)]
    return ends[-1] if ends else 0
