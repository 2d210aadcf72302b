"""A source text with its evidence highlighted, and the lanes beside it.

Fills are painted first, then the text, then underlines: nothing is written into the document, so
that a change of highlights costs a repaint and never a new layout. Knows spans, not cases.

Only what is in sight is laid out at once; the rest follows in slices of a frame while nothing
else is to be done, and what is in sight does not move meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QMimeData,
    QPoint,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    QUrl,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextLine,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextBrowser, QWidget

from desktop.i18n import tr
from desktop.widgets.gutter import Gutter
from desktop.widgets.lanes import Level, Segment, Span, SpanIndex
from desktop.widgets.paced_painting import expect, pace
from desktop.widgets.source_document import Typesetter
from desktop.widgets.source_layout import SourceLayout
from desktop.widgets.source_map import Piece, SourceMap
from desktop.widgets.viewports import viewport_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.theme import Appearance

_MAX_UNDERLINES: Final = 3
_UNDERLINE: Final = 2
_UNDERLINE_STEP: Final = 4
_SCROLL_MS: Final = 160
_PAGING: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_FLASH_MS: Final = 600
_SLICE_MS: Final = 4  # of a frame, for laying out what is not in sight yet
_PATIENCE: Final = 6  # so many times it waits for the gutter
_WAIT_MS: Final = 8  # before it is gone on with while something else is under way
_FIRST_PAINT_S: Final = 0.038  # its characters are drawn for the first time
_REACH: Final = 14  # how far what is painted at a line may stand out of its block, in pixels
_READING_LINE: Final = 0.36  # where a revealed passage comes to rest, from the top


class SourceView(QTextBrowser):
    """Shows pieces of a text; spans are source offsets in code points."""

    group_clicked = Signal(str)
    """The user clicked a highlighted passage, a lane or a seal of this group."""

    def __init__(
        self,
        appearance: Appearance,
        role: str,
        *,
        gutter: bool = False,
        fit_height: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._port = viewport_of(self)  # kept: see there
        self._appearance = appearance
        self._typesetter = Typesetter(appearance, role)
        self._layout = SourceLayout(self.document(), self._typesetter)
        self._role = role
        self._source = SourceMap("", [Piece(0, 0, "body")])
        self._headings: Sequence[tuple[int, int]] = ()
        self._index = SpanIndex([])
        self._segments: dict[int, list[Segment]] = {}
        self._standing: dict[int, list[tuple[Segment, QRectF]]] = {}
        self._standing_in = 0  # the edition of the layout that they were measured in
        self._metrics: QFontMetricsF | None = None
        self._active = ""
        self._lit = ""
        self._focus: tuple[int, int] | None = None
        self._held = (0, 0)
        self._flashing = False
        self._shown = False
        self._painted = False
        self._marked: Segment | None = None
        self._revealed = 0
        self._cited: Callable[[int, int], str] | None = None
        self._pressed_at = QPoint()
        self._fit_height = fit_height
        self._gutter = self._make_gutter() if gutter else None
        self._patience = _PATIENCE
        self._configure()
        appearance.changed.connect(self._on_new_look)
        appearance.text_resized.connect(self._retypeset)

    def _make_gutter(self) -> Gutter:
        return Gutter(self, self._appearance)

    def _edges(self) -> tuple[int, int]:
        """The blank above and to the right of the text."""
        return self._appearance.px(16), self._appearance.px(26)

    def _configure(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentLayout(self._layout)
        self._rest_timer = QTimer(self, singleShot=True, interval=0)
        self._rest_timer.timeout.connect(self._lay_out_rest)
        self._layout.grown.connect(self._rest_timer.start)
        self._flash_timer = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._flash_timer.timeout.connect(self._end_flash)
        self._scrolling = QVariantAnimation(self)
        self._scrolling.setDuration(_SCROLL_MS)
        self._scrolling.valueChanged.connect(self._scroll_step)
        if self._fit_height:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._layout.documentSizeChanged.connect(self._fit)
        if self._gutter is not None:
            # It lays its paper itself: what is below need not be painted, and scrolling moves it.
            self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
            pace(self.viewport(), in_bands=True)
            pace(self._gutter, in_bands=True)
            self._gutter.group_clicked.connect(self.group_clicked)

    # What is shown

    @property
    def source_map(self) -> SourceMap:
        """The correspondence between the source's offsets and this document."""
        return self._source

    @property
    def laid_out(self) -> bool:
        """Whether the whole text is laid out, and not only what was looked at."""
        return self._layout.finished

    def show_source(self, source: SourceMap, headings: Sequence[tuple[int, int]] = ()) -> None:
        """Show a text; spans of the former one are dropped."""
        self._source = source
        self._headings = tuple(headings)
        self._index = SpanIndex([])
        self._forget_segments()
        self._active, self._focus = "", None
        self._shown = False
        self._retypeset()
        self.verticalScrollBar().setValue(0)
        expect(self.viewport(), _FIRST_PAINT_S)

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Highlight these spans, and only these; a quiet one has a lane and no fill."""
        self._index = SpanIndex(spans)
        self._forget_segments()
        self._repaint_all()

    def _forget_segments(self) -> None:
        self._segments.clear()
        self._standing.clear()

    def set_active(self, group: str, focus: tuple[int, int] | None = None) -> None:
        """Make one group stand out; with `focus` only its span at that place is filled darker."""
        self._active, self._focus = group, focus
        self._marked = None
        self.viewport().update()
        if self._gutter is not None:
            self._gutter.update()

    def set_lit(self, group: str) -> None:
        """Fill every span of one group as if it stood out, while something points at it."""
        if group != self._lit:
            self._lit = group
            self.viewport().update()

    def mark_passage(self, start: int, end: int, theme: str) -> None:
        """Fill one passage more, over all others, until another group is made active."""
        self._marked = Segment(start, end, (Span(start, end, "", theme),))
        self.viewport().update()

    def set_citation(self, cited: Callable[[int, int], str]) -> None:
        """What to put behind a copied passage: a function of its source offsets."""
        self._cited = cited

    def reveal(self, start: int, end: int, *, flash: bool = True) -> None:
        """Bring a passage to the reading line and let it flash once."""
        self._revealed = start
        self._lay_out_around(start)
        top, bottom = self.vertical_extent(start, end)
        height = self.viewport().height()
        target = top - height * _READING_LINE if bottom - top < height * 0.6 else top - height / 8
        self._scroll_smoothly(target)
        if flash:
            self._flashing = True
            self._flash_timer.start()
            self._repaint_all()

    def _scroll_smoothly(self, target: float) -> None:
        bar = self.verticalScrollBar()
        self._scrolling.stop()
        with QSignalBlocker(self._scrolling):  # or the text would jump to the end beforehand
            self._scrolling.setStartValue(bar.value())
            self._scrolling.setEndValue(round(min(max(target, bar.minimum()), bar.maximum())))
        if self.isVisible():
            self._scrolling.start()
        else:
            bar.setValue(int(self._scrolling.endValue()))

    def scroll_offset_to(self, offset: int, fraction: float = _READING_LINE) -> None:
        """Bring the line of a source offset to a fraction of the height, from the top."""
        self._revealed = offset
        self._scroll_smoothly(self.top_of(offset) - self.viewport().height() * fraction)

    def top_of(self, offset: int) -> float:
        """The top of the line that a source offset stands in, in document coordinates."""
        self._lay_out_around(offset)
        return self.vertical_extent(offset, offset + 1)[0]

    @property
    def in_motion(self) -> bool:
        """Whether the view is scrolling by itself, to a passage."""
        return self._scrolling.state() == QVariantAnimation.State.Running

    def approach(self, offset: int) -> Iterator[None]:
        """Lay out in steps what `go_to` would have to lay out at once."""
        self._fit_width()
        height = self.viewport().height()
        here = self.document().findBlock(self._source.position(offset))
        top = self._layout.tops()[here.blockNumber()]
        first, last = (self._layout.block_at(y) for y in (top - height, top + 2 * height))
        for number in range(first, last + 1):
            self._layout.lay(self.document().findBlockByNumber(number))
            yield

    def go_to(self, offset: int) -> None:
        """Show the text from a source offset on, at once; 0 is the very top."""
        self._scrolling.stop()
        self._lay_out_around(offset)
        top = self.vertical_extent(offset, offset + 1)[0] if offset > 0 else 0
        self.verticalScrollBar().setValue(round(top))
        # Where the bar stood there already nobody has told the layout what is in sight.
        self._lay_out_in_sight()

    def finish_motion(self) -> None:
        """Jump to where the motion under way would end (for pictures and tests)."""
        if self._scrolling.state() == QVariantAnimation.State.Running:
            self.verticalScrollBar().setValue(int(self._scrolling.endValue()))
            self._scrolling.stop()
        self._end_flash()

    def selected_span(self) -> tuple[int, int] | None:
        """The source offsets of the selection, None when nothing is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start = self._source.offset(cursor.selectionStart())
        return start, self._source.offset(cursor.selectionEnd())

    def first_visible_offset(self) -> int:
        """The source offset at the top of the view."""
        position = self.cursorForPosition(QPoint(0, self._appearance.px(12))).position()
        return self._source.offset(position)

    # For the gutter

    @property
    def spans(self) -> list[Span]:
        """The highlighted spans, by start."""
        return self._index.spans

    @property
    def index(self) -> SpanIndex:
        """The highlighted spans by where they stand."""
        return self._index

    @property
    def active(self) -> str:
        """The group that stands out."""
        return self._active

    def vertical_extent(self, start: int, end: int) -> tuple[float, float]:
        """Top and bottom of a passage, in document coordinates."""
        top, _ = self._line_extent(self._source.position(start))
        _, bottom = self._line_extent(max(self._source.position(end) - 1, 0))
        return top, bottom

    def piece_at(self, y: float) -> int:
        """The number of the piece at a height of the document."""
        return self._layout.block_at(y)

    def piece_top(self, number: int) -> float:
        """Where a piece begins, in document coordinates."""
        return self._layout.blockBoundingRect(self.document().findBlockByNumber(number)).top()

    def text_band(self) -> tuple[float, float]:
        """From a line's top to the top and the bottom of its letters, in pixels."""
        metrics = self._type_metrics()
        line = self._appearance.line(self._role)
        above = max(line - metrics.height(), 0)
        return above, above + metrics.height()

    def _type_metrics(self) -> QFontMetricsF:
        if self._metrics is None:
            self._metrics = QFontMetricsF(self._appearance.font(self._role))
        return self._metrics

    def _line_extent(self, position: int) -> tuple[float, float]:
        block = self.document().findBlock(position)
        rect = self._layout.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(position - block.position())
        if not line.isValid():
            return rect.top(), rect.bottom()
        return rect.top() + line.y(), rect.top() + line.y() + line.height()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self._lay_out_in_sight()
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        if self._gutter is not None:
            painter.fillRect(event.rect(), self._appearance.color("paper"))
        boxes = list(self._boxes(event.rect()))
        for segment, rect in boxes:
            painter.fillRect(rect, self._fill(segment))
        if self._marked is not None:
            theme = self._marked.covering[0].theme
            for _, rect in self._boxes(event.rect(), [self._marked]):
                painter.fillRect(rect, self._appearance.seal(theme).bg_active)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        for segment, rect in boxes:
            self._paint_underlines(painter, segment, rect)
        painter.end()
        if not self._layout.finished:
            self._painted = True
            self._rest_timer.start(0)

    def _fill(self, segment: Segment) -> QColor:
        # The shortest span gives the fill, unless the chosen one is there: it shows all its length.
        active = self._active_in(segment)
        strong = next((s for s in segment.covering if s.level == Level.STRONG), active)
        if strong is not None:
            return self._appearance.seal((active or strong).theme).bg_active
        return self._appearance.seal(segment.covering[0].theme).bg

    def _active_in(self, segment: Segment) -> Span | None:
        for span in segment.covering:
            if span.group == self._active and (
                self._focus is None or (span.start, span.end) == self._focus
            ):
                return span
            if self._lit and span.group == self._lit:
                return span
        return None

    def boxes(self, clip: QRect, stretches: Sequence[Segment]) -> list[tuple[Segment, QRectF]]:
        """Where stretches of the text stand on the visible lines in `clip` (of the viewport)."""
        return list(self._boxes(clip, list(stretches)))

    def groups_at(self, point: QPoint) -> list[str]:
        """The groups of the spans under a point of the viewport, the shortest span first."""
        for segment, rect in self._boxes(QRect(point, QSize(1, 1))):
            if rect.contains(point.x(), point.y()):
                return [span.group for span in segment.covering]
        return []

    def _paint_underlines(self, painter: QPainter, segment: Segment, rect: QRectF) -> None:
        thick = _UNDERLINE
        for level, span in enumerate(segment.covering[:_MAX_UNDERLINES]):
            bottom = rect.bottom() - level * _UNDERLINE_STEP
            grown = 0
            if span.group == self._active and self._focus is None:
                grown = 2 if self._flashing else 1
            painter.fillRect(
                QRectF(rect.left(), bottom - thick - grown, rect.width(), thick + grown),
                self._appearance.seal(span.theme).gutter,
            )

    def _boxes(
        self, clip: QRect, among: list[Segment] | None = None
    ) -> Iterator[tuple[Segment, QRectF]]:
        """Every stretch of a segment on one visible line, as (segment, viewport rectangle)."""
        if among is None and not self.spans:
            return
        scroll_x, scroll_y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        # Underlines reach below the lines they stand under, and rings beyond them.
        clip = clip.adjusted(0, -_REACH, 0, _REACH)
        block = self._block_at(clip.top() + scroll_y)
        if among is not None:
            last = self._block_at(clip.bottom() + scroll_y)
            start = self._source.offset(block.position())
            end = self._source.offset(last.position() + last.length() - 1)
            among = [segment for segment in among if segment.end > start and segment.start < end]
        while block.isValid():
            rect = self._layout.blockBoundingRect(block).translated(-scroll_x, -scroll_y)
            if rect.top() > clip.bottom():
                return
            if among is None:
                for segment, box in self._standing_in_block(block):
                    yield segment, box.translated(rect.topLeft())
            else:
                yield from self._block_boxes(block, rect, among)
            block = block.next()

    def _block_at(self, y: float) -> QTextBlock:
        return self.document().findBlockByNumber(self._layout.block_at(y))

    def _standing_in_block(self, block: QTextBlock) -> list[tuple[Segment, QRectF]]:
        """Where the segments of a block stand in it, measured once: scrolling moves them along."""
        if self._standing_in != self._layout.edition:
            self._standing_in = self._layout.edition
            self._standing.clear()
        number = block.blockNumber()
        if number not in self._standing:
            origin = QRectF(0, 0, self.document().textWidth(), 0)
            self._standing[number] = list(self._block_boxes(block, origin, None))
        return self._standing[number]

    def _block_boxes(
        self, block: QTextBlock, rect: QRectF, among: list[Segment] | None
    ) -> Iterator[tuple[Segment, QRectF]]:
        position = block.position()
        number = self._source.piece_index(self._source.offset(position))
        piece = self._source.pieces[number]
        text_layout = block.layout()
        for segment in self._segments_of(number) if among is None else among:
            if segment.end <= piece.start or segment.start >= piece.end:
                continue
            start = self._source.position(max(segment.start, piece.start)) - position
            end = self._source.position(min(segment.end, piece.end)) - position
            line_number = text_layout.lineForTextPosition(start).lineNumber()
            while 0 <= line_number < text_layout.lineCount():
                line = text_layout.lineAt(line_number)
                if line.textStart() >= end:
                    break
                yield segment, self._line_box(line, start, end, rect, len(segment.covering))
                line_number += 1

    def _segments_of(self, number: int) -> list[Segment]:
        if number not in self._segments:
            piece = self._source.pieces[number]
            self._segments[number] = self._index.segments(piece.start, piece.end)
        return self._segments[number]

    def _line_box(self, line: QTextLine, start: int, end: int, block: QRectF, depth: int) -> QRectF:
        stop = line.textStart() + line.textLength()
        left = _x(line, max(start, line.textStart()))
        right = _x(line, min(end, stop))
        metrics = self._type_metrics()
        baseline = block.top() + line.y() + line.ascent()
        top = baseline - metrics.ascent() + metrics.height() * 0.06
        extra = (min(depth, _MAX_UNDERLINES) - 1) * _UNDERLINE_STEP
        room = block.top() + line.y() + line.height() - 1
        bottom = min(baseline + metrics.descent() * 0.86 + 2 + extra, room + extra)
        return QRectF(block.left() + left, top, right - left, bottom - top)

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        moved = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if event.button() == Qt.MouseButton.LeftButton and moved < 4:
            self._click(event.position().toPoint())

    def _click(self, point: QPoint) -> None:
        if groups := self.groups_at(point):
            # A second click on an overlap goes on to the next mechanism under the pointer.
            here = groups.index(self._active) + 1 if self._active in groups else 0
            self.group_clicked.emit(groups[here % len(groups)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        bar, width = self.verticalScrollBar(), self.document().textWidth()
        at, offset = self._held
        if bar.value() and bar.value() != at:
            offset = self.first_visible_offset()
        super().resizeEvent(event)
        self._place_gutter()
        self._fit_width()
        if bar.value() and self.document().textWidth() != width and not self._fit_height:
            self.go_to(offset)
            # The same place through all the widths of one drag, not each time a line further up.
            self._held = (bar.value(), offset)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_width()

    def _fit_width(self) -> None:
        # Margins set while the view is hidden leave Qt's own line width behind.
        width = self.viewport().width()
        if self.document().textWidth() != width:
            self.document().setTextWidth(width)
            if self._gutter is not None:
                self._gutter.forget_layout()
        if self._fit_height:
            self._fit()
        self._lay_out_ahead()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def createMimeDataFromSelection(self) -> QMimeData:
        """The exact source text, without the breaks made for reading, and where it is from."""
        data = QMimeData()
        span = self.selected_span()
        if span is not None:
            data.setText(self._quoted(span))
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif self._fit_height and event.key() in _PAGING:
            event.ignore()  # there is nothing to scroll here: for what it stands in
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(tr("复制引文带出处"), self.copy)
        menu.exec(event.globalPos())

    def copy(self) -> None:
        """Copy the selection, or else the passage that stands out, with where it is from.

        Handed over as plain text: a QMimeData made here and left on the clipboard would outlive
        the interpreter, and end the program with a crash.
        """
        span = self.selected_span() or self._passage()
        if span is not None:
            QGuiApplication.clipboard().setText(self._quoted(span))

    def _passage(self) -> tuple[int, int] | None:
        if self._focus is not None:
            return self._focus
        active = [span for span in self.spans if span.group == self._active]
        revealed = [(s.start, s.end) for s in active if s.start <= self._revealed < s.end]
        return (*revealed, *((s.start, s.end) for s in active), None)[0]

    def _quoted(self, span: tuple[int, int]) -> str:
        cited = self._cited(*span) if self._cited is not None else ""
        quote = self._source.text[span[0] : span[1]]
        return f"{quote}\n{cited}" if cited else quote

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: ARG002
        """No text may make the program read a file or open a connection."""
        return None

    # Layout

    def _on_new_look(self) -> Iterator[bool | None]:
        yield True  # it takes most of a frame
        self._retypeset()

    def _retypeset(self) -> None:
        """Set the type anew, at the place that is being read."""
        self._metrics = None
        offset = self.first_visible_offset() if self._shown else 0
        self._layout.fill(self._source, self._headings)
        self._shown = True
        self._place_gutter()
        self._repaint_all()
        if self._fit_height:
            self._fit()
        elif offset > 0:
            self._fit_width()
            self.go_to(offset)
        self._lay_out_ahead()

    def _place_gutter(self) -> None:
        if self._gutter is None:
            return
        gutter = self._gutter.sizeHint().width()
        measure = self._appearance.size("reader", "measureMax")
        top, right = self._edges()
        spare = max(self.width() - gutter - measure - right, 0)
        margins = self.viewportMargins()
        wanted = (gutter + spare // 2, top, right + spare - spare // 2, 0)
        if (margins.left(), margins.top(), margins.right(), margins.bottom()) != wanted:
            self.setViewportMargins(*wanted)
        view = self.viewport().geometry()
        self._gutter.setGeometry(view.left() - gutter, view.top(), gutter, view.height())
        self._gutter.forget_layout()

    def _lay_out_around(self, offset: int) -> None:
        """Lay out a place and a window's height on both sides of it, wherever that is."""
        if self._layout.finished:
            self._keep_place()
            return
        block = self.document().findBlock(self._source.position(offset))
        height = self.viewport().height()
        self._layout.lay(block)
        # What turns out longer or shorter above the place moves it: until it stays.
        while True:
            top = self._layout.blockBoundingRect(block).top()
            self._layout.lay_between(top - height, top + 2 * height)
            if self._layout.blockBoundingRect(block).top() == top:
                break
        self._keep_place()

    def _lay_out_in_sight(self) -> None:
        top = self.verticalScrollBar().value()
        self._layout.anchor = top
        self._layout.lay_between(top, top + self.viewport().height())

    def _keep_place(self) -> None:
        """What is in sight stays where it is, though something above it has another height."""
        shift = round(self._layout.take_shift())
        if not shift:
            return
        bar = self.verticalScrollBar()
        if self._scrolling.state() == QVariantAnimation.State.Running:
            with QSignalBlocker(self._scrolling):
                self._scrolling.setStartValue(int(self._scrolling.startValue()) + shift)
                self._scrolling.setEndValue(int(self._scrolling.endValue()) + shift)
        bar.setValue(bar.value() + shift)
        self._repaint_all()

    def _lay_out_rest(self) -> None:
        """A slice of what nobody has looked at yet; comes back until all is laid out."""
        waiting = self.in_motion or not self.updatesEnabled()
        painted, self._painted = self._painted, False
        waiting = waiting or self._gutter_comes()
        # What was painted took of this frame already.
        if not waiting and not painted and self.isVisible():
            timer = QElapsedTimer()
            timer.start()
            self._layout.lay_some(lambda: timer.hasExpired(_SLICE_MS))
        self._keep_place()
        if self.isVisible() and not self._layout.finished:
            self._rest_timer.start(_WAIT_MS if waiting else 0)

    def _gutter_comes(self) -> bool:
        """Whether the gutter is about to be painted anew, which takes all of a frame."""
        top = self.verticalScrollBar().value()
        if (
            self._gutter is None
            or not self._gutter.isVisible()
            or self._gutter.knows(top, top + self.viewport().height())
        ):
            self._patience = _PATIENCE
            return False
        self._patience -= 1  # it may be that nobody sees it
        return self._patience > 0

    def _lay_out_ahead(self) -> None:
        """Begin with what is not in sight, once there is a width to lay it out in."""
        if self.isVisible() and not self._layout.finished:
            self._rest_timer.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._lay_out_in_sight()
        super().scrollContentsBy(dx, dy)
        if self._gutter is not None:
            self._gutter.scroll(0, dy)
        if self._layout.moved:
            # What came into sight is not as high as was thought: what was there moves on too.
            self.viewport().update()
            if self._gutter is not None:
                self._gutter.update()

    def _fit(self) -> None:
        width = self.viewport().width()
        if width <= 0:
            return
        self.document().setTextWidth(width)
        self._layout.lay_all()
        self._layout.take_shift()
        height = round(self.document().size().height()) + self._appearance.px(6)
        if height != self.height():
            self.setFixedHeight(height)

    def _repaint_all(self) -> None:
        self.viewport().update()
        if self._gutter is not None:
            self._gutter.forget_layout()
            self._gutter.update()

    def _scroll_step(self, value: int) -> None:
        self.verticalScrollBar().setValue(value)

    def _end_flash(self) -> None:
        self._flashing = False
        self.viewport().update()


def _x(line: QTextLine, position: int) -> float:
    # The binding returns (x, position) in some versions and x in others.
    value: Any = line.cursorToX(position)
    return float(value[0]) if isinstance(value, tuple) else float(value)
