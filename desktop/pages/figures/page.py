"""数据: every number of the sources, comparable where the same thing is counted."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from db.records import FigureKind
from desktop import words
from desktop.i18n import tr
from desktop.models.figures import FigureTable
from desktop.pages import figure_words
from desktop.pages.citing import citation_of, reference_of
from desktop.pages.figures.bar import (
    AS_WRITTEN,
    LIST,
    MEASURES,
    UNIFIED,
    FigureBar,
    export_button,
)
from desktop.pages.figures.filters import FilterMenu
from desktop.pages.figures.pane import FigurePane
from desktop.pages.figures.views import FigureViews
from desktop.pages.page import Page
from desktop.widgets.berth import Berth
from desktop.widgets.in_turns import InTurns
from desktop.widgets.parts import below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from desktop.pages.exporting import Exporter

_STATE = "figures"


class FiguresPage(Page):
    """The figures by what they count, and the quote behind the current one."""

    home = "figures"
    topic = "figures"

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""
    mechanism_chosen = Signal(str)

    def build(self) -> Iterator[None]:
        session = self.session
        self._compact = False
        self._wide_pane_hidden = False
        self._measure_of = {one: m for m in session.cases.measures for one in m.figure_ids}
        kinds = {kind: words.figure_kind(kind) for kind in FigureKind}
        table = FigureTable(session.cases, kinds)
        state = session.remembered.table(_STATE)
        view = LIST if state.get("view") == LIST else MEASURES
        self.views = FigureViews(table, session.appearance, view, at_once=False)
        self.views.model.set_unified(state.get("unit") != AS_WRITTEN)
        self.pane = FigurePane(session, at_once=False)
        yield
        self.filters = FilterMenu(table, self)
        self._later = InTurns(self)
        self._unkept = False
        self._build_actions()
        yield
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar())
        yield
        column.addWidget(self._build_body(), 1)
        yield from self.views.steps
        yield
        yield from self.pane.steps
        self._size_pane()
        self._connect()
        yield
        self._apply_filter()
        yield
        yield from self.views.measure()

    # Building

    def _build_actions(self) -> None:
        self.filter_action = self.add_action(tr("筛选"), "Ctrl+L", self._show_filter)
        self.only_comparable = self.add_action(
            tr("只看可比"), "Ctrl+B", self._apply_filter, checkable=True
        )
        self.clear_action = self.add_action(tr("清除筛选"), "", self.clear_filter)
        self.add_action(tr("切换单位"), "U", self.toggle_unit)
        self.add_action(tr("同类指标或全部数据"), "V", self.toggle_view)
        self.add_action(tr("按当前一列排列"), "Ctrl+Shift+S", self.views.sort_by_current)
        self.add_action(tr("下一个数字"), "J", lambda: self.step(1))
        self.add_action(tr("上一个数字"), "K", lambda: self.step(-1))
        self.add_plan_action()
        self.add_lesson_action()
        self.add_action(tr("复制数字和引文"), "Ctrl+C", self.copy)
        self.add_action(tr("导出 Excel"), "Ctrl+E", self.open_export)
        self.add_action(tr("回到表格"), "Esc", self._back_to_table)

    def _build_bar(self) -> QWidget:
        bar, row = self.build_bar(tr("数据"))
        self.bar = FigureBar()
        row.addWidget(self.bar, 1)
        self._filter_button = self.bar_button("filter", self.filter_action)
        self._comparable_button = self.bar_button("eye", self.only_comparable)
        self._clear_button = self.bar_button("close", self.clear_action)
        self.export_button = export_button(self.session.appearance)
        self._bar_buttons.append(self.export_button)
        for button in (
            self._filter_button,
            self._comparable_button,
            self._clear_button,
            self.export_button,
        ):
            row.addWidget(button)
        return bar

    def _build_body(self) -> QWidget:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.views)
        self._berth = Berth(self, self._split)
        self._berth.take(self.pane)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._split.splitterMoved.connect(lambda: self.keep_width("figures", self.pane.width()))
        return self._split

    def _connect(self) -> None:
        self.bar.view_wanted.connect(self.show_view)
        self.bar.unit_wanted.connect(lambda unit: self._use_unit(unit == UNIFIED))
        self.filters.changed.connect(self._apply_filter)
        self.filters.cleared.connect(self.clear_filter)
        self.views.clear_wanted.connect(self.clear_filter)
        self.views.figure_selected.connect(self._show)
        self.views.figure_activated.connect(self._read_quote)
        self.views.pane_wanted.connect(self.toggle_pane)
        self.export_button.clicked.connect(self.open_export)
        self.pane.stepped.connect(self.step)
        self.pane.copy_wanted.connect(self.copy)
        self.pane.mechanism_wanted.connect(self.mechanism_chosen)
        self.pane.opened.connect(
            lambda article, start, end: self.opened.emit(article, start, end, self.subject())
        )
        self.session.appearance.changed.connect(self._on_look)

    # What the window asks

    def subject(self) -> str:
        self._later.complete()
        figure = self.pane.figure
        return (figure.mechanism_id or "") if figure is not None else ""

    def hints(self) -> list[tuple[str, str]]:
        return [
            ("Enter", tr("看引文")),
            ("Ctrl+C", tr("复制数字和出处")),
            ("U", tr("切换单位")),
            ("V", tr("换一种看法")),
        ]

    def panes(self) -> list[QWidget]:
        return [self.views.view, self.pane.quote]

    def entered(self) -> None:
        self.views.view.setFocus()
        if self._unkept:
            self._keep_later()

    def _back_to_table(self) -> None:
        """Esc: put a pane that lies over the table away, and go on in the table."""
        if self._compact:
            self.pane.hide()
        self.views.view.setFocus()

    def settle(self) -> None:
        self.views.settle()
        self._later.complete()
        self.pane.complete_showing()
        self.pane.quote.finish_motion()

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self.bar.set_compact(compact)
        if compact == self._compact:
            return
        self._compact = compact
        if compact:
            self._wide_pane_hidden = self.pane.isHidden()
            self.pane.hide()
            self._berth.undock()
        else:
            self._berth.dock(shown=not self._wide_pane_hidden)
            self._size_pane()
            self.pane.setHidden(self._wide_pane_hidden)

    # What is shown

    @property
    def figure_id(self) -> str:
        """The id of the current figure, '' for none."""
        self._later.complete()
        return self.pane.figure.id if self.pane.figure is not None else ""

    def show_figure(self, figure_id: str) -> None:
        """Make a figure current, in the list where no measure has it; a filter gives way."""
        if figure_id not in self.session.cases.figure_by_id:
            return
        if self.views.current == MEASURES and figure_id not in self._measure_of:
            self.show_view(LIST)
        if figure_id not in self.views.order():
            self.clear_filter()
        self._select(figure_id)

    def show_view(self, view: str) -> None:
        """同类指标 or 全部数据; the current figure stays where both have it."""
        self.views.show_view(view, self.figure_id)
        self._remember()
        self._refresh()
        self._keep_later()
        self.views.view.setFocus()

    def toggle_view(self) -> None:
        """The other of the two views."""
        self.show_view(LIST if self.views.current == MEASURES else MEASURES)

    def toggle_unit(self) -> None:
        """统一单位 or 原文写法."""
        self._use_unit(not self.views.model.unified)

    def _use_unit(self, unified: bool) -> None:
        self.views.model.set_unified(unified)
        self._remember()
        self._refresh()
        self._keep_later()

    def _remember(self) -> None:
        self.session.remembered.put(_STATE, {"view": self.views.current, "unit": self._unit()})

    def _unit(self) -> str:
        return UNIFIED if self.views.model.unified else AS_WRITTEN

    def clear_filter(self) -> None:
        """Show everything."""
        self.only_comparable.setChecked(False)
        self.filters.clear_choices()

    def _apply_filter(self) -> None:
        wanted = self.filters.wanted(comparable=self.only_comparable.isChecked())
        self.views.set_filter(wanted)
        count = wanted.count
        name = tr("筛选 {n}").format(n=count) if count else tr("筛选")
        self._filter_button.say(name, str(count or ""))
        self._clear_button.setVisible(bool(count))
        self._refresh()
        self._keep_later()

    def _refresh(self) -> None:
        count = self.views.count()
        form = (
            tr("指标 {n} 项，数字全部可回到原文")
            if self.views.current == MEASURES
            else tr("数据 {n} 个，数字全部可回到原文")
        )
        self.bar.show_state(self.views.current, self._unit(), form.format(n=count))

    def step(self, by: int) -> None:
        """The next (1) or the former (-1) figure, row by row."""
        order = self.views.order()
        if self.figure_id in order:
            place = min(max(order.index(self.figure_id) + by, 0), len(order) - 1)
            self._select(order[place])
        elif order:
            self._select(order[0])

    def _select(self, figure_id: str) -> None:
        self.views.select(figure_id)
        self._show(figure_id)

    def _show(self, figure_id: str) -> None:
        figure = self.session.cases.figure_by_id[figure_id]
        self.pane.show_figure(figure, self._measure_of.get(figure_id))

    def _keep_later(self) -> None:
        """When the table is painted; who asks which figure is current has it done at once."""
        self._later.drop()
        self._later.begin(self._keeping())

    def _keeping(self) -> Iterator[None]:
        # A page made beforehand fills its pane when it is entered, on a turn of its own.
        self._unkept = not self.isVisible()
        if not self._unkept:
            self._keep_current_in_sight()
        yield

    def _keep_current_in_sight(self) -> None:
        """After a filter or a change of view: the same figure, or the first that there is."""
        order = self.views.order()
        if self.figure_id in order:
            self.views.select(self.figure_id)
        elif order:
            self._select(order[0])
        else:
            self.pane.show_figure(None, None)

    # Acting

    def copy(self) -> None:
        """Copy the current number with its quote and source."""
        self._later.complete()
        if self.pane.figure is not None:
            citation = citation_of(self.session, self.pane.figure.article_id)
            text = figure_words.cited(self.session.cases, self.pane.figure, citation)
            QGuiApplication.clipboard().setText(text)

    def _read_quote(self, figure_id: str) -> None:
        self._show(figure_id)
        if not self.pane.isVisible():
            self.toggle_pane()
        self.pane.read_quote()

    def toggle_pane(self) -> None:
        """Show or hide the pane; on a small window it lies over the table."""
        wanted = not self.pane.isVisible()
        self.pane.setVisible(wanted)
        if wanted and self._compact:
            self._place_overlay()
            self.pane.raise_()
        if not wanted:
            self.views.view.setFocus()

    @cached_property
    def _exporter(self) -> Exporter:
        """The ways out; what writes the files is loaded when it is first asked for."""
        from desktop.pages.exporting import Exporter

        make = partial(self.views.export_table, partial(reference_of, self.session))
        return Exporter(self.session, make, self.views.export_name, self)

    def open_export(self) -> None:
        """The menu of formats, below its button."""
        self._exporter.menu().popup(below(self.export_button))

    def _show_filter(self) -> None:
        self.filters.popup(below(self._filter_button))

    # Sizes

    def _size_pane(self) -> None:
        look = self.session.appearance
        self._berth.limit(look.px(300), look.px(560))
        width = self.pane_width("figures", "data", "pane")
        total = max(self._split.width(), width * 2)
        self._split.setSizes([total - width, width])

    def _on_look(self) -> None:
        self._size_pane()
        if self._compact and self.pane.isVisible():
            self._place_overlay()

    def _place_overlay(self) -> None:
        self.lay_over(self.pane, self._split, 420)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._compact and self.pane.isVisible():
            self._place_overlay()
