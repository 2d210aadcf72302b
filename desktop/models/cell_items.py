"""The items of a matrix cell, made one by one: of the dozens that it may hold, few are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from desktop.roles import CellItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records import Mechanism


class CellItems(Sequence[CellItem]):
    """As long as its mechanisms; an item is what `make` says of one, when it is first asked for."""

    __slots__ = ("_made", "_make", "_mechanisms")

    def __init__(
        self, mechanisms: tuple[Mechanism, ...], make: Callable[[Mechanism], CellItem]
    ) -> None:
        self._mechanisms = mechanisms
        self._make = make
        self._made: dict[int, CellItem] = {}

    def __len__(self) -> int:
        return len(self._mechanisms)

    @overload
    def __getitem__(self, place: int) -> CellItem: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[CellItem, ...]: ...
    def __getitem__(self, place: int | slice) -> CellItem | tuple[CellItem, ...]:
        if isinstance(place, slice):
            return tuple(self._item(number) for number in range(len(self))[place])
        return self._item(range(len(self))[place])

    def _item(self, number: int) -> CellItem:
        item = self._made.get(number)
        if item is None:
            item = self._made[number] = self._make(self._mechanisms[number])
        return item

    def place_of(self, mechanism_id: str) -> int:
        """Where a mechanism stands, -1 if it does not: no item is made to find it."""
        ids = (mechanism.id for mechanism in self._mechanisms)
        return next((place for place, own in enumerate(ids) if own == mechanism_id), -1)
