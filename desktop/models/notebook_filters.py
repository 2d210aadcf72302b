"""The filters of 笔记: groups of values with their counts, what is asked for checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.i18n import tr
from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.notebook.filters import Facet, Wanted

Index: TypeAlias = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FilterRow:
    """A value of a facet, or with '' for the value the heading of its group."""

    facet: Facet
    value: str
    text: str
    theme: str = ""
    heading: bool = False
    counted: bool = True


class FilterModel(QAbstractListModel):
    """Values are switched on and off by checking them; headings cannot be chosen."""

    toggled = Signal(str, str)
    """The user chose a value: facet, value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FilterRow] = []
        self._counts: dict[tuple[Facet, str], int] = {}
        self._wanted: Wanted | None = None

    def show_rows(self, rows: Sequence[FilterRow]) -> None:
        """Offer other values."""
        if list(rows) != self._rows:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()

    def show_state(self, wanted: Wanted, counts: dict[tuple[Facet, str], int]) -> None:
        """Show what is asked for, and how many each value would show."""
        self._wanted, self._counts = wanted, dict(counts)
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row(self, index: Index) -> FilterRow | None:
        """The record behind an index."""
        return self._rows[index.row()] if index.isValid() else None

    def find(self, facet: Facet, value: str) -> QModelIndex:
        """The index of a value, invalid where it is not offered."""
        for number, row in enumerate(self._rows):
            if (row.facet, row.value) == (facet, value) and not row.heading:
                return self.index(number)
        return QModelIndex()

    def asked(self, row: FilterRow) -> bool:
        """Whether this value is asked for."""
        return self._wanted is not None and self._wanted.of(row.facet) == row.value

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is None or row.heading:
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Role.KIND:
            return "heading" if row.heading else row.facet
        if row.heading:
            return None
        count = self._counts.get((row.facet, row.value), 0)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self.asked(row) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{name}，{n} 条").format(name=row.text, n=count) if row.counted else row.text
        answers: dict[int, str] = {
            Role.ID: row.value,
            Role.THEME: row.theme,
            Role.FIGURE: str(count) if row.counted else "",
        }
        return answers.get(role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Checking and unchecking are one wish: whoever filters decides what follows from it."""
        row = self.row(index)
        if row is None or row.heading or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggled.emit(row.facet, row.value)
        return value is not None
