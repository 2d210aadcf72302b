"""Paints numbers: a cell of the measures with its bar, and a row of the flat table.

A bar is as long as its number is of the largest in its row; a target's is hatched, so that it is
told from a result without colour. Nothing is cut off: what does not fit takes another line.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.roles import Role
from desktop.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.cells import FigureCell, FigureLine
    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_LEFT, _RIGHT, _TOP, _LINE, _SMALL = 14, 12, 7, 20, 18
_KEPT = 20_000  # heights of fields
SEAL = 26
"""What a seal takes from the width of its field, at 100%."""


class MeasureDelegate(QStyledItemDelegate):
    """A cell: value in bold, the text's wording at the right, a bar below."""

    def __init__(
        self, appearance: Appearance, current: Callable[[], tuple[str, bool]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._look = appearance
        self._current = current
        """The id of the current number, and whether the view has the focus."""
        self._advances: dict[tuple[str, str], float] = {}
        appearance.changed.connect(self._advances.clear)

    # Sizes

    def _advance(self, role: str, text: str) -> float:
        """How wide a text is: asked for at every layout and every painting."""
        if (role, text) not in self._advances:
            metrics = QFontMetricsF(self._look.font(role))
            self._advances[role, text] = metrics.horizontalAdvance(text)
        return self._advances[role, text]

    def _wraps(self, line: FigureLine, width: int) -> bool:
        """Whether value and wording stand one above the other."""
        if not line.wording:
            return False
        px = self._look.px
        value = self._advance("bodyStrong", line.value)
        wording = self._advance("meta", line.wording)
        return value + wording + px(5) > width - px(_LEFT + _RIGHT)

    def _line_height(self, line: FigureLine, width: int) -> int:
        px = self._look.px
        height = px(_LINE) + (px(_SMALL) if self._wraps(line, width) else 0)
        return height + (0 if line.share is None else px(12))

    def cell_height(self, cell: FigureCell, width: int) -> int:
        """What a cell needs at this width."""
        px = self._look.px
        lines = sum(self._line_height(line, width) + px(2) for line in cell.lines)
        return px(2 * _TOP) + (lines or px(_LINE))

    def line_at(self, cell: FigureCell, width: int, y: int) -> FigureLine | None:
        """The number at a height inside a cell; a cell with one answers everywhere."""
        top = self._look.px(_TOP)
        for line in cell.lines:
            top += self._line_height(line, width) + self._look.px(2)
            if y < top:
                return line
        return cell.lines[-1] if cell.lines else None

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: FigureCell | None = index.data(Role.CELL)
        rect: QRect = option.rect
        look, px = self._look, self._look.px
        painter.save()
        painter.setClipRect(rect)
        if cell is None:
            painter.fillRect(rect, look.color("sunken"))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
            painter.restore()
            return
        selected, focused = self._current()
        here = any(line.id == selected for line in cell.lines)
        if here:
            painter.fillRect(rect, look.color("accentSoft"))
        elif option.state & QStyle.StateFlag.State_MouseOver and cell.lines:
            painter.fillRect(rect, look.color("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), look.color("hair"))
        if not cell.lines:
            painter.setFont(look.font("meta"))
            painter.setPen(look.color("ink3"))
            place = QRectF(rect).adjusted(px(_LEFT), px(_TOP), -px(_RIGHT), 0)
            painter.drawText(place, cell.quiet)
        top = rect.top() + px(_TOP)
        for line in cell.lines:
            current = here and (line.id == selected or len(cell.lines) == 1)
            self._paint_line(painter, rect, top, line, current=current)
            top += self._line_height(line, rect.width()) + px(2)
        if here:
            pen = painter.pen()
            pen.setColor(look.color("focus" if focused else "accentLine"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_line(
        self, painter: QPainter, rect: QRect, top: int, line: FigureLine, *, current: bool
    ) -> None:
        look, px = self._look, self._look.px
        left, right = rect.left() + px(_LEFT), rect.right() - px(_RIGHT)
        painter.setFont(look.font("bodyStrong"))
        painter.setPen(look.color("accent" if current else "ink1"))
        metrics = QFontMetricsF(painter.font())
        base = top + (px(_LINE) - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(left, base), line.value)
        if line.wording:
            painter.setFont(look.font("meta"))
            painter.setPen(look.color("ink3"))
            width = self._advance("meta", line.wording)
            if self._wraps(line, rect.width()):
                painter.drawText(QPointF(left, base + px(_SMALL)), line.wording)
                top += px(_SMALL)
            else:
                painter.drawText(QPointF(right - width, base), line.wording)
        if line.share is not None:
            bar = QRectF(left, top + px(_LINE + 4), right - left, px(6))
            self._paint_bar(painter, bar, line, line.share, current=current)

    def _paint_bar(
        self, painter: QPainter, rect: QRectF, line: FigureLine, share: float, *, current: bool
    ) -> None:
        look = self._look
        painter.fillRect(
            QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("hair")
        )
        color = look.color("accent" if current else "ink2" if line.largest else "ink4")
        length = max(rect.width() * share, look.px(2))
        bar = QRectF(rect.left(), rect.top(), length, rect.height())
        if not line.planned:
            painter.fillRect(bar, color)
            return
        x = bar.left()
        while x < bar.right():
            stroke = min(look.px(3), bar.right() - x)
            painter.fillRect(QRectF(x, bar.top(), stroke, bar.height()), color)
            x += look.px(5)


class FigureDelegate(QStyledItemDelegate):
    """A field of the flat table; long text wraps, the theme has its seal."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._look = appearance
        self._heights: dict[tuple[str, int], int] = {}
        self._rows: dict[tuple[tuple[str, ...], tuple[int, ...]], int] = {}
        appearance.changed.connect(self._heights.clear)
        appearance.changed.connect(self._rows.clear)

    def row_height(self, texts: tuple[str, ...], rooms: tuple[int, ...]) -> int:
        """What a row of fields with these texts needs in these widths."""
        height = self._rows.get((texts, rooms))
        if height is None:
            if len(self._rows) >= _KEPT:
                self._rows.clear()
            height = max(map(self.needed_height, texts, rooms))
            self._rows[texts, rooms] = height
        return height

    def needed_height(self, text: str, width: int) -> int:
        """What a field with this text needs at this width."""
        if (text, width) not in self._heights:
            if len(self._heights) >= _KEPT:  # an edge is being dragged: each step is a width
                self._heights.clear()
            self._heights[text, width] = self._measured_height(text, width)
        return self._heights[text, width]

    def _measured_height(self, text: str, width: int) -> int:
        px = self._look.px
        room = width - px(_LEFT + _RIGHT)
        # No character is wider than the font is high: most fields need no measuring.
        if len(text) * px(15) <= room:
            return px(2 * _TOP) + px(22)
        advance = QFontMetricsF(self._look.font("body")).horizontalAdvance(text)
        lines = 1 if advance <= room else len(wrapped(text, self._look.font("body"), room))
        return px(2 * _TOP) + px(22) * lines

    def needed_width(self, text: str) -> int:
        """The width at which a field with this text need not wrap."""
        advance = QFontMetricsF(self._look.font("body")).horizontalAdvance(text)
        return math.ceil(advance) + self._look.px(_LEFT + _RIGHT) + 1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, px = self._look, self._look.px
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(rect)
        if selected:
            painter.fillRect(rect, look.color("accentSoft"))
            if index.column() == 0:
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.color("accent"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
        left = rect.left() + px(_LEFT)
        theme = str(index.data(Role.THEME) or "")
        if theme:
            seal = QRectF(left, rect.top() + px(_TOP + 1), px(20), px(20))
            look.paint_seal(painter, seal, theme)
            left += px(SEAL)
        number = index.data(Qt.ItemDataRole.TextAlignmentRole) is not None
        painter.setFont(look.font("bodyStrong" if number else "body"))
        painter.setPen(look.color("accent" if selected and number else "ink1"))
        self._paint_text(painter, rect, left, str(index.data() or ""), number=number)
        if selected and state & QStyle.StateFlag.State_HasFocus:
            pen = painter.pen()
            pen.setColor(look.color("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_text(
        self, painter: QPainter, rect: QRect, left: int, text: str, *, number: bool
    ) -> None:
        px = self._look.px
        metrics = QFontMetricsF(painter.font())
        base = rect.top() + px(_TOP) + (px(22) - metrics.height()) / 2 + metrics.ascent()
        right = rect.right() - px(_RIGHT)
        advance = metrics.horizontalAdvance(text)
        fits = advance <= right - left
        # Laid out in the type that all heights are measured in, a number's too.
        body = self._look.font("body")
        for line in [text] if fits else wrapped(text, body, right - left):
            x = right - metrics.horizontalAdvance(line) if number else left
            painter.drawText(QPointF(x, base), line)
            base += px(22)
