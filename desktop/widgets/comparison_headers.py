"""The headers of the comparison: whose mechanism a column is, and what a row asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from desktop.roles import Role
from desktop.widgets.parts import plain_tip
from desktop.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from desktop.theme import Appearance

_PAD = 14
_WARN = 17  # the icon before a caution


class ColumnHeader(QHeaderView):
    """Region, mechanism and key figure; drags columns, opens their menu."""

    menu_wanted = Signal(int, QPoint)
    """A section's menu, at a point of the screen."""
    dropped = Signal(int, int)
    """A section was dragged before the section with the second number (or behind the last)."""
    chosen = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = appearance
        self._height = appearance.size("family", "header")
        self._pressed: QPoint | None = None
        self._dragging = False
        self._drop = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)
        self.setMouseTracking(True)

    # Sizes

    def sizeHint(self) -> QSize:
        return QSize(0, self._height)

    def set_height(self, height: int) -> None:
        """As high as the longest name makes it."""
        self._height = height
        self.updateGeometry()

    def needed_height(self, section: int, width: int) -> int:
        """The height of a section that cuts no name off."""
        lines = len(self._name(section, width))
        return self._look.size("family", "header") + self._look.px(24) * (lines - 1)

    def _name(self, section: int, width: int) -> list[str]:
        name = str(self.model().headerData(section, self.orientation()) or "")
        room = width - self._look.px(_PAD + 8)
        return wrapped(name, self._look.font("colTitle"), room)

    # Painting

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        if not rect.isValid():
            return
        look, px = self._look, self._look.px
        pinned = bool(self._data(logical_index, Role.PINNED))
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, look.color("sunken" if pinned else "paper"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair2"))
        edge = look.color("hair2" if pinned else "hair")
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), edge)
        top = rect.top() + px(10)
        self._paint_place(painter, rect, top, logical_index)
        top += px(19)
        painter.setFont(look.font("colTitle"))
        painter.setPen(look.color("ink1"))
        metrics = QFontMetricsF(painter.font())
        for number, line in enumerate(self._name(logical_index, rect.width())):
            wide = metrics.horizontalAdvance("“") > metrics.height() / 2
            hang = metrics.horizontalAdvance("“") / 2 if line[:1] in ("“", "‘") and wide else 0.0
            hang = hang if number == 0 else 0.0
            y = top + (px(24) - metrics.height()) / 2 + metrics.ascent()
            painter.drawText(QPointF(rect.left() + px(_PAD) - hang, y), line)
            top += px(24)
        self._paint_figure(painter, rect, top + px(2), logical_index)
        self._paint_drop(painter, rect, logical_index)
        painter.restore()

    def _paint_place(self, painter: QPainter, rect: QRect, top: int, section: int) -> None:
        look, px = self._look, self._look.px
        painter.setFont(look.font("meta"))
        painter.setPen(look.color("ink3"))
        metrics = QFontMetricsF(painter.font())
        place = str(self._data(section, Role.SUBTITLE) or "")
        room = rect.width() - px(_PAD + 8 + 18 + 36)
        place = metrics.elidedText(place, Qt.TextElideMode.ElideRight, room)
        y = top + (px(18) - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(rect.left() + px(_PAD), y), place)
        x = rect.left() + px(_PAD) + round(metrics.horizontalAdvance(place)) + px(5)
        for role, icon in ((Role.BOOKMARKED, "bookmark-filled"), (Role.PINNED, "pin-filled")):
            if self._data(section, role):
                look.icon(icon, "accent", 12).paint(painter, QRect(x, top + px(3), px(12), px(12)))
                x += px(16)
        look.icon("more", "ink3", 16).paint(painter, self._more_rect(rect))

    def _paint_figure(self, painter: QPainter, rect: QRect, top: int, section: int) -> None:
        look, px = self._look, self._look.px
        painter.setFont(look.font("meta"))
        metrics = QFontMetricsF(painter.font())
        y = top + (px(18) - metrics.height()) / 2 + metrics.ascent()
        others = self._others_rect(section, rect)
        if others.isValid():
            painter.setPen(look.color("accent"))
            painter.drawText(QPointF(others.left(), y), str(self._data(section, Role.ITEMS)))
            arrow = QRect(others.right() - px(12), top + px(3), px(12), px(12))
            look.icon("down", "accent", 12).paint(painter, arrow)
        painter.setPen(look.color("ink2"))
        right = others.left() - px(6) if others.isValid() else rect.right() - px(8)
        room = right - rect.left() - px(_PAD)
        figure = str(self._data(section, Role.FIGURE) or "")
        figure = metrics.elidedText(figure, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(rect.left() + px(_PAD), y), figure)

    def _paint_drop(self, painter: QPainter, rect: QRect, section: int) -> None:
        if self._drop == section:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._look.color("accent"))
        elif self._drop == section + 1 == self.count():
            place = rect.right() - 2
            painter.fillRect(place, rect.top(), 3, rect.height(), self._look.color("accent"))

    def _data(self, section: int, role: int) -> object:
        value: object = self.model().headerData(section, self.orientation(), role)
        return value

    # Places

    def _more_rect(self, rect: QRect) -> QRect:
        size = self._look.px(16)
        return QRect(
            rect.right() - self._look.px(8) - size, rect.top() + self._look.px(11), size, size
        )

    def _others_rect(self, section: int, rect: QRect) -> QRect:
        text = str(self._data(section, Role.ITEMS) or "")
        if not text:
            return QRect()
        px = self._look.px
        width = round(QFontMetricsF(self._look.font("meta")).horizontalAdvance(text)) + px(16)
        return QRect(rect.right() - px(8) - width, rect.bottom() - px(30), width, px(20))

    def section_rect(self, section: int) -> QRect:
        """Where a section stands in the header."""
        left = self.sectionViewportPosition(section)
        return QRect(left, 0, self.sectionSize(section), self.height())

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (point - self._pressed).manhattanLength()
            self._dragging = self._dragging or far >= QApplication.startDragDistance()
            if self._dragging:
                self._show_drop(self._gap_at(point))
            return
        over = self._button_at(point)
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point, pressed = event.position().toPoint(), self._pressed
        dragging, drop = self._dragging, self._drop
        self._pressed, self._dragging = None, False
        self._show_drop(-1)
        if pressed is None:
            return
        section = self.logicalIndexAt(pressed)
        if section < 0:
            return
        if dragging:
            self.dropped.emit(section, drop)
        elif self._button_at(point):
            below = self._more_rect(self.section_rect(section)).bottomLeft()
            at = point if point.y() > below.y() else below
            self.menu_wanted.emit(section, self.viewport().mapToGlobal(at))
        else:
            self.chosen.emit(section)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        section = self.logicalIndexAt(event.pos())
        if section >= 0:
            self.menu_wanted.emit(section, event.globalPos())

    def _button_at(self, point: QPoint) -> bool:
        section = self.logicalIndexAt(point)
        if section < 0:
            return False
        rect, slack = self.section_rect(section), self._look.px(6)
        more = self._more_rect(rect).adjusted(-slack, -slack, slack, slack)
        return more.contains(point) or self._others_rect(section, rect).contains(point)

    def _gap_at(self, point: QPoint) -> int:
        section = self.logicalIndexAt(point)
        if section < 0:
            return self.count() if point.x() > 0 else 0
        return section + (point.x() > self.section_rect(section).center().x())

    def _show_drop(self, gap: int) -> None:
        if gap != self._drop:
            self._drop = gap
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            index = self.logicalIndexAt(event.pos())
            tip = self._data(index, Qt.ItemDataRole.ToolTipRole) if index >= 0 else ""
            self.setToolTip(plain_tip(str(tip or "")))
        return super().viewportEvent(event)


class FacetHeader(QHeaderView):
    """What is asked, how many answer, and why not to compare them; always in sight."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._look = appearance
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        return QSize(self._look.size("family", "facetCol"), 0)

    def _lines(self, section: int) -> tuple[list[str], list[str], list[str]]:
        room = self.sizeHint().width() - self._look.px(16 + 6)

        def lines(role: int, font: str, indent: int = 0) -> list[str]:
            text = str(self.model().headerData(section, self.orientation(), role) or "")
            return wrapped(text, self._look.font(font), room - indent) if text else []

        return (
            lines(Qt.ItemDataRole.DisplayRole, "bodyStrong"),
            lines(Role.SUBTITLE, "meta"),
            lines(Role.CAUTION, "meta", self._look.px(_WARN)),
        )

    def needed_height(self, section: int) -> int:
        """The height of a section that cuts nothing off."""
        title, below, caution = self._lines(section)
        px = self._look.px
        pad = px(6) if not below else px(10)
        return 2 * pad + px(23) * len(title) + px(18) * len([*below, *caution]) + 1

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        if not rect.isValid():
            return
        look, px = self._look, self._look.px
        heading = self.model().headerData(logical_index, self.orientation(), Role.KIND) == "heading"
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, look.color("sunken" if heading else "paper"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
        if not heading:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), look.color("hair"))
        title, below, caution = self._lines(logical_index)
        top = rect.top() + (px(6) if heading else px(10))
        left = rect.left() + px(16)
        for lines, role, color, height in (
            (title, "bodyStrong", "ink1", px(23)),
            (below, "meta", "ink3", px(18)),
            (caution, "meta", "warn", px(18)),
        ):
            if lines and lines is caution:
                icon = QRect(left, top + px(2), px(13), px(13))
                look.icon("warn", "warn", 13).paint(painter, icon)
                left += px(_WARN)
            painter.setFont(look.font(role))
            painter.setPen(look.color(color))
            metrics = QFontMetricsF(painter.font())
            for line in lines:
                y = top + (height - metrics.height()) / 2 + metrics.ascent()
                painter.drawText(QPointF(left, y), line)
                top += height
        painter.restore()
