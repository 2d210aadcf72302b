"""A drawing of resources/pictures in the colours of the look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.paths import resources_dir

if TYPE_CHECKING:
    from desktop.theme import Appearance

_ROLE = re.compile(r"@(\w+)")


class Picture(QWidget):
    """Says nothing that is not said beside it: it has no name of its own."""

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        path = resources_dir() / "pictures" / f"{name}.svg"
        self._drawing = path.read_text(encoding="utf-8")
        self._look = appearance
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        colored = _ROLE.sub(lambda found: self._look.color(found[1]).name(), self._drawing)
        self._renderer = QSvgRenderer(QByteArray(colored.encode()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        size = self._renderer.defaultSize()
        return QSize(self._look.px(size.width()), self._look.px(size.height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(self.rect()))
