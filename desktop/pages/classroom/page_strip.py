"""The pages of a showing as a strip: their titles, the regions on them, which one is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.i18n import tr
from desktop.models.shown_pages import SHEET, STATE, ShownPages
from desktop.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent

    from desktop.documents.sheet import Sheet
    from desktop.theme import Appearance

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_CARD: Final = (151, 85)
_GAP: Final = 10
_LABEL: Final = 22
_LINES: Final = 2


class PageStrip(QListView):
    """One row of cards; the page that is shown stays in sight. Enter or a click goes to a page."""

    chosen = Signal(int)
    """The row of the page to go to."""

    def __init__(self, appearance: Appearance, pages: ShownPages) -> None:
        super().__init__()
        self._look = appearance
        self.setObjectName("pageStrip")
        self.setAccessibleName(tr("页面列表"))
        self.setModel(pages)
        self.setItemDelegate(StripDelegate(appearance, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        appearance.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the sizes from the look in force."""
        self.setFixedHeight(self._look.px(_CARD[1]) + self._look.px(_LABEL) + 2)
        self.scheduleDelayedItemsLayout()

    def bring(self, row: int) -> None:
        """Let the strip follow the showing."""
        index = self.model().index(row, 0)
        if not self.hasFocus():
            self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.chosen.emit(self.currentIndex().row())
        elif event.key() in (keys.Key_Left, keys.Key_Right, keys.Key_Home, keys.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()  # the keys of the showing


class StripDelegate(QStyledItemDelegate):
    """A card with a page's title, and below it its number and what it is."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        px = self._look.px
        return QSize(px(_CARD[0]) + px(_GAP), px(_CARD[1]) + px(_LABEL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        px, look = self._look.px, self._look
        sheet: Sheet = index.data(SHEET)
        state: str = index.data(STATE)
        shown = state == tr("正在放映")
        rect: QRect = option.rect
        card = QRectF(rect.left(), rect.top(), px(_CARD[0]), px(_CARD[1]))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, card, shown=shown, focused=_focused(option))
        inner = card.adjusted(px(9), px(7), -px(9), -px(6))
        part = f" {sheet.part}/{sheet.parts}" if sheet.parts > 1 else ""
        self._paint_title(painter, inner, f"{sheet.title}{part}")
        painter.setFont(look.font("meta"))
        painter.setPen(look.color("ink3"))
        metrics = QFontMetricsF(look.font("meta"))
        foot = _foot(sheet)
        where = QRectF(inner.left(), inner.bottom() - px(20), inner.width(), px(20))
        painter.drawText(
            where,
            Qt.AlignmentFlag.AlignVCenter,
            metrics.elidedText(foot, Qt.TextElideMode.ElideRight, inner.width()),
        )
        painter.setFont(look.font("meta", bold=shown))
        painter.setPen(look.color("accent" if shown else "ink3"))
        below = QRectF(card.left(), card.bottom(), card.width(), px(_LABEL))
        number = f"{index.row() + 1} {state}".strip()
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, number)
        painter.restore()

    def _paint_card(self, painter: QPainter, card: QRectF, *, shown: bool, focused: bool) -> None:
        look = self._look
        width = 2 if shown or focused else 1
        color = "focus" if focused else "accent" if shown else "hair2"
        painter.setPen(QPen(look.color(color), width))
        painter.setBrush(look.color("raised"))
        edge = width / 2
        painter.drawRoundedRect(card.adjusted(edge, edge, -edge, -edge), 6, 6)

    def _paint_title(self, painter: QPainter, room: QRectF, title: str) -> None:
        look = self._look
        font = look.font("colTitle")
        font.setPixelSize(look.px(14))
        metrics = QFontMetricsF(font)
        lines = wrapped(title, font, room.width())
        if len(lines) > _LINES:
            lines = [*lines[: _LINES - 1], "".join(lines[_LINES - 1 :])]
        painter.setFont(font)
        painter.setPen(look.color("ink1"))
        for number, line in enumerate(lines):
            text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
            top = room.top() + number * look.px(21)
            place = QRectF(room.left(), top, room.width(), look.px(21))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)


def _foot(sheet: Sheet) -> str:
    """The regions on a page, or the minutes that it is to take."""
    if sheet.regions:
        return " ".join(sheet.regions)
    return tr("{n} 分钟").format(n=f"{sheet.minutes:g}") if sheet.minutes else ""


def _focused(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_HasFocus)
