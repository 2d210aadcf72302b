"""案例库 as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt

from desktop.models.library_tree import LibraryTreeModel
from desktop.operations.bookmarks import toggle_bookmark
from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtTest import QAbstractItemModelTester

    from desktop.session import Session
    from tests.desktop.conftest import Samples


@pytest.fixture
def model(
    session: Session, watch: Callable[[QAbstractItemModel], QAbstractItemModelTester]
) -> LibraryTreeModel:
    """The tree of the session, watched."""
    made = LibraryTreeModel(session.cases, session.marks, session.changes)
    watch(made)
    return made


def test_regions_hold_articles_and_articles_hold_mechanisms(
    model: LibraryTreeModel, session: Session
) -> None:
    seen: dict[str, list[str]] = {"region": [], "article": [], "mechanism": []}
    for region in range(model.rowCount()):
        above = model.index(region, 0)
        seen["region"].append(above.data(Role.ID))
        for article in range(model.rowCount(above)):
            leaf = model.index(article, 0, above)
            seen["article"].append(leaf.data(Role.ID))
            for row in range(model.rowCount(leaf)):
                seen["mechanism"].append(model.index(row, 0, leaf).data(Role.ID))
    assert seen["region"] == [region.id for region in session.cases.regions]
    assert sorted(seen["article"]) == sorted(article.id for article in session.cases.articles)
    assert sorted(seen["mechanism"]) == sorted(session.cases.mechanism_by_id)


def test_every_mechanism_is_found_under_the_article_it_is_quoted_from(
    model: LibraryTreeModel, session: Session
) -> None:
    for mechanism in session.cases.mechanisms:
        index = model.find(mechanism.id)
        assert index.data() == mechanism.name
        assert index.parent().data(Role.ID) == session.cases.article_of(mechanism.id)
        assert index.parent().parent().data(Role.ID) == mechanism.region_id


def test_a_region_says_how_many_mechanisms_it_has(
    model: LibraryTreeModel, session: Session
) -> None:
    for row, region in enumerate(session.cases.regions):
        count = sum(m.region_id == region.id for m in session.cases.mechanisms)
        assert model.index(row, 0).data(Role.FIGURE) == f"{count} 条"


def test_a_bookmark_redraws_its_row(
    model: LibraryTreeModel, session: Session, samples: Samples
) -> None:
    mechanism = samples.any()
    index = model.find(mechanism.id)
    changed: list[QModelIndex] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first))
    assert index.data(Role.BOOKMARKED) is False
    toggle_bookmark(session, mechanism.id)
    assert index.data(Role.BOOKMARKED) is True
    session.undo.undo()
    assert index.data(Role.BOOKMARKED) is False
    assert changed == [index, index]


def test_a_mechanism_speaks_its_name_figure_and_bookmark(
    model: LibraryTreeModel, session: Session, samples: Samples
) -> None:
    mechanism = samples.rich()
    figure = session.cases.key_figure(mechanism.id)
    assert figure is not None
    toggle_bookmark(session, mechanism.id)
    spoken = model.find(mechanism.id).data(Qt.ItemDataRole.AccessibleTextRole)
    assert [part in spoken for part in (mechanism.name, figure.wording, "已收藏")] == [True] * 3


def test_what_is_not_in_the_tree_is_not_found(model: LibraryTreeModel) -> None:
    assert not model.find("no such mechanism").isValid()
    assert model.node(QModelIndex()) is None
