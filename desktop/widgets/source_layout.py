"""Lays out a source text a block at a time, only where it is looked at.

Qt's own layout sets everything above a place before it can answer for that place: a jump to the
end of a long text would cost the whole of it. Here a block that nobody has looked at has the
height its characters make likely; it is set when it is first asked for, and what lies below it
moves by the difference. The view keeps its place by `take_shift` and sets the rest while idle.

Never raises in what Qt calls: an exception there ends the program.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPalette,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFrame,
    QTextLayout,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.widgets.source_document import Typesetter
    from desktop.widgets.source_map import SourceMap

_ABOVE_BASELINE: Final = 0.8  # of a fixed line height, as in Qt's own layout


class SourceLayout(QAbstractTextDocumentLayout):
    """Lines of a fixed height, blocks with a gap above, no frames, no tables, no pictures."""

    grown = Signal()
    """Some block is not as high as was thought."""

    def __init__(self, document: QTextDocument, typesetter: Typesetter) -> None:
        super().__init__(document)
        self._typesetter = typesetter
        self._width = -1.0
        self._heights: list[float] = []
        self._gaps: list[float] = []
        self._tops: list[float] | None = None
        self._laid = bytearray()
        self._waiting = 0
        self._filling = False
        self._shift = 0.0
        self._changed = False
        self._room = (0.0, 0.0)
        self.edition = 0
        """Another number once lines that were set may stand otherwise in their blocks."""
        self.anchor = 0.0
        """What begins above this height moves what is in sight when it turns out otherwise."""

    # Blocks

    def fill(self, source: SourceMap, headings: Sequence[tuple[int, int]]) -> None:
        """Show another text, or the same in another look."""
        self._filling = True
        self._typesetter.fill(self.document(), source, headings)
        self._filling = False
        self._restart()

    def _restart(self) -> None:
        """Another text or another width: nothing is set."""
        self.edition += 1
        count = self.document().blockCount()
        self._width = self.document().textWidth()
        self._gaps = self._typesetter.gaps(count)
        self._heights = self._typesetter.likely_heights(count, self._width)
        self._laid = bytearray(count)
        self._waiting = count
        self._tops = None
        self._shift = 0.0
        self._changed = False
        self.documentSizeChanged.emit(self.documentSize())

    @property
    def finished(self) -> bool:
        """Whether every block is set."""
        return self._waiting == 0

    def _sync(self) -> None:
        # Asked in the middle of an edit, before Qt has told of it.
        if len(self._heights) != self.document().blockCount():
            self._restart()

    def tops(self) -> list[float]:
        """Where each block begins, its gap above it, and at last where the text ends."""
        if self._tops is None:
            ends = accumulate(
                gap + height for gap, height in zip(self._gaps, self._heights, strict=True)
            )
            above = self._room[0]
            self._tops = [above, *(above + end for end in ends)]
        return self._tops

    @property
    def room(self) -> tuple[float, float]:
        """The blank above and below the text."""
        return self._room

    def set_room(self, above: float, below: float) -> None:
        """Leave blank above and below the text."""
        self._room = (above, below)
        self._tops = None
        self.documentSizeChanged.emit(self.documentSize())

    def block_at(self, y: float) -> int:
        """The number of the block at a height; the nearest one beyond both ends."""
        self._sync()
        return max(0, min(bisect_right(self.tops(), y), len(self._heights)) - 1)

    def lay(self, block: QTextBlock) -> None:
        """Set a block unless it is set already."""
        self._sync()
        self._lay(block, block.blockNumber())

    def _lay(self, block: QTextBlock, number: int) -> None:
        if not 0 <= number < len(self._laid) or self._laid[number]:
            return
        self._laid[number] = 1
        self._waiting -= 1
        height = self._set(block, number)
        by = height - self._heights[number]
        if by:
            if self.tops()[number] < self.anchor:
                self._shift += by
                self.anchor += by
            self._heights[number] = height
            self._tops = None
            self._changed = True
            self.grown.emit()

    def _set(self, block: QTextBlock, number: int) -> float:
        """Break one block into lines; its height."""
        layout = block.layout()
        option = self.document().defaultTextOption()
        option.setTextDirection(block.textDirection())
        option.setAlignment(Qt.AlignmentFlag.AlignLeft)
        layout.setTextOption(option)
        layout.setFormats(self._typesetter.formats(number))
        height = self._typesetter.line(number)
        layout.beginLayout()
        y = 0
        while (line := layout.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(max(self._width, 1))
            above = line.ascent() + max(line.leading(), 0)
            line.setPosition(QPointF(0, y - above + height * _ABOVE_BASELINE))
            y += height
        layout.endLayout()
        return float(max(y, height))

    def lay_between(self, top: float, bottom: float) -> None:
        """Set everything between two heights."""
        self._sync()
        number = self.block_at(top)
        block = self.document().findBlockByNumber(number)
        while block.isValid() and self.tops()[number] <= bottom:
            self._lay(block, number)
            block, number = block.next(), number + 1

    def lay_some(self, enough: Callable[[], bool]) -> None:
        """Set blocks that wait, those below `anchor` first, until there has been enough."""
        self._sync()
        here = self.block_at(self.anchor)
        while self._waiting and not enough():
            number = self._laid.find(0, here)
            if number < 0:
                number = self._laid.rfind(0)
            self.lay(self.document().findBlockByNumber(number))

    def lay_all(self) -> None:
        """Set whatever waits."""
        self.lay_some(lambda: False)

    @property
    def moved(self) -> bool:
        """Whether something stands otherwise than it did, which the next `take_shift` settles."""
        return self._changed

    def take_shift(self) -> float:
        """Tell of another size, and return how far what is in sight has moved since last time."""
        if self._changed:
            self._changed = False
            self.documentSizeChanged.emit(self.documentSize())
        shift, self._shift = self._shift, 0.0
        return shift

    # QAbstractTextDocumentLayout

    def documentChanged(self, from_: int, charsRemoved: int, charsAdded: int) -> None:
        if self._filling:
            return
        document = self.document()
        if document.textWidth() != self._width or len(self._heights) != document.blockCount():
            self._restart()
        elif charsRemoved or charsAdded < document.characterCount():
            self._forget(from_, from_ + charsAdded)

    def _forget(self, start: int, end: int) -> None:
        self.edition += 1
        first = self.document().findBlock(start).blockNumber()
        last = self.document().findBlock(end).blockNumber()
        last = len(self._laid) - 1 if last < 0 else last
        for number in range(max(first, 0), last + 1):
            self._waiting += self._laid[number]
            self._laid[number] = 0
        self.grown.emit()

    def documentSize(self) -> QSizeF:
        self._sync()
        return QSizeF(max(self._width, 0), self.tops()[-1] + self._room[1])

    def pageCount(self) -> int:
        return 1

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:  # noqa: ARG002
        return QRectF(QPointF(0, 0), self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        self.lay(block)
        number = block.blockNumber()
        if not 0 <= number < len(self._heights):
            return QRectF()
        top = self.tops()[number] + self._gaps[number]
        return QRectF(0, top, max(self._width, 0), self._heights[number])

    def hitTest(self, point: Any, accuracy: Qt.HitTestAccuracy) -> int:
        block = self.document().findBlockByNumber(self.block_at(point.y()))
        rect = self.blockBoundingRect(block)
        layout = block.layout()
        if not layout.lineCount():
            return -1
        height = self._typesetter.line(block.blockNumber())
        number = int((point.y() - rect.top()) // height)
        line = layout.lineAt(max(0, min(number, layout.lineCount() - 1)))
        if accuracy == Qt.HitTestAccuracy.ExactHit:
            inside = line.naturalTextRect().translated(rect.topLeft())
            if not inside.contains(point):
                return -1
        if number < 0:
            return block.position()
        found: Any = line.xToCursor(point.x())
        return block.position() + int(found)

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        clip = QRectF(context.clip)
        if clip.isEmpty():
            clip = QRectF(QPointF(0, 0), self.documentSize())
        ink = QColor(context.palette.color(QPalette.ColorRole.Text))
        cursor: int = context.cursorPosition
        # Copied: the binding hands out what lies inside the context, and the next step frees it.
        chosen = [
            (
                selection.cursor.selectionStart(),
                selection.cursor.selectionEnd(),
                QTextCharFormat(selection.format),
            )
            for selection in context.selections
        ]
        painter.setPen(ink)
        block = self.document().findBlockByNumber(self.block_at(clip.top()))
        while block.isValid():
            rect = self.blockBoundingRect(block)
            if rect.top() > clip.bottom():
                return
            at = rect.topLeft()
            block.layout().draw(painter, at, _within(block, chosen), clip)
            place = cursor - block.position()
            if 0 <= place < block.length():
                block.layout().drawCursor(painter, at, place, self.cursor_width())
            block = block.next()

    def cursor_width(self) -> int:
        """How wide the caret is."""
        width: Any = self.property("cursorWidth")
        return int(width) if width else 1


def _within(block: QTextBlock, chosen: list[tuple[int, int, Any]]) -> list[Any]:
    """The parts of selections that lie in a block, as its layout wants them."""
    found = []
    for start, end, form in chosen:
        first = max(start - block.position(), 0)
        last = min(end - block.position(), block.length() - 1)
        if first < last:
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = first, last - first, form
            found.append(part)
    return found
