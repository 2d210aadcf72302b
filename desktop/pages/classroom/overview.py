"""概览: all pages of a lesson as small pictures, to go to one of them.

Pictures are painted one at a time while nothing else is to be done: two hundred of them must not
hold up the page that is being shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.documents.sheet import Shape
from desktop.i18n import tr
from desktop.models.shown_pages import SHEET, STATE, ShownPages
from desktop.widgets.slide_painter import Look

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPixmap

    from desktop.documents.sheet import Sheet
    from desktop.theme import Appearance
    from desktop.widgets.slide_painter import SlidePainter

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_WIDE: Final = 224
_GAP: Final = 14
_LABEL: Final = 24
_KEYS: Final = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class Overview(QListView):
    """A grid of pages. Arrows and Enter, or a click; everything else is the showing's."""

    chosen = Signal(int)
    """The row of the page to go to."""

    def __init__(self, appearance: Appearance, painter: SlidePainter, pages: ShownPages) -> None:
        super().__init__()
        self._look = appearance
        self.setObjectName("overview")
        self.setAccessibleName(tr("概览"))
        self.setModel(pages)
        self._pictures = OverviewDelegate(appearance, painter, self)
        self.setItemDelegate(self._pictures)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        appearance.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        edge = self._look.px(_GAP)
        self.setViewportMargins(edge, edge // 2, 0, 0)
        self.scheduleDelayedItemsLayout()

    def show_pages(self, current: int, look: Look) -> None:
        """Come into sight with the page that is shown chosen; `look` has shape and zoom."""
        self._pictures.set_look(look)
        self.scheduleDelayedItemsLayout()
        self.show()
        self.raise_()
        index = self.model().index(current, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.setFocus()

    def choose(self, row: int) -> None:
        """Choose a page, without going to it."""
        index = self.model().index(row, 0)
        if index.isValid():
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.currentIndex().row())
        elif event.key() in _KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()


class OverviewDelegate(QStyledItemDelegate):
    """A picture with the page's number and title below; blank until it has been painted."""

    def __init__(self, appearance: Appearance, painter: SlidePainter, view: QListView) -> None:
        super().__init__(view)
        self._look, self._painter, self._view = appearance, painter, view
        self._how = Look()
        self._made: dict[tuple[Sheet, Look, int], QPixmap] = {}
        self._waiting: list[tuple[QPersistentModelIndex, Sheet]] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._make_one)
        appearance.changed.connect(self._forget)

    def set_look(self, look: Look) -> None:
        """Paint pages in another shape or zoom."""
        if look != self._how:
            self._how = look
            self._forget()

    def _forget(self) -> None:
        self._made.clear()
        self._waiting.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        px = self._look.px
        wide, high = self._picture_size()
        return QSize(wide + px(_GAP), high + px(_LABEL) + px(_GAP))

    def _picture_size(self) -> tuple[int, int]:
        wide = self._look.px(_WIDE)
        return wide, round(wide * 9 / 16 if self._how.shape is Shape.WIDE else wide * 3 / 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        px, look = self._look.px, self._look
        sheet: Sheet = index.data(SHEET)
        shown = index.data(STATE) == tr("正在放映")
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        wide, high = self._picture_size()
        corner: QRect = option.rect
        place = QRect(corner.left() + px(_GAP) // 2, corner.top() + px(_GAP) // 2, wide, high)
        painter.save()
        painter.fillRect(place, look.color("paper"))
        picture = self._made.get((sheet, self._how, wide))
        if picture is not None:
            painter.drawPixmap(place, picture)
        else:
            self._want(index, sheet)
        width = 3 if chosen else 2 if shown else 1
        painter.setPen(
            QPen(look.color("focus" if chosen else "accent" if shown else "hair2"), width)
        )
        painter.drawRect(place)
        painter.setFont(look.font("meta", bold=shown))
        painter.setPen(look.color("accent" if shown else "ink2"))
        below = QRectF(place.left(), place.bottom() + 1, wide, px(_LABEL))
        part = f" {sheet.part}/{sheet.parts}" if sheet.parts > 1 else ""
        said = f"{index.row() + 1} {sheet.title}{part}"
        metrics = QFontMetricsF(look.font("meta", bold=shown))
        painter.drawText(
            below,
            Qt.AlignmentFlag.AlignVCenter,
            metrics.elidedText(said, Qt.TextElideMode.ElideRight, wide),
        )
        painter.restore()

    def _want(self, index: Index, sheet: Sheet) -> None:
        self._waiting.append((QPersistentModelIndex(index), sheet))
        self._timer.start()

    def _make_one(self) -> None:
        """One picture of those in sight; what was scrolled away meanwhile is asked for again."""
        while self._waiting:
            index, sheet = self._waiting.pop(0)
            wide = self._picture_size()[0]
            key = sheet, self._how, wide
            if index.isValid() and key not in self._made:
                ratio = self._view.devicePixelRatioF()
                number = Look(
                    shape=self._how.shape,
                    zoom=self._how.zoom,
                    number=index.row() + 1,
                    count=self._view.model().rowCount(),
                )
                self._made[key] = self._painter.thumbnail(sheet, number, wide, ratio)
                self._view.viewport().update()
                break
        if self._waiting:
            self._timer.start()
