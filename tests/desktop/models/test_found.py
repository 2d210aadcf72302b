"""Rows that grow: what is shown stays, and more is asked for once at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.found import FoundModel
from desktop.models.rows import Row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ROWS = [Row(str(number), str(number)) for number in range(10)]


def test_rows_that_follow_are_added_and_the_first_stay(qapp: QApplication) -> None:  # noqa: ARG001
    model = FoundModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show(ROWS[:3], more=True)
    kept = QPersistentModelIndex(model.index(1))
    model.show(ROWS[:7], more=True)
    model.show(ROWS[:7], more=False)
    assert kept.isValid()
    assert [model.index(n).data() for n in range(model.rowCount())] == list("0123456")
    assert len(resets) == 1
    model.show(ROWS[3:5], more=False)
    assert not kept.isValid()
    assert len(resets) == 2


def test_more_is_asked_for_once_until_it_has_come(qapp: QApplication) -> None:  # noqa: ARG001
    model = FoundModel()
    asked: list[int] = []
    model.more_wanted.connect(lambda: asked.append(1))
    root = QModelIndex()
    model.show(ROWS[:3], more=True)
    assert model.canFetchMore(root)
    model.fetchMore(root)
    model.fetchMore(root)
    assert asked == [1]
    assert not model.canFetchMore(root)
    model.show(ROWS[:6], more=False)
    model.fetchMore(root)
    assert asked == [1]
