"""方案结构 as a tree: sections, and under them what stands in them; dragged, renamed in place.

The model changes nothing by itself: what was dropped or typed it says, and shows the plan as it
is given next. A change that leaves every row in its place keeps the current one and the folds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.i18n import tr
from desktop.roles import MECHANISM_MIME, OutlineItem, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

Index: TypeAlias = QModelIndex | QPersistentModelIndex
OUTLINE_MIME: Final = "application/x-tashan-plan-row"
SECTION: Final = "section"
BORROWING: Final = "borrowing"
LOOSE: Final = "loose"
TABLE: Final = "table"


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A row as it is shown: `name` is what F2 edits, `state` stands at the right in words.

    `tone` is ok or warn where the state has a sign of its own, else ''; `said` is the state for
    who cannot see signs. `kind` is section, borrowing, task,
    loose for what stands in no section, or table for 任务分解表.
    """

    kind: str
    id: str
    text: str
    name: str
    state: str = ""
    tone: str = ""
    said: str = ""
    children: tuple[OutlineRow, ...] = ()


@dataclass(eq=False, slots=True)
class _Node:
    row: OutlineRow
    place: int
    parent: _Node | None
    children: list[_Node]
    item: OutlineItem

    def renew(self, row: OutlineRow) -> None:
        """Show another state of the row."""
        self.row, self.item = row, _item(row, self.item.depth)


def _item(row: OutlineRow, depth: int) -> OutlineItem:
    return OutlineItem(row.text, row.state, row.tone, depth)


# One look-up: a large plan has hundreds of rows, each asked for many times.
_FIELDS: Final[dict[int, str]] = {
    Qt.ItemDataRole.DisplayRole: "text",
    Qt.ItemDataRole.EditRole: "name",
    Role.ID: "id",
    Role.KIND: "kind",
    Role.FIGURE: "state",
    Role.CAUTION: "tone",
}
_FIXED: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_MOVABLE: Final = _FIXED | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable
_FLAGS: Final = {
    LOOSE: _FIXED,
    TABLE: _FIXED,
    SECTION: _MOVABLE | Qt.ItemFlag.ItemIsDropEnabled,
}


class PlanOutlineModel(QAbstractItemModel):
    """Sections of two levels and what stands in them."""

    moved = Signal(str, str, str, int)
    """A row was dropped: its kind and id, the section it now belongs to ('' for the plan itself),
    and its place among the section's rows of its kind, counted without it; -1 for the end."""
    mechanism_dropped = Signal(str, str, int)
    """A mechanism was dropped: its id, the section, and its place among the borrowings."""
    renamed = Signal(str, str, str)
    """A new name was typed: kind, id, name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roots: list[_Node] = []
        self._nodes: dict[str, _Node] = {}

    def show_rows(self, rows: Sequence[OutlineRow]) -> bool:
        """Show a plan; returns whether rows came, went or moved, and folds are forgotten."""
        if _shape(rows) == [_shape_of(node) for node in self._roots]:
            self._renew(self._roots, rows)
            return False
        self.beginResetModel()
        self._nodes = {}
        self._roots = self._build(rows, None)
        self.endResetModel()
        return True

    def _build(self, rows: Sequence[OutlineRow], parent: _Node | None) -> list[_Node]:
        made = []
        for place, row in enumerate(rows):
            depth = parent.item.depth + 1 if parent is not None else 0
            node = _Node(row, place, parent, [], _item(row, depth))
            node.children = self._build(row.children, node)
            self._nodes[row.id] = node
            made.append(node)
        return made

    def _renew(self, nodes: Sequence[_Node], rows: Sequence[OutlineRow]) -> None:
        for node, row in zip(nodes, rows, strict=True):
            if node.row != row:
                node.renew(row)
                index = self.createIndex(node.place, 0, node)
                self.dataChanged.emit(index, index)
                self._renew(node.children, row.children)

    # Places

    def row(self, index: Index) -> OutlineRow | None:
        """What stands at an index."""
        node = self._node(index)
        return node.row if node is not None else None

    def find(self, row_id: str) -> QModelIndex:
        """The index of a row by its id; invalid for none."""
        node = self._nodes.get(row_id)
        return self.createIndex(node.place, 0, node) if node is not None else QModelIndex()

    def ids(self) -> list[str]:
        """The ids of all rows, from the top down."""
        return list(self._nodes)

    def items(self) -> list[OutlineItem]:
        """What is shown of all rows, from the top down."""
        return [node.item for node in self._nodes.values()]

    def _node(self, index: Index) -> _Node | None:
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, _Node) else None

    def _below(self, index: Index) -> list[_Node]:
        node = self._node(index)
        return self._roots if node is None else node.children

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        below = self._below(parent)
        if column != 0 or not 0 <= row < len(below):
            return QModelIndex()
        return self.createIndex(row, 0, below[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        node = self._node(index)
        if node is None or node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.place, 0, node.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self._below(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        return _FLAGS.get(row.kind, _MOVABLE)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self._node(index)
        if node is None:
            return None
        if role == Role.OUTLINE:
            return node.item
        row = node.row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("，").join(part for part in (row.text, row.said) if part)
        field = _FIELDS.get(role)
        return getattr(row, field) if field else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row(index)
        name = str(value).strip()
        if row is None or role != Qt.ItemDataRole.EditRole or not name or name == row.name:
            return False
        self.renamed.emit(row.kind, row.id, name)
        return True

    # Dragging

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [OUTLINE_MIME, MECHANISM_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        rows = [row for index in indexes if (row := self.row(index)) is not None]
        if rows:
            data.setData(OUTLINE_MIME, f"{rows[0].kind} {rows[0].id}".encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        return self._landing(data, parent) is not None and super().canDropMimeData(
            data, action, row, column, parent
        )

    def dropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,  # noqa: ARG002
        row: int,
        column: int,  # noqa: ARG002
        parent: Index,
    ) -> bool:
        section = self._landing(data, parent)
        if section is None:
            return False
        if data.hasFormat(OUTLINE_MIME):
            kind, row_id = _text(data, OUTLINE_MIME).split(" ", 1)
            self.moved.emit(kind, row_id, section, self._place(kind, row_id, row, parent))
        else:
            place = self._place(BORROWING, "", row, parent)
            self.mechanism_dropped.emit(_text(data, MECHANISM_MIME), section, place)
        return True

    def _place(self, kind: str, row_id: str, row: int, parent: Index) -> int:
        """How many rows of a kind stand before a place, the dragged one not counted."""
        if row < 0:
            return -1
        before = self._below(parent)[:row]
        return sum(node.row.kind == kind and node.row.id != row_id for node in before)

    def _landing(self, data: QMimeData, parent: Index) -> str | None:
        """The section that a drop would fall into, '' for the first level; None: not here."""
        below = self._node(parent)
        if data.hasFormat(OUTLINE_MIME):
            kind, row_id = _text(data, OUTLINE_MIME).split(" ", 1)
            dragged = self._nodes.get(row_id)
            if dragged is None:  # of another plan
                return None
            if below is None:
                return "" if kind == SECTION else None
            fits = below.row.kind == SECTION and below is not dragged
            if kind == SECTION:  # two levels only, and what has some below it stays on the first
                holds = any(child.row.kind == SECTION for child in dragged.children)
                fits = fits and below.parent is None and not holds
            return below.row.id if fits else None
        wanted = below is not None and below.row.kind == SECTION
        return below.row.id if below is not None and wanted else None


def _text(data: QMimeData, kind: str) -> str:
    return bytes(data.data(kind).data()).decode("utf-8", "replace")


def _shape(rows: Sequence[OutlineRow]) -> list[Any]:
    return [(row.id, _shape(row.children)) for row in rows]


def _shape_of(node: _Node) -> Any:
    return (node.row.id, [_shape_of(child) for child in node.children])
