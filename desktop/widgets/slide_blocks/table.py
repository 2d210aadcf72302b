"""Columns beside each other: regions and what they say to each question.

A column in the spotlight is set in bold under a bar of the accent; a row is as high as it needs
to be in either state, so that nothing moves when the spotlight does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from desktop.i18n import tr
from desktop.widgets.slide_blocks.text import SlideText, Span, kept_together, marks
from desktop.widgets.slide_blocks.typeset import MARGIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.sheet import Cell, Column, Row, Table
    from desktop.widgets.slide_blocks.canvas import Canvas, Inks
    from desktop.widgets.slide_blocks.look import Moment
    from desktop.widgets.slide_blocks.typeset import Typeset

_LABEL: Final = 132
_LABEL_MOST: Final = 0.2
"""Of the width of the table."""
_PAD: Final = 32
"""Of a cell at its sides, the rule at its left included."""
_BETWEEN: Final = 18
_TOP_RULE: Final = 2


class TableBlock:
    """A table; one of a single column has no heading."""

    def __init__(
        self, table: Table, typeset: Typeset, inks: Inks, width: float, *, by_column: bool
    ) -> None:
        self._table, self._set, self._inks, self._width = table, typeset, inks, width
        count = max(len(table.columns), 1)
        self._labels = self._set_labels()
        self._label_width = self._fit_labels()
        self._column = (width - self._label_width) / count
        self._heads = self._set_heads() if count > 1 else []
        self._cells = [self._set_row(row) for row in table.rows]
        pad = typeset.space(12)
        self._pad = pad
        self._head_height = self._heads_height()
        self._heights = [
            max([label.height, *(max(one.height for one in pair) for pair in cells)]) + 2 * pad + 1
            for label, cells in zip(self._labels, self._cells, strict=True)
        ]
        self.height = _TOP_RULE + self._head_height + sum(self._heights)
        self.parts = count if by_column else count * len(table.rows)

    # Setting

    def _set_labels(self) -> list[SlideText]:
        most = self._width * _LABEL_MOST
        kind = self._set
        return [
            SlideText([Span(row.label)], kind.font("label"), kind.line("label"), most, self._inks)
            for row in self._table.rows
        ]

    def _fit_labels(self) -> float:
        widest = max((label.width for label in self._labels), default=0.0)
        return max(_LABEL, widest + 24)

    def _set_heads(self) -> list[tuple[SlideText, SlideText]]:
        room, kind = self._column - 2 * _PAD, self._set

        def head(column: Column) -> tuple[SlideText, SlideText]:
            region, name = kind.font("region"), kind.font("name")
            return (
                SlideText([Span(column.region)], region, kind.line("region"), room, self._inks),
                SlideText(
                    [Span(column.name)], name, kind.line("name"), room, self._inks, hang=True
                ),
            )

        return [head(column) for column in self._table.columns]

    def _beside(self) -> bool:
        """Whether every name stands on the line of its region."""
        room = self._column - 2 * _PAD
        return all(
            region.lines <= 1 and name.lines <= 1 and region.width + _BETWEEN + name.width <= room
            for region, name in self._heads
        )

    def _heads_height(self) -> float:
        if not self._heads:
            return 0.0
        beside = self._beside()
        tallest = max(
            region.height + (0 if beside else name.height) for region, name in self._heads
        )
        return tallest + self._set.space(21) + self._pad + 1

    def _set_row(self, row: Row) -> list[tuple[SlideText, SlideText]]:
        return [
            (
                self._set_cell(cell, only=row.only == number, strong=False),
                self._set_cell(cell, only=row.only == number, strong=True),
            )
            for number, cell in enumerate(row.cells)
        ]

    def _set_cell(self, cell: Cell, *, only: bool, strong: bool) -> SlideText:
        kind = self._set
        if cell.gap is not None:
            spans = [Span(cell.text, kind.font("label"), "ink3")]
        else:
            spans = _emphasised(cell, kind, strong=strong)
        small = kind.font("source")
        spans += marks(cell.sources, small)
        if only and cell.gap is None:
            bold = kind.font("source", bold=True)
            spans += [Span(" ", bold), Span(kept_together(tr("仅此地提及")), bold, "accent")]
        room = self._column - 2 * _PAD
        font = kind.font("body", bold=strong)
        return SlideText(spans, font, kind.line("body"), room, self._inks, hang=True)

    # Painting

    def _left(self, column: int) -> float:
        return MARGIN + self._label_width + column * self._column

    def paint(self, canvas: Canvas, top: float, moment: Moment) -> None:
        """Labels and headings always, cells as far as they are uncovered."""
        canvas.fill(QRectF(MARGIN, top, self._width, _TOP_RULE), "hair2")
        y = top + _TOP_RULE
        self._paint_edges(canvas, y, top + self.height)
        self._paint_heads(canvas, y, moment)
        y += self._head_height
        for number, row in enumerate(self._table.rows):
            self._paint_row(canvas, y, number, row, moment)
            y += self._heights[number]
        current = moment.spotlight if moment.spotlight is not None else moment.latest
        if self._heads and current is not None and 0 <= current < len(self._heads):
            bar = QRectF(self._left(current) - 2, top - 3, self._column + 2, 8)
            canvas.fill(bar, "accent")

    def _paint_edges(self, canvas: Canvas, top: float, bottom: float) -> None:
        for column in range(len(self._table.columns)):
            canvas.fill(QRectF(self._left(column), top, 2, bottom - top), "hair")

    def _ink(self, column: int, moment: Moment) -> str:
        muted = moment.spotlight is not None and moment.spotlight != column
        return "ink2" if muted else "ink1"

    def _paint_heads(self, canvas: Canvas, top: float, moment: Moment) -> None:
        if not self._heads:
            return
        beside = self._beside()
        y = top + self._set.space(20)
        for number, (region, name) in enumerate(self._heads):
            x, ink = self._left(number) + _PAD, self._ink(number, moment)
            region.paint(canvas, x, y, ink)
            if beside:
                level = y + region.baseline - name.baseline
                name.paint(canvas, x + region.width + _BETWEEN, level, ink)
            else:
                name.paint(canvas, x, y + region.height, ink)
        line = QRectF(MARGIN, top + self._head_height - 1, self._width, 1)
        canvas.fill(line, "hair")

    def _paint_row(self, canvas: Canvas, top: float, number: int, row: Row, moment: Moment) -> None:
        self._labels[number].paint(canvas, MARGIN, top + self._pad, "ink3")
        columns = len(self._table.columns)
        for column, (plain, strong) in enumerate(self._cells[number]):
            place = column if moment.by_column else number * columns + column
            if place >= moment.shown:
                continue
            if row.only == column and row.cells[column].gap is None:
                edge = QRectF(self._left(column), top, 8, self._heights[number] - 1)
                canvas.fill(edge, "accent")
            text = strong if moment.spotlight == column else plain
            ink = self._ink(column, moment)
            text.paint(canvas, self._left(column) + _PAD, top + self._pad, ink)
        line = QRectF(MARGIN, top + self._heights[number] - 1, self._width, 1)
        canvas.fill(line, "hair")


def _emphasised(cell: Cell, kind: Typeset, *, strong: bool) -> list[Span]:
    """The text with what no other column says in bold."""
    bold = kind.font("body", bold=True)
    plain = kind.font("body", bold=strong)
    found, at = [], 0
    for start, end in _apart(cell.own):
        found += [Span(cell.text[at:start], plain), Span(cell.text[start:end], bold)]
        at = end
    found.append(Span(cell.text[at:], plain))
    return [span for span in found if span.text]


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches in order, none overlapping another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        begin = max(start, found[-1][1] if found else 0)
        if begin < end:
            found.append((begin, end))
    return found
