"""A table on its way out: what the writers of Word, Excel and Markdown are given.

Everything is text that the user may read; nothing in it is markup. A cell keeps the numbers of
the quotes that back it, and the sources are listed behind the table with the quotes in full.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one field.

    `value` is the number where the cell is one (Excel sorts by it), `quotes` are the numbers of
    the entries of `Table.sources` that back it, `quiet` marks a sentence about what is missing
    (原文未提及), `bold` are code-point ranges of `text` to emphasise.
    """

    text: str
    value: float | None = None
    quotes: tuple[int, ...] = ()
    quiet: bool = False
    bold: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One quote behind the table: its number, its words, and where they stand (a citation)."""

    number: int
    exact: str
    citation: str


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; `rows` are as long as `columns`, the first column names the row."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    sources: Sequence[Source] = field(default_factory=tuple)
    remarks: Sequence[str] = field(default_factory=tuple)
    """Sentences under the title: what was compared, what was hidden."""
