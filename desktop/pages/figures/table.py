"""The numbers on their way out: what is shown, as a table with quotes and sources. No widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import FigureKind
from desktop import quantity, words
from desktop.documents.table import Cell, Source, Table
from desktop.i18n import pick, tr
from desktop.models.figures import Column, column_names
from desktop.pages.figure_words import ratio_value, ratios_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.records import Figure, Region
    from db.records.article import Article
    from db.records.comparison import Measure
    from desktop.casebase import CaseBase
    from desktop.cells import FigureCell
    from desktop.models.figures import FigureTable

    Refer = Callable[[Article], str]


class _Quotes:
    """Numbers the quotes as they are first used; one quote has one number."""

    def __init__(self, cases: CaseBase, refer: Refer) -> None:
        self._cases = cases
        self.refer = refer
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.sources: list[Source] = []

    def number(self, figure: Figure) -> int:
        """The number of a figure's quote."""
        span = (figure.article_id, figure.start, figure.end)
        if span not in self._numbers:
            self._numbers[span] = len(self._numbers) + 1
            article = self._cases.article(figure.article_id)
            self.sources.append(Source(self._numbers[span], figure.exact, self.refer(article)))
        return self._numbers[span]


def list_title() -> str:
    """What 全部数据 is called, as a file too."""
    return tr("数据")


def measures_title() -> str:
    """What 同类指标 is called, as a file too."""
    return tr("同类指标")


def list_table(
    table: FigureTable, figures: Sequence[Figure], refer: Refer, remarks: Sequence[str] = ()
) -> Table:
    """全部数据: one row a figure, in the order given, its quote and its source beside it."""
    quotes = _Quotes(table.cases, refer)
    rows = [_list_row(table, figure, quotes) for figure in figures]
    names = [name for column, name in column_names().items() if column is not Column.LABEL]
    return Table(
        title=list_title(),
        columns=[tr("说明"), *names, tr("引文"), tr("出处")],
        rows=rows,
        sources=quotes.sources,
        remarks=list(remarks),
    )


def _list_row(table: FigureTable, figure: Figure, quotes: _Quotes) -> list[Cell]:
    number = quotes.number(figure)
    cells = [Cell(figure.label, quotes=(number,))]
    for column in Column:
        if column is not Column.LABEL:
            value = figure.value if column is Column.VALUE else None
            cells.append(Cell(table.text(figure, column), value))
    reference = quotes.refer(table.cases.article(figure.article_id))
    return [*cells, Cell(figure.exact), Cell(reference)]


def measure_table(
    cases: CaseBase,
    regions: Sequence[Region],
    rows: Sequence[tuple[Measure, Sequence[FigureCell]]],
    refer: Refer,
    remarks: Sequence[str] = (),
) -> Table:
    """同类指标: one row a measure, one column a region; ratios are listed in the last column."""
    quotes = _Quotes(cases, refer)
    made = [_measure_row(cases, measure, cells, quotes) for measure, cells in rows]
    names = [words.region_name(region) for region in regions]
    return Table(
        title=measures_title(),
        columns=[tr("指标"), tr("单位"), *names, tr("慎比"), tr("口径"), tr("两个数的比")],
        rows=made,
        sources=quotes.sources,
        remarks=list(remarks),
    )


def _measure_row(
    cases: CaseBase, measure: Measure, cells: Sequence[FigureCell], quotes: _Quotes
) -> list[Cell]:
    row = [Cell(pick(measure.name, measure.name_en)), Cell(measure.unit)]
    row += [_figure_cell(cases, measure, cell, quotes) for cell in cells]
    caution = pick(measure.caution, measure.caution_en)
    return [
        *row,
        Cell(caution),
        Cell(pick(measure.detail, measure.detail_en)),
        _ratio_cell(cases, cells, quotes),
    ]


def _figure_cell(cases: CaseBase, measure: Measure, cell: FigureCell, quotes: _Quotes) -> Cell:
    """The numbers of one region; only one alone is a number that Excel may sort by."""
    figures = [cases.figure_by_id[line.id] for line in cell.lines]
    if not figures:
        return Cell(cell.quiet, quiet=True)
    planned = tr("（目标）")
    texts = [
        tr("{value}（{wording}）").format(value=quantity.amount(f, measure.unit), wording=f.wording)
        + (planned if f.kind is FigureKind.TARGET else "")
        for f in figures
    ]
    alone = figures[0].value / quantity.scale_of(measure.unit) if len(figures) == 1 else None
    return Cell(tr("；").join(texts), alone, tuple(quotes.number(f) for f in figures))


def _ratio_cell(cases: CaseBase, cells: Sequence[FigureCell], quotes: _Quotes) -> Cell:
    """The ratios of a row's figures, with both quotes."""
    texts: list[str] = []
    numbers: list[int] = []
    for line in (line for cell in cells for line in cell.lines):
        for ratio in ratios_of(cases, cases.figure_by_id[line.id]):
            above = cases.figure_by_id[ratio.numerator_id]
            below = cases.figure_by_id[ratio.denominator_id]
            region = words.region_name(cases.region_by_id[above.region_id])
            name = pick(ratio.name, ratio.name_en)
            text = tr("{region}{name} {value}（{above} ÷ {below}）").format(
                region=region, name=name, value=ratio_value(cases, ratio),
                above=above.wording, below=below.wording,
            )  # fmt: skip
            if text not in texts:
                texts.append(text)
                numbers += [quotes.number(above), quotes.number(below)]
    return Cell(tr("；").join(texts), quotes=tuple(dict.fromkeys(numbers)))
