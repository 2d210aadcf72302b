"""A table of made-up items, so that the matrix is tested without cases."""

from __future__ import annotations

from typing import Any, TypeAlias

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.roles import CellItem, Role

Index: TypeAlias = QModelIndex | QPersistentModelIndex


class Table(QAbstractTableModel):
    """`counts[row][column]` items in each cell, ids like 0.1.2: row, column, place."""

    def __init__(self, counts: list[list[int]]) -> None:
        super().__init__()
        self.counts = counts
        self.pinned: set[int] = set()
        self.name = "做法"

    def items(self, row: int, column: int) -> tuple[CellItem, ...]:
        """The items of a cell."""
        return tuple(
            CellItem(f"{row}.{column}.{place}", f"{self.name}{place}", "680余次", False, 0)
            for place in range(self.counts[row][column])
        )

    def pin(self, *columns: int) -> None:
        """Pin these columns; the model's own order stays."""
        self.beginResetModel()
        self.pinned = set(columns)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.counts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.counts[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        answers: dict[int, Any] = {
            Role.ITEMS: self.items(index.row(), index.column()),
            Role.PINNED: index.column() in self.pinned,
            Role.EMPTY_TEXT: "原文未提及",
        }
        return answers.get(role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        horizontal = orientation == Qt.Orientation.Horizontal
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: f"{'地区' if horizontal else '主题'}{section}",
            Role.SUBTITLE: "某省",
            Role.ID: f"region {section}",
            Role.THEME: f"theme {section}",
            Role.PINNED: horizontal and section in self.pinned,
        }
        return answers.get(role)


@pytest.fixture(scope="session")
def table_of() -> type[Table]:
    """Makes a table from the counts of its cells."""
    return Table


@pytest.fixture
def table() -> Table:
    """Three themes by four regions; one cell is empty, one has more than a cell shows."""
    return Table([[2, 0, 3, 1], [1, 9, 1, 2], [2, 2, 0, 1]])
