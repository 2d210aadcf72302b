"""Text on a slide: runs in several styles, set once in units of the scene and painted often.

Half-width punctuation beside ideographs gets extra advance, as everywhere in the program, and a
leading “ hangs outside the edge. Characters never change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from db.text import circled
from desktop.widgets.source_document import advances
from desktop.widgets.source_map import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.sheet import Source
    from desktop.widgets.slide_blocks.canvas import Canvas, Inks

_NO_BREAK: Final = "\u2060"
_HANG: Final = 0.5
_SLACK: Final = 4
_LINES: Final = str.maketrans({"\n": "\u2028", "\r": None})


@dataclass(frozen=True, slots=True)
class Span:
    """Some words; `ink` '' is the ink of the whole text, `source` is what a mark opens."""

    text: str
    font: QFont | None = None
    ink: str = ""
    source: Source | None = None
    struck: bool = False
    lined: bool = False


def marks(sources: Sequence[Source], font: QFont) -> list[Span]:
    """①② behind a text; they never begin a line."""
    found = []
    for source in sources:
        found.append(Span(f"{_NO_BREAK}\u00a0{_NO_BREAK}", font))
        found.append(Span(circled(source.number), font, "accent", source))
    return found


def kept_together(text: str) -> str:
    """The same words, not to be broken over two lines."""
    return _NO_BREAK.join(text)


class SlideText:
    """Spans in a width: lines of a fixed height, and the places of the marks among them."""

    def __init__(
        self,
        spans: Sequence[Span],
        font: QFont,
        line: float,
        width: float,
        inks: Inks,
        *,
        hang: bool = False,
    ) -> None:
        self._line = line
        self._font = font
        self._metrics = QFontMetricsF(font)
        text = "".join(span.text for span in spans).translate(_LINES)
        self._marks: list[tuple[int, int, Source]] = []
        self._layout = QTextLayout(text, font)
        self._layout.setCacheEnabled(True)  # else each painting shapes the text again
        self._layout.setFormats([*self._styles(spans, inks), *self._advances(text)])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._hang = self._hanging(text) if hang else 0.0
        self._break(max(width, 1))

    def _styles(self, spans: Sequence[Span], inks: Inks) -> list[QTextLayout.FormatRange]:
        found, at = [], 0
        for span in spans:
            length = _units(span.text.translate(_LINES))
            form = QTextCharFormat()
            if span.font is not None:
                form.setFont(span.font)
            if span.ink:
                form.setForeground(inks(span.ink))
            if span.struck:
                form.setFontStrikeOut(True)
            if span.lined:
                form.setFontUnderline(True)
            if not form.isEmpty():
                found.append(_range(at, length, form))
            if span.source is not None:
                self._marks.append((at, at + length, span.source))
            at += length
        return found

    def _advances(self, text: str) -> list[QTextLayout.FormatRange]:
        found = []
        for offset, advance in advances(text, Piece(0, len(text), "body")).items():
            form = QTextCharFormat()
            form.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            form.setFontLetterSpacing(advance * self._font.pixelSize())
            found.append(_range(_units(text[:offset]), 1, form))
        return found

    def _hanging(self, text: str) -> float:
        # Only where the mark is as wide as a character, its left half empty.
        wide = text.startswith("“") and (
            self._metrics.horizontalAdvance("“") > 0.8 * self._font.pixelSize()
        )
        return _HANG * self._font.pixelSize() if wide else 0.0

    def _break(self, width: float) -> None:
        self.width = 0.0
        """The longest line."""
        self.lines = 0
        above = (self._line - self._metrics.ascent() - self._metrics.descent()) / 2
        self.baseline = above + self._metrics.ascent()
        """Of the first line, from the top."""
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            hang = 0.0 if self.lines else self._hang
            line.setLineWidth(width + hang)
            top = self.lines * self._line + self.baseline - line.ascent()
            line.setPosition(QPointF(-hang, top))
            self.width = max(self.width, line.naturalTextWidth() - hang)
            self.lines += 1
        self._layout.endLayout()
        self.height = self.lines * self._line

    def paint(self, canvas: Canvas, x: float, y: float, ink: str = "ink1") -> None:
        """Draw with the top left at a point."""
        canvas.painter.setPen(canvas.ink(ink))
        self._layout.draw(canvas.painter, QPointF(x, y))
        for start, end, source in self._marks:
            rect = self._rect(start, end).translated(x, y)
            canvas.hit(rect.adjusted(-_SLACK, 0, _SLACK, 0), source)

    def _rect(self, start: int, end: int) -> QRectF:
        line = self._layout.lineForTextPosition(start)
        left, right = _x(line, start), _x(line, end)
        return QRectF(left, line.lineNumber() * self._line, right - left, self._line)

    def strips(self, start: int, end: int) -> list[QRectF]:
        """Where characters stand, a rectangle a line: from the line's top to its bottom."""
        found = []
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first < last:
                left = _x(line, first)
                full = last == line.textStart() + line.textLength()
                right = line.x() + line.naturalTextWidth() if full else _x(line, last)
                found.append(QRectF(left, number * self._line, right - left, self._line))
        return found


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2  # Qt counts UTF-16 units


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, form
    return made


def _x(line: QTextLine, position: int) -> float:
    # The binding returns (x, position) in some versions and x in others.
    value: object = line.cursorToX(position)
    return float(value[0]) if isinstance(value, tuple) else float(value)  # type: ignore[arg-type]
