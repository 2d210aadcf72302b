"""Paints a cell of the comparison: its text with marks, and the edge where it alone speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.roles import Role
from desktop.widgets.cell_text import CellText

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.cells import Run
    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_HEADING = 34
_KEPT = 2000  # laid out cells: several families, so that coming back to one is quick


@dataclass(frozen=True, slots=True)
class Current:
    """The current cell (-1 for none), the quote that is read there, and whether keys go there."""

    row: int = -1
    column: int = -1
    mark: int = 0
    focused: bool = False


class ComparisonDelegate(QStyledItemDelegate):
    """Lays a cell out once a width; what is seen is what is hit."""

    def __init__(
        self, appearance: Appearance, current: Callable[[], Current], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._look = appearance
        self._current = current
        self._texts: dict[tuple[tuple[tuple[Run, ...], ...], int], CellText] = {}
        self._forms: dict[str, QTextCharFormat] = {}

    def forget_layouts(self) -> None:
        """Widths, fonts or texts have changed."""
        self._texts.clear()
        self._forms.clear()

    def text(self, index: Index, width: int) -> CellText:
        """The laid out text of a cell of `width` pixels."""
        lines: tuple[tuple[Run, ...], ...] = index.data(Role.ITEMS) or ()
        key = (lines, width)
        text = self._texts.get(key)  # once: to hash all the runs of a cell takes its time
        if text is None:
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            room = width - self._look.px(14 + 10)
            text = self._texts[key] = CellText(self._look, lines, room, self._forms)
        return text

    def cell_height(self, index: Index, width: int) -> int:
        """The height that cuts nothing off."""
        if index.data(Role.KIND) == "heading":
            return self._look.px(_HEADING)
        needed = self.text(index, width).height + 2 * self._look.px(10) + 1
        return max(needed, self._look.size("family", "rowMin"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        rect: QRect = option.rect
        return QSize(rect.width(), self.cell_height(index, rect.width()))

    def mark_at(self, index: Index, cell: QRect, x: int, y: int) -> int:
        """The number of the quote whose mark lies under a point of the view, 0 for none."""
        at = self._origin(cell)
        return self.text(index, cell.width()).mark_at(x - at.x(), y - at.y())

    def nearest_mark(self, index: Index, cell: QRect, y: int) -> int:
        """The number of the quote behind the line at a height: a figure is clicked as a whole."""
        text = self.text(index, cell.width())
        return text.first_mark_from(text.line_at(y - self._origin(cell).y()))

    def _origin(self, cell: QRect) -> QPointF:
        return QPointF(cell.left() + self._look.px(14), cell.top() + self._look.px(10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        look, current = self._look, self._current()
        here = (index.row(), index.column()) == (current.row, current.column)
        heading = index.data(Role.KIND) == "heading"
        pinned = bool(index.data(Role.PINNED))
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, look.color("sunken" if pinned or heading else "paper"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
        if not heading:
            edge = look.color("hair2" if pinned else "hair")
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), edge)
        if index.data(Role.MARKS):
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, look.color("accent"))
        chosen = current.mark if index.column() == current.column else 0
        self.text(index, rect.width()).paint(painter, self._origin(rect), chosen)
        if here and not heading:
            self._paint_ring(painter, rect, focused=current.focused)
        painter.restore()

    def _paint_ring(self, painter: QPainter, rect: QRect, *, focused: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(self._look.color("focus" if focused else "accentLine"))
        pen.setWidth(2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), 2, 2)
