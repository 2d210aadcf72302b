"""数据: two views, one current figure, its quote, and the ways out."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from db.records import FigureKind
from desktop import quantity
from desktop.models.figures import Column
from desktop.pages.figure_words import number_span
from desktop.pages.figures.bar import AS_WRITTEN, LIST, MEASURES
from desktop.pages.figures.page import FiguresPage
from desktop.roles import Role
from tests.desktop.conftest import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.casebase import CaseBase
    from desktop.documents.table import Table
    from desktop.main_window import MainWindow
    from desktop.session import Session

KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier
TRAINED = "liupanshui-zhuti-peixun#f1"
DRILLS = "putian-lianbing-biwu#f1"


@pytest.fixture
def page(window: MainWindow) -> FiguresPage:
    """The page, shown by its key."""
    window.global_actions["page figures"].trigger()
    settle(window)
    assert window.page is window.figures
    return window.figures


def alone(session: Session) -> str:
    """A figure that stands in no measure."""
    members = {one for measure in session.cases.measures for one in measure.figure_ids}
    return next(one for one in session.cases.figure_by_id if one not in members)


def test_the_pane_says_how_a_number_came_about(
    page: FiguresPage, shown_text: Callable[[QWidget], str]
) -> None:
    page.show_figure(TRAINED)
    text = shown_text(page.pane).split("\n")
    for line in (
        "头雁队伍  /  培训人数", "六盘水", "≥29,000", "人", "2.9万余人",
        "1 万按 10,000 计，“余”记作 ≥", "培训人数，投入，原文没有写时点",
    ):  # fmt: skip
        assert line in text
    assert any(line.startswith("人与人次混写：莆田写“人次”") for line in text)
    assert page.subject() == "liupanshui-zhuti-peixun"


def test_the_quote_marks_the_number(page: FiguresPage, session: Session) -> None:
    for figure in session.cases.all_figures[::9]:
        page.show_figure(figure.id)
        text = session.cases.article(figure.article_id).text
        marked = {span.group: text[span.start : span.end] for span in page.pane.quote.spans}
        assert marked == {"quote": figure.exact, "number": figure.wording}
        assert figure.exact in page.pane.quote.toPlainText().replace("\n", "")


def test_a_ratio_comes_with_both_quotes(
    page: FiguresPage, session: Session, shown_text: Callable[[QWidget], str]
) -> None:
    page.show_figure(TRAINED)
    text = shown_text(page.pane)
    assert "每期培训人数：≈223 人/期" in text
    for one in (TRAINED, "liupanshui-zhuti-peixun#f2"):
        assert f"“{session.cases.figure_by_id[one].exact}”" in text
    page.show_figure("putian-lianbing-biwu#f1")
    assert "÷" not in shown_text(page.pane)


def test_a_figure_without_a_measure_is_shown_in_the_list(
    page: FiguresPage, session: Session
) -> None:
    page.show_figure(alone(session))
    assert page.views.current == LIST
    assert page.views.list.currentIndex().data(Role.ID) == page.figure_id == alone(session)
    page.show_figure("nowhere")
    assert page.figure_id == alone(session)


def test_a_filter_gives_way_to_a_figure_that_is_asked_for(page: FiguresPage) -> None:
    page.filters.choose("regions", frozenset({"yunfu"}))
    page.show_figure(DRILLS)
    assert page.figure_id == DRILLS
    assert page.filters.chosen("regions") == frozenset()


def test_arrows_walk_over_numbers_only_and_enter_reads_the_quote(
    page: FiguresPage, press: Callable[..., None]
) -> None:
    page.show_figure(DRILLS)
    page.views.measures.setFocus()
    press(KEY.Key_Left)
    assert page.figure_id == "liupanshui-leitai-dabiwu#f1"
    press(KEY.Key_Left)
    assert page.figure_id == "yunfu-touyan-dabipin#f1"
    press(KEY.Key_Down)
    press(KEY.Key_Down)
    assert page.figure_id == "yunfu-touyan-dabipin#f3", "a cell's second number is a stop"
    press(KEY.Key_End)
    assert page.figure_id == "putian-lianbing-biwu#f2"
    press(KEY.Key_Return)
    assert page.pane.quote.hasFocus()


def test_j_and_k_step_through_what_is_shown(page: FiguresPage, press: Callable[..., None]) -> None:
    order = page.views.order()
    page.show_figure(order[0])
    page.views.view.setFocus()
    press(KEY.Key_J)
    assert page.figure_id == order[1]
    press(KEY.Key_K)
    press(KEY.Key_K)
    assert page.figure_id == order[0]


def test_the_list_sorts_by_keys(page: FiguresPage, press: Callable[..., None]) -> None:
    page.show_view(LIST)
    QApplication.processEvents()
    page.views.list.setFocus()
    for _ in range(Column.VALUE):
        press(KEY.Key_Right)
    chord = MODIFIER.ControlModifier | MODIFIER.ShiftModifier
    press(KEY.Key_S, chord)
    values = [figure.value for figure in page.views.figures.shown()]
    assert values == sorted(values)
    press(KEY.Key_S, chord)
    assert page.views.figures.shown()[0].value == max(values)
    press(KEY.Key_S, chord)
    assert page.views.list.horizontalHeader().sortIndicatorSection() == -1


def test_a_field_stays_in_sight_when_its_column_is_sorted_by_keys(
    window: MainWindow, page: FiguresPage, press: Callable[..., None]
) -> None:
    page.show_view(LIST)
    settle(window)
    table = page.views.list
    table.setFocus()
    press(KEY.Key_Home, MODIFIER.ControlModifier)
    for _ in range(Column.VALUE):
        press(KEY.Key_Right)
    for _ in range(3):
        press(KEY.Key_S, MODIFIER.ControlModifier | MODIFIER.ShiftModifier)
        settle(window)
        assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_a_copied_number_brings_its_quote_and_its_source(
    page: FiguresPage, session: Session, press: Callable[..., None]
) -> None:
    page.show_figure(DRILLS)
    page.views.view.setFocus()
    press(KEY.Key_C, MODIFIER.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    figure = session.cases.figure_by_id[DRILLS]
    title = session.cases.article(figure.article_id).title
    assert copied.startswith("莆田，擂台比武活动：680余次\n“")
    assert figure.exact in copied
    assert f"[{title}]" in copied  # the editors gave it its title


def test_the_table_that_was_not_in_sight_follows_the_filter(page: FiguresPage) -> None:
    page.filters.choose("regions", frozenset({"yunfu"}))
    page.show_view(LIST)
    assert {figure.region_id for figure in page.views.figures.shown()} == {"yunfu"}
    page.clear_filter()
    page.show_view(MEASURES)
    assert len(page.views.model.regions) > 1


def test_filters_are_counted_and_cleared(
    page: FiguresPage, shown_text: Callable[[QWidget], str]
) -> None:
    before = page.views.count()
    page.filters.choose("kinds", frozenset({str(FigureKind.TARGET)}))
    page.only_comparable.trigger()
    assert page._filter_button.text() == "筛选 2"
    assert 0 < page.views.count() < before
    page.filters.choose("kinds", frozenset({str(FigureKind.STANDARD)}))
    assert "没有符合的数据" in shown_text(page)
    QApplication.processEvents()
    assert page.figure_id == ""
    clear = next(b for b in page.views.findChildren(QPushButton) if b.text() == "清除筛选")
    clear.click()
    assert page.views.count() == before
    assert page._filter_button.text() == "筛选"
    assert page._clear_button.isHidden()


def test_the_unit_changes_by_its_key_and_is_remembered_with_the_view(
    page: FiguresPage, session: Session, press: Callable[..., None]
) -> None:
    page.views.view.setFocus()
    press(KEY.Key_U)
    assert not page.views.model.unified
    press(KEY.Key_V)
    assert page.views.current == LIST
    assert session.remembered.table("figures") == {"view": LIST, "unit": AS_WRITTEN}
    again = FiguresPage(session)
    assert again.views.current == LIST
    assert not again.views.model.unified
    again.deleteLater()


def test_the_source_opens_at_the_quote_and_back_returns(
    window: MainWindow, page: FiguresPage, session: Session, press: Callable[..., None]
) -> None:
    page.show_figure(DRILLS)
    page.pane.open_source()
    figure = session.cases.figure_by_id[DRILLS]
    assert window.page is window.reader
    assert (window.reader.article_id, window.reader.active) == (
        figure.article_id,
        figure.mechanism_id,
    )
    press(KEY.Key_Left, MODIFIER.AltModifier)
    assert page.isVisible()
    assert page.figure_id == DRILLS


def test_the_mechanism_of_a_number_is_one_step_away(window: MainWindow, page: FiguresPage) -> None:
    page.show_figure(DRILLS)
    page.pane.mechanism_wanted.emit(page.subject())
    assert window.page is window.compare
    assert window.compare.subject() == "putian-lianbing-biwu"


def test_on_a_small_window_the_pane_lies_over_the_table(
    window: MainWindow, page: FiguresPage, press: Callable[..., None]
) -> None:
    window.resize(1024, 700)
    settle(window)
    assert page.pane.isHidden()
    page.show_figure(DRILLS)
    page.views.view.setFocus()
    press(KEY.Key_Return)
    assert page.pane.isVisible()
    assert page.rect().contains(page.pane.geometry())
    assert page.pane.geometry().right() == page.rect().right()
    page.views.view.setFocus()
    press(KEY.Key_Space)
    assert page.pane.isHidden()
    window.resize(1440, 900)
    settle(window)
    assert page.pane.isVisible()
    assert page.pane.width() < page.width() / 2


@pytest.mark.parametrize("view", [MEASURES, LIST])
def test_rows_grow_with_the_letters(
    view: str, window: MainWindow, page: FiguresPage, session: Session
) -> None:
    page.show_view(view)
    settle(window)
    before = page.views.view.rowHeight(1)
    session.appearance.set(scale=2.0)
    settle(window)
    assert page.views.view.rowHeight(1) >= 2 * before - 2


def test_what_another_version_remembered_does_no_harm(session: Session) -> None:
    session.remembered.put("figures", {"view": 7, "unit": ["x"]})
    page = FiguresPage(session)
    assert page.views.current == MEASURES
    assert page.views.model.unified
    page.deleteLater()


def test_the_export_is_given_what_is_shown(
    page: FiguresPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[Callable[[], Table], Callable[[], str]]] = []
    opened: list[QMenu] = []

    class FakeExporter:
        def __init__(
            self, _session: Session, make: Callable[[], Table], name: Callable[[], str],
            parent: QWidget,
        ) -> None:  # fmt: skip
            given.append((make, name))
            self._menu = QMenu(parent)

        def menu(self) -> QMenu:
            opened.append(self._menu)
            return self._menu

    module = ModuleType("desktop.pages.exporting")
    monkeypatch.setattr(module, "Exporter", FakeExporter, raising=False)
    monkeypatch.setitem(sys.modules, "desktop.pages.exporting", module)
    page.export_button.click()
    page.open_export()
    [(make, name)] = given
    assert len(opened) == 2
    assert (len(make().rows), name()) == (page.views.count(), "同类指标")
    page.show_view(LIST)
    page.filters.choose("units", frozenset({"亩"}))
    table = make()
    assert (len(table.rows), name()) == (page.views.count(), "数据")
    assert "只含筛选出的数据。" in table.remarks
    opened[0].hide()


def test_a_click_chooses_a_number_and_a_click_on_a_header_sorts(
    page: FiguresPage, session: Session
) -> None:
    view = page.views.measures
    index = page.views.model.index_of("putian-lilun-ketang#f2")
    view.scrollTo(index)
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
    )
    assert page.figure_id == "putian-lilun-ketang#f2"
    page.show_view(LIST)
    QApplication.processEvents()
    assert page.views.list.currentIndex().data(Role.ID) == "putian-lilun-ketang#f2"
    header = page.views.list.horizontalHeader()
    x = header.sectionViewportPosition(Column.VALUE) + header.sectionSize(Column.VALUE) // 2
    QTest.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, header.height() // 2)
    )
    values = [figure.value for figure in page.views.figures.shown()]
    assert values == sorted(figure.value for figure in session.cases.all_figures)
    assert page.figure_id == "putian-lilun-ketang#f2"


@pytest.mark.parametrize(
    ("exact", "wording", "shown"),
    [
        ("建成13个村，3个镇", "3个", "3个"),
        ("建成13个村", "3个", "建成13个村"),
        ("建成两个村", "", "建成两个村"),
        ("3个镇", "3个", "3个"),
    ],
)
def test_a_number_is_never_marked_inside_another_one(
    cases: CaseBase, exact: str, wording: str, shown: str
) -> None:
    figure = replace(
        cases.all_figures[0], exact=exact, wording=wording, start=100, end=100 + len(exact)
    )
    start, end = number_span(figure)
    assert exact[start - 100 : end - 100] == shown
    assert (start - 100 == 0) or not exact[start - 101].isdigit()


def test_escape_goes_back_to_the_table(page: FiguresPage, press: Callable[..., None]) -> None:
    page.show_figure(TRAINED)
    page.pane.quote.setFocus()
    press(KEY.Key_Escape)
    assert page.views.view.hasFocus()


def test_escape_puts_a_pane_away_that_lies_over_the_table(
    window: MainWindow, page: FiguresPage, press: Callable[..., None]
) -> None:
    window.resize(1024, 700)
    settle(window)
    page.show_figure(TRAINED)
    if not page.pane.isVisible():
        page.toggle_pane()
    page.pane.quote.setFocus()
    press(KEY.Key_Escape)
    assert not page.pane.isVisible()
    assert page.views.view.hasFocus()


def test_from_a_mechanism_looked_up_in_the_matrix_a_key_leads_back(
    window: MainWindow, page: FiguresPage, press: Callable[..., None]
) -> None:
    page.show_figure(TRAINED)
    page.mechanism_chosen.emit(page.subject())
    assert window.compare.isVisible()
    press(KEY.Key_Left, MODIFIER.AltModifier)
    assert page.isVisible()
    window.show_page(window.compare)
    press(KEY.Key_Left, MODIFIER.AltModifier)
    assert window.compare.isVisible()


def test_what_is_exported_explains_every_sign_that_stands_in_it(
    page: FiguresPage, session: Session
) -> None:
    page.show_view(LIST)
    [remark] = page.views.export_table(lambda article: article.title).remarks
    said = {part[0]: re.findall("“(.+?)”", part) for part in re.findall("[≥≤≈][^，；]+", remark)}
    signed = [f for f in session.cases.all_figures if quantity.sign(f.qualifier)]
    assert signed
    for figure in signed:
        assert any(word in figure.qualifier for word in said[quantity.sign(figure.qualifier)])


def test_on_a_small_window_the_filter_still_says_how_many_choices_are_made(
    window: MainWindow, page: FiguresPage
) -> None:
    window.resize(1024, 700)
    settle(window)
    button = page._filter_button
    alone = button.sizeHint().width()
    page.filters.choose("regions", frozenset({"putian", "yunfu"}))
    page.only_comparable.trigger()
    assert "3" in button.text()
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert button.sizeHint().width() > alone
    assert button.accessibleName() == "筛选 3"
    assert button.toolTip() == "筛选 3（Ctrl+L）"
    page.clear_filter()
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert button.accessibleName() == "筛选"
    page.filters.choose("regions", frozenset({"putian"}))
    window.resize(1440, 900)
    settle(window)
    assert button.text() == "筛选 1"


def test_enter_brings_the_number_of_the_quote_in_sight_and_a_key_what_stands_below(
    window: MainWindow, page: FiguresPage, session: Session, press: Callable[..., None]
) -> None:
    window.resize(1024, 700)
    session.appearance.set(scale=1.5)
    settle(window)
    page.show_figure(TRAINED)
    page.views.view.setFocus()
    press(KEY.Key_Return)
    QApplication.processEvents()
    quote, scroll = page.pane.quote, page.pane._scroll
    assert quote.hasFocus()
    start, end = number_span(session.cases.figure_by_id[TRAINED])
    room = scroll.viewport().rect()
    for edge in quote.vertical_extent(start, end):
        assert room.contains(quote.mapTo(scroll.viewport(), QPoint(4, round(edge))))
    for _ in range(4):
        press(KEY.Key_PageDown)
    assert scroll.verticalScrollBar().value() == scroll.verticalScrollBar().maximum() > 0
    for _ in range(4):
        press(KEY.Key_PageUp)
    assert scroll.verticalScrollBar().value() == 0
