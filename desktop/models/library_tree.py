"""案例库 as a tree: the mechanisms under their region, article, theme or family; filtered."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from db.text import fold, words_of
from desktop.i18n import pick, tr
from desktop.roles import Role, RowLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from db.pinyin import Typed
    from db.records import Mechanism
    from desktop.casebase import CaseBase
    from desktop.changes import Changes
    from desktop.marks import Marks

Index: TypeAlias = QModelIndex | QPersistentModelIndex


class Grouping(StrEnum):
    """What the mechanisms stand under; also the kind of the nodes they stand under."""

    REGION = "region"
    ARTICLE = "article"
    THEME = "theme"
    FAMILY = "family"


@dataclass(eq=False, slots=True)
class Node:
    """A group or a mechanism in the tree; `kind` is a `Grouping`, or mechanism."""

    kind: str
    id: str
    text: str
    row: int
    parent: Node | None = None
    theme: str = ""
    figure: str = ""
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """What one node of the first level stands for, whatever is shown of it."""

    id: str
    name: str
    members: tuple[Mechanism, ...]
    theme: str = ""


class LibraryTreeModel(QAbstractItemModel):
    """Two levels; read only."""

    def __init__(
        self, cases: CaseBase, marks: Marks, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._cases = cases
        self._marks = marks
        self._grouping = Grouping.REGION
        self._words: tuple[str, ...] = ()
        self._typed: dict[str, Typed] = {}
        self._folded: dict[str, str] = {}
        self._groups = {grouping: groups(cases, grouping) for grouping in Grouping}
        self._fill()
        changes.bookmarks_changed.connect(self._refresh)

    # What is shown

    @property
    def grouping(self) -> Grouping:
        """What the mechanisms stand under."""
        return self._grouping

    def set_grouping(self, grouping: Grouping) -> None:
        """Show the mechanisms under something else."""
        if grouping is not self._grouping:
            self._grouping = grouping
            self._reset()

    def set_filter(self, text: str) -> None:
        """Show the mechanisms with every word of `text` in a name or alias, or in their group's.

        A word may be spelt in pinyin, or by its initials.
        """
        words = words_of(text)
        if words != self._words:
            self._words = words
            spelt = ((word, self._cases.typed(word)) for word in words)
            self._typed = {word: typed for word, typed in spelt if typed is not None}
            self._reset()

    @property
    def filtered(self) -> bool:
        """Whether a filter is on."""
        return bool(self._words)

    def group(self, node: Node) -> Group | None:
        """All that a group's node stands for, filter or not."""
        return next((g for g in self._groups[self._grouping] if g.id == node.id), None)

    def group_count(self, grouping: Grouping) -> int:
        """How many groups there are, filter or not; what has no family is no group."""
        return sum(bool(group.id) for group in self._groups[grouping])

    def shown_count(self) -> int:
        """How many mechanisms are shown."""
        return sum(len(node.children) for node in self._roots)

    def find(self, node_id: str, kind: str = "mechanism") -> QModelIndex:
        """The index of a mechanism, or of a group of this `kind`, by its id; invalid for none."""
        node = self._nodes.get((kind, node_id))
        return self.createIndex(node.row, 0, node) if node is not None else QModelIndex()

    def node(self, index: Index) -> Node | None:
        """The node behind an index."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Node) else None

    def _reset(self) -> None:
        self.beginResetModel()
        self._fill()
        self.endResetModel()

    def _fill(self) -> None:
        self._roots: list[Node] = []
        for group in self._groups[self._grouping]:
            shown = self._matching(group)
            if not shown:
                continue
            count = tr("{n} 条").format(n=len(shown))
            root = Node(
                self._grouping, group.id, group.name, len(self._roots), None, group.theme, count
            )
            root.children = [
                Node(
                    "mechanism",
                    mechanism.id,
                    pick(mechanism.name, mechanism.name_en),
                    row,
                    root,
                    mechanism.theme_id,
                    self._beside(mechanism),
                )
                for row, mechanism in enumerate(shown)
            ]
            self._roots.append(root)
        self._nodes = {
            (node.kind, node.id): node for root in self._roots for node in (root, *root.children)
        }

    def _matching(self, group: Group) -> list[Mechanism]:
        """The members that hold all words; a word in the group's own name counts for each."""
        name = fold(group.name)
        wanted = [word for word in self._words if word not in name and not self._spells(word, name)]
        return [m for m in group.members if all(self._says(m, word) for word in wanted)]

    def _says(self, mechanism: Mechanism, word: str) -> bool:
        if word in self._haystack(mechanism):
            return True
        region = self._cases.region_by_id[mechanism.region_id].name
        names = (mechanism.name, *mechanism.aliases, region)
        return any(self._spells(word, name) for name in names)

    def _spells(self, word: str, name: str) -> bool:
        """Whether a word is a part of a name in pinyin."""
        return word in self._typed and self._typed[word].find(name) is not None

    def _haystack(self, mechanism: Mechanism) -> str:
        if mechanism.id not in self._folded:
            region = self._cases.region_by_id[mechanism.region_id]
            names = (mechanism.name, mechanism.name_en, *mechanism.aliases)
            self._folded[mechanism.id] = fold("\n".join((*names, region.name, region.name_en)))
        return self._folded[mechanism.id]

    def _beside(self, mechanism: Mechanism) -> str:
        """At the right of a name: the region where regions mix, else what the text counts."""
        if self._grouping in (Grouping.THEME, Grouping.FAMILY):
            region = self._cases.region_by_id[mechanism.region_id]
            return pick(region.name, region.name_en)
        figure = self._cases.key_figure(mechanism.id)
        if figure is not None:
            return figure.wording
        return "" if mechanism.itemised else tr("只提名称")

    def _refresh(self, mechanism_id: str) -> None:
        index = self.find(mechanism_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    # What Qt asks

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
        kind = "item" if node.kind == "mechanism" else "strong"
        if role == Role.LINE:
            return RowLine(kind, node.text, node.figure, node.theme, kept)
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: node.text,
            Role.ID: node.id,
            Role.KIND: kind,
            Role.THEME: node.theme,
            Role.FIGURE: node.figure,
            Role.BOOKMARKED: kept,
        }
        return answers.get(role)


# The groups


def groups(cases: CaseBase, grouping: Grouping) -> list[Group]:
    """The groups that have a mechanism, in their fixed order, each member in one of them.

    Under an article mechanisms stand as they do in the text; under a region theme by theme, under
    a theme or a family region by region, core ones first. What has no family stands last.
    """
    themes = {theme.id: theme.ordinal for theme in cases.themes}
    regions = {region.id: region.ordinal for region in cases.regions}

    def by_theme(m: Mechanism) -> tuple[int, str, int]:
        return themes[m.theme_id], m.rank.value, m.ordinal

    def by_region(m: Mechanism) -> tuple[int, str, int]:
        return regions[m.region_id], m.rank.value, m.ordinal

    if grouping is Grouping.REGION:
        names = [(r.id, pick(r.name, r.name_en)) for r in cases.regions]
        return _grouped(cases, names, lambda m: m.region_id, by_theme)
    if grouping is Grouping.ARTICLE:
        names = [(article.id, article.title) for article in cases.articles]
        return _grouped(cases, names, lambda m: cases.article_of(m.id), lambda m: m.ordinal)
    if grouping is Grouping.THEME:
        names = [(t.id, pick(t.name, t.name_en)) for t in cases.themes]
        found = _grouped(cases, names, lambda m: m.theme_id, by_region)
        return [Group(group.id, group.name, group.members, group.id) for group in found]
    names = [(f.id, pick(f.name, f.name_en)) for f in cases.family_by_id.values()]
    return _grouped(cases, [*names, ("", tr("没有同类"))], lambda m: m.family_id or "", by_region)


def _grouped(
    cases: CaseBase,
    names: Iterable[tuple[str, str]],
    home: Callable[[Mechanism], str],
    order: Callable[[Mechanism], Any],
) -> list[Group]:
    members: dict[str, list[Mechanism]] = {}
    for mechanism in cases.mechanisms:
        members.setdefault(home(mechanism), []).append(mechanism)
    return [
        Group(group_id, name, tuple(sorted(members[group_id], key=order)))
        for group_id, name in names
        if group_id in members
    ]
