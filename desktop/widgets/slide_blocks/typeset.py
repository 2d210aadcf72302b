"""The type of slides: fonts and line heights by role, at one density.

Sizes are units of the scene and grow with the screen, never with the font scale of the
application. Nothing is smaller than `LEAST`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.documents.sheet import LEAST

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from desktop.theme import Appearance

MARGIN: Final = 96


@dataclass(frozen=True, slots=True)
class Role:
    """Size, line height, face and weight of a kind of text; `tight` is its least line, in em."""

    px: int
    line: int
    family: str = "sans"
    bold: bool = False
    tight: float = 1.22


ROLES: Final = {
    "cover": Role(96, 136, "serif", True),
    "title": Role(76, 108, "serif", True),
    "region": Role(46, 60, "serif", True),
    "name": Role(34, 50),
    "body": Role(40, 58),
    "label": Role(36, 58),
    "quote": Role(50, 92, "serif", tight=1.5),
    "asked": Role(54, 84, "serif"),
    "value": Role(46, 60, "sans", True),
    "source": Role(32, 46),
    "head": Role(34, 48),
    "heading": Role(44, 62, "serif", True),
    "page": Role(36, 40, "sans", True),
}
"""The first as `slide` in tokens.json has them, the others in between."""


@dataclass(frozen=True, slots=True)
class Density:
    """How close the type is set: what is left of the designed spacing, and of the type."""

    spacing: float = 1.0
    type: float = 1.0


LOOSE: Final = Density()
LEAST_SPACING: Final = 0.1
SIZES: Final = tuple(size / 100 for size in range(100, 60, -4))
"""What is left of the type, tried in this order once there is least space."""
ROOMY: Final = (Density(2.2, 1.15), Density(1.6, 1.1))
"""Tried before those where a page has only a few lines: they may fill it."""


class Typeset:
    """Fonts and measures at one density; `zoom` is the trainer's wish for larger text."""

    def __init__(self, look: Appearance, density: Density, zoom: float = 1.0) -> None:
        self._look = look
        self.density = density
        self._zoom = zoom
        self._fonts: dict[tuple[str, bool], QFont] = {}

    def px(self, role: str) -> int:
        """The size of a role."""
        return max(LEAST, round(ROLES[role].px * self._zoom * self.density.type))

    def font(self, role: str, *, bold: bool | None = None) -> QFont:
        """The font of a role; not to be changed."""
        as_is = ROLES[role].bold
        key = role, as_is if bold is None else bold
        if key not in self._fonts:
            self._fonts[key] = self.sized(ROLES[role].family, self.px(role), bold=key[1])
        return self._fonts[key]

    def sized(self, family: str, px: int, *, bold: bool = False) -> QFont:
        """A font of the application at a size in units."""
        font = self._look.font("reader" if family == "serif" else "body", bold=bold)
        font.setPixelSize(px)
        return font

    def line(self, role: str) -> float:
        """The line height of a role."""
        kind = ROLES[role]
        loose = kind.line / kind.px
        spacing = min(self.density.spacing, 1.0)
        return self.px(role) * (kind.tight + (loose - kind.tight) * spacing)

    def space(self, units: float) -> float:
        """What is left of a designed distance."""
        return units * (0.3 + 0.7 * self.density.spacing)
