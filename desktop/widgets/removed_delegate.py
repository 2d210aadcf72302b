"""Paints rows of the recycle list: what it was and how long it stays, its name, two lines of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop.roles import Role
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.widgets.row_delegate import Index

_LINES = 2


class RemovedDelegate(RowDelegate):
    """Role.FIGURE says the kind and the days, the text the name, Role.SUBTITLE the words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px = self._look.px
        lines = len(self._words(index, max(option.rect.width(), px(200))))
        return QSize(0, px(8) + px(18) + px(24) + px(22) * lines + px(8))

    def _words(self, index: Index, width: int) -> list[str]:
        text = " ".join(str(index.data(Role.SUBTITLE) or "").split())
        room = width - self._look.px(self._left) - self._look.px(16)
        return self._wrap(text, room, _LINES) if text else []

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        px, look = self._look.px, self._look
        painter.save()
        painter.setClipRect(rect)
        self._paint_background(painter, option, rect)
        left, right = rect.left() + px(self._left), rect.right() - px(16)
        top = rect.top() + px(8)
        beside = str(index.data(Role.FIGURE) or "")
        top = self._line(painter, (left, right, top, px(18)), beside, "micro", "ink3")
        name = str(index.data() or "")
        top = self._line(painter, (left, right, top, px(24)), name, "bodyStrong", "ink1")
        for line in self._words(index, rect.width()):
            top = self._line(painter, (left, right, top, px(22)), line, "body", "ink2")
        painter.setPen(look.color("hair2"))
        painter.drawLine(left, rect.bottom(), right, rect.bottom())
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        place: tuple[int, int, int, int],
        text: str,
        role: str,
        color: str,
    ) -> int:
        """One line at (left, right, top) of a height; returns where the next begins."""
        left, right, top, height = place
        font = self._look.font(role)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._look.color(color))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left)
        base = top + (height - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(left - self._hang(shown, metrics), base), shown)
        return top + height
