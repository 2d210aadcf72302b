"""任务分解表: the tasks of a plan as a table that can be written in. Edits go to a callable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.records.plan import TaskState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.records.plan import Task
    from desktop.planning.table import Line

Index: TypeAlias = QModelIndex | QPersistentModelIndex
MISSING_ROLE: Final = Qt.ItemDataRole.UserRole + 40
"""What the cell lacks, '' for nothing."""
SORT_ROLE: Final = Qt.ItemDataRole.UserRole + 41
_ROOT: Final = QModelIndex()


class TaskTable(QAbstractTableModel):
    """One row a task; `fields` are its columns, `name` gives their titles.

    `text` says a cell in words, `missing` what it lacks, `key` what it is sorted by.
    """

    def __init__(
        self,
        fields: Sequence[str],
        *,
        name: Callable[[str], str],
        text: Callable[[Line, str], str],
        missing: Callable[[Line, str], str],
        key: Callable[[Line, str], str],
        write: Callable[[Task, str, object], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        self._name, self._text, self._missing = name, text, missing
        self._key, self._write = key, write
        self._lines: list[Line] = []

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these tasks; rows that stay keep their place under the cursor."""
        wanted = {line.task.id for line in lines}
        for row in range(len(self._lines) - 1, -1, -1):
            if self._lines[row].task.id not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._lines[row]
                self.endRemoveRows()
        if not self._lines and lines:
            self.beginInsertRows(QModelIndex(), 0, len(lines) - 1)
            self._lines = list(lines)
            self.endInsertRows()
            return
        self._put_in_order(lines)
        self._renew(lines)

    def _put_in_order(self, lines: Sequence[Line]) -> None:
        for row, line in enumerate(lines):
            if row < len(self._lines) and self._lines[row].task.id == line.task.id:
                continue
            old = self._row_of(line.task.id)
            if old is None:
                self.beginInsertRows(QModelIndex(), row, row)
                self._lines.insert(row, line)
                self.endInsertRows()
            else:
                self.beginMoveRows(QModelIndex(), old, old, QModelIndex(), row)
                self._lines.insert(row, self._lines.pop(old))
                self.endMoveRows()

    def _renew(self, lines: Sequence[Line]) -> None:
        for row, line in enumerate(lines):
            if self._lines[row] != line:
                self._lines[row] = line
                last = self.index(row, len(self._fields) - 1)
                self.dataChanged.emit(self.index(row, 0), last)

    def line(self, index: Index) -> Line | None:
        """The task of a row."""
        return self._lines[index.row()] if index.isValid() else None

    def row_of(self, task_id: str) -> QModelIndex:
        """The first cell of a task; invalid for none."""
        row = self._row_of(task_id)
        return self.index(row, 0) if row is not None else QModelIndex()

    def field(self, column: int) -> str:
        """The field of a column."""
        return self._fields[column]

    def column(self, field: str) -> int:
        """The column of a field."""
        return self._fields.index(field)

    def _row_of(self, task_id: str) -> int | None:
        rows = range(len(self._lines))
        return next((row for row in rows if self._lines[row].task.id == task_id), None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._fields)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._fields[index.column()] != "source":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        return self._name(self._fields[section]) if section < len(self._fields) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        field = self._fields[index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return self._value(line, field)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, field)
        if role == MISSING_ROLE:
            return self._missing(line, field)
        if role == SORT_ROLE:
            return self._key(line, field)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self._missing(line, field) or self._text(line, field)
            return f"{self._name(field)} {said}".strip()
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.line(index)
        if line is None or role != Qt.ItemDataRole.EditRole:
            return False
        field = self._fields[index.column()]
        if field == "source":
            return False
        if field == "state":
            try:
                value = TaskState(value)
            except ValueError:
                return False
        elif not isinstance(value, str):
            return False
        self._write(line.task, field, value)
        return True

    def _value(self, line: Line, field: str) -> str:
        if field == "source":
            return self._text(line, field)
        return str(getattr(line.task, field))
