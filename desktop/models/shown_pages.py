"""The pages of a lesson as they are shown: one row a page, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.sheet import Sheet

SHEET: Final = Qt.ItemDataRole.UserRole
STATE: Final = Qt.ItemDataRole.UserRole + 1
"""What the page is in the showing: 正在放映, 下一页, or ''."""


class ShownPages(QAbstractListModel):
    """Knows which page is being shown; a row's text is the page's title."""

    def __init__(self) -> None:
        super().__init__()
        self._sheets: list[Sheet] = []
        self._current = 0

    def show(self, sheets: Sequence[Sheet], current: int) -> None:
        """Other pages, or the same; and which of them is being shown."""
        if sheets != self._sheets:
            self.beginResetModel()
            self._sheets, self._current = list(sheets), current
            self.endResetModel()
        else:
            self.set_current(current)

    def set_current(self, current: int) -> None:
        """Another page is being shown."""
        if current == self._current:
            return
        touched = {self._current, self._current + 1, current, current + 1}
        self._current = current
        for row in touched & set(range(len(self._sheets))):
            index = self.index(row)
            self.dataChanged.emit(index, index, [STATE])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._sheets)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if not index.isValid() or index.row() >= len(self._sheets):
            return None
        sheet = self._sheets[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return sheet.title
        if role == SHEET:
            return sheet
        if role == STATE:
            return self._state(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = [
                tr("第 {n} 页").format(n=index.row() + 1),
                sheet.title,
                self._state(index.row()),
            ]
            return tr("，").join(part for part in told if part)
        return None

    def _state(self, row: int) -> str:
        if row == self._current:
            return tr("正在放映")
        return tr("下一页") if row == self._current + 1 else ""
