"""What two plans say differently, one line a field: what became of it, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.i18n import tr
from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

Index: TypeAlias = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """`change` is added, removed or changed; `said` is the word for it, `what` names the field."""

    change: str
    said: str
    what: str
    before: str
    after: str


class DifferenceModel(QAbstractTableModel):
    """Four columns: what became of it, what it is, and how it reads in either plan."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[DifferenceRow] = []
        self._titles = ("", "")

    def show_rows(self, rows: Sequence[DifferenceRow], before: str, after: str) -> None:
        """Show what differs between two plans with these titles."""
        self.beginResetModel()
        self._rows = list(rows)
        self._titles = (before, after)
        self.endResetModel()

    def row(self, index: Index) -> DifferenceRow | None:
        """The line behind an index."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        cells = (row.said, row.what, row.before, row.after)
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("，").join(cell for cell in cells if cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop).value)
        return row.change if role == Role.KIND else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("变化"), tr("哪里"), *self._titles)[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)
        return None
