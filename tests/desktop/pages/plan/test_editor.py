"""The editor of a plan: typing is stored and undone, cards are moved and dropped, Tab."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.workspace import Workspace
from desktop.operations import plans as operations
from desktop.pages.plan import column
from desktop.pages.plan.borrow_card import BorrowCard
from desktop.pages.plan.drag import CARD
from desktop.pages.plan.plan_text import PlanText
from desktop.pages.plan.section_view import SectionView
from desktop.roles import MECHANISM_MIME as MECHANISM
from desktop.settings import Mode
from desktop.widgets import in_turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from db.records.plan import Borrowing, Plan, Section, Task
    from desktop.pages.plan.editor import PlanEditor
    from desktop.session import Session
    from tests.desktop.conftest import Samples

    Open = Callable[[], PlanEditor]

_ALT = Qt.KeyboardModifier.AltModifier


def _card(editor: PlanEditor, row: Borrowing) -> BorrowCard:
    view = editor.column.reveal(row.id)
    assert isinstance(view, BorrowCard)
    return view


def _section(editor: PlanEditor, row: Section) -> SectionView:
    view = editor.column.reveal(row.id)
    assert isinstance(view, SectionView)
    return view


def _task(session: Session, row: Borrowing) -> Task:
    task = session.plans.task_of(row)
    assert task is not None
    return task


def _write(text: QWidget | None, words: str) -> PlanText:
    assert isinstance(text, PlanText)
    text.setFocus()
    text.insertPlainText(words)
    return text


def _focused() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None, "nothing has the focus"
    return focus


# Coming into sight


def test_cards_that_come_into_sight_together_are_made_from_the_top_turn_by_turn(
    borrowed: list[Borrowing],
    open_editor: Open,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(in_turns, "_FRAME_S", 1e-5)  # a turn takes one step
    editor = open_editor()
    qtbot.waitUntil(lambda: len(editor.column.views) > 1)
    keys = [block.key for block in editor.column.blocks]
    assert {row.id for row in borrowed} < set(keys)
    seen = [view.block.key for view in editor.column.views]
    assert 0 < len(seen) < len(keys)
    assert seen == keys[: len(seen)]
    qtbot.waitUntil(lambda: len(editor.column.views) == len(keys))
    qtbot.waitUntil(lambda: all(view.isVisible() for view in editor.column.views))
    ends = [view.geometry().bottom() for view in editor.column.views]
    tops = [view.geometry().top() for view in editor.column.views]
    assert all(end < top for end, top in zip(ends, tops[1:], strict=False))


def test_a_card_that_is_asked_for_is_there_before_its_neighbours(
    borrowed: list[Borrowing], open_editor: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_turns, "_FRAME_S", 1e-5)
    editor = open_editor()
    assert _card(editor, borrowed[-1]).block.key == borrowed[-1].id


def test_what_is_in_sight_stays_however_much_it_is(
    borrowed: list[Borrowing],  # noqa: ARG001
    open_editor: Open,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(column, "_MOST_VIEWS", 1)
    editor = open_editor()
    qtbot.waitUntil(lambda: len(editor.column.views) == len(editor.column.blocks))
    before = editor.column.views
    editor.column.lay()
    assert editor.column.views == before


# Typing


def test_typing_is_stored_by_itself_and_reaches_the_disk(
    session: Session, tasks: Section, open_editor: Open, qtbot: QtBot
) -> None:
    body = _write(_section(open_editor(), tasks).body, "坚持党建引领。")
    qtbot.waitUntil(lambda: not body.ahead)
    assert session.saver.flush()
    with Workspace.open(session.folder) as workspace:
        rows = {row.id: row for row in workspace.plans().sections}
    assert rows[tasks.id].body == "坚持党建引领。"


def test_one_visit_to_a_field_is_one_named_step_of_undo(
    session: Session, borrowed: list[Borrowing], open_editor: Open
) -> None:
    card = _card(open_editor(), borrowed[0])
    text = _write(card.field("person"), "镇党委")
    text.store()
    text.insertPlainText("组织委员")
    text.store()
    assert "责任人" in session.undo.undoText()
    session.undo.undo()
    assert _task(session, borrowed[0]).person == ""
    assert text.toPlainText() == "", "an undo must show in the field that has the focus"
    session.undo.redo()
    assert text.toPlainText() == "镇党委组织委员"


def test_leaving_a_field_stores_it_at_once(
    session: Session, borrowed: list[Borrowing], open_editor: Open
) -> None:
    card = _card(open_editor(), borrowed[0])
    _write(card.field("due"), "每季度末月25日前")
    card.ours.setFocus()
    assert _task(session, borrowed[0]).due == "每季度末月25日前"


def test_ctrl_z_goes_beyond_the_words_typed_here_to_the_step_before(
    session: Session, plan: Plan, borrowed: list[Borrowing], open_editor: Open
) -> None:
    operations.write(session, plan, title="另一个名称")
    text = _card(open_editor(), borrowed[0]).ours
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    shown = session.plans.plan(plan.id)
    assert shown is not None
    assert shown.title == plan.title


def test_what_one_field_stores_leaves_the_caret_of_another_where_it_is(
    session: Session, tasks: Section, borrowed: list[Borrowing], open_editor: Open
) -> None:
    text = _write(_section(open_editor(), tasks).body, "一二三四五六")
    text.store()
    cursor = text.textCursor()
    cursor.setPosition(3)
    text.setTextCursor(cursor)
    operations.write(session, _task(session, borrowed[0]), person="镇长")
    operations.write(session, tasks, body="零一二三四五六")
    assert text.toPlainText() == "零一二三四五六"
    assert text.textCursor().position() == 4
    assert text.hasFocus()


def test_a_refresh_does_not_disturb_what_an_input_method_composes(
    session: Session, tasks: Section, open_editor: Open
) -> None:
    text = _section(open_editor(), tasks).body
    text.setFocus()
    QApplication.sendEvent(text, QInputMethodEvent("zhen", []))
    operations.write(session, tasks, body="别处写的")
    layout = text.document().firstBlock().layout()
    assert layout.preeditAreaText() == "zhen"
    done = QInputMethodEvent()
    done.setCommitString("镇")
    QApplication.sendEvent(text, done)
    text.store()
    stored = session.plans.row(tasks)
    assert stored is not None
    assert "镇" in stored.body  # type: ignore[union-attr]


def test_words_typed_in_a_row_that_is_removed_elsewhere_bring_it_back(
    session: Session, borrowed: list[Borrowing], open_editor: Open, qtbot: QtBot
) -> None:
    editor = open_editor()
    _write(_card(editor, borrowed[0]).ours, "还没存的话")
    operations.remove(session, borrowed[0])

    def back() -> bool:
        row = session.plans.row(borrowed[0])
        return row is not None and getattr(row, "ours", "") == "还没存的话"

    qtbot.waitUntil(back)
    assert session.plans.task_of(borrowed[0]) is not None, "its task comes back with it"
    qtbot.waitUntil(lambda: editor.column.view(borrowed[0].id) is not None)
    session.undo.undo()
    assert session.plans.row(borrowed[0]) is None, "the way back is a step of undo, too"


def test_words_typed_in_a_row_that_an_undo_takes_away_are_kept(
    session: Session, plan: Plan, tasks: Section, open_editor: Open, qtbot: QtBot
) -> None:
    editor = open_editor()
    task = operations.add_task(session, plan.id, tasks.id)
    editor.go_to(task.id, "measures")
    _write(_focused(), "逐村摸底")
    session.undo.undo()
    qtbot.waitUntil(lambda: getattr(session.plans.row(task), "measures", "") == "逐村摸底")
    assert not session.undo.canRedo()
    assert session.undo.isClean() is False


# Refreshing


def test_only_what_changed_is_shown_anew(
    session: Session, borrowed: list[Borrowing], open_editor: Open
) -> None:
    editor = open_editor()
    before = list(editor.column.views)
    operations.write(session, borrowed[0], ours="本镇做法")
    assert editor.column.views == before
    assert _card(editor, borrowed[0]).ours.toPlainText() == "本镇做法"


def test_sections_and_cards_are_numbered_as_they_are_read(
    session: Session, borrowed: list[Borrowing], open_editor: Open
) -> None:
    editor = open_editor()
    numbers = {block.key: block.number for block in editor.column.blocks}
    assert [numbers[row.id] for row in borrowed] == ["（一）", "（二）", "（三）"]
    operations.move_borrowing(session, borrowed[2], borrowed[2].section_id, 0)
    numbers = {block.key: block.number for block in editor.column.blocks}
    assert numbers[borrowed[2].id] == "（一）"


def test_a_folded_section_hides_what_stands_in_it_and_says_how_it_begins(
    session: Session, tasks: Section, borrowed: list[Borrowing], open_editor: Open
) -> None:
    operations.write(session, tasks, body="坚持党建引领")
    editor = open_editor()
    editor.toggle_fold(tasks.id)
    keys = [block.key for block in editor.column.blocks]
    assert borrowed[0].id not in keys
    assert _section(editor, tasks)._excerpt.text() == "坚持党建引领"
    editor.go_to(borrowed[0].id, "ours")
    assert _focused() is _card(editor, borrowed[0]).ours, "going there opens the section"


def test_a_plan_is_folded_as_it_was_left(tasks: Section, open_editor: Open) -> None:
    open_editor().toggle_fold(tasks.id)
    again = open_editor()
    assert next(block for block in again.column.blocks if block.key == tasks.id).folded


# Keys


def test_alt_and_arrows_move_a_card_and_keep_the_caret_in_it(
    session: Session, plan: Plan, borrowed: list[Borrowing], open_editor: Open
) -> None:
    editor = open_editor()
    editor.go_to(borrowed[0].id, "ours")
    QTest.keyClick(_focused(), Qt.Key.Key_Down, _ALT)
    order = [row.id for row in session.plans.borrowings(plan.id)]
    assert order == [borrowed[1].id, borrowed[0].id, borrowed[2].id]
    assert _focused() is _card(editor, borrowed[0]).ours
    QTest.keyClick(_focused(), Qt.Key.Key_Up, _ALT)
    assert [row.id for row in session.plans.borrowings(plan.id)] == [r.id for r in borrowed]


def test_a_card_at_the_end_of_its_section_moves_into_the_next(
    session: Session, plan: Plan, tasks: Section, borrowed: list[Borrowing], open_editor: Open
) -> None:
    editor = open_editor()
    editor.go_to(borrowed[2].id, "ours")
    QTest.keyClick(_focused(), Qt.Key.Key_Down, _ALT)
    sections = session.plans.all_sections(plan.id)
    after = sections[[row.id for row in sections].index(tasks.id) + 1]
    moved = session.plans.row(borrowed[2])
    assert getattr(moved, "section_id", None) == after.id


def test_tab_goes_to_the_next_empty_field_and_back_by_stops(
    session: Session, borrowed: list[Borrowing], open_editor: Open
) -> None:
    first = _task(session, borrowed[0])
    operations.write(session, first, person="镇长", goal="4场")
    operations.write(session, borrowed[0], ours="每季度一次")
    editor = open_editor()
    editor.go_to(borrowed[0].id, "ours")
    QTest.keyClick(_focused(), Qt.Key.Key_Tab)
    card = _card(editor, borrowed[0])
    assert _focused() is card.field("due"), "责任人 is filled: the next gap is 时限"
    QTest.keyClick(_focused(), Qt.Key.Key_Tab)
    assert _focused() is _card(editor, borrowed[1]).ours
    QTest.keyClick(_focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert card.isAncestorOf(_focused()) or _card(editor, borrowed[1]).isAncestorOf(_focused())


def test_every_stop_can_be_reached_by_tab_where_nothing_is_empty(
    session: Session, plan: Plan, open_editor: Open
) -> None:
    for section in session.plans.all_sections(plan.id):
        operations.write(session, section, body="写好了")
    editor = open_editor()
    editor.go_to(plan.id, "title")
    seen = []
    for _ in range(12):
        seen.append(_focused())
        QTest.keyClick(_focused(), Qt.Key.Key_Tab)
    assert len(set(seen)) == 12
    assert all(editor.isAncestorOf(widget) for widget in seen)


@pytest.mark.parametrize("field", ["person", "due", "goal", "leader", "assessment", "state"])
def test_going_to_a_problem_puts_the_caret_into_its_field(
    session: Session, borrowed: list[Borrowing], open_editor: Open, field: str
) -> None:
    editor = open_editor()
    editor.toggle_fold(borrowed[1].id)
    editor.go_to(_task(session, borrowed[1]).id, field)
    assert _focused() is _card(editor, borrowed[1]).field(field)
    assert _focused().isVisible()


def test_the_caret_says_where_a_borrowing_goes(
    tasks: Section, borrowed: list[Borrowing], open_editor: Open, qtbot: QtBot
) -> None:
    editor = open_editor()
    with qtbot.waitSignal(editor.current_changed) as told:
        editor.go_to(borrowed[1].id, "person")
    assert told.args == [borrowed[1].id]
    assert editor.place() == (tasks.id, 2)
    editor.go_to(tasks.id, "body")
    assert editor.place() == (tasks.id, 0)


def test_what_the_township_says_of_itself_is_written_into_the_opening_once(
    session: Session, plan: Plan, open_editor: Open
) -> None:
    operations.write(session, plan, villages="21 个行政村", members="1260")
    editor = open_editor()
    opening = session.plans.sections(plan.id)[0]
    view = _section(editor, opening)
    view.body.setPlainText("为抓好党建，制定本方案。")
    for _ in range(2):
        view.write_profile()
    body = session.plans.sections(plan.id)[0].body
    said, town = "现有21 个行政村，1260名党员。", plan.township or "本镇"
    assert body == f"为抓好党建，制定本方案。\n\n{town}{said}"
    session.undo.undo()
    assert session.plans.sections(plan.id)[0].body == "为抓好党建，制定本方案。"


# Dragging


def _drag(editor: PlanEditor, kind: str, key: str, at: QPoint, *, drop: bool) -> None:
    data = QMimeData()
    data.setData(kind, QByteArray(key.encode()))
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    canvas = editor.column.canvas
    QApplication.sendEvent(canvas, QDragEnterEvent(at, action, data, button, none))
    if drop:
        QApplication.sendEvent(canvas, QDropEvent(QPointF(at), action, data, button, none))


def _lower_half(editor: PlanEditor, row: Borrowing) -> QPoint:
    view = _card(editor, row)
    return QPoint(view.x() + 50, view.y() + view.height() - 20)


def test_a_slot_opens_between_cards_and_a_drop_inserts_there(
    session: Session,
    plan: Plan,
    tasks: Section,
    borrowed: list[Borrowing],
    samples: Samples,
    open_editor: Open,
    qtbot: QtBot,
) -> None:
    editor = open_editor()
    new = samples.several(4)[3]
    at = _lower_half(editor, borrowed[0])
    _drag(editor, MECHANISM, new.id, at, drop=False)
    slot = editor._drops._slot
    assert slot.isVisible()
    assert slot.height() == session.appearance.px(40)
    first, second = _card(editor, borrowed[0]), _card(editor, borrowed[1])
    assert first.geometry().bottom() < slot.y() < slot.geometry().bottom() < second.y()
    with qtbot.waitSignal(editor.borrowed) as told:
        _drag(editor, MECHANISM, new.id, at, drop=True)
    assert told.args == [new.id]
    names = [row.mechanism_id for row in session.plans.borrowings_in(plan.id, tasks.id)]
    assert names[1] == new.id
    assert not slot.isVisible()


def test_a_card_is_dropped_behind_another(
    session: Session, plan: Plan, borrowed: list[Borrowing], open_editor: Open
) -> None:
    editor = open_editor()
    _drag(editor, CARD, borrowed[0].id, _lower_half(editor, borrowed[2]), drop=True)
    order = [row.id for row in session.plans.borrowings(plan.id)]
    assert order == [borrowed[1].id, borrowed[2].id, borrowed[0].id]


def test_what_is_no_mechanism_is_not_taken(
    session: Session, plan: Plan, borrowed: list[Borrowing], open_editor: Open
) -> None:
    editor = open_editor()
    _drag(editor, MECHANISM, "no such id", _lower_half(editor, borrowed[0]), drop=True)
    assert len(session.plans.borrowings(plan.id)) == 3
    assert not editor._drops._slot.isVisible()


# A large plan


def test_of_five_hundred_tasks_only_those_in_sight_are_widgets(
    session: Session, plan: Plan, tasks: Section, open_editor: Open
) -> None:
    pattern = operations.add_task(session, plan.id, tasks.id, title="任务", measures="举措" * 200)
    for number in range(500):
        session.plans.put(replace(pattern, id=f"task {number}", position=float(number)))
    editor = open_editor()
    editor.show_plan("")
    editor.resize(820, 700)
    began = time.thread_time()
    editor.show_plan(plan.id)
    took = time.thread_time() - began
    QApplication.processEvents()
    assert len(editor.column.blocks) > 500
    assert len(editor.column.views) < 20
    assert took < 2, f"opening took {took:.2f} s"  # 0.1 s measured; a loaded machine is slow
    editor.go_to("task 400", "measures")
    assert isinstance(_focused(), PlanText)
    top = _focused().mapTo(editor.column.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < editor.column.viewport().height()


def test_another_size_of_letters_keeps_the_words_and_the_caret_where_it_is(
    session: Session, borrowed: list[Borrowing], open_editor: Open, qtbot: QtBot
) -> None:
    editor = open_editor()
    editor.go_to(borrowed[1].id, "ours")
    _write(_focused(), "还没存的话")
    QTest.keyClick(_focused(), Qt.Key.Key_Left)
    session.appearance.set(scale=1.5)
    assert getattr(session.plans.row(borrowed[1]), "ours", "") == "还没存的话"
    qtbot.waitUntil(lambda: _card(editor, borrowed[1]).ours.hasFocus())
    text = _card(editor, borrowed[1]).ours
    assert text.toPlainText() == "还没存的话"
    assert text.textCursor().position() == len("还没存的")


def test_the_dark_leaves_the_cards_and_the_caret_as_they_are(
    session: Session, borrowed: list[Borrowing], open_editor: Open
) -> None:
    editor = open_editor()
    editor.go_to(borrowed[1].id, "ours")
    text, card = _focused(), _card(editor, borrowed[1])
    session.appearance.set(mode=Mode.DARK)
    assert _card(editor, borrowed[1]) is card
    assert _focused() is text


def test_in_another_width_all_that_is_in_sight_gets_it_and_stays_in_its_order(
    borrowed: list[Borrowing], open_editor: Open, qtbot: QtBot
) -> None:
    assert borrowed
    editor = open_editor()
    blocks = editor.column.blocks
    qtbot.waitUntil(lambda: len(editor.column.views) == len(blocks))
    before = editor.column.views[0].width()
    editor.resize(editor.width() - 240, editor.height())
    views = editor.column.views
    qtbot.waitUntil(lambda: all(view.width() < before for view in views))
    assert editor.column.views == views
    qtbot.waitUntil(lambda: all(view.height() == view.height_for(view.width()) for view in views))
    ends = [view.geometry().bottom() for view in views]
    tops = [view.geometry().top() for view in views]
    assert all(end < top for end, top in zip(ends, tops[1:], strict=False))


def test_what_was_typed_and_taken_back_leaves_no_step(
    session: Session, tasks: Section, open_editor: Open
) -> None:
    steps = session.undo.count()
    text = _write(_section(open_editor(), tasks).body, "多余")
    text.store()
    assert session.undo.count() == steps + 1
    text.undo()
    text.store()
    assert session.undo.count() == steps
