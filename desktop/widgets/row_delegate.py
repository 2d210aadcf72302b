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
from desktop.roles import Role, RowLine
from desktop.widgets.line_type import LineType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOTE_LINES = 3
_NAME_LINES = 9


class _Types:
    """The types of the lines of a row at one scale."""

    def __init__(self, look: Appearance) -> None:
        self.scale = look.scale
        self.body, self.meta = LineType(look.font("body")), LineType(look.font("meta"))


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
        self._known = _Types(appearance)
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
        return QSize(0, self.height(self._row_line(index), self._width(option, index)))

    def height(self, line: RowLine, width: int) -> int:
        """How high a row is; its lines are measured once."""
        px = self._look.px
        if line.kind == "heading":
            return px(30)
        if line.kind == "note":
            return px(22) * len(self._note_lines(line.text, max(width, px(200)))) + px(18) + px(22)
        if line.kind == "hit":
            return px(52)
        return px(36) + px(22) * (len(self._name_lines(line, width)) - 1)

    def _row_line(self, index: Index) -> RowLine:
        line = index.data(Role.LINE)
        if isinstance(line, RowLine):
            return line
        kind, text = str(index.data(Role.KIND) or ""), str(index.data() or "")
        figure, theme = (str(index.data(role) or "") for role in (Role.FIGURE, Role.THEME))
        return RowLine(kind, text, figure, theme, bool(index.data(Role.BOOKMARKED)))

    def _name_lines(self, line: RowLine, width: int) -> list[str]:
        """The lines of a name, beside its figure."""
        px, types = self._look.px, self._types
        taken = px(self._left) + px(16) + (px(28) if line.theme else 0)
        taken += round(types.meta.advance(line.figure)) + px(10)
        taken += px(20) if line.bookmarked else 0
        room = max(width - taken, px(60))
        return self._wrap(line.text, room, _NAME_LINES)

    @property
    def _types(self) -> _Types:
        """The types of a row at the present scale, and what was measured with them."""
        if self._known.scale != self._look.scale:
            self._known = _Types(self._look)
        return self._known

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

    def _hang(self, text: str, metrics: QFontMetricsF) -> float:
        """How far an opening full-width “ is drawn to the left, so that names align."""
        if not text.startswith(("“", "‘")):
            return 0.0
        wide = metrics.horizontalAdvance(text[0])
        return wide / 2 if wide > metrics.height() / 2 else 0.0

    def _note_lines(self, text: str, width: int) -> list[str]:
        room = width - self._look.px(sum(self._note_edges) + (12 if self._cards else 24))
        return self._wrap(" ".join(text.split()), room, _NOTE_LINES)

    def _wrap(self, text: str, width: int, limit: int) -> list[str]:
        return _at_most(list(self._types.body.lines(text, width)), limit)

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
        row = self._row_line(index)
        theme = row.theme
        if theme:
            size = px(20)
            self._look.paint_seal(painter, QRectF(left, rect.top() + px(8), size, size), theme)
            left += px(28)
        font = self._look.font("body", bold=selected or row.kind == "strong")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._look.color("accent" if selected and not theme else "ink1"))
        baseline = rect.top() + px(7) + (px(22) - metrics.height()) / 2 + metrics.ascent()
        lines = self._name_lines(row, self._width(option, index))
        for number, line in enumerate(lines):
            hang = self._hang(line, metrics) if number == 0 else 0
            painter.drawText(QPointF(left - hang, baseline + number * px(22)), line)
        if row.bookmarked:
            x = left + metrics.horizontalAdvance(lines[-1]) + px(8)
            top = rect.top() + px(11) + px(22) * (len(lines) - 1)
            place = QRect(round(x), top, px(13), px(13))
            self._look.icon("bookmark-filled", "accent", 13).paint(painter, place)
        if row.figure:
            meta = self._types.meta
            painter.setFont(meta.font)
            painter.setPen(self._look.color("ink2" if selected else "ink3"))
            width = meta.advance(row.figure)
            painter.drawText(QPointF(rect.right() - px(16) - width, baseline), row.figure)

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


def _at_most(lines: list[str], limit: int) -> list[str]:
    """The lines there is room for; the last of them says where there are more."""
    if len(lines) > limit:
        return [*lines[: limit - 1], lines[limit - 1].rstrip()[:-1] + "…"]
    return lines
