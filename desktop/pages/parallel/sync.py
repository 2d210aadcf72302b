"""同步滚动: the reader that is scrolled leads, the others follow from hit to hit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.widgets.hit_sync import follow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.pages.parallel.column import Column

_ROUNDING: Final = 1  # a scroll position is a whole number of pixels


class Together:
    """Who leads, and how far each of the others stands from where it would follow to."""

    def __init__(self) -> None:
        self._leader: Column | None = None
        self._apart: dict[Column, float] = {}

    def forget(self) -> None:
        """The texts have moved otherwise: the next to be scrolled leads from where they stand."""
        self._leader = None
        self._apart.clear()

    def scrolled(self, column: Column, before: int, columns: Sequence[Column]) -> None:
        """Move the others as `column` has been scrolled, away from the position `before`."""
        led_by = column.track()
        tracks = {other: other.track() for other in columns if other is not column}
        if self._leader is not column:
            self._leader = column
            # Where one was moved by itself it stays that far from the others: nothing jumps.
            self._apart = {
                other: other.position() - follow(before, led_by, track)
                for other, track in tracks.items()
            }
        for other, track in tracks.items():
            apart = self._apart.get(other, 0.0)
            target = follow(column.position(), led_by, track)
            other.follow_to(target + (apart if abs(apart) > _ROUNDING else 0))
