"""What stands around the blocks of a page: the line above, the title, and where one is below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt

from desktop.i18n import tr
from desktop.widgets.slide_blocks.text import SlideText, Span
from desktop.widgets.slide_blocks.typeset import MARGIN

if TYPE_CHECKING:
    from desktop.documents.sheet import Sheet
    from desktop.widgets.slide_blocks.canvas import Canvas, Inks
    from desktop.widgets.slide_blocks.typeset import Typeset

_TOP: Final = 56
_SEAL: Final = 50
_BETWEEN: Final = 20
_TITLE_TOP: Final = 128
_BELOW_TITLE: Final = 26
_SIZES: Final = (76, 68, 60, 54, 48)
_LINE: Final = 108 / 76
_FOOT_TOP: Final = 988
_FOOT_HEIGHT: Final = 40
_BAR: Final = 8
_GAP: Final = 8
_LEAST_SEGMENT: Final = 6.0
BOTTOM: Final = 956
"""Where the room for blocks ends."""
COVER: Final = "title"
"""The kind of sheet that is a cover."""


class Frame:
    """Head, title and foot of a page; `top` is where its blocks begin."""

    def __init__(self, sheet: Sheet, typeset: Typeset, inks: Inks, width: float) -> None:
        self._sheet, self._inks, self._set = sheet, inks, typeset
        self._width = width
        self._head = self._set_head()
        self._brand = self._line([Span(tr("他山 课堂"))])
        self._title_top = _TITLE_TOP + max(self._head.height - 48, 0)
        self.cover = sheet.kind == COVER
        self._title = self._set_title()
        self.title_height = self._title.height if sheet.title else 0.0
        self.top = self._title_top + self.title_height + _BELOW_TITLE

    def _line(self, spans: list[Span], width: float = 1e6) -> SlideText:
        return SlideText(spans, self._set.sized("sans", 34), 48, width, self._inks)

    def _set_head(self) -> SlideText:
        bold = self._set.sized("sans", 34, bold=True)
        spans = [Span(self._sheet.label)] if self._sheet.label else []
        if self._sheet.subject:
            if spans:
                # As wide as the distance in the design, whatever a blank of the font is.
                spans.append(Span(" ", self._set.sized("sans", 89)))
            spans.append(Span(self._sheet.subject, bold, "ink1"))
        brand = self._line([Span(tr("他山 课堂"))]).width
        return self._line(spans, self._width - self._indent - brand - 2 * _BETWEEN)

    @property
    def _indent(self) -> float:
        return _SEAL + _BETWEEN if self._sheet.theme_id else 0.0

    def _set_title(self) -> SlideText:
        """As large as it is in one line, else in two; the smallest takes what it needs."""
        sizes = (96, *_SIZES) if self.cover else _SIZES
        found = [self._title_of(size) for size in sizes]
        for lines, smallest in ((1, 60), (2, 54)):
            for size, title in zip(sizes, found, strict=True):
                if size >= smallest and title.lines <= lines:
                    return title
        return found[-1]

    def _title_of(self, size: int) -> SlideText:
        font = self._set.sized("serif", size, bold=True)
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.02 * size)
        spans = [Span(self._sheet.title)]
        if self._sheet.parts > 1:
            part = f"{self._sheet.part}/{self._sheet.parts}"
            spans.append(Span(f"  {part}", self._set.sized("sans", 36), "ink3"))
        # One line is drawn closer when there are several: they belong together.
        return SlideText(spans, font, size * _LINE, self._width, self._inks, hang=True)

    # Painting

    def paint_head(self, canvas: Canvas) -> None:
        """The seal, what the page is about, and whose it is."""
        if self._sheet.theme_id:
            seal = QRectF(MARGIN, _TOP, _SEAL, _SEAL)
            canvas.look.paint_seal(canvas.painter, seal, self._sheet.theme_id)
        self._head.paint(canvas, MARGIN + self._indent, _TOP, "ink2")
        self._brand.paint(canvas, MARGIN + self._width - self._brand.width, _TOP, "ink2")

    def paint_title(self, canvas: Canvas, top: float | None = None) -> None:
        """At its place, or where a cover has it."""
        self._title.paint(canvas, MARGIN, self._title_top if top is None else top)

    def paint_foot(self, canvas: Canvas, number: int, count: int) -> None:
        """A segment a page, and the number."""
        small = self._set.sized("sans", 32)
        bold = self._set.sized("sans", 36, bold=True)
        spans = [Span(str(number), bold, "ink1"), Span(f" / {count}", small, "ink3")]
        text = SlideText(spans, bold, _FOOT_HEIGHT, 1e6, self._inks)
        right = MARGIN + self._width
        text.paint(canvas, right - text.width, _FOOT_TOP)
        room = QRectF(MARGIN, _FOOT_TOP + (_FOOT_HEIGHT - _BAR) / 2, 0, _BAR)
        room.setRight(right - text.width - 28)
        _paint_segments(canvas, room, number, count)


def _paint_segments(canvas: Canvas, room: QRectF, number: int, count: int) -> None:
    """What was shown, what is shown, what comes; one bar where there are too many to tell."""
    each = (room.width() - _GAP * (count - 1)) / max(count, 1)
    painter = canvas.painter
    painter.save()
    painter.setRenderHint(painter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if each >= _LEAST_SEGMENT:
        parts = [
            (room.left() + place * (each + _GAP), each, _segment_ink(place + 1, number))
            for place in range(count)
        ]
    else:
        step = room.width() / count
        here = room.left() + step * (number - 1)
        parts = [
            (room.left(), room.width(), "hair"),
            (room.left(), here - room.left(), "ink4"),
            (min(here, room.right() - 16), 16.0, "accent"),
        ]
    for left, width, ink in parts:
        painter.setBrush(canvas.ink(ink))
        painter.drawRoundedRect(QRectF(left, room.top(), width, room.height()), 4, 4)
    painter.restore()


def _segment_ink(place: int, number: int) -> str:
    if place == number:
        return "accent"
    return "ink4" if place < number else "hair"
