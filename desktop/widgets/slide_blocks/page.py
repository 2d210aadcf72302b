"""A page laid out: its frame and blocks at the first density at which all of them have room."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from desktop.documents.sheet import (
    Ballot,
    Bars,
    Missing,
    Prose,
    Question,
    Quotation,
    References,
    Table,
)
from desktop.widgets.slide_blocks.ballot import BallotBlock
from desktop.widgets.slide_blocks.bars import BarsBlock
from desktop.widgets.slide_blocks.frame import BOTTOM, Frame
from desktop.widgets.slide_blocks.look import Moment
from desktop.widgets.slide_blocks.prose import ProseBlock
from desktop.widgets.slide_blocks.question import QuestionBlock
from desktop.widgets.slide_blocks.quotation import QuotationBlock
from desktop.widgets.slide_blocks.references import MissingBlock, ReferencesBlock
from desktop.widgets.slide_blocks.table import TableBlock
from desktop.widgets.slide_blocks.typeset import (
    LEAST_SPACING,
    LOOSE,
    MARGIN,
    ROOMY,
    SIZES,
    Density,
    Typeset,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from desktop.documents import sheet as sheets
    from desktop.documents.sheet import Sheet
    from desktop.theme import Appearance
    from desktop.widgets.slide_blocks.block import Block
    from desktop.widgets.slide_blocks.canvas import Canvas, Inks
    from desktop.widgets.slide_blocks.look import Look

_GAP: Final = 66
_BELOW_COVER: Final = 60
_HIGHER: Final = 0.3
_MOST_LOWER: Final = 110.0
_SMALLER: Final = 0.95
_SMALLEST: Final = 0.02
_SHY: Final = 0.02
_LEAST_ROOM: Final = 40.0  # beside a title that fills the page
ALL: Final = 1_000_000
BY_COLUMN: Final = "columns"


@dataclass(frozen=True, slots=True)
class _Stack:
    """Blocks at one density, one above the other."""

    blocks: tuple[Block, ...]
    gap: float

    @property
    def height(self) -> float:
        return sum(b.height for b in self.blocks) + self.gap * max(len(self.blocks) - 1, 0)


if TYPE_CHECKING:
    _Setting = Generator[None, None, _Stack]
    """Steps that end with what they have set."""


class Page:
    """A sheet set for one shape and zoom by `lay_out`; painting it measures nothing."""

    def __init__(self, look: Appearance, inks: Inks, sheet: Sheet, at: Look) -> None:
        self._look, self._inks, self._sheet, self._zoom = look, inks, sheet, at.zoom
        self._width = at.shape.width - 2 * MARGIN
        self._by_column = sheet.reveal == BY_COLUMN
        self._frame = Frame(sheet, Typeset(look, LOOSE), inks, self._width)
        self._room = max(BOTTOM - self._frame.top, _LEAST_ROOM)
        self.scale = 1.0
        """Below 1 when even the smallest type was too tall: nothing is ever cut off."""
        self._stack = _Stack((), 0.0)

    # Setting

    def lay_out(self) -> Iterator[None]:
        """Set the blocks, a density at a time; all steps are taken before anything is painted."""
        self._stack = yield from self._fit()

    def _fit(self) -> _Setting:
        few = all(
            isinstance(block, Bars | Ballot | Question | Quotation) for block in self._sheet.blocks
        )
        for density in (*(ROOMY if few else ()), LOOSE):
            stack = self._set(density)
            if stack.height <= self._room:
                return stack
            yield
        tight = self._set(Density(LEAST_SPACING))
        yield
        by_spacing = max(stack.height - tight.height, 1.0) / (1 - LEAST_SPACING)
        place, stack = yield from self._shrink(tight)
        if stack.height > self._room:
            return (yield from self._scale_down(stack))
        return self._relax(stack, SIZES[place], by_spacing * SIZES[place])

    def _shrink(self, stack: _Stack) -> Generator[None, None, tuple[int, _Stack]]:
        """The largest type that has room with least space; begun where it is likely to be."""
        if stack.height <= self._room:
            return 0, stack
        likely = sqrt(self._room / stack.height)  # a page shrinks with the square of its type
        above = sum(size > likely for size in SIZES)
        for place in range(min(max(above - 1, 1), len(SIZES) - 1), len(SIZES)):
            stack = self._set(Density(LEAST_SPACING, SIZES[place]))
            yield
            if stack.height <= self._room:
                break
        return place, stack

    def _relax(self, stack: _Stack, size: float, by_spacing: float) -> _Stack:
        """The same with as much space as is left; `by_spacing` is what all of it takes."""
        free = (self._room - stack.height) / by_spacing
        spacing = min(LEAST_SPACING + free - _SHY, 1.0)
        if spacing <= LEAST_SPACING:
            return stack
        relaxed = self._set(Density(spacing, size))
        return relaxed if relaxed.height <= self._room else stack

    def _scale_down(self, stack: _Stack) -> _Setting:
        """Smaller than any type should be, but whole."""
        smallest = Density(LEAST_SPACING, SIZES[-1])
        self.scale = sqrt(self._room / stack.height)
        stack = self._set(smallest)
        while stack.height * self.scale > self._room and self.scale > _SMALLEST:
            self.scale *= _SMALLER
            yield
            stack = self._set(smallest)
        return stack

    def _set(self, density: Density) -> _Stack:
        typeset = Typeset(self._look, density, self._zoom)
        blocks = tuple(self._block(block, typeset) for block in self._sheet.blocks)
        return _Stack(blocks, typeset.space(_GAP))

    def _block(self, block: sheets.Block, typeset: Typeset) -> Block:
        width = (self._width + 2 * MARGIN) / self.scale - 2 * MARGIN
        match block:
            case Table():
                return TableBlock(block, typeset, self._inks, width, by_column=self._by_column)
            case Quotation():
                return QuotationBlock(block, typeset, self._inks, width)
            case Bars():
                return BarsBlock(block, typeset, self._inks, width)
            case Prose():
                return ProseBlock(block, typeset, self._inks, width)
            case Question():
                return QuestionBlock(block, typeset, self._inks, width)
            case Ballot():
                return BallotBlock(block, typeset, self._inks, width)
            case References():
                return ReferencesBlock(block, typeset, self._inks, width)
            case Missing():
                return MissingBlock(block, typeset, self._inks, width)

    @property
    def bottom(self) -> float:
        """Where the last block ends, in units of the scene; never below `BOTTOM`."""
        return self._blocks_top() + self._stack.height * self.scale

    # What is uncovered

    def moments(self, at: Look) -> list[Moment]:
        """What of each block is to be seen. The last step uncovers everything.

        Counted from the end: whatever is still covered is what comes last on the page.
        """
        steps = max(self._sheet.steps, 1)
        covered = 0 if at.step < 0 else max(steps - 1 - at.step, 0)
        found: list[Moment] = []
        for block, record in zip(
            reversed(self._stack.blocks), reversed(self._sheet.blocks), strict=True
        ):
            hidden = min(covered, block.parts)
            covered -= hidden
            shown = block.parts - hidden if block.parts else ALL
            if isinstance(record, Question) and not at.answer:
                shown = 0
            latest = shown - 1 if self._by_column and hidden and shown else None
            found.append(Moment(shown, self._by_column, latest, at.spotlight, at.votes))
        return found[::-1]

    # Painting

    def paint(self, canvas: Canvas, at: Look) -> None:
        """The whole page, in units of its scene."""
        self._frame.paint_head(canvas)
        top = self._blocks_top()
        if self._frame.cover:
            above = self._frame.title_height + _BELOW_COVER
            self._frame.paint_title(canvas, top - above)
            canvas.fill(QRectF(MARGIN, top - _BELOW_COVER + 14, 132, 8), "accent")
        else:
            self._frame.paint_title(canvas)
        self._frame.paint_foot(canvas, at.number, at.count)
        canvas.painter.save()
        canvas.enter(0, top, self.scale)
        y = 0.0
        for block, moment in zip(self._stack.blocks, self.moments(at), strict=True):
            block.paint(canvas, y, moment)
            y += block.height + self._stack.gap
        canvas.painter.restore()

    def _blocks_top(self) -> float:
        free = max(self._room - self._stack.height * self.scale, 0.0)
        top = self._frame.top
        if self._frame.cover:
            return top + free * 0.42
        tabular = Table | Bars | Ballot | References
        if any(isinstance(block, tabular) for block in self._sheet.blocks):
            return top
        return top + min(free * _HIGHER, _MOST_LOWER)
