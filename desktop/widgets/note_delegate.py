"""Paints the rows of 笔记: what a note hangs on and its date, two lines of it, its tags.

All rows are as high as each other, so that ten thousand of them are laid out at once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.roles import Role
from desktop.widgets.markdown import to_plain

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFont

    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_LINES: Final = 2
_SHOWN: Final = 240  # characters of a note, which two lines cannot hold, its marks taken off
_SIDE: Final = 18
_TOP: Final = 11
_INDENT: Final = 28


class NoteDelegate(QStyledItemDelegate):
    """`kinds` are the words for the kinds of item, shown where there are no tags."""

    def __init__(
        self, appearance: Appearance, kinds: dict[str, str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look = appearance
        self._kinds = kinds

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        px = self._look.px
        return QSize(0, 2 * px(_TOP) + px(22) + px(4) + _LINES * px(22) + px(4) + px(18) + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        self._paint_ground(painter, option, rect)
        px = self._look.px
        left = rect.left() + px(_SIDE) + px(_INDENT)
        right = rect.right() - px(_SIDE)
        top = rect.top() + px(_TOP)
        self._paint_head(painter, QRectF(left, top, right - left, px(22)), index)
        top += px(22) + px(4)
        self._paint_words(painter, QRectF(left, top, right - left, _LINES * px(22)), index)
        top += _LINES * px(22) + px(4)
        self._paint_tags(painter, QRectF(left, top, right - left, px(18)), index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        look, flag = self._look, QStyle.StateFlag
        state: QStyle.StateFlag = option.state
        if state & flag.State_Selected:
            painter.fillRect(rect, look.color("accentSoft"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.color("accent"))
        elif state & flag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
        if state & flag.State_HasFocus:
            pen = painter.pen()
            pen.setColor(look.color("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_head(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        look, px = self._look, self._look.px
        theme = str(index.data(Role.THEME) or "")
        if theme:
            size = px(20)
            place = QRectF(rect.left() - px(_INDENT), rect.top() + px(1), size, size)
            look.paint_seal(painter, place, theme)
        date = str(index.data(Role.FIGURE) or "")
        self._say(painter, rect, date, "meta", "ink3", Qt.AlignmentFlag.AlignRight)
        room = rect.width() - _wide(look.font("meta"), date) - px(12)
        region = str(index.data(Role.REGION) or "")
        kept = bool(index.data(Role.BOOKMARKED))
        flag = px(20) if kept else 0
        beside = flag + (_wide(look.font("meta"), region) + px(8) if region else 0)
        font = look.font("summary", bold=True)
        elide = Qt.TextElideMode.ElideRight
        title = str(index.data() or "")
        title = QFontMetricsF(font).elidedText(title, elide, max(room - beside, px(60)))
        hang = _hang(title, QFontMetricsF(font))
        name = rect.adjusted(-hang, 0, 0, 0)
        painter.setFont(font)
        painter.setPen(look.color("ink1"))
        painter.drawText(name, _LEFT, title)
        x = name.left() + _wide(font, title) + px(8)
        if kept:
            place_of = QRect(round(x), round(rect.top()) + px(5), px(12), px(12))
            look.icon("bookmark-filled", "accent", 12).paint(painter, place_of)
            x += px(20)
        shown = QFontMetricsF(look.font("meta")).elidedText(
            region, elide, max(rect.left() + room - x, 0)
        )
        self._say(painter, QRectF(x, rect.top(), room, rect.height()), shown, "meta", "ink3")

    def _paint_words(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        look = self._look
        own = index.data(Role.KIND) == "note"
        words = str(index.data(Role.SUBTITLE) or "")[:_SHOWN]
        shown = _plain(words) if own else " ".join(words.split())
        # What the user wrote is in their own type; quotes and summaries are in the sources'.
        font = look.font("body") if own else look.font("quote")
        font.setPixelSize(look.px(14))
        painter.setFont(font)
        painter.setPen(look.color("ink2" if own else "ink3"))
        metrics = QFontMetricsF(font)
        lead = (look.px(22) - metrics.height()) / 2 + metrics.ascent()
        for number, line in enumerate(_lines(shown, font, rect.width())):
            painter.drawText(QPointF(rect.left(), rect.top() + number * look.px(22) + lead), line)

    def _paint_tags(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        tags = index.data(Role.TAGS) or ()
        kind = self._kinds.get(str(index.data(Role.KIND)), "")
        text = "\u2002".join(f"# {tag}" for tag in tags) or kind
        metrics = QFontMetricsF(self._look.font("meta"))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._say(painter, rect, shown, "meta", "ink3")

    def _say(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        role: str,
        color: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(self._look.font(role))
        painter.setPen(self._look.color(color))
        painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, text)


_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@lru_cache(maxsize=512)
def _plain(body: str) -> str:
    return to_plain(body)


def _lines(text: str, font: QFont, width: float) -> list[str]:
    """The first lines of a text, the last of them cut where more follows."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    begin = 0
    while len(lines) < _LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        begin = line.textStart()
        lines.append(layout.text()[begin : begin + line.textLength()])
    layout.endLayout()
    if lines and len(lines) == _LINES:
        rest = layout.text()[begin:]
        lines[-1] = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return lines


def _wide(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


def _hang(text: str, metrics: QFontMetricsF) -> float:
    """How far an opening full-width “ is drawn to the left, so that titles align."""
    if not text.startswith(("“", "‘")):
        return 0.0
    wide = metrics.horizontalAdvance(text[0])
    return wide / 2 if wide > metrics.height() / 2 else 0.0
