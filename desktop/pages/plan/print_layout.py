"""Text and tables on pages of A4, with the measures of GB/T 9704-2012.

Everything is laid out in halves of a point, never in pixels of a device: the preview, the PDF and
the paper break at the same characters. It is done paragraph by paragraph and row by row, by text
layouts and not by a text document: a long plan can be laid out in slices, or beside the interface,
and no single step keeps the interface waiting. Pages must be drawn on the thread that made them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QLineF, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from desktop.documents.text import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

POINT: Final = 2.0
"""Units of the layout. With more of them, Qt draws letters as outlines and forgets their weight."""
MM: Final = POINT * 72 / 25.4
BODY: Final = 16 * POINT
LINE: Final = 225 * MM / 22
"""22 lines a page."""
CHARACTER: Final = 156 * MM / 28
"""28 characters a line."""
_CLOSER: Final = floor((CHARACTER - BODY) * 64) / 64
"""What makes a letter so wide: Qt counts in 64ths, and a line must not be one of them too long."""
_PAPER: Final = QSizeF(210 * MM, 297 * MM)
_MARGINS: Final = QMarginsF(28 * MM, 37 * MM, 26 * MM, 35 * MM)
_NUMBER: Final = 14 * POINT
_NUMBER_BELOW: Final = 7 * MM
_RULE: Final = 0.5 * POINT
_PADDING: Final = 1.2 * MM
_HAIR: Final = 0.01  # sums of lines may miss the page's height by rounding

Run: TypeAlias = "tuple[str, QTextCharFormat]"
"""Words that look alike."""


@dataclass(frozen=True, slots=True)
class Faces:
    """Families for each part of the document, the wanted one first, one that is there last."""

    title: Sequence[str]
    body: Sequence[str]
    heading1: Sequence[str]
    heading2: Sequence[str]
    number: Sequence[str]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands; `indent` is its first line's."""

    indent: float = 0
    left: float = 0
    line: float = LINE
    centred: bool = False


@dataclass(slots=True)
class Page:
    """One page: lines of text and the rules of tables, at their places in the type area."""

    landscape: bool
    lines: list[tuple[QTextLayout, int, QPointF]] = field(default_factory=list)
    rules: list[QLineF] = field(default_factory=list)

    @property
    def size(self) -> QSizeF:
        """The paper."""
        return paper(landscape=self.landscape)

    def text(self) -> str:
        """What stands here, for those who do not see it."""
        found = []
        for layout, number, _ in self.lines:
            line = layout.lineAt(number)
            raw = layout.text().encode("utf-16-le")
            start = 2 * line.textStart()
            found.append(raw[start : start + 2 * line.textLength()].decode("utf-16-le", "ignore"))
        return "\n".join(words.replace("\u2028", "").strip() for words in found)

    def draw(self, painter: QPainter, number: int, faces: Faces) -> None:
        """The page from its upper left corner, its number below it."""
        area = type_area(landscape=self.landscape)
        painter.save()
        painter.setPen(QPen(Qt.GlobalColor.black, _RULE))
        painter.translate(area.topLeft())
        painter.drawLines(self.rules)
        for layout, line, place in self.lines:
            layout.lineAt(line).draw(painter, place)
        painter.translate(-area.topLeft())
        _draw_number(painter, number, area, faces)
        painter.restore()


def _draw_number(painter: QPainter, number: int, area: QRectF, faces: Faces) -> None:
    """— 1 —: odd pages right, even pages left, one character in."""
    painter.setFont(font(faces.number, _NUMBER))
    top = area.bottom() + _NUMBER_BELOW - _NUMBER
    row = QRectF(area.left() + _NUMBER, top, area.width() - 2 * _NUMBER, 2 * _NUMBER)
    side = Qt.AlignmentFlag.AlignRight if number % 2 else Qt.AlignmentFlag.AlignLeft
    painter.drawText(row, int(side.value), f"— {number} —")


class Flow:
    """Fills pages from the top; what does not fit goes on on the next."""

    def __init__(self, pages: list[Page], *, landscape: bool = False) -> None:
        self._pages = pages
        self._landscape = landscape
        self._area = type_area(landscape=landscape).size()
        self.turn_over()

    @property
    def width(self) -> float:
        """Of the type area."""
        return self._area.width()

    def turn_over(self) -> None:
        """Begin a page."""
        self._pages.append(Page(self._landscape))
        self._y = 0.0

    def paragraph(self, runs: Sequence[Run], shape: Shape) -> None:
        """Words that fill lines."""
        layout = _broken(runs, self.width, shape)
        for number in range(layout.lineCount()):
            if self._y + shape.line > self._area.height() + _HAIR:
                self.turn_over()
            self._place(layout, number, 0, self._y, shape.line)
            self._y += shape.line

    def table(
        self,
        head: Sequence[Sequence[Run]],
        rows: Sequence[Sequence[Sequence[Run]]],
        weights: Sequence[float],
        line: float,
    ) -> Iterator[None]:
        """A table whose head stands on every page; yields after every cell."""
        whole = sum(weights)
        widths = [self.width * weight / whole for weight in weights]
        made_head = _Row(widths, line)
        for cell in head:
            made_head.add(cell)
        if self._room() < made_head.height + 2 * line:
            self.turn_over()
        self._row(made_head, 0, made_head.lines)
        for row in rows:
            made = _Row(widths, line)
            for cell in row:
                made.add(cell)
                yield
            self._flow_row(made, made_head)
        self._y += line / 2

    def _flow_row(self, row: _Row, head: _Row) -> None:
        """A row whole on one page, where a page can hold it; else as much as goes on each."""
        most = max(int((self._area.height() - head.height - 2 * _PADDING) / row.line), 1)
        done = 0
        while done < row.lines:
            left = row.lines - done
            fits = int((self._room() - 2 * _PADDING + _HAIR) / row.line)
            if fits < left and (left <= most or fits < 1):
                self.turn_over()
                self._row(head, 0, min(head.lines, most))
                fits = int((self._room() - 2 * _PADDING + _HAIR) / row.line)
            end = done + min(left, max(fits, 1))
            self._row(row, done, end)
            done = end

    def _row(self, row: _Row, start: int, end: int) -> None:
        """Some lines of a row, with the rules around its cells."""
        height = (end - start) * row.line + 2 * _PADDING
        top, bottom, x = self._y, self._y + height, 0.0
        rules = self._pages[-1].rules
        for layout, width in zip(row.cells, row.widths, strict=True):
            for number in range(start, min(end, layout.lineCount())):
                y = top + _PADDING + (number - start) * row.line
                self._place(layout, number, x + _PADDING, y, row.line)
            rules.append(QLineF(x, top, x, bottom))
            x += width
        rules += [QLineF(x, top, x, bottom), QLineF(0, top, x, top), QLineF(0, bottom, x, bottom)]
        self._y = bottom

    def _place(self, layout: QTextLayout, number: int, x: float, y: float, line: float) -> None:
        made = layout.lineAt(number)
        middle = y + (line - made.height()) / 2
        self._pages[-1].lines.append((layout, number, QPointF(x, middle)))

    def _room(self) -> float:
        return self._area.height() - self._y


class _Row:
    """The cells of a row, broken into lines."""

    def __init__(self, widths: Sequence[float], line: float) -> None:
        self.widths = widths
        self.line = line
        self.lines = 1
        self.cells: list[QTextLayout] = []

    def add(self, runs: Sequence[Run]) -> None:
        """The next cell."""
        room = self.widths[len(self.cells)] - 2 * _PADDING
        self.cells.append(_broken(runs, room, Shape(line=self.line)))
        self.lines = max(self.lines, self.cells[-1].lineCount())

    @property
    def height(self) -> float:
        """Of the whole row, its cells' padding included."""
        return self.lines * self.line + 2 * _PADDING


def _broken(runs: Sequence[Run], width: float, shape: Shape) -> QTextLayout:
    """Words broken into lines; each line lies at its own x and at y 0."""
    words = [(_laid(text), look) for text, look in runs]
    layout = QTextLayout("".join(text for text, _ in words))
    if words:
        layout.setFont(words[0][1].font())
    layout.setFormats(_ranges(words))
    layout.setTextOption(_option(centred=shape.centred))
    layout.setCacheEnabled(True)
    layout.beginLayout()
    indent = shape.indent
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width - shape.left - indent, CHARACTER))
        line.setPosition(QPointF(shape.left + indent, 0))
        indent = 0
    layout.endLayout()
    return layout


def _ranges(words: Sequence[Run]) -> list[QTextLayout.FormatRange]:
    ranges = []
    start = 0
    for text, look in words:
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = start, len(text.encode("utf-16-le")) // 2, look
        start += made.length
        ranges.append(made)
    return ranges


def _option(*, centred: bool) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if centred:
        option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return option


def _laid(text: str) -> str:
    """Text as a layout takes it: a break within a paragraph is a sign of its own."""
    return xml_text(text).replace("\n", "\u2028")


# Measures and looks


def paper(*, landscape: bool = False) -> QSizeF:
    """A4, in units of the layout."""
    return _PAPER.transposed() if landscape else QSizeF(_PAPER)


def type_area(*, landscape: bool = False) -> QRectF:
    """Where text stands: 156 × 225 mm. A page on its side is a page that was turned."""
    sides = _MARGINS
    if landscape:
        sides = QMarginsF(sides.top(), sides.right(), sides.bottom(), sides.left())
    return QRectF(QPointF(0, 0), paper(landscape=landscape)).marginsRemoved(sides)


def font(families: Sequence[str], size: float, *, bold: bool = False) -> QFont:
    """A font of the layout; its size is in units."""
    made = QFont()
    made.setFamilies(list(families))
    made.setPixelSize(round(size))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def look(
    families: Sequence[str], size: float, *, bold: bool = False, grid: bool = False
) -> QTextCharFormat:
    """How words look; on the grid 28 characters fill a line."""
    form = QTextCharFormat()
    made = font(families, size, bold=bold)
    if grid:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, _CLOSER)
    form.setFont(made)
    form.setForeground(QBrush(Qt.GlobalColor.black))
    return form
