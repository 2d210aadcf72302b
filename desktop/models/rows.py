"""A list of rows, each a small record; the models of the reader, the palette and the contents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.i18n import tr
from desktop.roles import Role, RowLine

if TYPE_CHECKING:
    from collections.abc import Sequence

Index: TypeAlias = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `kind` decides how it is painted; headings cannot be chosen."""

    id: str
    text: str
    kind: str = "item"
    theme: str = ""
    figure: str = ""
    bookmarked: bool = False
    subtitle: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    name_marks: tuple[tuple[int, int], ...] = ()
    payload: object = None

    @property
    def line(self) -> RowLine:
        """All that its height depends on."""
        return RowLine(self.kind, self.text, self.figure, self.theme, self.bookmarked)


_ANSWERS: Final = {
    int(role): name
    for role, name in (
        (Qt.ItemDataRole.DisplayRole, "text"),
        (Role.ID, "id"),
        (Role.KIND, "kind"),
        (Role.THEME, "theme"),
        (Role.FIGURE, "figure"),
        (Role.BOOKMARKED, "bookmarked"),
        (Role.SUBTITLE, "subtitle"),
        (Role.MARKS, "marks"),
        (Role.NAME_MARKS, "name_marks"),
    )
}
"""What of a row answers a role."""


class RowModel(QAbstractListModel):
    """Shows rows; replaced as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        if list(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def set_bookmarked(self, row_id: str, kept: bool) -> None:
        """Show that a row is kept, or no longer."""
        for number, row in enumerate(self._rows):
            if row.id == row_id and row.bookmarked is not kept:
                self._rows[number] = replace(row, bookmarked=kept)
                self.dataChanged.emit(self.index(number), self.index(number))

    def row(self, index: Index) -> Row | None:
        """The record behind an index."""
        return self._rows[index.row()] if index.isValid() else None

    def find(self, row_id: str) -> QModelIndex:
        """The index of the first row with this id that can be chosen; invalid for none."""
        for number, row in enumerate(self._rows):
            if row.id == row_id and row.kind != "heading":
                return self.index(number)
        return QModelIndex()

    def first(self) -> QModelIndex:
        """The first row that can be chosen."""
        for number, row in enumerate(self._rows):
            if row.kind != "heading":
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is None or row.kind == "heading":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            kept = tr("已收藏") if row.bookmarked else ""
            parts = (row.text, row.figure, row.subtitle, kept)
            return tr("，").join(part for part in parts if part)
        if role == Role.LINE:
            return row.line
        answer = _ANSWERS.get(role)
        return getattr(row, answer) if answer is not None else None
