"""Widgets of blocks made before they are wanted, and in steps: one takes longer than a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.pages.plan.block_view import BlockView
    from desktop.pages.plan.blocks import Block, Kind

Sort: TypeAlias = "tuple[Kind, int]"
"""Widgets of one sort can be had for each other: those of one kind and level."""


def sort_of(block: Block) -> Sort:
    """The sort of widget that shows a block."""
    return block.kind, block.level


class Stock:
    """Has widgets that show nothing yet; `make` begins one."""

    def __init__(self, make: Callable[[Kind, int], BlockView]) -> None:
        self._make = make
        self._whole: dict[Sort, list[BlockView]] = {}
        self._begun: dict[Sort, BlockView] = {}

    def has(self, sort: Sort) -> bool:
        """Whether one is whole."""
        return bool(self._whole.get(sort))

    def take(self, sort: Sort) -> BlockView:
        """One of them, made now where none is whole."""
        while not self.has(sort):
            self.step(sort)
        return self._whole[sort].pop()

    def step(self, sort: Sort) -> None:
        """Make some more of one."""
        view = self._begun.get(sort)
        if view is None:
            self._begun[sort] = self._make(*sort)
        elif view.step():
            del self._begun[sort]
            self._whole.setdefault(sort, []).append(view)

    def lacks(self, wanted: Mapping[Sort, int]) -> Sort | None:
        """A sort of which there are not as many as wanted."""
        lacking = (s for s, many in wanted.items() if len(self._whole.get(s, ())) < many)
        return next(lacking, None)

    def clear(self) -> None:
        """Throw all of them away."""
        for views in self._whole.values():
            for view in views:
                view.deleteLater()
        for view in self._begun.values():
            view.deleteLater()
        self._whole.clear()
        self._begun.clear()
