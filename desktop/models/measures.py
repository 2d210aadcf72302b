"""同类指标: what several regions count, one row a measure, one column a region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from db.records import FigureKind
from desktop import quantity
from desktop.cells import FigureCell, FigureLine
from desktop.i18n import pick, tr
from desktop.models.figures import FigureFilter, FigureTable
from desktop.roles import Role

if TYPE_CHECKING:
    from db.records import Figure, Region, Theme
    from db.records.comparison import Measure

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_VERTICAL = Qt.Orientation.Vertical


class MeasureModel(QAbstractTableModel):
    """Rows are measures under their themes; bars only where the same thing is counted."""

    def __init__(self, table: FigureTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._wanted = self._alike = FigureFilter()
        self._unified = True
        self._regions: list[Region] = []
        self._rows: list[Theme | Measure] = []
        self._cells: list[list[FigureCell]] = []
        self._fill()

    # State

    @property
    def unified(self) -> bool:
        """Whether numbers are shown in one unit a row; else as the texts write them."""
        return self._unified

    def set_unified(self, unified: bool) -> None:
        """统一单位 or 原文写法."""
        if unified != self._unified:
            self._unified = unified
            self._reset()

    def set_filter(self, wanted: FigureFilter) -> None:
        """Show the measures with a figure that this asks for."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._alike = FigureFilter(
                wanted.regions, frozenset(), wanted.families, wanted.kinds, wanted.units
            )
            self._reset()

    def _reset(self) -> None:
        self.beginResetModel()
        self._fill()
        self.endResetModel()

    def _fill(self) -> None:
        cases, wanted = self.table.cases, self._wanted
        self._regions = [r for r in cases.regions if not wanted.regions or r.id in wanted.regions]
        self._rows, self._cells = [], []
        for theme in cases.themes:
            own = [m for m in cases.measures if m.theme_id == theme.id and self._shows(m)]
            if own:
                self._rows += [theme, *own]
                self._cells += [[], *(self._row(measure) for measure in own)]

    def _shows(self, measure: Measure) -> bool:
        if self._wanted.comparable and not measure.comparable:
            return False
        # A measure stands under its own theme, whatever the theme of its members' mechanisms.
        if self._wanted.themes and measure.theme_id not in self._wanted.themes:
            return False
        return any(self._accepts(figure) for figure in self._figures(measure))

    def _accepts(self, figure: Figure) -> bool:
        return self.table.accepts(self._alike, figure)

    def _figures(self, measure: Measure) -> list[Figure]:
        return [self.table.cases.figure_by_id[one] for one in measure.figure_ids]

    def _row(self, measure: Measure) -> list[FigureCell]:
        members = self._figures(measure)
        shown = [figure for figure in members if self._accepts(figure)]
        largest = max((figure.value_max or figure.value for figure in shown), default=0.0)
        return [self._cell(measure, region, members, shown, largest) for region in self._regions]

    def _cell(
        self, measure: Measure, region: Region, members: list[Figure], shown: list[Figure],
        largest: float,
    ) -> FigureCell:  # fmt: skip
        own = [figure for figure in shown if figure.region_id == region.id]
        if own:
            return FigureCell(tuple(self._line(measure, figure, largest) for figure in own))
        if any(figure.region_id == region.id for figure in members):
            return FigureCell((), tr("不在筛选内"))
        unchecked = region.id in self.table.cases.unchecked_regions
        return FigureCell((), tr("尚未核对") if unchecked else tr("原文未提及"))

    def _line(self, measure: Measure, figure: Figure, largest: float) -> FigureLine:
        value = figure.value_max or figure.value
        plain = quantity.is_plain(figure, measure.unit)
        return FigureLine(
            id=figure.id,
            value=quantity.amount(figure, measure.unit) if self._unified else figure.wording,
            wording="" if plain or not self._unified else figure.wording,
            share=value / largest if measure.comparable and largest > 0 else None,
            planned=figure.kind is FigureKind.TARGET,
            largest=value >= largest,
        )

    # Asked by the page

    def measure_count(self) -> int:
        """How many measures are shown."""
        return sum(1 for cells in self._cells if cells)

    def measure_at(self, row: int) -> Measure | None:
        """The measure of a row, None for a theme's."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if found is not None and self._cells[row] else None  # type: ignore[return-value]

    @property
    def regions(self) -> list[Region]:
        """The columns."""
        return list(self._regions)

    def cell(self, row: int, column: int) -> FigureCell:
        """What stands in a cell."""
        return self._cells[row][column]

    def rows(self) -> list[tuple[Measure, list[FigureCell]]]:
        """The measures in the order they stand in, with their cells."""
        return [
            (measure, cells)
            for row, cells in enumerate(self._cells)
            if (measure := self.measure_at(row)) is not None
        ]

    def order(self) -> list[str]:
        """The figures' ids row by row."""
        return [line.id for cells in self._cells for cell in cells for line in cell.lines]

    def index_of(self, figure_id: str) -> QModelIndex:
        """The cell of a figure; invalid where it is not shown."""
        for row, cells in enumerate(self._cells):
            for column, cell in enumerate(cells):
                if any(line.id == figure_id for line in cell.lines):
                    return self.index(row, column)
        return QModelIndex()

    # Asked by Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._regions)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self._cells[index.row()]:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not self._cells[index.row()]:
            return None
        cell = self._cells[index.row()][index.column()]
        if role == Role.CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return tr("、").join(line.value for line in cell.lines) or cell.quiet
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), index.column(), cell)
        return None

    def _spoken(self, row: int, column: int, cell: FigureCell) -> str:
        region = self._regions[column]
        parts = [pick(region.name, region.name_en), str(self.headerData(row, _VERTICAL))]
        for line in cell.lines:
            parts += [line.value, line.wording, tr("目标") if line.planned else ""]
        caution = self.headerData(row, _VERTICAL, Role.CAUTION)
        parts += [cell.quiet, tr("慎比：{reason}").format(reason=caution) if caution else ""]
        return tr("，").join(part for part in parts if part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if 0 <= section < len(self._regions) and role == Qt.ItemDataRole.DisplayRole:
                region = self._regions[section]
                return pick(region.name, region.name_en)
            return None
        if not 0 <= section < len(self._rows):
            return None
        entry, measure = self._rows[section], self.measure_at(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return pick(entry.name, entry.name_en)
        if role == Role.THEME:
            return measure.theme_id if measure else entry.id
        if role == Role.KIND:
            return "measure" if measure else "theme"
        if role == Role.CELL:
            return tuple(self._cells[section])
        if measure is None:
            return None
        return {
            Role.SUBTITLE: measure.unit,
            Role.CAUTION: pick(measure.caution, measure.caution_en),
        }.get(Role(role)) if role in (Role.SUBTITLE, Role.CAUTION) else None  # fmt: skip
