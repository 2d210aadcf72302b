"""The left of 笔记: what can be asked for, with how many there are of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListView, QVBoxLayout

from desktop.i18n import pick, tr
from desktop.models.notebook import kind_name
from desktop.models.notebook_filters import FilterModel, FilterRow
from desktop.notebook.filters import ALL, EARLIER, LOST, MONTH, REMOVED, TODAY, WEEK, Facet
from desktop.notebook.items import Kind
from desktop.widgets.filter_delegate import FilterDelegate
from desktop.widgets.parts import Panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from desktop.notebook.filters import Wanted
    from desktop.session import Session

_CHECK: Final = Qt.ItemDataRole.CheckStateRole


class _FilterView(QListView):
    """Enter chooses a row as the space key does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.model().setData(self.currentIndex(), Qt.CheckState.Checked.value, _CHECK)
        else:
            super().keyPressEvent(event)


class FilterPane(Panel):
    """Themes are always offered; regions, tags and plans where something has them."""

    toggled = Signal(str, str)
    """A value was chosen: facet, value."""

    def __init__(self, session: Session) -> None:
        super().__init__("notebookFilters")
        self._session = session
        self.model = FilterModel(self)
        self.model.toggled.connect(self.toggled)
        self.view = _FilterView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(FilterDelegate(session.appearance, self.view))
        self.view.setAccessibleName(tr("筛选笔记"))
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setSelectionMode(QListView.SelectionMode.NoSelection)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 8)
        column.addWidget(self.view)
        session.appearance.changed.connect(self._restyle)
        self._restyle()

    def show_state(self, wanted: Wanted, counts: Mapping[tuple[Facet, str], int]) -> None:
        """Offer what there is, with its numbers, and mark what is asked for."""
        self.model.show_rows(self._rows(wanted, counts))
        self.model.show_state(wanted, dict(counts))

    def _rows(self, wanted: Wanted, counts: Mapping[tuple[Facet, str], int]) -> list[FilterRow]:
        cases, session = self._session.cases, self._session
        found = {key for key, number in counts.items() if number}
        kinds = [(ALL, tr("全部")), *((kind.value, kind_name(kind)) for kind in Kind)]
        groups = [
            (Facet.KIND, tr("类型"), kinds),
            (Facet.THEME, tr("主题"), [(t.id, pick(t.name, t.name_en)) for t in cases.themes]),
            (Facet.TAG, tr("标签"), [(tag, tag) for tag, _ in session.marks.tags()]),
            (Facet.REGION, tr("地区"), [(r.id, pick(r.name, r.name_en)) for r in cases.regions]),
            (Facet.PLAN, tr("用于方案"), self._plans()),
            (Facet.DATE, tr("日期"), _dates()),
        ]
        rows = []
        for facet, title, values in groups:
            # A value that nothing has is no choice; what is asked for can always be given up.
            always = facet in (Facet.KIND, Facet.THEME, Facet.TAG)
            offered = [
                FilterRow(facet, value, text, value if facet is Facet.THEME else "")
                for value, text in values
                if always or (facet, value) in found or wanted.of(facet) == value
            ]
            if facet is Facet.KIND:
                if (facet, LOST) in found or wanted.kind == LOST:
                    offered.append(FilterRow(facet, LOST, tr("待定位")))
                offered.append(FilterRow(facet, REMOVED, tr("回收站"), counted=False))
            if offered:
                rows += [FilterRow(facet, "", title, heading=True), *offered]
        return rows

    def _plans(self) -> list[tuple[str, str]]:
        plans = self._session.plans.plans()
        return [(plan.id, plan.title or tr("没有标题的方案")) for plan in plans]

    def _restyle(self) -> None:
        self.setFixedWidth(self._session.appearance.size("notes", "filters"))
        self.view.scheduleDelayedItemsLayout()


def _dates() -> list[tuple[str, str]]:
    return [
        (TODAY, tr("今天")),
        (WEEK, tr("本周")),
        (MONTH, tr("本月")),
        (EARLIER, tr("更早")),
    ]
