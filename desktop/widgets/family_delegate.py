"""A family in its list: name, a square for each region (filled: it has members), their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from desktop.roles import Role
from desktop.widgets.parts import plain_tip
from desktop.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_PITCH: Final = 9
MOST_SQUARES: Final = 8
"""More regions than this are counted in digits: so many squares nobody can tell apart."""


class FamilyDelegate(QStyledItemDelegate):
    """Names wrap; nothing is cut off."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = len(self._lines(option, index))
        row, line = self._look.size("family", "list", "row"), self._look.px(20)
        return QSize(0, row + line * (lines - 1))

    def _lines(self, option: QStyleOptionViewItem, index: Index) -> list[str]:
        view = option.widget
        rect: QRect = option.rect
        width = rect.width() if rect.width() > 0 else view.width() if view is not None else 0
        room = width - self._look.px(16 + 8 + 20 + 2) - self._squares_width(index)
        font = self._look.font("body", bold=True)
        return wrapped(str(index.data() or ""), font, max(room, self._look.px(56)))

    def _squares_width(self, index: Index) -> float:
        regions: tuple[bool, ...] = index.data(Role.ITEMS) or ()
        if len(regions) > MOST_SQUARES:
            text = f"{sum(regions)}/{len(regions)}"
            return QFontMetricsF(self._look.font("meta")).horizontalAdvance(text)
        return self._look.px(_PITCH) * len(regions)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,
    ) -> bool:
        """What the library says of a family is no markup."""
        tip = plain_tip(str(index.data(Qt.ItemDataRole.ToolTipRole) or ""))
        QToolTip.showText(event.globalPos(), tip, view.viewport())
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        look, px = self._look, self._look.px
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(rect)
        if selected:
            painter.fillRect(rect, look.color("accentSoft"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        if index.data(Role.KIND) == "basket":
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
        color = look.color("accent" if selected else "ink1")
        font = look.font("body", bold=selected)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(color)
        middle = look.size("family", "list", "row") / 2
        baseline = rect.top() + middle + (metrics.ascent() - metrics.descent()) / 2
        for number, line in enumerate(self._lines(option, index)):
            painter.drawText(QPointF(rect.left() + px(16), baseline + number * px(20)), line)
        self._paint_count(painter, rect, str(index.data(Role.FIGURE) or ""), baseline, selected)
        self._paint_regions(painter, rect, index, baseline, selected)
        if selected and state & QStyle.StateFlag.State_HasFocus:
            self._paint_ring(painter, rect)
        painter.restore()

    def _paint_count(
        self, painter: QPainter, rect: QRect, text: str, baseline: float, selected: bool
    ) -> None:
        painter.setFont(self._look.font("meta"))
        painter.setPen(self._look.color("accent" if selected else "ink3"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        painter.drawText(QPointF(rect.right() - self._look.px(8) - width, baseline), text)

    def _paint_regions(
        self, painter: QPainter, rect: QRect, index: Index, baseline: float, selected: bool
    ) -> None:
        regions: tuple[bool, ...] = index.data(Role.ITEMS) or ()
        px = self._look.px
        left = rect.right() - px(8 + 20) - self._squares_width(index)
        if len(regions) > MOST_SQUARES:
            painter.drawText(QPointF(left, baseline), f"{sum(regions)}/{len(regions)}")
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = rect.top() + self._look.size("family", "list", "row") / 2 - px(7) / 2
        edge = self._look.color("accent" if selected else "ink4")
        fill = self._look.color("accent" if selected else "ink3")
        for number, covered in enumerate(regions):
            square = QRectF(left + number * px(_PITCH), top, px(7), px(7))
            painter.setPen(fill if covered else edge)
            painter.setBrush(fill if covered else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 1, 1)

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        pen = painter.pen()
        pen.setColor(self._look.color("focus"))
        pen.setWidth(2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
