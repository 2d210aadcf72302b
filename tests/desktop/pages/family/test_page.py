"""同类做法: choose a family, read it facet by facet, follow every claim to its quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from desktop.comparing.comparison import FacetRow, FigureRow, Gap
from desktop.operations.basket import basket, toggle_in_basket
from desktop.pages.family.column_menu import column_menu, columns_menu
from desktop.pages.family.list import BASKET_ROW
from desktop.roles import Role
from desktop.widgets.brief_notice import BriefNotice
from desktop.widgets.comparison_delegate import ComparisonDelegate
from desktop.widgets.parts import IconButton
from tests.desktop.conftest import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.pages.family.page import FamilyPage
    from desktop.session import Session
    from tests.desktop.conftest import Samples

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow) -> FamilyPage:
    """The page on its first family, the table focused."""
    window.show_page(window.family)
    settle(window)
    return window.family


def _columns(page: FamilyPage) -> list[str]:
    model = page.board.model
    shown = (model.column(section) for section in range(model.columnCount()))
    return [column.id for column in shown if column is not None]


def _cell(page: FamilyPage, *, quotes: int = 1) -> tuple[int, int]:
    """(row, column) of a facet with at least so many quotes."""
    model = page.board.model
    return next(
        (row, column)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        if isinstance(model.row(row), FacetRow)
        and len(model.numbers(model.index(row, column))) >= quotes
    )


def _go(page: FamilyPage, row: int, column: int) -> None:
    page.board.view.go(row, column)
    page.board.view.cell_chosen.emit()


def _mark_point(page: FamilyPage, row: int, column: int, number: int) -> QPoint:
    view = page.board.view
    index, cell = page.board.model.index(row, column), None
    cell = view.visualRect(index)
    delegate = view.itemDelegate()
    assert isinstance(delegate, ComparisonDelegate)
    rect = delegate.text(index, cell.width()).mark_rect(number)
    origin = QPoint(page.session.appearance.px(14), page.session.appearance.px(10))
    return cell.topLeft() + origin + rect.center().toPoint()


# Choosing


def test_the_page_opens_on_the_family_that_covers_most(page: FamilyPage, session: Session) -> None:
    family = page.list.current
    assert family == page.list.first_family()
    regions = {m.region_id for m in session.cases.family_members(family)}
    assert set(_columns(page)) == regions


def test_choosing_a_family_compares_its_members(page: FamilyPage, session: Session) -> None:
    page.list.view.setFocus()
    before = page.list.current
    QTest.keyClick(page.list.view, KEY.Key_Down)
    assert page.list.current != before
    for column in page.board.comparison.columns:
        assert page.list.current in session.cases.families_of(column.mechanism)


def test_a_mechanism_asked_for_stands_in_the_current_column(
    page: FamilyPage, session: Session
) -> None:
    families = [(f, session.cases.family_members(f)) for f in session.cases.family_by_id]
    for family, members in families[:6]:
        own = [m for m in members if m.family_id == family]
        page.show_mechanism(own[-1].id)
        assert page.subject() == own[-1].id
        assert page.list.current in session.cases.families_of(own[-1])


def test_a_mechanism_without_a_family_says_so_and_offers_the_basket(
    page: FamilyPage, session: Session, shown_text: Callable[[QWidget], str]
) -> None:
    cases = session.cases
    alone = next((m for m in cases.mechanisms if not cases.families_of(m)), None)
    if alone is None:
        pytest.skip("every mechanism has a family by now")
    page.show_mechanism(alone.id)
    assert "没有同类做法" in shown_text(page)
    assert page.subject() == alone.id
    page.prompt.button.click()
    assert basket(session) == [alone.id]


def test_the_matrix_hands_over_its_mechanism_and_takes_it_back(
    window: MainWindow, session: Session
) -> None:
    mechanism = next(m for m in session.cases.mechanisms if m.family_id)
    window.compare.select(mechanism.id)
    button = next(
        b for b in window.compare.pane.findChildren(IconButton) if "看同类做法" in b.toolTip()
    )
    button.click()
    assert window.page is window.family
    assert window.family.subject() == mechanism.id
    other = window.family.switch.findChild(QToolButton, "matrix")
    assert isinstance(other, QToolButton)
    other.click()
    assert window.compare.view.selected == mechanism.id


# Quotes


def test_the_current_cell_fills_the_dock_with_its_first_quote(
    page: FamilyPage, shown_text: Callable[[QWidget], str]
) -> None:
    row, column = _cell(page)
    _go(page, row, column)
    found = page.board.model.column(column)
    assert found is not None
    quote = found.quotes[page.board.model.numbers(page.board.model.index(row, column))[0] - 1]
    assert page.board.quote == quote
    assert page.board.dock.view.toPlainText().replace("\n", "") == quote.exact.replace("\n", "")
    text = shown_text(page.board.dock)
    assert f"第 {quote.number} 处，共 {len(found.quotes)} 处引文" in text
    assert found.mechanism.name in text


def test_a_click_on_a_mark_goes_to_that_quote(page: FamilyPage) -> None:
    row, column = _cell(page, quotes=2)
    _go(page, row, column)
    for number in page.board.model.numbers(page.board.model.index(row, column)):
        point = _mark_point(page, row, column, number)
        QTest.mouseClick(page.board.view.viewport(), LEFT, pos=point)
        assert page.board.quote is not None
        assert page.board.quote.number == number


def test_a_figure_is_one_click_from_its_quote(page: FamilyPage) -> None:
    model = page.board.model
    row, column, figure = next(
        (number, place, entry[0])
        for number in range(model.rowCount())
        if isinstance(found := model.row(number), FigureRow)
        for place, entry in enumerate(found.figures)
        if entry
    )
    page.board.view.go(row, column)
    cell = page.board.view.visualRect(model.index(row, column))
    QTest.mouseClick(page.board.view.viewport(), LEFT, pos=cell.topLeft() + QPoint(20, 16))
    quote = page.board.quote
    assert quote is not None
    assert (quote.start, quote.end) == (figure.start, figure.end)


def test_stepping_goes_through_all_quotes_and_takes_the_cell_along(page: FamilyPage) -> None:
    row, column = _cell(page)
    _go(page, row, column)
    found = page.board.model.column(column)
    assert found is not None
    seen = []
    for _ in found.quotes:
        QTest.keyClick(page.board.view, KEY.Key_BracketRight)
        quote = page.board.quote
        assert quote is not None
        seen.append(quote.number)
        index = page.board.view.currentIndex()
        if quote.facets:
            assert quote.number in page.board.model.numbers(index)
    assert sorted(seen) == [quote.number for quote in found.quotes]


def test_a_gap_says_why_there_is_no_quote(
    page: FamilyPage, shown_text: Callable[[QWidget], str]
) -> None:
    model = page.board.model
    row, column = next(
        (row, column)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        if model.gap(model.index(row, column)) is Gap.SILENT
    )
    _go(page, row, column)
    assert page.board.quote is None
    assert "原文没有写这一项" in shown_text(page.board.dock)


def test_a_copied_quote_carries_its_source(page: FamilyPage, session: Session) -> None:
    _go(page, *_cell(page))
    quote = page.board.quote
    assert quote is not None
    QTest.keyClick(page.board.view, KEY.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text()
    assert quote.exact in copied
    assert session.cases.article(quote.article_id).title in copied


def test_control_enter_opens_the_source_and_going_back_finds_the_cell(
    window: MainWindow, page: FamilyPage
) -> None:
    row, column = _cell(page)
    _go(page, row, column)
    quote = page.board.quote
    assert quote is not None
    page.board.view.setFocus()
    QTest.keyClick(page.board.view, KEY.Key_Return, CONTROL)
    assert window.page is window.reader
    assert window.reader.article_id == quote.article_id
    window.reader.left.emit()
    assert page.isVisible()
    assert (page.board.view.currentIndex().row(), page.board.quote) == (row, quote)


def test_enter_goes_to_the_quote_and_arrows_walk_the_cells(page: FamilyPage) -> None:
    view = page.board.view
    _go(page, 0, 0)
    QTest.keyClick(view, KEY.Key_J)
    QTest.keyClick(view, KEY.Key_Right)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 1)
    QTest.keyClick(view, KEY.Key_K)
    assert view.currentIndex().row() == 0
    _go(page, *_cell(page))
    QTest.keyClick(view, KEY.Key_Return)
    assert page.board.dock.view.hasFocus()


def test_walking_down_passes_over_the_heading(page: FamilyPage) -> None:
    view, model = page.board.view, page.board.model
    heading = next(n for n in range(model.rowCount()) if model.row(n) is None)
    _go(page, heading - 1, 0)
    QTest.keyClick(view, KEY.Key_Down)
    assert view.currentIndex().row() == heading + 1
    QTest.keyClick(view, KEY.Key_Up)
    assert view.currentIndex().row() == heading - 1


# Columns


def test_columns_are_moved_by_key_and_remembered_for_their_family(
    page: FamilyPage, session: Session, window: MainWindow
) -> None:
    family, before = page.list.current, _columns(page)
    _go(page, 0, 0)
    QTest.keyClick(page.board.view, KEY.Key_Right, CONTROL | SHIFT)
    moved = [before[1], before[0], *before[2:]]
    assert _columns(page) == moved
    assert page.board.column is not None
    assert page.board.column.id == before[0]
    others = [f for f in session.cases.family_by_id if f != family]
    page.show_family(others[0])
    page.show_family(family)
    assert _columns(page) == moved
    assert session.remembered.table(f"family {family}")["order"] == moved
    settle(window)


def test_a_column_is_dragged_to_another_place(page: FamilyPage) -> None:
    before = _columns(page)
    header = page.board.view.horizontalHeader().viewport()
    width = page.board.view.columnWidth(0)
    start, end = QPoint(width // 3, 40), QPoint(2 * width + 2 * width // 3, 40)
    QTest.mousePress(header, LEFT, pos=start)
    QTest.mouseMove(header, start + QPoint(30, 0))
    QTest.mouseMove(header, end)
    QTest.mouseRelease(header, LEFT, pos=end)
    assert _columns(page) == [before[1], before[2], before[0], *before[3:]]


def test_a_pinned_column_stands_first(page: FamilyPage) -> None:
    before = _columns(page)
    _go(page, 0, 2)
    QTest.keyClick(page.board.view, KEY.Key_F, CONTROL | SHIFT)
    assert _columns(page)[0] == before[2]
    page.settle()
    frozen = page.board.view._frozen
    assert frozen.isVisible()
    assert not frozen.isColumnHidden(0)
    assert frozen.isColumnHidden(1)
    QTest.keyClick(page.board.view, KEY.Key_F, CONTROL | SHIFT)
    page.settle()
    assert not frozen.isVisible()


def test_hidden_columns_are_counted_and_come_back(page: FamilyPage) -> None:
    before = _columns(page)
    _go(page, 0, 1)
    QTest.keyClick(page.board.view, KEY.Key_H, CONTROL | SHIFT)
    assert _columns(page) == [before[0], *before[2:]]
    assert "隐藏 1" in page._columns_button.text()
    menu = columns_menu(page.session, page.board, page)
    ticks = [action for action in menu.actions() if action.isCheckable()]
    assert len(ticks) == len(before)
    next(action for action in ticks if not action.isChecked()).trigger()
    assert _columns(page) == before


def test_where_the_current_column_is_hidden_the_one_beside_it_becomes_current(
    page: FamilyPage,
) -> None:
    before = _columns(page)
    for hidden, beside in ((1, before[2]), (len(before) - 2, before[-2])):
        _go(page, 0, hidden)
        QTest.keyClick(page.board.view, KEY.Key_H, CONTROL | SHIFT)
        assert page.board.column is not None
        assert page.board.column.id == beside


def test_the_last_column_cannot_be_hidden(page: FamilyPage) -> None:
    for column in _columns(page):
        page.board.set_hidden(column, hidden=True)
    assert len(_columns(page)) == 1


def test_another_member_of_a_region_is_shown_and_said_to_be_there(
    page: FamilyPage, session: Session
) -> None:
    column = next(
        (n, c)
        for n in range(page.board.model.columnCount())
        if (c := page.board.model.column(n)) is not None and len(c.members) > 1
    )
    section, found = column
    header = page.board.model.headerData(section, Qt.Orientation.Horizontal, Role.ITEMS)
    assert header == f"另有 {len(found.members) - 1} 条"
    _go(page, 0, section)
    QTest.keyClick(page.board.view, KEY.Key_Down, ALT)
    assert page.subject() == found.members[1].id
    family = page.list.current
    page.show_family(next(f for f in session.cases.family_by_id if f != family))
    page.show_family(family)
    shown = page.board.model.column(section)
    assert shown is not None
    assert shown.mechanism.id == found.members[1].id


def test_the_menu_of_a_column_names_all_its_members(page: FamilyPage) -> None:
    found = next(column for column in page.board.comparison.columns if len(column.members) > 1)
    menu = column_menu(page.board, found.id, page._column_actions, page)
    texts = [action.text() for action in menu.actions()]
    for member in found.members:
        assert any(member.name in text for text in texts)
    next(a for a in menu.actions() if found.members[1].name in a.text()).trigger()
    assert page.subject() == found.members[1].id


# What stands out


def test_differences_are_switched_with_a_letter_and_remembered(
    page: FamilyPage, session: Session, another_window: Callable[[], MainWindow]
) -> None:
    before = page.board.model.emphasises
    page.board.view.setFocus()
    QTest.keyClick(page.board.view, KEY.Key_D)
    assert (before, page.board.model.emphasises) == (True, False)
    assert session.remembered.table("family view")["differences"] is False
    assert not another_window().family.differ_action.isChecked()


def test_rows_without_a_word_can_be_hidden(page: FamilyPage, session: Session) -> None:
    family = next(
        f
        for f in session.cases.family_by_id
        if {k.kind for m in session.cases.family_members(f) for k in session.cases.facets(m.id)}
        and len(
            {k.kind for m in session.cases.family_members(f) for k in session.cases.facets(m.id)}
        )
        < 8
    )
    page.show_family(family)
    before = page.board.facet_count()
    page.written_action.trigger()
    assert page.board.facet_count() < before == 8


# The basket


def test_a_basket_of_two_is_compared_under_its_own_entry(
    page: FamilyPage, session: Session, samples: Samples
) -> None:
    chosen = [mechanism.id for mechanism in samples.several(2)]
    for mechanism_id in chosen:
        toggle_in_basket(session, mechanism_id)
    page.list.view.setCurrentIndex(page.list.model.index(0))
    assert page.list.current == BASKET_ROW
    assert page.list.model.index(0).data(Role.FIGURE) == "2"
    assert _columns(page) == chosen


def test_a_basket_of_one_says_what_is_missing(
    page: FamilyPage, session: Session, samples: Samples, shown_text: Callable[[QWidget], str]
) -> None:
    toggle_in_basket(session, samples.any().id)
    page.show_basket()
    assert "再加入至少 1 条" in shown_text(page)
    assert not page.export_action.isEnabled()


def test_a_letter_puts_mechanisms_into_the_basket_on_both_pages(
    window: MainWindow, session: Session
) -> None:
    mechanism = next(m for m in session.cases.mechanisms if m.family_id)
    window.compare.select(mechanism.id)
    window.compare.view.setFocus()
    QTest.keyClick(window.compare.view, KEY.Key_C)
    assert basket(session) == [mechanism.id]
    said = window.findChild(BriefNotice)
    assert isinstance(said, BriefNotice)
    assert said.isVisible()
    assert mechanism.name in said.text()
    button = next(
        b for b in window.compare.pane.findChildren(IconButton) if "自选对比" in b.toolTip()
    )
    assert button.isChecked()
    window.show_page(window.family)
    window.family.show_mechanism(mechanism.id)
    window.family.board.view.setFocus()
    QTest.keyClick(window.family.board.view, KEY.Key_C)
    assert basket(session) == []
    assert not button.isChecked()


def test_taking_a_mechanism_out_takes_its_column_away(
    page: FamilyPage, session: Session, samples: Samples
) -> None:
    for mechanism in samples.several(3):
        toggle_in_basket(session, mechanism.id)
    page.show_basket()
    first = page.subject()
    page.board.view.setFocus()
    QTest.keyClick(page.board.view, KEY.Key_C)
    assert first not in _columns(page)
    assert len(_columns(page)) == 2


# Export


def test_the_exported_table_is_what_is_shown_with_every_quote(
    page: FamilyPage, session: Session
) -> None:
    page.board.set_hidden(_columns(page)[1], hidden=True)
    table = page.table()
    columns = [page.board.comparison.columns[n] for n in page.board.model.shown_columns()]
    assert len(table.columns) == len(columns) + 1
    assert all(len(row) == len(table.columns) for row in table.rows)
    exact = {source.number: source.exact for source in table.sources}
    assert list(exact) == list(range(1, len(exact) + 1))
    used = {number for row in table.rows for cell in row for number in cell.quotes}
    assert used == set(exact)
    for row, cells in zip(page.board.model.shown_rows(), table.rows, strict=True):
        for column, cell in zip(columns, cells[1:], strict=True):
            if isinstance(row, FacetRow) and row.kind in column.texts:
                quotes = [column.quotes[n - 1].exact for n in column.numbers(row.kind)]
                assert [exact[n] for n in cell.quotes] == quotes
                assert cell.text.startswith(column.texts[row.kind])
            elif isinstance(row, FacetRow):
                assert cell.quiet
    titles = [article.title for article in session.cases.articles]
    assert all(any(title in source.citation for title in titles) for source in table.sources)


def test_the_exported_table_says_what_it_leaves_out(page: FamilyPage) -> None:
    hidden = page.board.comparison.columns[1]
    page.board.set_hidden(hidden.id, hidden=True)
    remarks = "\n".join(page.table().remarks)
    assert hidden.mechanism.name in remarks
    for column in page.board.comparison.columns:
        for member in column.members:
            if column is not hidden:
                assert member is column.mechanism or member.name in remarks


def test_bold_in_the_table_is_bold_on_the_screen(page: FamilyPage) -> None:
    model = page.board.model
    table = page.table()
    for number, cells in enumerate(table.rows[: page.board.facet_count()]):
        for place, cell in enumerate(cells[1:]):
            lines = model.index(number, place).data(Role.ITEMS)
            bold = [run.text for line in lines for run in line if run.style == "bold"]
            assert [cell.text[start:end] for start, end in cell.bold] == bold
    page.differ_action.trigger()
    plain = page.table().rows[: page.board.facet_count()]
    assert not any(cell.bold for cells in plain for cell in cells)


# Sizes


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_off_at_any_scale(
    window: MainWindow, page: FamilyPage, session: Session, scale: float
) -> None:
    window.resize(1024, 700)
    session.appearance.set(scale=scale)
    settle(window)
    view, model = page.board.view, page.board.model
    delegate = view.itemDelegate()
    assert isinstance(delegate, ComparisonDelegate)
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            needed = delegate.cell_height(model.index(row, column), view.columnWidth(column))
            assert view.rowHeight(row) >= needed
    assert view.columnWidth(0) >= session.appearance.size("family", "colMin")
    assert view.viewport().height() >= session.appearance.px(60)
    assert page.minimumSizeHint().width() <= page.width()


def test_on_a_small_window_the_list_comes_and_goes_by_key(
    window: MainWindow, page: FamilyPage, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    settle(window)
    assert not page.list.isVisible()
    QTest.keyClick(page.board.view, KEY.Key_L, CONTROL)
    qtbot.waitUntil(page.list.isVisible)
    assert page.list.view.hasFocus()
    QTest.keyClick(page.list.view, KEY.Key_Down)
    assert page.list.isVisible()
    QTest.keyClick(page.list.view, KEY.Key_Return)
    assert not page.list.isVisible()
    assert page.board.view.hasFocus()
    QApplication.processEvents()


def test_with_little_height_a_quote_takes_the_place_of_the_table_and_gives_it_back(
    window: MainWindow, page: FamilyPage, session: Session
) -> None:
    window.resize(1024, 700)
    session.appearance.set(scale=2.0)
    settle(window)
    board = page.board
    _go(page, *_cell(page))
    assert board.view.isVisible()
    assert not board.dock.isVisible()
    QTest.keyClick(board.view, KEY.Key_Return)
    assert board.dock.isVisible()
    assert board.dock.view.hasFocus()
    QTest.keyClick(board.dock.view, KEY.Key_Escape)
    assert board.view.hasFocus()
    session.appearance.set(scale=1.0)
    settle(window)
    assert board.dock.isVisible()
    assert board.view.isVisible()


def test_first_opened_on_a_mechanism_its_column_is_the_current_one(window: MainWindow) -> None:
    cases = window.session.cases
    mechanism = next(m for m in reversed(cases.mechanisms) if cases.families_of(m))

    window.show_page(window.family)
    window.family.show_mechanism(mechanism.id)
    settle(window)

    assert window.family.list.current in cases.families_of(mechanism)
    assert window.family.subject() == mechanism.id


def test_first_opened_on_a_mechanism_without_a_family_it_says_so(
    window: MainWindow, qtbot: QtBot
) -> None:
    cases = window.session.cases
    alone = next((m for m in cases.mechanisms if not cases.families_of(m)), None)
    if alone is None:
        pytest.skip("every mechanism of these cases is in a family")

    window.show_page(window.family)
    window.family.show_mechanism(alone.id)
    qtbot.wait(100)  # what the page was entered with must not come after it
    settle(window)

    assert window.family.prompt.isVisible()
    assert window.family.subject() == alone.id
