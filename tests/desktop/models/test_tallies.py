"""What classes chose, as a table whose numbers can be corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.tallies import VOTES, TallyModel, TallyRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(qapp: QApplication) -> TallyModel:  # noqa: ARG001
    """Two classes, under the tester."""
    made = TallyModel()
    QAbstractItemModelTester(made, FATAL, made)
    made.show_rows(
        [
            TallyRow("1", "一班", "2026-03-05", "书记家访", "云浮", 3),
            TallyRow("2", "一班", "2026-03-05", "练兵比武", "莆田", 9),
            TallyRow("3", "二班", "2026-04-01", "双向承诺", "乳源", 1),
        ]
    )
    return made


def test_the_latest_class_and_its_most_chosen_come_first(model: TallyModel) -> None:
    assert [line[2] for line in model.lines()[1:]] == ["双向承诺", "练兵比武", "书记家访"]
    assert model.lines()[0] == ["班次", "日期", "做法", "地区", "选的人数"]


def test_only_a_number_of_people_can_be_typed(model: TallyModel) -> None:
    told: list[tuple[str, int]] = []
    model.counted.connect(lambda row_id, votes: told.append((row_id, votes)))
    index = model.index(1, VOTES)
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    assert not model.index(1, 0).flags() & Qt.ItemFlag.ItemIsEditable
    for typed in ("很多", "-1", "9"):
        assert not model.setData(index, typed)
    assert model.setData(index, "12")
    assert told == [("2", 12)]
    assert index.data() == "9", "the model changes nothing by itself"
