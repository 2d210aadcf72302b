"""What can be taken into a plan, as rows that can be dragged: each carries its mechanism's id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.rows import RowModel
from desktop.roles import MECHANISM_MIME, Role, SourceLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.models.rows import Index


class SourceRows(RowModel):
    """Rows whose payload, where it is a string, is the mechanism that a drag takes along."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dragged = QPersistentModelIndex()

    def set_dragged(self, index: QModelIndex) -> None:
        """Say which row is being dragged; an invalid index: none."""
        self._dragged = QPersistentModelIndex(index)
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Role.CAUTION:
            return self._dragged.isValid() and self._dragged == index
        if role == Role.LINE:
            row = self.row(index)
            return row and SourceLine(row.kind, row.text, row.figure, row.subtitle)
        return super().data(index, role)

    def mechanism(self, index: Index) -> str:
        """The mechanism behind a row, '' for none."""
        row = self.row(index)
        return row.payload if row is not None and isinstance(row.payload, str) else ""

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.mechanism(index) else flags

    def mimeTypes(self) -> list[str]:
        return [MECHANISM_MIME]

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        found = [chosen for index in indexes if (chosen := self.mechanism(index))]
        if found:
            data.setData(MECHANISM_MIME, "\n".join(found).encode())
        return data
