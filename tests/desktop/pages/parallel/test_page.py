"""对照·原文并排: aligned by family and facet, scrolled together or apart, in the user's order."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from db.records.evidence import FacetKind
from desktop import words
from desktop.pages.parallel.column import Column
from desktop.pages.parallel.columns import FEWEST, MOST
from desktop.pages.parallel.hits import Said
from desktop.pages.parallel.page import ParallelPage
from desktop.pages.view_switch import PARALLEL
from desktop.widgets.aligned_view import LINE
from desktop.widgets.lanes import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from db.records import Mechanism
    from desktop.main_window import MainWindow
    from desktop.session import Session

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(window: MainWindow) -> ParallelPage:
    """The page as it is found at first, on the family that most regions have."""
    window.show_page(window.parallel)
    _settle(window.parallel)
    return window.parallel


def _settle(page: ParallelPage) -> None:
    for _ in range(3):
        QApplication.processEvents()
    page.settle()
    QApplication.processEvents()


def _at_line(column: Column, offset: int) -> bool:
    view = column.view
    top = view.top_of(offset) - view.verticalScrollBar().value()
    return abs(top - view.viewport().height() * LINE) <= 1.5


def _facet_with_gaps(page: ParallelPage) -> FacetKind:
    """A facet that some of the readers' texts write and some do not."""
    for kind in FacetKind:
        found = {column.said(kind) is Said.FULLY for column in page.columns.columns if column.hits}
        if found == {True, False}:
            return kind
    pytest.skip("every facet is written by all or by none")


def _places(page: ParallelPage) -> list[int]:
    return [column.position() for column in page.columns.columns]


# Families and facets


def test_it_opens_on_a_family_with_its_first_hits_at_the_line(page: ParallelPage) -> None:
    columns = page.columns.columns
    assert len(columns) >= FEWEST
    assert page.sub_bar.family.text().strip()
    for column in columns:
        if column.hits:
            assert _at_line(column, column.hits[0].start)
            assert column.header.count.text() == f"1 / {len(column.hits)}"


def test_only_the_family_is_filled_and_the_rest_is_quiet(page: ParallelPage) -> None:
    assert page._topic is not None
    for column in page.columns.columns:
        assert {span.group for span in column.view.spans if span.level != Level.QUIET} <= set(
            page._topic.all
        )
        assert any(span.level == Level.QUIET for span in column.view.spans)


@pytest.mark.parametrize("number", range(1, 9))
def test_alt_and_a_digit_align_the_first_hits_of_that_facet(
    page: ParallelPage, press: Callable[..., None], number: int
) -> None:
    kind = list(FacetKind)[number - 1]
    press(KEY(KEY.Key_0 + number), ALT)
    _settle(page)
    assert page.facet_actions[kind].isChecked()
    for column in page.columns.columns:
        if column.said(kind) is Said.FULLY:
            first = next(hit for hit in column.hits if hit.of_facet(kind))
            assert _at_line(column, min(quote.start for quote in first.of_facet(kind)))
    press(KEY(KEY.Key_0 + number), ALT)
    assert not page.facet_actions[kind].isChecked()


def test_a_text_without_the_facet_stops_at_a_hit_and_says_so(page: ParallelPage) -> None:
    kind = _facet_with_gaps(page)
    page.set_facet(kind)
    _settle(page)
    for column in page.columns.columns:
        if column.hits and column.said(kind) is not Said.FULLY:
            assert any(_at_line(column, hit.start) for hit in column.hits)
            assert column.name in page.sub_bar.notice()
        elif column.hits:
            assert column.name not in page.sub_bar.notice()
    page.set_facet(None)
    assert words.facet_title(kind) not in page.sub_bar.notice()


def test_a_region_without_the_family_says_so(page: ParallelPage, session: Session) -> None:
    for family_id, region in product(session.cases.family_by_id, session.cases.regions):
        members = session.cases.family_members(family_id)
        if region.id in page.columns.regions and all(m.region_id != region.id for m in members):
            break
    else:
        pytest.skip("every family stands in every region by now")
    page.show_family(family_id)
    column = page.columns.column_of(region.id)
    assert column is not None
    assert column.header.state.text() == "原文未提及"
    assert "原文未提及" in page.sub_bar.notice()
    assert not column.header._steps.isVisible()


def test_a_scheme_that_is_only_named_says_so(page: ParallelPage, session: Session) -> None:
    for family_id in session.cases.family_by_id:
        page.show_family(family_id)
        named = [c for c in page.columns.columns if c.said(None) is Said.NAMED]
        if named:
            assert named[0].header.state.text() == "原文只提名称"
            return
    pytest.skip("no family is only named by a whole region")


def test_a_title_that_is_ours_is_marked(page: ParallelPage, session: Session) -> None:
    drafted = [a for a in session.cases.articles if "title" in a.inferred]
    page._set_regions([region.id for region in session.cases.regions][:MOST])
    QApplication.processEvents()
    for column in page.columns.columns:
        assert column.article is not None
        assert column.header._drafted.isVisible() == (column.article.id in {a.id for a in drafted})


def test_the_list_of_families_finds_by_name_and_shows_the_choice(
    page: ParallelPage, session: Session
) -> None:
    page.sub_bar.choose_family()
    chooser = page.sub_bar.chooser
    assert chooser is not None
    family = list(session.cases.family_by_id.values())[-1]
    chooser.edit.setText(family.name[:2])
    QApplication.processEvents()
    rows = [chooser.model.index(n).data() for n in range(chooser.model.rowCount())]
    assert family.name in rows
    while chooser.list.currentIndex().data() != family.name:
        before = chooser.list.currentIndex().row()
        QTest.keyClick(chooser.edit, KEY.Key_Down)
        assert chooser.list.currentIndex().row() > before
    QTest.keyClick(chooser.edit, KEY.Key_Return)
    assert not chooser.isVisible()
    assert family.name in page.sub_bar.family.text()
    page.sub_bar.choose_family()
    chooser.edit.setText("没有的名字")
    assert chooser.model.rowCount() == 0
    QTest.keyClick(chooser.edit, KEY.Key_Return)
    assert family.name in page.sub_bar.family.text()
    QTest.keyClick(chooser.edit, KEY.Key_Escape)
    assert not chooser.isVisible()
    assert page.sub_bar.family.hasFocus()


# Hits


def test_f3_steps_through_all_hits_of_every_reader_and_says_when_there_are_no_more(
    page: ParallelPage, press: Callable[..., None]
) -> None:
    most = max(len(column.hits) for column in page.columns.columns)
    for number in range(1, most):
        press(KEY.Key_F3)
        _settle(page)
        for column in page.columns.columns:
            if column.hits:
                here = min(number, len(column.hits) - 1)
                assert _at_line(column, column.hits[here].start)
    press(KEY.Key_F3)
    assert page.sub_bar.notice() == "已是最后一处"
    for _ in range(most):
        press(KEY.Key_F3, SHIFT)
    _settle(page)
    assert page.sub_bar.notice() == "已是第一处"
    for column in page.columns.columns:
        if column.hits:
            assert _at_line(column, column.hits[0].start)


def test_with_a_facet_f3_goes_from_one_of_its_hits_to_the_next(page: ParallelPage) -> None:
    for kind in FacetKind:
        page.set_facet(kind)
        for column in page.columns.columns:
            chosen = [n for n, hit in enumerate(column.hits) if hit.of_facet(kind)]
            column.align()
            seen = [column._at]
            while column.step(1):
                seen.append(column._at)
            assert seen == (chosen or list(range(seen[0], len(column.hits))) or [-1])


def test_without_sync_f3_moves_the_reader_with_the_focus_alone(
    page: ParallelPage, press: Callable[..., None]
) -> None:
    press(KEY.Key_S)
    assert not page.sync_action.isChecked()
    column = next(c for c in page.columns.columns if len(c.hits) > 1)
    column.view.setFocus()
    before = _places(page)
    press(KEY.Key_F3)
    _settle(page)
    here = page.columns.columns.index(column)
    after = _places(page)
    assert after[here] != before[here]
    assert after[:here] + after[here + 1 :] == before[:here] + before[here + 1 :]


def test_the_steps_in_a_head_move_its_reader_alone(page: ParallelPage) -> None:
    column = next(c for c in page.columns.columns if len(c.hits) > 1)
    others = [c for c in page.columns.columns if c is not column]
    before = [c.position() for c in others]
    QTest.mouseClick(column.header.forward, Qt.MouseButton.LeftButton)
    _settle(page)
    assert column.header.count.text() == f"2 / {len(column.hits)}"
    assert [c.position() for c in others] == before
    QTest.mouseClick(column.header.back, Qt.MouseButton.LeftButton)
    assert column.header.count.text() == f"1 / {len(column.hits)}"


def test_a_tick_of_the_overview_goes_to_its_hit(page: ParallelPage) -> None:
    column = max(page.columns.columns, key=lambda c: len(c.hits))
    bar = column.view.overview
    assert len(bar.ticks) == len(column.hits)
    last = bar.tick_rect(len(bar.ticks) - 1).center().toPoint()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=last)
    _settle(page)
    assert _at_line(column, column.hits[-1].start)


# Scrolling together


def test_in_sync_the_others_follow_from_hit_to_hit(page: ParallelPage) -> None:
    leading = max(page.columns.columns, key=lambda c: len(c.hits))
    others = [c for c in page.columns.columns if c is not leading and len(c.hits) > 1]
    assert others, "needs two texts with two hits each"
    second = leading.view.position_of(leading.hits[1].start)
    leading.view.verticalScrollBar().setValue(round(second))
    _settle(page)
    for other in others:
        assert _at_line(other, other.hits[1].start)


def test_without_sync_one_reader_scrolls_alone(
    page: ParallelPage, press: Callable[..., None]
) -> None:
    press(KEY.Key_S)
    first, *others = page.columns.columns
    before = [c.position() for c in others]
    first.view.setFocus()
    press(KEY.Key_PageDown)
    _settle(page)
    assert [c.position() for c in others] == before


def test_a_reader_that_was_moved_apart_does_not_jump_when_sync_comes_back(
    page: ParallelPage, press: Callable[..., None]
) -> None:
    first, second = page.columns.columns[:2]
    press(KEY.Key_S)
    second.view.verticalScrollBar().setValue(second.position() + 200)
    press(KEY.Key_S)
    before = second.position()
    first.view.verticalScrollBar().setValue(first.position() + 3)
    _settle(page)
    assert abs(second.position() - before) < 40


# Readers


def test_between_two_and_five_regions_are_read(page: ParallelPage, session: Session) -> None:
    actions = page.tools.region_actions
    for action in list(actions.values()):
        if not action.isChecked() and action.isEnabled():
            action.trigger()
    assert len(page.columns.columns) == min(MOST, len(session.cases.regions))
    for action in list(actions.values()):
        if action.isChecked() and action.isEnabled():
            action.trigger()
    assert len(page.columns.columns) == FEWEST
    assert [a.isEnabled() for a in actions.values() if a.isChecked()] == [False] * FEWEST
    assert page.tools.limit_action.text() == "至少要并排 2 个地区"


def test_ctrl_shift_and_an_arrow_reorders_the_readers(
    page: ParallelPage, press: Callable[..., None]
) -> None:
    before = page.columns.regions
    page.columns.columns[0].view.setFocus()
    press(KEY.Key_Right, CONTROL | SHIFT)
    assert page.columns.regions == [before[1], before[0], *before[2:]]
    QApplication.processEvents()
    lefts = [column.x() for column in page.columns.columns]
    assert lefts == sorted(lefts)
    press(KEY.Key_Left, CONTROL | SHIFT)
    assert page.columns.regions == before


def test_a_head_is_dragged_past_its_neighbour(page: ParallelPage) -> None:
    before = page.columns.regions
    head = page.columns.columns[0].header
    start = QPoint(30, 10)
    QTest.mousePress(head, Qt.MouseButton.LeftButton, pos=start)
    across = page.columns.columns[0].width() * 3 // 2 + 20
    QTest.mouseMove(head, QPoint(across, 10))
    QApplication.processEvents()
    QTest.mouseRelease(head, Qt.MouseButton.LeftButton, pos=QPoint(across, 10))
    assert page.columns.regions == [before[1], before[0], *before[2:]]


def test_readers_are_equally_wide(page: ParallelPage) -> None:
    widths = [column.width() for column in page.columns.columns]
    assert max(widths) - min(widths) <= 2
    assert min(widths) >= 380


def test_everything_is_found_again_at_the_next_start(
    page: ParallelPage, session: Session, press: Callable[..., None]
) -> None:
    families = list(session.cases.family_by_id)
    page.show_family(families[-1])
    page.set_facet(FacetKind.STEPS)
    press(KEY.Key_S)
    page.set_text_size(20)
    press(KEY.Key_Right, CONTROL | SHIFT)
    again = ParallelPage(session)
    again.entered()
    try:
        assert again.columns.regions == page.columns.regions
        assert again._topic == page._topic
        assert again.facet_actions[FacetKind.STEPS].isChecked()
        assert not again.sync_action.isChecked()
        assert again.tools.sizes.text() == "字 20"
    finally:
        again.deleteLater()


@pytest.mark.parametrize(
    "state",
    [
        {"regions": ["没有", "yunfu"], "family": "没有", "facet": "没有", "sync": 3, "size": 1000},
        {"regions": 5, "family": None, "facet": [], "size": "大"},
        {"regions": [[], {}], "family": ["没有"], "facet": {}, "size": []},
    ],
)
def test_a_remembered_state_that_makes_no_sense_is_passed_over(
    window: MainWindow, session: Session, state: dict[str, object]
) -> None:
    session.remembered.put("parallel", state)
    window.show_page(window.parallel)
    _settle(window.parallel)
    assert len(window.parallel.columns.columns) >= FEWEST
    assert window.parallel.sub_bar.family.text()


# Mechanisms


def _outside(page: ParallelPage, session: Session) -> Mechanism:
    return next(m for m in session.cases.mechanisms if m.region_id not in page.columns.regions)


def test_a_mechanism_brings_its_region_and_its_family(
    page: ParallelPage, session: Session, window: MainWindow
) -> None:
    mechanism = _outside(page, session)
    window.compare.select(mechanism.id)
    window.show_page(window.compare)
    window.compare.switch.wanted.emit(PARALLEL)
    _settle(page)
    assert mechanism.region_id in page.columns.regions
    assert page.subject() == mechanism.id
    current = page.columns.current
    assert current is not None
    assert current.region_id == mechanism.region_id


def test_every_mechanism_can_be_shown(page: ParallelPage, session: Session) -> None:
    alone = [m for m in session.cases.mechanisms if not m.family_id]
    for mechanism in [*alone, *session.cases.mechanisms[::17]]:
        page.show_mechanism(mechanism.id)
        column = page.columns.column_of(mechanism.region_id)
        assert column is not None
        shown = [s for s in column.view.spans if s.group == mechanism.id]
        assert shown
        assert all(span.level != Level.QUIET for span in shown)


def test_a_click_on_a_quiet_lane_chooses_its_mechanism(page: ParallelPage) -> None:
    column = page.columns.columns[0]
    quiet = next(span.group for span in column.view.spans if span.level == Level.QUIET)
    column.view.group_clicked.emit(quiet)
    assert page.subject() == quiet
    assert all(s.level != Level.QUIET for s in column.view.spans if s.group == quiet)
    column.view.group_clicked.emit(quiet)
    assert all(s.level == Level.QUIET for s in column.view.spans if s.group == quiet)


def test_the_open_button_opens_the_reader_at_the_hit(
    page: ParallelPage, window: MainWindow
) -> None:
    column = next(c for c in page.columns.columns if c.hits)
    hit = column.hits[0]
    QTest.mouseClick(column.header.open_button, Qt.MouseButton.LeftButton)
    assert window.page is window.reader
    assert column.article is not None
    assert window.reader.article_id == column.article.id
    assert window.reader.active in {quote.mechanism_id for quote in hit.quotes}


def test_ctrl_c_copies_the_hit_with_its_source(
    page: ParallelPage, press: Callable[..., None]
) -> None:
    column = next(c for c in page.columns.columns if c.hits)
    column.view.setFocus()
    press(KEY.Key_C, CONTROL)
    assert column.article is not None
    hit = column.hits[0]
    quote, source = QApplication.clipboard().text().rsplit("\n", 1)
    assert quote == column.article.text[hit.start : hit.end]
    assert column.article.title in source


# Sizes


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1024, 700), (1440, 900), (1920, 1080)])
def test_nothing_is_cut_off_and_every_reader_is_reached(
    page: ParallelPage, window: MainWindow, session: Session, size: tuple[int, int], scale: float
) -> None:
    page._set_regions([region.id for region in session.cases.regions][:MOST])
    page.set_facet(FacetKind.CRITERIA)
    window.resize(*size)
    window.set_scale(scale)
    _settle(page)
    assert (window.width(), window.height()) == size
    assert page.minimumSizeHint().width() <= page.width()
    for button in page.findChildren(QAbstractButton):
        inside = page.sub_bar.isAncestorOf(button) or page.tools.isAncestorOf(button)
        if button.isVisible() and inside:
            assert button.width() >= button.sizeHint().width(), button.text()
            right = button.mapTo(page, QPoint(button.width(), 0)).x()
            assert right <= page.width(), button.text()
    for column in page.columns.columns:
        page.columns.set_current(column)
        QApplication.processEvents()
        left = column.mapTo(page.columns, QPoint(0, 0)).x()
        assert left >= -1
        assert left + column.width() <= page.columns.width() + 1
        edge = column.header.open_button.geometry().right()
        assert edge <= column.header.width()


def test_five_readers_stand_side_by_side_on_a_large_screen(
    page: ParallelPage, window: MainWindow, session: Session
) -> None:
    if len(session.cases.regions) < MOST:
        pytest.skip("fewer than five regions")
    page._set_regions([region.id for region in session.cases.regions][:MOST])
    window.resize(1920, 1080)
    _settle(page)
    assert page.columns.shown == MOST
    assert page.columns.horizontalScrollBar().maximum() == 0
    window.resize(1024, 700)
    _settle(page)
    assert page.columns.shown == 2
    assert page.columns.horizontalScrollBar().maximum() > 0


def test_the_keyboard_alone_reaches_every_reader_and_control(
    page: ParallelPage, window: MainWindow, press: Callable[..., None]
) -> None:
    seen = []
    for _ in range(len(page.columns.columns)):
        press(KEY.Key_F6)
        current = page.columns.current
        assert current is not None
        seen.append(current.region_id)
    assert set(seen[:-1]) <= set(page.columns.regions)
    assert len(set(seen)) >= len(page.columns.columns) - 1
    controls = set()
    window.parallel.sub_bar.family.setFocus()
    for _ in range(80):
        press(KEY.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        controls.add(focus)
    for column in page.columns.columns:
        head = column.header
        assert {head.back, head.forward, head.open_button, column.view.overview} <= controls


def test_every_control_has_a_name_and_a_tip(page: ParallelPage) -> None:
    for button in page.findChildren(QAbstractButton):
        if page.switch.isAncestorOf(button):
            continue
        assert button.accessibleName() or button.text(), button
        assert button.toolTip(), button.text()
    for column in page.columns.columns:
        assert column.name in column.view.accessibleName()
        assert str(len(column.hits)) in column.view.overview.accessibleName()


# The first opening


def test_a_key_during_the_first_opening_finds_all_readers_filled(window: MainWindow) -> None:
    page = window.parallel
    window.show_page(page)
    QTest.keyClick(page.columns, KEY.Key_F3)  # before any turn of the loop
    assert all(column.article is not None for column in page.columns.columns)
    _settle(page)
    for column in page.columns.columns:
        if len(column.hits) > 1:
            assert column.header.count.text() == f"2 / {len(column.hits)}"


def test_the_first_readers_are_filled_one_after_another(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled: list[str] = []
    turn_to = Column.turn_to

    def note(self: Column, *given: Any) -> Iterator[None]:
        filled.append(self.region_id)
        yield from turn_to(self, *given)

    monkeypatch.setattr(Column, "turn_to", note)
    window.show_page(window.parallel)
    assert filled == []
    qtbot.waitUntil(lambda: len(filled) == len(window.parallel.columns.regions))
    assert filled == window.parallel.columns.regions
    assert all(column.article is not None for column in window.parallel.columns.columns)
