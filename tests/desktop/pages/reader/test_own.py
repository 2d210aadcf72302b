"""The user's own in a text: marked, listed, found again, taken away and brought back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton

from db.workspace import Workspace
from desktop import startup
from desktop.main_window import MainWindow
from desktop.operations.highlights import add_highlight
from desktop.operations.notes import start_note, start_span_note, write_note
from desktop.pages.note_panel import NoteCard
from desktop.roles import Role
from tests.desktop.conftest import dispose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QModelIndex

    from desktop.pages.reader.page import ReaderPage
    from desktop.session import Session

KEY = Qt.Key


@pytest.fixture
def page(window: MainWindow, session: Session) -> ReaderPage:
    """The first article, open at its top, the focus in its text."""
    window.show_page(window.reader)
    window.reader.open(session.cases.articles[0].id)
    window.settle()
    window.reader.view.setFocus()
    return window.reader


def _select(page: ReaderPage, start: int, end: int) -> None:
    cursor = page.view.textCursor()
    cursor.setPosition(page.view.source_map.position(start))
    cursor.setPosition(page.view.source_map.position(end), QTextCursor.MoveMode.KeepAnchor)
    page.view.setTextCursor(cursor)


def _tab(page: ReaderPage, number: int) -> QPushButton:
    tabs = [b for b in page.panel.findChildren(QPushButton) if b.objectName() == "tab"]
    return tabs[number]


def _own_rows(page: ReaderPage) -> list[tuple[str, str]]:
    _tab(page, 1).click()
    model = page.panel.list.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [(str(row.data()), str(row.data(Role.SUBTITLE))) for row in rows]


def _row(page: ReaderPage, text: str) -> QModelIndex:
    model: QAbstractItemModel = page.panel.list.model()
    return next(
        model.index(row, 0) for row in range(model.rowCount()) if model.index(row, 0).data() == text
    )


def _text(page: ReaderPage, session: Session) -> str:
    return session.cases.article(page.article_id).text


def test_h_underlines_the_selection_and_h_within_takes_it_away(
    page: ReaderPage, session: Session, press: Callable[..., None]
) -> None:
    _select(page, 300, 320)
    press(KEY.Key_H)
    [kept] = session.marks.highlights_in(page.article_id)
    assert (kept.start, kept.end) == (300, 320)
    assert page.view.chosen_span() is None
    press(KEY.Key_H)
    assert session.marks.highlights_in(page.article_id) == []
    session.undo.undo()
    session.undo.undo()
    session.undo.redo()
    assert session.marks.highlights_in(page.article_id) == [kept]


def test_h_without_a_selection_says_what_to_do(
    page: ReaderPage, session: Session, press: Callable[..., None]
) -> None:
    told: list[str] = []
    page.said.connect(told.append)
    page.view.put_caret(0)
    press(KEY.Key_H)
    assert session.undo.count() == 0
    assert told == ["先选中一段原文，再按 H 划线。"]


def test_delete_within_an_underline_removes_it_and_undo_brings_it_back(
    page: ReaderPage, session: Session, press: Callable[..., None]
) -> None:
    kept = add_highlight(session, page.article_id, 300, 320)
    page.view.put_caret(310)
    press(KEY.Key_Delete)
    assert session.marks.highlights_in(page.article_id) == []
    session.undo.undo()
    assert [mark.id for mark in page.own.drawn()] == [kept.id]


def test_n_on_a_selection_writes_a_note_on_its_words(
    page: ReaderPage, session: Session, press: Callable[..., None]
) -> None:
    press(KEY.Key_J)
    _select(page, 300, 320)
    page.view.setFocus()
    press(KEY.Key_N)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "abc")
    press(KEY.Key_Escape)
    [note] = session.marks.notes_in(page.article_id)
    assert (note.mechanism_id, note.start, note.end, note.body) == (None, 300, 320, "abc")
    quote = " ".join(_text(page, session)[300:320].split())
    assert _own_rows(page) == [("abc", f"批注 “{quote}”")]
    assert page.view.hasFocus()
    assert [mark.noted for mark in page.own.drawn()] == [True]


def test_a_note_on_a_span_is_opened_from_the_list_and_from_the_text(
    page: ReaderPage, session: Session, press: Callable[..., None]
) -> None:
    note = start_span_note(session, page.article_id, 300, 320)
    write_note(session, note, "abc")
    _tab(page, 1).click()
    page.panel.list.activated.emit(_row(page, "abc"))
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "d")
    press(KEY.Key_Escape)
    assert [n.body for n in session.marks.notes()] == ["abcd"]
    page.view.put_caret(310)
    press(KEY.Key_N)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "e")
    press(KEY.Key_Escape)
    assert [n.body for n in session.marks.notes()] == ["abcde"]


def test_notes_on_other_spans_are_not_shown_with_it(page: ReaderPage, session: Session) -> None:
    notes = [start_span_note(session, page.article_id, at, at + 9) for at in (300, 400)]
    for note, body in zip(notes, ("abc", "xyz"), strict=True):
        write_note(session, note, body)
    page.open_note(notes[0])
    page.panel.notes.close_panel()
    page.panel.notes.show()
    QApplication.processEvents()
    names = [
        child.accessibleName()
        for child in page.panel.notes.findChildren(NoteCard)
        if child.isVisible()
    ]
    assert names == ["批注 abc"]


def test_the_users_own_is_listed_in_the_order_of_the_text(
    page: ReaderPage, session: Session
) -> None:
    late = add_highlight(session, page.article_id, 500, 512)
    note = start_span_note(session, page.article_id, 400, 412)
    write_note(session, note, "abc")
    early = add_highlight(session, page.article_id, 300, 312)
    rows = _own_rows(page)
    assert [text for text, _ in rows] == [
        " ".join(early.exact.split()),
        "abc",
        " ".join(late.exact.split()),
    ]
    assert _tab(page, 1).text() == "我的批注 3"


def test_choosing_in_the_list_leads_to_the_place_and_delete_removes_it(
    page: ReaderPage, session: Session
) -> None:
    end = len(_text(page, session))
    kept = add_highlight(session, page.article_id, end - 60, end - 50)
    _tab(page, 1).click()
    page.panel.list.setCurrentIndex(_row(page, " ".join(kept.exact.split())))
    page.view.finish_motion()
    rect = page.view.cursorRect()
    assert page.view.caret() == end - 60
    assert page.view.viewport().rect().intersects(rect)
    QTest.keyClick(page.panel.list, KEY.Key_Delete)
    assert session.marks.highlights_in(page.article_id) == []
    session.undo.undo()
    assert session.marks.highlights_in(page.article_id) == [kept]


def test_delete_on_a_note_in_the_list_can_be_undone(page: ReaderPage, session: Session) -> None:
    mechanism = session.cases.article_evidence(page.article_id)[0].mechanism_id
    write_note(session, start_note(session, mechanism), "abc")
    _tab(page, 1).click()
    page.panel.list.setCurrentIndex(_row(page, "abc"))
    QTest.keyClick(page.panel.list, KEY.Key_Delete)
    assert session.marks.notes() == []
    session.undo.undo()
    assert [note.body for note in session.marks.notes()] == ["abc"]


def test_what_the_text_no_longer_holds_is_listed_and_drawn_nowhere(
    page: ReaderPage, session: Session
) -> None:
    lost = replace(
        add_highlight(session, page.article_id, 300, 320),
        exact="这句话在新的原文里已经没有了",
        prefix="前文也不同",
        suffix="后文也不同",
    )
    session.marks.put_highlight(lost)
    session.changes.highlights_changed.emit(page.article_id)
    assert page.own.drawn() == []
    assert _own_rows(page) == [(lost.exact, "划线，原文已改，找不到这处")]
    told: list[str] = []
    page.said.connect(told.append)
    page.panel.list.setCurrentIndex(_row(page, lost.exact))
    assert told == ["原文已改，这一处找不到了；您写的还在。"]


def test_a_highlight_made_in_an_older_text_is_drawn_where_its_words_stand_now(
    page: ReaderPage, session: Session
) -> None:
    text = _text(page, session)
    made = add_highlight(session, page.article_id, 700, 740)
    session.marks.put_highlight(replace(made, start=660, end=700))
    session.changes.highlights_changed.emit(page.article_id)
    drawn = [(mark.start, mark.end) for mark in page.own.drawn()]
    if text.count(made.exact) == 1:
        assert drawn == [(700, 740)]
    assert all(text[start:end] == made.exact for start, end in drawn)


def test_each_article_has_its_own_marks(page: ReaderPage, session: Session) -> None:
    first, second = session.cases.articles[:2]
    add_highlight(session, first.id, 300, 320)
    page.open(second.id)
    assert page.own.drawn() == []
    page.open(first.id)
    assert [(mark.start, mark.end) for mark in page.own.drawn()] == [(300, 320)]


def test_the_status_bar_says_how_much_is_selected(window: MainWindow, page: ReaderPage) -> None:
    _select(page, 300, 320)
    assert window._status._counts.text() == "已选 20 字"
    page.view.put_caret(0)
    assert window._status._counts.text() != "已选 20 字"
    _select(page, 300, 320)
    window.show_page(window.compare)
    assert "条做法" in window._status._counts.text()


def test_a_search_hit_on_such_a_note_opens_it_beside_its_text(
    window: MainWindow, page: ReaderPage, session: Session
) -> None:
    note = start_span_note(session, page.article_id, 300, 320)
    write_note(session, note, "abc")
    window.show_page(window.compare)
    window.ways.show_note("", note.id)
    assert window.page is page
    assert page.panel.notes.isVisible()
    assert page.view.caret() == 300


def test_the_order_of_the_lists_can_be_that_of_the_themes(
    page: ReaderPage, session: Session
) -> None:
    QAbstractItemModelTester(page.panel.rows)
    menu = page.panel._sort.menu()
    order = {theme.id: number for number, theme in enumerate(session.cases.themes)}
    for number in (0, 2):
        _tab(page, number).click()
        model = page.panel.list.model()
        text_order = [model.index(row, 0).data(Role.ID) for row in range(model.rowCount())]
        menu.actions()[1].trigger()
        themes = [model.index(row, 0).data(Role.THEME) for row in range(model.rowCount())]
        places = [order.get(theme, len(order)) for theme in themes]
        assert places == sorted(places)
        menu.actions()[0].trigger()
        again = [model.index(row, 0).data(Role.ID) for row in range(model.rowCount())]
        assert again == text_order


def test_the_place_is_remembered_over_a_restart(
    library_path: Path, folder: Path, qapp: QApplication
) -> None:
    places: list[int] = []
    for _ in range(2):
        session = startup.open_session(library_path, folder, "zh")
        session.settings.welcomed = True
        window = MainWindow(session)
        window.show()
        article = session.cases.articles[0]
        window.show_page(window.reader)
        window.reader.open(article.id)
        # Until all is laid out, a line more or less above the place moves it for a moment.
        while not window.reader.view._layout.finished:
            QApplication.processEvents()
        QTest.qWait(50)
        bar = window.reader.view.verticalScrollBar()
        if not places:
            bar.setValue(bar.maximum() // 2)
        places.append(window.reader.view.reading_offset())
        assert window.reader.view._in_sight(places[0], places[0] + 1)
        window.close()
        assert session.saver.flush()
        startup.close_session(session)
        dispose(window)
    with Workspace.open(folder) as workspace:
        assert workspace.states()[f"reading {article.id}"] == places[0]
    assert places[0] > 100
    assert places[1] == places[0]
    qapp.setStyleSheet("")


def test_the_size_of_the_text_is_chosen_and_kept(page: ReaderPage, session: Session) -> None:
    page.view.go_to(500)
    before = page.view.document().defaultFont().pixelSize()
    offset = page.view.first_visible_offset()
    _press_action(page, "放大原文")
    assert page.view.document().defaultFont().pixelSize() > before
    assert abs(page.view.first_visible_offset() - offset) < 60
    assert (page.bar.sizes.text(), session.settings.text_size) == ("20", 20)
    for _ in range(9):
        _press_action(page, "缩小原文")
    assert session.settings.text_size == 14
    page.bar.size_chosen.emit(18)
    assert page.view.document().defaultFont().pixelSize() == before


def _press_action(page: ReaderPage, text: str) -> None:
    next(action for action in page.page_actions() if action.text() == text).trigger()


def test_the_filter_of_the_bar_and_the_boxes_say_the_same(
    page: ReaderPage, session: Session
) -> None:
    menu = page.bar.themes.menu()
    theme = page.view.spans[0].theme
    place = [t.id for t in session.cases.themes].index(theme)
    menu.aboutToShow.emit()
    everything, _, *actions = menu.actions()
    assert everything.isChecked()
    actions[place].trigger()
    assert theme not in {span.theme for span in page.view.spans}
    assert page.bar.themes.text() == f"主题 {len(actions) - 1}/{len(actions)}"
    assert not everything.isChecked()
    everything.trigger()
    assert theme in {span.theme for span in page.view.spans}
    assert page.bar.themes.text() == "全部主题"


def test_comparing_starts_from_what_stands_out(window: MainWindow, page: ReaderPage) -> None:
    wanted: list[tuple[str, str]] = []
    page.parallel_wanted.connect(lambda *ids: wanted.append(ids))
    page.parallel_action.trigger()
    assert wanted == [(page.article_id, "")]
    assert window.page is window.parallel
    window.show_page(page)
    page.panel.step(1)
    page.parallel_action.trigger()
    assert wanted[-1] == (page.article_id, page.active)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [1024, 1440])
def test_nothing_of_the_bars_is_cut_off(
    window: MainWindow, page: ReaderPage, scale: float, width: int
) -> None:
    window.resize(width, 700)
    window.set_scale(scale)
    page.finder.open()
    QApplication.processEvents()
    _select(page, 300, 320)
    page.view.reveal(300, 320)
    page.view.finish_motion()
    page.view.setFocus()
    page.view.offer()
    QApplication.processEvents()
    assert page.view.popover.isVisible()
    for bar in (page.bar, page.find_bar, page.view.popover):
        for child in bar.findChildren(QPushButton) + bar.findChildren(type(page.bar.sizes)):
            if child.isVisible():
                assert child.width() >= child.minimumSizeHint().width(), child.text()
                assert bar.rect().contains(child.geometry()), child.text()
    assert page.view.viewport().rect().contains(page.view.popover.geometry())
    window.set_scale(1.0)
