"""How the user left the pages: JSON under a name, the newest value wins."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.workspace import Workspace, stamps

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("甲乙ab", max_size=3), inner)
    ),
    max_leaves=12,
)


def test_a_new_workspace_has_no_states(workspace: Workspace) -> None:
    assert workspace.states() == {}


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(value=JSON)
def test_a_state_comes_back_as_it_was_put(workspace: Workspace, value: Any) -> None:
    workspace.put_state("家 contest", value)
    assert workspace.states()["家 contest"] == value


def test_putting_again_replaces_the_value_and_leaves_the_others(workspace: Workspace) -> None:
    workspace.put_state("basket", ["a"])
    workspace.put_state("reading yunfu", 120)
    workspace.put_state("basket", ["b", "c"])
    assert workspace.states() == {"basket": ["b", "c"], "reading yunfu": 120}


def test_a_state_says_who_put_it_and_survives_closing(workspace: Workspace) -> None:
    workspace.put_state("basket", ["a"])
    row = workspace._connection.execute("SELECT author, modified_at FROM state").fetchone()
    assert row[0] == stamps.author()
    assert row[1] <= stamps.now()
    with Workspace.open(workspace.folder) as again:
        assert again.states() == {"basket": ["a"]}


def test_a_value_that_is_no_json_is_refused_and_the_old_one_stays(workspace: Workspace) -> None:
    workspace.put_state("basket", ["a"])
    with pytest.raises(TypeError):
        workspace.put_state("basket", {"a", "b"})
    assert workspace.states() == {"basket": ["a"]}


def test_a_stored_value_that_is_no_json_is_left_out(workspace: Workspace) -> None:
    workspace.put_state("basket", ["a"])
    workspace.put_state("broken", 1)
    workspace._connection.execute("UPDATE state SET value = '[1,' WHERE name = 'broken'")
    assert workspace.states() == {"basket": ["a"]}
