"""Right of the plan: what can be taken into it, and below what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages.plan.checks_pane import ChecksPane
from desktop.pages.plan.first_looks import FirstLooks
from desktop.pages.plan.source_list import SourceList
from desktop.pages.plan.source_rows import SourceFinder
from desktop.widgets.in_steps import InSteps
from desktop.widgets.parts import IconButton, Panel, PlainLabel, TabButton

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QKeyEvent

    from db.records.own import Note
    from desktop.models.rows import Row
    from desktop.planning.checks import Problem
    from desktop.session import Session

BOOKMARKS: Final = 0
NOTES: Final = 1
SUGGESTIONS: Final = 2


class _Edit(QLineEdit):
    """↓ and Enter go on to what was found; Esc clears, and then closes."""

    left = Signal()
    closed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Down or (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        ):
            self.left.emit()
        elif key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.closed.emit()
        else:
            super().keyPressEvent(event)


class PlanDrawer(InSteps, Panel):
    """Three lists over one plan, the field that narrows them, and the checks."""

    insert_wanted = Signal(list)
    """Take mechanisms (their ids) into the plan where the editor is."""
    span_wanted = Signal(str, int, int)
    """Take a span of an article into the plan: article id, start, end."""
    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def __init__(self, session: Session, *, at_once: bool = True) -> None:
        super().__init__("drawer")
        self._session = session
        self._plan_id = ""
        self.finder = SourceFinder(session)
        self.list = SourceList(session.appearance)
        self.checks = ChecksPane(session)
        self.edit = _Edit()
        self.begin(at_once=at_once)

    # Building

    def build(self) -> Iterator[None]:
        whole = QVBoxLayout(self)
        # One pixel on the left for the edge that shows where the drawer lies over the page.
        whole.setContentsMargins(1, 0, 0, 0)
        self._split = QSplitter(Qt.Orientation.Vertical)
        whole.addWidget(self._split)
        above = QWidget()
        self._split.addWidget(above)
        self._split.addWidget(self.checks)
        yield
        self._stack = QStackedWidget()
        yield from self._build_above(above)
        self._stack.addWidget(self.list)
        mechanisms = self.finder.first_looks()
        yield
        looks = FirstLooks(self._session, mechanisms, at_once=False)
        self._stack.addWidget(looks)
        yield from looks.steps
        self._none = PlainLabel()
        self._none.setObjectName("quietBody")
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._none.setContentsMargins(24, 26, 24, 22)
        self._stack.addWidget(self._none)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._connect()
        yield

    def _build_above(self, above: QWidget) -> Iterator[None]:
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.tabs = self._build_tabs()
        column.addWidget(self.tabs)
        self._field = Panel("drawerField")
        field = QHBoxLayout(self._field)
        field.setContentsMargins(12, 8, 12, 8)
        field.addWidget(self.edit)
        self._field.hide()
        column.addWidget(self._field)
        column.addWidget(self._stack, 1)
        yield

    def _build_tabs(self) -> Panel:
        tabs = Panel("tabs")
        row = QHBoxLayout(tabs)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(18)
        self._group = QButtonGroup(self)
        for number in (BOOKMARKS, NOTES, SUGGESTIONS):
            button = TabButton(self._session.appearance)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.button(BOOKMARKS).setChecked(True)
        row.addStretch(1)
        self._search = IconButton(self._session.appearance, "search", tr("筛选（Ctrl+L）"))
        self._search.setAccessibleName(tr("筛选"))
        row.addWidget(self._search)
        return tabs

    def _connect(self) -> None:
        self.edit.setPlaceholderText(tr("按名称、地区、主题筛选"))
        self.edit.setAccessibleName(tr("按名称、地区、主题筛选"))
        self.edit.textChanged.connect(self.refresh)
        self.edit.left.connect(self._enter_list)
        self.edit.closed.connect(self._close_field)
        self._search.clicked.connect(self._toggle_field)
        self._group.idClicked.connect(lambda _number: self.refresh())
        self.list.read_wanted.connect(self._read)
        self.list.insert_wanted.connect(self.insert_current)
        self.list.bookmark_wanted.connect(lambda found: toggle_bookmark(self._session, found))
        self.checks.folded.connect(self._fit_checks)
        changes = self._session.changes
        changes.bookmarks_changed.connect(self.refresh)
        changes.notes_changed.connect(self.refresh)

    # Showing

    def show_plan(self, plan_id: str, problems: Sequence[Problem], quotes: int, lost: int) -> None:
        """Show what goes with a plan as it is now; '' where there is none."""
        self._plan_id = plan_id
        self.checks.setVisible(bool(plan_id))
        self.checks.show_problems(problems, quotes, lost)
        self.refresh()

    def refresh(self, _changed: str = "") -> None:
        """Read bookmarks and notes again."""
        marks, query = self._session.marks, self.edit.text()
        kept = self.finder.bookmarks(self._plan_id)
        labels = (
            tr("收藏 {n}").format(n=len(kept)),
            tr("批注 {n}").format(n=marks.note_count),
            tr("推荐"),
        )
        for number, label in enumerate(labels):
            self._group.button(number).setText(label)
        tab = self.tab
        if tab == BOOKMARKS:
            rows = self.finder.bookmarks(self._plan_id, query) if query else kept
        elif tab == NOTES:
            rows = self.finder.notes(query)
        else:
            rows = self.finder.suggestions(self._plan_id, query)
        self._show(rows, nothing_kept=tab == BOOKMARKS and not kept)

    def _show(self, rows: list[Row], *, nothing_kept: bool) -> None:
        current = self.list.current_id()
        self.list.show_rows(rows)
        index = self.list.rows.find(current)
        if index.isValid():
            self.list.setCurrentIndex(index)
        elif rows and self.tab == BOOKMARKS:
            self.list.setCurrentIndex(self.list.rows.first())
        self.list.setAccessibleName(self._group.button(self.tab).text())
        if nothing_kept:
            self._stack.setCurrentIndex(1)
            return
        if self.edit.text():
            self._none.setText(tr("没有符合的。按 Esc 清除筛选。"))
        elif self.tab == NOTES:
            self._none.setText(tr("还没有批注。读做法或原文时按 N 写。"))
        else:
            self._none.setText(tr("没有可推荐的了。到“对照”里看看。"))
        self._stack.setCurrentIndex(0 if rows else 2)

    @property
    def tab(self) -> int:
        """Which list is shown."""
        return max(self._group.checkedId(), 0)

    # Doing

    def insert_current(self) -> None:
        """Take the chosen rows into the plan."""
        chosen = self.list.chosen_ids() or [self.list.current_id()]
        known = self._session.cases.mechanism_by_id
        notes = self._notes(chosen) if self.tab == NOTES else []
        found = [note.mechanism_id or "" for note in notes] if self.tab == NOTES else chosen
        mechanisms = [each for each in dict.fromkeys(found) if each in known]
        if mechanisms:
            self.insert_wanted.emit(mechanisms)
        for note in notes:
            span = self._session.places.place_of(note) if note.mechanism_id not in known else None
            if note.article_id and span is not None:
                self.span_wanted.emit(note.article_id, *span)

    def _notes(self, ids: Sequence[str]) -> list[Note]:
        found = (self._session.marks.note(each) for each in ids)
        return [note for note in found if note is not None]

    def _read(self, row_id: str) -> None:
        note = self._session.marks.note(row_id) if self.tab == NOTES else None
        if note is not None and note.article_id and self._session.places.has(note.article_id):
            # Where the text says something else by now, it is opened at no span.
            span = self._session.places.place_of(note) or (0, 0)
            self.opened.emit(note.article_id, *span, "")
            return
        mechanism_id = (note.mechanism_id or "") if note is not None else row_id
        if mechanism_id in self._session.cases.mechanism_by_id:
            first = self._session.cases.citations(mechanism_id)[0]
            self.opened.emit(first.article_id, first.start, first.end, mechanism_id)

    def open_field(self) -> None:
        """Show the field that narrows the lists."""
        self._field.show()
        self.edit.setFocus()
        self.edit.selectAll()

    def _toggle_field(self) -> None:
        if self._field.isVisible():
            self._close_field()
        else:
            self.open_field()

    def _close_field(self) -> None:
        self.edit.clear()
        self._field.hide()
        self.list.setFocus()

    def _enter_list(self) -> None:
        self.list.setFocus()
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.first())

    # Sizes

    def size_tabs(self) -> None:
        """The tabs are as high as the page bar beside them; the checks as their rows need."""
        look = self._session.appearance
        self.tabs.setFixedHeight(look.size("pageBar"))
        self._fit_checks(self.checks.is_folded)

    def _fit_checks(self, folded: bool) -> None:
        look = self._session.appearance
        head = self.checks.head.sizeHint().height()
        self.checks.setMaximumHeight(head if folded else 16777215)
        self.checks.setMinimumHeight(head if folded else head + look.size("plan", "checkRow"))
        wanted = head if folded else head + 5 * look.size("plan", "checkRow")
        total = max(self._split.height(), wanted * 2)
        self._split.setSizes([total - wanted, wanted])
