"""The table of one comparison above the quotes behind it; the columns are the user's to arrange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from db.records.evidence import FacetKind
from desktop import words
from desktop.comparing.arrangement import Arrangement
from desktop.comparing.comparison import Comparison, FacetRow, Gap, compare
from desktop.i18n import pick, tr
from desktop.models.family_table import FamilyTableModel, Names
from desktop.pages.family.quote_dock import QuoteDock
from desktop.widgets.comparison_view import ComparisonView
from desktop.widgets.in_steps import InSteps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from PySide6.QtGui import QAction, QResizeEvent

    from desktop.comparing.comparison import Column, Group, Quote
    from desktop.session import Session

_CRAMPED = 300  # height at 100% in which the table and a quote can be read together


class ComparisonBoard(InSteps, QSplitter):
    """Shows groups side by side; remembers their arrangement under a name."""

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""
    arranged = Signal()
    """Columns were moved, pinned, hidden or show another member."""
    menu_wanted = Signal(str, QPoint)
    """The menu of a column, by its id, at a point of the screen."""

    def __init__(
        self, session: Session, actions: dict[str, QAction], *, at_once: bool = True
    ) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._session = session
        self._groups: list[Group] = []
        self._name = ""
        self._by_mechanism = False
        self._number = 0
        self._cramped = False
        self._last: tuple[object, Comparison] | None = None
        self.arrangement = Arrangement()
        self.comparison = Comparison((), {})
        self._actions = actions
        self.begin(at_once=at_once)

    def build(self) -> Iterator[None]:
        session = self._session
        names = Names(words.facet_title, words.figure_kind, words.circled)
        self.model = FamilyTableModel(session.cases, session.marks, session.changes, names, self)
        self.view = ComparisonView(session.appearance)
        self.view.setAccessibleName(tr("同类做法"))
        self.view.setModel(self.model)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(self.view)
        yield
        self.dock = QuoteDock(session, self._actions)
        yield
        self.addWidget(self.dock)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.handle(1).installEventFilter(self)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.cell_chosen.connect(self._show_cell)
        view.mark_clicked.connect(self.go_to_quote)
        view.read_wanted.connect(self._read)
        view.mark_hit.connect(self._open_dock)
        self.dock.left.connect(self._leave_dock)
        self._session.appearance.changed.connect(self._fit)
        view.source_wanted.connect(self.open_source)
        view.column_dropped.connect(self._drop)
        view.column_menu_wanted.connect(self._want_menu)
        self.dock.opened.connect(self.open_source)

    # What is compared

    def show_groups(
        self, groups: Sequence[Group], name: str, *, by_mechanism: bool, mechanism_id: str = ""
    ) -> None:
        """Compare these; `mechanism_id`: the mechanism whose column becomes the current one."""
        self._groups, self._name, self._by_mechanism = list(groups), name, by_mechanism
        self.arrangement, column_id = self._arranged(groups, name, mechanism_id)
        self._rebuild(column_id)

    def prepare(self, groups: Sequence[Group], name: str, mechanism_id: str) -> Iterator[bool]:
        """Work out what `show_groups` will show, in steps."""
        shown = self._arranged(groups, name, mechanism_id)[0].shown
        found = self._compared(groups, shown or {})
        yield True
        for kind in FacetKind:
            found.facet_row(kind)
            yield False

    def _compared(self, groups: Sequence[Group], shown: Mapping[str, str]) -> Comparison:
        """The last one is kept: it may have been prepared."""
        of = [(group.id, shown.get(group.id)) for group in groups], list(groups)
        if self._last is None or self._last[0] != of:
            self._last = of, compare(self._session.cases, groups, shown)
        return self._last[1]

    def _arranged(
        self, groups: Sequence[Group], name: str, mechanism_id: str
    ) -> tuple[Arrangement, str]:
        """What is remembered under a name, and the column of a mechanism, "" for none.

        A mechanism that is asked for is shown, whatever was shown or hidden in its place.
        """
        kept = Arrangement.read(self._session.remembered.table(name))
        for group in groups:
            if mechanism_id in {member.id for member in group.members}:
                if (kept.shown or {}).get(group.id, group.members[0].id) != mechanism_id:
                    kept = kept.with_member(group.id, mechanism_id)
                return kept.with_hidden(group.id, hidden=False), group.id
        return kept, ""

    def _rebuild(self, column_id: str) -> None:
        row = max(self.view.currentIndex().row(), 0)
        shown = self.arrangement.shown or {}
        self.comparison = self._compared(self._groups, shown)
        self._show_columns(column_id, row)

    def _show_columns(self, column_id: str, row: int) -> None:
        visible = self.arrangement.visible(self.column_ids)
        self.model.show_comparison(
            self.comparison,
            visible,
            self.arrangement.pinned,
            by_mechanism=self._by_mechanism,
        )
        self._session.remembered.put(self._name, self.arrangement.state())
        self.view.lay_out_in_turns()
        self._go(row, max(self.model.section_of(column_id), 0))
        self.arranged.emit()

    def _go(self, row: int, section: int) -> None:
        last = max(self.model.rowCount() - 1, 0)
        row = min(row, last)
        if self.model.row(row) is None:
            row = max(row - 1, 0)
        self.view.go(row, section)
        self._show_cell()

    @property
    def column_ids(self) -> list[str]:
        """All columns in their natural order."""
        return [column.id for column in self.comparison.columns]

    @property
    def by_mechanism(self) -> bool:
        """Whether each column is a mechanism chosen by hand, not a region."""
        return self._by_mechanism

    @property
    def column(self) -> Column | None:
        """The current column."""
        return self.model.column(self.view.currentIndex().column())

    def refresh_options(self, *, differences: bool, only_written: bool) -> None:
        """突出差异 and 隐藏未提及."""
        index, column = self.view.currentIndex(), self.column
        row = self.model.row(index.row())
        self.model.set_options(differences=differences, only_written=only_written)
        self.view.lay_out_in_turns()
        if column is not None:
            place = next((n for n in range(self.model.rowCount()) if self.model.row(n) == row), 0)
            self._go(place if row is not None else 0, self.model.section_of(column.id))
        self.arranged.emit()

    def facet_count(self) -> int:
        """How many facets are shown."""
        return sum(isinstance(row, FacetRow) for row in self.model.shown_rows())

    # The quote

    @property
    def quote(self) -> Quote | None:
        """The quote in the dock."""
        column = self.column
        if column is None or not 1 <= self._number <= len(column.quotes):
            return None
        return column.quotes[self._number - 1]

    def _show_cell(self) -> None:
        """The first quote of the current cell, or why there is none."""
        index = self.view.currentIndex()
        numbers = self.model.numbers(index)
        gap = self.model.gap(index)
        if gap is Gap.NAMED_ONLY and self.column is not None and self.column.quotes:
            self._show_number(1)  # the words that name it are what there is to see
        elif numbers:
            self._show_number(numbers[0])
        else:
            self._number = 0
            self.view.set_mark(0)
            self.dock.show_sentence(self.column, self._row_name(), _sentence(gap))

    def go_to_quote(self, number: int) -> None:
        """Show a quote of the current column by its number."""
        if self.column is not None and 1 <= number <= len(self.column.quotes):
            self._show_number(number)

    def step_quote(self, by: int) -> None:
        """To the next or the former quote of the current column, round and round."""
        column = self.column
        if column is None or not column.quotes:
            return
        start = self._number - 1 if self._number else (-1 if by > 0 else 0)
        number = (start + by) % len(column.quotes) + 1
        self._follow(number)
        self._show_number(number)

    def _follow(self, number: int) -> None:
        """The current cell goes with the quote, to the first row that cites it."""
        index = self.view.currentIndex()
        if number in self.model.numbers(index):
            return
        for row in range(self.model.rowCount()):
            other = self.model.index(row, index.column())
            if number in self.model.numbers(other):
                self.view.go(row, index.column())
                return

    def _show_number(self, number: int) -> None:
        column = self.column
        if column is None:
            return
        self._number = number
        quote = column.quotes[number - 1]
        self.view.set_mark(number)
        self.dock.show_quote(column, quote, self._about(column, quote))

    def _about(self, column: Column, quote: Quote) -> str:
        """Which question a quote answers: the current row's, or else its own."""
        mark = words.circled(quote.number)
        row = self.model.row(self.view.currentIndex().row())
        labels = [figure.label for figure in column.figures if figure.id in quote.figures]
        if quote.number in self.model.numbers(self.view.currentIndex()):
            named = isinstance(row, FacetRow) or not labels
            return f"{self._row_name() if named else tr('、').join(labels)} {mark}"
        names = [words.facet_title(kind) for kind in quote.facets] or labels
        return f"{tr('、').join(names) or tr('整条做法')} {mark}"

    def _row_name(self) -> str:
        row = self.model.row(self.view.currentIndex().row())
        if isinstance(row, FacetRow):
            return words.facet_title(row.kind)
        if row is None:
            return ""
        about = row.about
        return words.figure_kind(row.kind) if about is None else pick(about.name, about.name_en)

    def _read(self) -> None:
        self._open_dock()
        if self.quote is not None:
            self.dock.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_source(self) -> None:
        """Open the article at the quote that is shown, or else at the mechanism's first."""
        column = self.column
        if column is None or not column.quotes:
            return
        quote = self.quote or column.quotes[0]
        self.opened.emit(quote.article_id, quote.start, quote.end, column.mechanism.id)

    # Arranging

    def step_member(self, by: int) -> None:
        """Another member of the current column's region."""
        column = self.column
        if column is not None and len(column.members) > 1:
            ids = [member.id for member in column.members]
            place = (ids.index(column.mechanism.id) + by) % len(ids)
            self.show_member(column.id, ids[place])

    def show_member(self, column_id: str, mechanism_id: str) -> None:
        """Show another member in a column."""
        self.arrangement = self.arrangement.with_member(column_id, mechanism_id)
        self._rebuild(column_id)

    def move_column(self, column_id: str, by: int) -> None:
        """One place to the left (-1) or to the right (1)."""
        seen = self.arrangement.visible(self.column_ids)
        if column_id in seen:
            self._rearrange(column_id, seen.index(column_id) + by)

    def _drop(self, section: int, before: int) -> None:
        column = self.model.column(section)
        if column is not None:
            self._rearrange(column.id, before - (before > section))

    def _rearrange(self, column_id: str, to: int) -> None:
        self.arrangement = self.arrangement.moved(self.column_ids, column_id, to)
        self._show_columns(column_id, self.view.currentIndex().row())

    def toggle_pin(self, column_id: str) -> None:
        """Pin a column beside the facets, or let it go."""
        self.arrangement = self.arrangement.with_pin(column_id)
        self._show_columns(column_id, self.view.currentIndex().row())

    def set_hidden(self, column_id: str, hidden: bool) -> bool:
        """Hide a column, or show it again; the last one stays. Returns whether it was done."""
        if hidden and self.arrangement.visible(self.column_ids) == [column_id]:
            return False
        current = self.column.id if self.column is not None else ""
        if hidden and current == column_id:  # what stands beside it becomes the current one
            section = self.model.section_of(column_id)
            beside = self.model.column(section + 1) or self.model.column(section - 1)
            current = beside.id if beside is not None else ""
        self.arrangement = self.arrangement.with_hidden(column_id, hidden)
        self._show_columns(current, self.view.currentIndex().row())
        return True

    def reset_columns(self) -> None:
        """All columns in their natural order, none pinned, none hidden."""
        shown = self.arrangement.shown
        current = self.column.id if self.column is not None else ""
        self.arrangement = Arrangement(shown=shown)
        self._show_columns(current, self.view.currentIndex().row())

    def hidden_columns(self) -> list[Column]:
        """What is not shown."""
        seen = self.arrangement.visible(self.column_ids)
        return [column for column in self.comparison.columns if column.id not in seen]

    def _want_menu(self, section: int, at: QPoint) -> None:
        column = self.model.column(section)
        if column is not None:
            self.view.go(max(self.view.currentIndex().row(), 0), section)
            self._show_cell()
            self.menu_wanted.emit(column.id, at)

    # Sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """With little height the quotes take the place of the table while they are read."""
        cramped = self.height() / self._session.appearance.scale < _CRAMPED
        if cramped == self._cramped:
            return
        self._cramped = cramped
        self.dock.back.setVisible(cramped)
        self.dock.setVisible(not cramped)
        self.view.show()

    def _open_dock(self) -> None:
        if self._cramped:
            self.dock.show()
            self.view.hide()
            self.dock.back.setFocus()

    @property
    def place(self) -> QWidget:
        """Where the keys go: the table, or the quote that stands in its place."""
        return self.dock.back if self.view.isHidden() else self.view

    def _leave_dock(self) -> None:
        if self._cramped:
            self.view.show()
            self.dock.hide()
        self.view.setFocus()

    def size_dock(self, height: int) -> None:
        """Give the dock its height."""
        total = max(self.height(), height * 2)
        self.setSizes([total - height, height])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._session.settings.set_width("family dock", None)
            self.size_dock(self._session.appearance.size("family", "dock", "default"))
            return True
        return super().eventFilter(watched, event)


def _sentence(gap: Gap | None) -> str:
    if gap is None:
        return tr("这条做法的原文里没有这类数字。")
    return {
        Gap.UNCHECKED: tr("这一项还没有人核对过：原文写没写，不能下结论。"),
        Gap.NAMED_ONLY: tr("原文只提到这个名称，没有写内容。"),
        Gap.SILENT: tr("核对过了：原文没有写这一项。"),
    }[gap]
