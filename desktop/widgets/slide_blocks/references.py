"""出处: the articles that a lesson quotes, numbered, with what kind of source each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from desktop.i18n import tr
from desktop.widgets.slide_blocks.text import SlideText, Span
from desktop.widgets.slide_blocks.typeset import MARGIN

if TYPE_CHECKING:
    from desktop.documents.sheet import Missing, Reference, References
    from desktop.widgets.slide_blocks.canvas import Canvas, Inks
    from desktop.widgets.slide_blocks.look import Moment
    from desktop.widgets.slide_blocks.typeset import Typeset

_NUMBER: Final = 76


class ReferencesBlock:
    """A number, and the citation with its region and kind above it."""

    parts = 0

    def __init__(self, references: References, typeset: Typeset, inks: Inks, width: float) -> None:
        self._set, self._inks = typeset, inks
        self._gap = typeset.space(26)
        room = width - _NUMBER
        font, line = typeset.font("name"), typeset.line("name")
        self._entries = [
            (
                SlideText([Span(f"[{number}]")], font, line, width, inks),
                SlideText(self._spans(entry), font, line, room, inks),
            )
            for number, entry in enumerate(references.entries, references.first)
        ]
        tallest = sum(text.height + self._gap for _, text in self._entries)
        self.height = max(tallest - self._gap, 0.0)

    def _spans(self, entry: Reference) -> list[Span]:
        bold = self._set.font("label", bold=True)
        kind = tr("部门自述") if entry.own_report else tr("媒体报道")
        return [
            Span(entry.region, bold),
            Span(f"  {kind}\n", self._set.font("source"), "ink3"),
            Span(entry.citation),
        ]

    def paint(self, canvas: Canvas, top: float, moment: Moment) -> None:  # noqa: ARG002
        """All of them."""
        y = top
        for number, text in self._entries:
            number.paint(canvas, MARGIN, y, "ink3")
            text.paint(canvas, MARGIN + _NUMBER, y, "ink1")
            y += text.height + self._gap


class MissingBlock:
    """A sentence in place of what the library no longer has."""

    parts = 0

    def __init__(self, missing: Missing, typeset: Typeset, inks: Inks, width: float) -> None:
        font, line = typeset.font("body"), typeset.line("body")
        self._text = SlideText([Span(missing.sentence)], font, line, width - 80, inks)
        self._pad = typeset.space(24)
        self._width = width
        self.height = self._text.height + 2 * self._pad

    def paint(self, canvas: Canvas, top: float, moment: Moment) -> None:  # noqa: ARG002
        """Told from content by its frame, not by a colour alone."""
        canvas.box(QRectF(MARGIN, top, self._width, self.height), 12, "warn", "warnSoft")
        self._text.paint(canvas, MARGIN + 40, top + self._pad, "ink1")
