"""原文阅读: the text, its evidence by theme, and the lists beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton

from desktop.operations.bookmarks import toggle_bookmark
from desktop.operations.notes import start_note, write_note
from desktop.roles import Role
from desktop.settings import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.main_window import MainWindow
    from desktop.pages.reader.page import ReaderPage
    from desktop.session import Session
    from desktop.widgets.lanes import Span

KEY = Qt.Key


@pytest.fixture
def page(window: MainWindow, session: Session) -> ReaderPage:
    """The first article, open at its top."""
    window.show_page(window.reader)
    window.reader.open(session.cases.articles[0].id)
    window.settle()
    return window.reader


def _rows(page: ReaderPage) -> list[str]:
    model = page.panel.list.model()
    return [model.index(row, 0).data(Role.ID) for row in range(model.rowCount())]


def _in_sight(page: ReaderPage, offset: int) -> bool:
    page.view.finish_motion()
    cursor = page.view.textCursor()
    cursor.setPosition(page.view.source_map.position(offset))
    return page.view.viewport().rect().contains(page.view.cursorRect(cursor).center())


def _first_span(page: ReaderPage, mechanism_id: str) -> int:
    return next(span.start for span in page.view.spans if span.group == mechanism_id)


def test_all_evidence_of_the_article_is_highlighted(page: ReaderPage, session: Session) -> None:
    for entry in session.cases.article_evidence(page.article_id):
        assert any(
            span.group == entry.mechanism_id and span.start <= entry.start and entry.end <= span.end
            for span in page.view.spans
        )


def test_the_whole_text_is_shown_and_nothing_else(page: ReaderPage, session: Session) -> None:
    for article in session.cases.articles:
        page.open(article.id)
        text = session.cases.article(article.id).text
        assert page.view.toPlainText().replace("\n", "") == text.replace("\n", "")


def test_mechanisms_are_listed_in_the_order_of_the_text(page: ReaderPage, session: Session) -> None:
    order = dict.fromkeys(
        entry.mechanism_id for entry in session.cases.article_evidence(page.article_id)
    )
    assert _rows(page) == list(order)


def test_j_and_k_go_through_the_mechanisms_and_show_their_passages(
    page: ReaderPage, press: Callable[..., None]
) -> None:
    rows = _rows(page)
    for expected in rows[:3]:
        press(KEY.Key_J)
        assert page.active == expected
        assert _in_sight(page, _first_span(page, expected))
    press(KEY.Key_K)
    assert page.active == rows[1]
    assert page.panel.list.currentIndex().data(Role.ID) == rows[1]


def test_choosing_in_the_list_shows_the_passage(page: ReaderPage) -> None:
    last = _rows(page)[-1]
    model = page.panel.list.model()
    page.panel.list.setCurrentIndex(model.index(model.rowCount() - 1, 0))
    assert page.active == last
    assert _in_sight(page, _first_span(page, last))


def test_clicking_a_passage_chooses_its_mechanism_in_the_list(page: ReaderPage) -> None:
    span = page.view.spans[0]
    page.view.reveal(span.start, span.end, flash=False)
    page.view.finish_motion()
    cursor = page.view.textCursor()
    cursor.setPosition(page.view.source_map.position(span.start))
    point = page.view.cursorRect(cursor).center()
    point.setX(point.x() + 6)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert page.active
    assert page.panel.list.currentIndex().data(Role.ID) == page.active


def test_a_theme_that_is_unchecked_is_not_highlighted(page: ReaderPage, session: Session) -> None:
    before = {span.theme for span in page.view.spans}
    boxes = page.contents.findChildren(QCheckBox)
    assert len(boxes) == len(session.cases.themes)
    for theme, box in zip(session.cases.themes, boxes, strict=True):
        if theme.id in before:
            box.click()
            assert {span.theme for span in page.view.spans} == before - {theme.id}
            box.click()
    assert {span.theme for span in page.view.spans} == before


def test_a_theme_stays_unchecked_in_the_next_article(page: ReaderPage, session: Session) -> None:
    theme = page.view.spans[0].theme
    number = [t.id for t in session.cases.themes].index(theme)
    page.contents.findChildren(QCheckBox)[number].click()
    page.open(session.cases.articles[1].id)
    QApplication.processEvents()
    assert theme not in {span.theme for span in page.view.spans}
    visible = [box for box in page.contents.findChildren(QCheckBox) if box.isVisible()]
    assert [box.isChecked() for box in visible].count(False) == 1


def test_reading_breaks_change_the_blocks_and_never_the_place(
    page: ReaderPage, session: Session
) -> None:
    broken = 0
    for article in session.cases.articles:
        page.open(article.id)
        mechanism = _rows(page)[-1]
        offset, spans = _first_span(page, mechanism), page.view.spans
        split = page.view.document().blockCount()
        page.split_action.trigger()
        text = session.cases.article(article.id).text
        broken += page.view.document().blockCount() < split
        assert page.view.spans == spans
        assert page.view.toPlainText().replace("\n", "") == text.replace("\n", "")
        page.select(mechanism)
        assert _in_sight(page, offset)
        page.split_action.trigger()
        assert page.view.document().blockCount() == split
    assert broken


def test_copying_a_quote_names_the_article(page: ReaderPage, session: Session) -> None:
    article = session.cases.article(page.article_id)
    entry = session.cases.article_evidence(article.id)[0]
    cursor = page.view.textCursor()
    cursor.setPosition(page.view.source_map.position(entry.start))
    cursor.setPosition(page.view.source_map.position(entry.end), cursor.MoveMode.KeepAnchor)
    page.view.setTextCursor(cursor)
    page.view.setFocus()
    QTest.keyClick(page.view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QApplication.clipboard().text()
    assert copied.startswith(entry.exact + "\n——")
    assert article.title in copied


def test_a_title_that_we_wrote_says_so(page: ReaderPage, session: Session) -> None:
    for article in session.cases.articles:
        page.open(article.id)
        chips = [
            label
            for label in page.findChildren(QLabel)
            if label.text() == "编者拟题" and label.isVisible()
        ]
        assert bool(chips) == ("title" in article.inferred)


def test_each_article_is_found_again_where_it_was_left(page: ReaderPage, session: Session) -> None:
    first, second = session.cases.articles[:2]
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    left = page.view.first_visible_offset()
    page.open(second.id)
    assert page.view.verticalScrollBar().value() == 0
    page.open(first.id)
    assert page.view.first_visible_offset() == left


def test_another_article_opens_at_its_top_whatever_moved_before(
    page: ReaderPage, session: Session
) -> None:
    page.select(_rows(page)[-1])
    page.open(session.cases.articles[1].id)
    page.view.finish_motion()
    assert page.view.first_visible_offset() == 0


def test_the_lists_of_notes_and_figures_open_what_they_show(
    page: ReaderPage, session: Session
) -> None:
    mechanism = _rows(page)[2]
    write_note(session, start_note(session, mechanism), "**先试**两个村")
    tabs = [b for b in page.panel.findChildren(QPushButton) if b.objectName() == "tab"]
    assert [tab.text().split()[0] for tab in tabs] == ["做法", "我的批注", "数字"]
    tabs[1].click()
    model = page.panel.list.model()
    assert model.index(0, 0).data() == "先试两个村"
    page.panel.list.setCurrentIndex(model.index(0, 0))
    assert page.active == mechanism
    tabs[2].click()
    figures = session.cases.article_figures(page.article_id)
    assert _rows(page) == [figure.id for figure in figures]
    page.panel.list.setCurrentIndex(model.index(len(figures) - 1, 0))
    assert _in_sight(page, figures[-1].start)


def test_bookmarks_and_notes_from_elsewhere_show_in_the_list(
    page: ReaderPage, session: Session
) -> None:
    mechanism = _rows(page)[0]
    toggle_bookmark(session, mechanism)
    write_note(session, start_note(session, mechanism), "字")
    model = page.panel.list.model()
    assert model.index(0, 0).data(Role.BOOKMARKED)
    assert (model.index(1, 0).data(Role.KIND), model.index(1, 0).data()) == ("note", "字")
    session.undo.undo()
    session.undo.undo()
    assert _rows(page)[:2] == [mechanism, _rows(page)[1]]
    assert not model.index(0, 0).data(Role.BOOKMARKED)


def test_n_writes_a_note_on_the_mechanism_that_stands_out(
    page: ReaderPage, session: Session, press: Callable[..., None]
) -> None:
    press(KEY.Key_J)
    press(KEY.Key_N)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "abc")
    press(KEY.Key_Escape)
    assert [n.body for n in session.marks.notes_of(page.active)] == ["abc"]
    press(KEY.Key_J)
    assert page.active == _rows(page)[2]


def test_the_other_articles_are_one_click_away(page: ReaderPage, session: Session) -> None:
    regions = page.contents.regions
    model = regions.model()
    for row, article in enumerate(session.cases.articles):
        regions.setCurrentIndex(model.index(row, 0))
        QTest.keyClick(regions, KEY.Key_Return)
        assert page.article_id == article.id


@pytest.mark.parametrize("width", [1024, 1440])
def test_the_side_panes_open_and_close_by_their_keys(
    window: MainWindow, page: ReaderPage, width: int
) -> None:
    window.resize(width, 800)
    QApplication.processEvents()
    for action, pane in ((page.contents_action, page.contents), (page.panel_action, page.panel)):
        before = pane.isVisible()
        assert action.isChecked() == before
        action.trigger()
        assert pane.isVisible() != before
        action.trigger()
        assert pane.isVisible() == before


def test_a_click_on_a_passage_does_not_move_the_text(page: ReaderPage) -> None:
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    spans = [span for span in page.view.spans if page.view.vertical_extent(*_range(span))[0] > 400]
    page.view.group_clicked.emit(spans[-1].group)
    page.view.finish_motion()
    assert page.active == spans[-1].group
    assert bar.value() == bar.maximum()


def _range(span: Span) -> tuple[int, int]:
    return span.start, span.end


def test_another_look_keeps_the_place_that_is_read(page: ReaderPage, session: Session) -> None:
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    offset = page.view.first_visible_offset()
    session.appearance.set(Mode.DARK)
    assert abs(page.view.first_visible_offset() - offset) < 60
    session.appearance.set(Mode.LIGHT)


def test_escape_closes_the_search_and_then_goes_back_to_where_the_reader_came_from(
    window: MainWindow,
) -> None:
    window.show_page(window.compare)
    QTest.keyClick(window.compare.view, KEY.Key_Return)
    page = window.reader
    assert window.page.isAncestorOf(page.view)
    QTest.keyClick(page.view, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.find_bar.isVisible()
    page.view.setFocus()
    QTest.keyClick(page.view, KEY.Key_Escape)
    assert not page.find_bar.isVisible()
    assert page.isVisible()
    QTest.keyClick(page.view, KEY.Key_Escape)
    assert window.page is window.compare
