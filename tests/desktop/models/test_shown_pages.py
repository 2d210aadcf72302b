"""The pages of a showing as rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.documents.sheet import Sheet
from desktop.models.shown_pages import SHEET, STATE, ShownPages


def sheets(count: int) -> list[Sheet]:
    """Pages with titles."""
    return [Sheet(f"s{n}", "text", f"第{n}个题目", ()) for n in range(count)]


def states(model: ShownPages) -> list[str]:
    """What every page is in the showing."""
    return [model.index(row).data(STATE) for row in range(model.rowCount())]


def test_the_rows_are_the_pages_and_say_which_is_shown() -> None:
    model = ShownPages()
    tester = QAbstractItemModelTester(model)
    model.show(sheets(3), 1)
    assert [model.index(row).data() for row in range(3)] == [s.title for s in sheets(3)]
    assert states(model) == ["", "正在放映", "下一页"]
    model.set_current(2)
    assert states(model) == ["", "", "正在放映"]
    assert model.index(2).data(SHEET) == sheets(3)[2]
    model.show(sheets(1), 0)
    assert states(model) == ["正在放映"]
    assert tester.model() is model


def test_only_the_pages_that_became_another_thing_are_told_of() -> None:
    model = ShownPages()
    model.show(sheets(9), 1)
    told: list[int] = []
    model.dataChanged.connect(lambda first, _last, _roles: told.append(first.row()))
    model.show(sheets(9), 5)
    assert sorted(told) == [1, 2, 5, 6]


def test_a_page_is_read_out_with_its_number_and_state() -> None:
    model = ShownPages()
    model.show(sheets(2), 0)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0).data(role) == "第 1 页，第0个题目，正在放映"
