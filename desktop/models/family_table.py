"""同类做法 as a table: facets and figures as rows, the columns as the user has arranged them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.cells import Run
from desktop.comparing.comparison import Comparison, FacetRow, FigureRow
from desktop.comparing.figures import comparable_value
from desktop.i18n import pick, tr
from desktop.roles import Role
from desktop.words import gap_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.records import Figure, FigureKind
    from db.records.evidence import FacetKind
    from desktop.casebase import CaseBase
    from desktop.changes import Changes
    from desktop.comparing.comparison import Column, Gap
    from desktop.marks import Marks

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Lines: TypeAlias = tuple[tuple[Run, ...], ...]
NO_FIGURE: Final = "—"
_NO_BREAK = "\u2060\u00a0\u2060"


@dataclass(frozen=True, slots=True)
class Names:
    """The interface's words for what the data names in English."""

    facet: Callable[[FacetKind], str]
    figure_kind: Callable[[FigureKind], str]
    mark: Callable[[int], str]


class FamilyTableModel(QAbstractTableModel):
    """Shows a comparison; replaced as a whole. A heading row stands above the figures."""

    def __init__(
        self,
        cases: CaseBase,
        marks: Marks,
        changes: Changes,
        names: Names,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._cases = cases
        self._marks = marks
        self._names = names
        self._comparison = Comparison((), {})
        self._rows: list[FacetRow | FigureRow | None] = []
        self._columns: list[int] = []
        self._pinned: frozenset[str] = frozenset()
        self._by_mechanism = False
        self._differences = True
        self._only_written = False
        self._lines: dict[tuple[int, int], Lines] = {}
        changes.bookmarks_changed.connect(self._refresh_header)

    # What is shown

    def show_comparison(
        self,
        comparison: Comparison,
        visible: Sequence[str],
        pinned: Sequence[str],
        *,
        by_mechanism: bool = False,
    ) -> None:
        """Show these columns in this order; `by_mechanism`: columns are no regions."""
        self.beginResetModel()
        self._comparison = comparison
        places = {column.id: number for number, column in enumerate(comparison.columns)}
        self._columns = [places[column] for column in visible if column in places]
        self._pinned = frozenset(pinned)
        self._by_mechanism = by_mechanism
        self._arrange()
        self.endResetModel()

    def set_options(self, *, differences: bool, only_written: bool) -> None:
        """Emphasise what only one column says; leave out rows that no column answers."""
        if (differences, only_written) == (self._differences, self._only_written):
            return
        self.beginResetModel()
        self._differences, self._only_written = differences, only_written
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        facets = [
            row
            for row in self._comparison.facet_rows
            if not self._only_written or any(self._text(row, n) for n in self._columns)
        ]
        figures = [
            row
            for row in self._comparison.figure_rows
            if any(row.figures[number] for number in self._columns)
        ]
        self._rows = [*facets, *([None, *figures] if figures else [])]
        self._lines.clear()

    def column(self, section: int) -> Column | None:
        """The column behind a section."""
        if 0 <= section < len(self._columns):
            return self._comparison.columns[self._columns[section]]
        return None

    def row(self, section: int) -> FacetRow | FigureRow | None:
        """The row behind a section; None for the heading."""
        return self._rows[section] if 0 <= section < len(self._rows) else None

    def shown_rows(self) -> list[FacetRow | FigureRow]:
        """The rows in their order, without the heading."""
        return [row for row in self._rows if row is not None]

    def shown_columns(self) -> list[int]:
        """The places of the shown columns among all of the comparison, in their order."""
        return list(self._columns)

    @property
    def emphasises(self) -> bool:
        """Whether differences are emphasised."""
        return self._differences

    def section_of(self, column_id: str) -> int:
        """Where a column stands, -1 when it is not shown."""
        return next(
            (s for s, n in enumerate(self._columns) if self._comparison.columns[n].id == column_id),
            -1,
        )

    def numbers(self, index: Index) -> tuple[int, ...]:
        """The numbers of the quotes behind a cell."""
        column, row = self.column(index.column()), self.row(index.row())
        if column is None or row is None:
            return ()
        if isinstance(row, FacetRow):
            return column.numbers(row.kind)
        figures = row.figures[self._columns[index.column()]]
        return tuple(dict.fromkeys(column.number_of(figure) for figure in figures))

    def gap(self, index: Index) -> Gap | None:
        """Why a cell of a facet has no text; None where it has one."""
        column, row = self.column(index.column()), self.row(index.row())
        if column is None or not isinstance(row, FacetRow) or row.kind in column.texts:
            return None
        return column.gap()

    def _text(self, row: FacetRow, number: int) -> str:
        return self._comparison.columns[number].texts.get(row.kind, "")

    # Cells

    def _cell(self, row: int, column: int) -> Lines:
        key = (row, column)
        if key not in self._lines:
            found, number = self._rows[row], self._columns[column]
            if found is None:
                self._lines[key] = ()
            elif isinstance(found, FacetRow):
                self._lines[key] = self._facet_lines(found, number)
            else:
                self._lines[key] = self._figure_lines(found, number)
        return self._lines[key]

    def _facet_lines(self, row: FacetRow, number: int) -> Lines:
        column, text = self._comparison.columns[number], self._text(row, number)
        if not text:
            return ((Run(gap_text(column.gap()), "quiet"),),)
        bold = row.own_words[number] if self._differences else ()
        marks = [run for mark in column.numbers(row.kind) for run in self._marked(mark)]
        lines: list[tuple[Run, ...]] = [(*_runs(text, bold), *marks)]
        if self._differences and row.only == number:
            lines.append((Run(self._only_text(), "tag"),))
        return tuple(lines)

    def _figure_lines(self, row: FigureRow, number: int) -> Lines:
        column = self._comparison.columns[number]
        lines: list[tuple[Run, ...]] = []
        for figure in row.figures[number]:
            mark = self._marked(column.number_of(figure))
            lines.append((Run(figure.wording, "bold"), *self._aim(figure), *mark))
            about = (figure.label, comparable_value(figure, row.about), figure.as_of)
            lines.append((Run(" · ".join(part for part in about if part), "quiet"),))
        return tuple(lines) or ((Run(NO_FIGURE, "quiet"),),)

    def _aim(self, figure: Figure) -> tuple[Run, ...]:
        """A target says so beside the number: nobody may take it for a result."""
        target = figure.kind.value == "target"
        return (Run(" " + self._names.figure_kind(figure.kind), "tag"),) if target else ()

    def _marked(self, number: int) -> tuple[Run, ...]:
        return (Run(_NO_BREAK, "quiet"), Run(self._names.mark(number), "mark", number))

    def _only_text(self) -> str:
        return tr("仅此条提及") if self._by_mechanism else tr("仅此地提及")

    # QAbstractTableModel

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.row(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # An index that outlived a reset must not reach beyond what is shown now.
        if not index.isValid() or not (
            index.row() < len(self._rows) and index.column() < len(self._columns)
        ):
            return None
        row, number = self._rows[index.row()], self._columns[index.column()]
        if role == Role.ITEMS:
            return self._cell(index.row(), index.column())
        if role == Role.KIND:
            return "heading" if row is None else "cell"
        if role == Role.MARKS:
            return self._differences and isinstance(row, FacetRow) and row.only == number
        if role == Role.PINNED:
            return self._comparison.columns[number].id in self._pinned
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), index.column())
        return None

    def _spoken(self, row: int, column: int) -> str:
        header = Qt.ItemDataRole.AccessibleTextRole
        place = self.headerData(column, Qt.Orientation.Horizontal, header)
        title = self.headerData(row, Qt.Orientation.Vertical)
        said = tr("；").join("".join(run.text for run in line) for line in self._cell(row, column))
        said = tr("没有这类数字") if said == NO_FIGURE else said.replace(_NO_BREAK, " ")
        return tr("{name}：{value}").format(name=f"{place} {title}", value=said)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_header(section, role) if 0 <= section < len(self._rows) else None
        column = self.column(section)
        return None if column is None else self._column_header(column, role)

    def _column_header(self, column: Column, role: int) -> Any:
        mechanism = column.mechanism
        name = pick(mechanism.name, mechanism.name_en)
        region = self._cases.region_by_id[mechanism.region_id]
        place = pick(region.name, region.name_en)
        figure = self._cases.key_figure(mechanism.id)
        others = len(column.members) - 1
        answers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: name,
            Role.SUBTITLE: lambda: (
                tr("{region}，相关").format(region=place)
                if mechanism.id in column.related
                else place
            ),
            Role.FIGURE: lambda: figure.wording if figure else "",
            Role.BOOKMARKED: lambda: self._marks.is_bookmarked(mechanism.id),
            Role.PINNED: lambda: column.id in self._pinned,
            Role.ITEMS: lambda: tr("另有 {n} 条").format(n=others) if others else "",
            Role.ID: lambda: column.id,
            Role.THEME: lambda: mechanism.theme_id,
            Qt.ItemDataRole.AccessibleTextRole: lambda: f"{place} {name}",
            Qt.ItemDataRole.ToolTipRole: lambda: self._column_tip(column, name, place),
        }
        return answers[role]() if role in answers else None

    def _column_tip(self, column: Column, name: str, place: str) -> str:
        lines = [f"{place} {name}"]
        if column.mechanism.id in column.related:
            lines.append(tr("它自己归在另一类，也和这一类有关"))
        if len(column.members) > 1:
            lines.append(tr("单击“另有”或按 Alt+↑↓ 换一条"))
        return "\n".join([*lines, tr("拖动换位置，右键固定或隐藏")])

    def _row_header(self, section: int, role: int) -> Any:
        row = self._rows[section]
        if role == Role.KIND:
            return "heading" if row is None else "cell"
        if row is None:
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return tr("数据") if role in shown else None
        if isinstance(row, FacetRow):
            title, unit = self._names.facet(row.kind), ""
        else:
            about = row.about
            title = self._names.figure_kind(row.kind)
            title = pick(about.name, about.name_en) if about is not None else title
            unit = tr("、").join(row.units) or tr("无单位")
            if role == Role.CAUTION and about is not None:
                return pick(about.caution, about.caution_en)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return tr("{name}：{value}").format(name=title, value=unit) if unit else title
        if role == Role.SUBTITLE:
            return self._said(row.said)
        return None

    def _said(self, count: int) -> str:
        if self._by_mechanism:
            return tr("{n} 条写明").format(n=count)
        return tr("{n} 地写明").format(n=count)

    def _refresh_header(self, mechanism_id: str) -> None:
        for section in range(len(self._columns)):
            column = self.column(section)
            if column is not None and column.mechanism.id == mechanism_id:
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, section, section)


def _runs(text: str, bold: Sequence[tuple[int, int]]) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for start, end in bold:
        runs.extend((Run(text[at:start]), Run(text[start:end], "bold")))
        at = end
    runs.append(Run(text[at:]))
    return [run for run in runs if run.text]
