"""Which source opens: that of the column that stands out, else the first; then the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.sheet import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.sheet import Sheet, Source


def table_of(sheet: Sheet) -> Table | None:
    """The table of a page, if it has one."""
    return next((block for block in sheet.blocks if isinstance(block, Table)), None)


def first_source(found: Sequence[Source], sheet: Sheet, spotlight: int | None) -> Source | None:
    """Of the sources that a page shows, the first of the spotlighted column, else the first."""
    table = table_of(sheet)
    if table is not None and spotlight is not None:
        lit = {source for row in table.rows for source in row.cells[spotlight].sources}
        own = next((source for source in found if source in lit), None)
        if own is not None:
            return own
    return found[0] if found else None


def following(found: Sequence[Source], shown: Source) -> Source | None:
    """The source behind the one that is open, round and round; None where there is no other."""
    if len(found) < 2:
        return None
    place = list(found).index(shown) if shown in found else -1
    return found[(place + 1) % len(found)]
