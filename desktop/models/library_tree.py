"""案例库: regions, their articles, the mechanisms of each in document order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.i18n import pick, tr
from desktop.roles import Role

if TYPE_CHECKING:
    from desktop.casebase import CaseBase
    from desktop.changes import Changes
    from desktop.marks import Marks

Index: TypeAlias = QModelIndex | QPersistentModelIndex


@dataclass(eq=False, slots=True)
class Node:
    """A region, an article or a mechanism in the tree."""

    kind: str
    id: str
    text: str
    row: int
    parent: Node | None = None
    theme: str = ""
    figure: str = ""
    children: list[Node] = field(default_factory=list)


class LibraryTreeModel(QAbstractItemModel):
    """Three levels; read only."""

    def __init__(
        self, cases: CaseBase, marks: Marks, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._marks = marks
        self._roots = _build(cases)
        self._nodes = {
            node.id: node
            for region in self._roots
            for article in region.children
            for node in (article, *article.children)
        }
        self._articles = {
            article.id: article for region in self._roots for article in region.children
        }
        changes.bookmarks_changed.connect(self._refresh)

    def find(self, node_id: str) -> QModelIndex:
        """The index of an article or mechanism by its id."""
        node = self._nodes.get(node_id)
        return self.createIndex(node.row, 0, node) if node is not None else QModelIndex()

    def node(self, index: Index) -> Node | None:
        """The node behind an index."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Node) else None

    def _refresh(self, node_id: str) -> None:
        index = self.find(node_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _children(self, parent: Index) -> list[Node]:
        node = self.node(parent)
        return self._roots if node is None else node.children

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._children(parent)
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        node = self.node(index)
        if node is None or node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.row, 0, node.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self._children(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        kept = node.kind == "mechanism" and self._marks.is_bookmarked(node.id)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (node.text, node.figure, tr("已收藏") if kept else "")
            return tr("，").join(part for part in parts if part)
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: node.text,
            Role.ID: node.id,
            Role.KIND: "strong" if node.kind == "region" else "item",
            Role.THEME: node.theme,
            Role.FIGURE: node.figure,
            Role.BOOKMARKED: kept,
        }
        return answers.get(role)


def _build(cases: CaseBase) -> list[Node]:
    roots: list[Node] = []
    by_region = {region.id: Node("region", region.id, "", 0) for region in cases.regions}
    homes = {mechanism.id: cases.article_of(mechanism.id) for mechanism in cases.mechanisms}
    for region in cases.regions:
        node = by_region[region.id]
        node.text, node.row = pick(region.name, region.name_en), len(roots)
        roots.append(node)
        members = [m for m in cases.mechanisms if m.region_id == region.id]
        node.figure = tr("{n} 条").format(n=len(members))
        for article in cases.articles:
            if article.region_id != region.id:
                continue
            leaf = Node("article", article.id, article.title, len(node.children), node)
            node.children.append(leaf)
            for mechanism in members:
                if homes[mechanism.id] != article.id:
                    continue
                figure = cases.key_figure(mechanism.id)
                leaf.children.append(
                    Node(
                        "mechanism",
                        mechanism.id,
                        pick(mechanism.name, mechanism.name_en),
                        len(leaf.children),
                        leaf,
                        mechanism.theme_id,
                        figure.wording if figure else "",
                    )
                )
    return roots
