"""A list of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt

from desktop.models.rows import Row, RowModel
from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtTest import QAbstractItemModelTester

ROWS = (
    Row("", "做法 2", kind="heading"),
    Row("a", "擂台比武", theme="kh", figure="680余次", bookmarked=True),
    Row("b", "书记家访", kind="hit", subtitle="逐户走访", marks=((0, 2),)),
)


@pytest.fixture
def model(watch: Callable[[QAbstractItemModel], QAbstractItemModelTester]) -> RowModel:
    """The rows, watched."""
    made = RowModel()
    watch(made)
    made.set_rows(ROWS)
    return made


def test_rows_answer_what_the_delegate_asks(model: RowModel) -> None:
    index = model.index(1)
    answers = [index.data(role) for role in (Role.ID, Role.KIND, Role.THEME, Role.FIGURE)]
    assert index.data() == "擂台比武"
    assert answers == ["a", "item", "kh", "680余次"]
    assert index.data(Role.BOOKMARKED) is True
    assert model.index(2).data(Role.MARKS) == ((0, 2),)


def test_a_heading_cannot_be_chosen(model: RowModel) -> None:
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable
    assert model.first().row() == 1
    assert not model.find("").isValid()


def test_a_row_is_found_by_its_id(model: RowModel) -> None:
    assert model.row(model.find("b")) == ROWS[2]
    assert not model.find("c").isValid()
    assert model.row(QModelIndex()) is None


def test_a_row_speaks_its_text_figure_subtitle_and_bookmark(model: RowModel) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(1).data(role) == "擂台比武，680余次，已收藏"
    assert model.index(2).data(role) == "书记家访，逐户走访"


def test_the_model_stays_sound_when_its_rows_are_replaced(model: RowModel) -> None:
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    for rows in (ROWS[:1], (), ROWS, ROWS[1:]):
        model.set_rows(rows)
        assert model.rowCount() == len(rows)
    assert len(resets) == 4


def test_the_same_rows_again_disturb_nothing(model: RowModel) -> None:
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.set_rows(list(ROWS))
    assert resets == []
