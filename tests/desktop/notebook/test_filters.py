"""What is asked for is what is shown, and the numbers beside the filters keep their word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text import fold
from desktop.notebook.dates import when
from desktop.notebook.filters import (
    ALL,
    EARLIER,
    MONTH,
    TODAY,
    WEEK,
    Facet,
    Sieve,
    Sort,
    Wanted,
    holding,
    in_order,
)
from desktop.notebook.items import Item, Kind

NOON: Final = datetime(2024, 6, 12, 12, tzinfo=timezone(timedelta(hours=8)))  # a Wednesday
PLANS: Final = {"p": {"m1"}, "q": {"m1", "m2"}}


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


BLANK: Final = Item(
    id="note 0",
    kind=Kind.NOTE,
    ref_id="0",
    title="",
    words="",
    quote="",
    region_id="",
    theme_id="",
    mechanism_id="",
    family_id="",
    article_id="",
    start=0,
    tags=(),
    created_at=_stamp(NOON),
    modified_at=_stamp(NOON),
    bookmarked=False,
)
items = st.lists(
    st.builds(
        replace,
        st.just(BLANK),
        kind=st.sampled_from(Kind),
        region_id=st.sampled_from(["", "a", "b"]),
        theme_id=st.sampled_from(["", "zz", "ty"]),
        mechanism_id=st.sampled_from(["", "m1", "m2"]),
        tags=st.sets(st.sampled_from(["x", "y"])).map(lambda tags: tuple(sorted(tags))),
        modified_at=st.integers(0, 60).map(lambda days: _stamp(NOON - timedelta(days=days))),
    ),
    max_size=12,
).map(lambda made: [replace(item, id=f"note {n}", ref_id=str(n)) for n, item in enumerate(made)])
wanted = st.builds(
    Wanted,
    kind=st.sampled_from([ALL, *Kind]),
    region=st.sampled_from(["", "a"]),
    theme=st.sampled_from(["", "zz"]),
    tag=st.sampled_from(["", "x"]),
    plan=st.sampled_from(["", "p", "q"]),
    date=st.sampled_from(["", TODAY, WEEK, MONTH, EARLIER]),
)


def _values(item: Item) -> dict[Facet, set[str]]:
    """Everything an item can be asked for, worked out the plain way."""
    day = (NOON - datetime.fromisoformat(item.modified_at)).days
    dates = {TODAY: day < 1, WEEK: day < 3, MONTH: day < 12, EARLIER: day >= 12}
    return {
        Facet.KIND: {ALL, item.kind},
        Facet.REGION: {item.region_id},
        Facet.THEME: {item.theme_id},
        Facet.TAG: set(item.tags),
        Facet.PLAN: {plan for plan, used in PLANS.items() if item.mechanism_id in used},
        Facet.DATE: {name for name, holds in dates.items() if holds},
    }


@given(items, wanted, st.sampled_from(Facet), st.sampled_from(["a", "zz", "x", "p", TODAY, "note"]))
def test_the_number_beside_a_value_is_how_many_choosing_it_shows(
    listed: list[Item], asked: Wanted, facet: Facet, value: str
) -> None:
    sieve = Sieve(PLANS, NOON)
    chosen = asked if asked.of(facet) == value else asked.toggled(facet, value)
    assert sieve.counts(listed, asked)[facet, value] == len(sieve.passed(listed, chosen))


@given(items, wanted)
def test_what_passes_has_every_value_asked_for_and_nothing_else_does(
    listed: list[Item], asked: Wanted
) -> None:
    sieve = Sieve(PLANS, NOON)
    passed = sieve.passed(listed, asked)
    for item in listed:
        values = _values(item)
        fits = all(not asked.of(facet) or asked.of(facet) in values[facet] for facet in Facet)
        assert (item in passed) is fits


def _dates(item: Item, at: datetime) -> set[str]:
    counts = Sieve({}, at).counts([item], Wanted())
    return {name for name in (TODAY, WEEK, MONTH, EARLIER) if counts[Facet.DATE, name]}


@pytest.mark.parametrize(
    ("ago", "names"),
    [
        (timedelta(hours=3), {TODAY, WEEK, MONTH}),
        (timedelta(days=1), {WEEK, MONTH}),
        (timedelta(days=5), {MONTH}),
        (timedelta(days=20), {EARLIER}),
    ],
)
def test_this_week_and_this_month_hold_today(ago: timedelta, names: set[str]) -> None:
    item = replace(BLANK, modified_at=_stamp(NOON - ago))
    assert _dates(item, NOON) == names


def test_a_week_that_began_last_month_is_not_long_ago() -> None:
    first = datetime(2024, 6, 1, 9, tzinfo=UTC)  # a Saturday
    item = replace(BLANK, modified_at=_stamp(first - timedelta(days=2)))
    assert _dates(item, first) == {WEEK}


def test_searching_asks_for_every_word_in_any_form_of_its_characters() -> None:
    item = replace(BLANK, words="先定１６项，ABC", tags=("可借鉴",))
    texts = {item.id: fold(item.searched)}
    for query, found in (("16项 abc", 1), ("可借鉴", 1), ("16项 不在", 0), ("  ", 1)):
        assert len(holding([item], query, lambda: texts)) == found


@given(items)
def test_every_order_lists_everything_once(listed: list[Item]) -> None:
    for sort in Sort:
        assert sorted(i.id for i in in_order(listed, sort, {"a": 0})) == sorted(
            i.id for i in listed
        )
    stamps = [item.modified_at for item in in_order(listed, Sort.RECENT, {})]
    assert stamps == sorted(stamps, reverse=True)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOON.replace(hour=10, minute=20), "今天 10:20"),
        (NOON - timedelta(days=1), "昨天"),
        (NOON.replace(month=5, day=28), "5月28日"),
        (NOON.replace(year=2023), "2023年6月12日"),
    ],
)
def test_dates_are_said_in_the_fewest_plain_words(moment: datetime, said: str) -> None:
    assert when(_stamp(moment), NOON) == said


def test_what_is_no_date_is_shown_as_it_is() -> None:
    assert when("früher", NOON) == "früher"
