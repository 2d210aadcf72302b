"""The headers of the measures: regions above, and the measures' own column that never moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.i18n import tr
from desktop.roles import Role

if TYPE_CHECKING:
    from desktop.theme import Appearance

_WRAP = int(Qt.TextFlag.TextWordWrap.value)


class TitleHeader(QHeaderView):
    """Titles of columns; the one that is sorted by has an arrow."""

    def __init__(
        self, appearance: Appearance, parent: QWidget, *, role: str = "colTitle", height: int = 46
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look, self._role, self._height = appearance, role, height
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        return QSize(0, self._look.px(self._height))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        if not rect.isValid():
            return
        look, px = self._look, self._look.px
        painter.save()
        painter.fillRect(rect, look.color("paper"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair2"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), look.color("hair"))
        painter.setFont(look.font(self._role))
        painter.setPen(look.color("ink1" if self._role == "colTitle" else "ink2"))
        metrics = QFontMetricsF(painter.font())
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == logical_index
        place = rect.adjusted(px(14), 0, -px(28 if sorted_by else 8), 0)
        text = str(self.model().headerData(logical_index, self.orientation()) or "")
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        align = self.model().headerData(
            logical_index, self.orientation(), Qt.ItemDataRole.TextAlignmentRole
        ) or (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if sorted_by:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            arrow = QRect(0, 0, px(14), px(14))
            arrow.moveCenter(
                QRect(rect.right() - px(22), rect.top(), px(14), rect.height()).center()
            )
            look.icon("down" if down else "up", "accent", 14).paint(painter, arrow)
            painter.setPen(look.color("accent"))
        painter.drawText(place, int(align), text)
        painter.restore()


class MeasureHeader(QHeaderView):
    """A measure's name over its unit or the reason not to compare; themes as bands."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._look = appearance
        self._heights: dict[tuple[str, str, float], float] = {}
        appearance.changed.connect(self._heights.clear)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        return QSize(self._look.size("data", "metricCol"), 0)

    def _text(self, section: int, role: int = Qt.ItemDataRole.DisplayRole) -> str:
        return str(self.model().headerData(section, self.orientation(), role) or "")

    def is_theme(self, section: int) -> bool:
        """Whether a row is a theme's band."""
        return self._text(section, Role.KIND) == "theme"

    def _below(self, section: int) -> str:
        caution, unit = self._text(section, Role.CAUTION), self._text(section, Role.SUBTITLE)
        return tr("，").join(part for part in (unit, caution) if part)

    def _height(self, role: str, text: str, width: float) -> float:
        """What a text takes: asked for at every layout and every painting."""
        if (role, text, width) not in self._heights:
            metrics = QFontMetricsF(self._look.font(role))
            room = metrics.boundingRect(QRectF(0, 0, width, 1000), _WRAP, text)
            self._heights[role, text, width] = room.height()
        return self._heights[role, text, width]

    def needed_height(self, section: int) -> int:
        """The height of a section that cuts nothing off."""
        px = self._look.px
        if self.is_theme(section):
            width = self.sizeHint().width() - px(48)
            name = self._height("bodyStrong", self._text(section), width)
            return max(round(name + px(12)), self._look.size("data", "groupRow"))
        width = self.sizeHint().width() - px(28)
        name = self._height("body", self._text(section), width)
        indent = px(17) if self._text(section, Role.CAUTION) else 0
        below = self._height("meta", self._below(section), width - indent)
        return max(round(name + below + px(12)), self._look.size("data", "row"))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        if not rect.isValid():
            return
        look = self._look
        painter.save()
        painter.setClipRect(rect)
        if self.is_theme(logical_index):
            self._paint_theme(painter, rect, logical_index)
        else:
            painter.fillRect(rect, look.color("paper"))
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), look.color("hair"))
            self._paint_measure(painter, rect, logical_index)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
        painter.restore()

    def _paint_theme(self, painter: QPainter, rect: QRect, section: int) -> None:
        look, px = self._look, self._look.px
        painter.fillRect(rect, look.color("sunken"))
        seal = QRectF(rect.left() + px(16), rect.center().y() - px(10) + 1, px(20), px(20))
        look.paint_seal(painter, seal, self._text(section, Role.THEME))
        painter.setFont(look.font("bodyStrong"))
        painter.setPen(look.color("ink1"))
        place = rect.adjusted(px(44), 0, -px(4), 0)
        align = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)
        painter.drawText(place, align | _WRAP, self._text(section))

    def _paint_measure(self, painter: QPainter, rect: QRect, section: int) -> None:
        look, px = self._look, self._look.px
        left, width = rect.left() + px(16), rect.width() - px(28)
        painter.setFont(look.font("body"))
        painter.setPen(look.color("ink1"))
        name = self._height("body", self._text(section), width)
        top = rect.top() + px(6)
        painter.drawText(QRectF(left, top, width, name + 2), _WRAP, self._text(section))
        top += round(name)
        caution = bool(self._text(section, Role.CAUTION))
        painter.setFont(look.font("meta"))
        painter.setPen(look.color("warn" if caution else "ink3"))
        if caution:
            icon = QRect(left, top + px(3), px(13), px(13))
            look.icon("warn", "warn", 13).paint(painter, icon)
            left, width = left + px(17), width - px(17)
        text = self._below(section)
        height = self._height("meta", text, width)
        painter.drawText(QRectF(left, top, width, height + 2), _WRAP, text)
