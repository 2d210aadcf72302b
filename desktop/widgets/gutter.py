"""The margin of a source view: a lane for every highlighted passage, a seal where it begins.

Passages are laid out by the stretch of the text they stand in, and only those in sight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.lanes import Level, Span, merged, pack_lanes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Appearance
    from desktop.widgets.source_view import SourceView

_LANES: Final = 3
_SEAL_COLUMNS: Final = 2
_LABEL: Final = 16  # how high it stands below a seal how many more there are
_STRETCH: Final = 16  # pieces laid out together, a few more or fewer


@dataclass(frozen=True, slots=True)
class _Mark:
    """One passage in the gutter, in document coordinates; lanes count from the text outwards."""

    span: Span
    top: float
    bottom: float
    lane: int
    seal_column: int
    seal_top: float
    begins: bool
    """False where the passage goes on from the stretch before: its seal stands there."""


class Gutter(QWidget):
    """Painted from the spans of its view; laid out anew only when the text or spans change."""

    group_clicked = Signal(str)
    group_hovered = Signal(str)
    """The pointer is over the lane or the seal of this group; '' once it is over none."""

    def __init__(self, view: SourceView, appearance: Appearance) -> None:
        super().__init__(view)
        self._view = view
        self._appearance = appearance
        self._marks: dict[int, list[_Mark]] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # scrolling moves what is there
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)

    def forget_layout(self) -> None:
        """The text was laid out anew, or other spans are shown."""
        self._marks.clear()

    def knows(self, top: float, bottom: float) -> bool:
        """Whether it needs to lay nothing out to show this stretch of the document."""
        last, begin = self._view.piece_at(bottom), self._begin(self._view.piece_at(top))
        while begin <= last:
            if begin not in self._marks:
                return False
            begin = self._end(begin)
        return True

    def marks(self) -> list[_Mark]:
        """All passages with their lanes, in document order."""
        return self.marks_between(0, float("inf"))

    def marks_between(self, top: float, bottom: float) -> list[_Mark]:
        """The passages near a stretch of the document, in order: all that reach into it."""
        last = self._view.piece_at(bottom)
        begin = self._begin(self._view.piece_at(top))
        found: list[_Mark] = []
        while begin <= last:
            end = self._end(begin)
            found += self._marks_of(begin, end)
            begin = end
        return found

    def _begin(self, piece: int) -> int:
        """The first piece of the stretch that a piece is in."""
        number = piece // _STRETCH
        border = self._border(number)
        return border if border <= piece else self._border(number - 1)

    def _end(self, begin: int) -> int:
        """The first piece behind a stretch."""
        return self._border(begin // _STRETCH + 1)

    def _border(self, number: int) -> int:
        """Where a stretch begins: at a piece that no passage reaches into, if there is one near.

        There the lanes are free anyway, and what stands before has no say in what comes after.
        """
        pieces = self._view.source_map.pieces
        first = min(number * _STRETCH, len(pieces))
        near = range(first, min(first + _STRETCH // 2, len(pieces)))
        index = self._view.index
        return next((n for n in near if not index.joins(pieces[n].start)), first)

    def _marks_of(self, begin: int, end: int) -> list[_Mark]:
        """The marks of one stretch where it stands now: what is above it may still grow."""
        if begin not in self._marks:
            tops = [self._view.piece_top(piece) for piece in range(begin, end)]
            self._marks[begin] = self._lay_out(begin, end, tops[0]) if tops else []
        base = self._view.piece_top(begin)
        return [
            _Mark(
                mark.span,
                mark.top + base,
                mark.bottom + base,
                mark.lane,
                mark.seal_column,
                mark.seal_top + base,
                mark.begins,
            )
            for mark in self._marks[begin]
        ]

    def _lay_out(self, begin: int, end: int, base: float) -> list[_Mark]:
        pieces = self._view.source_map.pieces
        start, stop = pieces[begin].start, pieces[end - 1].end
        spans = self._passages(self._view.index.over(start, stop))
        above, line = self._view.text_band()
        extents = [
            (top - base, bottom - base)
            for span in spans
            for top, bottom in [
                self._view.vertical_extent(max(span.start, start), min(span.end, stop))
            ]
        ]
        ranges = [(top + above * 0.7, max(bottom, top + line) - 2) for top, bottom in extents]
        lanes = pack_lanes(ranges)
        seal = self._seal_size() + 2
        tops = [top + above * 0.5 for top, _ in extents]
        columns = pack_lanes([(top, top + seal) for top in tops])
        return self._settled(
            [
                _Mark(span, top, bottom, lane, column, seal_top, span.start >= start)
                for span, (top, bottom), lane, column, seal_top in zip(
                    spans, ranges, lanes, columns, tops, strict=True
                )
            ]
        )

    def _passages(self, spans: Sequence[Span]) -> list[Span]:
        """What has a lane, in document order."""
        return merged(spans)

    def _settled(self, marks: list[_Mark]) -> list[_Mark]:
        """Where the seals of a stretch come to stand in the end."""
        return marks

    def _seal_size(self) -> int:
        return self._appearance.px(20)

    def _lane_rect(self, mark: _Mark) -> QRectF:
        px = self._appearance.px
        lane = min(mark.lane, _LANES - 1)
        loud = mark.span.level == Level.STRONG or mark.span.group == self._view.active
        wide = px(6) if loud else px(4)
        center = self.width() - px(14) - lane * px(8)
        return QRectF(center - wide / 2, mark.top, wide, mark.bottom - mark.top)

    def _seal_rect(self, mark: _Mark) -> QRectF:
        size = self._seal_size()
        left = self._appearance.px(34) - mark.seal_column * (size + self._appearance.px(3))
        return QRectF(left, mark.seal_top, size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._appearance.color("paper"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        scroll = self._view.verticalScrollBar().value()
        painter.translate(0, -scroll)
        clip = QRectF(event.rect()).translated(0, scroll)
        hidden: dict[int, int] = {}
        slack = self._seal_size() + self._appearance.px(_LABEL)
        for mark in self.marks_between(clip.top() - slack, clip.bottom() + slack):
            if mark.top > clip.bottom() + slack or mark.bottom < clip.top() - slack:
                continue
            seal = self._appearance.seal(mark.span.theme)
            quiet = mark.span.level == Level.QUIET
            painter.setBrush(seal.bg_active if quiet else seal.gutter)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(self._lane_rect(mark), 2, 2)
            if not mark.begins:
                continue
            if mark.seal_column < _SEAL_COLUMNS:
                theme, rect = mark.span.theme, self._seal_rect(mark)
                self._appearance.paint_seal(painter, rect, theme, quiet=quiet)
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
                    0, top + self._seal_size(), self._appearance.px(54), self._appearance.px(_LABEL)
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
        for mark in self.marks_between(point.y() - self._seal_size(), point.y() + slack):
            for rect in (self._lane_rect(mark), self._seal_rect(mark)):
                if rect.adjusted(-slack, 0, slack, 0).contains(point):
                    return mark.span.group
        return ""

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.size("reader", "gutter"), 0)
