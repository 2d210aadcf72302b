"""A comparison as a table to be taken along: what is shown, with the quotes behind it. Pure.

Quotes are numbered through the whole table in the order they are met, and listed in full behind
it. What the screen leaves out (hidden columns, further members) is said in a remark.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.comparing.comparison import FacetRow, FigureRow
from desktop.comparing.figures import comparable_value
from desktop.documents.table import Cell, Source, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.records import FigureKind
    from db.records.evidence import FacetKind
    from desktop.comparing.comparison import Column, Comparison, Gap


@dataclass(frozen=True, slots=True)
class Captions:
    """The words of the interface that go into the table."""

    title: str
    first_column: str
    remarks: tuple[str, ...]
    only: str
    no_figure: str
    separator: str
    column: Callable[[Column], str]
    facet: Callable[[FacetKind], str]
    figure_row: Callable[[FigureRow], str]
    figure_kind: Callable[[FigureKind], str]
    gap: Callable[[Gap], str]
    cite: Callable[[str], str]
    """The reference to an article by its id."""


@dataclass(slots=True)
class _Numbering:
    """Numbers of the quotes, by column and number in it; a passage that two cite has one."""

    captions: Captions
    numbers: dict[tuple[str, int, int], int] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)

    def of(self, column: Column, numbers: Sequence[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._of(column, number) for number in numbers))

    def _of(self, column: Column, number: int) -> int:
        quote = column.quotes[number - 1]
        key = (quote.article_id, quote.start, quote.end)
        if key not in self.numbers:
            self.numbers[key] = len(self.sources) + 1
            cited = self.captions.cite(quote.article_id)
            self.sources.append(Source(len(self.sources) + 1, quote.exact, cited))
        return self.numbers[key]


def table_of(
    comparison: Comparison,
    columns: Sequence[int],
    rows: Sequence[FacetRow | FigureRow],
    captions: Captions,
    *,
    differences: bool,
) -> Table:
    """The table of these columns (places in the comparison) and rows, as they are shown."""
    numbering = _Numbering(captions)
    made: list[list[Cell]] = []
    for row in rows:
        name = captions.facet(row.kind) if isinstance(row, FacetRow) else captions.figure_row(row)
        cells = [Cell(name)]
        for place in columns:
            column = comparison.columns[place]
            if isinstance(row, FacetRow):
                cells.append(_facet_cell(row, column, place, numbering, differences))
            else:
                cells.append(_figure_cell(row, place, column, numbering))
        made.append(cells)
    heads = (captions.column(comparison.columns[place]) for place in columns)
    return Table(
        captions.title,
        (captions.first_column, *heads),
        tuple(tuple(cells) for cells in made),
        tuple(numbering.sources),
        captions.remarks,
    )


def _facet_cell(
    row: FacetRow, column: Column, place: int, numbering: _Numbering, differences: bool
) -> Cell:
    text = column.texts.get(row.kind, "")
    if not text:
        return Cell(numbering.captions.gap(column.gap()), quiet=True)
    bold = row.own_words[place] if differences else ()
    if differences and row.only == place:
        text += numbering.captions.only
    return Cell(text, quotes=numbering.of(column, column.numbers(row.kind)), bold=bold)


def _figure_cell(row: FigureRow, place: int, column: Column, numbering: _Numbering) -> Cell:
    captions, figures = numbering.captions, row.figures[place]
    if not figures:
        return Cell(captions.no_figure, quiet=True)
    texts, bold, at = [], [], 0
    for figure in figures:
        parts = (figure.label, comparable_value(figure, row.about), figure.as_of)
        about = " · ".join(part for part in parts if part)
        aim = f" {captions.figure_kind(figure.kind)}" if figure.kind.value == "target" else ""
        text = f"{figure.wording}{aim}" + (f" {about}" if about else "")
        bold.append((at, at + len(figure.wording)))
        texts.append(text)
        at += len(text) + len(captions.separator)
    numbers = [column.number_of(figure) for figure in figures]
    return Cell(
        captions.separator.join(texts), quotes=numbering.of(column, numbers), bold=tuple(bold)
    )
