"""The two headers of the matrix: regions with their pin, themes with their seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QTextOption,
)
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.roles import Role

if TYPE_CHECKING:
    from desktop.theme import Appearance
from desktop.widgets.line_type import alike
from desktop.widgets.parts import plain_tip


class RegionHeader(QHeaderView):
    """Region name, province and count, and a pin."""

    pin_clicked = Signal(int)
    name_clicked = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = appearance
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(0, self._look.size("matrix", "header"))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        if not rect.isValid():
            return
        model, look, px = self.model(), self._look, self._look.px
        pinned = bool(model.headerData(logical_index, self.orientation(), Role.PINNED))
        painter.save()
        painter.fillRect(rect, look.color("sunken" if pinned else "paper"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair2"))
        edge = look.color("hair2" if pinned else "hair")
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), edge)
        title = look.font("colTitle")
        painter.setFont(title)
        painter.setPen(look.color("ink1"))
        name = str(model.headerData(logical_index, self.orientation()) or "")
        metrics = QFontMetricsF(title)
        room = rect.width() - px(14) - px(34)
        painter.drawText(
            QPointF(rect.left() + px(14), rect.top() + px(23)),
            metrics.elidedText(name, Qt.TextElideMode.ElideRight, room),
        )
        painter.setFont(look.font("micro"))
        painter.setPen(look.color("ink3"))
        below = str(model.headerData(logical_index, self.orientation(), Role.SUBTITLE) or "")
        small = QFontMetricsF(painter.font())
        painter.drawText(
            QPointF(rect.left() + px(14), rect.top() + px(41)),
            small.elidedText(below, Qt.TextElideMode.ElideRight, room),
        )
        if model.headerData(logical_index, self.orientation(), Role.MARKS):
            x = rect.left() + px(14) + min(metrics.horizontalAdvance(name), room) + px(6)
            arrow = QRect(round(x), rect.top() + px(10), px(13), px(13))
            look.icon("down", "accent", 13).paint(painter, arrow)
        icon = look.icon("pin-filled" if pinned else "pin", "accent" if pinned else "ink3", 16)
        icon.paint(painter, self._pin_rect(rect))
        painter.restore()

    def _pin_rect(self, rect: QRect) -> QRect:
        size = self._look.px(16)
        return QRect(
            rect.right() - self._look.px(10) - size, rect.center().y() - size // 2, size, size
        )

    def _section_rect(self, logical_index: int) -> QRect:
        left = self.sectionViewportPosition(logical_index)
        return QRect(left, 0, self.sectionSize(logical_index), self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.logicalIndexAt(point)
        if index >= 0 and event.button() == Qt.MouseButton.LeftButton:
            slack = self._look.px(6)
            pin = self._pin_rect(self._section_rect(index)).adjusted(-slack, -slack, slack, slack)
            (self.pin_clicked if pin.contains(point) else self.name_clicked).emit(index)
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.logicalIndexAt(event.pos())
        if index >= 0:
            self.menu_wanted.emit(index, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            point: QPoint = event.pos()
            index = self.logicalIndexAt(point)
            tip = self.model().headerData(index, self.orientation(), Qt.ItemDataRole.ToolTipRole)
            self.setToolTip(plain_tip(str(tip or "")))
        return super().viewportEvent(event)


class ThemeHeader(QHeaderView):
    """A theme's stripe, seal, name and count; always in sight."""

    menu_wanted = Signal(int, QPoint)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._look = appearance
        self.compact = False
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        return QSize(
            self._look.size("matrix", "rowHeaderCompact" if self.compact else "rowHeader"), 0
        )

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        if not rect.isValid():
            return
        model, look, px = self.model(), self._look, self._look.px
        theme = str(model.headerData(logical_index, self.orientation(), Role.THEME) or "")
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, look.color("paper"))
        painter.fillRect(
            rect.left(), rect.top(), look.px(4), rect.height(), look.seal(theme).gutter
        )
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), look.color("hair"))
        left, size = rect.left() + px(14), px(24)
        look.paint_seal(painter, QRectF(left, rect.top() + px(10), size, size), theme)
        painter.setFont(look.font("bodyStrong"))
        painter.setPen(look.color("ink1"))
        name = str(model.headerData(logical_index, self.orientation()) or "")
        room = QRectF(left, rect.top() + px(38), rect.width() - px(18), px(80))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.drawText(room, name, option)
        used = QFontMetricsF(painter.font()).boundingRect(
            room, int(Qt.TextFlag.TextWordWrap.value), name
        )
        painter.setFont(look.font("meta"))
        painter.setPen(look.color("ink3"))
        below = str(model.headerData(logical_index, self.orientation(), Role.SUBTITLE) or "")
        top = room.top() + used.height() + px(1)
        painter.drawText(QRectF(left, top, room.width(), px(20)), below)
        painter.restore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.logicalIndexAt(event.pos())
        if index >= 0:
            self.menu_wanted.emit(index, event.globalPos())

    def needed_height(self, logical_index: int) -> int:
        """The height of a section that cuts nothing off."""
        name = str(self.model().headerData(logical_index, self.orientation()) or "")
        width = self.sizeHint().width() - self._look.px(18)
        used = QFontMetricsF(self._look.font("bodyStrong")).boundingRect(
            QRectF(0, 0, width, 1000), int(Qt.TextFlag.TextWordWrap.value), alike(name)
        )
        return round(self._look.px(38) + used.height() + self._look.px(28))
