"""同类做法 as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from db.records import FigureKind
from desktop.changes import Changes
from desktop.comparing.comparison import (
    Comparison,
    FacetRow,
    FigureRow,
    Gap,
    compare,
    family_groups,
)
from desktop.marks import Marks
from desktop.models.family_table import FamilyTableModel, Names
from desktop.roles import Role
from desktop.words import gap_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtTest import QAbstractItemModelTester

    from desktop.casebase import CaseBase
    from desktop.cells import Run

HORIZONTAL = Qt.Orientation.Horizontal
NAMES = Names(lambda kind: f"<{kind}>", lambda kind: f"[{kind}]", lambda n: f"({n})")


@pytest.fixture
def model(
    cases: CaseBase, watch: Callable[[QAbstractItemModel], QAbstractItemModelTester]
) -> FamilyTableModel:
    """The model, watched."""
    made = FamilyTableModel(cases, Marks([], []), Changes(), NAMES)
    watch(made)
    return made


def _widest(cases: CaseBase) -> Comparison:
    """The family that covers most and has something only one region says."""
    found = [compare(cases, family_groups(cases, f), {}) for f in cases.family_by_id]
    return max(
        found,
        key=lambda c: (any(row.only is not None for row in c.facet_rows), len(c.columns)),
    )


def _show(model: FamilyTableModel, comparison: Comparison) -> list[str]:
    columns = [column.id for column in comparison.columns]
    model.show_comparison(comparison, columns, ())
    return columns


def _text(model: FamilyTableModel, row: int, column: int) -> str:
    lines: tuple[tuple[Run, ...], ...] = model.index(row, column).data(Role.ITEMS)
    return "\n".join("".join(run.text for run in line) for line in lines)


def test_a_cell_has_its_text_and_the_marks_of_its_quotes(
    model: FamilyTableModel, cases: CaseBase
) -> None:
    comparison = _widest(cases)
    _show(model, comparison)
    for row, entry in enumerate(comparison.facet_rows):
        for place, column in enumerate(comparison.columns):
            text = _text(model, row, place)
            lines = model.index(row, place).data(Role.ITEMS)
            if entry.kind in column.texts:
                assert text.startswith(column.texts[entry.kind])
                marks = tuple(run.number for line in lines for run in line if run.number)
                assert marks == column.numbers(entry.kind) == model.numbers(model.index(row, place))
            else:
                assert text == gap_text(column.gap())
                assert lines[0][0].style == "quiet"


def test_what_is_bold_and_alone_shows_only_while_differences_are_wanted(
    model: FamilyTableModel, cases: CaseBase
) -> None:
    comparison = _widest(cases)
    _show(model, comparison)
    row = next(n for n, entry in enumerate(comparison.facet_rows) if entry.only is not None)
    place = comparison.facet_rows[row].only
    assert place is not None
    index = model.index(row, place)
    assert index.data(Role.MARKS) is True
    assert "仅此地提及" in _text(model, row, place)
    model.set_options(differences=False, only_written=False)
    index = model.index(row, place)
    assert index.data(Role.MARKS) is False
    assert "仅此地提及" not in _text(model, row, place)
    styles = {
        run.style
        for r in range(len(comparison.facet_rows))
        for c in range(model.columnCount())
        for line in model.index(r, c).data(Role.ITEMS)
        for run in line
    }
    assert "bold" not in styles


def test_the_three_gaps_read_differently() -> None:
    assert {gap_text(gap) for gap in Gap} == {"尚未核对", "原文只提名称", "原文未提及"}


def test_rows_that_no_shown_column_writes_can_be_left_out(
    model: FamilyTableModel, cases: CaseBase
) -> None:
    comparison = _widest(cases)
    row = next(entry for entry in comparison.facet_rows if entry.only is not None)
    silent = [c.id for n, c in enumerate(comparison.columns) if n != row.only]
    model.show_comparison(comparison, silent, ())
    assert row in model.shown_rows()
    model.set_options(differences=True, only_written=True)
    assert row not in model.shown_rows()
    for kept in model.shown_rows():
        if isinstance(kept, FacetRow):
            assert any(kept.kind in comparison.columns[n].texts for n in model.shown_columns())


def test_a_target_says_so_beside_its_number(model: FamilyTableModel, cases: CaseBase) -> None:
    comparison = next(
        found
        for found in (compare(cases, family_groups(cases, f), {}) for f in cases.family_by_id)
        if any(f.kind is FigureKind.TARGET for c in found.columns for f in c.figures)
    )
    _show(model, comparison)
    for number in range(model.rowCount()):
        row = model.row(number)
        for place in range(model.columnCount()):
            figures = row.figures[place] if isinstance(row, FigureRow) else ()
            said = _text(model, number, place).count("[target]")
            assert said == sum(figure.kind is FigureKind.TARGET for figure in figures)


def test_figures_of_one_measure_show_its_unit_and_why_not_to_compare_them(
    model: FamilyTableModel, cases: CaseBase
) -> None:
    _show(model, compare(cases, family_groups(cases, "contest"), {}))
    found = next(
        n
        for n in range(model.rowCount())
        if isinstance(row := model.row(n), FigureRow) and row.measure == "contests"
    )
    about = next(m for m in cases.measures if m.id == "contests")
    assert model.headerData(found, Qt.Orientation.Vertical) == f"{about.name}：{about.unit}"
    assert model.headerData(found, Qt.Orientation.Vertical, Role.CAUTION) == about.caution
    texts = [_text(model, found, place) for place in range(model.columnCount())]
    assert any("≥680场次" in text and "680余次" in text for text in texts)


def test_figures_stand_below_a_heading_that_is_passed_over(
    model: FamilyTableModel, cases: CaseBase
) -> None:
    _show(model, _widest(cases))
    kinds = [model.index(row, 0).data(Role.KIND) for row in range(model.rowCount())]
    heading = kinds.index("heading")
    assert all(isinstance(model.row(n), FacetRow) for n in range(heading))
    assert all(isinstance(model.row(n), FigureRow) for n in range(heading + 1, len(kinds)))
    assert model.flags(model.index(heading, 0)) == Qt.ItemFlag.NoItemFlags


def test_columns_stand_in_the_order_that_is_asked_for(
    model: FamilyTableModel, cases: CaseBase
) -> None:
    comparison = _widest(cases)
    wanted = [column.id for column in comparison.columns][::-1][:-1]
    model.show_comparison(comparison, wanted, wanted[:1])
    shown = [model.headerData(n, HORIZONTAL, Role.ID) for n in range(model.columnCount())]
    assert shown == wanted
    assert model.headerData(0, HORIZONTAL, Role.PINNED) is True
    assert model.section_of(comparison.columns[0].id) == -1


def test_a_column_says_whose_it_is_and_what_else_could_stand_there(
    model: FamilyTableModel, cases: CaseBase
) -> None:
    comparison = _widest(cases)
    _show(model, comparison)
    for section, column in enumerate(comparison.columns):
        others = len(column.members) - 1
        said = model.headerData(section, HORIZONTAL, Role.ITEMS)
        assert said == (f"另有 {others} 条" if others else "")
        assert model.headerData(section, HORIZONTAL) == column.mechanism.name


def test_a_cell_speaks_region_facet_text_and_marks(
    model: FamilyTableModel, cases: CaseBase
) -> None:
    comparison = _widest(cases)
    _show(model, comparison)
    column = comparison.columns[0]
    kind, text = next(iter(column.texts.items()))
    row = next(n for n, entry in enumerate(comparison.facet_rows) if entry.kind is kind)
    spoken = model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    region = cases.region_by_id[column.mechanism.region_id].name
    for part in (region, column.mechanism.name, f"<{kind}>", text, f"({column.numbers(kind)[0]})"):
        assert part in spoken


def test_an_unchecked_mechanism_is_never_said_to_be_silent(
    model: FamilyTableModel, cases: CaseBase
) -> None:
    groups = family_groups(cases, next(iter(cases.family_by_id)))
    unchecked = [
        replace(group, members=tuple(replace(m, checked=False) for m in group.members))
        for group in groups
    ]
    _show(model, compare(cases, unchecked, {}))
    said = {
        _text(model, row, column)
        for row in range(8)
        for column in range(model.columnCount())
        if model.gap(model.index(row, column)) is not None
    }
    assert said == {"尚未核对"}
