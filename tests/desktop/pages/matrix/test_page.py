"""对照: choose in the matrix, read beside it, keep, filter, and come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from db.records.evidence import FacetKind
from desktop.main_window import MainWindow
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages.mechanism_pane import MechanismPane
from desktop.roles import Role
from desktop.widgets.parts import ActionButton
from tests.desktop.conftest import dispose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from desktop.pages.matrix.page import ComparePage
    from desktop.session import Session
    from tests.desktop.conftest import Samples

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(window: MainWindow) -> ComparePage:
    """The page, its matrix focused."""
    return window.compare


def _link(pane: QWidget, number: int) -> QLabel:
    """The label of a facet that carries the mark of a quote."""
    wanted = f'href="{number}"'
    return next(
        label for label in pane.findChildren(QLabel) if wanted in label.text() and label.isVisible()
    )


def _button(widget: QWidget, text: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible())


def test_choosing_in_the_matrix_shows_the_mechanism_beside_it(
    page: ComparePage,
    session: Session,
    samples: Samples,
    shown_text: Callable[[QWidget], str],
) -> None:
    mechanism = samples.rich()
    page.select(mechanism.id)
    QTest.keyClick(page.view, KEY.Key_Down)
    now = page.view.selected
    assert now != mechanism.id
    assert page.pane.mechanism_id == now
    QTest.keyClick(page.view, KEY.Key_Up)
    text = shown_text(page.pane)
    assert page.pane.mechanism_id == mechanism.id
    assert mechanism.name in text
    assert session.cases.region_by_id[mechanism.region_id].name in text
    for figure in session.cases.figures(mechanism.id)[:1]:
        assert figure.label in text


def test_a_mark_of_a_facet_jumps_to_its_quote(
    page: ComparePage, session: Session, samples: Samples
) -> None:
    mechanism = samples.rich()
    page.select(mechanism.id)
    next(b for b in page.pane.findChildren(QPushButton) if b.text().startswith("展开")).click()
    QApplication.processEvents()
    quotes = session.cases.citations(mechanism.id)
    linked = {
        quote.number
        for quote in quotes
        for entry in session.cases.evidence(mechanism.id)
        if entry.facet_kind and (entry.start, entry.end) == (quote.start, quote.end)
    }
    assert linked
    for number in linked:
        _link(page.pane, number).linkActivated.emit(str(number))
        assert page.pane.quotes.current == quotes[number - 1]
        assert quotes[number - 1].exact in page.pane.quotes.view.source_map.text


def test_the_paragraph_around_a_quote_is_shown_with_the_quote_highlighted(
    page: ComparePage, session: Session, samples: Samples
) -> None:
    mechanism = samples.rich()
    page.select(mechanism.id)
    for quote in session.cases.citations(mechanism.id):
        view = page.pane.quotes.view
        assert page.pane.quotes.current == quote
        assert quote.exact.replace("\n", "") in view.toPlainText().replace("\n", "")
        assert any((s.start, s.end) == (quote.start, quote.end) for s in view.spans)
        page.pane.quotes.step(1)


def test_quotes_are_stepped_round_with_the_bracket_keys(
    page: ComparePage, session: Session, samples: Samples, press: Callable[..., None]
) -> None:
    mechanism = samples.rich()
    page.select(mechanism.id)
    quotes = session.cases.citations(mechanism.id)
    press(KEY.Key_BracketRight)
    assert page.pane.quotes.current == quotes[1]
    press(KEY.Key_BracketLeft)
    press(KEY.Key_BracketLeft)
    assert page.pane.quotes.current == quotes[-1]


def test_a_facet_that_the_source_does_not_write_says_so(
    page: ComparePage, session: Session, shown_text: Callable[[QWidget], str]
) -> None:
    lacking = next(
        m
        for m in session.cases.mechanisms
        if m.checked
        and m.itemised
        and FacetKind.STEPS not in {facet.kind for facet in session.cases.facets(m.id)}
    )
    page.select(lacking.id)
    assert "原文未提及" in shown_text(page.pane)


def test_enter_opens_the_source_at_the_quote_that_is_shown(
    window: MainWindow, samples: Samples, press: Callable[..., None]
) -> None:
    mechanism = samples.rich()
    window.compare.select(mechanism.id)
    window.compare.pane.quotes.step(1)
    quote = window.compare.pane.quotes.current
    press(KEY.Key_Return)
    window.settle()
    reader = window.reader
    assert window.page is reader
    assert quote is not None
    assert (reader.article_id, reader.active) == (quote.article_id, mechanism.id)
    cursor = reader.view.textCursor()
    cursor.setPosition(reader.view.source_map.position(quote.start))
    assert reader.view.viewport().rect().contains(reader.view.cursorRect(cursor).center())
    assert any(
        span.group == mechanism.id and span.start <= quote.start and quote.end <= span.end
        for span in reader.view.spans
    )


def test_back_from_the_source_returns_to_the_same_mechanism(
    window: MainWindow, samples: Samples, press: Callable[..., None]
) -> None:
    mechanism = samples.rich()
    window.compare.select(mechanism.id)
    press(KEY.Key_Return)
    press(KEY.Key_Left, ALT)
    assert window.page is window.compare
    assert window.compare.view.selected == window.compare.pane.mechanism_id == mechanism.id


def test_b_bookmarks_and_ctrl_z_takes_it_back(
    page: ComparePage, session: Session, samples: Samples, press: Callable[..., None]
) -> None:
    mechanism = samples.any()
    page.select(mechanism.id)
    press(KEY.Key_B)
    assert session.marks.is_bookmarked(mechanism.id)
    assert _button(page.pane, "已收藏").isChecked()
    press(KEY.Key_Z, CONTROL)
    assert not session.marks.is_bookmarked(mechanism.id)
    assert not _button(page.pane, "收藏").isChecked()
    press(KEY.Key_Y, CONTROL)
    assert session.marks.is_bookmarked(mechanism.id)


def test_j_and_k_go_to_the_next_and_the_former_mechanism(
    page: ComparePage, samples: Samples, press: Callable[..., None]
) -> None:
    cell = samples.full_cell()
    page.select(cell[0].id)
    press(KEY.Key_J)
    assert page.pane.mechanism_id == cell[1].id
    press(KEY.Key_K)
    assert page.pane.mechanism_id == cell[0].id


def test_a_held_arrow_leaves_the_pane_alone_until_it_rests(
    page: ComparePage, samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = samples.full_cell()
    page.select(cell[0].id)
    shown: list[str] = []

    def showing(mechanism_id: str) -> Iterator[None]:
        shown.append(mechanism_id)
        return iter(())

    monkeypatch.setattr(page.pane, "showing", showing)
    QTest.keyClick(page.view, KEY.Key_Down)
    QTest.keyClick(page.view, KEY.Key_Down)
    assert (page.view.selected, shown) == (cell[2].id, [])
    QTest.qWait(200)
    assert shown == [cell[2].id]


def test_a_key_right_after_an_arrow_acts_on_what_the_arrow_selected(
    page: ComparePage, session: Session, samples: Samples, press: Callable[..., None]
) -> None:
    cell = samples.full_cell()
    page.select(cell[0].id)
    QTest.keyClick(page.view, KEY.Key_Down)
    press(KEY.Key_B)
    assert [session.marks.is_bookmarked(m.id) for m in cell[:2]] == [False, True]


def test_only_bookmarked_shows_the_bookmarks_and_back(
    page: ComparePage, session: Session, samples: Samples, press: Callable[..., None]
) -> None:
    kept = samples.any()
    page.select(kept.id)
    press(KEY.Key_B)
    press(KEY.Key_B, CONTROL)
    assert page.model.shown_count() == 1
    assert page.view.selected == kept.id
    press(KEY.Key_B, CONTROL)
    assert page.model.shown_count() == len(session.cases.mechanisms)


def test_a_filter_with_no_hits_says_so_and_can_be_cleared(
    page: ComparePage,
    session: Session,
    shown_text: Callable[[QWidget], str],
    press: Callable[..., None],
) -> None:
    page.view.setFocus()
    press(KEY.Key_B, CONTROL)
    assert "没有符合的做法" in shown_text(page)
    assert not page.view.isVisible()
    _button(page, "清除筛选").click()
    assert page.view.isVisible()
    assert page.model.shown_count() == len(session.cases.mechanisms)
    assert not page.only_bookmarked.isChecked()


def test_choosing_what_a_filter_hides_clears_the_filter(
    page: ComparePage, session: Session, samples: Samples
) -> None:
    first, second = samples.several(2)
    page.select(first.id)
    page.toggle_bookmark()
    page.only_bookmarked.trigger()
    page.select(second.id)
    assert page.view.selected == second.id
    assert page.model.shown_count() == len(session.cases.mechanisms)


def test_alt_and_a_number_pin_at_most_three_regions_and_it_is_remembered(
    page: ComparePage, session: Session, press: Callable[..., None]
) -> None:
    regions = [region.id for region in session.cases.regions]
    page.view.setFocus()
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_4):
        press(key, ALT)
    assert page.model.pinned == regions[1:4]
    assert session.settings.pinned_regions() == regions[1:4]
    press(KEY.Key_3, ALT)
    assert page.model.pinned == [regions[1], regions[3]]
    assert page.model.index(0, 0).data(Role.PINNED)


def test_what_is_chosen_stays_chosen_when_its_column_is_pinned(
    page: ComparePage, session: Session, samples: Samples
) -> None:
    mechanism = samples.of_other_region(session.cases.mechanisms[0])
    page.select(mechanism.id)
    page.toggle_pin(mechanism.region_id)
    index, _ = page.model.index_of(mechanism.id)
    assert index.column() == 0
    assert page.view.currentIndex() == index
    assert page.view.selected == mechanism.id


def test_space_shows_and_hides_the_pane(page: ComparePage, press: Callable[..., None]) -> None:
    page.view.setFocus()
    press(KEY.Key_Space)
    assert not page.pane.isVisible()
    press(KEY.Key_Space)
    assert page.pane.isVisible()


def test_a_small_window_shows_one_line_and_space_opens_the_pane_over_the_table(
    window: MainWindow,
    samples: Samples,
    press: Callable[..., None],
    shown_text: Callable[[QWidget], str],
) -> None:
    page = window.compare
    window.resize(1100, 720)
    QApplication.processEvents()
    mechanism = samples.rich()
    page.select(mechanism.id)
    assert (page.peek.isVisible(), page.pane.isVisible()) == (True, False)
    assert mechanism.name in shown_text(page.peek)
    page.view.setFocus()
    press(KEY.Key_Space)
    assert page.pane.isVisible()
    assert page.pane.geometry().intersects(page.view.geometry())
    assert page.rect().contains(page.pane.geometry())
    press(KEY.Key_Space)
    assert not page.pane.isVisible()
    window.resize(1440, 900)
    QApplication.processEvents()
    assert (page.peek.isVisible(), page.pane.isVisible()) == (False, True)


def test_the_line_of_a_small_window_bookmarks_too(
    window: MainWindow, session: Session, samples: Samples
) -> None:
    window.resize(1100, 720)
    QApplication.processEvents()
    mechanism = samples.any()
    window.compare.select(mechanism.id)
    bookmark = next(
        b for b in window.compare.peek.findChildren(ActionButton) if b.accessibleName() == "收藏"
    )
    bookmark.click()
    assert session.marks.is_bookmarked(mechanism.id)
    assert bookmark.isChecked()
    session.undo.undo()
    assert not bookmark.isChecked()


def _shown_in(page: ComparePage) -> str:
    """What the pane shows now; who asks the page for it has it filled."""
    (pane,) = page.findChildren(MechanismPane)
    return pane.mechanism_id


def test_out_of_sight_the_pane_waits_and_comes_with_what_is_selected(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    page = window.compare
    window.resize(1100, 720)
    QApplication.processEvents()
    page.toggle_pane()
    page.toggle_pane()
    former = _shown_in(page)
    now = next(m.id for m in session.cases.mechanisms if m.id != former)
    page.select(now)
    qtbot.wait(150)
    assert _shown_in(page) == former, "nobody sees it"
    page.toggle_pane()
    qtbot.waitUntil(lambda: page.findChildren(MechanismPane)[0].isVisible())
    assert _shown_in(page) == now


def test_a_window_that_was_small_from_the_start_has_a_pane_when_it_is_wanted(
    session: Session, qtbot: QtBot
) -> None:
    window = MainWindow(session)
    window.resize(1100, 720)
    window.show()
    page = window.compare
    qtbot.waitUntil(lambda: page.view.rowHeight(0) > 0 and bool(page.view.selected))
    qtbot.wait(50)
    assert page.ready
    assert not page.findChildren(MechanismPane), "it is not in sight"
    for _ in window.make_beforehand():
        if page.has_pane:
            break
    assert _shown_in(page) == ""
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: _shown_in(page) == page.view.selected)
    assert page.findChildren(MechanismPane)[0].isVisible()
    window.close()
    dispose(window)


def test_nothing_in_the_pane_is_wider_than_the_pane(
    window: MainWindow, samples: Samples, qtbot: QtBot
) -> None:
    page = window.compare
    for scale in (1.0, 1.5, 2.0):
        window.set_scale(scale)
        page.select(samples.rich().id)
        if not page.pane.isVisible():
            page.toggle_pane()
        qtbot.wait(10)
        for label in page.pane.findChildren(QLabel):
            if label.isVisible():
                left = label.mapTo(page.pane, label.rect().topLeft()).x()
                assert left + label.width() <= page.pane.width() + 1, (scale, label.text())


def test_letting_go_of_the_only_bookmark_in_sight_leaves_nothing_to_see(
    page: ComparePage, session: Session
) -> None:
    last = session.cases.themes[-1].id
    mechanism = next(m for m in session.cases.mechanisms if m.theme_id == last)
    toggle_bookmark(session, mechanism.id)
    page.only_bookmarked.trigger()
    QApplication.processEvents()
    page.view.lay_out()
    index, _ = page.model.index_of(mechanism.id)
    ribbon = page.view.visualRect(index).topLeft() + QPoint(5, 16)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=ribbon)
    QApplication.processEvents()
    assert not session.marks.is_bookmarked(mechanism.id)
    assert page.model.shown_count() == 0


def test_on_a_small_window_the_filter_says_how_many_themes_are_shown(window: MainWindow) -> None:
    page = window.compare
    window.resize(1100, 720)
    QApplication.processEvents()
    assert page._filter_button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    page._theme_actions[0].trigger()
    shown = len(page._theme_actions) - 1
    assert page._filter_button.text() == str(shown)
    assert page._filter_button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert page._filter_button.accessibleName() == f"筛选：{shown} 个主题"
