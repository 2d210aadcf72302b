"""Paints one-line rows with a seal, a name, a figure and a ribbon; notes and headings too.

Kinds of row (Role.KIND): `item` (the usual), `heading` (a group's name), `note` (a few lines on a
card), `hit` (a search result: name above, words around the hit below).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from db.text import Utf16Map
from desktop.roles import Role
from desktop.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOTE_LINES = 3
_MOST_HEIGHTS = 20_000
Beside: TypeAlias = tuple[str, bool, bool]
"""What a name has beside it: a figure, a seal, a ribbon."""
_NOTHING: Beside = ("", False, False)


class RowDelegate(QStyledItemDelegate):
    """See the module: one delegate for all lists of the program."""

    def __init__(
        self,
        appearance: Appearance,
        parent: QObject | None = None,
        *,
        left: int = 14,
        cards: bool = True,
    ) -> None:
        """`cards`: notes stand on cards below what they belong to; else they are rows."""
        super().__init__(parent)
        self._look = appearance
        self._left = left
        self._note_edges = (44, 26) if cards else (left - 12, 0)
        self._cards = cards
        self._heights: dict[tuple[str, str, int, Beside, float], int] = {}
        if isinstance(parent, QAbstractItemView):
            parent.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Names wrap: rows are as high as the width makes them. A view keeps their heights."""
        view = self.parent()
        if isinstance(event, QResizeEvent) and isinstance(view, QAbstractItemView):
            if event.size().width() != event.oldSize().width():
                view.scheduleDelayedItemsLayout()
            return False
        return super().eventFilter(watched, event)

    # Sizes

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        kind = index.data(Role.KIND)
        if kind == "heading":
            return QSize(0, self._look.px(30))
        if kind == "hit":
            return QSize(0, self._look.px(52))
        beside = self._beside(index) if kind != "note" else _NOTHING
        text = str(index.data() or "")
        return QSize(0, self.height(str(kind), text, self._width(option, index), beside))

    def height(self, kind: str, text: str, width: int, beside: Beside) -> int:
        """How high a row with a text of its own height is; known at once when asked again."""
        key = (kind, text, width, beside, self._look.scale)
        if key not in self._heights:
            if len(self._heights) >= _MOST_HEIGHTS:
                self._heights.clear()
            self._heights[key] = self._measure(kind, text, width, beside)
        return self._heights[key]

    def _measure(self, kind: str, text: str, width: int, beside: Beside) -> int:
        px = self._look.px
        if kind == "note":
            lines = len(self._note_lines(text, max(width, px(200))))
            return px(22) * lines + px(18) + px(22)
        lines = len(self._wrap(text, self._name_room(width, beside)))
        return px(36) + px(22) * (lines - 1)

    def _beside(self, index: Index) -> Beside:
        figure = str(index.data(Role.FIGURE) or "")
        return figure, bool(index.data(Role.THEME)), bool(index.data(Role.BOOKMARKED))

    def _name_room(self, width: int, beside: Beside) -> int:
        px = self._look.px
        figure, sealed, bookmarked = beside
        taken = px(self._left) + px(16) + (px(28) if sealed else 0)
        taken += round(QFontMetricsF(self._look.font("meta")).horizontalAdvance(figure)) + px(10)
        taken += px(20) if bookmarked else 0
        return max(width - taken, px(60))

    def _width(self, option: QStyleOptionViewItem, index: Index) -> int:
        """The width of a row: a view asks for sizes before it has given the row one."""
        rect: QRect = option.rect
        if rect.width() > 0:
            return rect.width()
        view: QWidget | None = option.widget
        if not isinstance(view, QAbstractItemView):
            return 0
        if not isinstance(view, QTreeView):
            return view.viewport().width()
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        return view.viewport().width() - depth * view.indentation()

    def _wrap(self, text: str, width: int, limit: int = 9) -> list[str]:
        lines = wrapped(text, self._look.font("body"), width)
        if len(lines) > limit:
            lines = [*lines[: limit - 1], lines[limit - 1].rstrip()[:-1] + "…"]
        return lines

    def _hang(self, text: str, metrics: QFontMetricsF) -> float:
        """How far an opening full-width “ is drawn to the left, so that names align."""
        if not text.startswith(("“", "‘")):
            return 0.0
        wide = metrics.horizontalAdvance(text[0])
        return wide / 2 if wide > metrics.height() / 2 else 0.0

    def _note_lines(self, text: str, width: int) -> list[str]:
        room = width - self._look.px(sum(self._note_edges) + (12 if self._cards else 24))
        return self._wrap(" ".join(text.split()), room, _NOTE_LINES)

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        kind = index.data(Role.KIND)
        if kind == "heading":
            self._paint_heading(painter, rect, index)
        else:
            self._paint_background(painter, option, rect)
            if kind == "note":
                self._paint_note(painter, rect, index)
            elif kind == "hit":
                self._paint_hit(painter, rect, index)
            else:
                self._paint_item(painter, option, rect, index)
        painter.restore()

    def _paint_background(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect
    ) -> None:
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._look.color("accentSoft"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._look.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._look.color("hover"))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
            pen = painter.pen()
            pen.setColor(self._look.color("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        painter.setFont(self._look.font("meta"))
        painter.setPen(self._look.color("ink3"))
        place = rect.adjusted(self._look.px(self._left), 0, 0, 0)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, align, str(index.data() or ""))

    def _paint_item(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: Index
    ) -> None:
        px = self._look.px
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        left = rect.left() + px(self._left)
        theme = index.data(Role.THEME)
        if theme:
            size = px(20)
            self._look.paint_seal(painter, QRectF(left, rect.top() + px(8), size, size), str(theme))
            left += px(28)
        font = self._look.font("body", bold=selected or index.data(Role.KIND) == "strong")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._look.color("accent" if selected and not theme else "ink1"))
        baseline = rect.top() + px(7) + (px(22) - metrics.height()) / 2 + metrics.ascent()
        room = self._name_room(self._width(option, index), self._beside(index))
        lines = self._wrap(str(index.data() or ""), room)
        for number, line in enumerate(lines):
            hang = self._hang(line, metrics) if number == 0 else 0
            painter.drawText(QPointF(left - hang, baseline + number * px(22)), line)
        if index.data(Role.BOOKMARKED):
            x = left + metrics.horizontalAdvance(lines[-1]) + px(8)
            top = rect.top() + px(11) + px(22) * (len(lines) - 1)
            place = QRect(round(x), top, px(13), px(13))
            self._look.icon("bookmark-filled", "accent", 13).paint(painter, place)
        figure = str(index.data(Role.FIGURE) or "")
        painter.setFont(self._look.font("meta"))
        painter.setPen(self._look.color("ink2" if selected else "ink3"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(figure)
        painter.drawText(QPointF(rect.right() - px(16) - width, baseline), figure)

    def _paint_note(self, painter: QPainter, rect: QRect, index: Index) -> None:
        px, look = self._look.px, self._look
        left, right = self._note_edges
        card = rect.adjusted(px(left), px(1), -px(right), -px(6))
        if self._cards:
            painter.fillRect(card, look.color("sunken"))
            painter.fillRect(card.left(), card.top(), 2, card.height(), look.color("ink2"))
        else:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
        painter.setFont(look.font("body"))
        painter.setPen(look.color("ink1"))
        metrics = QFontMetricsF(painter.font())
        top = card.top() + px(8)
        for line in self._note_lines(str(index.data() or ""), rect.width()):
            base = top + (px(22) - metrics.height()) / 2 + metrics.ascent()
            painter.drawText(QPointF(card.left() + px(12), base), line)
            top += px(22)
        painter.setFont(look.font("micro"))
        painter.setPen(look.color("ink3"))
        place = QRectF(card.left() + px(12), top, card.width() - px(24), px(20))
        said = str(index.data(Role.SUBTITLE) or "")
        elided = Qt.TextElideMode.ElideRight
        shown = QFontMetricsF(painter.font()).elidedText(said, elided, place.width())
        painter.drawText(place, shown)

    def _paint_hit(self, painter: QPainter, rect: QRect, index: Index) -> None:
        px, look = self._look.px, self._look
        left = rect.left() + px(self._left)
        theme = index.data(Role.THEME)
        if theme:
            size = px(20)
            look.paint_seal(painter, QRectF(left, rect.top() + px(7), size, size), str(theme))
        left += px(28)
        right = rect.right() - px(16)
        painter.setFont(look.font("meta"))
        painter.setPen(look.color("ink3"))
        beside = str(index.data(Role.FIGURE) or "")
        width = QFontMetricsF(painter.font()).horizontalAdvance(beside)
        painter.drawText(QPointF(right - width, rect.top() + px(22)), beside)
        painter.setFont(look.font("bodyStrong"))
        painter.setPen(look.color("ink1"))
        metrics = QFontMetricsF(painter.font())
        room = right - width - px(10) - left
        name = metrics.elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, room)
        hang = self._hang(name, metrics)
        corner = QPointF(left - hang, rect.top() + px(22) - metrics.ascent())
        self._paint_marked(painter, corner, name, index.data(Role.NAME_MARKS) or ())
        if index.data(Role.BOOKMARKED):
            x = left - hang + metrics.horizontalAdvance(name) + px(8)
            place = QRect(round(x), rect.top() + px(11), px(13), px(13))
            look.icon("bookmark-filled", "accent", 13).paint(painter, place)
        self._paint_snippet(painter, QRectF(left, rect.top() + px(27), right - left, px(22)), index)

    def _paint_snippet(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        text = str(index.data(Role.SUBTITLE) or "")
        marks = index.data(Role.MARKS) or ()
        painter.save()
        painter.setClipRect(rect)
        painter.setFont(self._look.font("meta"))
        painter.setPen(self._look.color("ink2"))
        metrics = QFontMetricsF(painter.font())
        # Marked words are bold: room for them is kept where the line must be cut.
        wider = sum(end - start for start, end in marks) * metrics.averageCharWidth() / 8
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - wider)
        self._paint_marked(painter, QPointF(rect.left(), rect.top() + 1), shown, marks)
        painter.restore()

    def _paint_marked(
        self,
        painter: QPainter,
        corner: QPointF,
        text: str,
        marks: Iterable[tuple[int, int]],
    ) -> None:
        """One line in the painter's font; marked words bold, underlined and on a ground."""
        layout = QTextLayout(text, painter.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        ranges = []
        units = Utf16Map(text)
        for start, end in marks:
            if start < len(text):
                mark = QTextLayout.FormatRange()
                mark.start = units.to_utf16(start)
                mark.length = units.to_utf16(min(end, len(text))) - mark.start
                mark.format.setFontWeight(QFont.Weight.Bold)
                mark.format.setFontUnderline(True)
                mark.format.setBackground(self._look.color("sel"))
                ranges.append(mark)
        layout.setFormats(ranges)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        layout.draw(painter, corner)
