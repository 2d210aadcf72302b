"""撤销: the menu says what would be taken back, on whatever page it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QUndoCommand

from db.records.plan import Plan
from db.workspace.plans import stamped
from desktop.operations.bookmarks import toggle_bookmark
from desktop.operations.highlights import add_highlight
from desktop.operations.naming import inner, quoted
from desktop.operations.notes import start_note, write_note
from desktop.operations.plan_rows import ChangeRows

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.main_window import MainWindow
    from desktop.session import Session
    from tests.desktop.conftest import Samples

PLAN = Plan(
    title="示例镇工作方案",
    township="示例镇",
    villages="",
    population="",
    members="",
    existing="",
    issuer="",
    issued_on="",
    template=False,
    position=1.0,
    **stamped(),
)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("擂台比武", "‘擂台比武’"),
        ("“四个三”机制", "‘四个三’机制"),
        ("两行\n 的 名字", "‘两行 的 名字’"),
        ("‘已有’引号", "‘已有’引号"),
        ("家访”解民忧", "‘家访解民忧’"),
    ],
)
def test_a_name_is_quoted_once_and_with_single_marks(name: str, shown: str) -> None:
    assert quoted(name) == shown


def test_a_long_quote_is_cut_and_no_pair_of_marks_is_torn() -> None:
    assert quoted("坚持“党建引领、村村比武、户户参与”的做法", 12) == "‘坚持党建引领、村村比武…’"


@given(st.text(alphabet='党建 “”‘’"\n', max_size=30), st.integers(0, 20))
def test_no_name_brings_double_marks_into_the_menu(name: str, most: int) -> None:
    assert not {"“", "”", '"', "\n"} & set(quoted(name, most))
    assert not {"“", "”", '"'} & set(inner(name))


def _text(window: MainWindow, name: str) -> str:
    action: QAction = window.global_actions[name]
    return action.text()


def test_the_step_stands_in_the_menu_between_double_marks(
    window: MainWindow, session: Session
) -> None:
    assert (_text(window, "undo"), _text(window, "redo")) == ("撤销", "重做")
    session.undo.push(ChangeRows(session, "改责任人", [(None, PLAN)]))
    assert _text(window, "undo") == "撤销 “改责任人”"
    session.undo.undo()
    assert (_text(window, "undo"), _text(window, "redo")) == ("撤销", "重做 “改责任人”")


def test_marks_and_ampersands_of_any_step_are_shown_and_do_nothing(
    window: MainWindow, session: Session
) -> None:
    session.undo.push(QUndoCommand("删除“总体要求 & 目标”"))
    assert _text(window, "undo") == "撤销 “删除‘总体要求 ＆ 目标’”"


def test_ctrl_z_reaches_changes_of_other_pages_in_their_order(
    window: MainWindow, session: Session, samples: Samples, press: Callable[..., None]
) -> None:
    mechanism = samples.any()
    toggle_bookmark(session, mechanism.id)
    article = session.cases.articles[0]
    add_highlight(session, article.id, 100, 108)
    write_note(session, start_note(session, mechanism.id), "先试两个村")
    session.undo.push(ChangeRows(session, "改责任人", [(None, PLAN)]))
    window.global_actions["page settings"].trigger()
    window.setFocus()
    said = []
    for _ in range(4):
        said.append(_text(window, "undo"))
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert said[0] == "撤销 “改责任人”"
    assert [text[4] for text in said[1:]] == ["写", "划", "收"]
    assert session.plans.plan(PLAN.id) is None
    assert session.marks.note_count == 0
    assert session.marks.highlights_in(article.id) == []
    assert not session.marks.is_bookmarked(mechanism.id)
    assert not window.global_actions["undo"].isEnabled()
    press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.marks.is_bookmarked(mechanism.id)


def test_what_is_being_typed_is_named_by_the_menu_and_taken_back_first(
    window: MainWindow, session: Session, samples: Samples
) -> None:
    mechanism = samples.any()
    toggle_bookmark(session, mechanism.id)
    window.compare.select(mechanism.id)
    window.compare.write_note()
    editor = window.focusWidget()
    assert editor is not None
    editor.insertPlainText("两个村")  # type: ignore[attr-defined]
    menu = window.top.menu.menu()
    menu.aboutToShow.emit()
    assert _text(window, "undo").startswith("撤销 “写")
    window.global_actions["undo"].trigger()
    assert session.marks.note_count == 0
    assert session.marks.is_bookmarked(mechanism.id)
