"""What can be dragged into a plan."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.plan_differences import DifferenceModel, DifferenceRow
from desktop.models.plan_sources import SourceRows
from desktop.models.rows import Row
from desktop.roles import MECHANISM_MIME, Role

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def test_a_drag_takes_the_mechanism_along_and_only_rows_with_one_can_be_dragged() -> None:
    model = SourceRows()
    QAbstractItemModelTester(model, FATAL, model)
    model.set_rows([Row("n1", "批注", kind="note"), Row("n2", "批注", payload="云浮-家访")])
    assert not model.index(0).flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert model.index(1).flags() & Qt.ItemFlag.ItemIsDragEnabled
    data = model.mimeData([model.index(1)])
    assert bytes(data.data(MECHANISM_MIME).data()).decode() == "云浮-家访"
    assert not model.mimeData([model.index(0)]).hasFormat(MECHANISM_MIME)


def test_the_row_that_is_being_dragged_is_told_apart_until_it_is_dropped() -> None:
    model = SourceRows()
    model.set_rows([Row("a", "甲", payload="a"), Row("b", "乙", payload="b")])
    model.set_dragged(model.index(1))
    assert [model.index(n).data(Role.CAUTION) for n in (0, 1)] == [False, True]
    model.set_dragged(QModelIndex())
    assert not model.index(1).data(Role.CAUTION)


def test_differences_stand_under_the_titles_of_their_plans() -> None:
    model = DifferenceModel()
    QAbstractItemModelTester(model, FATAL, model)
    model.show_rows([DifferenceRow("changed", "改", "工作目标：正文", "旧", "新")], "今年", "明年")
    horizontal = Qt.Orientation.Horizontal
    assert [model.headerData(n, horizontal) for n in (2, 3)] == ["今年", "明年"]
    assert [model.index(0, n).data() for n in range(4)] == ["改", "工作目标：正文", "旧", "新"]
