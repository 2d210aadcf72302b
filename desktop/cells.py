"""What the cells of tables hold that are not there at a start; views and models share it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One number of a cell: as shown, as the text writes it ('' where that says no more)."""

    id: str
    value: str
    wording: str
    share: float | None
    """Of the largest of its row, 0 to 1; None where no bar may be drawn."""
    planned: bool
    largest: bool


@dataclass(frozen=True, slots=True)
class FigureCell:
    """What a region says about one measure; `quiet` where it has no number to show."""

    lines: tuple[FigureLine, ...]
    quiet: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a cell's text in one style: `` (plain), bold, quiet, tag or mark.

    A mark stands for the quote with this number; the line it stands in follows it.
    """

    text: str
    style: str = ""
    number: int = 0
