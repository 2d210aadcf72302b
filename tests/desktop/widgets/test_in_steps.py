"""A widget made in steps is, once whole, the one that is made at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.widgets.in_steps import InSteps

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Made(InSteps):
    def __init__(self, *, at_once: bool = True) -> None:
        self.parts: list[str] = []
        self.begin(at_once=at_once)

    def build(self) -> Iterator[None]:
        for part in ("head", "body", "foot"):
            self.parts.append(part)
            yield


def test_what_is_made_at_once_is_whole() -> None:
    assert _Made().parts == ["head", "body", "foot"]


@pytest.mark.parametrize("taken", range(4))
def test_whoever_needs_it_sooner_gets_the_rest_and_nothing_twice(taken: int) -> None:
    made = _Made(at_once=False)
    assert made.parts == []
    for number in range(taken):
        next(made.steps)
        assert len(made.parts) == number + 1
    made.complete()
    made.complete()
    assert made.parts == ["head", "body", "foot"]
