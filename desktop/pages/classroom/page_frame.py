"""A page on the console in a frame of the audience's proportions: the slide, or the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.documents.sheet import HEIGHT, Shape
from desktop.pages.classroom.source_stage import SourceStage
from desktop.widgets.ink import Ink, InkOverlay
from desktop.widgets.slide_view import SlideView

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.documents.sheet import Sheet, Source
    from desktop.session import Session
    from desktop.widgets.slide_painter import Look, SlidePainter


class PageFrame(QWidget):
    """As wide as there is room and as high as its shape makes it; `line` is its border."""

    source_wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        painter: SlidePainter,
        ink: Ink | None = None,
        *,
        line: tuple[str, int] = ("hair2", 1),
    ) -> None:
        super().__init__()
        self._session = session
        self._line = line
        self._shape = Shape.WIDE
        self.slide = SlideView(session.appearance, painter)
        self.slide.setParent(self)
        self.slide.source_wanted.connect(self.source_wanted)
        self.ink = InkOverlay(session.appearance, self.slide, ink) if ink is not None else None
        self.source: SourceStage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 70)

    def show_sheet(self, sheet: Sheet | None, look: Look) -> None:
        """Show a page."""
        if self.source is not None:
            self.source.hide()
        if look.shape is not self._shape:
            self._shape = look.shape
            self._place()
        self.slide.show_sheet(sheet, look)
        self.slide.show()

    def show_source(self, source: Source, place: str, zoom: float) -> None:
        """Show a source over the page."""
        if self.source is None:
            self.source = SourceStage(self._session)
            self.source.setParent(self)
        self.source.setGeometry(self._inner())
        self.source.show_source(source, place, zoom)
        self.source.show()
        self.source.raise_()

    def needed_height(self, width: int) -> int:
        """So high is the frame at a width."""
        edge = 2 * self._line[1]
        return round((width - edge) * HEIGHT / self._shape.width) + edge

    def _inner(self) -> QRect:
        edge = self._line[1]
        room = QSize(self.width() - 2 * edge, self.height() - 2 * edge)
        size = QSize(self._shape.width, HEIGHT).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left = (self.width() - size.width()) // 2
        return QRect(left, edge, size.width(), size.height())

    def _place(self) -> None:
        inner = self._inner()
        self.slide.setGeometry(inner)
        if self.source is not None:
            self.source.setGeometry(inner)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        color, width = self._line
        painter = QPainter(self)
        painter.setPen(QPen(self._session.appearance.color(color), width))
        half = width / 2
        inner = self._inner()
        painter.drawRect(inner.toRectF().adjusted(-half, -half, half, half))
