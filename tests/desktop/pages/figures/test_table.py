"""The numbers on their way to Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.records import FigureKind
from desktop import quantity, words
from desktop.documents.citations import cite
from desktop.models.figures import FigureFilter, FigureTable
from desktop.models.measures import MeasureModel
from desktop.pages.figures.table import list_table, measure_table

if TYPE_CHECKING:
    from db.records.comparison import Measure
    from desktop.casebase import CaseBase
    from desktop.documents.table import Table


@pytest.fixture
def table(cases: CaseBase) -> FigureTable:
    """What the table says about each figure."""
    return FigureTable(cases, {kind: words.figure_kind(kind) for kind in FigureKind})


@pytest.fixture
def exported(table: FigureTable, cases: CaseBase) -> Table:
    """All measures as a table."""
    model = MeasureModel(table)
    return measure_table(cases, model.regions, model.rows(), cite)


def test_the_list_has_every_figure_with_quote_and_source(
    table: FigureTable, cases: CaseBase
) -> None:
    made = list_table(table, cases.all_figures, cite, ["说明"])
    assert len(made.rows) == len(cases.all_figures)
    assert made.remarks == ["说明"]
    assert list(made.columns)[-2:] == ["引文", "出处"]
    sources = {source.number: source for source in made.sources}
    assert sorted(sources) == list(range(1, len(sources) + 1))
    for row, figure in zip(made.rows, cases.all_figures, strict=True):
        assert len(row) == len(made.columns)
        cell = dict(zip(made.columns, row, strict=True))
        assert cell["数值"].value == figure.value
        assert cell["原文写法"].text == figure.wording
        assert cell["引文"].text == figure.exact
        [number] = row[0].quotes
        assert sources[number].exact == figure.exact
        title = cases.article(figure.article_id).title
        assert title in sources[number].citation


def test_the_list_keeps_the_order_it_is_given(table: FigureTable, cases: CaseBase) -> None:
    some = cases.all_figures[20:5:-3]
    assert [row[0].text for row in list_table(table, some, cite).rows] == [f.label for f in some]


def test_a_measure_s_row_names_unit_caution_and_what_nobody_says(
    exported: Table, cases: CaseBase
) -> None:
    for row, measure in zip(exported.rows, sorted_measures(cases), strict=True):
        cell = dict(zip(exported.columns, row, strict=True))
        assert (cell["指标"].text, cell["单位"].text) == (measure.name, measure.unit)
        assert cell["慎比"].text == measure.caution
        quiet = [c for c in row if c.quiet]
        assert {c.text for c in quiet} <= {"原文未提及"}
        assert all(not c.quotes and c.value is None for c in quiet)


def sorted_measures(cases: CaseBase) -> list[Measure]:
    """As the page shows them: under their themes."""
    order = [theme.id for theme in cases.themes]
    return sorted(cases.measures, key=lambda m: (order.index(m.theme_id), m.ordinal))


def test_every_number_of_a_measure_has_its_quote(exported: Table, cases: CaseBase) -> None:
    sources = {source.number: source.exact for source in exported.sources}
    quoted = {sources[n] for row in exported.rows for cell in row for n in cell.quotes}
    for measure in cases.measures:
        for one in measure.figure_ids:
            assert cases.figure_by_id[one].exact in quoted


def test_one_number_is_a_number_and_two_are_text(exported: Table, cases: CaseBase) -> None:
    names = {r.name: r.id for r in cases.regions}
    for row, measure in zip(exported.rows, sorted_measures(cases), strict=True):
        cell = dict(zip(exported.columns, row, strict=True))
        for name, region in names.items():
            figures = [cases.figure_by_id[one] for one in measure.figure_ids]
            own = [figure for figure in figures if figure.region_id == region]
            if len(own) == 1:
                scale = quantity.scale_of(measure.unit)
                assert cell[name].value == own[0].value / scale
            else:
                assert cell[name].value is None
            assert all(figure.wording in cell[name].text for figure in own)


def test_a_target_says_that_it_is_one(exported: Table) -> None:
    row = next(row for row in exported.rows if row[0].text == "学历提升")
    texts = [cell.text for cell in row]
    assert "600（600名）（目标）" in texts
    assert "172（172名）" in texts


def test_ratios_come_with_both_quotes(exported: Table, cases: CaseBase) -> None:
    row = next(row for row in exported.rows if row[0].text == "培训期数")
    ratio = row[-1]
    assert "六盘水每期培训人数 ≈223 人/期（2.9万余人 ÷ 130余期）" in ratio.text
    sources = {source.number: source.exact for source in exported.sources}
    for one in ("liupanshui-zhuti-peixun#f1", "liupanshui-zhuti-peixun#f2"):
        assert cases.figure_by_id[one].exact in {sources[n] for n in ratio.quotes}


def test_only_what_is_shown_goes_out(table: FigureTable, cases: CaseBase) -> None:
    model = MeasureModel(table)
    model.set_filter(FigureFilter(regions=frozenset({"putian"}), comparable=True))
    made = measure_table(cases, model.regions, model.rows(), cite)
    assert list(made.columns)[2:3] == ["莆田"]
    assert {source.exact for source in made.sources}
    assert len(made.rows) == model.measure_count()
