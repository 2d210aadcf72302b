"""Paints a matrix cell: a few one-line items and 还有 n 条. No widget a cell.

The same layout answers what lies under a point, so that what is seen is what is hit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.i18n import tr
from desktop.roles import Role
from desktop.widgets.matrix_cells import Box, CellLayouts, Measures
from desktop.widgets.matrix_ink import CellInks, figure_text, name_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QColor, QPainter, QRegion

    from desktop.roles import CellItem
    from desktop.theme import Appearance
    from desktop.widgets.glyphs import Text

Index: TypeAlias = QModelIndex | QPersistentModelIndex


Placed: TypeAlias = tuple[Box, int, int, int]
"""A line of a cell in the view: its left, top and height."""


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
        self._exposed: list[tuple[int, int, int, int]] | None = None
        self._current = current
        self._expanded = expanded
        self._cells = CellLayouts(appearance)
        self._inks = CellInks(self._cells)
        self._colors: dict[str, QColor] = {}

    def forget_layouts(self) -> None:
        """Sizes, colours or contents have changed."""
        self._cells.forget()
        self._inks.forget()
        self._colors.clear()

    def keep_width(self, width: int) -> None:
        """Cells have this width from now on."""
        self._cells.keep_width(width)
        self._inks.forget()

    @property
    def _measures(self) -> Measures:
        return self._cells.measures

    def _color(self, name: str) -> QColor:
        if name not in self._colors:
            self._colors[name] = self._look.color(name)
        return self._colors[name]

    # Layout

    def boxes(self, index: Index, width: int) -> list[Box]:
        """The lines of a cell of `width` pixels."""
        items: Sequence[CellItem] = index.data(Role.ITEMS) or ()
        return self._cells.boxes(items, width, self._expanded(index.row()))

    def make_ready(self, index: Index, width: int) -> None:
        """Do all that can be done for a cell before it is painted."""
        self._inks.of(self.boxes(index, width), width)

    def cell_height(self, index: Index, width: int) -> int:
        """The height that the items of a cell need."""
        boxes = self.boxes(index, width)
        bottom = boxes[-1].rect.bottom() + 1 if boxes else self._measures.empty
        return bottom + self._measures.pad

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

    def expose(self, region: QRegion | None) -> None:
        """Paint from now on only the lines that are in a region; None for all."""
        # The binding's own names leave out that a region is a sequence of rectangles.
        rects: Iterable[QRect] = region or ()  # type: ignore[assignment]
        edges = [(r.left(), r.right(), r.top(), r.bottom()) for r in rects]
        self._exposed = None if region is None else edges

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        pinned = bool(index.data(Role.PINNED))
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, self._color("sunken" if pinned else "paper"))
        boxes = self.boxes(index, width)
        if boxes:
            self._paint_boxes(painter, boxes, (left, top, width))
        else:
            self._paint_empty(painter, rect, str(index.data(Role.EMPTY_TEXT) or ""))
        painter.fillRect(left, top + height - 1, width, 1, self._color("hair"))
        edge = self._color("hair2" if pinned else "hair")
        painter.fillRect(left + width - 1, top, 1, height, edge)
        painter.restore()

    def _seen(self, boxes: list[Box], left: int, top: int, width: int) -> list[Placed]:
        """The lines of a cell that are to be painted, with their place in the view."""
        placed: list[Placed] = []
        bands = None
        if self._exposed is not None:
            right = left + width
            bands = [(up, down) for x, x2, up, down in self._exposed if x < right and x2 >= left]
        for box in boxes:
            y, height = box.rect.y(), box.rect.height()
            upper, lower = top + y, top + y + height
            if bands is None or any(up < lower and down >= upper for up, down in bands):
                placed.append((box, left, upper, height))
        return placed

    def _paint_empty(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(self._look.font("meta"))
        painter.setPen(self._color("ink3"))
        px = self._look.px
        place = rect.adjusted(px(14), px(11), -px(8), 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)

    def _paint_boxes(self, painter: QPainter, boxes: list[Box], cell: tuple[int, int, int]) -> None:
        """Paint what lies below the lines of a cell, its names, then its figures."""
        current = self._current()
        left, top, width = cell
        seen = self._seen(boxes, left, top, width)
        for placed in seen:
            self._paint_around(painter, placed, width, current)
        # Of whole cells Qt itself leaves out what is out of sight; of a strip there is too much.
        if 4 * len(seen) < len(boxes) or any(_is(placed, current.selected) for placed in seen):
            self._paint_lines(painter, seen, width, current)
            return
        ink, origin = self._inks.of(boxes, width), QPointF(left, top)
        for color, runs in (("ink1", ink.names), ("ink3", ink.figures)):
            painter.setPen(self._color(color))
            for run in runs:
                painter.drawGlyphRun(origin, run)

    def _paint_around(
        self, painter: QPainter, placed: Placed, width: int, current: Current
    ) -> None:
        box, left, top, height = placed
        if box.item is None:
            self._paint_more(painter, box, left, top)
            return
        if box.item.bookmarked or box.item.id in (current.selected, current.hovered):
            self._paint_ground(painter, box.item, QRect(left, top, width, height), current)
        if box.item.notes:
            self._paint_notes(painter, placed, _is(placed, current.selected))

    def _paint_lines(
        self, painter: QPainter, seen: list[Placed], width: int, current: Current
    ) -> None:
        """Paint line by line: to change the font and the pen for every one of them is dear."""
        measures = self._measures
        painter.setPen(self._color("ink1"))
        chosen = [placed for placed in seen if _is(placed, current.selected)]
        others = [placed for placed in seen if placed[0].item and not _is(placed, current.selected)]
        for kind, members in ((measures.name, others), (measures.bold, chosen)):
            if members:
                painter.setFont(kind.font)
            for placed in members:
                for text in name_texts(placed[0], measures, kind):
                    _draw(painter, placed, text)
        painter.setFont(measures.figure.font)
        for color, kind, members in (
            ("ink3", measures.name, others),
            ("ink2", measures.bold, chosen),
        ):
            painter.setPen(self._color(color))
            for placed in members:
                if placed[0].figure:
                    _draw(painter, placed, figure_text(placed[0], width, measures, kind))

    def _paint_more(self, painter: QPainter, box: Box, left: int, top: int) -> None:
        """Write 还有 n 条 or 收起, in the middle of its line's height."""
        measures = self._measures
        painter.setPen(self._color("ink3"))
        text = tr("还有 {n} 条").format(n=box.hidden) if box.hidden else tr("收起")
        kind = measures.meta
        baseline = top + (measures.more - kind.height) / 2 + kind.ascent
        for run in self._inks.more(text):
            painter.drawGlyphRun(QPointF(left + measures.indent, baseline), run)

    def _paint_ground(
        self, painter: QPainter, item: CellItem, rect: QRect, current: Current
    ) -> None:
        """What shows that an item is selected or hovered, and its bookmark."""
        selected, hovered = item.id == current.selected, item.id == current.hovered
        if selected:
            painter.fillRect(rect, self._color("accentSoft"))
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, self._color("accent"))
            if current.focused:
                self._paint_ring(painter, rect)
        elif hovered:
            painter.fillRect(rect, self._color("hover"))
        if item.bookmarked or hovered:
            px = self._look.px
            name = "bookmark-filled" if item.bookmarked else "bookmark"
            icon = self._look.icon(name, "accent" if item.bookmarked else "ink3", 10)
            icon.paint(painter, QRect(rect.left() + px(2), rect.top() + px(9), px(11), px(11)))

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        painter.save()
        pen = painter.pen()
        pen.setColor(self._color("focus"))
        pen.setWidth(2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -1))
        painter.restore()

    def _paint_notes(self, painter: QPainter, placed: Placed, selected: bool) -> None:
        """Draw the sign of notes where the last line of a name ends."""
        measures, px = self._measures, self._look.px
        box, left, top, _ = placed
        kind = measures.bold if selected else measures.name
        *_, (start, _, line) = name_texts(box, measures, kind)
        above = top + px(3) + px(22) * (len(box.names) - 1) + px(5)
        place = QRect(round(left + start + kind.advance(line)) + px(4), above, px(13), px(13))
        self._look.icon("note", "ink3", 13).paint(painter, place)


def _draw(painter: QPainter, placed: Placed, text: Text) -> None:
    """Draw a line of a cell that is not drawn as a whole."""
    box, left, top, _ = placed
    start, baseline, words = text
    painter.drawText(QPointF(left + start, top - box.rect.y() + baseline), words)


def _is(placed: Placed, item_id: str) -> bool:
    item = placed[0].item
    return item is not None and item.id == item_id
