"""案例库: the tree, and what it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.main_window import MainWindow
    from desktop.pages.library import LibraryPage
    from desktop.session import Session
    from tests.desktop.conftest import Samples

KEY = Qt.Key


@pytest.fixture
def page(window: MainWindow) -> LibraryPage:
    """The page, shown by its key."""
    window.global_actions["page library"].trigger()
    assert window.page is window.library
    return window.library


def test_an_article_says_where_it_is_from_and_what_is_inferred(
    page: LibraryPage, session: Session, shown_text: Callable[[QWidget], str]
) -> None:
    for article in session.cases.articles:
        page.select(article.id)
        text = shown_text(page.card)
        assert article.title in text
        assert article.rights in text
        for reason in article.inferred.values():
            assert reason in text
        if not article.publication:
            assert "刊载未注明" in text


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


def test_j_and_k_walk_through_the_mechanisms_across_articles(
    page: LibraryPage, session: Session, press: Callable[..., None]
) -> None:
    article = page.model.find(session.cases.articles[0].id)
    count = page.model.rowCount(article)
    page.select(page.model.index(count - 1, 0, article).data(Role.ID))
    press(KEY.Key_J)
    second = page.model.find(session.cases.articles[1].id)
    assert page.pane.mechanism_id == page.model.index(0, 0, second).data(Role.ID)
    press(KEY.Key_K)
    assert page.pane.mechanism_id == page.model.index(count - 1, 0, article).data(Role.ID)


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
