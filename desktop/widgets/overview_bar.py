"""The strip beside a scroll bar that shows where in a text the hits lie.

A tick stands at the height at which the scroll bar's handle is when its hit is in the middle of
the sight. A strong hit has a longer and thicker tick, so that colour alone tells nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.widgets.parts import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Appearance

_REACH: Final = 14  # how far from a tick a click still means it


@dataclass(frozen=True, slots=True)
class Tick:
    """One hit: its place in the text from 0 to 1, its theme, and what it is."""

    place: float
    theme: str
    text: str
    strong: bool = False


class OverviewBar(QWidget):
    """Ticks on a strip; a click or Enter on one asks to go to its hit."""

    chosen = Signal(int)
    """The number of a tick, from 0."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = appearance
        self._ticks: tuple[Tick, ...] = ()
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The ticks, from the top."""
        return self._ticks

    def set_ticks(self, ticks: Sequence[Tick]) -> None:
        """Show these hits."""
        self._ticks = tuple(ticks)
        self.update()

    def set_current(self, number: int) -> None:
        """Mark the hit that is being read; -1 for none."""
        if number != self._current:
            self._current = number
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(14), self._look.px(100))

    def tick_rect(self, number: int) -> QRectF:
        """Where a tick is painted."""
        tick = self._ticks[number]
        px = self._look.px
        wide, high = (px(12), px(4)) if tick.strong else (px(7), px(3))
        top = min(max(tick.place, 0.0), 1.0) * (self.height() - high)
        return QRectF(self.width() - wide, top, wide, high)

    def tick_at(self, point: QPoint) -> int:
        """The number of the tick nearest to a point, -1 where none is near."""
        found, least = -1, float(self._look.px(_REACH))
        for number in range(len(self._ticks)):
            distance = abs(self.tick_rect(number).center().y() - point.y())
            if distance <= least:
                found, least = number, distance
        return found

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, tick in enumerate(self._ticks):
            rect = self.tick_rect(number)
            painter.setBrush(self._look.seal(tick.theme).gutter)
            painter.drawRoundedRect(rect, 1, 1)
            if number == self._current:
                self._paint_current(painter, rect)
        if self.hasFocus():
            painter.setPen(self._look.color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_current(self, painter: QPainter, rect: QRectF) -> None:
        side = self._look.px(4)
        painter.setBrush(self._look.color("accent"))
        middle = rect.center().y()
        painter.drawPolygon(
            [
                QPoint(0, round(middle - side)),
                QPoint(side, round(middle)),
                QPoint(0, round(middle + side)),
            ]
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = self.tick_at(event.position().toPoint()) >= 0
        shape = Qt.CursorShape.PointingHandCursor if near else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        number = self.tick_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._ticks) - 1
        key = Qt.Key(event.key())
        targets = {
            Qt.Key.Key_Up: max(self._current - 1, 0),
            Qt.Key.Key_Down: min(self._current + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in targets and last >= 0:
            self.chosen.emit(targets[key])
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """A tooltip of its own for every tick."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self.tick_at(event.pos())
            text = plain_tip(self._ticks[number].text) if number >= 0 else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)
