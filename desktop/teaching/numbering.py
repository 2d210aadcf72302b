"""The numbers of citations on one page: from ① on as they are read, one for each span."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.documents.sheet import Bars, Question, Quotation, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.documents.sheet import Block, Source


def numbered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks whose citations are numbered together."""
    numbers: dict[tuple[str, int, int], int] = {}

    def given(source: Source) -> Source:
        span = source.article_id, source.start, source.end
        return replace(source, number=numbers.setdefault(span, len(numbers) + 1))

    return tuple(_block(block, given) for block in blocks)


def _block(block: Block, given: Callable[[Source], Source]) -> Block:
    match block:
        case Table():
            rows = tuple(
                replace(
                    row,
                    cells=tuple(
                        replace(cell, sources=tuple(map(given, cell.sources))) for cell in row.cells
                    ),
                )
                for row in block.rows
            )
            return replace(block, rows=rows)
        case Quotation():
            return replace(block, source=given(block.source))
        case Bars():
            bars = tuple(replace(bar, source=given(bar.source)) for bar in block.bars)
            return replace(block, bars=bars)
        case Question():
            return replace(block, sources=tuple(map(given, block.sources)))
        case _:
            return block
