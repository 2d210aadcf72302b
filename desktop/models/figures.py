"""数据: every number of the sources as one flat table, and the filter that all views share."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop import quantity
from desktop.i18n import pick, tr
from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.records import Figure, FigureKind
    from desktop.casebase import CaseBase

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(IntEnum):
    """The columns of the flat table."""

    REGION = 0
    MECHANISM = 1
    THEME = 2
    KIND = 3
    LABEL = 4
    VALUE = 5
    UNIT = 6
    WORDING = 7
    AS_OF = 8


_COLUMNS: Final = len(Column)


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """What is asked for; an empty set asks for everything of its sort."""

    regions: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    comparable: bool = False

    @property
    def count(self) -> int:
        """How many choices are made."""
        sets = (self.regions, self.themes, self.families, self.kinds, self.units)
        return sum(len(chosen) for chosen in sets) + self.comparable


@dataclass(frozen=True, slots=True)
class FigureTable:
    """All figures with what the table says about each; built once."""

    cases: CaseBase
    kind_names: Mapping[FigureKind, str]
    comparable: frozenset[str] = field(init=False)
    """Ids of figures that stand in a measure whose numbers may be compared."""

    def __post_init__(self) -> None:
        ids = (m.figure_ids for m in self.cases.measures if m.comparable)
        object.__setattr__(self, "comparable", frozenset(one for group in ids for one in group))

    def theme(self, figure: Figure) -> str:
        """The theme of a figure's mechanism; '' for one of the region at large."""
        mechanism = self.cases.mechanism_by_id.get(figure.mechanism_id or "")
        return mechanism.theme_id if mechanism else ""

    def family(self, figure: Figure) -> str:
        """The family of a figure's mechanism, '' for none."""
        mechanism = self.cases.mechanism_by_id.get(figure.mechanism_id or "")
        return (mechanism.family_id or "") if mechanism else ""

    def accepts(self, wanted: FigureFilter, figure: Figure) -> bool:
        """Whether a figure is asked for; asked of every figure at every filter."""
        return (
            (not wanted.regions or figure.region_id in wanted.regions)
            and (not wanted.themes or self.theme(figure) in wanted.themes)
            and (not wanted.families or self.family(figure) in wanted.families)
            and (not wanted.kinds or str(figure.kind) in wanted.kinds)
            and (not wanted.units or figure.unit in wanted.units)
            and (not wanted.comparable or figure.id in self.comparable)
        )

    def text(self, figure: Figure, column: Column) -> str:
        """What stands in one field."""
        cases = self.cases
        if column is Column.REGION:
            region = cases.region_by_id[figure.region_id]
            return pick(region.name, region.name_en)
        if column is Column.MECHANISM:
            mechanism = cases.mechanism_by_id.get(figure.mechanism_id or "")
            return pick(mechanism.name, mechanism.name_en) if mechanism else ""
        if column is Column.THEME:
            theme = cases.theme_by_id.get(self.theme(figure))
            return pick(theme.name, theme.name_en) if theme else ""
        if column is Column.KIND:
            return self.kind_names[figure.kind]
        if column is Column.VALUE:
            return quantity.amount(figure)
        written = {
            Column.LABEL: figure.label,
            Column.UNIT: figure.unit,
            Column.WORDING: figure.wording,
            Column.AS_OF: figure.as_of,
        }
        return written[column]

    def sort_key(self, figure: Figure, column: Column) -> float | str:
        """Regions, themes and kinds in their own order, values as numbers, the rest as text."""
        cases = self.cases
        if column is Column.REGION:
            return float(cases.region_by_id[figure.region_id].ordinal)
        if column is Column.THEME:
            theme = cases.theme_by_id.get(self.theme(figure))
            return float(theme.ordinal if theme else 0)
        if column is Column.KIND:
            return float(list(self.kind_names).index(figure.kind))
        if column is Column.VALUE:
            return figure.value
        return self.text(figure, column)


def column_names() -> dict[Column, str]:
    """The titles of the columns."""
    return {
        Column.REGION: tr("地区"),
        Column.MECHANISM: tr("做法"),
        Column.THEME: tr("主题"),
        Column.KIND: tr("类别"),
        Column.LABEL: tr("说明"),
        Column.VALUE: tr("数值"),
        Column.UNIT: tr("单位"),
        Column.WORDING: tr("原文写法"),
        Column.AS_OF: tr("时点"),
    }


class FigureModel(QAbstractTableModel):
    """One row a figure: those asked for, in the order asked for; numbers sort as numbers.

    Sorted and filtered here and not by a proxy, which asks for the fields two by two: more than a
    frame's work.
    """

    def __init__(self, table: FigureTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._all = table.cases.all_figures
        self._wanted = FigureFilter()
        self._sorted_by: Column | None = None
        self._falling = False
        self._shown: list[Figure] = list(self._all)
        self._rows = _rows(self._shown)
        self._texts: dict[str, tuple[str, ...]] = {}
        self._keys: dict[Column, dict[str, Any]] = {}

    # Asked by views

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        figure, column = self._shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._row_texts(figure)[column]
        if role == Role.ID:
            return figure.id
        if role == Role.CELL:
            return self._row_texts(figure)
        if role == Role.THEME:
            return self._table.theme(figure) if column == Column.THEME else ""
        if role == Qt.ItemDataRole.TextAlignmentRole and column == Column.VALUE:
            return _RIGHT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = self.headerData(column, Qt.Orientation.Horizontal)
            return tr("{name}：{text}").format(name=name, text=self._row_texts(figure)[column])
        return None

    def _row_texts(self, figure: Figure) -> tuple[str, ...]:
        # Asked for at every layout of the table, and a figure never changes.
        if figure.id not in self._texts:
            self._texts[figure.id] = tuple(self._table.text(figure, c) for c in Column)
        return self._texts[figure.id]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < _COLUMNS:
            if role == Qt.ItemDataRole.DisplayRole:
                return column_names()[Column(section)]
            if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.VALUE:
                return _RIGHT
        return None

    # Order and choice

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column, what is the same as it stood before; by -1 as the library has all."""
        self._sorted_by = Column(column) if 0 <= column < _COLUMNS else None
        self._falling = order == Qt.SortOrder.DescendingOrder
        self._arrange(self._accepted() if self._sorted_by is None else self._shown)

    def set_filter(self, wanted: FigureFilter) -> None:
        """Show the figures that this asks for."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._arrange(self._accepted())

    def _accepted(self) -> list[Figure]:
        return [one for one in self._all if self._table.accepts(self._wanted, one)]

    def _arrange(self, figures: Sequence[Figure]) -> None:
        """Show these, sorted."""
        self.layoutAboutToBeChanged.emit()
        before, kept = self._shown, self.persistentIndexList()
        self._shown = list(figures)
        if self._sorted_by is not None:
            keys = self._keys_of(self._sorted_by)
            self._shown.sort(key=lambda figure: keys[figure.id], reverse=self._falling)
        self._rows = _rows(self._shown)
        # The table keeps one for every row of another height.
        moved = [self.find(before[index.row()].id, index.column()) for index in kept]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _keys_of(self, column: Column) -> dict[str, Any]:
        """What the figures are sorted by; text as Chinese sorts it, whatever the system speaks."""
        if column not in self._keys:
            keys = {figure.id: self._table.sort_key(figure, column) for figure in self._all}
            collated = QCollator(QLocale("zh_CN")).sortKey
            self._keys[column] = {
                one: collated(key) if isinstance(key, str) else key for one, key in keys.items()
            }
        return self._keys[column]

    def find(self, figure_id: str, column: int = 0) -> QModelIndex:
        """Where a figure stands; invalid where it is not shown."""
        row = self._rows.get(figure_id)
        return QModelIndex() if row is None else self.createIndex(row, column)

    def shown(self) -> list[Figure]:
        """The figures in the order they stand in."""
        return list(self._shown)


def _rows(figures: Sequence[Figure]) -> dict[str, int]:
    return {figure.id: row for row, figure in enumerate(figures)}
