"""Positions of rows among their siblings: fractions, so that moving one row changes it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

STEP: Final = 1024.0
_NEAREST: Final = 1e-6  # positions nearer than this are no room for another between them


def position_at(positions: Sequence[float], place: int) -> float | None:
    """Return a position for a new row that comes before the sibling with index `place`.

    `positions` are those of the siblings without the row itself, ascending; `place` may be their
    number: at the end. None where there is no room, and all must be spread (`spread`).
    """
    before = positions[place - 1] if place > 0 else None
    behind = positions[place] if place < len(positions) else None
    if before is None and behind is None:
        return STEP
    if before is None:
        assert behind is not None
        return behind - STEP
    if behind is None:
        return before + STEP
    return (before + behind) / 2 if behind - before > _NEAREST else None


def spread(count: int) -> list[float]:
    """Return positions for so many rows, far apart."""
    return [STEP * (number + 1) for number in range(count)]
