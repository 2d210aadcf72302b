"""How the items of a matrix cell are laid out: lines of a name, its figure beside or below them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRect, Qt

from desktop.widgets.line_type import LineType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.roles import CellItem
    from desktop.theme import Appearance

HANGING: Final = ("“", "‘")
_KEPT: Final = 20_000  # layouts of cells
_LIMIT: Final = 4  # items of a cell that is not expanded


class Box(NamedTuple):
    """One line of a cell, relative to the cell's top left. `item` is None for 还有 n 条 and 收起.

    `figure` is the item's own unless it is wider than a whole line: then its end, which has the
    number, stands behind an ellipsis.
    """

    item: CellItem | None
    place: int
    rect: QRect
    names: tuple[str, ...]
    figure: str
    figure_top: int
    hidden: int = 0


class Measures:
    """The lengths and the types of a cell at one scale: asked for once, and not for every line."""

    def __init__(self, look: Appearance) -> None:
        px = look.px
        self.left, self.right, self.line = px(13), px(8), px(22)
        self.indent = px(14)  # of 还有 n 条
        self.gap, self.note, self.more = px(5), px(18), px(25)
        self.above, self.around, self.empty = px(3), px(6), px(34)
        self.pad = look.size("matrix", "cellPadV")
        self.name, self.bold = (LineType(look.font("body", bold=b)) for b in (False, True))
        self.figure = LineType(look.font("micro"))
        self.meta = LineType(look.font("meta"))


class CellLayouts:
    """The lines of cells, laid out once."""

    def __init__(self, look: Appearance) -> None:
        self._look = look
        self._laid_out: dict[tuple[int, int, bool], tuple[Sequence[CellItem], list[Box]]] = {}

    @cached_property
    def measures(self) -> Measures:
        """The lengths of a cell at the present scale."""
        return Measures(self._look)

    def forget(self) -> None:
        """Sizes or contents have changed."""
        self._laid_out.clear()
        self.__dict__.pop("measures", None)

    def keep_width(self, width: int) -> None:
        """Forget what was laid out for cells of another width."""
        self._laid_out = {key: laid for key, laid in self._laid_out.items() if key[1] == width}

    def boxes(self, items: Sequence[CellItem], width: int, expanded: bool) -> list[Box]:
        """The lines of a cell of `width` pixels."""
        # By identity: to compare all the items of a cell costs as much as to paint one. A cell
        # that is kept with its layout is no other one.
        key = (id(items), width, expanded)
        if key in self._laid_out:
            return self._laid_out[key][1]
        limit = len(items) if expanded else _LIMIT
        # One line more is no longer than the line that says there is one more.
        shown = items if len(items) <= limit + 1 and not expanded else items[:limit]
        boxes = self._lay_out(shown, len(items), width, expanded)
        if len(self._laid_out) > _KEPT:
            self._laid_out.clear()
        self._laid_out[key] = (items, boxes)
        return boxes

    def _lay_out(
        self, shown: Sequence[CellItem], count: int, width: int, expanded: bool
    ) -> list[Box]:
        measures = self.measures
        boxes: list[Box] = []
        top = measures.pad
        for place, item in enumerate(shown):
            box = self._item_box(item, place, top, width)
            boxes.append(box)
            top += box.rect.height()
        if expanded and count > _LIMIT + 1:
            fold = QRect(0, top, width, measures.more)
            boxes.append(Box(None, len(shown), fold, (), "", 0))
        if len(shown) < count:
            more = QRect(0, top, width, measures.more)
            boxes.append(Box(None, len(shown), more, (), "", 0, count - len(shown)))
        return boxes

    def _item_box(self, item: CellItem, place: int, top: int, width: int) -> Box:
        measures = self.measures
        micro, figure, line = measures.figure, item.figure, measures.line
        room = width - measures.left - measures.right
        beside = measures.gap + (measures.note if item.notes else 0)
        at_most = micro.at_most(figure)
        # Whether name and figure stand on one line is seen without measuring, as for most.
        if measures.bold.at_most(item.name) + at_most + beside <= room:
            rect = QRect(0, top, width, measures.around + line)
            return Box(item, place, rect, (item.name,), figure, 0)
        names = measures.bold.lines(item.name, room)
        used = measures.bold.advance(names[-1]) - _hang(names, measures.bold) + beside
        if len(figure) * micro.widest > room:
            figure = micro.metrics.elidedText(figure, Qt.TextElideMode.ElideLeft, room)
            at_most = micro.advance(figure)
        lines = len(names)
        figure_top = line * (lines - 1)
        if figure and used + at_most > room and used + micro.advance(figure) > room:
            figure_top = line * lines
            lines += 1
        rect = QRect(0, top, width, measures.around + line * lines)
        return Box(item, place, rect, names, figure, figure_top)


def _hang(names: tuple[str, ...], kind: LineType) -> float:
    first = len(names) == 1 and names[0].startswith(HANGING)
    return kind.advance(names[0][0]) / 2 if first else 0.0
