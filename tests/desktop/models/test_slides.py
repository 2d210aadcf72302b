"""The slides of a lesson as a list: shown, dragged, pictured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.slides import SlideModel, SlideRow
from desktop.roles import Role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

MOVE = Qt.DropAction.MoveAction
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def _rows(ids: str) -> list[SlideRow]:
    return [SlideRow(one, n, f"题 {one}", "一项做法") for n, one in enumerate(ids, start=1)]


@pytest.fixture
def model(qapp: QApplication) -> SlideModel:  # noqa: ARG001
    """Four slides, under the tester."""
    made = SlideModel()
    QAbstractItemModelTester(made, FATAL, made)
    made.show_rows(_rows("abcd"))
    return made


def test_a_row_says_its_number_title_kind_and_time(model: SlideModel) -> None:
    model.show_rows([SlideRow("a", 1, "擂台比武", "同类对比", "8 分钟")])
    index = model.index(0)
    assert index.data() == "擂台比武"
    assert index.data(Role.SORT) == 1
    assert index.data(Role.FIGURE) == "8 分钟"
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "第 1 页，擂台比武，同类对比，8 分钟"


def test_a_change_that_moves_nothing_resets_nothing(model: SlideModel) -> None:
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    assert not model.show_rows([*_rows("abc"), SlideRow("d", 4, "改过", "一项做法")])
    assert resets == []
    assert model.index(3).data() == "改过"
    assert model.show_rows(_rows("bacd"))
    assert resets == [1]


def test_a_picture_is_asked_for_when_it_is_seen_and_kept(model: SlideModel) -> None:
    wanted: list[str] = []
    model.picture_wanted.connect(wanted.append)
    assert model.index(1).data(Qt.ItemDataRole.DecorationRole) is None
    assert wanted == ["b"]
    model.set_picture("b", QPixmap(4, 4))
    assert model.index(1).data(Qt.ItemDataRole.DecorationRole).width() == 4
    model.show_rows(_rows("bd"))
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is not None
    model.forget_pictures()
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is None


@given(st.sets(st.integers(0, 3), min_size=1, max_size=3), st.integers(-1, 4))
def test_a_drop_counts_its_place_among_those_that_stay(dragged: set[int], row: int) -> None:
    model = SlideModel()
    model.show_rows(_rows("abcd"))
    told: list[tuple[list[str], int]] = []
    model.moved.connect(lambda ids, place: told.append((ids, place)))
    data = model.mimeData([model.index(place) for place in dragged])
    assert model.canDropMimeData(data, MOVE, row, 0, QModelIndex())
    assert not model.dropMimeData(data, MOVE, row, 0, QModelIndex()), "the view removes no row"
    ids, place = told[0]
    others = [one for one in "abcd" if one not in ids]
    before = "abcd"[: row if row >= 0 else 4]
    assert ids == [one for one in "abcd" if one in ids]
    assert others[:place] == [one for one in before if one in others]


def test_slides_of_another_lesson_are_not_taken(model: SlideModel) -> None:
    other = SlideModel()
    other.show_rows(_rows("xy"))
    data = other.mimeData([other.index(0)])
    assert not model.canDropMimeData(data, MOVE, 0, 0, QModelIndex())
    assert not model.dropMimeData(data, MOVE, 0, 0, QModelIndex())
