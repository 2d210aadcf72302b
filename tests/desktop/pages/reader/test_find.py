"""文内查找: counted as one types, from where one reads, round the ends, put away with Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from db.text import find_all
from desktop.widgets.source_map import SourceMap, reading_pieces

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.pages.reader.page import ReaderPage
    from desktop.session import Session

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: MainWindow, session: Session) -> ReaderPage:
    """The first article, open at its top, the focus in its text."""
    window.show_page(window.reader)
    window.reader.open(session.cases.articles[0].id)
    window.settle()
    window.reader.view.setFocus()
    return window.reader


def _settle(qtbot: QtBot, page: ReaderPage) -> None:
    qtbot.waitUntil(lambda: page.finder._work is None)
    page.view.finish_motion()


def _look_for(qtbot: QtBot, page: ReaderPage, word: str) -> None:
    page.find_bar.edit.setText(word)
    _settle(qtbot, page)


def test_what_is_typed_is_found_in_either_width_and_counted(
    page: ReaderPage, session: Session, press: Callable[..., None], qtbot: QtBot
) -> None:
    text = session.cases.article(page.article_id).text
    press(KEY.Key_F, CONTROL)
    assert page.find_bar.edit.hasFocus()
    for word in ("党", "党组织", "，", ","):
        _look_for(qtbot, page, word)
        assert page.finder.hits == find_all(text, word)
        assert page.find_bar.state.text() == f"1 / {len(page.finder.hits)}"
    _look_for(qtbot, page, "没有这样的话")
    assert page.find_bar.state.text() == "没有找到"
    _look_for(qtbot, page, "")
    assert page.find_bar.state.text() == ""


def test_enter_goes_on_and_round_and_shift_enter_back(
    page: ReaderPage, press: Callable[..., None], qtbot: QtBot
) -> None:
    press(KEY.Key_F, CONTROL)
    _look_for(qtbot, page, "党组织")
    count = len(page.finder.hits)
    assert count > 2
    for expected in range(1, count):
        press(KEY.Key_Return)
        page.view.finish_motion()
        assert page.finder.current == expected
        start, end = page.finder.hits[expected]
        assert page.view._in_sight(start, end)
    press(KEY.Key_Return)
    assert (page.finder.current, page.find_bar.state.text()) == (0, f"1 / {count}，回到文首")
    press(KEY.Key_Return, SHIFT)
    assert page.finder.current == count - 1
    assert page.find_bar.state.text() == f"{count} / {count}，回到文末"
    press(KEY.Key_F3, SHIFT)
    assert page.finder.current == count - 2
    press(KEY.Key_F3)
    assert page.finder.current == count - 1


def test_the_search_begins_where_the_user_reads(
    page: ReaderPage, press: Callable[..., None], qtbot: QtBot
) -> None:
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    reading = page.view.first_visible_offset()
    press(KEY.Key_F, CONTROL)
    _look_for(qtbot, page, "的")
    hits = page.finder.hits
    expected = next((n for n, hit in enumerate(hits) if hit[0] >= reading), 0)
    assert page.finder.current == expected


def test_a_search_beyond_the_last_hit_begins_at_the_top_and_says_so(
    page: ReaderPage, session: Session, press: Callable[..., None], qtbot: QtBot
) -> None:
    text = session.cases.article(page.article_id).text
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    word = text[:6].strip()
    press(KEY.Key_F, CONTROL)
    _look_for(qtbot, page, word)
    reading = page.finder._from
    if all(start < reading for start, _ in find_all(text, word)):
        assert page.finder.current == 0
        assert page.find_bar.state.text().endswith("回到文首")


def test_a_short_selection_is_what_is_looked_for(
    page: ReaderPage, session: Session, press: Callable[..., None], qtbot: QtBot
) -> None:
    text = session.cases.article(page.article_id).text
    place = text.index("党组织", 300)
    cursor = page.view.textCursor()
    cursor.setPosition(page.view.source_map.position(place))
    end = page.view.source_map.position(place + 3)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    page.view.setTextCursor(cursor)
    press(KEY.Key_F, CONTROL)
    _settle(qtbot, page)
    assert page.find_bar.edit.text() == "党组织"
    assert page.finder.hits[page.finder.current] == (place, place + 3)


def test_esc_puts_the_bar_away_and_leaves_the_caret_at_the_hit(
    page: ReaderPage, press: Callable[..., None], qtbot: QtBot
) -> None:
    press(KEY.Key_F, CONTROL)
    _look_for(qtbot, page, "党组织")
    press(KEY.Key_Return)
    start, _ = page.finder.hits[1]
    press(KEY.Key_Escape)
    assert not page.find_bar.isVisible()
    assert page.view.hasFocus()
    assert (page.view.caret(), page.finder.hits) == (start, [])
    press(KEY.Key_F3)
    assert page.find_bar.edit.text() == "党组织"
    assert page.find_bar.isVisible()


def test_another_article_is_looked_through_for_the_same_words(
    page: ReaderPage, session: Session, press: Callable[..., None], qtbot: QtBot
) -> None:
    press(KEY.Key_F, CONTROL)
    _look_for(qtbot, page, "党组织")
    other = session.cases.articles[1].id
    page.open(other)
    _settle(qtbot, page)
    assert page.finder.hits == find_all(session.cases.article(other).text, "党组织")


def test_a_long_text_never_keeps_the_one_who_types_waiting(
    page: ReaderPage, press: Callable[..., None], qtbot: QtBot
) -> None:
    sentence = "全市选派干部(含第一书记)驻村,开展“擂台比武”680余次;群众满意。"
    text = "\n".join([sentence * 20] * (320_000 // (len(sentence) * 20) + 1))
    assert len(text) > 300_000
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(("body", start, start + len(line)))
        start += len(line) + 1
    page.view.show_source(SourceMap(text, reading_pieces(text, lines, split=True)))
    page.finder.show_text(text)
    press(KEY.Key_F, CONTROL)
    for letter in "擂台比武":
        page.find_bar.edit.insert(letter)
        assert page.finder._work is not None  # typing goes on before the text is looked through
        assert len(page.finder.hits) < 2_000
        page.finder._go_on()
    _settle(qtbot, page)
    assert page.finder.hits == find_all(text, "擂台比武")


def test_the_bar_answers_the_mouse_too(
    page: ReaderPage, press: Callable[..., None], qtbot: QtBot
) -> None:
    press(KEY.Key_F, CONTROL)
    _look_for(qtbot, page, "党组织")
    buttons = {b.text(): b for b in page.find_bar.findChildren(type(page.bar.sizes))}
    QTest.mouseClick(buttons["下一处（F3）"], Qt.MouseButton.LeftButton)
    assert page.finder.current == 1
    QTest.mouseClick(buttons["上一处（Shift+F3）"], Qt.MouseButton.LeftButton)
    assert page.finder.current == 0
    QTest.mouseClick(buttons["关闭查找（Esc）"], Qt.MouseButton.LeftButton)
    assert not page.find_bar.isVisible()
