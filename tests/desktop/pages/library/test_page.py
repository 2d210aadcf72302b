"""案例库: the tree, the cards, and what they open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from db.records.article import SourceKind
from desktop.documents.citations import cite
from desktop.main_window import MainWindow
from desktop.models.library_tree import Grouping
from desktop.roles import Role
from tests.desktop.conftest import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.pages.full_list import FullList
    from desktop.pages.library.page import LibraryPage
    from desktop.session import Session
    from tests.desktop.conftest import Samples

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(window: MainWindow) -> LibraryPage:
    """The page, shown by its key."""
    window.global_actions["page library"].trigger()
    assert window.page is window.library
    return window.library


def _rows(made: FullList) -> list[str]:
    """Ids of the rows that can be chosen."""
    indexes = [made.rows.index(number) for number in range(made.rows.rowCount())]
    return [i.data(Role.ID) for i in indexes if i.data(Role.KIND) != "heading"]


def test_an_article_says_where_it_is_from_and_what_is_inferred(
    page: LibraryPage, session: Session, shown_text: Callable[[QWidget], str]
) -> None:
    for article in session.cases.articles:
        page.select(article.id)
        text = shown_text(page.card)
        assert article.title in text
        assert article.rights in text
        assert cite(article) in text
        press_kind = article.source_kind is SourceKind.PRESS
        assert ("媒体报道" if press_kind else "部门自述") in text
        for reason in article.inferred.values():
            assert reason in text
        if not article.publication:
            assert "刊载未注明" in text


def test_a_region_has_a_card_with_its_article_its_mechanisms_and_its_families(
    page: LibraryPage, session: Session, shown_text: Callable[[QWidget], str]
) -> None:
    cases = session.cases
    for region in cases.regions:
        page.show_region(region.id)
        text = shown_text(page.region)
        assert region.full_name in text
        assert region.province in text
        members = [m for m in cases.mechanisms if m.region_id == region.id]
        assert f"{len(members)} 条做法" in text
        for article in cases.articles:
            shown = article.region_id == region.id
            assert (cite(article) in text) is shown
            assert article.rights in text or not shown
        assert set(_rows(page.region.mechanisms)) == {m.id for m in members}
        families = {m.family_id for m in members} - {None}
        assert set(_rows(page.region.families)) == families


def test_a_scheme_that_is_only_named_says_so_on_the_card(
    page: LibraryPage, session: Session
) -> None:
    named = next(m for m in session.cases.mechanisms if not m.itemised)
    page.show_region(named.region_id)
    row = page.region.mechanisms.rows.find(named.id)
    assert "原文只提名称" in row.data(Role.FIGURE)


def test_the_counts_of_figures_on_a_card_are_those_of_the_mechanisms(
    page: LibraryPage, session: Session, samples: Samples
) -> None:
    mechanism = samples.rich()
    page.show_region(mechanism.region_id)
    row = page.region.mechanisms.rows.find(mechanism.id)
    assert f"{len(session.cases.figures(mechanism.id))} 个数据" in row.data(Role.FIGURE)


def test_a_mechanism_on_a_card_opens_by_enter_and_by_click(
    page: LibraryPage, session: Session, press: Callable[..., None]
) -> None:
    region = session.cases.regions[1]
    page.show_region(region.id)
    listed = page.region.mechanisms
    rows = _rows(listed)
    listed.setFocus(Qt.FocusReason.TabFocusReason)
    press(KEY.Key_Down)
    press(KEY.Key_Return)
    assert page.pane.mechanism_id == rows[1]
    assert page.tree.hasFocus()
    press(KEY.Key_Up, ALT)
    assert page.list.current() == ("region", region.id)
    settle(window_of(page))
    place = listed.visualRect(listed.rows.find(rows[0])).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.pane.mechanism_id == rows[0]


def window_of(page: LibraryPage) -> MainWindow:
    """The window that a page stands in."""
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def test_the_card_follows_the_keyboard_down_its_list(
    page: LibraryPage, session: Session, press: Callable[..., None]
) -> None:
    page.show_region(session.cases.regions[0].id)
    settle(window_of(page))
    listed = page.region.mechanisms
    listed.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(25):
        press(KEY.Key_Down)
    row = listed.visualRect(listed.currentIndex())
    place = QRect(listed.viewport().mapTo(page.region.viewport(), row.topLeft()), row.size())
    assert page.region.viewport().rect().contains(place)


def test_b_on_a_card_keeps_the_row_under_the_keyboard(
    page: LibraryPage, session: Session, press: Callable[..., None]
) -> None:
    page.show_region(session.cases.regions[0].id)
    listed = page.region.mechanisms
    listed.setFocus(Qt.FocusReason.TabFocusReason)
    press(KEY.Key_Down)
    chosen = listed.current_id()
    press(KEY.Key_B)
    assert session.marks.is_bookmarked(chosen)
    assert listed.currentIndex().data(Role.BOOKMARKED)


def test_a_family_has_a_card_and_a_way_to_compare_it(
    window: MainWindow, page: LibraryPage, session: Session, shown_text: Callable[[QWidget], str]
) -> None:
    cases = session.cases
    family = next(
        f for f in cases.family_by_id.values() if any(m.family_id == f.id for m in cases.mechanisms)
    )
    wanted: list[str] = []
    page.family_wanted.connect(wanted.append)
    page.show_family(family.id)
    text = shown_text(page.group)
    assert family.name in text
    assert family.description in text
    members = [m for m in cases.mechanisms if m.family_id == family.id]
    assert set(_rows(page.group.mechanisms)) == {m.id for m in members}
    absent = {r.name for r in cases.regions} - {
        cases.region_by_id[m.region_id].name for m in members
    }
    assert all(name in text for name in absent)
    button = next(b for b in page.group.findChildren(QPushButton) if b.text() == "逐项对照")
    button.click()
    assert wanted == [family.id]
    assert window.page is window.family


def test_a_theme_has_a_card_without_a_comparison(page: LibraryPage, session: Session) -> None:
    theme = session.cases.themes[2]
    page.set_grouping(Grouping.THEME)
    page.list.choose("theme", theme.id)
    members = {m.id for m in session.cases.mechanisms if m.theme_id == theme.id}
    assert set(_rows(page.group.mechanisms)) == members
    shown = [b.text() for b in page.group.findChildren(QPushButton) if b.isVisible()]
    assert shown == ["做成课件"]


def test_the_reference_is_copied_and_the_button_says_so(
    page: LibraryPage, session: Session
) -> None:
    article = session.cases.articles[0]
    page.select(article.id)
    button = next(b for b in page.card.findChildren(QPushButton) if "引文" in b.text())
    button.click()
    assert QApplication.clipboard().text() == cite(article)
    assert button.text() == "已复制"
    page.select(session.cases.articles[1].id)
    page.settle()
    assert button.text() == "复制引文"


def test_keys_and_segments_switch_the_grouping_and_keep_the_mechanism(
    page: LibraryPage, samples: Samples, press: Callable[..., None]
) -> None:
    mechanism = samples.any()
    page.select(mechanism.id)
    for number, grouping in enumerate(Grouping):
        press(KEY(KEY.Key_1 + number), ALT)
        assert page.model.grouping is grouping
        assert page.subject() == mechanism.id
    buttons = page.switch.findChildren(QToolButton)
    assert [button.isChecked() for button in buttons] == [False, False, False, True]
    buttons[2].click()
    assert page.model.grouping is Grouping.THEME


def test_every_segment_says_how_many_there_are(page: LibraryPage, session: Session) -> None:
    cases = session.cases
    families = {m.family_id for m in cases.mechanisms if m.family_id}
    counts = (len(cases.regions), len(cases.articles), len(cases.themes), len(families))
    texts = [button.text() for button in page.switch.findChildren(QToolButton)]
    assert [int(text.split()[-1]) for text in texts] == list(counts)


def test_typing_filters_enter_goes_to_the_first_hit_and_escape_brings_all_back(
    page: LibraryPage, session: Session, samples: Samples, press: Callable[..., None]
) -> None:
    mechanism = samples.rich()
    press(KEY.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert page.list.edit.hasFocus()
    page.list.edit.setText(mechanism.name)
    press(KEY.Key_Return)
    assert page.tree.hasFocus()
    assert mechanism.name in session.cases.mechanism_by_id[page.subject()].name
    press(KEY.Key_L, Qt.KeyboardModifier.ControlModifier)
    press(KEY.Key_Escape)
    assert page.model.shown_count() == len(session.cases.mechanisms)


def test_a_filter_without_hits_says_so_and_can_be_cleared(
    page: LibraryPage, session: Session, shown_text: Callable[[QWidget], str]
) -> None:
    page.list.edit.setText("绝没有这样的做法")
    assert "没有符合的做法" in shown_text(page.list)
    button = next(b for b in page.list.findChildren(QPushButton) if b.isVisible())
    button.click()
    assert page.model.shown_count() == len(session.cases.mechanisms)


def test_what_a_filter_hides_is_shown_when_another_page_asks_for_it(
    page: LibraryPage, samples: Samples
) -> None:
    mechanism = samples.any()
    page.list.edit.setText("绝没有这样的做法")
    page.select(mechanism.id)
    assert page.subject() == mechanism.id
    assert page.list.edit.text() == ""


def test_what_was_unfolded_is_so_after_a_filter(page: LibraryPage, session: Session) -> None:
    region = session.cases.regions[2]
    page.tree.expand(page.model.find(region.id, "region"))
    page.list.edit.setText("党")
    page.list.edit.clear()
    unfolded = [
        page.model.index(row, 0).data(Role.ID)
        for row in range(page.model.rowCount())
        if page.tree.isExpanded(page.model.index(row, 0))
    ]
    assert unfolded == [region.id]


def test_the_next_window_begins_where_this_one_was_left(
    another_window: Callable[[], MainWindow], samples: Samples
) -> None:
    first = another_window()
    first.show_page(first.library)
    first.library.set_grouping(Grouping.FAMILY)
    first.library.select(samples.rich().id)
    first.close()
    second = another_window()
    second.show_page(second.library)
    assert second.library.model.grouping is Grouping.FAMILY
    assert second.library.subject() == samples.rich().id


def test_what_another_version_remembered_is_no_reason_to_fail(
    another_window: Callable[[], MainWindow], session: Session
) -> None:
    session.remembered.put("library", {"grouping": ["colour"], "filter": 3, "id": None})
    window = another_window()
    window.show_page(window.library)
    assert window.library.model.grouping is Grouping.REGION


def test_enter_on_an_article_opens_it(
    window: MainWindow, page: LibraryPage, session: Session, press: Callable[..., None]
) -> None:
    article = session.cases.articles[1]
    page.select(article.id)
    press(KEY.Key_Return)
    assert window.page is window.reader
    assert window.reader.article_id == article.id


def test_enter_on_a_mechanism_opens_its_source_and_back_returns_to_it(
    window: MainWindow, page: LibraryPage, samples: Samples, press: Callable[..., None]
) -> None:
    mechanism = samples.rich()
    page.select(mechanism.id)
    assert page.pane.mechanism_id == mechanism.id
    press(KEY.Key_Return)
    assert (window.page, window.reader.active) == (window.reader, mechanism.id)
    press(KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page is page
    assert page.tree.currentIndex().data(Role.ID) == mechanism.id


@pytest.mark.parametrize("grouping", list(Grouping))
def test_j_and_k_walk_through_the_mechanisms_across_groups(
    page: LibraryPage, press: Callable[..., None], grouping: Grouping
) -> None:
    page.set_grouping(grouping)
    first, second = page.model.index(0, 0), page.model.index(1, 0)
    count = page.model.rowCount(first)
    page.select(page.model.index(count - 1, 0, first).data(Role.ID))
    press(KEY.Key_J)
    assert page.pane.mechanism_id == page.model.index(0, 0, second).data(Role.ID)
    press(KEY.Key_K)
    assert page.pane.mechanism_id == page.model.index(count - 1, 0, first).data(Role.ID)


def test_b_bookmarks_the_mechanism_and_not_what_was_chosen_before(
    page: LibraryPage, session: Session, samples: Samples, press: Callable[..., None]
) -> None:
    mechanism = samples.any()
    page.select(mechanism.id)
    press(KEY.Key_B)
    assert session.marks.is_bookmarked(mechanism.id)
    page.select(session.cases.articles[0].id)
    press(KEY.Key_B)
    assert session.marks.is_bookmarked(mechanism.id)


def test_a_list_on_a_card_is_as_tall_as_its_rows_at_every_size(
    window: MainWindow, page: LibraryPage, session: Session
) -> None:
    page.show_region(session.cases.regions[0].id)
    for width, scale in ((1440, 1.0), (1024, 1.0), (1024, 2.0), (1440, 1.3)):
        window.resize(width, 800)
        window.set_look(scale=scale)
        settle(window)
        listed = page.region.mechanisms
        last = listed.visualRect(listed.rows.index(listed.rows.rowCount() - 1))
        assert abs(last.bottom() + 1 - listed.height()) <= 1
        assert listed.width() <= page.region.viewport().width()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_at_the_smallest_size_the_segments_fit_and_tell_their_counts_somewhere(
    window: MainWindow, page: LibraryPage, session: Session, scale: float
) -> None:
    window.resize(1024, 700)
    window.set_look(scale=scale)
    settle(window)
    assert page.minimumSizeHint().width() <= page.width()
    button = page.switch.findChildren(QToolButton)[0]
    assert str(len(session.cases.regions)) in button.toolTip()
    assert (str(len(session.cases.regions)) in button.text()) is (scale < 2.0)


def test_every_button_of_the_page_says_what_it_does(page: LibraryPage, session: Session) -> None:
    page.show_region(session.cases.regions[0].id)
    page.list.edit.setText("党")
    shown = [b for b in page.findChildren(QToolButton) if b.isVisible()]
    assert shown
    assert all(button.toolTip() for button in shown)
