"""Ctrl+K finds mechanisms, figures, source and notes, and opens each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from desktop.operations.notes import (
    set_title,
    start_blank_note,
    start_family_note,
    start_note,
    write_note,
)
from desktop.pages.note_panel import NoteEditor
from desktop.pages.search import recent as recent_searches
from desktop.roles import Role

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.pages.search.dialog import SearchDialog
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


def test_the_name_of_a_region_in_pinyin_lists_what_it_does_with_a_summary_of_each(
    palette: SearchDialog, session: Session
) -> None:
    for region in session.cases.regions:
        found = _find(palette, region.name_en.lower())
        rows = [palette.rows.row(palette.rows.index(row)) for row in found["做法"]]
        own = {m.id: m for m in session.cases.mechanisms if m.region_id == region.id}
        assert rows
        assert {row.id for row in rows if row is not None} <= set(own)


def test_a_figure_shows_the_words_of_its_text(palette: SearchDialog, session: Session) -> None:
    figure = next(f for f in session.cases.all_figures if len(f.label) > 3)
    found = _find(palette, figure.label)
    rows = [palette.rows.row(palette.rows.index(row)) for row in found["数字"]]
    assert figure.exact in {row.subtitle for row in rows if row is not None}


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


def test_a_note_of_its_own_is_found_by_its_title_and_opened(
    palette: SearchDialog, window: MainWindow, session: Session
) -> None:
    note = start_blank_note()
    set_title(session, note, "鼋鼍计划")
    [row] = _find(palette, "鼋鼍")["笔记"]
    index = palette.rows.index(row)
    assert (index.data(), index.data(Role.NAME_MARKS)) == ("批注 鼋鼍计划", ((3, 5),))
    _open(palette, row)
    assert window.page is window.notebook
    item = window.notebook.preview.item
    assert item is not None
    assert item.ref_id == note.id


def test_a_note_on_a_family_is_named_after_it(palette: SearchDialog, session: Session) -> None:
    family = next(iter(session.cases.family_by_id.values()))
    write_note(session, start_family_note(session, family.id), "鼋鼍")
    [row] = _find(palette, "鼋鼍")["笔记"]
    assert palette.rows.index(row).data() == f"批注 {family.name}"


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


def test_typing_never_waits_and_the_answer_comes_by_itself(
    palette: SearchDialog, qtbot: QtBot, samples: Samples
) -> None:
    name = samples.rich().name
    for end in range(1, len(name) + 1):
        palette.edit.setText(name[:end])
        assert palette.edit.text() == name[:end]
    qtbot.waitUntil(lambda: palette.rows.rowCount() > 0, timeout=5000)
    assert palette.rows.find(samples.rich().id).isValid()


def test_a_name_is_found_by_its_initials_and_the_row_says_so(
    palette: SearchDialog, session: Session
) -> None:
    mechanism = next(m for m in session.cases.mechanisms if m.name == "“书记家访”")
    for typed in ("sjjf", "shujijiafang", "shuji jiaf", "书记jf"):
        [row, *_] = _find(palette, typed)["做法"]
        index = palette.rows.index(row)
        assert index.data(Role.ID) == mechanism.id
        assert str(index.data(Role.FIGURE)).startswith("拼音 · ")
        assert "按拼音也搜了：书记家访" in palette.state.text()


def test_synonyms_are_said_and_can_be_switched_off_for_good(
    palette: SearchDialog, window: MainWindow, session: Session
) -> None:
    with_them = _find(palette, "书记家访")
    assert "也搜了：家访、入户、遍访、走访" in palette.state.text()
    named = [palette.rows.index(row).data(Role.FIGURE) for row in with_them["做法"]]
    literal = [str(text).startswith("同义词") for text in named]
    assert literal == sorted(literal)
    assert any(literal)
    palette.synonyms.click()
    without = _find(palette, "书记家访")
    assert len(without["做法"]) < len(with_them["做法"])
    assert "也搜了" not in palette.state.text()
    palette.reject()
    window.open_search()
    assert not palette.synonyms.isChecked()
    assert session.remembered.number("synonyms off") == 1


def test_operators_are_honoured(palette: SearchDialog) -> None:
    def found(query: str) -> set[str]:
        rows = _find(palette, query).get("原文", [])
        return {str(palette.rows.index(row).data(Role.ID)) for row in rows}

    palette.synonyms.setChecked(False)
    assert found("“书记家访”") == found("书记家访") != set()
    assert found("急难愁盼 -书记家访") < found("急难愁盼")
    assert found("急难愁盼 －书记家访") == found("急难愁盼 -书记家访")


def test_nothing_found_says_what_was_searched_and_what_to_try(palette: SearchDialog) -> None:
    assert _find(palette, "“鼋鼍” 家访 -书记") == {}
    said = palette.state.text()
    for part in ("要同时含有：鼋鼍、家访", "不要含有：书记", "也搜了：", "去掉引号", "去掉一个词",
                 "不排除任何词", "拼音"):  # fmt: skip
        assert part in said, part
    _find(palette, "-家访")
    assert "只写了不要的词" in palette.state.text()


def test_recent_searches_are_offered_searched_again_and_cleared(
    palette: SearchDialog, window: MainWindow, session: Session
) -> None:
    for number in range(25):
        recent_searches.remember(session, f"词{number}")
    _open(palette, _find(palette, "书记家访")["做法"][0])
    window.open_search()
    palette.edit.clear()
    palette.search()
    texts = [palette.rows.index(n).data() for n in range(palette.rows.rowCount())]
    assert texts[:3] == ["最近搜索", "书记家访", "词24"]
    assert len(texts) == 1 + recent_searches.KEPT + 2
    QTest.keyClick(palette.edit, KEY.Key_Return)
    assert palette.isVisible()
    QTest.keyClick(palette.edit, KEY.Key_Down)
    QTest.keyClick(palette.edit, KEY.Key_Return)
    assert palette.edit.text() == "书记家访"
    palette.edit.clear()
    palette.search()
    palette.list.setCurrentIndex(palette.rows.find("forget"))
    QTest.keyClick(palette.edit, KEY.Key_Return)
    assert palette.rows.rowCount() == 0
    assert session.remembered.texts("recent searches") == []


def test_a_group_that_is_cut_leads_to_all_of_it_and_so_does_ctrl_enter(
    palette: SearchDialog, window: MainWindow
) -> None:
    _find(palette, "村")
    index = palette.rows.find("all passage")
    assert "查看全部" in str(index.data())
    palette.list.setCurrentIndex(index)
    QTest.keyClick(palette.edit, KEY.Key_Return)
    QApplication.processEvents()
    assert window.page is window.results
    assert window.results.edit.text() == "村"
    window.open_search()
    palette.edit.setText("家访")
    QTest.keyClick(palette.edit, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not palette.isVisible()
    assert window.results.edit.text() == "家访"


def test_the_rows_are_a_sound_model(palette: SearchDialog) -> None:
    QAbstractItemModelTester(palette.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for query in ("村", "", "家访", "鼋鼍"):
        palette.edit.setText(query)
        palette.search()


def test_one_types_on_after_the_key_and_the_mouse_have_switched_the_synonyms(
    palette: SearchDialog, qtbot: QtBot
) -> None:
    palette.edit.setText("走访")
    palette.search()
    QTest.keyClick(palette.edit, KEY.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not palette.synonyms.isChecked())
    assert palette.edit.hasFocus()
    QTest.mouseClick(palette.synonyms, Qt.MouseButton.LeftButton)
    assert palette.synonyms.isChecked()
    assert palette.edit.hasFocus()
    QTest.keyClick(palette.edit, KEY.Key_Tab)
    assert palette.synonyms.hasFocus()


def test_of_a_long_quote_of_a_figure_the_part_with_the_hit_is_shown(
    palette: SearchDialog, session: Session
) -> None:
    figure = max(session.cases.all_figures, key=lambda one: len(one.exact))
    word = figure.exact[-6:]
    rows = [palette.rows.row(palette.rows.index(row)) for row in _find(palette, word)["数字"]]
    row = next(row for row in rows if row is not None and row.id == figure.id)
    start, end = row.marks[0]
    assert row.subtitle[start:end] == word
    assert start < 60 < len(figure.exact)


def test_a_pasted_page_leaves_what_to_try_in_sight(palette: SearchDialog) -> None:
    _find(palette, "书记家访走访群众" * 1250)
    QApplication.processEvents()
    assert "可以试试" in palette.state.text()
    assert palette.state.height() < palette.height() / 3
    assert palette.rect().contains(palette.state.geometry())
