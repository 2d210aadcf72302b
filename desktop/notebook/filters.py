"""What of 笔记 is shown: filters that are combined, counts beside them, and the order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from db.text import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from typing import Any

    from desktop.notebook.items import Item

ALL = "all"
LOST, REMOVED = "lost", "removed"  # 待定位 and 回收站, which stand in the place of the list
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
    def count(self) -> int:
        """How many facets leave anything out."""
        return sum(self.of(facet) != Wanted().of(facet) for facet in Facet)


class Sieve:
    """Tells what passes. `plans` maps plan ids to the mechanisms borrowed in them.

    Ten thousand items are asked at every choice: each step is one plain loop over one field.
    """

    def __init__(self, plans: Mapping[str, Collection[str]], at: datetime | None = None) -> None:
        self._plans = plans
        self._days = day_bounds(at or datetime.now().astimezone())

    def passed(self, items: Sequence[Item], wanted: Wanted) -> list[Item]:
        """The items that have every value asked for, in their order."""
        return self._passed(items, wanted, None)

    def _passed(self, items: Sequence[Item], wanted: Wanted, but: Facet | None) -> list[Item]:
        """As `passed`, whatever is asked of the facet `but`."""
        left = list(items)
        for facet in Facet:
            value = wanted.of(facet)
            if value and facet is not but and (facet, value) != (Facet.KIND, ALL):
                left = self._having(left, facet, value)
        return left

    def _having(self, items: list[Item], facet: Facet, value: str) -> list[Item]:
        if facet is Facet.KIND:
            return [item for item in items if item.kind == value]
        if facet is Facet.REGION:
            return [item for item in items if item.region_id == value]
        if facet is Facet.THEME:
            return [item for item in items if item.theme_id == value]
        if facet is Facet.TAG:
            return [item for item in items if value in item.tags]
        if facet is Facet.PLAN:
            used = self._plans.get(value, ())
            return [item for item in items if item.mechanism_id in used]
        if value == EARLIER:
            end = min(self._days.values())
            return [item for item in items if item.modified_at < end]
        begin = self._days.get(value)
        return [item for item in items if begin is not None and item.modified_at >= begin]

    def counts(self, items: Sequence[Item], wanted: Wanted) -> Counter[tuple[Facet, str]]:
        """How many items each value would show, given what is asked of the other facets."""
        counted: Counter[tuple[Facet, str]] = Counter()
        every = self.passed(items, wanted)
        for facet in Facet:
            # What is asked of a facet itself does not count: its other values can be chosen.
            asked = wanted.of(facet) not in ("", ALL)
            left = self._passed(items, wanted, facet) if asked else every
            for value, number in self._numbers(left, facet).items():
                counted[facet, value] = number
        return counted

    def _numbers(self, items: list[Item], facet: Facet) -> Mapping[str, int]:
        if facet is Facet.KIND:
            return Counter(str(item.kind) for item in items) | Counter({ALL: len(items)})
        if facet is Facet.REGION:
            return Counter(item.region_id for item in items)
        if facet is Facet.THEME:
            return Counter(item.theme_id for item in items)
        if facet is Facet.TAG:
            return Counter(chain.from_iterable(item.tags for item in items))
        if facet is Facet.PLAN:
            hung = Counter(item.mechanism_id for item in items)
            return {plan: sum(hung[one] for one in used) for plan, used in self._plans.items()}
        stamps = sorted(item.modified_at for item in items)
        numbers = {name: len(stamps) - bisect_left(stamps, d) for name, d in self._days.items()}
        return numbers | {EARLIER: bisect_left(stamps, min(self._days.values()))}


def holding(items: Sequence[Item], query: str, texts: Callable[[], dict[str, str]]) -> list[Item]:
    """The items that hold every word of a query; `texts` are asked for where there is a word."""
    left = list(items)
    for word in words_of(query):
        folded = texts()
        left = [item for item in left if word in folded[item.id]]
    return left


def in_order(
    items: Sequence[Item],
    sort: Sort,
    regions: Mapping[str, int],
    by_name: Callable[[str], Any] = str,
) -> list[Item]:
    """Items as they are listed; `regions` are the places of regions, those of no region last."""
    newest = sorted(items, key=attrgetter("modified_at", "id"), reverse=True)
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
