"""课堂测验: questions whose right answer is a span of the source, and whose text is the source.

A number or a named term of a quote is left blank. Where other regions give enough numbers of the
same kind in the same unit, the class chooses among theirs; else the blank is filled in. Nothing
is made up: a figure or a term that leaves its quote ambiguous makes no question.
"""

from __future__ import annotations

import math
import random
import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from db.records.evidence import Claim
from db.records.lesson import SlideKind
from desktop.comparing.comparison import measure
from desktop.documents.markdown import escaped, line_start
from desktop.i18n import tr
from desktop.reanchoring import anchored
from desktop.teaching.slides import blank_slide
from desktop.words import mechanism_name, region_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from db.records import Figure, Mechanism
    from db.records.lesson import Slide
    from desktop.casebase import CaseBase

BLANK: Final = "＿" * 5  # not "_", which Markdown would need escaped where the trainer edits
"""Narrow strokes, for a line never ends between two of them."""

_FEWEST_WRONG: Final = 2
_MOST_WRONG: Final = 3
_NEAREST: Final = 6  # among which the wrong ones are drawn
_FARTHEST: Final = 50.0  # times the right one: what is further off nobody would choose
_LEAST_WORDS: Final = 6  # Chinese characters around the blank of a number
_LEAST_BESIDE_TERM: Final = 10
_LONGEST: Final = 90  # a quote that a class reads at a glance
_MINUTES: Final = 1.0

_NUMERALS: Final = "0-9零〇一二两三四五六七八九十百千万亿"
_RUN: Final = re.compile(r"\d+(?:[.,/-]\d+)*|[零〇一二两三四五六七八九十百千]+")
_JOINED_BEFORE: Final = re.compile(rf"[{_NUMERALS}第.,/-]$")
_JOINED_BEHIND: Final = re.compile(rf"^[{_NUMERALS}]")
_STARTS_PLAIN: Final = re.compile(rf"^[{_NUMERALS}]")
# Two characters (两委, 三农) are words that everybody uses, no name to be remembered.
_TERM: Final = re.compile("“([^“”‘’]{3,12})”")
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_BETWEEN: Final = 14  # how much the text may hold elsewhere in the place of a blank


class _Asked(NamedTuple):
    """A quote of an article with a span of it left blank, and whose it is."""

    mechanism: Mechanism
    article_id: str
    start: int
    exact: str
    at: int
    """Where the blank begins, within the quote."""
    answer: str
    figure: Figure | None = None

    @property
    def before(self) -> str:
        return self.exact[: self.at]

    @property
    def behind(self) -> str:
        return self.exact[self.at + len(self.answer) :]

    @property
    def shown(self) -> str:
        """The quote as the class sees it."""
        return f"{self.before}{BLANK}{self.behind}"


def questions(cases: CaseBase, mechanism_ids: Iterable[str], *, seed: int = 0) -> list[Slide]:
    """Questions about mechanisms in their order; another `seed` draws other wrong answers.

    Which questions there are does not depend on the seed. None shows the answer of another.
    """
    kept: list[_Asked] = []
    for mechanism_id in dict.fromkeys(mechanism_ids):
        mechanism = cases.mechanism_by_id.get(mechanism_id)
        if mechanism is None:
            continue
        for asked in _candidates(cases, mechanism):
            if not any(_gives_away(asked, other) for other in kept):
                kept.append(asked)
    return [_slide(cases, asked, seed) for asked in kept]


def _candidates(cases: CaseBase, mechanism: Mechanism) -> Iterator[_Asked]:
    """What could be asked: every figure, and the first term, that leave their quotes clear."""
    figures = (asked for asked in _figures(cases, mechanism) if _is_clear(cases, asked))
    terms = (asked for asked in _terms(cases, mechanism) if _is_clear(cases, asked))
    return chain(figures, islice(terms, 1))


def _figures(cases: CaseBase, mechanism: Mechanism) -> Iterator[_Asked]:
    for figure in cases.figures(mechanism.id):
        at = figure.exact.find(figure.wording)
        if figure.wording and at >= 0 and _stands_alone(figure.exact, at, figure.wording):
            span = figure.article_id, figure.start, figure.exact
            yield _Asked(mechanism, *span, at, figure.wording, figure)


def _terms(cases: CaseBase, mechanism: Mechanism) -> list[_Asked]:
    """Named terms in what the text says is done; the one that the mechanism is named by first."""
    found = [
        _Asked(mechanism, entry.article_id, entry.start, entry.exact, match.start(1), match[1])
        for entry in cases.evidence(mechanism.id)
        if entry.claim is Claim.PRACTICE
        for match in _TERM.finditer(entry.exact)
        if entry.exact.count(match[1]) == 1
    ]
    return sorted(found, key=lambda asked: asked.answer not in mechanism.name)


def _stands_alone(exact: str, at: int, wording: str) -> bool:
    """Whether a number stands once in a quote: no part of another, not said a second time."""
    if exact.count(wording) != 1:
        return False
    before, behind = exact[:at], exact[at + len(wording) :]
    if _JOINED_BEFORE.search(before) or _JOINED_BEHIND.search(behind):
        return False
    return not set(_RUN.findall(wording)) & set(_RUN.findall(f"{before} {behind}"))


def _is_clear(cases: CaseBase, asked: _Asked) -> bool:
    """Whether the words around a blank say enough, and say it in one place of the text only."""
    around = asked.before + asked.behind
    least = _LEAST_BESIDE_TERM if asked.figure is None else _LEAST_WORDS
    if "\n" in asked.exact or len(asked.exact) > _LONGEST or len(_HAN.findall(around)) < least:
        return False
    text = cases.article(asked.article_id).text
    if not asked.before:
        return text.count(asked.behind) == 1
    pattern = rf"{re.escape(asked.before)}[^\n]{{1,{_BETWEEN}}}?{re.escape(asked.behind)}"
    # Looked for at every place: one match may begin within another.
    return len(list(islice(re.finditer(f"(?={pattern})", text), 2))) == 1


def _gives_away(one: _Asked, other: _Asked) -> bool:
    """Whether one of two questions shows the other's answer, or both ask for one span."""
    if one.article_id != other.article_id:
        return False
    if one.answer == other.answer and one.start + one.at == other.start + other.at:
        return True
    return one.answer in other.shown or other.answer in one.shown


def _slide(cases: CaseBase, asked: _Asked, seed: int) -> Slide:
    text = cases.article(asked.article_id).text
    end = asked.start + len(asked.exact)
    return blank_slide(
        SlideKind.QUIZ,
        body=f"{_lead(cases, asked)}\n\n> {line_start(escaped(asked.shown.strip()))}",
        answer=asked.answer,
        minutes=_MINUTES,
        mechanism_ids=(asked.mechanism.id,),
        quotes=(anchored(asked.article_id, text, asked.start, end),),
        options=_options(cases, asked.figure, asked.exact, seed) if asked.figure else (),
    )


def _lead(cases: CaseBase, asked: _Asked) -> str:
    """Whose practice it is: without its name, where that would tell the answer."""
    who = region_name(cases.region_by_id[asked.mechanism.region_id])
    names = asked.mechanism.name, asked.mechanism.name_en
    told = {asked.answer, *_RUN.findall(asked.answer)}
    if not any(part in name for part in told for name in names):
        who = f"{who} {mechanism_name(asked.mechanism)}"
    return escaped(tr("{who}：原文这句话的空白处是什么？").format(who=who))


# Wrong answers


def _options(cases: CaseBase, right: Figure, quote: str, seed: int) -> tuple[str, ...]:
    """The right wording among those of other regions, none where there are too few of them."""
    if not right.unit or not _STARTS_PLAIN.match(right.wording):
        return ()
    pool = _alike(cases, right, quote)
    same_word = [figure for figure in pool if figure.unit == right.unit]
    pool = same_word if len(same_word) >= _FEWEST_WRONG else pool
    chance = random.Random(f"{seed} {right.id}")
    near = pool[:_NEAREST]
    chance.shuffle(near)
    wrong: list[Figure] = []
    for figure in near:
        if len(wrong) < _MOST_WRONG and not any(_equal(figure, other) for other in wrong):
            wrong.append(figure)
    if len(wrong) < _FEWEST_WRONG:
        return ()
    options = [right.wording, *(figure.wording for figure in wrong)]
    chance.shuffle(options)
    return tuple(options)


def _alike(cases: CaseBase, right: Figure, quote: str) -> list[Figure]:
    """Figures of other regions that could stand in the place of one, the nearest first."""
    found: dict[str, Figure] = {}
    for figure in cases.all_figures:
        if (
            figure.region_id != right.region_id
            and (figure.kind, measure(figure)) == (right.kind, measure(right))
            and not _equal(figure, right)
            and _is_plain_count(figure)
            and _distance(figure, right) <= math.log(_FARTHEST)
            and figure.wording not in quote
        ):
            found.setdefault(figure.wording, figure)
    return sorted(found.values(), key=lambda figure: (_distance(figure, right), figure.id))


def _is_plain_count(figure: Figure) -> bool:
    """Whether a wording begins with its number, and is no 第二: the odd one out is no choice."""
    at = figure.exact.find(figure.wording)
    return (
        at >= 0
        and _STARTS_PLAIN.match(figure.wording) is not None
        and _JOINED_BEFORE.search(figure.exact[:at]) is None
    )


def _equal(one: Figure, other: Figure) -> bool:
    """Whether two numbers could be the same: a range is equal to all that it holds."""
    return one.wording == other.wording or (one.value <= _high(other) and other.value <= _high(one))


def _high(figure: Figure) -> float:
    return figure.value if figure.value_max is None else max(figure.value, figure.value_max)


def _distance(one: Figure, other: Figure) -> float:
    """How many times one number is the other, as a logarithm."""
    a, b = abs(one.value), abs(other.value)
    return abs(math.log(a / b)) if a > 0 and b > 0 else math.inf
