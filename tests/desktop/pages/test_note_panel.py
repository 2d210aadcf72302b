"""批注: typed, kept without asking, and never at odds with what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.operations.notes import delete_note, start_note, write_note
from desktop.pages.note_panel import NoteCard, NoteEditor, NotePanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.session import Session
    from tests.desktop.conftest import Samples, Stored

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(window: MainWindow, samples: Samples) -> NotePanel:
    """The panel of the reading pane, open for a new note on some mechanism."""
    window.compare.select(samples.any().id)
    window.compare.write_note()
    QApplication.processEvents()
    return window.compare.pane.notes


def _editor(panel: NotePanel) -> NoteEditor:
    QApplication.processEvents()
    [editor] = [e for e in panel.findChildren(NoteEditor) if e.isVisible()]
    return editor


def _cards(panel: NotePanel) -> list[NoteCard]:
    QApplication.processEvents()
    return [card for card in panel.findChildren(NoteCard) if card.isVisible()]


def _type(panel: NotePanel, text: str) -> None:
    """As an input method does: the text arrives in the editor that has the focus."""
    editor = _editor(panel)
    assert editor.hasFocus()
    editor.insertPlainText(text)


def _bodies(session: Session) -> list[str]:
    return [note.body for note in session.marks.notes()]


def test_typing_is_on_the_disk_within_a_second_without_leaving_the_editor(
    panel: NotePanel, session: Session, stored: Callable[[], Stored], qtbot: QtBot
) -> None:
    editor = _editor(panel)
    QTest.keyClicks(editor, "first ")
    _type(panel, "先试两个村")
    qtbot.waitUntil(lambda: _bodies(session) == ["first 先试两个村"], timeout=1000)
    assert session.saver.flush(0.5)
    assert list(stored().bodies.values()) == ["first 先试两个村"]
    assert editor.hasFocus()


def test_fast_typing_does_not_put_the_save_off(
    panel: NotePanel, session: Session, qtbot: QtBot
) -> None:
    for _ in range(12):
        _type(panel, "字")
        qtbot.wait(50)
    assert len(_bodies(session)[0]) >= 5


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Return, CONTROL)],
)
def test_esc_and_ctrl_enter_keep_the_text_and_close(
    panel: NotePanel, session: Session, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    _type(panel, "先试两个村")
    QTest.keyClick(_editor(panel), key, modifier)
    assert not panel.isVisible()
    assert _bodies(session) == ["先试两个村"]


def test_after_closing_the_keys_go_to_the_page_again(panel: NotePanel, window: MainWindow) -> None:
    QTest.keyClick(_editor(panel), Qt.Key.Key_Escape)
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.compare.isAncestorOf(focus)
    assert not panel.isAncestorOf(focus)


def test_an_open_editor_that_stays_empty_leaves_no_note(panel: NotePanel, session: Session) -> None:
    QTest.keyClick(_editor(panel), Qt.Key.Key_Escape)
    assert _bodies(session) == []
    assert session.undo.count() == 0


def test_enter_makes_a_line_and_tab_leaves_the_editor(panel: NotePanel, session: Session) -> None:
    _type(panel, "一")
    QTest.keyClick(_editor(panel), Qt.Key.Key_Return)
    _type(panel, "二")
    QTest.keyClick(_editor(panel), Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert not any(editor.hasFocus() for editor in panel.findChildren(NoteEditor))
    assert _bodies(session) == ["一\n二"]


def test_switching_the_mechanism_while_typing_loses_nothing(
    panel: NotePanel, window: MainWindow, session: Session, samples: Samples
) -> None:
    first, second = samples.several(2)
    _type(panel, "写到一半")
    window.compare.select(second.id)
    assert [note.body for note in session.marks.notes_of(first.id)] == ["写到一半"]
    assert session.marks.notes_of(second.id) == []
    window.compare.write_note()
    _type(panel, "另一条")
    window.compare.select(first.id)
    assert [note.body for note in session.marks.notes_of(second.id)] == ["另一条"]
    assert [note.body for note in session.marks.notes_of(first.id)] == ["写到一半"]


@pytest.mark.parametrize("way", ["page", "search", "close"])
def test_leaving_while_typing_loses_nothing(
    panel: NotePanel, window: MainWindow, session: Session, way: str
) -> None:
    _type(panel, "写到一半")
    if way == "page":
        window.show_page(window.library)
    elif way == "search":
        window.open_search()
        assert window.search_dialog is not None
        window.search_dialog.reject()
    else:
        window.close()
    assert _bodies(session) == ["写到一半"]


def test_the_window_shrinking_while_typing_loses_nothing(
    panel: NotePanel, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    _type(panel, "写到一")
    window.resize(1100, 720)
    QApplication.processEvents()
    assert window.compare.compact
    assert panel.isVisible()
    _type(panel, "半")  # where the caret was
    qtbot.waitUntil(lambda: _bodies(session) == ["写到一半"], timeout=1000)


@pytest.mark.parametrize("focused", [True, False], ids=["in the editor", "elsewhere"])
def test_undo_from_the_menu_shows_what_is_stored(
    panel: NotePanel,
    window: MainWindow,
    session: Session,
    qtbot: QtBot,
    shown_text: Callable[..., str],
    focused: bool,
) -> None:
    _type(panel, "先试两个村")
    panel.store()
    if not focused:
        window.compare.view.setFocus()
    window.global_actions["undo"].trigger()
    qtbot.wait(350)
    assert _bodies(session) == []
    assert all(e.toPlainText() == "" for e in panel.findChildren(NoteEditor) if e.isVisible())
    window.global_actions["redo"].trigger()
    qtbot.wait(350)
    assert _bodies(session) == ["先试两个村"]
    assert "先试两个村" in shown_text(panel) or _editor(panel).toPlainText() == "先试两个村"


def test_an_undo_takes_back_what_is_being_typed_and_a_redo_brings_all_of_it(
    panel: NotePanel, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    _type(panel, "第一句")
    panel.store()
    _type(panel, "，第二句")
    window.global_actions["undo"].trigger()
    assert _bodies(session) == []
    assert _editor(panel).toPlainText() == ""
    window.global_actions["redo"].trigger()
    qtbot.waitUntil(lambda: _bodies(session) == ["第一句，第二句"])
    assert _editor(panel).toPlainText() == "第一句，第二句"


def test_a_note_written_from_another_page_shows_here_too(
    window: MainWindow, session: Session, samples: Samples, shown_text: Callable[..., str]
) -> None:
    mechanism = samples.any()
    write_note(session, start_note(session, mechanism.id), "**旧**的")
    window.compare.select(mechanism.id)
    window.compare.write_note()
    window.compare.pane.notes.close_panel()
    window.compare.pane.notes.show()
    write_note(session, session.marks.notes()[0], "新的")
    assert "新的" in shown_text(window.compare.pane.notes)


def test_a_note_is_shown_rendered_and_edited_as_typed(panel: NotePanel) -> None:
    _type(panel, "**先试**两个村")
    panel.close_panel()
    panel.show()
    [card] = _cards(panel)
    assert any("<strong>先试</strong>" in label.text() for label in card.findChildren(QLabel))
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert _editor(panel).toPlainText() == "**先试**两个村"


def test_delete_on_a_card_deletes_and_undo_brings_it_back(
    panel: NotePanel, session: Session
) -> None:
    _type(panel, "先试两个村")
    panel.close_panel()
    panel.show()
    QTest.keyClick(_cards(panel)[0], Qt.Key.Key_Delete)
    assert (_bodies(session), _cards(panel)) == ([], [])
    session.undo.undo()
    assert _bodies(session) == ["先试两个村"]
    assert len(_cards(panel)) == 1


def test_a_note_deleted_from_elsewhere_while_it_is_edited_is_not_written_again(
    panel: NotePanel, session: Session, qtbot: QtBot
) -> None:
    _type(panel, "先试两个村")
    panel.store()
    delete_note(session, session.marks.notes()[0].id)
    qtbot.wait(350)
    assert _bodies(session) == []


def test_several_notes_are_kept_apart(panel: NotePanel, session: Session) -> None:
    _type(panel, "第一条")
    panel.add_note()
    _type(panel, "第二条")
    panel.close_panel()
    panel.show()
    assert _bodies(session) == ["第一条", "第二条"]
    assert len(_cards(panel)) == 2


def test_ctrl_z_in_the_editor_takes_back_typing_and_nothing_else(
    panel: NotePanel, window: MainWindow, session: Session
) -> None:
    window.compare.toggle_bookmark()
    window.compare.write_note()
    QTest.keyClicks(_editor(panel), "abc")
    QTest.keyClick(_editor(panel), Qt.Key.Key_Z, CONTROL)
    assert _editor(panel).toPlainText() == ""
    assert session.marks.bookmark_count == 1


def test_a_note_with_html_does_nothing_but_show_it(
    panel: NotePanel, shown_text: Callable[..., str]
) -> None:
    _type(panel, "<img src='file:///etc/hostname'> [x](javascript:alert(1))")
    panel.close_panel()
    panel.show()
    text = shown_text(panel)
    assert "&lt;img" in text
    assert "href" not in text
