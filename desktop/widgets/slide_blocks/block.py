"""What every block of a page can do: say how high it is, and paint itself at a height."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop.widgets.slide_blocks.canvas import Canvas
    from desktop.widgets.slide_blocks.look import Moment


class Block(Protocol):
    """Set in a width; nothing of it depends on how far it is uncovered."""

    height: float
    parts: int
    """In how many parts it is uncovered, 0: it is never covered."""

    def paint(self, canvas: Canvas, top: float, moment: Moment) -> None:
        """Draw what is uncovered; its left edge is the margin of the scene."""
