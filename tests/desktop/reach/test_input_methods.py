"""Chinese is typed through an input method in every field there is, of every page and dialog."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop.pages.notebook.body import TitleEdit
from desktop.pages.notebook.tag_row import TagEdit
from desktop.pages.plan.table_view import TaskView
from desktop.pages.search.dialog import SearchDialog
from tests.desktop.reach.conftest import everything, shown
from tests.desktop.reach.fields import (
    caret_at_end,
    check_caret,
    compose,
    fields,
    holder,
    press,
    text,
)

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.main_window import MainWindow

_KEY: Final = Qt.Key
_KEYS: Final = (
    *(_KEY.Key_Return, _KEY.Key_Escape, _KEY.Key_Down, _KEY.Key_Up, _KEY.Key_Left, _KEY.Key_Tab),
    *(_KEY.Key_B, _KEY.Key_N, _KEY.Key_J, _KEY.Key_K, _KEY.Key_P, _KEY.Key_C, _KEY.Key_E),
    *(_KEY.Key_Space, _KEY.Key_Delete, _KEY.Key_Backspace),
    *(_KEY.Key_F5, _KEY.Key_F8, _KEY.Key_F1, _KEY.Key_F2),
)
_WRITTEN_IN: Final = {"任务分解表", "方案结构"}  # cells and names of theirs are; no letter is a key
_QUERY: Final = Qt.InputMethodQuery
_SEEN: Final[set[tuple[object, ...]]] = set()


def _check_field(window: MainWindow, place: QWidget, field: QWidget) -> None:
    taker = holder(field)
    assert window.session.saver.flush()
    taker.setFocus()
    QApplication.processEvents()
    caret_at_end(field)
    assert QApplication.focusWidget() is taker, f"{field.accessibleName()} takes no focus"
    before, steps = text(field), window.session.undo.count()
    changed = QSignalSpy(field.textChanged)  # type: ignore[attr-defined]

    # Composed: nothing is there yet, for nobody; and no key does anything else.
    for preedit in ("n", "ni", "ni'h", "ni'hao", "你好"):
        compose(taker, preedit)
        assert text(field) == before
    assert field.inputMethodQuery(_QUERY.ImEnabled)
    for key in _KEYS:
        press(key)
        assert QApplication.focusWidget() is taker, f"{key} took the focus away"
    QApplication.processEvents()
    assert place.isVisible()
    assert QApplication.activePopupWidget() is None
    assert (text(field), window.session.undo.count()) == (before, steps)

    check_caret(field)

    # Given up.
    compose(taker, "")
    assert text(field) == before
    if isinstance(field, QLineEdit):
        assert changed.count() == 0, "what is only composed was taken for text"
    if isinstance(taker, QAbstractSpinBox):
        compose(taker, "", "五")  # a number has no such letters
        assert text(field) == before
        return

    # Chosen: it comes once; what stands before the caret can be put right; one step takes it back.
    compose(taker, "ni'hao")
    compose(taker, "", "你好")
    assert text(field) == before + "你好"
    compose(taker, "", "您", (-1, 1))
    assert text(field) == before + "你您"
    assert field.inputMethodQuery(_QUERY.ImSurroundingText).endswith("你您")
    for _ in range(3):
        if text(field) != before:
            field.undo()  # type: ignore[attr-defined]
    assert text(field) == before
    compose(taker, "", "拼音")
    field.undo()  # type: ignore[attr-defined]
    assert text(field) == before, "what was composed in one go goes in one step"


@pytest.mark.parametrize("name", everything())
def test_an_input_method_composes_in_every_field(world: MainWindow, name: str) -> None:
    with shown(world, name) as place:
        for field in fields(place):
            # The slides of a lesson have many in common.
            known = (type(place), type(field), field.accessibleName(), field.objectName())
            if known not in _SEEN:
                _SEEN.add(known)
                _check_field(world, place, field)


@pytest.mark.parametrize("name", everything())
def test_what_is_not_written_in_leaves_the_letters_to_the_page(
    world: MainWindow, name: str
) -> None:
    """With an input method on, it would swallow B, N, J and K over a list or a table."""
    with shown(world, name) as place:
        for widget in place.findChildren(QWidget):
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if not takes or not widget.isVisibleTo(place) or not widget.isEnabled():
                continue
            writes = isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox))
            if writes and not widget.property("readOnly"):
                continue
            widget.setFocus()
            if QApplication.focusWidget() is not widget:
                continue
            asked = widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
            if widget.accessibleName() not in _WRITTEN_IN:
                assert not asked, f"{type(widget).__name__} {widget.accessibleName()}"


@pytest.mark.parametrize(
    "name", ["compare, a note", "notebook, editing", "plan", "plan, a card", "lesson, title"]
)
def test_what_was_chosen_is_stored_and_what_is_composed_is_not(
    world: MainWindow, name: str
) -> None:
    session = world.session
    with shown(world, name) as place:
        kept = [f for f in fields(place) if isinstance(f, (QPlainTextEdit, QTextEdit, TitleEdit))]
        assert kept
        for number, field in enumerate(kept):
            taker = holder(field)
            taker.setFocus()
            compose(taker, "", f"选定{name}{number}号")
            compose(taker, f"拼着{name}{number}号")
            place.store()  # type: ignore[attr-defined]
            QApplication.processEvents()
            compose(taker, "")
            place.store()  # type: ignore[attr-defined]
        assert session.saver.flush()
        written = _written(session.folder / "workspace.db")
    for number in range(len(kept)):
        assert f"选定{name}{number}号" in written
        assert f"拼着{name}{number}号" not in written


def _written(path: Path) -> str:
    """All words of a workspace."""
    with closing(sqlite3.connect(path)) as data:
        return "\n".join(data.iterdump())


def test_another_saves_nothing_away_from_under_a_composition(world: MainWindow) -> None:
    """The text typed before is stored while one composes: what is composed stays."""
    with shown(world, "plan, a card") as place:
        field = next(f for f in fields(place) if isinstance(f, QPlainTextEdit))
        field.setFocus()
        compose(field, "", "先定")
        compose(field, "hou")
        place.store()  # type: ignore[attr-defined]
        QTest.qWait(350)
        composed = field.textCursor().block().layout().preeditAreaText()
        assert composed == "hou"
        compose(field, "", "后")
        assert "先定后" in field.toPlainText()
        place.store()  # type: ignore[attr-defined]
    while world.session.undo.canUndo():
        world.session.undo.undo()


def test_a_cell_of_the_task_table_is_begun_by_what_is_composed(world: MainWindow) -> None:
    with shown(world, "plan, its table") as place:
        table = place.findChild(TaskView)
        assert table is not None
        table.setFocus()
        index = table.model().index(0, table.source.column("leader"))
        table.setCurrentIndex(index)
        QApplication.processEvents()
        compose(table, "zhang")
        editor = table.findChild(QLineEdit)
        assert editor is not None, "the first letter opens the cell"
        compose(editor, "zhang'san")
        for key in (_KEY.Key_Return, _KEY.Key_Escape, _KEY.Key_Tab, _KEY.Key_Down):
            press(key)
        assert table.findChild(QLineEdit) is editor
        compose(editor, "", "张三")
        QTest.keyClick(editor, _KEY.Key_Return)
        QApplication.processEvents()
        assert index.data() == "张三"
    world.session.undo.undo()


def test_tags_are_offered_for_what_was_chosen_not_for_what_is_composed(world: MainWindow) -> None:
    with shown(world, "notebook, a tag") as place:
        field = place.findChild(TagEdit)
        assert field is not None
        field.setFocus()
        compose(field, "dang")
        QTest.keyClick(field, _KEY.Key_Return)
        assert field.text() == ""
        completer = field.completer()
        assert completer is not None
        popup = completer.popup()
        assert popup is None or not popup.isVisible()
        given = QSignalSpy(field.given)
        compose(field, "", "党建")
        QTest.keyClick(field, _KEY.Key_Return)
        assert given.count() == 1
        assert given.at(0) == ["党建"]


def test_nothing_is_searched_for_before_it_is_chosen(world: MainWindow) -> None:
    with shown(world, "dialog: search") as place:
        assert isinstance(place, SearchDialog)
        place.edit.clear()
        place.search()
        rows = place.rows.rowCount()
        compose(place.edit, "bi'wu")
        QTest.qWait(60)
        assert place.rows.rowCount() == rows
        compose(place.edit, "", "比武")
        place.search()
        assert place.rows.rowCount() > rows
