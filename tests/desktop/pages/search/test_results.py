"""检索: every hit of a query, by kind and region, as many as there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from desktop.operations.notes import start_note, write_note
from desktop.pages.search.found_rows import Target
from desktop.roles import Role

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.pages.page import Page
    from desktop.pages.search.results import ResultsPage
    from desktop.session import Session
    from tests.desktop.conftest import Samples

KEY = Qt.Key


@pytest.fixture
def results(window: MainWindow) -> ResultsPage:
    """The results page, reached as a user does."""
    window.open_search()
    assert window.search_dialog is not None
    window.search_dialog.edit.setText("村")
    QTest.keyClick(window.search_dialog.edit, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert window.page is window.results
    window.activateWindow()
    window.results.search()
    QApplication.processEvents()
    return window.results


def _ids(results: ResultsPage) -> list[str]:
    rows = [results.rows.index(n) for n in range(results.rows.rowCount())]
    return [str(index.data(Role.ID)) for index in rows if index.data(Role.KIND) == "hit"]


def _headings(results: ResultsPage) -> list[str]:
    rows = [results.rows.index(n) for n in range(results.rows.rowCount())]
    return [str(index.data()) for index in rows if index.data(Role.KIND) == "heading"]


def test_everything_found_stands_in_groups_with_their_counts(
    results: ResultsPage, session: Session
) -> None:
    counts = {
        name: sum("村" in text for text in texts)
        for name, texts in {
            "原文": [
                article.text[paragraph.start : paragraph.end]
                for article in map(session.cases.article, (a.id for a in session.cases.articles))
                for paragraph in session.cases.paragraphs(article.id)
            ]
        }.items()
    }
    assert [heading.split()[0] for heading in _headings(results)] == ["做法", "数字", "原文"]
    assert f"原文 {counts['原文']}" in _headings(results)
    assert "共" in results.state.text()


def test_a_kind_alone_is_shown_whole_as_one_scrolls(results: ResultsPage, qtbot: QtBot) -> None:
    QAbstractItemModelTester(results.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    results.show_query("村", "mechanism")
    results.search()
    first = _ids(results)
    assert len(first) == 50
    total = int(_kind_button(results, "做法").split()[1])
    assert total > 100
    for _ in range(20):
        results.list.scrollToBottom()
        QApplication.processEvents()
        if len(_ids(results)) == total:
            break
        qtbot.wait(50)
    qtbot.waitUntil(lambda: len(_ids(results)) == total, timeout=5000)
    assert _ids(results)[:50] == first
    assert len(set(_ids(results))) == total
    assert not results.rows.canFetchMore(results.list.rootIndex())


def _kind_button(results: ResultsPage, name: str) -> str:
    return next(b.text() for b in results._kinds.buttons() if b.text().startswith(name))


def test_a_region_bounds_the_list_and_the_counts(results: ResultsPage, session: Session) -> None:
    region = session.cases.regions[1].id
    action = next(a for a in results.regions.menu().actions() if a.data() == region)
    action.trigger()
    results.search()
    hits = [
        row.payload.hit
        for row in map(results.rows.row, map(results.rows.index, range(results.rows.rowCount())))
        if row is not None and isinstance(row.payload, Target)
    ]
    assert hits
    assert {hit.region_id for hit in hits if hit is not None} == {region}
    assert action.isChecked()
    assert results.regions.text() == action.text()


def test_typing_goes_on_searching_and_the_synonyms_are_said(
    results: ResultsPage, qtbot: QtBot
) -> None:
    results.edit.setText("书记家访")
    qtbot.waitUntil(lambda: "“书记家访”共" in results.state.text(), timeout=5000)
    assert "也搜了：家访、入户" in results.state.text()
    before = len(_ids(results))
    results.synonyms.click()
    qtbot.waitUntil(lambda: len(_ids(results)) < before, timeout=5000)
    assert "也搜了" not in results.state.text()


def _page(window: MainWindow) -> Page:
    return window.page


def test_enter_opens_what_is_current_and_esc_goes_back(
    results: ResultsPage, window: MainWindow, session: Session
) -> None:
    results.show_query("急难愁盼", "passage")
    results.search()
    QTest.keyClick(results.list, KEY.Key_Return)
    window.settle()
    assert _page(window) is window.reader
    article = session.cases.article(window.reader.article_id)
    assert "急难愁盼" in article.text
    window.ways.leave_reader()
    assert _page(window) is results
    QTest.keyClick(results.list, KEY.Key_Escape)
    QApplication.processEvents()
    assert _page(window) is window.compare
    assert session.remembered.texts("recent searches")[0] == "急难愁盼"


def test_a_mechanism_and_a_note_open_where_they_live(
    results: ResultsPage, window: MainWindow, session: Session, samples: Samples
) -> None:
    mechanism = samples.rich()
    write_note(session, start_note(session, mechanism.id), "鼋鼍先试两个村")
    results.show_query("鼋鼍", "note")
    results.search()
    assert len(_ids(results)) == 1
    QTest.keyClick(results.list, KEY.Key_Return)
    assert window.page is window.compare
    assert window.compare.pane.mechanism_id == mechanism.id
    results.show_query(f"“{mechanism.name.strip('“”')}”", "mechanism")
    results.search()
    assert mechanism.id in _ids(results)


def test_nothing_found_and_nothing_asked_are_said(results: ResultsPage) -> None:
    results.show_query("鼋鼍")
    results.search()
    assert "没有找到“鼋鼍”" in results.state.text()
    assert results.rows.rowCount() == 0
    results.show_query("书记家访", "note")
    results.search()
    assert "笔记里没有" in results.state.text()
    results.edit.clear()
    results.search()
    assert "输入要找的词" in results.state.text()


def test_the_keys_lead_from_the_field_into_the_list_and_back(
    results: ResultsPage, window: MainWindow
) -> None:
    results.edit.setFocus()
    QTest.keyClick(results.edit, KEY.Key_Down)
    assert window.focusWidget() is results.list
    first = results.list.currentIndex().row()
    QTest.keyClick(results.list, KEY.Key_Down)
    assert results.list.currentIndex().row() > first
    QTest.keyClick(results.list, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is results.edit
    QTest.keyClicks(results.edit, "bnjk")
    assert results.edit.text() == "bnjk"
    assert all(len(hint) == 2 for hint in results.hints())


def test_large_letters_push_nothing_out_of_the_window(
    results: ResultsPage, window: MainWindow
) -> None:
    window.resize(1024, 700)
    window.set_look(scale=2.0)
    QApplication.processEvents()
    assert results.minimumSizeHint().width() <= results.width()
    assert _kind_button(results, "原文") == "原文"
    window.set_look(scale=1.0)
    assert _kind_button(results, "原文").split()[1].isdigit()


def test_the_key_of_the_synonyms_leaves_the_focus_where_it_was(
    results: ResultsPage, qtbot: QtBot
) -> None:
    for where in (results.list, results.edit):
        where.setFocus()
        with qtbot.waitSignal(results.synonyms.toggled):
            QTest.keyClick(where, KEY.Key_S, Qt.KeyboardModifier.AltModifier)
        assert where.hasFocus()


@pytest.mark.parametrize("query", ["书记家访走访群众" * 1250, "村 " * 2000])
def test_a_pasted_page_leaves_room_for_what_is_found_and_what_to_try(
    query: str, results: ResultsPage
) -> None:
    results.edit.setText(query)
    results.search()
    QApplication.processEvents()
    text = results.state.text()
    assert query[:20] in text
    assert results.state.height() < results.height() / 4
    found = results.rows.rowCount()
    assert ("可以试试" in text) is not bool(found)
