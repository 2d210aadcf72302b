"""The flat list of all figures: order, filter, sorting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from db.records import FigureKind
from desktop.models.figures import Column, FigureFilter, FigureModel, FigureProxy, FigureTable
from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtTest import QAbstractItemModelTester

    from desktop.casebase import CaseBase

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
KINDS = {kind: str(kind) for kind in FigureKind}


@pytest.fixture
def table(cases: CaseBase) -> FigureTable:
    """What the table says about each figure."""
    return FigureTable(cases, KINDS)


@pytest.fixture
def proxy(
    table: FigureTable, watch: Callable[[QAbstractItemModel], QAbstractItemModelTester]
) -> FigureProxy:
    """The figures in an order, both models watched."""
    source = FigureModel(table)
    made = FigureProxy(source)
    source.setParent(made)
    watch(source)
    watch(made)
    return made


def test_every_figure_of_the_library_stands_in_the_list(
    proxy: FigureProxy, cases: CaseBase
) -> None:
    assert {figure.id for figure in proxy.shown()} == {
        figure.id for article in cases.articles for figure in cases.article_figures(article.id)
    }


def test_values_sort_as_numbers_both_ways_and_back(proxy: FigureProxy) -> None:
    before = proxy.shown()
    proxy.sort(Column.VALUE, UP)
    values = [figure.value for figure in proxy.shown()]
    assert values == sorted(values)
    proxy.sort(Column.VALUE, DOWN)
    assert [figure.value for figure in proxy.shown()] == sorted(values, reverse=True)
    proxy.sort(-1, UP)
    assert proxy.shown() == before


def test_themes_and_regions_sort_in_their_own_order(
    proxy: FigureProxy, table: FigureTable, cases: CaseBase
) -> None:
    proxy.sort(Column.REGION, UP)
    regions = [cases.region_by_id[figure.region_id].ordinal for figure in proxy.shown()]
    assert regions == sorted(regions)
    proxy.sort(Column.THEME, DOWN)
    themes = [table.sort_key(figure, Column.THEME) for figure in proxy.shown()]
    assert themes == sorted(themes, reverse=True)


@pytest.mark.parametrize("key", ["regions", "themes", "families", "kinds", "units"])
def test_a_filter_keeps_exactly_what_is_asked_for(
    key: str, proxy: FigureProxy, table: FigureTable, cases: CaseBase
) -> None:
    def value(figure_id: str) -> str:
        figure = cases.figure_by_id[figure_id]
        return {
            "regions": figure.region_id,
            "themes": table.theme(figure),
            "families": table.family(figure),
            "kinds": str(figure.kind),
            "units": figure.unit,
        }[key]

    chosen = value("putian-lianbing-biwu#f1")
    asked = {
        "regions": FigureFilter(regions=frozenset({chosen})),
        "themes": FigureFilter(themes=frozenset({chosen})),
        "families": FigureFilter(families=frozenset({chosen})),
        "kinds": FigureFilter(kinds=frozenset({chosen})),
        "units": FigureFilter(units=frozenset({chosen})),
    }[key]
    proxy.set_filter(asked)
    shown = {figure.id for figure in proxy.shown()}
    assert shown == {one for one in cases.figure_by_id if value(one) == chosen}
    assert 0 < len(shown) < len(cases.figure_by_id)
    assert asked.count == 1
    proxy.set_filter(FigureFilter())
    assert proxy.rowCount() == len(cases.figure_by_id)


def test_only_comparable_keeps_the_members_of_comparable_measures(
    proxy: FigureProxy, cases: CaseBase
) -> None:
    proxy.set_filter(FigureFilter(comparable=True))
    assert {figure.id for figure in proxy.shown()} == {
        one for measure in cases.measures if measure.comparable for one in measure.figure_ids
    }


def test_a_figure_is_found_where_it_stands(proxy: FigureProxy, cases: CaseBase) -> None:
    figure = cases.all_figures[7]
    proxy.sort(Column.VALUE, DOWN)
    assert proxy.find(figure.id).data(Role.ID) == figure.id
    proxy.set_filter(FigureFilter(regions=frozenset({"nowhere"})))
    assert proxy.rowCount() == 0
    assert not proxy.find(figure.id).isValid()


def test_a_field_speaks_its_column_and_its_text(proxy: FigureProxy) -> None:
    index = proxy.index(0, Column.WORDING)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"原文写法：{index.data()}"
