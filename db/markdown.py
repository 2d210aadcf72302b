"""Bounds what a text in Markdown can grow to: tables fill their rows up, emphasis nests endlessly.

A note of two kilobytes could become a table of 65,000 cells, and several of them hold the program
up for minutes; markdown-it bounds each table, not all of a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

DEEPEST: Final = 32
"""Emphasis within emphasis: all that is made of a text walks down to the innermost."""
MOST_CELLS: Final = 10_000
"""Cells of all the tables of one text; what would be more stays the words it was typed as."""

_SPENT: Final = "cells"


def bound_tables(parser: MarkdownIt) -> None:
    """Let a parser that knows tables make no more than `MOST_CELLS` in one text."""
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def bound_emphasis(parser: MarkdownIt) -> None:
    """Let a parser nest no more than `DEEPEST` within a line; marks beyond stay as typed."""
    parser.core.ruler.push("bound emphasis", _flatten)


def _flatten(state: StateCore) -> None:
    for token in state.tokens:
        depth = 0
        for child in token.children or ():
            depth += max(child.nesting, 0)
            if depth > DEEPEST and child.nesting:
                depth -= child.nesting < 0
                child.type, child.tag, child.nesting = "text", "", 0
                child.content = child.markup
            else:
                depth -= child.nesting < 0


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    from markdown_it.rules_block.table import table

    spent = state.env.get(_SPENT, 0)
    # Once there were too many, nothing is counted again: counting all rows at every row is slow.
    if spent > MOST_CELLS or start + 2 > end or not table(state, start, end, True):
        return False
    if silent:
        return True
    columns = state.getLines(start + 1, start + 2, 0, False).count("|") + 1
    last = start + 2
    while last < end and not state.isEmpty(last):
        last += 1
    state.env[_SPENT] = spent + columns * (last - start)
    return state.env[_SPENT] <= MOST_CELLS and table(state, start, end, silent)
