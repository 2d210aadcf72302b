"""任务分解表: made from the cards, written back to them, walked by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from db.records.plan import Decision, Task, TaskState
from desktop.operations import plans as operations
from desktop.pages.plan import words
from desktop.pages.plan.table_view import TableBlock, TaskView
from desktop.pages.plan.task_cells import DueEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from db.records.plan import Borrowing, Plan, Section
    from desktop.pages.plan.editor import PlanEditor
    from desktop.session import Session

    Open = Callable[[], PlanEditor]


@pytest.fixture
def block(borrowed: list[Borrowing], open_editor: Open) -> TableBlock:  # noqa: ARG001
    """The table, open, under the model tester."""
    editor = open_editor()
    editor.go_to("table")
    view = editor.column.view("table")
    assert isinstance(view, TableBlock)
    assert view.table is not None
    view.table.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        view.table.source, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    QApplication.processEvents()
    return view


@pytest.fixture
def table(block: TableBlock) -> TaskView:
    assert block.table is not None
    return block.table


def _index(table: TaskView, row: int, field: str) -> QModelIndex:
    return table.model().index(row, table.source.column(field))


def _texts(table: TaskView, field: str) -> list[str]:
    model: QAbstractItemModel = table.model()
    return [str(_index(table, row, field).data()) for row in range(model.rowCount())]


def _task(session: Session, row: Borrowing) -> Task:
    task = session.plans.task_of(row)
    assert task is not None
    return task


def test_the_table_has_a_row_for_each_task_and_every_column_of_the_plan(
    table: TaskView, borrowed: list[Borrowing]
) -> None:
    assert table.model().rowCount() == len(borrowed)
    heads = [
        table.model().headerData(column, Qt.Orientation.Horizontal)
        for column in range(table.model().columnCount())
    ]
    assert heads == [words.field_name(field) for field in words.TABLE_FIELDS]
    for text, row in zip(_texts(table, "source"), borrowed, strict=True):
        assert row.mechanism_name in text


def test_a_cell_writes_back_to_the_card_and_is_one_step(
    session: Session, table: TaskView, borrowed: list[Borrowing], qtbot: QtBot
) -> None:
    assert table.model().setData(_index(table, 1, "person"), "副镇长")
    assert _task(session, borrowed[1]).person == "副镇长"
    assert "责任人" in session.undo.undoText()
    session.undo.undo()
    qtbot.waitUntil(lambda: _texts(table, "person")[1] == "")


def test_what_a_card_writes_shows_in_the_table_by_itself(
    session: Session, table: TaskView, borrowed: list[Borrowing], block: TableBlock
) -> None:
    operations.write(session, _task(session, borrowed[0]), lead_unit="镇党建办")
    block.refresh()
    assert _texts(table, "lead_unit")[0] == "镇党建办"


def test_enter_opens_a_cell_typing_replaces_it_and_tab_goes_on(
    session: Session, table: TaskView, borrowed: list[Borrowing]
) -> None:
    table.setFocus()
    table.setCurrentIndex(_index(table, 0, "leader"))
    QTest.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "Zhang")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert _task(session, borrowed[0]).leader == "Zhang"
    assert table.currentIndex().column() == table.source.column("lead_unit")


def test_the_state_is_chosen_from_a_list(
    session: Session, table: TaskView, borrowed: list[Borrowing]
) -> None:
    index = _index(table, 0, "state")
    table.edit(index)
    box = table.findChild(QComboBox)
    assert box is not None
    names = [box.itemText(number) for number in range(box.count())]
    assert names == ["未启动", "推进中", "已完成", "已销号"]
    box.setCurrentIndex(2)
    table.itemDelegate().setModelData(box, table.model(), index)
    assert _task(session, borrowed[0]).state is TaskState.DONE


def test_a_deadline_takes_words_and_days_of_a_calendar(table: TaskView) -> None:
    index = _index(table, 0, "due")
    table.edit(index)
    field = table.findChild(DueEdit)
    assert field is not None
    QTest.keyClicks(field, "2027-03-31")
    table.itemDelegate().setModelData(field, table.model(), index)
    assert _texts(table, "due")[0] == "2027-03-31"
    field.choose_day()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_a_state_that_does_not_exist_is_not_written(table: TaskView) -> None:
    assert not table.model().setData(_index(table, 0, "state"), "nonsense")
    assert not table.model().setData(_index(table, 0, "source"), "别处")


def test_rows_are_sorted_by_their_day_and_in_the_order_of_the_plan_again(
    session: Session, table: TaskView, borrowed: list[Borrowing], block: TableBlock
) -> None:
    for row, due in zip(borrowed, ["2027-12-31", "", "2027年3月底"], strict=True):
        operations.write(session, _task(session, row), due=due)
    block.refresh()
    plan_order = _texts(table, "source")
    column = table.source.column("due")
    table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    assert _texts(table, "due") == ["2027年3月底", "2027-12-31", ""]
    assert not block._buttons[1].isEnabled(), "rows are moved in the order of the plan only"
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert _texts(table, "source") == plan_order
    assert block._buttons[1].isEnabled()


def test_rows_are_added_moved_and_removed_by_keyboard(
    session: Session, plan: Plan, tasks: Section, table: TaskView, borrowed: list[Borrowing]
) -> None:
    table.setFocus()
    table.setCurrentIndex(_index(table, 0, "title"))
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.id for row in session.plans.borrowings(plan.id)][:2] == [
        borrowed[1].id,
        borrowed[0].id,
    ]
    QTest.keyClick(table, Qt.Key.Key_Insert)
    QApplication.processEvents()
    added = [row for row in session.plans.tasks(plan.id) if row.borrowing_id is None]
    assert len(added) == 1
    assert added[0].section_id == tasks.id
    table.setCurrentIndex(table.model().index(3, 0))
    QTest.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert session.plans.row(added[0]) is None
    session.undo.undo()
    assert session.plans.row(added[0]) is not None


def test_delete_empties_a_cell(
    session: Session, table: TaskView, borrowed: list[Borrowing], block: TableBlock
) -> None:
    operations.write(session, _task(session, borrowed[0]), person="镇长")
    block.refresh()
    table.setFocus()
    table.setCurrentIndex(_index(table, 0, "person"))
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert _task(session, borrowed[0]).person == ""


def test_a_row_of_a_rejected_mechanism_leaves_the_table_and_comes_back(
    session: Session, table: TaskView, borrowed: list[Borrowing], block: TableBlock
) -> None:
    operations.write(session, borrowed[1], decision=Decision.REJECT)
    block.refresh()
    assert table.model().rowCount() == 2
    session.undo.undo()
    block.refresh()
    assert borrowed[1].mechanism_name in _texts(table, "source")[1]


def test_what_is_missing_is_said_to_who_cannot_see_it(table: TaskView) -> None:
    said = _index(table, 0, "person").data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "责任人 缺责任人"
