"""The slides of a lesson as rows that are dragged into another order.

The model changes nothing by itself: what was dropped it says, and shows the lesson as it is given
next. A change that leaves every slide in its place keeps the current one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
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

    from PySide6.QtGui import QPixmap

Index: TypeAlias = QModelIndex | QPersistentModelIndex
SLIDES_MIME: Final = "application/x-tashan-slides"


@dataclass(frozen=True, slots=True)
class SlideRow:
    """A slide as it is listed: `kind` is its kind's name, `minutes` the planned time in words."""

    id: str
    number: int
    title: str
    kind: str
    minutes: str = ""
    theme: str = ""


# One look-up: a long lesson has hundreds of rows, each asked for many times.
_FIELDS: Final[dict[int, str]] = {
    Qt.ItemDataRole.DisplayRole: "title",
    Role.ID: "id",
    Role.KIND: "kind",
    Role.FIGURE: "minutes",
    Role.SORT: "number",
    Role.THEME: "theme",
}


class SlideModel(QAbstractListModel):
    """The slides in their order."""

    moved = Signal(list, int)
    """Slides were dropped: their ids, and their place among the others, counted without them."""
    picture_wanted = Signal(str)
    """A slide is seen that has no picture yet: its id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SlideRow] = []
        self._places: dict[str, int] = {}
        self._pictures: dict[str, QPixmap] = {}

    # Showing

    def show_rows(self, rows: Sequence[SlideRow]) -> bool:
        """Show slides; returns whether any came, went or moved."""
        if [row.id for row in rows] == [row.id for row in self._rows]:
            for place, row in enumerate(rows):
                if row != self._rows[place]:
                    self._rows[place] = row
                    self.dataChanged.emit(self.index(place), self.index(place))
            return False
        self.beginResetModel()
        self._rows = list(rows)
        self._places = {row.id: place for place, row in enumerate(rows)}
        self._pictures = {i: kept for i, kept in self._pictures.items() if i in self._places}
        self.endResetModel()
        return True

    def set_picture(self, slide_id: str, picture: QPixmap) -> None:
        """Show a picture of a slide."""
        if slide_id in self._places:
            self._pictures[slide_id] = picture
            index = self.find(slide_id)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def forget_pictures(self) -> None:
        """Every slide looks different now: pictures are wanted again as they are seen."""
        self._pictures.clear()
        if self._rows:
            last = self.index(len(self._rows) - 1)
            self.dataChanged.emit(self.index(0), last, [Qt.ItemDataRole.DecorationRole])

    # Places

    def row(self, index: Index) -> SlideRow | None:
        """What stands at an index."""
        place = index.row() if index.isValid() else -1
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def find(self, slide_id: str) -> QModelIndex:
        """The index of a slide; invalid for none."""
        place = self._places.get(slide_id)
        return QModelIndex() if place is None else self.index(place)

    def ids(self) -> list[str]:
        """The ids of all slides in their order."""
        return [row.id for row in self._rows]

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.row(index) is None:
            return Qt.ItemFlag.ItemIsDropEnabled  # between two of them
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            picture = self._pictures.get(row.id)
            if picture is None:
                self.picture_wanted.emit(row.id)
            return picture
        if role == Qt.ItemDataRole.AccessibleTextRole:
            place = tr("第 {n} 页").format(n=row.number)
            return tr("，").join(part for part in (place, row.title, row.kind, row.minutes) if part)
        field = _FIELDS.get(role)
        return getattr(row, field) if field else None

    # Dragging

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [SLIDES_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        places = sorted(index.row() for index in indexes)
        ids = [self._rows[place].id for place in places]
        data.setData(SLIDES_MIME, " ".join(ids).encode())
        return data

    def canDropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,  # noqa: ARG002
        row: int,  # noqa: ARG002
        column: int,  # noqa: ARG002
        parent: Index,  # noqa: ARG002
    ) -> bool:
        return bool(self._dragged(data))

    def dropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,  # noqa: ARG002
        row: int,
        column: int,  # noqa: ARG002
        parent: Index,
    ) -> bool:
        """Say where slides were dropped. False always: what was dragged is moved by an operation,

        and a view that was told True would take the rows away by itself.
        """
        ids = self._dragged(data)
        if not ids:
            return False
        if row < 0:
            row = parent.row() if parent.isValid() else len(self._rows)
        place = sum(other.id not in ids for other in self._rows[:row])
        self.moved.emit(ids, place)
        return False

    def _dragged(self, data: QMimeData) -> list[str]:
        """The slides of this lesson that are dragged; none where one is of another."""
        if not data.hasFormat(SLIDES_MIME):
            return []
        ids = bytes(data.data(SLIDES_MIME).data()).decode("utf-8", "replace").split()
        return ids if all(slide_id in self._places for slide_id in ids) else []
