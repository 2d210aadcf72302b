"""A long text is laid out where it is looked at, stands still meanwhile, and as Qt would set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from desktop.widgets.gutter import Gutter
from desktop.widgets.lanes import Span
from desktop.widgets.source_document import Typesetter
from desktop.widgets.source_map import SourceMap, reading_pieces
from desktop.widgets.source_view import SourceView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.theme import Appearance

SENTENCE = "全市选派干部(含第一书记)驻村,𠮷山镇开展“擂台比武”680余次;群众满意。"
LINES = [SENTENCE * (1 + number % 5) for number in range(400)]
TEXT = "\n".join(LINES)


def _source(text: str) -> SourceMap:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append(("body", at, at + len(line)))
        at += len(line) + 1
    return SourceMap(text, reading_pieces(text, paragraphs, split=True))


@pytest.fixture
def view(qtbot: QtBot, look: Appearance) -> Iterator[SourceView]:
    """A reader with a gutter, nothing in it yet."""
    made = SourceView(look, "reader", gutter=True)
    made.resize(700, 500)
    made.show()
    qtbot.waitExposed(made).__enter__()
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def set_blocks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the blocks whose type has been set."""
    numbers: list[int] = []
    real = Typesetter.formats

    def counted(self: Typesetter, number: int) -> list[object]:
        numbers.append(number)
        return list(real(self, number))

    monkeypatch.setattr(Typesetter, "formats", counted)
    return numbers


def _seen(view: SourceView) -> str:
    """The line at the top of the window, and how far it is scrolled away."""
    cursor = view.cursorForPosition(view.viewport().rect().topLeft())
    return f"{view.source_map.offset(cursor.position())} {view.cursorRect(cursor).top()}"


def test_opening_a_long_text_sets_only_what_is_in_sight(
    view: SourceView, set_blocks: list[int]
) -> None:
    view.show_source(_source(TEXT))
    view.viewport().repaint()
    assert not view.laid_out
    assert 0 < len(set_blocks) < 30
    assert set_blocks == sorted(set(set_blocks))


def test_a_jump_into_what_nobody_has_seen_sets_only_what_is_around_it(
    view: SourceView, set_blocks: list[int]
) -> None:
    view.show_source(_source(TEXT))
    set_blocks.clear()
    offset = TEXT.index(LINES[250], len(TEXT) // 2)
    view.go_to(offset)
    assert view.first_visible_offset() == offset
    assert len(set_blocks) < 40


def test_the_rest_is_set_in_time_and_what_is_read_does_not_move(
    view: SourceView, qtbot: QtBot, set_blocks: list[int]
) -> None:
    view.show_source(_source(TEXT))
    view.go_to(len(TEXT) * 2 // 3)
    before = _seen(view)
    qtbot.waitUntil(lambda: view.laid_out, timeout=10_000)
    QApplication.processEvents()
    assert _seen(view) == before
    assert len(set_blocks) == len(set(set_blocks)) == len(view.source_map.pieces)
    height = view.document().size().height()
    assert view.verticalScrollBar().maximum() == round(height) - view.viewport().height()


def test_painting_asks_for_the_lanes_of_what_is_in_sight_only(
    view: SourceView, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.show_source(_source(TEXT))
    view.set_spans([Span(at, at + 30, f"m{at}", "zz") for at in range(0, len(TEXT) - 40, 40)])
    measured: list[int] = []
    real = SourceView.vertical_extent

    def counted(self: SourceView, start: int, end: int) -> tuple[float, float]:
        measured.append(start)
        return real(self, start, end)

    monkeypatch.setattr(SourceView, "vertical_extent", counted)
    gutter = view.findChild(Gutter)
    assert isinstance(gutter, Gutter)
    gutter.repaint()
    assert 0 < len(measured) < len(view.spans) / 5


def test_lines_and_blocks_stand_where_qt_would_set_them(view: SourceView, look: Appearance) -> None:
    plain = QTextDocument()
    plain.setDocumentMargin(0)
    plain.setDefaultFont(look.font("reader"))
    cursor, form = QTextCursor(plain), QTextBlockFormat()
    form.setLineHeight(look.line("reader"), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    form.setBottomMargin(look.px(10))
    letters = QTextCharFormat()
    letters.setFont(look.font("reader"))
    cursor.setBlockFormat(form)
    # Without half-width marks: their advance is ours.
    text = "全市选派干部驻村开展擂台比武，群众满意。" * 30
    cursor.insertText("\n".join([text] * 3), letters)
    view.show_source(SourceMap(text, reading_pieces(text, [("body", 0, len(text))], split=False)))
    QApplication.processEvents()
    plain.setTextWidth(view.viewport().width())
    ours, theirs = view.document().firstBlock(), plain.firstBlock()
    view.document().documentLayout().blockBoundingRect(ours)
    plain.documentLayout().blockBoundingRect(theirs)
    assert ours.layout().lineCount() == theirs.layout().lineCount() > 3
    for number in range(ours.layout().lineCount()):
        mine, qt = ours.layout().lineAt(number), theirs.layout().lineAt(number)
        assert mine.textStart() == qt.textStart()
        assert mine.y() == pytest.approx(qt.y(), abs=0.1)


def test_the_place_that_is_read_stays_when_the_window_changes_its_width(view: SourceView) -> None:
    view.show_source(_source(TEXT))
    offset = TEXT.index(LINES[199], len(TEXT) // 3)
    view.go_to(offset)
    for width in (640, 580, 520, 640, 700):
        view.resize(width, 500)
        QApplication.processEvents()
    assert abs(view.first_visible_offset() - offset) < 40


def test_a_selection_over_the_whole_text_is_painted_and_copied(view: SourceView) -> None:
    text = "\n".join(LINES[:30])
    view.show_source(_source(text))
    view.selectAll()
    view.viewport().repaint()
    assert view.selected_span() == (0, len(text))
    view.copy()
    assert QApplication.clipboard().text() == text
