"""The reader's text under the keyboard and the mouse: selecting, walking, marking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.gutter import Gutter
from desktop.widgets.lanes import Span
from desktop.widgets.own_marks import OwnMark
from desktop.widgets.reader_view import ReaderView
from desktop.widgets.source_map import SourceMap, reading_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from desktop.theme import Appearance

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
SENTENCE = "全市选派干部(含第一书记)驻村,𠮷山镇开展“擂台比武”680余次;群众满意。"
TEXT = SENTENCE * 30 + "\n" + SENTENCE * 30
LINE = len(SENTENCE) * 30


@pytest.fixture
def view(qtbot: QtBot, look: Appearance) -> Iterator[ReaderView]:
    """The text between two fields that the focus can go to."""
    house = QWidget()
    column = QVBoxLayout(house)
    before, made, behind = QLineEdit(), ReaderView(look), QLineEdit()
    for widget, name in ((before, "before"), (made, "text"), (behind, "behind")):
        widget.setObjectName(name)
        column.addWidget(widget)
    house.resize(760, 560)
    house.show()
    qtbot.waitActive(house).__enter__()
    pieces = reading_pieces(TEXT, [("body", 0, LINE), ("body", LINE + 1, len(TEXT))], split=True)
    made.show_source(SourceMap(TEXT, pieces))
    made.setFocus()
    QApplication.processEvents()
    yield made
    house.close()
    house.deleteLater()


def _focus() -> str:
    focus = QApplication.focusWidget()
    return focus.objectName() if focus is not None else ""


def _select(view: ReaderView, start: int, end: int) -> None:
    cursor = view.textCursor()
    cursor.setPosition(view.source_map.position(start))
    cursor.setPosition(view.source_map.position(end), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


def _point(view: ReaderView, offset: int) -> QPoint:
    cursor = view.textCursor()
    cursor.setPosition(view.source_map.position(offset))
    rect = view.cursorRect(cursor)
    return QPoint(rect.left() + 5, rect.center().y())


def _picture(view: ReaderView) -> QImage:
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def test_the_keys_select_and_what_is_selected_is_counted(view: ReaderView) -> None:
    told: list[int] = []
    view.selected.connect(told.append)
    view.put_caret(4)
    for _ in range(3):
        QTest.keyClick(view, KEY.Key_Right, SHIFT)
    assert view.chosen_span() == (4, 7)
    assert told[-1] == 3
    QTest.keyClick(view, KEY.Key_Right)
    assert (view.chosen_span(), told[-1]) == (None, 0)


def test_a_character_beyond_16_bits_is_one_character_selected(view: ReaderView) -> None:
    told: list[int] = []
    view.selected.connect(told.append)
    place = SENTENCE.index("𠮷")
    _select(view, place, place + 2)
    assert told[-1] == 2


def test_blanks_at_the_ends_of_a_selection_are_left_out(view: ReaderView) -> None:
    _select(view, LINE - 3, LINE + 1)
    assert view.chosen_span() == (LINE - 3, LINE)
    _select(view, LINE, LINE + 1)
    assert view.chosen_span() is None


def test_a_selection_made_with_the_keys_is_offered_its_actions(
    view: ReaderView, qtbot: QtBot
) -> None:
    view.put_caret(60)
    QTest.keyClick(view, KEY.Key_Down, SHIFT)
    qtbot.waitUntil(view.popover.isVisible)
    assert view.viewport().rect().contains(view.popover.geometry())
    QTest.keyClick(view, KEY.Key_Escape)
    assert not view.popover.isVisible()
    assert view.chosen_span() is not None
    QTest.keyClick(view, KEY.Key_Escape)
    assert view.chosen_span() is None


@pytest.mark.parametrize("offset", [2, 200])
def test_the_popover_stands_above_the_selection_or_below_it(view: ReaderView, offset: int) -> None:
    _select(view, offset, offset + 6)
    view.offer()
    top = _point(view, offset).y()
    box = view.popover.geometry()
    assert view.viewport().rect().contains(box)
    assert box.top() > top if offset == 2 else box.bottom() < top
    assert not box.contains(_point(view, offset))


def test_the_popover_follows_the_text_and_goes_with_the_selection(view: ReaderView) -> None:
    _select(view, 200, 206)
    view.offer()
    before = view.popover.y()
    view.verticalScrollBar().setValue(36)
    QApplication.processEvents()
    assert view.popover.y() == before - 36
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    QApplication.processEvents()
    assert not view.popover.isVisible()
    view.put_caret(0)
    view.verticalScrollBar().setValue(0)
    assert not view.popover.isVisible()


def test_the_buttons_of_the_popover_are_reached_with_tab_and_left_with_esc(
    view: ReaderView,
) -> None:
    told: list[str] = []
    view.mark_wanted.connect(lambda: told.append("mark"))
    view.note_wanted.connect(lambda: told.append("note"))
    _select(view, 200, 206)
    view.offer()
    QTest.keyClick(view, KEY.Key_Tab)
    assert view.popover.mark.hasFocus()
    QTest.keyClick(view.popover.mark, KEY.Key_Space)
    QTest.keyClick(view.popover.mark, KEY.Key_Tab)
    QTest.keyClick(view.popover.note, KEY.Key_Space)
    assert told == ["mark", "note"]
    QTest.keyClick(view.popover.note, KEY.Key_Escape)
    assert view.hasFocus()
    assert not view.popover.isVisible()


def test_tab_walks_through_the_highlights_and_leaves_behind_the_last(view: ReaderView) -> None:
    lit: list[str] = []
    view.lit.connect(lit.append)
    spans = [Span(5, 20, "a", "zz"), Span(30, 40, "b", "ty"), Span(LINE + 9, LINE + 30, "a", "zz")]
    view.set_spans(spans)
    for span in spans:
        QTest.keyClick(view, KEY.Key_Tab)
        view.finish_motion()
        assert view.stop == span
        assert view.lit_group == span.group
        assert view.caret() == span.start
        assert view.viewport().rect().contains(_point(view, span.start))
    QTest.keyClick(view, KEY.Key_Tab)
    assert _focus() == "behind"
    assert (view.stop, view.lit_group, lit) == (None, "", ["a", "b", "a", ""])


def test_shift_tab_walks_back_and_leaves_before_the_first(view: ReaderView) -> None:
    view.set_spans([Span(5, 20, "a", "zz"), Span(30, 40, "b", "ty")])
    seen = []
    for _ in range(2):
        QTest.keyClick(view, KEY.Key_Backtab, SHIFT)
        seen.append(view.lit_group)
    assert seen == ["b", "a"]
    QTest.keyClick(view, KEY.Key_Backtab, SHIFT)
    assert _focus() == "before"


def test_enter_on_a_highlight_chooses_it(view: ReaderView) -> None:
    told: list[str] = []
    view.group_clicked.connect(told.append)
    QTest.keyClick(view, KEY.Key_Return)
    view.set_spans([Span(5, 20, "a", "zz")])
    QTest.keyClick(view, KEY.Key_Tab)
    QTest.keyClick(view, KEY.Key_Return)
    assert told == ["a"]


def test_pointing_at_a_highlight_lights_every_span_of_its_group(view: ReaderView) -> None:
    view.set_spans([Span(5, 20, "a", "zz"), Span(150, 170, "a", "zz"), Span(60, 80, "b", "ty")])
    far = _point(view, 155)
    before = _picture(view)
    QTest.mouseMove(view.viewport(), _point(view, 8))
    assert view.lit_group == "a"
    assert _picture(view).pixelColor(far) != before.pixelColor(far)
    QTest.mouseMove(view.viewport(), _point(view, 110))
    assert view.lit_group == ""
    assert _picture(view) == before


def test_pointing_at_a_lane_lights_its_group(view: ReaderView) -> None:
    view.set_spans([Span(5, 20, "a", "zz")])
    gutter = view.findChild(Gutter)
    assert isinstance(gutter, Gutter)
    [mark] = gutter.marks()
    y = round((mark.top + mark.bottom) / 2)
    seen = set()
    for x in range(gutter.width()):
        QTest.mouseMove(gutter, QPoint(x, y))
        seen.add(view.lit_group)
    assert seen == {"", "a"}


def test_the_users_marks_are_drawn_and_found_under_the_caret(view: ReaderView) -> None:
    view.put_caret(300)
    plain = _picture(view)
    view.set_spans([Span(10, 30, "a", "zz")])
    highlighted = _picture(view)
    view.set_own_marks([OwnMark("h", 5, 40, False)])
    lined = _picture(view)
    view.set_own_marks([OwnMark("n", 5, 40, True)])
    assert len({bytes(p.constBits()) for p in (plain, highlighted, lined, _picture(view))}) == 4
    view.set_own_marks([OwnMark("long", 5, 90, False), OwnMark("short", 20, 40, True)])
    view.put_caret(25)
    assert [mark.id for mark in view.marks_here()] == ["short", "long"]
    view.put_caret(40)
    assert [mark.id for mark in view.marks_here()] == ["long"]
    _select(view, 10, 30)
    assert [mark.id for mark in view.marks_here()] == ["long"]
    view.put_caret(90)
    assert view.marks_here() == []


def test_delete_on_an_underline_asks_for_its_removal_and_elsewhere_for_nothing(
    view: ReaderView,
) -> None:
    told: list[str] = []
    view.removal_wanted.connect(lambda: told.append("x"))
    view.set_own_marks([OwnMark("h", 5, 40, False)])
    view.put_caret(60)
    QTest.keyClick(view, KEY.Key_Delete)
    assert told == []
    view.put_caret(10)
    QTest.keyClick(view, KEY.Key_Delete)
    assert told == ["x"]
    assert view.toPlainText().replace("\n", "") == TEXT.replace("\n", "")


def test_a_click_into_an_underline_offers_to_take_it_away(view: ReaderView) -> None:
    view.set_own_marks([OwnMark("h", 205, 240, False)])
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_point(view, 210))
    assert view.popover.isVisible()
    assert view.popover.mark.text() == "取消划线"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_point(view, 300))
    assert not view.popover.isVisible()


def test_copying_under_an_underline_takes_all_of_it(view: ReaderView) -> None:
    view.set_citation(lambda _start, _end: "——《标题》")
    view.set_own_marks([OwnMark("h", 5, 40, False)])
    view.put_caret(10)
    QTest.keyClick(view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == f"{TEXT[5:40]}\n——《标题》"


def test_hits_are_framed_and_the_present_one_differs(view: ReaderView) -> None:
    pictures = [_picture(view)]
    for current in (-1, 0, 1):
        view.set_hits([(5, 8), (30, 33)], current)
        pictures.append(_picture(view))
    view.set_hits([])
    assert len({bytes(p.constBits()) for p in pictures}) == 4
    assert _picture(view) == pictures[0]


def test_the_line_being_read_stays_at_the_top_when_the_width_changes(view: ReaderView) -> None:
    view.go_to(LINE - 200)
    house = view.window()
    for width in (700, 620, 680, 760, 640, 760):
        house.resize(width, 560)
        QApplication.processEvents()
        top = view.first_visible_offset()
        assert top <= LINE - 200 < top + 60


def test_a_caret_out_of_sight_starts_where_the_user_reads(view: ReaderView) -> None:
    view.put_caret(0)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    reading = view.first_visible_offset()
    QTest.keyClick(view, KEY.Key_Right, SHIFT)
    span = view.selected_span()
    assert span is not None
    assert span[0] >= reading - 60


def test_the_text_is_set_anew_under_a_selection_and_its_popover(
    view: ReaderView, look: Appearance, qapp: QApplication
) -> None:
    _select(view, LINE + 20, LINE + 40)
    view.reveal(LINE + 20, LINE + 40)
    view.finish_motion()
    view.offer()
    for scale in (1.5, 2.0, 1.0):
        look.set(scale=scale)
        QApplication.processEvents()
    view.show_source(SourceMap("甲乙丙", reading_pieces("甲乙丙", [("body", 0, 3)], split=True)))
    QApplication.processEvents()
    qapp.setStyleSheet("")
    assert not view.popover.isVisible()
