"""案例库 as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt

from db.text import fold
from desktop.models.library_tree import Grouping, LibraryTreeModel
from desktop.operations.bookmarks import toggle_bookmark
from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtTest import QAbstractItemModelTester

    from db.records import Mechanism
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


def _shown(model: LibraryTreeModel) -> list[tuple[str, str]]:
    """(group, mechanism) from top to bottom."""
    found = []
    for row in range(model.rowCount()):
        above = model.index(row, 0)
        found += [
            (above.data(Role.ID), model.index(number, 0, above).data(Role.ID))
            for number in range(model.rowCount(above))
        ]
    return found


@pytest.mark.parametrize("grouping", list(Grouping))
def test_every_mechanism_stands_once_under_each_grouping(
    model: LibraryTreeModel, session: Session, grouping: Grouping
) -> None:
    model.set_grouping(grouping)
    cases = session.cases
    homes: dict[Grouping, Callable[[Mechanism], str]] = {
        Grouping.REGION: lambda m: m.region_id,
        Grouping.ARTICLE: lambda m: cases.article_of(m.id),
        Grouping.THEME: lambda m: m.theme_id,
        Grouping.FAMILY: lambda m: m.family_id or "",
    }
    wanted = {(homes[grouping](m), m.id) for m in cases.mechanisms}
    shown = _shown(model)
    assert len(shown) == len(wanted)
    assert set(shown) == wanted
    assert model.group_count(grouping) == len({group for group, _ in shown if group})
    for group, mechanism in shown:
        index = model.find(mechanism)
        assert index.data() == cases.mechanism_by_id[mechanism].name
        assert index.parent() == model.find(group, grouping.value)


def test_core_mechanisms_stand_first_and_what_has_no_family_last(
    model: LibraryTreeModel, session: Session
) -> None:
    cases = session.cases
    order = {theme.id: theme.ordinal for theme in cases.themes}
    for region in cases.regions:
        members = [cases.mechanism_by_id[m] for group, m in _shown(model) if group == region.id]
        keys = [(order[m.theme_id], m.rank.value, m.ordinal) for m in members]
        assert keys == sorted(keys)
    model.set_grouping(Grouping.FAMILY)
    groups = list(dict.fromkeys(group for group, _ in _shown(model)))
    assert "" not in groups[:-1]


def test_the_article_of_a_mechanism_is_the_one_of_its_first_quote(session: Session) -> None:
    for mechanism in session.cases.mechanisms:
        first = session.cases.evidence(mechanism.id)[0]
        assert session.cases.article_of(mechanism.id) == first.article_id


def test_a_group_says_how_many_mechanisms_it_shows(
    model: LibraryTreeModel, session: Session
) -> None:
    for row, region in enumerate(session.cases.regions):
        count = sum(m.region_id == region.id for m in session.cases.mechanisms)
        assert model.index(row, 0).data(Role.FIGURE) == f"{count} 条"


def test_where_regions_mix_each_row_names_its_own(
    model: LibraryTreeModel, session: Session, samples: Samples
) -> None:
    mechanism = samples.any()
    model.set_grouping(Grouping.THEME)
    region = session.cases.region_by_id[mechanism.region_id]
    assert model.find(mechanism.id).data(Role.FIGURE) == region.name


def test_a_filter_finds_names_and_aliases_however_they_are_typed(
    model: LibraryTreeModel, session: Session
) -> None:
    cases = session.cases
    named = next(m for m in cases.mechanisms if any("“" in alias for alias in m.aliases))
    alias = next(alias for alias in named.aliases if "“" in alias)
    model.set_filter(alias.replace("“", '"').replace("”", '"').upper())
    assert named.id in [mechanism for _, mechanism in _shown(model)]


@pytest.mark.parametrize("typed", ["SJJF", "shuji jiafang", "jiaf"])
def test_a_filter_finds_names_by_how_they_are_spelt(
    model: LibraryTreeModel, session: Session, typed: str
) -> None:
    model.set_filter(typed)
    shown = {mechanism for _, mechanism in _shown(model)}
    assert {m.id for m in session.cases.mechanisms if "书记家访" in m.name} <= shown
    assert len(shown) < len(session.cases.mechanisms) / 10


def test_a_filter_that_names_a_group_shows_all_of_it(
    model: LibraryTreeModel, session: Session
) -> None:
    theme = session.cases.themes[0]
    model.set_grouping(Grouping.THEME)
    model.set_filter(theme.name)
    members = {m.id for m in session.cases.mechanisms if m.theme_id == theme.id}
    assert members <= {mechanism for _, mechanism in _shown(model)}
    assert model.find(theme.id, "theme").data(Role.FIGURE) == f"{len(members)} 条"


def test_a_filter_without_hits_leaves_nothing_and_none_brings_all_back(
    model: LibraryTreeModel, session: Session
) -> None:
    model.set_filter("绝没有这样的做法")
    assert (model.rowCount(), model.shown_count()) == (0, 0)
    model.set_filter("  ")
    assert not model.filtered
    assert model.shown_count() == len(session.cases.mechanisms)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(alphabet="比武党员村家访 Ａa“，", max_size=6), st.sampled_from(list(Grouping)))
def test_what_a_filter_shows_holds_every_word(
    model: LibraryTreeModel, session: Session, text: str, grouping: Grouping
) -> None:
    model.set_grouping(grouping)
    model.set_filter(text)
    cases = session.cases
    for group, mechanism_id in _shown(model):
        mechanism = cases.mechanism_by_id[mechanism_id]
        region = cases.region_by_id[mechanism.region_id]
        names = (mechanism.name, mechanism.name_en, *mechanism.aliases, region.name, region.name_en)
        above = str(model.find(group, grouping.value).data())
        assert all(word in fold("\n".join((*names, above))) for word in fold(text).split())


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
    assert not model.find(model.index(0, 0).data(Role.ID), "family").isValid()
    assert model.node(QModelIndex()) is None
