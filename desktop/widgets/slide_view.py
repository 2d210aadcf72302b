"""Shows one page of a lesson, letterboxed in whatever room there is.

Citation marks can be clicked, and reached with Tab and opened with Enter. What is painted is kept
until the page, the look or the size changes: a pen over it costs no painting of text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.text import circled
from desktop.documents.sheet import HEIGHT
from desktop.i18n import tr
from desktop.widgets.slide_painter import Hit, Look, SlidePainter, letterboxed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from desktop.documents.sheet import Sheet, Source
    from desktop.theme import Appearance

_OPENERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SlideView(QWidget):
    """One sheet in one look; `surround` fills what the page leaves free, None: nothing does."""

    source_wanted = Signal(object)
    """A `documents.sheet.Source` whose mark was clicked, or opened by key."""

    def __init__(
        self,
        appearance: Appearance,
        painter: SlidePainter | None = None,
        *,
        surround: QColor | None = None,
    ) -> None:
        super().__init__()
        self._look = appearance
        self._painter = painter or SlidePainter(appearance)
        self._surround = surround
        self._sheet: Sheet | None = None
        self._how = Look()
        self._hits: list[Hit] = []
        self._current = -1
        self._picture: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        appearance.changed.connect(self._repaint)

    @property
    def painter(self) -> SlidePainter:
        """What it is painted with, to be shared with thumbnails."""
        return self._painter

    @property
    def sheet(self) -> Sheet | None:
        """What is shown, None: nothing yet."""
        return self._sheet

    @property
    def shown_look(self) -> Look:
        """How it is shown."""
        return self._how

    def show_sheet(self, sheet: Sheet | None, look: Look | None = None) -> None:
        """Show another page, or the same in another look; None: an empty one."""
        look = look or Look()
        if sheet != self._sheet:
            self._current = -1
        self._sheet, self._how = sheet, look
        self._repaint()

    def prepare(self, sheet: Sheet, look: Look) -> Iterator[None]:
        """Lay out a page before it is wanted, in steps."""
        yield from self._painter.prepare(sheet, self._seen(look))

    def _seen(self, look: Look) -> Look:
        """The look with what the system asks for: high contrast where its user has chosen that."""
        return replace(look, contrast=True) if not look.contrast and _wants_contrast() else look

    def _repaint(self) -> None:
        self._picture = None
        self._render()
        self._tell()
        self.update()

    # Places

    def scene_rect(self) -> QRectF:
        """Where the page stands in the widget."""
        return letterboxed(QRectF(self.rect()), self._how.shape)

    def to_scene(self, point: QPointF) -> QPointF:
        """A point of the widget in units of the page."""
        place = self.scene_rect()
        scale = HEIGHT / max(place.height(), 1)
        return (point - place.topLeft()) * scale

    def from_scene(self, point: QPointF) -> QPointF:
        """A point of the page in the widget."""
        place = self.scene_rect()
        return place.topLeft() + point * (place.height() / HEIGHT)

    # Sources

    def sources(self) -> list[Source]:
        """What can be opened on the page, from the top down."""
        return [hit.source for hit in self._hits]

    @property
    def current_source(self) -> Source | None:
        """Whose mark has the focus ring."""
        return self._hits[self._current].source if self._current >= 0 else None

    def open_source(self) -> bool:
        """Open the current mark, or the first one; False where there is none."""
        if not self._hits:
            return False
        self.source_wanted.emit(self._hits[max(self._current, 0)].source)
        return True

    def _choose(self, place: int) -> None:
        self._current = place
        self._tell()
        self.update()

    def _tell(self) -> None:
        """What is read out: the page, and the mark that has the focus."""
        title = self._sheet.title if self._sheet else ""
        source = self.current_source
        if source is not None:
            title = tr("原文依据 {number}：{quote}").format(
                number=circled(source.number), quote=source.exact
            )
        self.setAccessibleName(title or tr("课件页面"))
        words = self._painter.spoken(self._sheet, self._how) if self._sheet else ""
        self.setAccessibleDescription(words)

    # Painting

    def _device_rect(self) -> QRect:
        """Where the page stands, in whole pixels of the screen."""
        ratio = self.devicePixelRatioF()
        place = self.scene_rect()
        return QRectF(place.topLeft() * ratio, place.size() * ratio).toRect()

    def _render(self) -> None:
        """Paint the page into a picture of its real pixels: opaque, for that is drawn quickly."""
        device, ratio = self._device_rect(), self.devicePixelRatioF()
        drawn = self._picture
        if drawn is not None and (drawn.size(), drawn.devicePixelRatio()) == (device.size(), ratio):
            return
        current = self.current_source
        self._hits = []
        picture = QPixmap(device.size())
        picture.setDevicePixelRatio(ratio)
        if self._sheet is not None and not picture.isNull():
            painter = QPainter(picture)
            # The page fills all but perhaps a part of its outermost pixels.
            painter.setPen(QPen(self._look.color("paper"), 4 / ratio))
            painter.drawRect(QRectF(0, 0, device.width() / ratio, device.height() / ratio))
            painter.translate(-QPointF(device.topLeft()) / ratio)
            look = self._seen(self._how)
            self._hits = self._painter.paint(painter, self.scene_rect(), self._sheet, look)
            painter.end()
        self._picture = picture
        found = [hit.source for hit in self._hits]
        self._current = found.index(current) if current in found else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        self._render()
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        if self._surround is not None:
            self._paint_surround(painter, self._surround)
        if self._picture is not None and self._sheet is not None:
            at = QPointF(self._device_rect().topLeft()) / self.devicePixelRatioF()
            painter.drawPixmap(at, self._picture)
        if self._current >= 0 and self.hasFocus():
            self._paint_ring(painter, self._hits[self._current].rect)
        painter.end()

    def _paint_surround(self, painter: QPainter, color: QColor) -> None:
        """What the page leaves free; all of it where there is no page."""
        page = self.scene_rect().toAlignedRect() if self._sheet is not None else QRect()
        painter.save()
        free = QRegion(self.rect()) - QRegion(page.adjusted(2, 2, -2, -2))
        painter.setClipRegion(free, Qt.ClipOperation.IntersectClip)
        painter.fillRect(self.rect(), color)
        painter.restore()

    def _paint_ring(self, painter: QPainter, rect: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._look.color("focus"))
        pen.setWidthF(max(2.0, 4 * self.scene_rect().height() / HEIGHT))
        painter.setPen(pen)
        painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 4, 4)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(640), self._look.px(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(160), self._look.px(90))

    # Keys and pointer

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes over the marks, and then on."""
        place = self._current + (1 if forward else -1)
        if self._current < 0 and not forward:
            place = -1
        if self.hasFocus() and 0 <= place < len(self._hits):
            self._choose(place)
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.BacktabFocusReason and self._hits:
            self._choose(len(self._hits) - 1)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._choose(-1)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENERS and self._current >= 0:
            self.open_source()
            return
        super().keyPressEvent(event)  # the keys of a show belong to those around it

    def _hit_at(self, point: QPointF) -> int:
        for number, hit in enumerate(self._hits):
            if hit.rect.contains(point):
                return number
        return -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._hit_at(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._hit_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self._choose(place)
            self.open_source()
            return
        super().mouseReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Taken where it opens something, so that the release comes here too.
        if self._hit_at(event.position()) < 0:
            super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._repaint()


def _wants_contrast() -> bool:
    """Whether the system is set to high contrast; Qt tells from 6.10 on."""
    hints = QGuiApplication.styleHints()
    ask = getattr(hints, "accessibility", None)
    if ask is None:
        return False
    preference = ask().contrastPreference()
    return bool(preference.name == "HighContrast")
