"""The rows of a search that grow as one scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal

from desktop.models.rows import Row, RowModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.models.rows import Index


class FoundModel(RowModel):
    """Rows of which more can be had: the view asks when it comes near the end."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._more = False
        self._asked = False

    def show(self, rows: Sequence[Row], *, more: bool) -> None:
        """Show rows; those already shown stay where they are if the others only follow them."""
        shown = self._rows
        self._more, self._asked = more, False
        if shown and len(rows) >= len(shown) and list(rows[: len(shown)]) == shown:
            self._append(rows[len(shown) :])
        else:
            self.set_rows(rows)

    def _append(self, rows: Sequence[Row]) -> None:
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows = [*self._rows, *rows]
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not self._asked and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit()
