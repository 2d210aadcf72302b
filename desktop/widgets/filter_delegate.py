"""Paints a list of filters: a group's name, values with their counts, the chosen ones marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.roles import Role

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_CHECK: Final = Qt.ItemDataRole.CheckStateRole
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter


class FilterDelegate(QStyledItemDelegate):
    """A click anywhere in a row checks it; the space key does so by itself."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        heading = index.data(Role.KIND) == "heading"
        # The first heading has less above it than those between groups.
        return QSize(0, self._look.px(33 if not heading else 30 if index.row() == 0 else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        if index.data(Role.KIND) == "heading":
            self._paint_heading(painter, rect, index)
        else:
            self._paint_value(painter, option, rect, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        px = self._look.px
        painter.setFont(self._look.font("meta"))
        painter.setPen(self._look.color("ink3"))
        place = rect.adjusted(px(16), 0, -px(14), -px(4))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(place, align, str(index.data() or ""))

    def _paint_value(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: Index
    ) -> None:
        look, px, flag = self._look, self._look.px, QStyle.StateFlag
        state: QStyle.StateFlag = option.state
        chosen = Qt.CheckState(index.data(_CHECK)) == Qt.CheckState.Checked
        if chosen:
            painter.fillRect(rect, look.color("accentSoft"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.color("accent"))
        elif state & flag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        if state & flag.State_HasFocus:
            pen = painter.pen()
            pen.setColor(look.color("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        count = str(index.data(Role.FIGURE) or "")
        painter.setFont(look.font("meta"))
        painter.setPen(look.color("accent" if chosen else "ink3"))
        right = rect.adjusted(0, 0, -px(14), 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | _MIDDLE, count)
        taken = QFontMetricsF(painter.font()).horizontalAdvance(count) + px(22)
        left = rect.left() + px(16)
        left += self._paint_sign(painter, left, rect, index)
        font = look.font("body", bold=chosen)
        painter.setFont(font)
        painter.setPen(look.color("accent" if chosen else "ink1"))
        room = rect.right() - taken - left
        elide = Qt.TextElideMode.ElideRight
        name = QFontMetricsF(font).elidedText(str(index.data() or ""), elide, max(room, 0))
        place = QRectF(left, rect.top(), room, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | _MIDDLE, name)

    def _paint_sign(self, painter: QPainter, left: int, rect: QRect, index: Index) -> int:
        """The seal of a theme or the # of a tag; returns the room it takes."""
        look, px = self._look, self._look.px
        theme = str(index.data(Role.THEME) or "")
        if theme:
            size = px(18)
            place = QRectF(left, rect.center().y() - size / 2 + 1, size, size)
            look.paint_seal(painter, place, theme)
            return px(26)
        if index.data(Role.KIND) == "tag":
            painter.setFont(look.font("body"))
            painter.setPen(look.color("ink3"))
            place = QRectF(left, rect.top(), px(16), rect.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | _MIDDLE, "#")
            return px(16)
        return 0

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if isinstance(event, QMouseEvent):
            released = event.type() == QEvent.Type.MouseButtonRelease
            if released and event.button() == Qt.MouseButton.LeftButton:
                checked = Qt.CheckState.Checked.value
                return model.setData(index, checked, _CHECK)
            return False
        return bool(super().editorEvent(event, model, option, index))
