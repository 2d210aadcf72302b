"""The list of 笔记. Small changes are told as such, so that place and choice stay as they are."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.i18n import pick, tr
from desktop.notebook.dates import when
from desktop.notebook.items import LINE_MARKS, Kind
from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casebase import CaseBase
    from desktop.notebook.items import Item

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_HEARD = 120  # characters of a note that a screen reader is given


class NotebookModel(QAbstractListModel):
    """Shows items in the order in which they are given."""

    def __init__(self, cases: CaseBase, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases = cases
        self._items: list[Item] = []
        self._now = datetime.now().astimezone()

    @property
    def items(self) -> Sequence[Item]:
        """What is shown."""
        return self._items

    def show(self, items: Sequence[Item]) -> bool:
        """Show other items, or the same as they are now; False where all rows were replaced."""
        self._now = datetime.now().astimezone()
        before = [item.id for item in self._items]
        after = [item.id for item in items]
        if before == after:
            self._replace(items)
        elif (place := _inserted(before, after)) is not None:
            self.beginInsertRows(QModelIndex(), place, place)
            self._items.insert(place, items[place])
            self.endInsertRows()
            self._replace(items)
        elif (place := _inserted(after, before)) is not None:
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._items[place]
            self.endRemoveRows()
            self._replace(items)
        elif (moved := _moved(before, after)) is not None:
            self._move(*moved)
            self._replace(items)
        else:
            self.beginResetModel()
            self._items = list(items)
            self.endResetModel()
            return False
        return True

    def _move(self, old: int, new: int) -> None:
        root = QModelIndex()
        self.beginMoveRows(root, old, old, root, new + 1 if new > old else new)
        self._items.insert(new, self._items.pop(old))
        self.endMoveRows()

    def _replace(self, items: Sequence[Item]) -> None:
        """The same rows in the same order, some of them with other contents."""
        for number, item in enumerate(items):
            if self._items[number] is not item:
                self._items[number] = item
                self.dataChanged.emit(self.index(number), self.index(number))

    def item(self, index: Index) -> Item | None:
        """The item behind an index."""
        return self._items[index.row()] if index.isValid() else None

    def find(self, item_id: str) -> QModelIndex:
        """The index of an item, invalid where it is not shown."""
        for number, item in enumerate(self._items):
            if item.id == item_id:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item(index)
        if item is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._heard(item)
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: item.title,
            Role.ID: item.id,
            Role.KIND: item.kind,
            Role.SUBTITLE: _below_title(item),
            Role.THEME: item.theme_id,
            Role.BOOKMARKED: item.bookmarked,
            Role.TAGS: item.tags,
        }
        if role == Role.FIGURE:
            return when(item.modified_at, self._now)
        if role == Role.REGION:
            return self._region(item)
        return answers.get(role)

    def _region(self, item: Item) -> str:
        region = self._cases.region_by_id.get(item.region_id)
        return pick(region.name, region.name_en) if region is not None else ""

    def _heard(self, item: Item) -> str:
        theme = self._cases.theme_by_id.get(item.theme_id)
        parts = (
            kind_name(item.kind),
            pick(theme.name, theme.name_en) if theme is not None else "",
            item.title,
            self._region(item),
            when(item.modified_at, self._now),
            tr("已收藏") if item.bookmarked else "",
            item.words[:_HEARD],
            *(f"#{tag}" for tag in item.tags),
        )
        return tr("，").join(part for part in parts if part)


def kind_name(kind: Kind) -> str:
    """收藏, 批注 or 划线."""
    return {
        Kind.BOOKMARK: tr("收藏"),
        Kind.NOTE: tr("批注"),
        Kind.HIGHLIGHT: tr("划线"),
    }[kind]


def _below_title(item: Item) -> str:
    """The words of an item; where the first line is its title already, those that follow."""
    first, _, rest = item.words.lstrip().partition("\n")
    return rest if rest.strip() and first.strip(LINE_MARKS) == item.title else item.words


def _inserted(before: list[str], after: list[str]) -> int | None:
    """Where one row was added; None where anything else happened."""
    if len(after) != len(before) + 1:
        return None
    place = _first_difference(before, after)
    return place if before[place:] == after[place + 1 :] else None


def _moved(before: list[str], after: list[str]) -> tuple[int, int] | None:
    """(from, to) of one row that moved; None where anything else happened."""
    if len(before) != len(after):
        return None
    first = _first_difference(before, after)
    last = len(before) - 1 - _first_difference(before[::-1], after[::-1])
    if before[first + 1 : last + 1] == after[first:last] and before[first] == after[last]:
        return first, last
    if before[first:last] == after[first + 1 : last + 1] and before[last] == after[first]:
        return last, first
    return None


def _first_difference(one: list[str], other: list[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
