"""Paints the slides of a lesson in a list: number, picture, title, and the planned time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.roles import Role
from desktop.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_WIDTH, _HEIGHT = 104, 59  # of a picture at 100%
_LINE = 19
_LINES = 2


class SlideDelegate(QStyledItemDelegate):
    """A row is as high as its picture, or as its words where these are larger."""

    def __init__(self, appearance: Appearance, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._look = appearance
        appearance.changed.connect(parent.scheduleDelayedItemsLayout)

    def picture_size(self) -> QSize:
        """How large a picture stands in the list."""
        return QSize(self._look.px(_WIDTH), self._look.px(_HEIGHT))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        px = self._look.px
        words = _LINES * px(_LINE) + px(18)
        return QSize(0, max(self.picture_size().height(), words) + px(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect
        painter.setClipRect(rect)
        selected = self._ground(painter, option)
        px, look = self._look.px, self._look
        left = rect.left() + px(8)
        number = str(index.data(Role.SORT) or "")
        painter.setFont(look.font("micro", bold=selected))
        painter.setPen(look.color("accent" if selected else "ink3"))
        top = rect.top() + px(7)
        place = QRectF(left, top, px(22), px(18))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight.value), number)
        left += px(29)
        size = self.picture_size()
        self._picture(painter, QRect(left, top, size.width(), size.height()), index, selected)
        left += size.width() + px(9)
        words = QRect(left, top - px(2), rect.right() - px(8) - left, rect.height() - px(10))
        self._words(painter, words, index, selected)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> bool:
        look, rect = self._look, option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, look.color("accentSoft"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        return selected

    def _picture(self, painter: QPainter, place: QRect, index: Index, selected: bool) -> None:
        look = self._look
        painter.fillRect(place, look.color("paper"))
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(picture, QPixmap) and not picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            fit = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            corner = place.center() - QRect(0, 0, fit.width(), fit.height()).center()
            painter.drawPixmap(QRect(corner, fit), picture)
        painter.setPen(QPen(look.color("accentLine" if selected else "hair2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _words(self, painter: QPainter, room: QRect, index: Index, selected: bool) -> None:
        px, look = self._look.px, self._look
        font = look.font("meta", bold=selected)
        lines = wrapped(str(index.data() or ""), font, max(room.width(), px(20)))
        if len(lines) > _LINES:
            lines = [*lines[: _LINES - 1], lines[_LINES - 1].rstrip()[:-1] + "…"]
        painter.setFont(font)
        painter.setPen(look.color("accent" if selected else "ink1"))
        metrics = QFontMetricsF(font)
        base = room.top() + (px(_LINE) - metrics.height()) / 2 + metrics.ascent()
        for number, line in enumerate(lines):
            painter.drawText(QPointF(room.left(), base + number * px(_LINE)), line)
        minutes = str(index.data(Role.FIGURE) or "")
        painter.setFont(look.font("micro"))
        painter.setPen(look.color("ink2" if selected else "ink3"))
        below = QRectF(room.left(), room.top() + len(lines) * px(_LINE), room.width(), px(18))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter.value), minutes)
