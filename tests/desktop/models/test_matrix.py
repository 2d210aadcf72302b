"""The matrix as a model: what stands in a cell, and what a screen reader says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt

from desktop.models.matrix import MatrixModel
from desktop.operations.bookmarks import toggle_bookmark
from desktop.operations.notes import start_note, write_note
from desktop.roles import CellItem, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtTest import QAbstractItemModelTester

    from db.records import Mechanism
    from desktop.session import Session
    from tests.desktop.conftest import Samples

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def model(
    session: Session, watch: Callable[[QAbstractItemModel], QAbstractItemModelTester]
) -> MatrixModel:
    """The matrix of the session, watched."""
    made = MatrixModel(session.cases, session.marks, session.changes)
    watch(made)
    return made


def _items(index: QModelIndex) -> Sequence[CellItem]:
    items: Sequence[CellItem] = index.data(Role.ITEMS)
    return items


def _all(model: MatrixModel) -> list[CellItem]:
    return [
        item
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for item in _items(model.index(row, column))
    ]


def _cell(model: MatrixModel, mechanism: Mechanism) -> QModelIndex:
    index, _ = model.index_of(mechanism.id)
    assert index.isValid()
    return index


def _item(model: MatrixModel, mechanism: Mechanism) -> CellItem:
    index, place = model.index_of(mechanism.id)
    return _items(index)[place]


def test_every_mechanism_stands_in_the_cell_of_its_theme_and_region(
    model: MatrixModel, session: Session
) -> None:
    cases = session.cases
    assert (model.rowCount(), model.columnCount()) == (len(cases.themes), len(cases.regions))
    assert sorted(item.id for item in _all(model)) == sorted(cases.mechanism_by_id)
    for mechanism in cases.mechanisms:
        index = _cell(model, mechanism)
        region = model.headerData(index.column(), Qt.Orientation.Horizontal, Role.ID)
        theme = model.headerData(index.row(), Qt.Orientation.Vertical, Role.THEME)
        assert (theme, region) == (mechanism.theme_id, mechanism.region_id)


def test_core_mechanisms_stand_before_supporting_ones(model: MatrixModel, session: Session) -> None:
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            ids = [item.id for item in _items(model.index(row, column))]
            ranks = [session.cases.mechanism_by_id[mechanism].rank.value for mechanism in ids]
            assert ranks == sorted(ranks)


def test_the_headers_count_what_their_row_or_column_shows(
    model: MatrixModel, session: Session
) -> None:
    for column, region in enumerate(session.cases.regions):
        count = sum(m.region_id == region.id for m in session.cases.mechanisms)
        below = model.headerData(column, Qt.Orientation.Horizontal, Role.SUBTITLE)
        assert f"{count} 条" in below
    for row, theme in enumerate(session.cases.themes):
        count = sum(m.theme_id == theme.id for m in session.cases.mechanisms)
        assert model.headerData(row, Qt.Orientation.Vertical, Role.SUBTITLE) == f"{count} 条"
    assert model.shown_count() == len(session.cases.mechanisms)


def test_a_line_of_a_cell_has_name_figure_and_marks(
    model: MatrixModel, session: Session, samples: Samples
) -> None:
    mechanism = samples.rich()
    figure = session.cases.key_figure(mechanism.id)
    assert figure is not None
    assert _item(model, mechanism) == CellItem(
        mechanism.id, mechanism.name, figure.wording, False, 0
    )
    toggle_bookmark(session, mechanism.id)
    write_note(session, start_note(session, mechanism.id), "字")
    assert _item(model, mechanism) == CellItem(
        mechanism.id, mechanism.name, figure.wording, True, 1
    )


def test_a_cell_speaks_region_theme_name_figure_and_marks(
    model: MatrixModel, session: Session, samples: Samples
) -> None:
    mechanism = samples.rich()
    figure = session.cases.key_figure(mechanism.id)
    assert figure is not None
    toggle_bookmark(session, mechanism.id)
    write_note(session, start_note(session, mechanism.id), "字")
    spoken = _cell(model, mechanism).data(ACCESSIBLE)
    region = session.cases.region_by_id[mechanism.region_id]
    theme = session.cases.theme_by_id[mechanism.theme_id]
    own = next(part for part in spoken.split("；") if mechanism.name in part)
    assert spoken.startswith(f"{region.name} {theme.name}")
    assert own.endswith(f"{mechanism.name} {figure.wording} 已收藏 1 条批注")


def test_an_empty_cell_says_that_the_source_does_not_mention_it(
    model: MatrixModel, session: Session, samples: Samples
) -> None:
    theme, region = samples.empty_cell()
    row = [t.id for t in session.cases.themes].index(theme)
    column = [r.id for r in session.cases.regions].index(region)
    index = model.index(row, column)
    assert not _items(index)
    assert index.data(Role.EMPTY_TEXT) == "原文未提及"
    assert "原文未提及" in index.data(ACCESSIBLE)


def test_an_empty_cell_of_a_region_that_nobody_has_gone_through_claims_nothing(
    model: MatrixModel, session: Session, samples: Samples
) -> None:
    theme, region = samples.empty_cell()
    session.cases.__dict__["unchecked_regions"] = frozenset({region})
    row = [t.id for t in session.cases.themes].index(theme)
    column = [r.id for r in session.cases.regions].index(region)
    index = model.index(row, column)
    assert index.data(Role.EMPTY_TEXT) == "尚未核对"
    assert "尚未核对" in index.data(ACCESSIBLE)


def test_an_empty_cell_of_a_filter_does_not_claim_that_the_source_is_silent(
    model: MatrixModel, session: Session, samples: Samples
) -> None:
    kept = samples.any()
    toggle_bookmark(session, kept.id)
    model.set_filter(frozenset(), True)
    other = next(c for c in range(model.columnCount()) if c != _cell(model, kept).column())
    index = model.index(0, other)
    assert not _items(index)
    assert index.data(Role.EMPTY_TEXT) == ""
    assert "原文未提及" not in index.data(ACCESSIBLE)


def test_a_theme_that_is_filtered_out_has_no_row(model: MatrixModel, session: Session) -> None:
    hidden = session.cases.themes[0].id
    model.set_filter(frozenset({hidden}), False)
    rows = [
        model.headerData(row, Qt.Orientation.Vertical, Role.THEME)
        for row in range(model.rowCount())
    ]
    assert rows == [theme.id for theme in session.cases.themes[1:]]
    model.set_filter(frozenset(), False)
    assert model.rowCount() == len(session.cases.themes)


def test_only_bookmarked_follows_the_bookmarks(
    model: MatrixModel, session: Session, samples: Samples
) -> None:
    first, second = samples.several(2)
    toggle_bookmark(session, first.id)
    model.set_filter(frozenset(), True)
    assert [item.id for item in _all(model)] == [first.id]
    toggle_bookmark(session, second.id)
    assert {item.id for item in _all(model)} == {first.id, second.id}
    toggle_bookmark(session, first.id)
    toggle_bookmark(session, second.id)
    assert (model.rowCount(), model.shown_count()) == (0, 0)


def test_pinned_regions_come_first_in_the_order_they_were_pinned(
    model: MatrixModel, session: Session
) -> None:
    regions = [region.id for region in session.cases.regions]
    model.set_pinned([regions[-1], regions[1], "a region of another library"])
    shown = [
        model.headerData(column, Qt.Orientation.Horizontal, Role.ID)
        for column in range(model.columnCount())
    ]
    rest = [region for region in regions if region not in (regions[-1], regions[1])]
    assert shown == [regions[-1], regions[1], *rest]
    assert model.pinned == [regions[-1], regions[1]]
    assert model.index(0, 1).data(Role.PINNED) is True
    assert model.index(0, 2).data(Role.PINNED) is False


def test_sorting_by_a_region_puts_first_what_it_does_most(
    model: MatrixModel, session: Session
) -> None:
    region = session.cases.regions[-1].id
    column = len(session.cases.regions) - 1
    model.sort_by_region(region)
    counts = [len(_items(model.index(row, column))) for row in range(model.rowCount())]
    assert counts == sorted(counts, reverse=True)
    model.sort_by_region(None)
    themes = [
        model.headerData(row, Qt.Orientation.Vertical, Role.THEME)
        for row in range(model.rowCount())
    ]
    assert themes == [theme.id for theme in session.cases.themes]


def test_the_model_stays_sound_through_every_change(
    model: MatrixModel, session: Session, samples: Samples
) -> None:
    regions = [region.id for region in session.cases.regions]
    mechanisms = samples.several(3)
    for only in (False, True):
        model.set_filter(frozenset({session.cases.themes[0].id}), only)
        for mechanism in mechanisms:
            toggle_bookmark(session, mechanism.id)
            write_note(session, start_note(session, mechanism.id), "字")
        model.set_pinned(regions[:2])
        model.sort_by_region(regions[0])
        session.undo.undo()
        model.set_pinned([])
        model.sort_by_region(None)
        model.set_filter(frozenset(), only)
        for mechanism in mechanisms:
            toggle_bookmark(session, mechanism.id)
    assert model.index_of("no such mechanism") == (QModelIndex(), -1)


def test_a_bookmark_redraws_its_cell_and_no_other(
    model: MatrixModel, session: Session, samples: Samples
) -> None:
    mechanism = samples.any()
    changed: list[QModelIndex] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda first, last: changed.extend((first, last)))
    model.modelReset.connect(lambda: resets.append(True))
    toggle_bookmark(session, mechanism.id)
    cell = _cell(model, mechanism)
    assert changed == [cell, cell]
    assert resets == []
