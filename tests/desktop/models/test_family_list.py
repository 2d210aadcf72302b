"""The families and the regions they cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.models.family_list import SORTS, Coverage, FamilyListModel, family_rows
from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtTest import QAbstractItemModelTester

    from desktop.casebase import CaseBase


@pytest.mark.parametrize("sort", [*SORTS, "anything else"])
def test_every_family_with_members_is_listed_below_the_basket(cases: CaseBase, sort: str) -> None:
    rows = family_rows(cases, sort, 3)
    assert (rows[0].kind, rows[0].figure) == ("basket", "3")
    wanted = [family for family in cases.family_by_id if cases.family_members(family)]
    assert sorted(row.id for row in rows[1:]) == sorted(wanted)


def test_families_stand_by_the_regions_they_cover(cases: CaseBase) -> None:
    counts = [
        (sum(row.payload.regions), int(row.figure))
        for row in family_rows(cases, "coverage", 0)
        if isinstance(row.payload, Coverage)
    ]
    assert counts == sorted(counts, reverse=True)


def test_a_row_says_its_regions_in_squares_and_in_words(
    cases: CaseBase, watch: Callable[[QAbstractItemModel], QAbstractItemModelTester]
) -> None:
    model = FamilyListModel()
    watch(model)
    model.set_rows(family_rows(cases, "coverage", 0))
    index = model.index(1)
    members = cases.family_members(index.data(Role.ID))
    covered = {member.region_id for member in members}
    assert index.data(Role.ITEMS) == tuple(region.id in covered for region in cases.regions)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert f"{len(covered)} 地" in spoken
    assert f"{len(members)} 条" in spoken
