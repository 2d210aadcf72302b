"""States of pages: what comes back of another type is the default, never an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from db.workspace import Workspace
from desktop.remembered import Remembered
from desktop.saving import Saver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def saver(tmp_path: Path) -> Iterator[Saver]:
    made = Saver(Workspace.open(tmp_path), tmp_path)
    yield made
    made.close()


def test_what_is_put_is_there_at_once_and_at_the_next_start(saver: Saver, tmp_path: Path) -> None:
    remembered = Remembered({}, saver)
    remembered.put("basket", ["a", "b"])
    remembered.put("reading yunfu", 120)
    remembered.put("family contest", {"hidden": ["r"]})
    assert remembered.texts("basket") == ["a", "b"]
    assert saver.flush()
    with Workspace.open(tmp_path) as workspace:
        again = Remembered(workspace.states(), saver)
    assert again.texts("basket") == ["a", "b"]
    assert again.number("reading yunfu") == 120
    assert again.table("family contest") == {"hidden": ["r"]}


@pytest.mark.parametrize("value", [None, 1.5, "text", True, -3, [1, {}], {"a": 1}])
def test_a_value_of_another_type_is_the_default(saver: Saver, value: Any) -> None:
    remembered = Remembered({"x": value}, saver)
    assert remembered.number("x", 7) == 7
    assert remembered.texts("x") == []
    assert remembered.table("x") == (value if isinstance(value, dict) else {})


def test_putting_what_is_remembered_already_writes_nothing(saver: Saver, tmp_path: Path) -> None:
    remembered = Remembered({"basket": ["a"]}, saver)
    remembered.put("basket", ["a"])
    assert saver.flush()
    with Workspace.open(tmp_path) as workspace:
        assert workspace.states() == {}
