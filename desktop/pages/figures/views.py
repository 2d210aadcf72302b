"""The two tables of 数据, one above the other: measures by region, and every figure in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.models.figures import Column, FigureFilter, FigureModel
from desktop.models.measures import MeasureModel
from desktop.pages.figures.bar import LIST, MEASURES
from desktop.pages.figures.table import list_table, list_title, measure_table, measures_title
from desktop.widgets.figure_list_view import ColumnPlan, FigureListView
from desktop.widgets.in_steps import InSteps
from desktop.widgets.in_turns import InTurns
from desktop.widgets.measure_view import MeasureView
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QResizeEvent

    from db.records.article import Article
    from desktop.documents.table import Table
    from desktop.models.figures import FigureTable
    from desktop.theme import Appearance

_PLANS = {
    Column.REGION: ColumnPlan(84, fitted=True),
    Column.MECHANISM: ColumnPlan(160, flexible=True),
    Column.THEME: ColumnPlan(118, sealed=True),
    Column.KIND: ColumnPlan(66, fitted=True),
    Column.LABEL: ColumnPlan(150, flexible=True),
    Column.VALUE: ColumnPlan(108),
    Column.UNIT: ColumnPlan(64),
    Column.WORDING: ColumnPlan(112),
    Column.AS_OF: ColumnPlan(104),
}


class FigureViews(InSteps, QWidget):
    """Shows one of the two tables, or that nothing fits the filter; both follow one filter."""

    figure_selected = Signal(str)
    figure_activated = Signal(str)
    pane_wanted = Signal()
    clear_wanted = Signal()

    def __init__(
        self, table: FigureTable, appearance: Appearance, view: str, *, at_once: bool = True
    ) -> None:
        super().__init__()
        self._table, self._appearance = table, appearance
        self._view = view
        self._wanted = FigureFilter()
        self.model = MeasureModel(table, self)
        self.figures = FigureModel(table, self)
        self._beforehand = InTurns(self)
        self._unseen = InTurns(self)
        self.begin(at_once=at_once)

    def build(self) -> Iterator[None]:
        """From the outside in: what is put somewhere is styled again with all that is in it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.measures = MeasureView(self._appearance)
        self.measures.setAccessibleName(tr("同类指标"))
        self.measures.set_corner(tr("指标、单位"))
        self._stack.addWidget(self.measures)
        yield
        self.list = FigureListView(self._appearance, [_PLANS[column] for column in Column])
        self.list.setAccessibleName(tr("全部数据"))
        self._stack.addWidget(self.list)
        yield
        self._stack.addWidget(self._build_empty())
        self._legend = PlainLabel(
            tr("≥ 表示原文写“余”“多”“以上”“突破”；虚线条为计划数；条长按本行最大值；慎比的不画条")
        )
        self._legend.setObjectName("legend")
        self._legend.setWordWrap(True)
        column.addWidget(self._legend)
        yield
        self._connect()
        yield
        self._refresh()

    def _build_empty(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        sentence = PlainLabel(tr("没有符合的数据"))
        sentence.setObjectName("quietBody")
        button = QPushButton(tr("清除筛选"))
        button.clicked.connect(self.clear_wanted)
        column.addStretch(1)
        column.addWidget(sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return empty

    def _connect(self) -> None:
        self.measures.setModel(self.model)
        self.list.setModel(self.figures)
        self.measures.figure_selected.connect(self.figure_selected)
        self.measures.figure_activated.connect(self.figure_activated)
        self.list.row_selected.connect(self.figure_selected)
        self.list.row_activated.connect(self.figure_activated)
        for view in (self.measures, self.list):
            view.pane_wanted.connect(self.pane_wanted)

    # Beforehand

    def measure(self) -> Iterator[None]:
        """Measure what the measures' first layout needs: it makes one stretch else."""
        yield from self.measures.measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The list behind the measures is to be there at once when it is asked for.
        self._beforehand.drop()
        if self._view == MEASURES:
            self._beforehand.begin(self.list.measure(self._stack.width()))

    # What is shown

    @property
    def current(self) -> str:
        """同类指标 or 全部数据, by name."""
        return self._view

    @property
    def view(self) -> MeasureView | FigureListView:
        """The table in sight."""
        return self.measures if self._view == MEASURES else self.list

    def show_view(self, view: str, figure_id: str) -> None:
        """Show the other table, with the same figure current where it has it."""
        self._unseen.complete()
        self._view = view
        self._beforehand.drop()
        # Before the table comes in sight and gets the focus: else it would choose its first row.
        if figure_id in self.order():
            self.select(figure_id)
        self._refresh()

    def set_filter(self, wanted: FigureFilter) -> None:
        """Show what is asked for, in both tables: at once in the one in sight."""
        self._wanted = wanted
        seen: MeasureModel | FigureModel = self.model
        unseen: MeasureModel | FigureModel = self.figures
        if self._view == LIST:
            seen, unseen = unseen, seen
        seen.set_filter(wanted)
        self._unseen.drop()
        self._unseen.begin(_filtering(unseen, wanted))
        self._refresh()

    def count(self) -> int:
        """How many measures or figures are shown."""
        return self.model.measure_count() if self._view == MEASURES else self.figures.rowCount()

    def _refresh(self) -> None:
        shown = self.count()
        in_measures = self._view == MEASURES
        self._stack.setCurrentIndex((0 if in_measures else 1) if shown else 2)
        self._legend.setVisible(in_measures and bool(shown))

    def order(self) -> list[str]:
        """The ids of the shown figures, as one reads them."""
        if self._view == LIST:
            return [figure.id for figure in self.figures.shown()]
        return self.model.order()

    def select(self, figure_id: str) -> None:
        """Make a figure that is shown current."""
        if self._view == LIST:
            self.list.select(self.figures.find(figure_id))
        else:
            self.measures.select(figure_id, self.model.index_of(figure_id))

    def sort_by_current(self) -> None:
        """Sort the list by the column of the current field."""
        if self._view == LIST:
            self.list.sort_by_current()

    def settle(self) -> None:
        """Do delayed layouts now."""
        self._unseen.complete()
        self.measures.lay_out()
        self.list.lay_out()

    def export_name(self) -> str:
        """What the exported file is called."""
        return list_title() if self._view == LIST else measures_title()

    def export_table(self, refer: Callable[[Article], str]) -> Table:
        """What is shown, with its quotes, and its sources as `refer` cites them."""
        remarks = [
            tr(
                "≥ 表示原文写“余”“多”“以上”“超过”“突破”“至少”，≤ 表示“以下”，≈ 表示“近”“约”；"
                "原文写法另列。"
            )
        ]
        if self._wanted.count:
            remarks.append(tr("只含筛选出的数据。"))
        if self._view == LIST:
            return list_table(self._table, self.figures.shown(), refer, remarks)
        cases = self._table.cases
        return measure_table(cases, self.model.regions, self.model.rows(), refer, remarks)


def _filtering(model: MeasureModel | FigureModel, wanted: FigureFilter) -> Iterator[None]:
    model.set_filter(wanted)
    yield
