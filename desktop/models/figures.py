"""数据: every number of the sources as one flat table, and the filter that all views share."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from desktop import quantity
from desktop.i18n import pick, tr
from desktop.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        """Whether a figure is asked for."""
        pairs = (
            (wanted.regions, figure.region_id),
            (wanted.themes, self.theme(figure)),
            (wanted.families, self.family(figure)),
            (wanted.kinds, str(figure.kind)),
            (wanted.units, figure.unit),
        )
        fits = all(not chosen or value in chosen for chosen, value in pairs)
        return fits and (not wanted.comparable or figure.id in self.comparable)

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
    """One row a figure, in the order of the library."""

    def __init__(self, table: FigureTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.figures = table.cases.all_figures
        self._texts: dict[int, tuple[str, ...]] = {}
        self._keys: dict[tuple[int, Column], float | str] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.figures)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        figure, column = self.figures[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._row_texts(index.row())[column]
        if role == Role.SORT:
            return self._sort_key(index.row(), column)
        if role == Role.ID:
            return figure.id
        if role == Role.CELL:
            return self._row_texts(index.row())
        if role == Role.THEME:
            return self.table.theme(figure) if column is Column.THEME else ""
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.VALUE:
            return _RIGHT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = self.headerData(column, Qt.Orientation.Horizontal)
            return tr("{name}：{text}").format(name=name, text=self.table.text(figure, column))
        return None

    def _sort_key(self, row: int, column: Column) -> float | str:
        if (row, column) not in self._keys:
            self._keys[row, column] = self.table.sort_key(self.figures[row], column)
        return self._keys[row, column]

    def _row_texts(self, row: int) -> tuple[str, ...]:
        # Asked for at every layout of the table, and a figure never changes.
        if row not in self._texts:
            self._texts[row] = tuple(self.table.text(self.figures[row], c) for c in Column)
        return self._texts[row]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(Column):
            if role == Qt.ItemDataRole.DisplayRole:
                return column_names()[Column(section)]
            if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.VALUE:
                return _RIGHT
        return None


class FigureProxy(QSortFilterProxyModel):
    """The figures asked for, in the order asked for; numbers sort as numbers."""

    def __init__(self, source: FigureModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = source.table
        self._figures = source.figures
        self._rows = {figure.id: row for row, figure in enumerate(source.figures)}
        self._wanted = FigureFilter()
        self._shown: list[Figure] | None = None
        for signal in (self.layoutChanged, self.modelReset, self.rowsInserted, self.rowsRemoved):
            signal.connect(self._forget)
        self.setSortRole(Role.SORT)
        self.setSortLocaleAware(True)
        self.setSourceModel(source)

    def set_filter(self, wanted: FigureFilter) -> None:
        """Show the figures that this asks for."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:  # noqa: ARG002
        return self._table.accepts(self._wanted, self._figures[source_row])

    def find(self, figure_id: str) -> QModelIndex:
        """Where a figure stands; invalid where it is not shown."""
        row = self._rows.get(figure_id)
        return (
            QModelIndex() if row is None else self.mapFromSource(self.sourceModel().index(row, 0))
        )

    def shown(self) -> list[Figure]:
        """The figures in the order they stand in."""
        if self._shown is None:
            rows = (self.mapToSource(self.index(row, 0)).row() for row in range(self.rowCount()))
            self._shown = [self._figures[row] for row in rows]
        return list(self._shown)

    def _forget(self) -> None:
        self._shown = None
