"""The pictures of the manual: read from one folder, by bare names, and from nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.theme import Appearance

_NAME: Final = re.compile(r"[a-z0-9-]+\.png")
RATIO: Final = 1.5
"""Pixels of a picture for one of the screen it was taken from."""
_LIGHT: Final = "#FCFAF6"  # pictures show the light theme, in the dark one too


class Pictures:
    """Pictures on a framed light card, as wide as there is room at most."""

    def __init__(self, appearance: Appearance, folder: Path) -> None:
        self._look = appearance
        self._folder = folder

    def card(self, name: str, room: int, ratio: float) -> QPixmap | None:
        """The picture `name` for `room` logical pixels; None for whatever is no picture of ours."""
        if not _NAME.fullmatch(name):
            return None
        drawn = QPixmap(str(self._folder / name))
        if drawn.isNull():
            return None
        pad = self._look.px(6)
        wide = min(round(drawn.width() / RATIO * self._look.scale), max(room - 2 * pad - 2, 80))
        high = round(wide * drawn.height() / drawn.width())
        shrunk = drawn.scaled(
            round(wide * ratio),
            round(high * ratio),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        return self._framed(shrunk, wide, high, pad, ratio)

    def _framed(self, drawn: QPixmap, wide: int, high: int, pad: int, ratio: float) -> QPixmap:
        size = (wide + 2 * pad, high + 2 * pad)
        card = QPixmap(round(size[0] * ratio), round(size[1] * ratio))
        card.setDevicePixelRatio(ratio)
        card.fill(Qt.GlobalColor.transparent)
        painter = QPainter(card)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        edge = QPainterPath()
        edge.addRoundedRect(QRectF(0.5, 0.5, size[0] - 1, size[1] - 1), pad, pad)
        painter.fillPath(edge, QColor(_LIGHT))
        painter.setPen(QPen(self._look.color("hair2"), 1))
        painter.drawPath(edge)
        painter.drawPixmap(QRectF(pad, pad, wide, high), drawn, QRectF(drawn.rect()))
        painter.end()
        return card
