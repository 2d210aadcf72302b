"""A source text on the screen: copied exactly, clicked where it is highlighted, found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.widgets.gutter import Gutter
from desktop.widgets.lanes import Span
from desktop.widgets.source_map import SourceMap, reading_pieces
from desktop.widgets.source_view import SourceView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.theme import Appearance

LEFT = Qt.MouseButton.LeftButton
SENTENCE = "全市选派干部(含第一书记)驻村,𠮷山镇开展“擂台比武”680余次;群众满意。"
TEXT = "标题\n" + SENTENCE * 30 + "\n" + SENTENCE * 20 + "\n尾段。"
PARAGRAPHS = [
    ("title", 0, 2),
    ("body", 3, 3 + len(SENTENCE) * 30),
    ("body", 4 + len(SENTENCE) * 30, 4 + len(SENTENCE) * 50),
    ("body", 5 + len(SENTENCE) * 50, len(TEXT)),
]


@pytest.fixture
def view(qtbot: QtBot, look: Appearance) -> Iterator[SourceView]:
    """The text, long paragraphs broken for reading, in a shown reader with a gutter."""
    made = SourceView(look, "reader", gutter=True)
    made.resize(700, 500)
    made.show()
    qtbot.waitExposed(made).__enter__()
    made.show_source(SourceMap(TEXT, reading_pieces(TEXT, PARAGRAPHS, split=True)))
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


def _select(view: SourceView, start: int, end: int) -> None:
    cursor = view.textCursor()
    cursor.setPosition(view.source_map.position(start))
    cursor.setPosition(view.source_map.position(end), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


def _point(view: SourceView, offset: int) -> QPoint:
    """Inside the character at an offset, in the viewport."""
    cursor = view.textCursor()
    cursor.setPosition(view.source_map.position(offset))
    rect = view.cursorRect(cursor)
    return QPoint(rect.left() + 5, rect.center().y())


def _click(view: SourceView, offset: int) -> None:
    QTest.mouseClick(view.viewport(), LEFT, pos=_point(view, offset))


def _show(view: SourceView, offset: int) -> None:
    view.reveal(offset, offset + 1, flash=False)
    view.finish_motion()


def test_the_fixture_has_reading_breaks(view: SourceView) -> None:
    assert len(view.source_map.pieces) > len(PARAGRAPHS) + 2


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (0, len(TEXT)),
        (10, 20),
        (TEXT.index("𠮷"), TEXT.index("𠮷") + 1),
        (TEXT.index("𠮷") + 1, TEXT.index("𠮷") + 4),
        (40, 40 + len(SENTENCE) * 12),
        (len(SENTENCE) * 29, len(SENTENCE) * 33),
    ],
)
def test_copying_gives_the_exact_text_and_where_it_is_from(
    view: SourceView, start: int, end: int
) -> None:
    cited: list[tuple[int, int]] = []

    def cite(first: int, last: int) -> str:
        cited.append((first, last))
        return "——《标题》"

    view.set_citation(cite)
    _select(view, start, end)
    view.copy()
    assert QApplication.clipboard().text() == f"{TEXT[start:end]}\n——《标题》"
    assert cited[-1] == (start, end)
    assert view.selected_span() == (start, end)


def test_copying_without_a_citation_gives_the_text_alone(view: SourceView) -> None:
    _select(view, 3, 9)
    view.copy()
    assert QApplication.clipboard().text() == TEXT[3:9]
    assert not QApplication.clipboard().mimeData().hasHtml()


def test_nothing_is_selected_to_begin_with(view: SourceView) -> None:
    assert view.selected_span() is None


def test_a_click_on_a_highlight_tells_its_group(view: SourceView) -> None:
    told: list[str] = []
    view.group_clicked.connect(told.append)
    view.set_spans([Span(10, 20, "a", "zz"), Span(30, 40, "b", "ty")])
    for offset in (12, 35, 25):
        _click(view, offset)
    assert told == ["a", "b"]


def test_repeated_clicks_on_an_overlap_go_round(view: SourceView) -> None:
    told: list[str] = []
    view.group_clicked.connect(told.append)
    view.group_clicked.connect(view.set_active)
    view.set_spans(
        [Span(5, 60, "long", "zz"), Span(10, 30, "short", "ty"), Span(8, 50, "mid", "kh")]
    )
    for _ in range(4):
        _click(view, 15)
    assert told == ["short", "mid", "long", "short"]


def test_a_highlight_beyond_a_reading_break_is_clicked_in_both_parts(view: SourceView) -> None:
    told: list[str] = []
    view.group_clicked.connect(told.append)
    left, right = view.source_map.pieces[1:3]
    view.set_spans([Span(left.end - 12, right.start + 12, "a", "zz")])
    for offset in (left.end - 6, right.start + 6):
        _show(view, offset)
        _click(view, offset)
    assert told == ["a", "a"]


def test_dragging_over_a_highlight_is_no_click(view: SourceView) -> None:
    told: list[str] = []
    view.group_clicked.connect(told.append)
    view.set_spans([Span(5, 60, "a", "zz")])
    QTest.mousePress(view.viewport(), LEFT, pos=_point(view, 10))
    QTest.mouseRelease(view.viewport(), LEFT, pos=_point(view, 20))
    assert told == []


def test_another_text_drops_the_highlights_of_the_former(view: SourceView) -> None:
    told: list[str] = []
    view.group_clicked.connect(told.append)
    view.set_spans([Span(0, 2, "a", "zz")])
    view.show_source(SourceMap("甲乙丙", reading_pieces("甲乙丙", [("body", 0, 3)], split=True)))
    _click(view, 0)
    assert told == []
    assert view.toPlainText() == "甲乙丙"


@pytest.mark.parametrize("scroll", ["top", "bottom"])
def test_the_gutter_answers_for_every_passage(view: SourceView, scroll: str) -> None:
    last = len(TEXT) - 100
    spans = [
        Span(5, 40, "a", "zz"),
        Span(8, 30, "b", "ty"),
        Span(120, 170, "c", "kh"),
        Span(last, last + 40, "d", "xf"),
    ]
    view.set_spans(spans)
    _show(view, 0 if scroll == "top" else last)
    told: set[str] = set()
    view.group_clicked.connect(told.add)
    gutter = view.findChild(Gutter)
    assert isinstance(gutter, Gutter)
    for mark in gutter.marks():
        y = round((mark.top + mark.bottom) / 2) - view.verticalScrollBar().value()
        if 0 <= y < gutter.height():
            for x in range(0, gutter.width(), 2):
                QTest.mouseClick(gutter, LEFT, pos=QPoint(x, y))
    assert told == ({"a", "b", "c"} if scroll == "top" else {"d"})


@pytest.mark.parametrize("offset", [3, len(TEXT) // 2, len(TEXT) - 4])
def test_revealing_brings_a_passage_into_sight(view: SourceView, offset: int) -> None:
    for start in (0, len(TEXT) - 2):
        _show(view, start)
        view.reveal(offset, offset + 3)
        view.finish_motion()
        assert view.viewport().rect().contains(_point(view, offset))


def test_a_passage_is_revealed_while_the_view_is_hidden(view: SourceView) -> None:
    offset = len(TEXT) - 4
    view.hide()
    view.reveal(offset, offset + 3)
    view.show()
    QApplication.processEvents()
    assert view.viewport().rect().contains(_point(view, offset))


def test_the_first_visible_offset_follows_the_scroll_bar(view: SourceView) -> None:
    assert view.first_visible_offset() == 0
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert len(TEXT) // 2 < view.first_visible_offset() < len(TEXT)


def test_the_text_fits_the_width_after_a_resize_while_hidden(view: SourceView) -> None:
    view.hide()
    view.resize(420, 500)
    view.show()
    QApplication.processEvents()
    assert view.document().textWidth() == view.viewport().width() < 420


def test_a_view_that_fits_its_text_grows_and_shrinks_with_it(
    qtbot: QtBot, look: Appearance
) -> None:
    quote = SourceView(look, "quote", fit_height=True)
    qtbot.addWidget(quote)
    quote.resize(300, 40)
    quote.show()
    heights = []
    for text in (SENTENCE, SENTENCE * 5, "短"):
        quote.show_source(
            SourceMap(text, reading_pieces(text, [("body", 0, len(text))], split=True))
        )
        QApplication.processEvents()
        assert quote.document().size().height() <= quote.height()
        assert quote.verticalScrollBar().maximum() == 0
        heights.append(quote.height())
    assert heights[2] < heights[0] < heights[1]


@pytest.mark.parametrize(
    "address",
    ["file:///etc/hostname", "http://example.com/a.png", "https://example.com", "/etc/hostname"],
)
def test_no_file_and_no_address_is_ever_loaded(view: SourceView, address: str) -> None:
    for kind in QTextDocument.ResourceType:
        assert view.loadResource(kind.value, QUrl(address)) is None


def test_a_text_that_looks_like_markup_is_shown_as_it_is(view: SourceView) -> None:
    text = "人均<b>5</b> & <img src='file:///etc/hostname'>"
    view.show_source(SourceMap(text, reading_pieces(text, [("body", 0, len(text))], split=True)))
    assert view.toPlainText() == text


def test_the_look_changes_without_losing_text_or_highlights(
    view: SourceView, look: Appearance, qapp: QApplication
) -> None:
    view.set_spans([Span(10, 20, "a", "zz")])
    told: list[str] = []
    view.group_clicked.connect(told.append)
    look.set(scale=1.5)
    QApplication.processEvents()
    _click(view, 12)
    qapp.setStyleSheet("")
    assert told == ["a"]
    assert view.toPlainText().replace("\n", "") == TEXT.replace("\n", "")
