"""The families with the regions they cover; 自选对比 stands on top of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt

from desktop.i18n import pick, tr
from desktop.models.rows import Index, Row, RowModel
from desktop.roles import Role

if TYPE_CHECKING:
    from db.records.comparison import Family
    from desktop.casebase import CaseBase

BASKET: Final = "basket"
"""The row of 自选对比; no family can have this id with its prefix."""
BY_COVERAGE: Final = "coverage"
BY_COUNT: Final = "count"
BY_THEME: Final = "theme"
SORTS: Final = (BY_COVERAGE, BY_COUNT, BY_THEME)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which regions have members, in the order of the regions, and what is said of the row."""

    regions: tuple[bool, ...]
    tip: str


class FamilyListModel(RowModel):
    """Rows answer Role.ITEMS with the regions covered."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is not None and isinstance(row.payload, Coverage):
            if role == Role.ITEMS:
                return row.payload.regions
            if role == Qt.ItemDataRole.ToolTipRole:
                return row.payload.tip
        return super().data(index, role)


def family_rows(cases: CaseBase, sort: str, basket: int) -> list[Row]:
    """A row for the basket of `basket` mechanisms, then one for each family."""
    top = Row(f"{BASKET}:", tr("自选对比"), kind="basket", figure=str(basket))
    families = [f for f in cases.family_by_id.values() if cases.family_members(f.id)]
    families.sort(key=lambda family: _order(cases, sort, family))
    return [top, *(_row(cases, family) for family in families)]


def _order(cases: CaseBase, sort: str, family: Family) -> tuple[int, ...]:
    count, covered = len(cases.family_members(family.id)), len(_regions(cases, family))
    first = {BY_COUNT: (-count,), BY_THEME: ()}.get(sort, (-covered, -count))
    return (*first, family.ordinal)


def _regions(cases: CaseBase, family: Family) -> set[str]:
    return {mechanism.region_id for mechanism in cases.family_members(family.id)}


def _row(cases: CaseBase, family: Family) -> Row:
    members, covered = cases.family_members(family.id), _regions(cases, family)
    about = tr("{a} 地 {n} 条做法").format(a=len(covered), n=len(members))
    description = pick(family.description, family.description_en)
    coverage = Coverage(
        tuple(region.id in covered for region in cases.regions),
        f"{pick(family.name, family.name_en)}  {about}\n{description}",
    )
    return Row(
        family.id,
        pick(family.name, family.name_en),
        kind="family",
        figure=str(len(members)),
        subtitle=about,
        payload=coverage,
    )
