"""总览矩阵: themes by regions, each cell the list of its mechanisms.

There may be a thousand regions: items are made for the cells that are asked for, and what a
header counts is counted once a filter.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.i18n import pick, province_name, tr
from desktop.models.cell_items import CellItems
from desktop.roles import CellItem, Role

if TYPE_CHECKING:
    from db.records import Mechanism, Region, Theme
    from desktop.casebase import CaseBase
    from desktop.changes import Changes
    from desktop.marks import Marks

Index: TypeAlias = QModelIndex | QPersistentModelIndex


class MatrixModel(QAbstractTableModel):
    """Rows are themes, columns regions. Filters and order are the model's own state."""

    def __init__(
        self, cases: CaseBase, marks: Marks, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._cases = cases
        self._marks = marks
        self._regions: list[Region] = []
        self._themes: list[Theme] = []
        self._members: dict[tuple[str, str], tuple[Mechanism, ...]] = {}
        self._in_theme: dict[str, int] = {}
        self._in_all: dict[str, int] = {}
        self._rows: dict[str, int] = {}
        self._columns: dict[str, int] = {}
        self._pinned: list[str] = []
        self._hidden_themes: frozenset[str] = frozenset()
        self._only_bookmarked = False
        self._sorted_by: str | None = None
        self._whole: dict[tuple[str, str], CellItems] = {}
        self._cells = self._whole
        """What is shown: the whole cells, or only what of them is bookmarked."""
        self._arrange()
        changes.bookmarks_changed.connect(self._refresh_mechanism)
        changes.notes_changed.connect(self._refresh_mechanism)

    # What is shown

    def set_filter(self, hidden_themes: frozenset[str], only_bookmarked: bool) -> None:
        """Leave out some themes, or everything that is not bookmarked."""
        if (hidden_themes, only_bookmarked) == (self._hidden_themes, self._only_bookmarked):
            return
        self.beginResetModel()
        self._hidden_themes = hidden_themes
        if only_bookmarked != self._only_bookmarked:
            # Whole cells are kept, with all that a view has worked out for them.
            self._cells = {} if only_bookmarked else self._whole
        self._only_bookmarked = only_bookmarked
        self._arrange()
        self.endResetModel()

    def set_pinned(self, regions: list[str]) -> None:
        """Bring these regions to the front, in this order."""
        self.beginResetModel()
        self._pinned = [region for region in regions if region in self._cases.region_by_id]
        self._arrange()
        self.endResetModel()

    def sort_by_region(self, region_id: str | None) -> None:
        """Put the themes in which a region does most first; None restores the usual order."""
        self.beginResetModel()
        self._sorted_by = region_id
        self._arrange()
        self.endResetModel()

    @property
    def sorted_by(self) -> str | None:
        """The region whose counts order the rows."""
        return self._sorted_by

    @property
    def hidden_themes(self) -> frozenset[str]:
        """Ids of the themes left out."""
        return self._hidden_themes

    @property
    def only_bookmarked(self) -> bool:
        """Whether only bookmarked mechanisms are shown."""
        return self._only_bookmarked

    @property
    def pinned(self) -> list[str]:
        """Ids of the pinned regions, in the order of their columns."""
        return list(self._pinned)

    def shown_count(self) -> int:
        """How many mechanisms the filter lets through."""
        return sum(self._in_theme.values())

    def index_of(self, mechanism_id: str) -> tuple[QModelIndex, int]:
        """The cell of a mechanism and its place in it; an invalid index when it is not shown."""
        mechanism = self._cases.mechanism_by_id.get(mechanism_id)
        if mechanism is None:
            return QModelIndex(), -1
        row = self._rows.get(mechanism.theme_id)
        column = self._columns.get(mechanism.region_id)
        place = self._items(mechanism.theme_id, mechanism.region_id).place_of(mechanism_id)
        if row is None or column is None or place < 0:
            return QModelIndex(), -1
        return self.index(row, column), place

    def _arrange(self) -> None:
        order = {region: place for place, region in enumerate(self._pinned)}
        self._regions = sorted(
            self._cases.regions, key=lambda r: (order.get(r.id, len(order)), r.ordinal)
        )
        self._members = self._bookmarked() if self._only_bookmarked else self._cases.cells
        self._themes = [t for t in self._cases.themes if t.id not in self._hidden_themes]
        self._count()
        if self._only_bookmarked:
            self._themes = [theme for theme in self._themes if self._in_theme[theme.id]]
        if self._sorted_by is not None:
            by = self._sorted_by
            self._themes.sort(key=lambda t: (-len(self._members.get((t.id, by), ())), t.ordinal))
        self._rows = {theme.id: row for row, theme in enumerate(self._themes)}
        self._columns = {region.id: column for column, region in enumerate(self._regions)}

    def _bookmarked(self) -> dict[tuple[str, str], tuple[Mechanism, ...]]:
        """The cells of what is bookmarked, in the order of the whole cells."""
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for mechanism_id in self._marks.bookmarked():
            if mechanism := self._cases.mechanism_by_id.get(mechanism_id):
                found[mechanism.theme_id, mechanism.region_id].add(mechanism.id)
        return {
            cell: tuple(m for m in self._cases.cells[cell] if m.id in kept)
            for cell, kept in found.items()
        }

    def _count(self) -> None:
        if self._members is self._cases.cells and self._in_all:
            found = self._in_all
        else:
            found = {theme.id: 0 for theme in self._cases.themes}
            for (theme_id, _), members in self._members.items():
                found[theme_id] += len(members)
            if self._members is self._cases.cells:
                self._in_all = found
        self._in_theme = {theme.id: found[theme.id] for theme in self._themes}

    def _items(self, theme_id: str, region_id: str) -> CellItems:
        cell = (theme_id, region_id)
        if cell not in self._cells:
            self._cells[cell] = CellItems(self._members.get(cell, ()), self._item)
        return self._cells[cell]

    def _item(self, mechanism: Mechanism) -> CellItem:
        figure = self._cases.key_figure(mechanism.id)
        return CellItem(
            mechanism.id,
            pick(mechanism.name, mechanism.name_en),
            figure.wording if figure else "",
            self._marks.is_bookmarked(mechanism.id),
            self._marks.count_of(mechanism.id),
        )

    def _refresh_mechanism(self, mechanism_id: str) -> None:
        mechanism = self._cases.mechanism_by_id.get(mechanism_id)
        if mechanism is None:
            return
        for cells in (self._cells, self._whole):
            cells.pop((mechanism.theme_id, mechanism.region_id), None)
        if self._only_bookmarked:
            self.beginResetModel()
            self._arrange()
            self.endResetModel()
            return
        index, _ = self.index_of(mechanism_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    # QAbstractTableModel

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._themes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._regions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # An index that outlived a reset must not reach beyond what is shown now.
        if not index.isValid() or index.row() >= len(self._themes):
            return None
        if index.column() >= len(self._regions):
            return None
        theme, region = self._themes[index.row()], self._regions[index.column()]
        if role == Role.ITEMS:
            return self._items(theme.id, region.id)
        if role == Role.PINNED:
            return region.id in self._pinned
        if role == Role.THEME:
            return theme.id
        if role == Role.EMPTY_TEXT:
            return "" if self._only_bookmarked else self._silence(region)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._spoken(theme, region)
        return None

    def _spoken(self, theme: Theme, region: Region) -> str:
        items = self._items(theme.id, region.id)
        names = tr("；").join(
            " ".join(
                part
                for part in (
                    item.name,
                    item.figure,
                    tr("已收藏") if item.bookmarked else "",
                    tr("{n} 条批注").format(n=item.notes) if item.notes else "",
                )
                if part
            )
            for item in items
        )
        place = f"{pick(region.name, region.name_en)} {pick(theme.name, theme.name_en)}"
        empty = tr("没有符合的做法") if self._only_bookmarked else self._silence(region)
        return tr("{name}：{value}").format(name=place, value=names or empty)

    def _silence(self, region: Region) -> str:
        """What an empty cell says: the text is silent, or nobody has gone through it yet."""
        unchecked = region.id in self._cases.unchecked_regions
        return tr("尚未核对") if unchecked else tr("原文未提及")

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if 0 <= section < len(self._regions):
                return self._region_header(self._regions[section], role)
        elif 0 <= section < len(self._themes):
            return self._theme_header(self._themes[section], role)
        return None

    def _region_header(self, region: Region, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return pick(region.name, region.name_en)
        if role == Role.MARKS:
            return region.id == self._sorted_by
        if role == Role.SUBTITLE:
            province = province_name(region.province)
            count = sum(len(self._members.get((t.id, region.id), ())) for t in self._themes)
            return tr("{province} · {n} 条").format(province=province, n=count)
        if role == Role.ID:
            return region.id
        if role == Role.PINNED:
            return region.id in self._pinned
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{region.full_name} {region.name_en}\n" + tr(
                "单击按做法多少排列各主题；点图钉或按 Alt+数字固定"
            )
        return None

    def _theme_header(self, theme: Theme, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return pick(theme.name, theme.name_en)
        if role == Role.SUBTITLE:
            return tr("{n} 条").format(n=self._in_theme[theme.id])
        if role == Role.THEME:
            return theme.id
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{theme.name} {theme.name_en}\n" + tr("单击只看这个主题，再单击看全部")
        return None
