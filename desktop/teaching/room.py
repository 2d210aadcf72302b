"""How much of a page there is for what stands below its title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop.documents.sheet import Shape

MARGIN: Final = 96
_HEIGHT: Final = 680  # between the title and the foot
# Words are 40 units high where there is room; a full page is set smaller, but never below 32.
_FULL: Final = 34
QUOTE: Final = 50


@dataclass(frozen=True, slots=True)
class Room:
    """The room below a title on a screen of a shape; `zoom` is how much larger text is wanted."""

    shape: Shape
    zoom: float = 1.0

    @property
    def width(self) -> float:
        """Between the margins, in units of the scene."""
        return self.shape.width - 2.0 * MARGIN

    @property
    def height(self) -> float:
        """Between the title and the foot."""
        return _HEIGHT

    @property
    def columns(self) -> int:
        """How many columns of a comparison stand beside each other."""
        from desktop.documents.sheet import MOST_COLUMNS, Shape

        return MOST_COLUMNS if self.shape is Shape.WIDE else MOST_COLUMNS - 1

    @property
    def body(self) -> float:
        """Size of the words on a page that is full."""
        return _FULL * self.zoom

    @property
    def quote(self) -> float:
        """Size of quoted words."""
        return QUOTE * self.zoom
