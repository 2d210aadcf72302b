"""我的方案 from no plan to one with borrowings: the outline, the drawer, the checks, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desktop.operations import plans as operations
from desktop.operations.bookmarks import toggle_bookmark
from desktop.operations.notes import start_note, start_span_note, write_note
from desktop.pages.plan.drawer import BOOKMARKS, NOTES, SUGGESTIONS
from desktop.roles import Role
from desktop.widgets.parts import TabButton
from tests.desktop.conftest import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from db.records.plan import Plan
    from desktop.main_window import MainWindow
    from desktop.pages.plan.page import PlanPage
    from desktop.session import Session
    from tests.desktop.conftest import Samples

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(window: MainWindow) -> PlanPage:
    """The page, shown by its key."""
    window.global_actions["page plan"].trigger()
    assert window.page is window.plan
    return window.plan


@pytest.fixture
def plan(page: PlanPage, session: Session) -> Plan:
    """A new plan that is shown."""
    made = operations.new_plan(session, "示例镇2026年工作方案", township="示例镇")
    page.refresh()
    return made


def _ids(page: PlanPage) -> list[str]:
    rows = page.drawer.list.rows
    indexes = [rows.index(number) for number in range(rows.rowCount())]
    return [i.data(Role.ID) for i in indexes if i.data(Role.KIND) != "heading"]


def _titles(session: Session, plan: Plan) -> list[str]:
    return [row.title for row in session.plans.sections(plan.id)]


def test_without_a_plan_there_is_a_way_to_each_beginning(
    page: PlanPage,
    window: MainWindow,
    session: Session,
    shown_text: Callable[[QWidget], str],
) -> None:
    assert "先借一块" in shown_text(page)
    assert not page.export_button.isEnabled()
    assert not page.outline.tree.isEnabled()
    offered = page.drawer.finder.first_looks()
    assert [m.region_id for m in offered] == [r.id for r in session.cases.regions]
    keep = next(b for b in page.drawer.findChildren(QPushButton) if b.text() == "收藏")
    keep.click()
    assert session.marks.bookmarked() == [offered[0].id]
    assert _ids(page) == [offered[0].id]
    page.empty.compare.click()
    assert window.page is window.compare


def test_a_sample_says_what_it_is_and_invents_nothing(page: PlanPage, session: Session) -> None:
    page.empty.sample.click()
    plan = page.plan
    assert plan is not None
    assert plan.title.startswith("样例")
    rows = session.plans.borrowings(plan.id)
    assert {row.region_id for row in rows} == {r.id for r in session.cases.regions}
    for row in rows:
        assert row.ours == ""
        assert row.quotes
        for quote in row.quotes:
            text = session.cases.article(quote.article_id).text
            assert text[quote.start : quote.end] == quote.exact
    assert all(not section.body for section in session.plans.all_sections(plan.id))
    session.undo.undo()
    page.refresh()
    assert page.plan is None


def test_the_bookmark_in_hand_is_inserted_by_ctrl_enter_and_marked_as_used(
    page: PlanPage, plan: Plan, session: Session, samples: Samples, press: Callable[..., None]
) -> None:
    mechanism = samples.rich()
    toggle_bookmark(session, mechanism.id)
    page.drawer.list.setFocus()
    press(KEY.Key_Return, CONTROL)
    made = session.plans.borrowings(plan.id)
    assert [row.mechanism_id for row in made] == [mechanism.id]
    assert page.drawer.list.rows.index(0).data(Role.SUBTITLE) == "已用"
    page.insert([mechanism.id])
    assert len(session.plans.borrowings(plan.id)) == 1, "it is borrowed once"


def _choose_tab(page: PlanPage, number: int) -> None:
    page.drawer.tabs.findChildren(TabButton)[number].click()


def test_a_note_brings_its_mechanism_or_its_passage(
    page: PlanPage, plan: Plan, session: Session, samples: Samples
) -> None:
    mechanism = samples.rich()
    article = session.cases.articles[0].id
    write_note(session, start_note(session, mechanism.id), "可以试")
    write_note(session, start_span_note(session, article, 100, 130), "这一段")
    _choose_tab(page, NOTES)
    assert len(_ids(page)) == 2
    for note_id in _ids(page):
        page.drawer.list.setCurrentIndex(page.drawer.list.rows.find(note_id))
        page.drawer.insert_current()
    made = session.plans.borrowings(plan.id)
    assert {row.mechanism_id for row in made} == {mechanism.id, ""}
    span = next(row for row in made if not row.mechanism_id)
    assert (span.quotes[0].start, span.quotes[0].end) == (100, 130)


def test_several_bookmarks_are_inserted_together(
    page: PlanPage, plan: Plan, session: Session, samples: Samples, press: Callable[..., None]
) -> None:
    chosen = samples.several(3)
    for mechanism in chosen:
        toggle_bookmark(session, mechanism.id)
    page.drawer.list.setFocus()
    press(KEY.Key_A, CONTROL)
    steps = session.undo.count()
    press(KEY.Key_Return, CONTROL)
    made = [row.mechanism_id for row in session.plans.borrowings(plan.id)]
    assert made == [m.id for m in session.cases.mechanisms if m in chosen]
    assert session.undo.count() == steps + 1


def test_the_menu_of_plans_reads_from_left_to_right(page: PlanPage, plan: Plan) -> None:
    assert plan
    menu = page.chooser.menu_of_plans()
    assert menu.layoutDirection() is Qt.LayoutDirection.LeftToRight
    menu.close()


def test_what_is_suggested_is_kindred_of_another_region_and_not_used_yet(
    page: PlanPage, plan: Plan, session: Session
) -> None:
    cases = session.cases
    mechanism = next(
        m
        for m in cases.mechanisms
        if len({x.region_id for f in cases.families_of(m) for x in cases.family_members(f)}) > 2
    )
    operations.borrow(session, plan.id, mechanism.id)
    page.refresh()
    _choose_tab(page, SUGGESTIONS)
    kindred = {x.id for f in cases.families_of(mechanism) for x in cases.family_members(f)}
    shown = _ids(page)
    assert shown
    assert set(shown) <= kindred - {mechanism.id}
    assert all(cases.mechanism_by_id[m].region_id != mechanism.region_id for m in shown)


def test_the_field_narrows_by_name_and_region(
    page: PlanPage, plan: Plan, session: Session, samples: Samples
) -> None:
    assert plan
    first, second = samples.rich(), samples.of_other_region(samples.rich())
    for each in (first, second):
        toggle_bookmark(session, each.id)
    page.drawer.open_field()
    page.drawer.edit.setText(session.cases.region_by_id[first.region_id].name)
    assert first.id in _ids(page)
    assert second.id not in _ids(page)
    page.drawer.edit.setText("没有这样的")
    assert _ids(page) == []
    page.drawer.edit.clear()
    _choose_tab(page, BOOKMARKS)
    assert set(_ids(page)) == {first.id, second.id}


def test_problems_are_counted_by_kind_and_f8_leads_through_all_of_them(
    page: PlanPage,
    plan: Plan,
    session: Session,
    samples: Samples,
    shown_text: Callable[[QWidget], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    operations.borrow(session, plan.id, samples.any().id)
    page.refresh()
    text = shown_text(page.drawer.checks)
    assert "缺责任人 1 项" in text
    assert "借鉴未写本镇做法 1 项" in text
    assert "引文全部可回到原文" in text
    visited: list[tuple[str, str]] = []
    monkeypatch.setattr(page.editor, "go_to", lambda *at: visited.append(at))
    total = len(page._problems)
    assert f"{total} 项待补" in text
    for _ in range(total + 1):
        page.step(1)
    assert len(set(visited)) == total
    assert visited[0] == visited[-1]
    page.step(-1)
    assert visited[-1] == visited[-3]


def test_sections_are_moved_renamed_added_and_removed_by_keys(
    page: PlanPage,
    plan: Plan,
    window: MainWindow,
    session: Session,
    press: Callable[..., None],
) -> None:
    before = _titles(session, plan)
    sections = session.plans.sections(plan.id)
    page.outline.tree.setFocus()
    page.outline.select(sections[1].id)
    press(KEY.Key_Down, ALT)
    assert _titles(session, plan) == [before[0], before[2], before[1], *before[3:]]
    page.refresh()
    assert page.outline.current() == ("section", sections[1].id)
    press(KEY.Key_Up, ALT)
    assert _titles(session, plan) == before
    page.outline.add_section()
    QApplication.processEvents()
    assert _titles(session, plan)[2] == "新的一节"
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("考核办法")
    press(KEY.Key_Return)
    settle(window)
    assert _titles(session, plan)[2] == "考核办法"
    page.refresh()
    page.outline.tree.setFocus()
    press(KEY.Key_Delete)
    assert _titles(session, plan) == before
    session.undo.undo()
    assert _titles(session, plan)[2] == "考核办法"


def test_a_borrowing_moves_beyond_its_section_and_is_named_by_its_task(
    page: PlanPage, plan: Plan, session: Session, samples: Samples
) -> None:
    made = operations.borrow(session, plan.id, samples.any().id)
    page.refresh()
    page.outline.select(made.id)
    sections = [row.id for row in session.plans.sections(plan.id)]
    page.outline.step(1)
    moved = session.plans.borrowings(plan.id)[0]
    assert moved.section_id == sections[sections.index(made.section_id or "") + 1]
    page.outline._rename("borrowing", made.id, "开展练兵比武")
    assert operations.task_for(session, moved).title == "开展练兵比武"
    page.refresh()
    assert "开展练兵比武" in page.outline.model.find(made.id).data()


def test_a_mechanism_dropped_on_the_outline_stands_in_that_section(
    page: PlanPage, plan: Plan, session: Session, samples: Samples
) -> None:
    section = session.plans.sections(plan.id)[2]
    page.outline.mechanism_dropped.emit(samples.any().id, section.id, -1)
    assert [row.section_id for row in session.plans.borrowings(plan.id)] == [section.id]


def test_the_page_says_when_it_is_on_the_disk(
    page: PlanPage, plan: Plan, session: Session, qtbot: object
) -> None:
    operations.write(session, plan, title="改了名")
    assert session.saver.flush()
    qtbot.waitUntil(lambda: page.saved.text().startswith("已存到本机"))  # type: ignore[attr-defined]
    session.changes.save_failed.emit("磁盘满了")
    assert "还没有存上" in page.saved.text()


def test_on_a_small_window_outline_and_drawer_lie_over_the_page(
    page: PlanPage, plan: Plan, window: MainWindow
) -> None:
    assert plan
    window.resize(1024, 700)
    settle(window)
    assert not page.outline.isVisible()
    assert not page.drawer.isVisible()
    page.drawer_action.trigger()
    assert page.drawer.isVisible()
    page.outline_action.trigger()
    assert page.outline.isVisible()
    assert not page.drawer.isVisible()
    assert not page.drawer_action.isChecked()
    window.resize(1440, 900)
    settle(window)
    assert page.outline.isVisible()
    assert page.drawer.isVisible()


def test_a_picture_shows_all_that_is_in_sight(
    page: PlanPage, plan: Plan, window: MainWindow
) -> None:
    assert plan.id == page.plan_id
    window.settle()
    column = page.editor.column
    lowest = max(view.geometry().bottom() for view in column.views if view.isVisible())
    assert lowest >= column.viewport().height()


def test_plans_are_switched_and_the_other_pages_know(
    page: PlanPage, plan: Plan, session: Session
) -> None:
    other = operations.new_plan(session, "另一个 & 方案")
    page.refresh()
    assert page.chooser.text() == "另一个 && 方案"
    menu = page.chooser.menu_of_plans()
    first = next(a for a in menu.actions() if a.text() == plan.title)
    first.trigger()
    assert page.plan_id == plan.id
    assert operations.current_plan(session) == session.plans.plan(plan.id)
    page.remove_action.trigger()
    page.refresh()
    assert page.plan_id == other.id
