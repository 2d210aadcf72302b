"""Drafts of figures -> figures, each checked against the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import Figure, FigureKind
from db.seeding import qualifiers
from db.seeding.numbers import Number, find_numbers, parse_value
from db.seeding.resolve import MOST_HINTS, QuoteError, resolve

if TYPE_CHECKING:
    from pathlib import Path

    from db.seeding.article import CleanArticle
    from db.seeding.figuretable import FigureDraft
    from db.seeding.mistakes import Mistakes
    from db.seeding.qualifiers import Amount

KINDS = {
    "成效": FigureKind.RESULT,
    "投入": FigureKind.INPUT,
    "目标": FigureKind.TARGET,
    "标准": FigureKind.STANDARD,
    "背景": FigureKind.CONTEXT,
}

# A number before one of these has a unit, and leaving it out would be careless; 五大模块 has none.
_MEASURES = frozenset("个名人位次件条项期元%％年月日天户村镇家支处场批类种亩吨篇份座所套米岁倍级届")


@dataclass(frozen=True, slots=True)
class FigureOwner:
    """Whose figures these are: a mechanism's, or (mechanism_id None) the region's at large."""

    mechanism_id: str | None
    region_id: str

    def figure_id(self, ordinal: int) -> str:
        """The id of the owner's n-th figure, counted from 1."""
        return f"{self.mechanism_id or self.region_id}#f{ordinal}"


def make_figures(
    path: Path, drafts: list[FigureDraft], owner: FigureOwner, source: CleanArticle,
    mistakes: Mistakes,
) -> list[Figure]:  # fmt: skip
    """All figures of one file, in its order; a row with a mistake gives none."""
    figures = []
    mistaken = 0
    for ordinal, draft in enumerate(drafts, start=1):
        problems: list[str] = []
        near = mistaken < MOST_HINTS
        figure = _figure(owner.figure_id(ordinal), draft, owner, source, problems, near=near)
        mistaken += figure is None
        for problem in problems:
            mistakes.add(path, draft.line, f"“{draft.label}”：{problem}")
        if figure is not None:
            figures.append(figure)
    return figures


def _figure(
    figure_id: str, draft: FigureDraft, owner: FigureOwner, source: CleanArticle,
    problems: list[str], *, near: bool = True,
) -> Figure | None:  # fmt: skip
    """One figure, or None with the reasons in `problems`."""
    article = source.article
    kind = KINDS.get(draft.kind) or next((k for k in FigureKind if k == draft.kind), None)
    if kind is None:
        problems.append(f"不认得的性质“{draft.kind}”，只能是 {'、'.join(KINDS)}。")
    if draft.as_of and draft.as_of not in article.text:
        problems.append(f"时点“{draft.as_of}”不见于原文，请照抄原文的说法，原文没说就空着。")
    value = parse_value(draft.value)
    if value is None:
        problems.append(f"数值“{draft.value}”认不出，请照原文写，如 680、1.3亿、三分之一、3-4。")
    try:
        span = resolve(draft.quote, article.text, draft.occurrence, near=near)
    except QuoteError as error:
        problems.append(str(error))
        return None
    if value is None or kind is None:
        return None
    amount = _amount(draft, value, problems)
    if amount is None:
        return None
    return Figure(
        id=figure_id,
        mechanism_id=owner.mechanism_id,
        region_id=owner.region_id,
        article_id=article.id,
        label=draft.label,
        value=value.value,
        value_max=value.value_max,
        unit=draft.unit,
        qualifier="、".join(draft.qualifiers),
        wording=draft.quote[amount.start : amount.end],
        as_of=draft.as_of,
        kind=kind,
        start=span.start,
        end=span.end,
        exact=draft.quote,
    )


def _amount(draft: FigureDraft, value: Number, problems: list[str]) -> Amount | None:
    """The number in the quote that the row means, with its unit and exactly its qualifiers."""
    same = [
        number
        for number in find_numbers(draft.quote)
        if (number.value, number.value_max) == (value.value, value.value_max)
    ]
    if not same:
        problems.append(f"原文这一段里没有“{draft.value}”这个数，请核对数值或换一段原文。")
        return None
    found = [
        (number, amount)
        for number in same
        if (amount := qualifiers.read_amount(draft.quote, number, draft.unit)) is not None
        and (draft.unit or draft.quote[amount.end : amount.end + 1] not in _MEASURES)
    ]
    if not found and not draft.unit:
        problems.append("缺单位，请照原文写；只有分数和后面没有量词的数可以空着。")
        return None
    if not found:
        problems.append(f"“{draft.value}”后面不是单位“{draft.unit}”，请照原文写，不带万、亿。")
        return None
    named = draft.qualifiers
    number, amount = min(found, key=lambda pair: len(_off(draft.quote, pair[0], pair[1], named)))
    problems += _off(draft.quote, number, amount, named)
    return qualifiers.widen(draft.quote, number, amount, named)


def _off(quote: str, number: Number, amount: Amount, named: tuple[str, ...]) -> list[str]:
    """What is wrong with the qualifiers a row names."""
    return [
        *(f"原文数字旁有“{word}”，请写进修饰一栏。" for word in qualifiers.missing(amount, named)),
        *(
            f"修饰词“{word}”不在原文的数字旁边，请删去或照原文改。"
            for word in qualifiers.unfounded(quote, number, amount, named)
        ),
    ]
