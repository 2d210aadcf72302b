"""How the user has arranged the columns."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.comparing.arrangement import MAX_PINNED, Arrangement

COLUMNS = ["yunfu", "liupanshui", "ruyuan", "putian", "shantou"]
IDS = st.sampled_from([*COLUMNS, "gone"])
ARRANGED = st.builds(
    Arrangement,
    st.lists(IDS, unique=True).map(tuple),
    st.lists(IDS, unique=True, max_size=MAX_PINNED).map(tuple),
    st.frozensets(IDS),
    st.dictionaries(IDS, st.text(max_size=3)),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


def test_a_new_column_stands_where_it_belongs() -> None:
    known = Arrangement(order=("shantou", "yunfu"))
    assert known.arranged(["yunfu", "putian", "shantou"]) == ["shantou", "putian", "yunfu"]


def test_pinned_columns_stand_first_and_stay_there() -> None:
    arranged = Arrangement().with_pin("putian")
    assert arranged.visible(COLUMNS)[0] == "putian"
    assert arranged.moved(COLUMNS, "shantou", 0).visible(COLUMNS)[:2] == ["putian", "shantou"]
    assert arranged.moved(COLUMNS, "putian", 4).visible(COLUMNS)[0] == "putian"


def test_a_third_pin_lets_the_oldest_go() -> None:
    pinned = Arrangement().with_pin("yunfu").with_pin("ruyuan").with_pin("putian").pinned
    assert pinned == ("ruyuan", "putian")


def test_a_hidden_column_comes_back_to_its_place() -> None:
    hidden = Arrangement().with_hidden("ruyuan", hidden=True)
    moved = hidden.moved(COLUMNS, "shantou", 0)
    shown = moved.with_hidden("ruyuan", hidden=False).visible(COLUMNS)
    assert moved.visible(COLUMNS) == ["shantou", "yunfu", "liupanshui", "putian"]
    assert shown == ["shantou", "yunfu", "ruyuan", "liupanshui", "putian"]


def test_with_every_column_hidden_all_are_shown() -> None:
    assert Arrangement(hidden=frozenset(COLUMNS)).visible(COLUMNS) == COLUMNS


@given(ARRANGED, IDS, st.integers(-1, 6))
def test_moving_loses_no_column(arranged: Arrangement, column: str, to: int) -> None:
    moved = arranged.moved(COLUMNS, column, to)
    assert sorted(moved.arranged(COLUMNS)) == sorted(COLUMNS)
    assert sorted(moved.visible(COLUMNS)) == sorted(arranged.visible(COLUMNS))


@given(ARRANGED, st.sampled_from(COLUMNS), st.integers(0, 4))
def test_a_moved_column_stands_where_it_was_put(
    arranged: Arrangement, column: str, to: int
) -> None:
    bare = Arrangement(order=arranged.order, hidden=arranged.hidden)
    seen = bare.visible(COLUMNS)
    if column in seen:
        wanted = min(to, len(seen) - 1)
        assert bare.moved(COLUMNS, column, to).visible(COLUMNS).index(column) == wanted


@given(ARRANGED)
def test_what_is_remembered_comes_back(arranged: Arrangement) -> None:
    state = json.loads(json.dumps(arranged.state()))
    assert Arrangement.read(state) == arranged


@given(st.dictionaries(st.sampled_from(["order", "pinned", "hidden", "shown"]), JSON))
def test_states_of_anybody_else_are_read_without_harm(state: dict[str, Any]) -> None:
    read = Arrangement.read(state)
    assert sorted(read.arranged(COLUMNS)) == sorted(COLUMNS)
