"""A quote in the colour of its theme: filled, underlined, and where it stands below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from desktop.i18n import tr
from desktop.widgets.slide_blocks.text import SlideText, Span
from desktop.widgets.slide_blocks.typeset import MARGIN

if TYPE_CHECKING:
    from desktop.documents.sheet import Quotation
    from desktop.widgets.slide_blocks.canvas import Canvas, Inks
    from desktop.widgets.slide_blocks.look import Moment
    from desktop.widgets.slide_blocks.typeset import Typeset

_INSET: Final = 54
_STRIPE: Final = 10
_UNDERLINE: Final = 4
_FILL: Final = 1.46
"""Height of a highlight with its line, in em: the ascent and descent of the serif, and a hair."""


class QuotationBlock:
    """The whole of it opens its source."""

    parts = 0

    def __init__(self, quotation: Quotation, typeset: Typeset, inks: Inks, width: float) -> None:
        self._quotation = quotation
        self._width = width
        self._em = typeset.px("quote")
        room = width - _INSET
        before, text = quotation.before, quotation.text
        spans = [Span(before, None, "ink2"), Span(text), Span(quotation.behind, None, "ink2")]
        font, line = typeset.font("quote"), typeset.line("quote")
        self._text = SlideText(
            [span for span in spans if span.text], font, line, room, inks, hang=True
        )
        start = len(before.encode("utf-16-le", "surrogatepass")) // 2
        length = len(text.encode("utf-16-le", "surrogatepass")) // 2
        self._strips = self._text.strips(start, start + length)
        small, level = typeset.font("source"), typeset.line("source")
        self._byline = SlideText([Span(self._said_below())], small, level, room, inks)
        stale = [Span(quotation.stale)] if quotation.stale else []
        self._stale = SlideText(stale, small, level, room, inks) if stale else None
        self._gap = typeset.space(14)
        self.height = self._text.height + self._gap + self._byline.height
        self.height += self._stale.height if self._stale else 0
        self.height += typeset.space(14)

    def _said_below(self) -> str:
        part, parts = self._quotation.part, self._quotation.parts
        if parts <= 1:
            return self._quotation.byline
        return (
            f"{self._quotation.byline}　{tr('（{part}/{parts}）').format(part=part, parts=parts)}"
        )

    def paint(self, canvas: Canvas, top: float, moment: Moment) -> None:  # noqa: ARG002
        """Fills, then text, then underlines, as in the reader."""
        seal = canvas.look.seal(self._quotation.theme_id)
        x = MARGIN + _INSET
        canvas.fill(QRectF(MARGIN, top, _STRIPE, self.height), seal.gutter)
        places = [self._place(strip.translated(x, top)) for strip in self._strips]
        for place in places:
            canvas.fill(place, seal.bg_active)
        self._text.paint(canvas, x, top)
        for place in places:
            line = QRectF(place.left(), place.bottom() - _UNDERLINE, place.width(), _UNDERLINE)
            canvas.fill(line, seal.gutter)
        y = top + self._text.height + self._gap
        self._byline.paint(canvas, x, y, "ink2")
        if self._stale:
            self._stale.paint(canvas, x, y + self._byline.height, "warn")
        whole = QRectF(x, top, self._text.width, self._text.height + self._gap)
        canvas.hit(whole, self._quotation.source)

    def _place(self, strip: QRectF) -> QRectF:
        """The part of a line that is filled: from above the characters to below them."""
        height = min(_FILL * self._em, strip.height() - 2)
        middle = strip.center().y()
        return QRectF(strip.left(), middle - height / 2, strip.width(), height)
