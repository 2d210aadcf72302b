"""讲义: the pages of a lesson on paper, one, two or four on a sheet, or each with its 讲稿.

Always on white as the light look has them, everything uncovered but the answers. Laying out and
writing need no interface and may run beside it, as long as one thread does both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextDocument,
)

from desktop.documents.pdf_text import typed_characters
from desktop.documents.sheet import HEIGHT
from desktop.documents.text import no_progress, one_line, xml_text
from desktop.widgets.markdown import to_html
from desktop.widgets.slide_painter import Look, SlidePainter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.lesson import LessonDocument
    from desktop.documents.sheet import Sheet
    from desktop.documents.text import Progress
    from desktop.theme import Appearance

NOTES: Final = "notes"
_A_POINT: Final = 20  # dots of the PDF in one point
_RESOLUTION: Final = 72 * _A_POINT
_MARGIN: Final = 40 * _A_POINT
_FOOT: Final = 26 * _A_POINT
_GAP: Final = 22 * _A_POINT
_NOTES_SIZE: Final = 12
_GRIDS: Final = {"1": (1, 1), "2": (1, 2), "4": (2, 2)}
_LANDSCAPE: Final = ("1", "4")


def to_handouts(
    document: LessonDocument, layout: str, look: Appearance, progress: Progress = no_progress
) -> bytes:
    """The PDF: `layout` is 1, 2 or 4 pages on a sheet of A4, or `NOTES`."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(one_line(document.title))
    writer.setCreator("")
    _set_page(writer, landscape=layout in _LANDSCAPE)
    press = _Press(writer, document, look)
    try:
        steps = press.notes() if layout == NOTES else press.grid(*_GRIDS[layout])
        for done, _ in enumerate(steps, start=1):
            progress(done, len(document.sheets))
    finally:
        press.painter.end()
    return typed_characters(bytes(buffer.data().data()))


def _set_page(writer: QPdfWriter, *, landscape: bool) -> None:
    turned = QPageLayout.Orientation
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            turned.Landscape if landscape else turned.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
    )


class _Press:
    """Puts slides on paper, one sheet after another."""

    def __init__(self, writer: QPdfWriter, document: LessonDocument, look: Appearance) -> None:
        self._writer = writer
        self._document = document
        self._appearance = look
        self._slides = SlidePainter(look)
        self.painter = QPainter(writer)
        self._paper = QRectF(0, 0, writer.width(), writer.height())
        self._number = 1

    def grid(self, columns: int, rows: int) -> Iterator[None]:
        """So many slides on each sheet."""
        inside = self._inside()
        width = (inside.width() - _GAP * (columns - 1)) / columns
        height = (inside.height() - _GAP * (rows - 1)) / rows
        for place, sheet in enumerate(self._document.sheets):
            at = place % (columns * rows)
            if at == 0:
                self._begin(first=place == 0)
            left = inside.left() + (at % columns) * (width + _GAP)
            top = inside.top() + (at // columns) * (height + _GAP)
            self._slide(sheet, place + 1, QRectF(left, top, width, height))
            yield

    def notes(self) -> Iterator[None]:
        """Each slide with what the presenter says to it, over as many sheets as that needs."""
        inside = self._inside()
        height = inside.width() * HEIGHT / self._document.shape.width
        for place, sheet in enumerate(self._document.sheets):
            self._begin(first=place == 0)
            self._slide(sheet, place + 1, QRectF(inside.topLeft(), inside.size()), height)
            below = QRectF(inside)
            below.setTop(inside.top() + height + _GAP)
            # Said once: a slide that goes on over pages has the same notes on each.
            if sheet.part == 1 and sheet.notes.strip():
                self._words(sheet.notes, below, inside)
            yield

    def _inside(self) -> QRectF:
        return self._paper.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN - _FOOT)

    def _begin(self, *, first: bool) -> None:
        if not first:
            self._writer.newPage()
            self._number += 1
        painter, look = self.painter, self._appearance
        font = look.font("meta")
        font.setPixelSize(9 * _A_POINT)
        painter.setFont(font)
        painter.setPen(look.color("ink3"))
        foot = self._inside()
        foot.setTop(foot.bottom() + _GAP / 2)
        foot.setHeight(_FOOT)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        told = one_line(self._document.title), one_line(self._document.occasion)
        title = "　".join(part for part in told if part)
        painter.drawText(foot, left, title)
        painter.drawText(foot, right, str(self._number))

    def _slide(self, sheet: Sheet, number: int, room: QRectF, height: float | None = None) -> None:
        """Draw a slide in the middle of a room with a line around it."""
        shape = self._document.shape
        tall = min(room.height() if height is None else height, room.width() * HEIGHT / shape.width)
        wide = tall * shape.width / HEIGHT
        top = room.top() if height is not None else room.top() + (room.height() - tall) / 2
        place = QRectF(room.left() + (room.width() - wide) / 2, top, wide, tall)
        count = len(self._document.sheets)
        look = Look(number=number, count=count, shape=shape, answer=False)
        self._slides.paint(self.painter, place, sheet, look)
        self.painter.setPen(QPen(self._appearance.color("hair2"), _A_POINT * 0.75))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(place)

    def _words(self, markdown: str, first: QRectF, inside: QRectF) -> None:
        """Notes below a slide, and on further sheets where they are longer than that."""
        text = QTextDocument()
        text.setUndoRedoEnabled(False)
        font = self._appearance.font("body")
        font.setPixelSize(_NOTES_SIZE * _A_POINT)
        text.setDefaultFont(font)
        text.setDocumentMargin(0)
        text.setTextWidth(first.width())
        text.setHtml(to_html(xml_text(markdown)))
        done, room = 0.0, first
        while done < text.size().height():
            last = break_of(text, done, room.height())
            self._part(text, done, last, room.topLeft())
            done, room = last, inside
            if done < text.size().height():
                self._begin(first=False)

    def _part(self, text: QTextDocument, start: float, end: float, at: QPointF) -> None:
        painter = self.painter
        painter.save()
        painter.setClipRect(QRectF(at.x(), at.y(), text.textWidth(), end - start))
        painter.translate(at.x(), at.y() - start)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(context.palette.ColorRole.Text, QColor(Qt.GlobalColor.black))
        context.clip = QRectF(0, start, text.textWidth(), end - start)
        text.documentLayout().draw(painter, context)
        painter.restore()


def break_of(text: QTextDocument, start: float, height: float) -> float:
    """The furthest place within `height` that goes through no line, not even one of a cell beside.

    A line higher than all the room is cut: it could not be shown otherwise.
    """
    end = start + height
    if end >= text.size().height():
        return text.size().height()
    while True:
        cut = [top for top, bottom in lines_of(text) if top < end < bottom]
        if not cut:
            return end
        if min(cut) <= start:
            return start + height
        end = min(cut)


def lines_of(text: QTextDocument) -> Iterator[tuple[float, float]]:
    """From where to where each line stands."""
    block = text.begin()
    while block.isValid():
        top = text.documentLayout().blockBoundingRect(block).top()
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            yield top + line.y(), top + line.y() + line.height()
        block = block.next()
