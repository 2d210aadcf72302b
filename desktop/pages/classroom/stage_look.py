"""The look in force at the size of a stage: everything that is read from the last row is large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.documents.sheet import HEIGHT
from desktop.theme import Appearance

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPaintEvent

# The design's smallest type (12) is as high then as the least that a slide may show (32).
_LARGER: Final = 2.7


class StageLook(Appearance):
    """Follows another look in its colours; its sizes follow the height of a screen."""

    def __init__(self, look: Appearance) -> None:
        super().__init__(look.mode, look.scale)
        self._followed = look
        look.changed.connect(self._follow)

    def fit(self, size: QSize, zoom: float) -> None:
        """Take the sizes of a stage of this size, `zoom` larger."""
        scale = max(size.height() / HEIGHT * _LARGER * zoom, 0.1)
        if abs(scale - self._scale) > 0.001:
            self._scale = scale
            self._forget()

    def _follow(self) -> None:
        if self._followed.mode is not self._mode:
            self._mode = self._followed.mode
            self._forget()

    def _forget(self) -> None:
        self._icons.clear()
        self._fonts.clear()
        self.changed.emit()


class StageLine(QWidget):
    """One line in the stage's own size, which no style sheet sets; it ends in … where it must."""

    def __init__(self, look: StageLook, role: str, color: str, *, strong: bool = False) -> None:
        super().__init__()
        self._look, self._role, self._color, self._strong = look, role, color, strong
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_text(self, text: str) -> None:
        """Show another line."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def _font(self) -> QFont:
        return self._look.font(self._role, bold=self._strong)

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self._font()).horizontalAdvance(self._text)
        return QSize(round(wide) + 2, self._look.line(self._role))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._look.px(40)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setFont(self._font())
        painter.setPen(self._look.color(self._color))
        metrics = QFontMetricsF(self._font())
        shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignVCenter, shown)


class StageSeal(QWidget):
    """The theme's seal at the size of the stage."""

    def __init__(self, look: StageLook) -> None:
        super().__init__()
        self._look = look
        self._theme = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_theme(self, theme: str) -> None:
        """Show a theme's seal, '' for none."""
        self._theme = theme
        self.setVisible(bool(theme))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(19), self._look.px(19))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        self._look.paint_seal(painter, QRectF(self.rect()), self._theme)
