"""What a reader has of his own in a text: underlines, notes on spans, hits of a search.

Painted over the text, each in a shape that no theme uses: dots under a highlight, dashes under a
span with a note, a frame round a hit. So they are told apart without their colour.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.widgets.lanes import Segment, Span, segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Appearance
    from desktop.widgets.source_view import SourceView

_DOTS: Final = (0.01, 2.4)  # with round ends, in widths of the pen
_DASHES: Final = (3.6, 2.0)
_HIT_FILL: Final = 70  # of 255: the text under it stays legible


@dataclass(frozen=True, slots=True)
class OwnMark:
    """A span [start, end) of the text that is the user's; `noted` where it carries a note."""

    id: str
    start: int
    end: int
    noted: bool


class OwnMarks:
    """Paints the user's marks under the lines of evidence that are there already."""

    def __init__(self, view: SourceView, look: Appearance) -> None:
        self._view = view
        self._look = look
        self._marks: list[OwnMark] = []
        self._pieces: dict[bool, list[Segment]] = {False: [], True: []}

    def set_marks(self, marks: Sequence[OwnMark]) -> None:
        """Show these marks, and only these."""
        self._marks = sorted(marks, key=lambda mark: (mark.start, mark.end))
        self.cut()

    def cut(self) -> None:
        """Cut the marks where the evidence above them changes: it decides how low they stand."""
        above = segments(self._view.spans) if self._marks else []
        for noted in (False, True):
            found = [p for m in self._marks if m.noted is noted for p in _pieces(m, above)]
            self._pieces[noted] = sorted(found, key=lambda piece: (piece.start, piece.end))

    def at(self, offset: int) -> list[OwnMark]:
        """The marks on the character at an offset, the shortest first."""
        found = [mark for mark in self._marks if mark.start <= offset < mark.end]
        return sorted(found, key=lambda mark: mark.end - mark.start)

    def around(self, start: int, end: int) -> list[OwnMark]:
        """The marks that cover all of [start, end), the shortest first."""
        found = [mark for mark in self._marks if mark.start <= start and end <= mark.end]
        return sorted(found, key=lambda mark: mark.end - mark.start)

    def paint(self, painter: QPainter, clip: QRect) -> None:
        """Draw what stands in `clip`."""
        wide = max(self._look.px(2), 2)
        low = clip.adjusted(0, -self._look.px(14), 0, self._look.px(14))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for noted, pattern in ((False, _DOTS), (True, _DASHES)):
            if not self._pieces[noted]:
                continue
            pen = QPen(self._look.color("accent"), wide + (0 if noted else 0.6))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap if noted else Qt.PenCapStyle.RoundCap)
            pen.setDashPattern(pattern)
            painter.setPen(pen)
            drop = wide * (3.6 if noted else 1.6)
            for _, rect in self._view.boxes(low, visible(self._view, self._pieces[noted], low)):
                y = rect.bottom() + drop
                painter.drawLine(QPointF(rect.left() + 1, y), QPointF(rect.right() - 1, y))


class HitMarks:
    """Frames the hits of a search, the present one more strongly."""

    def __init__(self, view: SourceView, look: Appearance) -> None:
        self._view = view
        self._look = look
        self._hits: Sequence[tuple[int, int]] = ()
        self._current = -1

    def set_hits(self, hits: Sequence[tuple[int, int]], current: int = -1) -> None:
        """Frame these spans, in order and apart from each other; `current` is the present one."""
        self._hits = hits
        self._current = current

    def set_current(self, current: int) -> None:
        """Another hit is the present one."""
        self._current = current

    def paint(self, painter: QPainter, clip: QRect) -> None:
        """Draw what stands in `clip`."""
        if not self._hits:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        present = self._hits[self._current] if 0 <= self._current < len(self._hits) else None
        quiet, strong = self._look.color("ink2"), self._look.color("accent")
        # There may be tens of thousands: only those in sight become more than two numbers.
        first, last = shown_offsets(self._view, clip)
        here_on = bisect_left(self._hits, first, key=lambda hit: hit[1])
        upto = bisect_right(self._hits, last, key=lambda hit: hit[0])
        shown = [Segment(*hit, (_span(*hit),)) for hit in self._hits[here_on:upto]]
        for hit, rect in self._view.boxes(clip, shown):
            here = (hit.start, hit.end) == present
            fill = QColor(strong if here else quiet)
            fill.setAlpha(_HIT_FILL if here else _HIT_FILL // 3)
            painter.fillRect(rect, fill)
            painter.setPen(QPen(strong if here else quiet, 2 if here else 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))


def paint_ring(
    view: SourceView, look: Appearance, painter: QPainter, clip: QRect, span: Span
) -> None:
    """Draw the ring of the keyboard's focus round a span."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("focus"), 2))
    around = clip.adjusted(0, -4, 0, 4)
    for _, rect in view.boxes(around, [Segment(span.start, span.end, (span,))]):
        painter.drawRoundedRect(QRectF(rect).adjusted(-1, -1, 1, 1), 3, 3)


def visible(view: SourceView, pieces: list[Segment], clip: QRect) -> list[Segment]:
    """Those of the ordered `pieces` that can stand in `clip`; a page of them, not a book."""
    first, last = shown_offsets(view, clip)
    upto = bisect_right(pieces, last, key=lambda piece: piece.start)
    return [piece for piece in pieces[:upto] if piece.end >= first]


def shown_offsets(view: SourceView, clip: QRect) -> tuple[int, int]:
    """The source offsets of the first and the last character in `clip`."""
    first = view.cursorForPosition(clip.topLeft()).position()
    last = view.cursorForPosition(clip.bottomRight()).position()
    return view.source_map.offset(first), view.source_map.offset(last)


def _pieces(mark: OwnMark, above: list[Segment]) -> list[Segment]:
    found: list[Segment] = []
    start = mark.start
    index = bisect_left(above, mark.start + 1, key=lambda segment: segment.end)
    while start < mark.end:
        segment = above[index] if index < len(above) else None
        if segment is None or segment.start >= mark.end:
            found.append(Segment(start, mark.end, (_span(start, mark.end),)))
            break
        if segment.start > start:
            found.append(Segment(start, segment.start, (_span(start, segment.start),)))
            start = segment.start
        end = min(segment.end, mark.end)
        found.append(Segment(start, end, segment.covering))
        start = end
        index += 1
    return found


def _span(start: int, end: int) -> Span:
    return Span(start, end, "", "")
