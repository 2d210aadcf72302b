"""The texts of a matrix cell as they are drawn: two calls a cell instead of two a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.widgets.glyphs import glyph_runs
from desktop.widgets.matrix_cells import HANGING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QGlyphRun

    from desktop.widgets.glyphs import Text
    from desktop.widgets.line_type import LineType
    from desktop.widgets.matrix_cells import Box, CellLayouts, Measures

_KEPT: Final = 4_000  # cells


class CellInk(NamedTuple):
    """The names and the figures of a cell; its top left is where they are drawn."""

    names: tuple[QGlyphRun, ...]
    figures: tuple[QGlyphRun, ...]


class CellInks:
    """The ink of cells none of whose items is selected, made once."""

    def __init__(self, cells: CellLayouts) -> None:
        self._cells = cells
        self._inks: dict[tuple[int, int], tuple[list[Box], CellInk]] = {}
        self._mores: dict[str, tuple[QGlyphRun, ...]] = {}

    def of(self, boxes: list[Box], width: int) -> CellInk:
        """The ink of the lines of a cell of this width."""
        # By identity, as the lines themselves are found: they are kept with their ink.
        key = id(boxes), width
        known = self._inks.get(key)
        if known is None:
            if len(self._inks) >= _KEPT:
                self._inks.clear()
            known = self._inks[key] = boxes, self._made(boxes, width)
        return known[1]

    def _made(self, boxes: list[Box], width: int) -> CellInk:
        measures = self._cells.measures
        kind = measures.name
        own = [box for box in boxes if box.item is not None]
        names = [text for box in own for text in name_texts(box, measures, kind)]
        figures = [figure_text(box, width, measures, kind) for box in own if box.figure]
        return CellInk(glyph_runs(names, kind.font), glyph_runs(figures, measures.figure.font))

    def more(self, text: str) -> tuple[QGlyphRun, ...]:
        """The ink of 还有 n 条 or 收起, its baseline at the origin."""
        if text not in self._mores:
            self._mores[text] = glyph_runs([(0.0, 0.0, text)], self._cells.measures.meta.font)
        return self._mores[text]

    def forget(self) -> None:
        """Sizes or contents have changed."""
        self._inks.clear()
        self._mores.clear()


def name_texts(box: Box, measures: Measures, kind: LineType) -> Iterator[Text]:
    """The lines of a name, in a cell whose top left is the origin."""
    baseline = _baseline(box, measures, kind)
    for number, line in enumerate(box.names):
        hang = number == 0 and line.startswith(HANGING)
        left = measures.left - (kind.advance(line[0]) / 2 if hang else 0)
        yield left, baseline + number * measures.line, line


def figure_text(box: Box, width: int, measures: Measures, beside: LineType) -> Text:
    """A figure at the right of a cell, on the line of a name of the type `beside`."""
    left = width - 1 - measures.right - measures.figure.advance(box.figure)
    return left, _baseline(box, measures, beside) + box.figure_top, box.figure


def _baseline(box: Box, measures: Measures, kind: LineType) -> float:
    above = measures.above + (measures.line - kind.height) / 2
    return box.rect.y() + above + kind.ascent
