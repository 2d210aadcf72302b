"""Ctrl+K finds mechanisms, figures, source and notes, and opens each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.operations.notes import start_note, write_note
from desktop.pages.note_panel import NoteEditor
from desktop.roles import Role

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.pages.search_dialog import SearchDialog
    from desktop.session import Session
    from tests.desktop.conftest import Samples

KEY = Qt.Key


@pytest.fixture
def palette(window: MainWindow) -> SearchDialog:
    """The palette, opened by its key."""
    QTest.keyClick(window.compare.view, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert window.search_dialog is not None
    assert window.search_dialog.isVisible()
    return window.search_dialog


def _find(palette: SearchDialog, query: str) -> dict[str, list[int]]:
    """Group -> rows, for a query."""
    palette.edit.setText(query)
    palette.search()
    groups: dict[str, list[int]] = {}
    title = ""
    for row in range(palette.rows.rowCount()):
        index = palette.rows.index(row)
        if index.data(Role.KIND) == "heading":
            title = str(index.data()).split()[0]
        elif index.data(Role.KIND) == "hit":
            groups.setdefault(title, []).append(row)
    return groups


def _open(palette: SearchDialog, row: int) -> None:
    palette.list.setCurrentIndex(palette.rows.index(row))
    QTest.keyClick(palette.edit, KEY.Key_Return)
    QApplication.processEvents()


def test_a_mechanism_is_found_by_its_name_and_shown_in_the_matrix(
    palette: SearchDialog, window: MainWindow, samples: Samples
) -> None:
    mechanism = samples.rich()
    rows = _find(palette, mechanism.name)["做法"]
    row = next(r for r in rows if palette.rows.index(r).data(Role.ID) == mechanism.id)
    _open(palette, row)
    assert not palette.isVisible()
    assert window.page is window.compare
    assert window.compare.pane.mechanism_id == window.compare.view.selected == mechanism.id


def test_a_figure_is_found_by_its_wording_and_opened_in_the_source(
    palette: SearchDialog, window: MainWindow, session: Session, samples: Samples
) -> None:
    figure = next(
        f
        for f in session.cases.figures(samples.rich().id)
        if any(
            palette.rows.index(row).data(Role.ID) == f.id
            for row in _find(palette, f"{f.label} {f.wording}").get("数字", [])
        )
    )
    rows = _find(palette, f"{figure.label} {figure.wording}")["数字"]
    _open(palette, next(r for r in rows if palette.rows.index(r).data(Role.ID) == figure.id))
    window.settle()
    assert window.page is window.reader
    assert window.reader.article_id == figure.article_id
    assert window.reader.active == (figure.mechanism_id or "")


def test_words_of_the_source_are_found_and_opened_where_they_stand(
    palette: SearchDialog, window: MainWindow, session: Session
) -> None:
    article = session.cases.articles[0]
    text = session.cases.article(article.id).text
    start = len(text) // 2
    words = next(
        text[at : at + 8]
        for at in range(start, len(text) - 8)
        if text.count(text[at : at + 8]) == 1 and text[at : at + 8].isalnum()
    )
    _open(palette, _find(palette, words)["原文"][0])
    window.settle()
    view = window.reader.view
    cursor = view.textCursor()
    cursor.setPosition(view.source_map.position(text.index(words)))
    assert window.page is window.reader
    assert window.reader.article_id == article.id
    assert view.viewport().rect().contains(view.cursorRect(cursor).center())


def test_a_note_is_found_and_that_very_note_is_opened(
    palette: SearchDialog, window: MainWindow, session: Session, samples: Samples
) -> None:
    mechanism = samples.any()
    for body in ("鼋鼍先试两个村", "第二条批注"):
        write_note(session, start_note(session, mechanism.id), body)
    [row] = _find(palette, "鼋鼍")["笔记"]
    _open(palette, row)
    assert window.compare.pane.mechanism_id == mechanism.id
    editors = [e for e in window.compare.findChildren(NoteEditor) if e.isVisible()]
    assert [editor.toPlainText() for editor in editors] == ["鼋鼍先试两个村"]


def test_several_words_must_all_be_there(palette: SearchDialog, samples: Samples) -> None:
    name = samples.rich().name
    assert _find(palette, f"{name} 鼋鼍") == {}


def test_nothing_found_is_said_in_words(palette: SearchDialog) -> None:
    assert _find(palette, "鼋鼍") == {}
    assert "没有找到“鼋鼍”" in palette.state.text()


def test_no_query_is_an_error(palette: SearchDialog) -> None:
    for query in (
        "",
        "  ",
        '"',
        "*",
        "a AND b",
        "%_",
        "𠮷",
        "）",
        "<b>",
        "'; --",
        "\x00",
        "x" * 500,
    ):
        palette.edit.setText(query)
        palette.search()
        assert palette.state.text()


def test_the_arrows_pass_over_headings(palette: SearchDialog, samples: Samples) -> None:
    groups = _find(palette, samples.rich().name[:2])
    rows = [row for members in groups.values() for row in members]
    assert palette.list.currentIndex().row() == rows[0]
    for expected in rows[1:6]:
        QTest.keyClick(palette.edit, KEY.Key_Down)
        assert palette.list.currentIndex().row() == expected
    for _ in range(8):
        QTest.keyClick(palette.edit, KEY.Key_Up)
    assert palette.list.currentIndex().row() == rows[0]


def test_typing_searches_by_itself_and_enter_does_not_wait_for_it(
    palette: SearchDialog, window: MainWindow, samples: Samples
) -> None:
    mechanism = samples.rich()
    _find(palette, "鼋鼍")
    palette.edit.setText(mechanism.name)
    QTest.keyClick(palette.edit, KEY.Key_Return)
    assert window.compare.pane.mechanism_id
    assert not palette.isVisible()


def test_esc_closes_and_the_focus_returns(palette: SearchDialog, window: MainWindow) -> None:
    QTest.keyClick(palette.edit, KEY.Key_Escape)
    QApplication.processEvents()
    assert not palette.isVisible()
    assert window.focusWidget() is window.compare.view


def test_letters_typed_in_the_search_field_are_no_shortcuts(
    palette: SearchDialog, session: Session
) -> None:
    QTest.keyClicks(palette.edit, "bnjk")
    assert palette.edit.text() == "bnjk"
    assert session.marks.bookmark_count == 0
