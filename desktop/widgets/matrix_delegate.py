"""Paints a matrix cell: a few one-line items and 还有 n 条. No widget a cell.

The same layout answers what lies under a point, so that what is seen is what is hit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QRegion
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.i18n import tr
from desktop.roles import CellItem, Role
from desktop.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex
HANGING: Final = ("“", "‘")
_KEPT: Final = 20_000  # layouts of cells
# Of these no letter is wider than the widest of a few.
_PLAIN: Final = re.compile("[ -~\u4e00-\u9fa5“”‘’、。，；：！？（）《》…—·]*")
_WIDEST: Final = "\u56fdWM@“—…"


class Box(NamedTuple):
    """One line of a cell, relative to the cell's top left. `item` is None for 还有 n 条 and 收起.

    `figure` is the item's own unless it is wider than a whole line: then its end, which has the
    number, stands behind an ellipsis.
    """

    item: CellItem | None
    place: int
    rect: QRect
    names: tuple[str, ...]
    figure: str
    figure_top: int
    hidden: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Type:
    """A font with what is asked of it for every line; `widest`: of its plain letters."""

    font: QFont
    metrics: QFontMetricsF
    height: float
    ascent: float
    widest: float
    advances: dict[str, float] = field(default_factory=dict)

    def advance(self, text: str) -> float:
        """How wide a text is, measured once."""
        if text not in self.advances:
            if len(self.advances) > _KEPT:
                self.advances.clear()
            self.advances[text] = self.metrics.horizontalAdvance(text)
        return self.advances[text]


class Current(NamedTuple):
    """What the delegate draws as selected and hovered, by mechanism id; `focused`: with ring."""

    selected: str = ""
    hovered: str = ""
    focused: bool = False


class MatrixDelegate(QStyledItemDelegate):
    """Lays out and paints the items of a cell."""

    def __init__(
        self,
        appearance: Appearance,
        current: Callable[[], Current],
        expanded: Callable[[int], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = appearance
        self.exposed: QRegion | None = None
        """What the view paints just now, None for everything."""
        self._current = current
        self._expanded = expanded
        self._layouts: dict[tuple[int, int, bool], tuple[tuple[CellItem, ...], list[Box]]] = {}
        self._wraps: dict[tuple[str, int], tuple[str, ...]] = {}
        self._types: dict[tuple[str, bool | None], _Type] = {}

    def forget_layouts(self) -> None:
        """Sizes or contents have changed."""
        self._layouts.clear()
        self._wraps.clear()
        self._types.clear()

    def _type(self, role: str, *, bold: bool | None = None) -> _Type:
        key = (role, bold)
        if key not in self._types:
            font = self._look.font(role, bold=bold)
            metrics = QFontMetricsF(font)
            widest = max(map(metrics.horizontalAdvance, _WIDEST))
            self._types[key] = _Type(font, metrics, metrics.height(), metrics.ascent(), widest)
        return self._types[key]

    def _surely_fits(self, item: CellItem, room: int) -> bool:
        """Whether name and figure stand on one line: seen without measuring, as for most."""
        used = len(item.name) * self._type("body", bold=True).widest
        used += len(item.figure) * self._type("micro").widest
        used += self._look.px(5) + (self._look.px(18) if item.notes else 0)
        return used <= room and bool(_PLAIN.fullmatch(item.name) and _PLAIN.fullmatch(item.figure))

    # Layout

    def boxes(self, index: Index, width: int) -> list[Box]:
        """The lines of a cell of `width` pixels."""
        items: tuple[CellItem, ...] = index.data(Role.ITEMS) or ()
        expanded = self._expanded(index.row())
        # By identity: to compare all the items of a cell costs as much as to paint one. A tuple
        # that is kept with its layout is no other one.
        key = (id(items), width, expanded)
        if key in self._layouts:
            return self._layouts[key][1]
        limit = len(items) if expanded else self._look_limit()
        # One line more is no longer than the line that says there is one more.
        shown = items if len(items) <= limit + 1 and not expanded else items[:limit]
        boxes = self._lay_out(shown, len(items), width, expanded)
        if len(self._layouts) > _KEPT:
            self._layouts.clear()
        self._layouts[key] = (items, boxes)
        return boxes

    def _lay_out(
        self, shown: tuple[CellItem, ...], count: int, width: int, expanded: bool
    ) -> list[Box]:
        boxes: list[Box] = []
        top = self._look.size("matrix", "cellPadV")
        for place, item in enumerate(shown):
            box = self._item_box(item, place, top, width)
            boxes.append(box)
            top = box.rect.bottom() + 1
        if expanded and count > self._look_limit() + 1:
            fold = QRect(0, top, width, self._look.px(25))
            boxes.append(Box(None, len(shown), fold, (), "", 0))
        if len(shown) < count:
            more = QRect(0, top, width, self._look.px(25))
            boxes.append(Box(None, len(shown), more, (), "", 0, count - len(shown)))
        return boxes

    def _look_limit(self) -> int:
        return 4

    def _item_box(self, item: CellItem, place: int, top: int, width: int) -> Box:
        px = self._look.px
        room = width - px(13) - px(8)
        if self._surely_fits(item, room):
            rect = QRect(0, top, width, px(6) + px(22))
            return Box(item, place, rect, (item.name,), item.figure, 0)
        names = self._wrapped(item.name, room)
        kind = self._type("body", bold=True)
        used = kind.advance(names[-1]) - self._hang(names, kind)
        used += px(18) if item.notes else 0
        micro, figure = self._type("micro"), item.figure
        if len(figure) * micro.widest > room:
            figure = micro.metrics.elidedText(figure, Qt.TextElideMode.ElideLeft, room)
        line = px(22)
        height = px(6) + line * len(names)
        figure_top = line * (len(names) - 1)
        if figure and used + px(5) + micro.advance(figure) > room:
            figure_top = line * len(names)
            height += line
        return Box(item, place, QRect(0, top, width, height), names, figure, figure_top)

    def _hang(self, names: tuple[str, ...], kind: _Type) -> float:
        first = len(names) == 1 and names[0].startswith(HANGING)
        return kind.advance(names[0][0]) / 2 if first else 0.0

    def _wrapped(self, name: str, room: int) -> tuple[str, ...]:
        key = (name, room)
        if key not in self._wraps:
            kind = self._type("body", bold=True)
            # Where a name may fit: measuring is a fifth of what laying out costs.
            if len(name) * kind.widest <= 2 * room and kind.advance(name) <= room:
                self._wraps[key] = (name,)
                return self._wraps[key]
            self._wraps[key] = tuple(wrapped(name, kind.font, room))
        return self._wraps[key]

    def cell_height(self, index: Index, width: int) -> int:
        """The height that the items of a cell need."""
        boxes = self.boxes(index, width)
        bottom = boxes[-1].rect.bottom() + 1 if boxes else self._look.px(34)
        return bottom + self._look.size("matrix", "cellPadV")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = option.rect.width()
        return QSize(width, self.cell_height(index, width))

    def hit(self, index: Index, cell: QRect, x: int, y: int) -> Box | None:
        """The line of a cell under a point of the view."""
        for box in self.boxes(index, cell.width()):
            if box.rect.translated(cell.topLeft()).contains(x, y):
                return box
        return None

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        pinned = bool(index.data(Role.PINNED))
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, self._look.color("sunken" if pinned else "paper"))
        boxes = self.boxes(index, rect.width())
        if not boxes:
            self._paint_empty(painter, rect, str(index.data(Role.EMPTY_TEXT) or ""))
        current = self._current()
        for box in boxes:
            if self.exposed is None or self.exposed.intersects(box.rect.translated(rect.topLeft())):
                self._paint_box(painter, box, rect, current)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._look.color("hair"))
        edge = self._look.color("hair2" if pinned else "hair")
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), edge)
        painter.restore()

    def _paint_empty(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(self._look.font("meta"))
        painter.setPen(self._look.color("ink3"))
        px = self._look.px
        place = rect.adjusted(px(14), px(11), -px(8), 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)

    def _paint_box(self, painter: QPainter, box: Box, cell: QRect, current: Current) -> None:
        rect = box.rect.translated(cell.topLeft())
        if box.item is None:
            painter.setFont(self._look.font("meta"))
            painter.setPen(self._look.color("ink3"))
            place = rect.adjusted(self._look.px(14), 0, 0, 0)
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            more = tr("还有 {n} 条").format(n=box.hidden) if box.hidden else tr("收起")
            painter.drawText(place, align, more)
            return
        selected = box.item.id == current.selected
        hovered = box.item.id == current.hovered
        if selected:
            painter.fillRect(rect, self._look.color("accentSoft"))
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, self._look.color("accent"))
            if current.focused:
                self._paint_ring(painter, rect)
        elif hovered:
            painter.fillRect(rect, self._look.color("hover"))
        self._paint_item(painter, box, box.item, rect, selected, hovered)

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        painter.save()
        pen = painter.pen()
        pen.setColor(self._look.color("focus"))
        pen.setWidth(2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -1))
        painter.restore()

    def _paint_item(
        self,
        painter: QPainter,
        box: Box,
        item: CellItem,
        rect: QRect,
        selected: bool,
        hovered: bool,
    ) -> None:
        px = self._look.px
        kind = self._type("body", bold=selected)
        left = rect.left() + px(13)
        baseline = rect.top() + px(3) + (px(22) - kind.height) / 2 + kind.ascent
        if item.bookmarked or hovered:
            name = "bookmark-filled" if item.bookmarked else "bookmark"
            icon = self._look.icon(name, "accent" if item.bookmarked else "ink3", 10)
            icon.paint(painter, QRect(rect.left() + px(2), rect.top() + px(9), px(11), px(11)))
        x = self._paint_name(painter, box, kind, QPointF(left, baseline))
        if item.notes:
            x += kind.advance(box.names[-1])
            top = rect.top() + px(3) + px(22) * (len(box.names) - 1) + px(5)
            place = QRect(round(x) + px(4), top, px(13), px(13))
            self._look.icon("note", "ink3", 13).paint(painter, place)
        if box.figure:
            micro = self._type("micro")
            painter.setFont(micro.font)
            painter.setPen(self._look.color("ink2" if selected else "ink3"))
            right = rect.right() - px(8) - micro.advance(box.figure)
            painter.drawText(QPointF(right, baseline + box.figure_top), box.figure)

    def _paint_name(self, painter: QPainter, box: Box, kind: _Type, at: QPointF) -> float:
        """Draw the lines of a name; where the last one begins."""
        painter.setFont(kind.font)
        painter.setPen(self._look.color("ink1"))
        left = at.x()
        for number, line in enumerate(box.names):
            hang = number == 0 and line.startswith(HANGING)
            left = at.x() - (kind.advance(line[0]) / 2 if hang else 0)
            painter.drawText(QPointF(left, at.y() + number * self._look.px(22)), line)
        return left
