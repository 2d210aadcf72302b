"""The margin of a source view: a lane for every highlighted passage, a seal where it begins.

Passages are laid out in bundles that share no line with one another, and only those in sight.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.lanes import Level, Span, merged, pack_lanes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Appearance
    from desktop.widgets.source_map import SourceMap
    from desktop.widgets.source_view import SourceView

_LANES: Final = 3
_SEAL_COLUMNS: Final = 2
_LONGEST: Final = 32  # pieces in a bundle: passages that overlap without end are cut here


@dataclass(frozen=True, slots=True)
class _Part:
    """A passage, or what is left of it behind a cut; `begins` where it has its seal."""

    span: Span
    start: int
    end: int
    begins: bool = True


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Passages that may share a line, and the pieces they stand in: `first` to `last`."""

    first: int
    last: int
    parts: tuple[_Part, ...]


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


class Gutter(QWidget):
    """Painted from the spans of its view; laid out anew only when the text or spans change."""

    group_clicked = Signal(str)
    group_hovered = Signal(str)
    """The pointer is over the lane or the seal of this group; '' once it is over none."""

    def __init__(self, view: SourceView, appearance: Appearance) -> None:
        super().__init__(view)
        self._view = view
        self._appearance = appearance
        self._bundles: list[_Bundle] | None = None
        self._marks: dict[int, list[_Mark]] = {}
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)

    def forget_layout(self) -> None:
        """The text was laid out anew."""
        self._marks.clear()

    def forget_spans(self) -> None:
        """Other spans are shown, or another text."""
        self._bundles = None
        self._marks.clear()

    def marks(self) -> list[_Mark]:
        """All passages with their lanes, in document order."""
        count = len(self._all_bundles())
        return [mark for number in range(count) for mark in self._marks_of(number)]

    def marks_between(self, top: float, bottom: float) -> list[_Mark]:
        """The passages of all bundles that reach into a stretch of the document, in order."""
        first, last = self._view.pieces_between(top, bottom)
        bundles = self._all_bundles()
        found: list[_Mark] = []
        number = bisect_left(bundles, first, key=lambda bundle: bundle.last)
        while number < len(bundles) and bundles[number].first <= last:
            found += self._marks_of(number)
            number += 1
        return found

    def _all_bundles(self) -> list[_Bundle]:
        if self._bundles is None:
            self._bundles = _bundled(self._passages(), self._view.source_map)
        return self._bundles

    def _marks_of(self, number: int) -> list[_Mark]:
        """The marks of one bundle where it stands now: what is above it may still grow."""
        bundle = self._all_bundles()[number]
        if number not in self._marks:
            base = self._view.piece_top(bundle.first)
            for piece in range(bundle.first + 1, bundle.last + 1):
                self._view.piece_top(piece)  # no piece of it may grow later
            self._marks[number] = self._lay_out(bundle, base)
        base = self._view.piece_top(bundle.first)
        return [
            replace(
                mark,
                top=mark.top + base,
                bottom=mark.bottom + base,
                seal_top=mark.seal_top + base,
            )
            for mark in self._marks[number]
        ]

    def _lay_out(self, bundle: _Bundle, base: float) -> list[_Mark]:
        parts = bundle.parts
        above, below = self._view.text_band()
        extents = [
            (top - base, bottom - base)
            for part in parts
            for top, bottom in [self._view.vertical_extent(part.start, part.end)]
        ]
        line = below
        ranges = [(top + above * 0.7, max(bottom, top + line) - 2) for top, bottom in extents]
        lanes = pack_lanes(ranges)
        seal = self._seal_size() + 2
        tops = [top + above * 0.5 for top, _ in extents]
        columns = pack_lanes([(top, top + seal) for top in tops])
        return self._settled(
            [
                _Mark(part.span, top, bottom, lane, column, seal_top, part.begins)
                for part, (top, bottom), lane, column, seal_top in zip(
                    parts, ranges, lanes, columns, tops, strict=True
                )
            ]
        )

    def _passages(self) -> list[Span]:
        """What has a lane, in document order."""
        return merged(self._view.spans)

    def _settled(self, marks: list[_Mark]) -> list[_Mark]:
        """Where the seals of a bundle come to stand in the end."""
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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        scroll = self._view.verticalScrollBar().value()
        painter.translate(0, -scroll)
        clip = QRectF(event.rect()).translated(0, scroll)
        hidden: dict[int, int] = {}
        slack = self._seal_size()
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
        for mark in self.marks_between(point.y() - self._seal_size(), point.y() + slack):
            for rect in (self._lane_rect(mark), self._seal_rect(mark)):
                if rect.adjusted(-slack, 0, slack, 0).contains(point):
                    return mark.span.group
        return ""

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.size("reader", "gutter"), 0)


def _bundled(spans: Sequence[Span], source: SourceMap) -> list[_Bundle]:
    """Cut sorted spans into bundles of whole pieces; pieces never share a line.

    O(n log n), and no bundle is longer than `_LONGEST` pieces: a passage that goes on is cut
    there and may change its lane.
    """
    waiting = deque(_Part(span, span.start, span.end) for span in spans)
    found: list[_Bundle] = []
    while waiting:
        first = last = source.piece_index(waiting[0].start)
        limit = first + _LONGEST - 1
        parts: list[_Part] = []
        rest: list[_Part] = []
        while waiting and source.piece_index(waiting[0].start) <= last:
            part = waiting.popleft()
            reach = source.piece_index(max(part.end - 1, part.start))
            if reach > limit:
                rest.append(replace(part, start=source.pieces[limit + 1].start, begins=False))
                part, reach = replace(part, end=source.pieces[limit].end), limit
            last = max(last, reach)
            parts.append(part)
        waiting.extendleft(reversed(rest))
        found.append(_Bundle(first, last, tuple(parts)))
    return found
