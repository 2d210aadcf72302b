"""A painter on the scene of a slide: its inks, rules that are sharp on any screen, and hits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform

from desktop.widgets.slide_blocks.look import Hit

if TYPE_CHECKING:
    from desktop.documents.sheet import Source
    from desktop.theme import Appearance

_THIN: Final = 12.0
_CONTRAST: Final = {
    "ink2": "ink1",
    "ink3": "ink1",
    "ink4": "ink2",
    "hair": "ink3",
    "hair2": "ink2",
    "okSoft": "paper",
    "warnSoft": "paper",
    "sunken": "paper",
}


class Inks:
    """The colours of a slide; with high contrast no text is quieter than the rest."""

    def __init__(self, look: Appearance, *, contrast: bool = False) -> None:
        self._look = look
        self._contrast = contrast

    def __call__(self, role: str) -> QColor:
        """The colour of a role."""
        return self._look.color(_CONTRAST.get(role, role) if self._contrast else role)


class Canvas:
    """What blocks paint on, in units of the scene; `hits` are in the painter's coordinates."""

    def __init__(self, painter: QPainter, look: Appearance, inks: Inks) -> None:
        self.painter = painter
        self.look = look
        self.ink = inks
        self.hits: list[Hit] = []
        self._outside = painter.worldTransform().inverted()[0]

    def enter(self, x: float, y: float, scale: float) -> None:
        """Go into a scene, or into a smaller one inside it, whose origin is at a point."""
        self.painter.translate(x, y)
        self.painter.scale(scale, scale)

    def fill(self, rect: QRectF, ink: QColor | str) -> None:
        """Fill a rectangle on whole pixels of the device: a rule is never blurred, never lost."""
        to_device = self.painter.deviceTransform()
        device = to_device.mapRect(rect)
        left, width = _whole(device.left(), device.width())
        top, height = _whole(device.top(), device.height())
        back: QTransform = to_device.inverted()[0]
        sharp = back.mapRect(QRectF(left, top, width, height))
        self.painter.fillRect(sharp, self.ink(ink) if isinstance(ink, str) else ink)

    def box(
        self, rect: QRectF, radius: float, edge: str, face: str = "", *, width: float = 2
    ) -> None:
        """A rounded box with an edge."""
        self.painter.save()
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.ink(edge))
        pen.setWidthF(width)
        self.painter.setPen(pen)
        self.painter.setBrush(self.ink(face) if face else Qt.BrushStyle.NoBrush)
        inset = width / 2
        self.painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
        self.painter.restore()

    def hit(self, rect: QRectF, source: Source) -> None:
        """A place that opens a source."""
        outside = self.painter.worldTransform() * self._outside
        self.hits.append(Hit(outside.mapRect(rect), source))


def _whole(start: float, length: float) -> tuple[int, int]:
    """Whole pixels: rules of one width stay of one width, large areas meet without a gap."""
    first = round(start)
    if length < _THIN:
        return first, max(round(length), 1)
    return first, round(start + length) - first
