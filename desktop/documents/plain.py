"""A table for the clipboard: tab-separated, as spreadsheets and word processors take it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.documents.text import one_line, quote_marks

if TYPE_CHECKING:
    from desktop.documents.table import Cell, Table
    from desktop.documents.text import Captions

_FORMULA: Final = ("=", "+", "-", "@")


def to_text(table: Table, captions: Captions) -> str:
    """Column names, rows, and behind a blank line the quotes with their sources."""
    lines = ["\t".join(_field(name) for name in table.columns)]
    lines += ["\t".join(_cell(cell) for cell in row) for row in table.rows]
    if table.sources:
        lines += ["", _field(captions.sources)]
        lines += [
            f"[{source.number}]\t{_field(source.exact)}\t{_field(source.citation)}"
            for source in table.sources
        ]
    return "\n".join(lines) + "\n"


def _cell(cell: Cell) -> str:
    marks = quote_marks(cell.quotes)
    return " ".join(part for part in (_field(cell.text), marks) if part)


def _field(text: str) -> str:
    """One field. A blank in front keeps a spreadsheet from taking text for a formula."""
    line = one_line(text)
    return f" {line}" if line.startswith(_FORMULA) else line
