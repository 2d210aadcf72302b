"""Figures of one measure, a bar each; what is a target is hatched, and says so in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from desktop.i18n import tr
from desktop.widgets.slide_blocks.text import SlideText, Span, kept_together, marks
from desktop.widgets.slide_blocks.typeset import MARGIN

if TYPE_CHECKING:
    from desktop.documents.sheet import Bar, Bars
    from desktop.widgets.slide_blocks.canvas import Canvas, Inks
    from desktop.widgets.slide_blocks.look import Moment
    from desktop.widgets.slide_blocks.typeset import Typeset

_BETWEEN: Final = 36
_REGION_MOST: Final = 0.22
"""Of the width."""
_THICK: Final = 26
_STRIPES: Final = 14


@dataclass(frozen=True, slots=True)
class _Line:
    region: SlideText
    said: SlideText
    bar: Bar
    height: float


class BarsBlock:
    """A line a figure: its region, the number as the text has it, what is counted, and a bar."""

    parts = 0

    def __init__(self, bars: Bars, typeset: Typeset, inks: Inks, width: float) -> None:
        self._set, self._inks, self._width = typeset, inks, width
        kind, line = typeset.font("region"), typeset.line("region")
        regions = [
            SlideText([Span(bar.region)], kind, line, width * _REGION_MOST, inks)
            for bar in bars.bars
        ]
        self._indent = max((text.width for text in regions), default=0.0) + _BETWEEN
        self._pad = typeset.space(16)
        self._thick = typeset.space(_THICK)
        self._lines = [
            self._set_line(region, bar) for region, bar in zip(regions, bars.bars, strict=True)
        ]
        quiet = typeset.font("source")
        self._above = self._small(
            [Span(tr("单位：{unit}").format(unit=bars.unit), quiet)] if bars.unit else []
        )
        bold = typeset.font("source", bold=True)
        warning = [Span(bars.caution, bold, "warn")]
        self._below = self._small(warning if bars.caution else [])
        self.height = sum(one.height for one in self._lines)
        self.height += sum(text.height + self._pad for text in (self._above, self._below) if text)

    def _small(self, spans: list[Span]) -> SlideText | None:
        if not spans:
            return None
        small, line = self._set.font("source"), self._set.line("source")
        return SlideText(spans, small, line, self._width, self._inks)

    def _set_line(self, region: SlideText, bar: Bar) -> _Line:
        kind = self._set
        quiet = kind.font("name")
        spans = [Span(bar.wording)]
        if bar.target:
            word = kept_together(tr("目标"))
            spans.append(Span(f"  {word}", kind.font("name", bold=True), "accent"))
        spans.append(Span(f"  {bar.label}", quiet, "ink2"))
        if bar.plain and bar.plain != bar.wording:
            spans.append(Span(f"  {bar.plain}", quiet, "ink3"))
        spans += marks([bar.source], kind.font("source"))
        room = self._width - self._indent
        said = SlideText(spans, kind.font("value"), kind.line("value"), room, self._inks)
        drawn = 0.0 if bar.share is None else self._thick + kind.space(6)
        height = max(region.height, said.height + drawn) + 2 * self._pad + 1
        return _Line(region, said, bar, height)

    def paint(self, canvas: Canvas, top: float, moment: Moment) -> None:  # noqa: ARG002
        """Never a bar where the number has no share."""
        y = top
        if self._above:
            self._above.paint(canvas, MARGIN, y, "ink3")
            y += self._above.height + self._pad
        canvas.fill(QRectF(MARGIN, y, self._width, 2), "hair2")
        for line in self._lines:
            self._paint_line(canvas, y, line)
            y += line.height
            canvas.fill(QRectF(MARGIN, y - 1, self._width, 1), "hair")
        if self._below:
            self._below.paint(canvas, MARGIN, y + self._pad, "warn")

    def _paint_line(self, canvas: Canvas, top: float, line: _Line) -> None:
        y, x = top + self._pad, MARGIN + self._indent
        line.region.paint(canvas, MARGIN, y)
        line.said.paint(canvas, x, y)
        if line.bar.share is None:
            return
        room = self._width - self._indent
        length = max(room * min(max(line.bar.share, 0.0), 1.0), 4.0)
        at = y + line.said.height + self._set.space(6)
        canvas.fill(QRectF(x, at + self._thick - 1, room, 1), "hair2")
        rect = QRectF(x, at, length, self._thick)
        if line.bar.target:
            _hatch(canvas, rect, canvas.ink("accent"))
        else:
            canvas.fill(rect, "ink2")


def _hatch(canvas: Canvas, rect: QRectF, ink: QColor) -> None:
    """Slanting strokes inside an outline."""
    painter = canvas.painter
    painter.save()
    painter.setRenderHint(painter.RenderHint.Antialiasing)
    path = QPainterPath()
    x = rect.left() - rect.height()
    while x < rect.right():
        path.moveTo(x, rect.bottom())
        path.lineTo(x + rect.height(), rect.top())
        x += _STRIPES
    pen = QPen(ink)
    pen.setWidthF(4)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.drawPath(path)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
    painter.restore()
