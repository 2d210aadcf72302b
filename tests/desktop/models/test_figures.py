"""The flat list of all figures: order, filter, sorting."""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCollator, QLocale, QPersistentModelIndex, Qt

from db.records import FigureKind
from desktop.models.figures import Column, FigureFilter, FigureModel, FigureTable
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
def model(
    table: FigureTable, watch: Callable[[QAbstractItemModel], QAbstractItemModelTester]
) -> FigureModel:
    """The figures in an order, watched."""
    made = FigureModel(table)
    watch(made)
    return made


def test_every_figure_of_the_library_stands_in_the_list(
    model: FigureModel, cases: CaseBase
) -> None:
    assert {figure.id for figure in model.shown()} == {
        figure.id for article in cases.articles for figure in cases.article_figures(article.id)
    }


def test_values_sort_as_numbers_both_ways_and_back(model: FigureModel) -> None:
    before = model.shown()
    model.sort(Column.VALUE, UP)
    values = [figure.value for figure in model.shown()]
    assert values == sorted(values)
    model.sort(Column.VALUE, DOWN)
    assert [figure.value for figure in model.shown()] == sorted(values, reverse=True)
    model.sort(-1, UP)
    assert model.shown() == before


def test_themes_and_regions_sort_in_their_own_order(
    model: FigureModel, table: FigureTable, cases: CaseBase
) -> None:
    model.sort(Column.REGION, UP)
    regions = [cases.region_by_id[figure.region_id].ordinal for figure in model.shown()]
    assert regions == sorted(regions)
    model.sort(Column.THEME, DOWN)
    themes = [table.sort_key(figure, Column.THEME) for figure in model.shown()]
    assert themes == sorted(themes, reverse=True)


@pytest.mark.parametrize("key", ["regions", "themes", "families", "kinds", "units"])
def test_a_filter_keeps_exactly_what_is_asked_for(
    key: str, model: FigureModel, table: FigureTable, cases: CaseBase
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
    model.set_filter(asked)
    shown = {figure.id for figure in model.shown()}
    assert shown == {one for one in cases.figure_by_id if value(one) == chosen}
    assert 0 < len(shown) < len(cases.figure_by_id)
    assert asked.count == 1
    model.set_filter(FigureFilter())
    assert model.rowCount() == len(cases.figure_by_id)


def test_only_comparable_keeps_the_members_of_comparable_measures(
    model: FigureModel, cases: CaseBase
) -> None:
    model.set_filter(FigureFilter(comparable=True))
    assert {figure.id for figure in model.shown()} == {
        one for measure in cases.measures if measure.comparable for one in measure.figure_ids
    }


def test_a_figure_is_found_where_it_stands(model: FigureModel, cases: CaseBase) -> None:
    figure = cases.all_figures[7]
    model.sort(Column.VALUE, DOWN)
    assert model.find(figure.id).data(Role.ID) == figure.id
    model.set_filter(FigureFilter(regions=frozenset({"nowhere"})))
    assert model.rowCount() == 0
    assert not model.find(figure.id).isValid()


def test_a_field_speaks_its_column_and_its_text(model: FigureModel) -> None:
    index = model.index(0, Column.WORDING)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"原文写法：{index.data()}"


def test_text_sorts_as_the_language_does_and_what_is_the_same_stays_as_it_stood(
    model: FigureModel, table: FigureTable
) -> None:
    by_language = cmp_to_key(QCollator(QLocale("zh_CN")).compare)
    for column in (Column.MECHANISM, Column.LABEL, Column.UNIT, Column.WORDING, Column.AS_OF):
        before = model.shown()
        texts = {figure.id: table.text(figure, column) for figure in before}
        model.sort(column, UP)
        assert model.shown() == sorted(before, key=lambda f: by_language(texts[f.id]))
    model.sort(-1, UP)
    assert model.shown() == list(table.cases.all_figures)


def test_what_is_chosen_moves_along_and_is_let_go_when_it_is_filtered_out(
    model: FigureModel, cases: CaseBase
) -> None:
    figure = model.shown()[0]
    kept = QPersistentModelIndex(model.index(0, Column.VALUE))
    model.sort(Column.VALUE, DOWN)
    assert (kept.data(Role.ID), kept.column()) == (figure.id, Column.VALUE)
    assert kept.row() == model.shown().index(figure)
    others = frozenset(cases.region_by_id) - {figure.region_id}
    model.set_filter(FigureFilter(regions=others))
    assert not kept.isValid()
