"""What the class is asked: the question, what to choose from, and the answer when it is time.

Options and answer have their place from the start, so that uncovering moves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from desktop.i18n import tr
from desktop.widgets.slide_blocks.prose import Flow
from desktop.widgets.slide_blocks.text import SlideText, Span, marks
from desktop.widgets.slide_blocks.typeset import MARGIN

if TYPE_CHECKING:
    from desktop.documents.sheet import Question
    from desktop.widgets.slide_blocks.canvas import Canvas, Inks
    from desktop.widgets.slide_blocks.look import Moment
    from desktop.widgets.slide_blocks.typeset import Typeset

_LETTER: Final = 60
_GAP: Final = 24
_INSET: Final = 54


class QuestionBlock:
    """A question; one that has an answer is uncovered in one more part."""

    def __init__(self, question: Question, typeset: Typeset, inks: Inks, width: float) -> None:
        self._question, self._set, self._inks = question, typeset, inks
        self._width = width
        self._asked = Flow(question.markdown, typeset, inks, width, role="asked")
        self._right_word = SlideText(
            [Span(f"✓ {tr('正确')}")],
            typeset.font("source", bold=True),
            typeset.line("source"),
            width,
            inks,
        )
        self._options = self._set_options()
        self._answer = self._set_answer()
        self._answer_gap = typeset.space(40)
        self.parts = 1 if self._answer is not None or question.right is not None else 0
        self.height = self._asked.height + self._options_height()
        if self._answer is not None:
            self.height += self._answer_gap + self._answer.height

    # Setting

    def _set_options(self) -> list[SlideText]:
        """In two columns where all are short."""
        self._columns = 1
        options = self._question.options
        half = [self._set_option(text, (self._width - _GAP) / 2) for text in options]
        if len(options) > 2 and all(option.lines == 1 for option in half):
            self._columns = 2
            return half
        return [self._set_option(text, self._width) for text in options]

    def _set_option(self, text: str, width: float) -> SlideText:
        room = width - _LETTER - 3 * _GAP - self._right_word.width - _GAP
        kind = self._set
        return SlideText([Span(text)], kind.font("body"), kind.line("body"), room, self._inks)

    def _option_height(self, row: int) -> float:
        first = row * self._columns
        texts = self._options[first : first + self._columns]
        return max(_LETTER, *(text.height for text in texts)) + 2 * self._set.space(12)

    @property
    def _rows(self) -> int:
        return -(-len(self._options) // self._columns)

    def _options_height(self) -> float:
        if not self._options:
            return 0.0
        gap = self._set.space(18)
        heights = [self._option_height(row) for row in range(self._rows)]
        return self._set.space(36) + sum(heights) + gap * (len(heights) - 1)

    def _set_answer(self) -> SlideText | None:
        question, kind = self._question, self._set
        small = kind.font("source")
        words = [Span(question.answer)] if question.answer else []
        if not words and question.sources:
            words = [Span(tr("原文依据"), small, "ink2")]
        if not words:
            return None
        heading = [Span(f"{tr('答案')}\n", kind.font("source", bold=True), "ok")]
        spans = [*(heading if question.answer else []), *words, *marks(question.sources, small)]
        room = self._width - _INSET
        return SlideText(spans, kind.font("body"), kind.line("body"), room, self._inks)

    # Painting

    def paint(self, canvas: Canvas, top: float, moment: Moment) -> None:
        """The answer only when it is uncovered."""
        answered = self.parts > 0 and moment.shown > 0
        self._asked.paint(canvas, MARGIN, top)
        y = top + self._asked.height
        self._paint_options(canvas, y, answered=answered)
        if self._answer is not None and answered:
            y += self._options_height() + self._answer_gap
            canvas.fill(QRectF(MARGIN, y, 10, self._answer.height), "ok")
            self._answer.paint(canvas, MARGIN + _INSET, y)

    def _paint_options(self, canvas: Canvas, top: float, *, answered: bool) -> None:
        y = top + self._set.space(36)
        width = (self._width - _GAP * (self._columns - 1)) / self._columns
        for row in range(self._rows):
            height = self._option_height(row)
            first = row * self._columns
            for number in range(first, min(first + self._columns, len(self._options))):
                x = MARGIN + (number - first) * (width + _GAP)
                right = answered and number == self._question.right
                self._paint_option(canvas, QRectF(x, y, width, height), number, right=right)
            y += height + self._set.space(18)

    def _paint_option(self, canvas: Canvas, rect: QRectF, number: int, *, right: bool) -> None:
        text = self._options[number]
        edge, face = ("ok", "okSoft") if right else ("hair2", "raised")
        canvas.box(rect, 12, edge, face, width=4 if right else 2)
        middle = rect.center().y()
        line = self._set.line("page")
        letter = SlideText(
            [Span(chr(ord("A") + number))], self._set.font("page"), line, _LETTER, self._inks
        )
        x = rect.left() + _GAP
        letter.paint(canvas, x, middle - line / 2, "ok" if right else "ink2")
        text.paint(canvas, x + _LETTER, middle - text.height / 2)
        if right:
            word = self._right_word
            word.paint(canvas, rect.right() - _GAP - word.width, middle - word.height / 2, "ok")
