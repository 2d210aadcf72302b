"""Pages one below the other, as they will be printed: to scroll, to zoom, to step through."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from desktop.i18n import tr
from desktop.pages.plan.print_layout import POINT, paper

if TYPE_CHECKING:
    from desktop.pages.plan.printing import Pages
    from desktop.session import Session

ZOOMS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_SLICE: Final = 0.007  # seconds of layout at a time: less than half a frame
_KEPT: Final = 8  # drawn pages
_GAP: Final = 16
_WIDEST: Final = paper(landscape=True).width()  # every plan has lists that lie on their side
_DOTS: Final = 96  # what 100% means


class PageView(QAbstractScrollArea):
    """Shows the pages there are and lays out more until there are all."""

    moved = Signal()
    """Another page is in sight, there are more pages, or the zoom is another."""

    def __init__(self, session: Session, pages: Pages) -> None:
        super().__init__()
        self.setObjectName("pageView")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = session.appearance
        self._pages = pages
        self._zoom = 0.0  # the width of the view
        self._tops: list[float] = []
        self._scale = 1.0  # pixels of one unit of the layout
        self._said = (0, 0)
        self._drawn: dict[tuple[int, float, float], QPixmap] = {}
        self._painting = True
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_turn)
        self._place()
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # Where one is

    @property
    def page_count(self) -> int:
        """How many pages there are so far."""
        return len(self._pages)

    @property
    def page(self) -> int:
        """The page in sight, from 1; 0 before there is one."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        return max(bisect_right(self._tops, middle), min(len(self._tops), 1))

    @property
    def complete(self) -> bool:
        """Whether these are all."""
        return self._pages.complete

    def go_to(self, page: int) -> None:
        """Show a page from its top."""
        if self._tops:
            number = min(max(page, 1), len(self._tops))
            self.verticalScrollBar().setValue(round(self._tops[number - 1]) - _GAP)

    @property
    def zoom(self) -> float:
        """How large the pages are, where 1.0 is the size of the paper on a usual screen."""
        return self._scale * 72 * POINT / _DOTS

    def set_zoom(self, zoom: float) -> None:
        """Show the pages at a size; 0 is as wide as the view."""
        page = self.page
        self._zoom = zoom
        self._place()
        self.go_to(page)

    def step_zoom(self, step: int) -> None:
        """The next larger or smaller size."""
        now = self.zoom
        larger = [z for z in ZOOMS if z > now + 0.01]
        smaller = [z for z in ZOOMS if z < now - 0.01]
        if step > 0 and larger:
            self.set_zoom(larger[0])
        elif step < 0 and smaller:
            self.set_zoom(smaller[-1])

    # Laying out

    def _on_turn(self) -> None:
        self._painting = not self._painting
        if self._painting:  # on a turn between two: what was laid out is painted
            self._go_on()

    def _go_on(self) -> None:
        before = len(self._pages)
        self._pages.go_on(_SLICE)
        if self._pages.complete:
            self._timer.stop()
        if len(self._pages) != before or self._pages.complete:
            self._drawn.pop(self._key(before - 1), None)  # the last one was not full yet
            self._add()

    def _add(self) -> None:
        """Make room for pages that there were not before."""
        y = self._tops[-1] + self._height(len(self._tops) - 1) if self._tops else 0.0
        for number in range(len(self._tops), len(self._pages)):
            self._tops.append(y + _GAP)
            y = self._tops[-1] + self._height(number)
        self._set_bars(y + _GAP)

    def _place(self) -> None:
        """Find all places anew: the size of the pages, or of the view, is another."""
        room = max(self.viewport().width() - 2 * _GAP, 50)
        self._scale = self._zoom * _DOTS / (72 * POINT) if self._zoom else room / _WIDEST
        self._tops.clear()
        self._add()

    def _height(self, number: int) -> float:
        return self._pages[number].size.height() * self._scale

    def _set_bars(self, height: float) -> None:
        port = self.viewport()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(round(height) - port.height(), 0))
        vertical.setPageStep(port.height())
        vertical.setSingleStep(self._look.px(40))
        wide = round(_WIDEST * self._scale)
        horizontal.setRange(0, max(wide + 2 * _GAP - port.width(), 0))
        horizontal.setPageStep(port.width())
        horizontal.setSingleStep(self._look.px(40))
        port.update()
        self._say()

    def _say(self) -> None:
        """What stands on the page in sight, for those who do not see it."""
        shown = (self.page, len(self._pages))
        if shown[0] and shown != self._said:
            words = tr("第 {page} 页，共 {n} 页").format(page=shown[0], n=shown[1])
            self.setAccessibleName(words)
            if shown[0] != self._said[0] or shown[1] == shown[0] + 1:
                self.setAccessibleDescription(self._pages[shown[0] - 1].text())
            self._said = shown
        self.moved.emit()

    def _on_scrolled(self) -> None:
        self.viewport().update()
        self._say()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._pages.complete:
            self._timer.start()  # not before: what is shown first has its turns for itself

    # Drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self.page
        self._place()
        if not self._zoom:
            self.go_to(page)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._look.color("sunken"))
        for number, rect in self._in_sight():
            painter.drawPixmap(rect.topLeft(), self._pixmap(number, rect.size()))
            painter.setPen(self._look.color("hair2"))
            painter.drawRect(rect)
        if self.hasFocus():
            pen = painter.pen()
            pen.setColor(self._look.color("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _in_sight(self) -> list[tuple[int, QRectF]]:
        port = self.viewport()
        at_x, at_y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        across = max(port.width(), _WIDEST * self._scale + 2 * _GAP)
        first = max(bisect_right(self._tops, at_y) - 1, 0)
        end = bisect_right(self._tops, at_y + port.height())
        found = []
        for number in range(first, end):
            size = self._pages[number].size * self._scale
            corner = QPointF((across - size.width()) / 2 - at_x, self._tops[number] - at_y)
            found.append((number, QRectF(corner, size)))
        return found

    def _key(self, number: int) -> tuple[int, float, float]:
        return number, self._scale, self.devicePixelRatioF()

    def _pixmap(self, number: int, size: QSizeF) -> QPixmap:
        """A page as it was drawn; paper is white in the dark too."""
        key = self._key(number)
        if key not in self._drawn:
            while len(self._drawn) >= _KEPT:
                del self._drawn[next(iter(self._drawn))]
            ratio = key[2]
            pixmap = QPixmap((size * ratio).toSize())
            pixmap.fill(Qt.GlobalColor.white)
            painter = QPainter(pixmap)
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
            )
            painter.scale(self._scale * ratio, self._scale * ratio)
            self._pages[number].draw(painter, number + 1, self._pages.faces)
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            self._drawn[key] = pixmap
        return self._drawn[key]

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.go_to(self.page + 1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_Backspace:
                self.go_to(self.page - 1)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)
