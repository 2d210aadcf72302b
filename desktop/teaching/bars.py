"""Figures beside each other: bars where the same thing is counted, and why not where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.records import FigureKind
from desktop import quantity
from desktop.documents.sheet import Bar, Bars, Source
from desktop.i18n import pick, tr
from desktop.words import region_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Figure
    from db.records.comparison import Measure
    from desktop.casebase import CaseBase

_MOST: Final = 5  # bars on one page


def measure_bars(cases: CaseBase, measure: Measure) -> list[Bars]:
    """The figures of a measure, the largest first where they may be compared."""
    figures = [cases.figure_by_id[one] for one in measure.figure_ids if one in cases.figure_by_id]
    largest = max((_value(figure) for figure in figures), default=0.0)
    if measure.comparable:
        figures.sort(key=_value, reverse=True)
    bars = [
        _bar(
            cases,
            figure,
            quantity.amount(figure, measure.unit),
            _value(figure) / largest if measure.comparable and largest > 0 else None,
        )
        for figure in figures
    ]
    caution = ""
    if not measure.comparable:
        why = pick(measure.caution, measure.caution_en)
        caution = tr("慎比：{why}").format(why=why)
    return _pages(measure.unit, bars, caution)


def chosen_bars(cases: CaseBase, figures: Sequence[Figure]) -> list[Bars]:
    """Figures chosen by hand: nobody has said that they count the same, so no bar is drawn."""
    return _pages("", [_bar(cases, figure, figure.wording, None) for figure in figures], "")


def _bar(cases: CaseBase, figure: Figure, plain: str, share: float | None) -> Bar:
    span = figure.article_id, figure.start, figure.end
    source = Source(1, *span, figure.exact, figure.mechanism_id or "")
    return Bar(
        region=region_name(cases.region_by_id[figure.region_id]),
        label=figure.label,
        wording=figure.wording,
        plain="" if plain == figure.wording else plain,
        share=share,
        target=figure.kind is FigureKind.TARGET,
        source=source,
    )


def _value(figure: Figure) -> float:
    return figure.value_max or figure.value


def _pages(unit: str, bars: list[Bar], caution: str) -> list[Bars]:
    return [Bars(unit, tuple(bars[at : at + _MOST]), caution) for at in range(0, len(bars), _MOST)]
