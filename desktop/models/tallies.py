"""课堂选择: what classes chose in a lesson, a row a class and mechanism; most chosen first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.i18n import tr
from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

Index: TypeAlias = QModelIndex | QPersistentModelIndex
COLUMNS: Final = ("class_name", "held_on", "name", "region", "votes")
VOTES: Final = COLUMNS.index("votes")


@dataclass(frozen=True, slots=True)
class TallyRow:
    """A tally as it is listed, in words."""

    id: str
    class_name: str
    held_on: str
    name: str
    region: str
    votes: int


class TallyModel(QAbstractTableModel):
    """Changes nothing by itself: a number that was typed it says."""

    counted = Signal(str, int)
    """Another number was typed: the id of the tally, and the votes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TallyRow] = []

    def show_rows(self, rows: Sequence[TallyRow]) -> None:
        """Show other rows: class by class, the latest first."""
        ranked = sorted(rows, key=lambda row: (-row.votes, row.name))
        ranked.sort(key=lambda row: (row.held_on, row.class_name), reverse=True)
        if [row.id for row in ranked] == [row.id for row in self._rows]:
            self._rows = ranked
            if ranked:
                last = self.index(len(ranked) - 1, len(COLUMNS) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = ranked
        self.endResetModel()

    def row(self, index: Index) -> TallyRow | None:
        """What stands in the row of an index."""
        return self._rows[index.row()] if index.isValid() else None

    def lines(self) -> list[list[str]]:
        """The whole table as words, its heading first: to be copied."""
        cells = [[str(getattr(row, name)) for name in COLUMNS] for row in self._rows]
        return [[_heading(name) for name in COLUMNS], *cells]

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        usual = flag.ItemIsEnabled | flag.ItemIsSelectable
        return usual | flag.ItemIsEditable if index.column() == VOTES else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        value = getattr(row, COLUMNS[index.column()])
        if role == Role.ID:
            return row.id
        if role == Qt.ItemDataRole.EditRole:
            return value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return str(value)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_heading(COLUMNS[index.column()])} {value}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == VOTES:
            return int((Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row(index)
        if row is None or role != Qt.ItemDataRole.EditRole or index.column() != VOTES:
            return False
        try:
            votes = int(str(value))
        except ValueError:
            return False
        if votes < 0 or votes == row.votes:
            return False
        self.counted.emit(row.id, votes)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if role != Qt.ItemDataRole.DisplayRole or not across:
            return None
        return _heading(COLUMNS[section]) if 0 <= section < len(COLUMNS) else None


def _heading(name: str) -> str:
    return {
        "class_name": tr("班次"),
        "held_on": tr("日期"),
        "name": tr("做法"),
        "region": tr("地区"),
        "votes": tr("选的人数"),
    }[name]
