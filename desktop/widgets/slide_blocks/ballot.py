"""What the class chooses among: a key, a mechanism, and how many chose it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from desktop.i18n import tr
from desktop.widgets.slide_blocks.text import SlideText, Span
from desktop.widgets.slide_blocks.typeset import MARGIN

if TYPE_CHECKING:
    from desktop.documents.sheet import Ballot, Column
    from desktop.widgets.slide_blocks.canvas import Canvas, Inks
    from desktop.widgets.slide_blocks.look import Moment
    from desktop.widgets.slide_blocks.typeset import Typeset

_KEY: Final = 60
_BETWEEN: Final = 28
_BAR: Final = 0.3
"""Of the width, for the longest bar; the number stands behind it."""
_NUMBER: Final = 130


class BallotBlock:
    """The votes are counted while it is shown: they are no part of what is set."""

    parts = 0

    def __init__(self, ballot: Ballot, typeset: Typeset, inks: Inks, width: float) -> None:
        self._ballot, self._set, self._inks, self._width = ballot, typeset, inks, width
        self._pad = typeset.space(16)
        self._bar = width * _BAR
        self._seal = typeset.px("region")
        room = width - _KEY - 2 * _BETWEEN - self._seal - _BETWEEN - self._bar - _NUMBER
        self._names = [self._set_name(choice, room) for choice in ballot.choices]
        self._heights = [max(_KEY, name.height) + 2 * self._pad + 1 for name in self._names]
        self.height = 2 + sum(self._heights)

    def _set_name(self, choice: Column, room: float) -> SlideText:
        kind = self._set
        spans = [Span(choice.region), Span(f"  {choice.name}", kind.font("body"))]
        return SlideText(spans, kind.font("region"), kind.line("region"), room, self._inks)

    def paint(self, canvas: Canvas, top: float, moment: Moment) -> None:
        """A bar and a number for everything that has been counted."""
        canvas.fill(QRectF(MARGIN, top, self._width, 2), "hair2")
        y = top + 2
        most = max([*moment.votes.values(), 1])
        for number, choice in enumerate(self._ballot.choices):
            height = self._heights[number]
            self._paint_choice(canvas, y, number)
            votes = moment.votes.get(choice.mechanism_id)
            if votes is not None:
                self._paint_votes(canvas, y, height, votes, most)
            canvas.fill(QRectF(MARGIN, y + height - 1, self._width, 1), "hair")
            y += height

    def _paint_choice(self, canvas: Canvas, top: float, number: int) -> None:
        name, height = self._names[number], self._heights[number]
        middle = top + (height - 1) / 2
        key = QRectF(MARGIN, middle - _KEY / 2, _KEY, _KEY)
        canvas.box(key, 10, "hair2", "raised")
        font = self._set.font("page")
        digit = SlideText([Span(str(number + 1))], font, _KEY, _KEY, self._inks)
        digit.paint(canvas, key.center().x() - digit.width / 2, key.top())
        x = key.right() + _BETWEEN
        seal = QRectF(x, middle - self._seal / 2, self._seal, self._seal)
        canvas.look.paint_seal(canvas.painter, seal, self._ballot.choices[number].theme_id)
        name.paint(canvas, seal.right() + _BETWEEN, middle - name.height / 2)

    def _paint_votes(
        self, canvas: Canvas, top: float, height: float, votes: int, most: int
    ) -> None:
        right = MARGIN + self._width
        middle = top + (height - 1) / 2
        left = right - _NUMBER - self._bar
        thick = min(28.0, height / 2)
        canvas.fill(QRectF(left, middle + thick / 2 - 1, self._bar, 1), "hair2")
        if votes:
            bar = QRectF(left, middle - thick / 2, self._bar * votes / most, thick)
            canvas.fill(bar, "accent")
        font, small = self._set.font("value"), self._set.font("source")
        spans = [Span(str(votes)), Span(f" {tr('票')}", small, "ink2")]
        text = SlideText(spans, font, self._set.line("value"), _NUMBER * 2, self._inks)
        text.paint(canvas, right - text.width, middle - text.height / 2)
