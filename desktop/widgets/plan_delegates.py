"""Paints the rows beside a plan: its outline, and what can be dragged into it."""

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
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.i18n import tr
from desktop.roles import Role

if TYPE_CHECKING:
    from desktop.roles import OutlineItem, SourceLine
    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_SIGNS = {"ok": ("check", "ok"), "warn": ("warn", "warn")}
_LINE = 22
_MOST_LINES = 3
_KEPT = 2_000  # rows whose lines are known


class _RowPainter(QStyledItemDelegate):
    """What both kinds of row share: the ground, one line of text, a sign with words."""

    def __init__(self, appearance: Appearance, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._look = appearance
        # A large plan has hundreds of rows, and the view asks for the height of each many times.
        self._widths: dict[tuple[str, str], float] = {}
        self._across = -1  # the width that rows are laid out for
        parent.viewport().installEventFilter(self)
        appearance.changed.connect(self._widths.clear)
        appearance.changed.connect(parent.scheduleDelayedItemsLayout)

    def _width(self, text: str, role: str) -> float:
        """How wide a text is in one line; that of "body" is measured in bold, as it may be."""
        width = self._widths.get((text, role))
        if width is None:
            font = self._look.font(role, bold=role == "body")
            width = QFontMetricsF(font).horizontalAdvance(text)
            self._widths[text, role] = width
        return width

    def _breadth(self, option: QStyleOptionViewItem) -> int:
        view = self.parent()
        width: int = option.rect.width()
        if width <= 0 and isinstance(view, QAbstractItemView):
            width = view.viewport().width()
        return width

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Names wrap: rows are as high as the width makes them."""
        view = self.parent()
        if isinstance(event, QResizeEvent) and isinstance(view, QAbstractItemView):
            if event.size().width() != self._across:  # what was hidden does not say its old size
                self._across = event.size().width()
                view.scheduleDelayedItemsLayout()
            return False
        return super().eventFilter(watched, event)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> bool:
        """Paint the ground; returns whether the row is the chosen one."""
        look, rect = self._look, option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, look.color("accentSoft"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            pen = painter.pen()
            pen.setColor(look.color("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        return selected

    def _words(
        self, painter: QPainter, x: float, middle: float, text: str, role: str, color: str
    ) -> None:
        painter.setFont(self._look.font(role))
        painter.setPen(self._look.color(color))
        metrics = QFontMetricsF(painter.font())
        painter.drawText(QPointF(x, middle + (metrics.ascent() - metrics.descent()) / 2), text)

    def _sign(
        self, painter: QPainter, right: int, middle: int, text: str, tone: str, quiet: str
    ) -> int:
        """A sign with its words, flush right; returns where they begin."""
        look, px = self._look, self._look.px
        icon, color = _SIGNS.get(tone, ("", quiet))
        left = right - round(QFontMetricsF(look.font("meta")).horizontalAdvance(text))
        if text:
            self._words(painter, left, middle, text, "meta", color)
        if icon:
            size = px(15)
            left -= size + (px(3) if text else 0)
            look.icon(icon, color, 15).paint(painter, QRect(left, middle - size // 2, size, size))
        return left

    def _sign_width(self, text: str, tone: str) -> int:
        px = self._look.px
        width = self._width(text, "meta")
        return round(width) + (px(18) if tone in _SIGNS else 0) + (px(8) if text or tone else 0)

    def _wrap(self, text: str, width: int, *, bold: bool) -> list[str]:
        layout = QTextLayout(text, self._look.font("body", bold=bold))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            # In UTF-16 units, which differ from Python's where a rare ideograph stands.
            units = text.encode("utf-16-le")
            start, end = line.textStart() * 2, (line.textStart() + line.textLength()) * 2
            lines.append(units[start:end].decode("utf-16-le", "replace"))
        layout.endLayout()
        if len(lines) > _MOST_LINES:
            lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1].rstrip()[:-1] + "…"]
        return lines or [""]


class OutlineDelegate(_RowPainter):
    """Sections 36 high, what stands in them 32; at the right a sign and its words."""

    def __init__(self, appearance: Appearance, parent: QAbstractItemView) -> None:
        super().__init__(appearance, parent)
        self._lines: dict[tuple[OutlineItem, int], list[str]] = {}
        self._heights: dict[tuple[OutlineItem, int], QSize] = {}
        appearance.changed.connect(self._forget)

    def _forget(self) -> None:
        self._lines.clear()
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item: OutlineItem = index.data(Role.OUTLINE)
        width = self._breadth(option)
        size = self._heights.get((item, width))
        if size is None:
            self._make_room()
            px = self._look.px
            base = px(32 if item.depth else 36)
            # Most are short, and lines are slow to break.
            short = self._width(item.text, "body") < self._room(item, width) - 1
            more = 0 if short else len(self._broken(item, width)) - 1
            size = self._heights[item, width] = QSize(0, base + px(_LINE) * more)
        return size

    def measure(self, item: OutlineItem) -> None:
        """Measure what is dear of a row before it is laid out."""
        self._width(item.text, "body")
        self._sign_width(item.state, item.tone)

    def _broken(self, item: OutlineItem, width: int) -> list[str]:
        """The name in lines, as they are broken in a width."""
        lines = self._lines.get((item, width))
        if lines is None:
            self._make_room()
            lines = self._wrap(item.text, self._room(item, width), bold=True)
            self._lines[item, width] = lines
        return lines

    def _make_room(self) -> None:
        """A window that is drawn larger has every row in every width on its way."""
        if max(len(self._lines), len(self._heights)) >= _KEPT:
            self._forget()

    def _left(self, item: OutlineItem) -> int:
        return self._look.px(16 + 14 * item.depth)

    def _room(self, item: OutlineItem, width: int) -> int:
        px = self._look.px
        taken = self._left(item) + px(12) + self._sign_width(item.state, item.tone)
        return max(width - taken, px(60))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect
        px = self._look.px
        selected = self._ground(painter, option)
        item: OutlineItem = index.data(Role.OUTLINE)
        top = item.depth > 0
        base = px(32) if top else px(36)
        middle = rect.top() + base // 2
        lines = self._broken(item, self._breadth(option))
        painter.setFont(self._look.font("body", bold=selected))
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        ink = "ink3" if not enabled else "accent" if selected else "ink2" if top else "ink1"
        painter.setPen(self._look.color(ink))
        metrics = QFontMetricsF(painter.font())
        line_base = middle + (metrics.ascent() - metrics.descent()) / 2
        left = rect.left() + self._left(item)
        for number, line in enumerate(lines):
            painter.drawText(QPointF(left, line_base + number * px(_LINE)), line)
        self._sign(painter, rect.right() - px(12), middle, item.state, item.tone, "ink3")
        painter.restore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter ends an editor at once: later, as Qt would, the view no longer knows it."""
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.type() == QEvent.Type.KeyPress:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched)
                return True
        return super().eventFilter(watched, event)

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,  # noqa: ARG002
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(tr("名称"))
        return editor

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002
    ) -> None:
        rect: QRect = option.rect
        high = max(editor.sizeHint().height(), rect.height())
        editor.setGeometry(rect.left(), rect.top(), rect.width(), high)


class SourceDelegate(_RowPainter):
    """Rows 46 high: a grip, the seal, name and region; at the right whether it is used."""

    def __init__(self, appearance: Appearance, parent: QAbstractItemView) -> None:
        super().__init__(appearance, parent)
        # When the list comes into sight it asks for the height of every row.
        self._lines: dict[tuple[SourceLine, int], list[str]] = {}
        appearance.changed.connect(self._lines.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px = self._look.px
        row: SourceLine = index.data(Role.LINE)
        if row.kind == "heading":
            return QSize(0, px(34))
        if row.kind == "note":
            return QSize(0, px(62))
        return QSize(0, px(46) + px(_LINE) * (len(self._broken(row, self._breadth(option))) - 1))

    def _broken(self, row: SourceLine, width: int) -> list[str]:
        """A name in the lines that it takes."""
        if (row, width) not in self._lines:
            if len(self._lines) >= _KEPT:
                self._lines.clear()
            room = self._room(row, width)
            # What is not too wide in bold, as it is measured, is not so without.
            short = self._width(row.text, "body") < room - 1
            self._lines[row, width] = (
                [row.text] if short else self._wrap(row.text, room, bold=False)
            )
        return self._lines[row, width]

    def _room(self, row: SourceLine, width: int) -> int:
        px = self._look.px
        region = self._width(row.figure, "meta")
        used = row.subtitle
        taken = px(62) + round(region) + px(12) + self._sign_width(used, "ok" if used else "")
        return max(width - taken - px(10), px(80))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect
        px, look = self._look.px, self._look
        kind = index.data(Role.KIND)
        if kind == "heading":
            self._words(
                painter,
                rect.left() + px(16),
                rect.center().y() + px(2),
                str(index.data() or ""),
                "meta",
                "ink3",
            )
            painter.restore()
            return
        self._ground(painter, option)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
        if kind == "note":
            self._paint_note(painter, rect, index)
        else:
            self._paint_item(painter, option, index)
        painter.restore()

    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        px, look = self._look.px, self._look
        rect: QRect = option.rect
        middle = rect.top() + px(46) // 2
        self._paint_grip(painter, rect.left() + px(10), middle)
        size = px(20)
        seal = QRectF(rect.left() + px(31), middle - size / 2, size, size)
        look.paint_seal(painter, seal, str(index.data(Role.THEME) or ""))
        left: float = rect.left() + px(60)
        row: SourceLine = index.data(Role.LINE)
        lines = self._broken(row, self._breadth(option))
        metrics = QFontMetricsF(look.font("body"))
        left -= _hang(lines[0], metrics)
        for number, line in enumerate(lines):
            self._words(painter, left, middle + number * px(_LINE), line, "body", "ink1")
        beside = left + metrics.horizontalAdvance(lines[-1]) + px(9)
        last = middle + px(_LINE) * (len(lines) - 1)
        self._words(painter, beside, last, row.figure, "meta", "ink3")
        used = row.subtitle
        if index.data(Role.CAUTION):
            self._paint_dragged(painter, rect, middle)
        elif used:
            self._paint_used(painter, rect.right() - px(12), middle, used)

    def _paint_dragged(self, painter: QPainter, rect: QRect, middle: int) -> None:
        px, look = self._look.px, self._look
        said = tr("正在拖动")
        left = rect.right() - px(12)
        left -= round(QFontMetricsF(look.font("meta")).horizontalAdvance(said))
        painter.fillRect(
            left - px(8),
            rect.top(),
            rect.right() - left,
            rect.height() - 1,
            look.color("accentSoft"),
        )
        self._words(painter, left, middle, said, "meta", "accent")
        painter.setPen(QPen(look.color("accent"), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(rect.adjusted(2, 2, -3, -3), px(6), px(6))

    def _paint_used(self, painter: QPainter, right: int, middle: int, used: str) -> None:
        look, px = self._look, self._look.px
        size = px(15)
        left = right - round(QFontMetricsF(look.font("meta")).horizontalAdvance(used))
        self._words(painter, left, middle, used, "meta", "ink3")
        place = QRect(left - size - px(3), middle - size // 2, size, size)
        look.icon("check", "ink3", 15).paint(painter, place)

    def _paint_grip(self, painter: QPainter, left: int, middle: int) -> None:
        px = self._look.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("ink3"))
        for column in (0, 1):
            for row in (-1, 0, 1):
                spot = QPointF(left + px(5) * column, middle + px(5) * row)
                painter.drawEllipse(spot, px(1.2) or 1, px(1.2) or 1)
        painter.restore()

    def _paint_note(self, painter: QPainter, rect: QRect, index: Index) -> None:
        px, look = self._look.px, self._look
        left = rect.left() + px(16)
        if index.flags() & Qt.ItemFlag.ItemIsDragEnabled:
            self._paint_grip(painter, rect.left() + px(10), rect.center().y())
            left = rect.left() + px(31)
        room = rect.right() - px(12) - left
        elide = Qt.TextElideMode.ElideRight
        said = QFontMetricsF(look.font("body")).elidedText(str(index.data() or ""), elide, room)
        about = QFontMetricsF(look.font("meta")).elidedText(
            str(index.data(Role.SUBTITLE) or ""), elide, room
        )
        self._words(painter, left, rect.top() + px(20), said, "body", "ink1")
        self._words(painter, left, rect.top() + px(43), about, "meta", "ink3")


def _hang(text: str, metrics: QFontMetricsF) -> float:
    """How far an opening full-width “ is drawn to the left, so that names align."""
    if not text.startswith(("“", "‘")):
        return 0.0
    wide = metrics.horizontalAdvance(text[0])
    return wide / 2 if wide > metrics.height() / 2 else 0.0
