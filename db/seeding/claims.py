"""What a case file may say in its own words: nothing its quotes do not hold. Pure."""

from __future__ import annotations

import re

from db.seeding import qualifiers

_ARABIC = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?:[百千]?[万亿]+)?%?")
_NAMES = re.compile(r"“[^“”]*”|‘[^‘’]*’|《[^《》]*》")
_FOLD = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def numbers_without_quote(claim: str, quotes: str) -> list[str]:
    """Arabic numbers (with 万, 亿 and %) of `claim` that stand nowhere in `quotes` like that."""
    known = set(_ARABIC.findall(quotes.translate(_FOLD)))
    return [word for word in _ARABIC.findall(claim.translate(_FOLD)) if word not in known]


def names_not_in_text(claim: str, text: str) -> list[str]:
    """Quoted names of `claim` whose words `text` does not hold; a title 《》 with its brackets.

    The words between “ ” may stand in the text in other quotation marks or in none, since quoting
    an article's own words verbatim is no invention; a document's title would be.
    """
    return [
        name
        for name in _NAMES.findall(claim)
        if (name if name.startswith("《") else name[1:-1]) not in text
    ]


def lost_qualifiers(claim: str, quotes: str) -> list[tuple[str, str]]:
    """(number, qualifier) of numbers that `claim` repeats without the 余, 近, 以上 of the quotes.

    Where the quotes write the number several times, agreeing with one of them is enough.
    """
    known: dict[str, list[set[str]]] = {}
    for word, start, end in _numbers(quotes):
        known.setdefault(word, []).append(qualifiers.around(quotes, start, end))
    lost = []
    for word, start, end in _numbers(claim):
        here = qualifiers.around(claim, start, end)
        losses = [there - here for there in known.get(word, [])]
        if losses and all(losses):
            least: list[str] = min(map(sorted, losses), key=len)
            lost.append((word, "、".join(least)))
    return lost


def _numbers(text: str) -> list[tuple[str, int, int]]:
    """Every Arabic number with its span."""
    return [(m.group(), *m.span()) for m in _ARABIC.finditer(text.translate(_FOLD))]


def has_straight_quotes(claim: str) -> bool:
    """Whether half-width quotation marks stand in Chinese prose, where no check could see them."""
    return '"' in claim or re.search(r"(?<![A-Za-z])'|'(?![A-Za-z])", claim) is not None
