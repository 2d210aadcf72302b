"""回收站: what was deleted is listed, can be found, looked at and brought back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from db.errors import WorkspaceError
from db.workspace import Workspace
from db.workspace.notes import new_note
from db.workspace.removed import removed_since
from desktop.operations import plans
from desktop.operations.notes import delete_note, start_note, start_span_note, write_note
from desktop.operations.recycled import Deleted
from desktop.pages.notebook import removed_words
from desktop.pages.notebook.recycle import RecyclePane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from db.records.own import Note
    from desktop.session import Session
    from tests.desktop.conftest import Samples


@pytest.fixture
def open_pane(session: Session, qtbot: QtBot) -> Iterator[Callable[[], RecyclePane]]:
    """Opens the pane and waits until it has read."""
    made: list[RecyclePane] = []

    def show() -> RecyclePane:
        pane = RecyclePane(session)
        qtbot.addWidget(pane)
        QAbstractItemModelTester(pane.rows, pane)
        pane.resize(1000, 700)
        pane.show()
        made.append(pane)
        _settle(pane, qtbot)
        return pane

    yield show
    for pane in made:
        _settle(pane, qtbot)


def _settle(pane: RecyclePane, qtbot: QtBot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not pane.busy)
    QApplication.processEvents()


def _delete_notes(session: Session, samples: Samples, *bodies: str) -> list[Note]:
    notes = []
    for body in bodies:
        note = start_note(session, samples.any().id)
        write_note(session, note, body)
        delete_note(session, note.id)
        notes.append(note)
    return notes


def _names(pane: RecyclePane) -> list[str]:
    return [str(pane.rows.index(n).data()) for n in range(pane.rows.rowCount())]


def _rows(pane: RecyclePane) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(pane.rows.index(n).data(role)) for n in range(pane.rows.rowCount())]


def test_a_row_says_what_it_was_its_words_and_how_long_it_stays(
    session: Session, samples: Samples, open_pane: Callable[[], RecyclePane]
) -> None:
    _delete_notes(session, samples, "**先试**两个村\n\n再推开")
    [row] = _rows(open_pane())
    for part in (samples.any().name, "批注", "今天", "还留 30 天", "先试两个村 再推开"):
        assert part in row


def test_nothing_deleted_is_said_in_a_sentence(open_pane: Callable[[], RecyclePane]) -> None:
    pane = open_pane()
    assert pane.state.text().startswith("最近 30 天没有删除过什么")
    assert not pane.restore_button.isEnabled()


def test_what_is_deleted_while_the_list_is_open_appears(
    session: Session, samples: Samples, open_pane: Callable[[], RecyclePane], qtbot: QtBot
) -> None:
    pane = open_pane()
    _delete_notes(session, samples, "一", "二")
    qtbot.waitUntil(lambda: pane.rows.rowCount() == 2)


def test_enter_brings_back_what_is_chosen_and_ctrl_z_takes_it_again(
    session: Session,
    samples: Samples,
    open_pane: Callable[[], RecyclePane],
    qtbot: QtBot,
) -> None:
    notes = _delete_notes(session, samples, "一", "二", "三")
    pane = open_pane()
    told: list[str] = []
    session.changes.told.connect(told.append)
    pane.list.setFocus()
    QTest.keyClick(pane.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert pane.restore_button.text() == "恢复 2 条"
    QTest.keyClick(pane.list, Qt.Key.Key_Return)
    assert {note.id for note in session.marks.notes()} == {notes[1].id, notes[2].id}
    assert told == ["已恢复 2 条，Ctrl+Z 可以撤销。"]
    _settle(pane, qtbot)
    assert pane.rows.rowCount() == 1
    assert [thing.id for thing in pane.chosen()] == [notes[0].id]
    session.undo.undo()
    qtbot.waitUntil(lambda: pane.rows.rowCount() == 3)


def test_a_plan_is_one_row_and_comes_back_whole(
    session: Session, open_pane: Callable[[], RecyclePane], qtbot: QtBot
) -> None:
    plan = plans.new_plan(session, "示例镇工作方案")
    rows = {row.id for row in session.plans.rows_of(plan.id)}
    plans.remove(session, plan)
    pane = open_pane()
    assert _names(pane) == ["示例镇工作方案"]
    assert "总体要求" in _rows(pane)[0]
    pane.restore_button.click()
    assert {row.id for row in session.plans.rows_of(plan.id)} == rows
    _settle(pane, qtbot)
    assert _names(pane) == []


def test_the_search_narrows_the_list_by_every_word(
    session: Session, samples: Samples, open_pane: Callable[[], RecyclePane]
) -> None:
    _delete_notes(session, samples, "先试两个村", "每季度一场比武")
    pane = open_pane()
    pane.edit.setText("比武 季度")
    assert pane.rows.rowCount() == 1
    assert pane.state.text() == "2 条里有 1 条符合。"
    pane.edit.setText("没有这个词")
    assert (pane.rows.rowCount(), pane.state.text()) == (0, "没有符合的内容。")
    QTest.keyClick(pane.edit, Qt.Key.Key_Escape)
    assert pane.rows.rowCount() == 2
    QTest.keyClick(pane.edit, Qt.Key.Key_Down)
    assert pane.focusWidget() is pane.list


def test_the_preview_shows_the_users_markdown_and_takes_nothing_else_as_markup(
    session: Session, samples: Samples, open_pane: Callable[[], RecyclePane]
) -> None:
    note = replace(start_note(session, samples.any().id), title="<b>题</b>")
    write_note(session, note, "**粗** <img src='file:///etc/passwd'> ![图](file:///etc/passwd)")
    delete_note(session, note.id)
    pane = open_pane()
    shown = pane.preview.toPlainText()
    assert "<b>题</b>" in shown
    assert "<img src='file:///etc/passwd'>" in shown
    assert "粗" in shown
    assert "**" not in shown
    assert "<img" not in pane.preview.toHtml()


def test_the_passage_it_hung_on_can_be_opened(
    session: Session, open_pane: Callable[[], RecyclePane]
) -> None:
    article = session.cases.articles[0]
    note = start_span_note(session, article.id, 100, 130)
    write_note(session, note, "字")
    delete_note(session, note.id)
    pane = open_pane()
    places: list[tuple[object, ...]] = []
    pane.opened.connect(lambda *place: places.append(place))
    assert pane.open_button.isVisible()
    pane.open_button.click()
    assert places == [(article.id, 100, 130, "")]


def test_a_passage_that_is_elsewhere_by_now_is_not_offered(session: Session) -> None:
    article = session.cases.articles[0]
    note = start_span_note(session, article.id, 100, 130)
    at = datetime.now(UTC).isoformat()
    assert removed_words.place_of(session, Deleted(note, at)) is not None
    for moved in (replace(note, start=90, end=120), replace(note, article_id="gone")):
        assert removed_words.place_of(session, Deleted(moved, at)) is None


def test_after_thirty_days_it_is_not_listed_and_the_tombstone_stays(
    session: Session, open_pane: Callable[[], RecyclePane]
) -> None:
    assert session.saver.flush()
    with Workspace.open(session.folder) as workspace:
        for body, days in (("刚好还在", 29.9), ("过期了", 30.1)):
            note = workspace.put_note(new_note(body=body))
            workspace.remove_note(note.id)
            gone = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="microseconds")
            workspace._connection.execute(
                "UPDATE note SET deleted_at = ? WHERE id = ?", (gone, note.id)
            )
    pane = open_pane()
    [row] = _rows(pane)
    assert "刚好还在" in row
    assert "还留 1 天" in row
    with Workspace.open(session.folder) as workspace:
        assert len(removed_since(workspace.folder, "").notes) == 2


def test_a_workspace_that_cannot_be_read_is_told_and_the_list_stays(
    session: Session,
    samples: Samples,
    open_pane: Callable[[], RecyclePane],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _delete_notes(session, samples, "一")
    pane = open_pane()

    def refuse(_folder: object, _since: object) -> None:
        raise WorkspaceError("文件正被另一个程序占用：x。")

    monkeypatch.setattr("db.workspace.removed.removed_since", refuse)
    pane.refresh()
    _settle(pane, qtbot)
    assert pane.state.text().startswith("文件正被另一个程序占用")
    assert pane.rows.rowCount() == 1


def test_what_the_disk_has_not_taken_yet_is_said(
    session: Session,
    samples: Samples,
    open_pane: Callable[[], RecyclePane],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise WorkspaceError("磁盘空间不足")

        patch.setattr(Workspace, "put_note", full)
        _delete_notes(session, samples, "没存上就删了")
        pane = open_pane()
        assert "还没有存上" in pane.state.text()
        assert pane.rows.rowCount() == 0
    session.saver.retry()
    qtbot.waitUntil(lambda: pane.rows.rowCount() == 1)
    assert "没存上就删了" in _rows(pane)[0]


def test_every_control_has_a_name_and_rows_grow_with_the_letters(
    session: Session, samples: Samples, open_pane: Callable[[], RecyclePane]
) -> None:
    _delete_notes(session, samples, "一二三四五" * 30)
    pane = open_pane()
    for control in (pane.edit, pane.list, pane.preview, pane.restore_button):
        assert control.accessibleName()
    low = pane.list.visualRect(pane.rows.index(0)).height()
    session.appearance.set(None, 2.0)
    QApplication.processEvents()
    assert pane.list.visualRect(pane.rows.index(0)).height() > 1.8 * low
    session.appearance.set(None, 1.0)
