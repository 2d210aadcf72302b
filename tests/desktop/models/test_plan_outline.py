"""方案结构 as a tree: what it shows, and where a drop may fall."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.plan_outline import OutlineRow, PlanOutlineModel
from desktop.roles import MECHANISM_MIME, Role

ACTION = Qt.DropAction.MoveAction
ROWS = [
    OutlineRow("section", "a", "一、甲", "甲", said="未写"),
    OutlineRow(
        "section",
        "b",
        "二、乙",
        "乙",
        children=(
            OutlineRow("borrowing", "b1", "（一）做法一", "做法一"),
            OutlineRow("borrowing", "b2", "（二）做法二", "做法二"),
            OutlineRow("section", "c", "（三）丙", "丙"),
        ),
    ),
    OutlineRow("table", "table", "任务分解表", ""),
]


@pytest.fixture
def model() -> PlanOutlineModel:
    made = PlanOutlineModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show_rows(ROWS)
    return made


def _dragged(model: PlanOutlineModel, row_id: str) -> QMimeData:
    return model.mimeData([model.find(row_id)])


def _mechanism() -> QMimeData:
    data = QMimeData()
    data.setData(MECHANISM_MIME, b"m1")
    return data


def test_a_change_that_moves_nothing_keeps_every_index(model: PlanOutlineModel) -> None:
    kept = model.find("b2")
    changed = OutlineRow("section", "a", "一、新名", "新名")
    assert model.show_rows([changed, *ROWS[1:]]) is False
    assert model.find("b2") == kept
    assert model.find("a").data() == "一、新名"
    assert model.show_rows(ROWS[1:]) is True
    assert not model.find("a").isValid()


def test_what_is_painted_as_a_sign_is_said_in_words(model: PlanOutlineModel) -> None:
    assert model.find("a").data(Qt.ItemDataRole.AccessibleTextRole) == "一、甲，未写"
    assert model.find("b1").data(Role.KIND) == "borrowing"


def test_a_borrowing_dropped_between_others_says_its_place_without_itself(
    model: PlanOutlineModel,
) -> None:
    said: list[tuple[str, str, str, int]] = []
    model.moved.connect(lambda *parts: said.append(parts))
    data = _dragged(model, "b1")
    section = model.find("b")
    assert model.canDropMimeData(data, ACTION, 2, 0, section)
    assert model.dropMimeData(data, ACTION, 2, 0, section)
    assert said == [("borrowing", "b1", "b", 1)]


def test_a_section_falls_between_sections_only_and_never_into_itself(
    model: PlanOutlineModel,
) -> None:
    root = QModelIndex()
    assert model.canDropMimeData(_dragged(model, "a"), ACTION, 2, 0, root)
    assert not model.canDropMimeData(_dragged(model, "b1"), ACTION, 1, 0, root)
    assert not model.canDropMimeData(_dragged(model, "b"), ACTION, -1, -1, model.find("b"))
    # Two levels: what has subsections stays on the first, and below a subsection there is none.
    assert not model.canDropMimeData(_dragged(model, "b"), ACTION, -1, -1, model.find("a"))
    assert not model.canDropMimeData(_dragged(model, "a"), ACTION, -1, -1, model.find("c"))
    assert model.canDropMimeData(_dragged(model, "a"), ACTION, -1, -1, model.find("b"))


def test_a_mechanism_falls_into_a_section_and_nowhere_else(model: PlanOutlineModel) -> None:
    said: list[tuple[str, str, int]] = []
    model.mechanism_dropped.connect(lambda *parts: said.append(parts))
    assert not model.canDropMimeData(_mechanism(), ACTION, 0, 0, QModelIndex())
    assert not model.dropMimeData(_mechanism(), ACTION, -1, -1, model.find("table"))
    assert model.dropMimeData(_mechanism(), ACTION, 1, 0, model.find("b"))
    assert model.dropMimeData(_mechanism(), ACTION, -1, -1, model.find("c"))
    assert said == [("m1", "b", 1), ("m1", "c", -1)]


def test_a_row_of_another_plan_is_not_taken(model: PlanOutlineModel) -> None:
    data = QMimeData()
    data.setData("application/x-tashan-plan-row", b"section elsewhere")
    assert not model.canDropMimeData(data, ACTION, 0, 0, QModelIndex())


def test_only_a_name_that_is_new_and_not_blank_is_told(model: PlanOutlineModel) -> None:
    said: list[tuple[str, str, str]] = []
    model.renamed.connect(lambda *parts: said.append(parts))
    index = model.find("a")
    assert not model.setData(index, "  ")
    assert not model.setData(index, "甲")
    assert model.setData(index, " 新名 ")
    assert said == [("section", "a", "新名")]
    assert not model.find("table").flags() & Qt.ItemFlag.ItemIsEditable
