"""The margin of a source view: a lane for every highlighted passage, a seal where it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.lanes import Span, merged, pack_lanes

if TYPE_CHECKING:
    from desktop.theme import Appearance
    from desktop.widgets.source_view import SourceView

_LANES: Final = 3
_SEAL_COLUMNS: Final = 2


@dataclass(frozen=True, slots=True)
class _Mark:
    """One passage in the gutter, in document coordinates; lanes count from the text outwards."""

    span: Span
    top: float
    bottom: float
    lane: int
    seal_column: int
    seal_top: float


class Gutter(QWidget):
    """Painted from the spans of its view; laid out anew only when the text or spans change."""

    group_clicked = Signal(str)
    group_hovered = Signal(str)
    """The pointer is over the lane or the seal of this group; '' once it is over none."""

    def __init__(self, view: SourceView, appearance: Appearance) -> None:
        super().__init__(view)
        self._view = view
        self._appearance = appearance
        self._marks: list[_Mark] | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)

    def forget_layout(self) -> None:
        """The text was laid out anew, or other spans are shown."""
        self._marks = None

    def marks(self) -> list[_Mark]:
        """All passages with their lanes, in document order."""
        if self._marks is None:
            self._marks = self._lay_out()
        return self._marks

    def _lay_out(self) -> list[_Mark]:
        spans = merged(self._view.spans)
        above, below = self._view.text_band()
        extents = [self._view.vertical_extent(span.start, span.end) for span in spans]
        line = below
        ranges = [(top + above * 0.7, max(bottom, top + line) - 2) for top, bottom in extents]
        lanes = pack_lanes(ranges)
        seal = self._seal_size() + 2
        tops = [top + above * 0.5 for top, _ in extents]
        columns = pack_lanes([(top, top + seal) for top in tops])
        return [
            _Mark(span, top, bottom, lane, column, seal_top)
            for span, (top, bottom), lane, column, seal_top in zip(
                spans, ranges, lanes, columns, tops, strict=True
            )
        ]

    def _seal_size(self) -> int:
        return self._appearance.px(20)

    def _lane_rect(self, mark: _Mark) -> QRectF:
        px = self._appearance.px
        lane = min(mark.lane, _LANES - 1)
        wide = px(6) if mark.span.group == self._view.active else px(4)
        center = self.width() - px(14) - lane * px(8)
        return QRectF(center - wide / 2, mark.top, wide, mark.bottom - mark.top)

    def _seal_rect(self, mark: _Mark) -> QRectF:
        size = self._seal_size()
        left = self._appearance.px(34) - mark.seal_column * (size + self._appearance.px(3))
        return QRectF(left, mark.seal_top, size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        scroll = self._view.verticalScrollBar().value()
        painter.translate(0, -scroll)
        clip = QRectF(event.rect()).translated(0, scroll)
        hidden: dict[int, int] = {}
        for mark in self.marks():
            if mark.top > clip.bottom() + self._seal_size():
                break
            if mark.bottom < clip.top() - self._seal_size():
                continue
            painter.setBrush(self._appearance.seal(mark.span.theme).gutter)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(self._lane_rect(mark), 2, 2)
            if mark.seal_column < _SEAL_COLUMNS:
                self._appearance.paint_seal(painter, self._seal_rect(mark), mark.span.theme)
            else:
                top = round(mark.seal_top)
                hidden[top] = hidden.get(top, 0) + 1
        self._paint_hidden(painter, hidden)

    def _paint_hidden(self, painter: QPainter, hidden: dict[int, int]) -> None:
        painter.setPen(self._appearance.color("ink3"))
        painter.setFont(self._appearance.font("micro"))
        for top, count in hidden.items():
            painter.drawText(
                QRectF(
                    0, top + self._seal_size(), self._appearance.px(54), self._appearance.px(16)
                ),
                Qt.AlignmentFlag.AlignRight,
                f"+{count}",
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # or the text beside it would take the press for one of its own

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if group := self._group_at(event.position()):
            self.group_clicked.emit(group)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.group_hovered.emit(self._group_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.group_hovered.emit("")

    def _group_at(self, position: QPointF) -> str:
        point = position + QPointF(0, self._view.verticalScrollBar().value())
        slack = self._appearance.px(2)
        for mark in self.marks():
            for rect in (self._lane_rect(mark), self._seal_rect(mark)):
                if rect.adjusted(-slack, 0, slack, 0).contains(point):
                    return mark.span.group
        return ""

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.size("reader", "gutter"), 0)
