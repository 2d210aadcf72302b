"""Measures by region: what stands beside what, and where bars may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from db.records import FigureKind
from desktop.models.figures import FigureFilter, FigureTable
from desktop.models.measures import MeasureModel
from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtTest import QAbstractItemModelTester

    from db.records.comparison import Measure
    from desktop.casebase import CaseBase
    from desktop.cells import FigureCell

VERTICAL = Qt.Orientation.Vertical
ROLE = Qt.ItemDataRole


@pytest.fixture
def model(
    cases: CaseBase, watch: Callable[[QAbstractItemModel], QAbstractItemModelTester]
) -> MeasureModel:
    """The measures, watched."""
    made = MeasureModel(FigureTable(cases, {kind: str(kind) for kind in FigureKind}))
    watch(made)
    return made


def rows(model: MeasureModel) -> dict[str, tuple[Measure, list[FigureCell]]]:
    return {measure.id: (measure, cells) for measure, cells in model.rows()}


def test_every_member_stands_once_under_its_region(model: MeasureModel, cases: CaseBase) -> None:
    for measure, cells in model.rows():
        assert sorted(line.id for cell in cells for line in cell.lines) == sorted(
            measure.figure_ids
        )
        for region, cell in zip(model.regions, cells, strict=True):
            assert all(cases.figure_by_id[line.id].region_id == region.id for line in cell.lines)


def test_bars_stand_only_where_the_same_thing_is_counted(
    model: MeasureModel, cases: CaseBase
) -> None:
    planned = 0
    for measure, cells in model.rows():
        lines = [line for cell in cells for line in cell.lines]
        assert all((line.share is not None) == measure.comparable for line in lines)
        if not measure.comparable:
            continue
        assert max(line.share or 0 for line in lines) == 1
        for line in lines:
            figure = cases.figure_by_id[line.id]
            assert line.planned == (figure.kind is FigureKind.TARGET)
            planned += line.planned
            assert 0 < (line.share or 0) <= 1
    assert planned, "no target is hatched anywhere"


def test_a_region_that_says_nothing_says_so(model: MeasureModel) -> None:
    quiet = {cell.quiet for _, cells in model.rows() for cell in cells if not cell.lines}
    assert quiet == {"原文未提及"}


def test_a_region_that_nobody_has_gone_through_is_not_said_to_be_silent(
    model: MeasureModel, cases: CaseBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    everywhere = frozenset(region.id for region in cases.regions)
    monkeypatch.setitem(cases.__dict__, "unchecked_regions", everywhere)
    model.set_filter(FigureFilter(kinds=frozenset({"target"})))
    model.set_filter(FigureFilter())
    said = {cell.quiet for _, cells in model.rows() for cell in cells if not cell.lines}
    assert said == {"尚未核对"}


def test_what_a_filter_hides_is_not_called_unmentioned(model: MeasureModel) -> None:
    model.set_filter(FigureFilter(kinds=frozenset({"target"})))
    measure, cells = rows(model)["degree-study"]
    texts = {r.id: cell for r, cell in zip(model.regions, cells, strict=True)}
    assert texts["putian"].quiet == "不在筛选内"
    assert texts["shantou"].quiet == "原文未提及"
    assert [line.share for line in texts["liupanshui"].lines] == [1.0]
    assert measure.comparable


def test_only_comparable_leaves_no_measure_with_a_caution(model: MeasureModel) -> None:
    model.set_filter(FigureFilter(comparable=True))
    assert model.measure_count() > 0
    assert all(measure.comparable for measure, _ in model.rows())


def test_a_filter_for_regions_takes_columns_away(model: MeasureModel) -> None:
    model.set_filter(FigureFilter(regions=frozenset({"putian", "yunfu"})))
    assert [region.id for region in model.regions] == ["yunfu", "putian"]
    assert model.columnCount() == 2
    assert all(any(cell.lines for cell in cells) for _, cells in model.rows())


def test_a_filter_for_a_theme_keeps_its_measures_with_their_band(model: MeasureModel) -> None:
    model.set_filter(FigureFilter(themes=frozenset({"kh"})))
    assert {measure.theme_id for measure, _ in model.rows()} == {"kh"}
    assert model.headerData(0, VERTICAL, Role.KIND) == "theme"
    assert model.rowCount() == model.measure_count() + 1


def test_the_text_s_own_wording_can_be_shown_instead(model: MeasureModel, cases: CaseBase) -> None:
    model.set_unified(False)
    for _, cells in model.rows():
        for line in (line for cell in cells for line in cell.lines):
            assert (line.value, line.wording) == (cases.figure_by_id[line.id].wording, "")


def test_unified_numbers_keep_a_wording_that_says_more(
    model: MeasureModel, cases: CaseBase
) -> None:
    for measure, cells in model.rows():
        for line in (line for cell in cells for line in cell.lines):
            figure = cases.figure_by_id[line.id]
            if figure.qualifier or figure.unit != measure.unit:
                assert line.wording == figure.wording


def test_a_cell_speaks_region_measure_number_and_caution(model: MeasureModel) -> None:
    index = model.index_of("putian-lianbing-biwu#f1")
    spoken = str(index.data(ROLE.AccessibleTextRole))
    for word in ("莆田", "比武活动", "≥680", "680余次", "慎比：时间段不同"):
        assert word in spoken


def test_a_band_cannot_be_chosen(model: MeasureModel) -> None:
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert not model.index_of("nowhere").isValid()
