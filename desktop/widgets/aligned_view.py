"""A source view that stands beside others: a line that passages are aligned to, hits beside it.

Every hit can come to the line: where the text is too short above or below, blank room is added.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygon,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.widgets.hit_sync import Track
from desktop.widgets.narrow_gutter import NarrowGutter
from desktop.widgets.overview_bar import OverviewBar, Tick
from desktop.widgets.source_view import SourceView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.theme import Appearance
    from desktop.widgets.gutter import Gutter
    from desktop.widgets.source_map import SourceMap

_SLICE_MS: Final = 2  # of laying out, a step
LINE: Final = 0.36  # where the line stands, from the top (tokens.json: compare.alignLineY)


class AlignedView(SourceView):
    """Scrolls by itself and tells when it was the reader who scrolled."""

    scrolled = Signal(int)
    """The reader scrolled, away from this position; not sent for what the program does."""

    entered = Signal()
    focused = Signal(bool)
    """The focus has come here."""

    def __init__(self, appearance: Appearance, role: str) -> None:
        self._still = 0
        self._setting = False
        self._kept = 0
        self._position = 0
        self._passage_here: tuple[int, int] | None = None
        self._hits: tuple[int, ...] = ()
        self._ticks: tuple[tuple[int, Tick], ...] = ()
        super().__init__(appearance, role, gutter=True)
        self.overview = OverviewBar(appearance, self)
        self._line = _Line(appearance, self)
        self.verticalScrollBar().valueChanged.connect(self._on_value)

    def _make_gutter(self) -> Gutter:
        return NarrowGutter(self, self._appearance)

    def _edges(self) -> tuple[int, int]:
        return 0, self._appearance.px(17)

    def _on_new_look(self) -> Iterator[bool | None]:
        self._still += 1  # half laid out, another place stands at the line
        try:
            yield from super()._on_new_look()
            yield from self.lay_out()
            self.settle_room()
        finally:
            self._still -= 1

    def _retypeset(self) -> None:
        # Clearing the document resizes the view, with half of the text gone.
        self._setting = True
        self._still += 1
        super()._retypeset()
        self._still -= 1
        self._setting = False

    # Hits

    def show_source(self, source: SourceMap, headings: Sequence[tuple[int, int]] = ()) -> None:
        """Show a text, without hits as yet."""
        self._hits, self._ticks, self._kept = (), (), 0
        self._still += 1
        super().show_source(source, headings)
        self._still -= 1
        self.overview.set_ticks([])

    def lay_out(self) -> Iterator[None]:
        """Lay out in steps what `set_hits` would have to lay out at once."""
        if self.viewport().height() > 1:
            self._fit_width()
            while not self._layout.finished:
                timer = QElapsedTimer()
                timer.start()
                self._layout.lay_some(partial(timer.hasExpired, _SLICE_MS))
                yield

    def set_hits(self, offsets: Sequence[int], ticks: Sequence[tuple[int, Tick]]) -> None:
        """The places that must be able to reach the line, and the ticks of (offset, tick)."""
        self._hits = tuple(offsets)
        self._ticks = tuple(ticks)
        self.settle_room()

    def align(self, offset: int) -> None:
        """Bring the line of an offset to the line that all texts share."""
        self._kept = offset
        self.scroll_offset_to(offset, self._fraction())

    def set_passage(self, passage: tuple[int, int] | None) -> None:
        """What is copied when nothing is selected and no mechanism stands out."""
        self._passage_here = passage

    def _passage(self) -> tuple[int, int] | None:
        return super()._passage() or self._passage_here

    def held(self) -> int:
        """The source offset that stands at the line."""
        return self._kept

    def position_of(self, offset: int) -> float:
        """The scroll position at which an offset stands at the line, in whole pixels.

        A fraction of a pixel would become many where another text has far more to scroll.
        """
        wanted = round(self.top_of(offset) - self._line_y())
        return float(min(max(wanted, 0), self.verticalScrollBar().maximum()))

    def track(self, offsets: Sequence[int]) -> Track:
        """The scroll positions of some hits, for following another text."""
        anchors = tuple(self.position_of(offset) for offset in offsets)
        return Track(anchors, float(self.verticalScrollBar().maximum()))

    def move_to(self, position: float) -> None:
        """Scroll without telling: another text leads."""
        self._scrolling.stop()
        self._still += 1
        self.verticalScrollBar().setValue(round(position))
        self._still -= 1
        self._kept = self._offset_at_line()

    # The line

    def _line_y(self) -> int:
        return round(self.viewport().height() * LINE)

    def _fraction(self) -> float:
        return self._line_y() / max(self.viewport().height(), 1)

    def at_line(self) -> tuple[int, int]:
        """The source offsets between which the line of text at the line runs."""
        y = self._line_y() + self._appearance.line(self._role) // 2
        ends = [QPoint(x, y) for x in (0, self.viewport().width())]
        left, right = (self._source.offset(self.cursorForPosition(p).position()) for p in ends)
        return left, max(right, left + 1)

    def _offset_at_line(self) -> int:
        return self.at_line()[0]

    def settle_room(self) -> None:
        """Make room above and below for the hits, place the ticks, and hold the place."""
        if self._setting or not self._shown or self.viewport().height() <= 1:
            return
        self._still += 1
        self._scrolling.stop()
        self._fit_width()
        # Every hit is measured against every other: the whole text has to be set.
        self._layout.lay_all()
        self._keep_place()
        self._set_room(*self._room())
        self._place_ticks()
        self.verticalScrollBar().setValue(round(self.position_of(self._kept)) if self._kept else 0)
        self._still -= 1

    def _room(self) -> tuple[float, float]:
        """The blank that the first and the last hit need above and below the text."""
        least = self._appearance.px(16)
        if not self._hits:
            return least, least
        above, below = self._blank()
        text = self._height() - above - below
        first, last = (self.top_of(offset) - above for offset in (min(self._hits), max(self._hits)))
        line, height = self._line_y(), self.viewport().height()
        return max(line - first, least), max(last - line + height - text, least)

    def _blank(self) -> tuple[float, float]:
        """The blank that there is now."""
        return self._layout.room

    def _set_room(self, above: float, below: float) -> None:
        if self._blank() == (above, below):
            return
        self._layout.set_room(above, below)
        if self._gutter is not None:
            self._gutter.forget_layout()

    def _height(self) -> float:
        return float(self.document().size().height())

    def _place_ticks(self) -> None:
        height = max(self._height(), 1.0)
        self.overview.set_ticks(
            [
                Tick(self.top_of(offset) / height, tick.theme, tick.text, tick.strong)
                for offset, tick in self._ticks
            ]
        )

    # Events

    def _on_value(self, value: int) -> None:
        before, self._position = self._position, value
        if self._still or self.in_motion:
            return
        self._kept = self._offset_at_line()
        self.scrolled.emit(before)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._still += 1
        super().resizeEvent(event)
        self.settle_room()
        self._still -= 1
        self._place_line()

    def showEvent(self, event: QShowEvent) -> None:
        self._still += 1
        super().showEvent(event)
        self.settle_room()
        self._still -= 1
        self._place_line()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)
        self.entered.emit()

    def _place_line(self) -> None:
        view, bar = self.viewport().geometry(), self.overview.sizeHint().width()
        size = self._line.sizeHint_height()
        top = view.top() + self._line_y() - size // 2
        self._line.setGeometry(QRect(0, top, self.width(), size))
        self._line.raise_()
        right = self.width() - self.verticalScrollBar().sizeHint().width()
        self.overview.setGeometry(QRect(right - bar, 0, bar, self.height()))


class _Line(QWidget):
    """The dashed line; a small triangle at the edge, so that it is found without its colour."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = appearance
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        appearance.changed.connect(self.update)

    def sizeHint_height(self) -> int:
        """As high as the triangle."""
        return 2 * self._look.px(5) + 1

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        middle, side = self.height() // 2, self._look.px(5)
        pen = QPen(self._look.color("accentLine"))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(0, middle, self.width(), middle)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("accent"))
        corners = [QPoint(0, middle - side), QPoint(side, middle), QPoint(0, middle + side)]
        painter.drawPolygon(QPolygon(corners))
