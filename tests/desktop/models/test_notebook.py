"""The list of 笔记 tells small changes as such; the filters are checked, never edited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt

from desktop.models.notebook import NotebookModel
from desktop.models.notebook_filters import FilterModel, FilterRow
from desktop.notebook.filters import ALL, Facet, Wanted
from desktop.roles import Role
from tests.desktop.notebook.test_filters import BLANK

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.casebase import CaseBase
    from desktop.notebook.items import Item


def _items(ids: list[int]) -> list[Item]:
    return [replace(BLANK, id=f"note {n}", ref_id=str(n), title=str(n)) for n in ids]


def _titles(model: NotebookModel) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


orders = st.lists(st.integers(0, 7), unique=True, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders, orders)
def test_any_list_follows_any_other(
    cases: CaseBase, watch: Callable[[Any], object], first: list[int], second: list[int]
) -> None:
    model = NotebookModel(cases)
    watch(model)
    model.show(_items(first))
    model.show(_items(second))
    assert _titles(model) == [str(n) for n in second]


def test_one_more_one_less_and_one_moved_leave_the_others_where_they_are(
    cases: CaseBase, watch: Callable[[Any], object]
) -> None:
    model = NotebookModel(cases)
    watch(model)
    model.show(_items([1, 2, 3, 4]))
    kept = QPersistentModelIndex(model.index(2))
    for ids in ([0, 1, 2, 3, 4], [0, 1, 3, 4], [3, 0, 1, 4], [0, 1, 4, 3], [0, 1, 4, 3]):
        assert model.show(_items(ids))
        assert (kept.isValid(), kept.data()) == (True, "3")
        assert _titles(model) == [str(n) for n in ids]


def test_a_note_that_changed_is_shown_as_it_is_now(
    cases: CaseBase, watch: Callable[[Any], object]
) -> None:
    model = NotebookModel(cases)
    watch(model)
    first, second = _items([1, 2])
    model.show([first, second])
    told: list[int] = []
    model.dataChanged.connect(lambda index, _end: told.append(index.row()))
    model.show([first, replace(second, tags=("可借鉴",))])
    assert told == [1]
    assert model.index(1).data(Role.TAGS) == ("可借鉴",)


def test_a_row_says_to_a_screen_reader_what_it_shows(cases: CaseBase) -> None:
    model = NotebookModel(cases)
    region, theme = cases.regions[0], cases.themes[0]
    item = replace(
        BLANK,
        title="练兵比武",
        words="先试两个村",
        region_id=region.id,
        theme_id=theme.id,
        tags=("可借鉴",),
        bookmarked=True,
    )
    model.show([item])
    heard = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("批注", theme.name, "练兵比武", region.name, "已收藏", "先试两个村", "#可借鉴"):
        assert part in heard


def test_checking_a_filter_is_a_wish_and_headings_have_none(
    watch: Callable[[Any], object],
) -> None:
    model = FilterModel()
    watch(model)
    rows = [
        FilterRow(Facet.KIND, "", "类型", heading=True),
        FilterRow(Facet.KIND, ALL, "全部"),
        FilterRow(Facet.KIND, "note", "批注"),
    ]
    model.show_rows(rows)
    model.show_state(Wanted(), {(Facet.KIND, ALL): 18, (Facet.KIND, "note"): 5})
    wishes: list[tuple[str, str]] = []
    model.toggled.connect(lambda facet, value: wishes.append((facet, value)))
    check = Qt.ItemDataRole.CheckStateRole
    assert model.index(1).data(check) == Qt.CheckState.Checked
    assert model.index(2).data(Qt.ItemDataRole.AccessibleTextRole) == "批注，5 条"
    assert not model.setData(model.index(0), Qt.CheckState.Checked, check)
    assert model.setData(model.index(2), Qt.CheckState.Checked, check)
    assert wishes == [("kind", "note")]
    assert model.index(2).data(check) == Qt.CheckState.Unchecked
    model.show_state(Wanted(kind="note"), {})
    assert model.index(2).data(check) == Qt.CheckState.Checked
