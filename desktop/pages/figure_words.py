"""What the interface says about one number: its conversion, its scope, its citation. No widgets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop import quantity, words
from desktop.i18n import pick, tr

if TYPE_CHECKING:
    from db.records import Figure
    from db.records.comparison import Measure, Ratio
    from desktop.casebase import CaseBase

_SENTENCE_ENDS: Final = "。！？!?"
_CLOSING: Final = "”’）)》"
_DIGIT: Final = re.compile(r"[0-9０-９.]")
_WAN: Final = "万"
_YI: Final = "亿"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a number: `tone` is strong, warn or ''."""

    name: str
    text: str
    tone: str = ""


def conversion(figure: Figure, unit: str = "") -> str:
    """How the text's wording became the number shown; '' where nothing was changed."""
    steps = []
    if _WAN in figure.wording and quantity.scale_of(unit) == 1:
        steps.append(tr("1 万按 10,000 计"))
    if _YI in figure.wording:
        in_wan = quantity.scale_of(unit) != 1
        steps.append(tr("1 亿按 10,000 万计") if in_wan else tr("1 亿按 100,000,000 计"))
    shown = quantity.sign(figure.qualifier)
    if shown:
        form = tr("“{word}”记作 {sign}")
        steps.append(form.format(word=figure.qualifier, sign=shown))
    return tr("，").join(steps)


def scope(figure: Figure) -> str:
    """What is counted, as what, and of when."""
    when = figure.as_of or tr("原文没有写时点")
    return tr("，").join([figure.label, words.figure_kind(figure.kind), when])


def facts(figure: Figure, measure: Measure | None) -> list[Fact]:
    """The lines under the number."""
    unit = measure.unit if measure else ""
    found = [Fact(tr("原文"), figure.wording, "strong")]
    if converted := conversion(figure, unit):
        found.append(Fact(tr("换算"), converted))
    found.append(Fact(tr("口径"), scope(figure)))
    if measure is None:
        return found
    detail = pick(measure.detail, measure.detail_en)
    if measure.comparable:
        found.append(Fact(tr("可比"), detail))
    else:
        caution = pick(measure.caution, measure.caution_en)
        text = tr("{caution}：{detail}").format(caution=caution, detail=detail)
        found.append(Fact(tr("慎比"), text, "warn"))
    return found


def shown_unit(figure: Figure, measure: Measure | None) -> str:
    """The unit beside the big number: the measure's where it is another scale, else the text's."""
    scaled = measure is not None and quantity.scale_of(measure.unit) != 1
    return measure.unit if measure is not None and scaled else figure.unit


def number_span(figure: Figure) -> tuple[int, int]:
    """Where the number stands in the article, inside the figure's quote."""
    at = figure.exact.find(figure.wording)
    # 3个 must not be found inside 13个.
    while at > 0 and _DIGIT.match(figure.exact[at - 1]) and _DIGIT.match(figure.wording[:1]):
        later = figure.exact.find(figure.wording, at + 1)
        at = later
    if at < 0 or not figure.wording:
        return figure.start, figure.end
    return figure.start + at, figure.start + at + len(figure.wording)


def sentences(text: str, start: int, end: int, figure: Figure) -> tuple[int, int]:
    """The part of [start, end) that holds the figure's quote in whole sentences."""
    before = [text.rfind(mark, start, figure.start) + 1 for mark in _SENTENCE_ENDS]
    after = [
        place for mark in _SENTENCE_ENDS if (place := text.find(mark, figure.end - 1, end)) >= 0
    ]
    first, last = max(start, *before), min(after, default=end - 1) + 1
    while last < end and text[last] in _CLOSING:
        last += 1
    while first < figure.start and text[first] in _CLOSING:
        first += 1
    return first, min(last, end)


def cited(cases: CaseBase, figure: Figure, citation: str) -> str:
    """A number with its quote and source, as it is copied."""
    region = words.region_name(cases.region_by_id[figure.region_id])
    head = tr("{region}，{label}：{wording}").format(
        region=region, label=figure.label, wording=figure.wording
    )
    quote = tr("“{quote}”").format(quote=_inner_quotes(figure.exact))
    return f"{head}\n{quote}\n{citation}"


def _inner_quotes(text: str) -> str:
    """Quotation marks inside a quotation: “ ” become ‘ ’ where none of those stand already."""
    if "‘" in text or "’" in text:
        return text
    return text.replace("“", "‘").replace("”", "’")


def ratio_value(cases: CaseBase, ratio: Ratio) -> str:
    """A ratio with its unit."""
    above, below = cases.figure_by_id[ratio.numerator_id], cases.figure_by_id[ratio.denominator_id]
    value = quantity.ratio(above, below, ratio.unit)
    return f"{value}%" if ratio.unit == "%" else f"{value} {ratio.unit}"


def ratios_of(cases: CaseBase, figure: Figure) -> list[Ratio]:
    """The ratios that a figure is a part of."""
    return [r for r in cases.ratios if figure.id in (r.numerator_id, r.denominator_id)]
