"""What of 笔记 is shown: filters that are combined, counts beside them, and the order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from db.text import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from typing import Any

    from desktop.notebook.items import Item

ALL = "all"
REMOVED = "removed"  # 回收站, which stands in the place of the list
TODAY, WEEK, MONTH, EARLIER = "today", "week", "month", "earlier"


class Facet(StrEnum):
    """What the items can be filtered by."""

    KIND = "kind"
    REGION = "region"
    THEME = "theme"
    TAG = "tag"
    PLAN = "plan"
    DATE = "date"


class Sort(StrEnum):
    """最近修改, 最早, 地区, 名称."""

    RECENT = "recent"
    OLDEST = "oldest"
    REGION = "region"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Wanted:
    """At most one value of each facet; '' is all of them, for the kind it is ALL."""

    kind: str = ALL
    region: str = ""
    theme: str = ""
    tag: str = ""
    plan: str = ""
    date: str = ""

    def of(self, facet: Facet) -> str:
        """The value that is asked of a facet."""
        value: str = getattr(self, facet)
        return value

    def toggled(self, facet: Facet, value: str) -> Wanted:
        """With this value, or without it where it is asked for already; a kind is always asked."""
        if facet is Facet.KIND:
            return replace(self, kind=value)
        change: dict[str, Any] = {facet.value: "" if self.of(facet) == value else value}
        return replace(self, **change)

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self != Wanted()


class Sieve:
    """Tells what passes. `plans` maps plan ids to the mechanisms borrowed in them."""

    def __init__(self, plans: Mapping[str, Collection[str]], at: datetime | None = None) -> None:
        self._plans = plans
        self._days = day_bounds(at or datetime.now().astimezone())

    def values(self, item: Item) -> dict[Facet, Sequence[str]]:
        """The values that an item has of each facet."""
        return {
            Facet.KIND: (ALL, item.kind),
            Facet.REGION: (item.region_id,),
            Facet.THEME: (item.theme_id,),
            Facet.TAG: item.tags,
            Facet.PLAN: [plan for plan, used in self._plans.items() if item.mechanism_id in used],
            Facet.DATE: self._dates(item.modified_at),
        }

    def _dates(self, stamp: str) -> Sequence[str]:
        if stamp < self._days[MONTH] and stamp < self._days[WEEK]:
            return (EARLIER,)
        return [name for name, begin in self._days.items() if stamp >= begin]

    def passed(self, items: Sequence[Item], wanted: Wanted) -> list[Item]:
        """The items that have every value asked for."""
        asked = [(facet, wanted.of(facet)) for facet in Facet if wanted.of(facet)]
        asked = [entry for entry in asked if entry != (Facet.KIND, ALL)]
        if not asked:
            return list(items)
        return [i for i in items if all(value in self._of(i, facet) for facet, value in asked)]

    def _of(self, item: Item, facet: Facet) -> Sequence[str]:
        """As `values` has it, of one facet: ten thousand items are asked at every choice."""
        if facet is Facet.TAG:
            return item.tags
        if facet is Facet.THEME:
            return (item.theme_id,)
        if facet is Facet.REGION:
            return (item.region_id,)
        if facet is Facet.KIND:
            return (ALL, item.kind)
        return self.values(item)[facet]

    def counts(self, items: Sequence[Item], wanted: Wanted) -> Counter[tuple[Facet, str]]:
        """How many items each value would show, given what is asked of the other facets."""
        counted: Counter[tuple[Facet, str]] = Counter()
        for item in items:
            values = self.values(item)
            failed = [f for f in Facet if wanted.of(f) and wanted.of(f) not in values[f]]
            if len(failed) <= 1:
                for facet in failed or Facet:
                    counted.update((facet, value) for value in values[facet])
        return counted


def holding(
    items: Sequence[Item], query: str, folded: Callable[[Item], str]
) -> list[Item] | Sequence[Item]:
    """The items that hold every word of a query."""
    words = words_of(query)
    if not words:
        return items
    return [item for item in items if all(word in folded(item) for word in words)]


def in_order(
    items: Sequence[Item],
    sort: Sort,
    regions: Mapping[str, int],
    by_name: Callable[[str], Any] = str,
) -> list[Item]:
    """Items as they are listed; `regions` are the places of regions, those of no region last."""
    newest = sorted(items, key=lambda item: (item.modified_at, item.id), reverse=True)
    if sort is Sort.OLDEST:
        return newest[::-1]
    if sort is Sort.REGION:
        return sorted(newest, key=lambda item: regions.get(item.region_id, len(regions)))
    if sort is Sort.NAME:
        return sorted(newest, key=lambda item: by_name(item.title))
    return newest


def day_bounds(at: datetime) -> dict[str, str]:
    """The first moments of today, of this week and of this month as stored stamps."""
    today = at.replace(hour=0, minute=0, second=0, microsecond=0)
    bounds = {
        TODAY: today,
        WEEK: today - timedelta(days=today.weekday()),
        MONTH: today.replace(day=1),
    }
    return {
        name: begin.astimezone(UTC).isoformat(timespec="microseconds")
        for name, begin in bounds.items()
    }
