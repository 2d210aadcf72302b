"""回收站: what was deleted in the last 30 days, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from db.text import words_of
from desktop.i18n import tr
from desktop.models.rows import Row, RowModel
from desktop.operations.recycled import Deleted, gather
from desktop.operations.restoring import restore
from desktop.pages.notebook import removed_words
from desktop.pages.notebook.removed_reader import RemovedReader
from desktop.widgets.in_steps import InSteps
from desktop.widgets.parts import ActionButton, Panel, PlainLabel
from desktop.widgets.removed_delegate import RemovedDelegate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.workspace.removed import RemovedThings
    from desktop.session import Session

_SETTLED_MS: Final = 150  # several changes of one step are read together
_NARROW: Final = 760  # at 100%: below, the preview stands under the list
_LEAST: Final = 56  # px that the list and the preview keep, whatever the type


class RecyclePane(InSteps, QWidget):
    """A list of removed things with search, a preview, and 恢复 for one or many."""

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, at_once: bool = True
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._things: list[Deleted] = []
        self._stored, self._problem, self._known = True, "", False
        self._stale = True
        self._reader = RemovedReader(session, self)
        self._reader.read.connect(self._show_removed)
        self._reader.failed.connect(self._show_problem)
        self._timer = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._timer.timeout.connect(self.refresh)
        self.begin(at_once=at_once)

    # Building

    def build(self) -> Iterator[None]:
        """From the outside in: what is put somewhere is styled again with all that is in it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = Panel("removedBar")
        column.addWidget(bar)
        self._fill_bar(bar)
        self.state = PlainLabel()
        self.state.setObjectName("resultsState")
        self.state.setWordWrap(True)
        column.addWidget(self.state)
        yield
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        column.addWidget(self._splitter, 1)
        self._build_list()
        yield
        side = Panel("removedSide")
        self._splitter.addWidget(side)
        self._splitter.setSizes([424, 480])
        yield from self._fill_side(side)
        self._connect()
        yield
        self._show_rows()
        yield

    def _fill_bar(self, bar: QWidget) -> None:
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 16, 8)
        self.edit = QLineEdit()
        row.addWidget(self.edit)
        self.edit.setPlaceholderText(tr("在删除的内容里找"))
        self.edit.setAccessibleName(tr("在删除的内容里找"))
        self.edit.setClearButtonEnabled(True)
        for clear in self.edit.findChildren(QAction):  # Qt gives its cross neither name nor tip
            clear.setText(tr("清除筛选"))

    def _build_list(self) -> None:
        self.rows = RowModel(self)
        self.list = view = QListView()
        self._splitter.addWidget(view)
        view.setMinimumHeight(_LEAST)  # its own wish would not fit beside large type
        view.setObjectName("resultsList")
        view.setAccessibleName(tr("回收站"))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setModel(self.rows)
        view.setItemDelegate(RemovedDelegate(self._session.appearance, view))
        view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setMouseTracking(True)

    def _fill_side(self, side: QWidget) -> Iterator[None]:
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        self.preview = QTextBrowser()
        column.addWidget(self.preview, 1)
        self.preview.setMinimumHeight(_LEAST)
        self.preview.setObjectName("removedPreview")
        self.preview.setAccessibleName(tr("删除的内容"))
        self.preview.setFrameShape(QFrame.Shape.NoFrame)
        self.preview.setOpenLinks(False)
        yield
        row = QHBoxLayout()
        column.addLayout(row)
        look = self._session.appearance
        self.restore_button = ActionButton(look, "undo")
        self.open_button = ActionButton(look, "document", tr("看原文"))
        row.addWidget(self.restore_button)
        row.addWidget(self.open_button)
        row.addStretch(1)
        yield

    def _connect(self) -> None:
        changes = self._session.changes
        for signal in (
            changes.notes_changed,
            changes.highlights_changed,
            changes.bookmarks_changed,
            changes.plans_changed,
            changes.lessons_changed,
            self._session.saver.recovered,
        ):
            signal.connect(self._on_changed)
        self._session.appearance.changed.connect(self._restyle)
        self.edit.textChanged.connect(self._show_rows)
        self.edit.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.activated.connect(self.restore)
        self.list.selectionModel().selectionChanged.connect(self._show_chosen)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self.restore_button.clicked.connect(self.restore)
        self.open_button.clicked.connect(self._open)

    # Reading

    def refresh(self) -> None:
        """Read again what was removed, beside the interface."""
        self._stale = False
        self._reader.ask()

    @property
    def busy(self) -> bool:
        """Whether what is shown is about to change."""
        return self._reader.busy or self._timer.isActive()

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._timer.start()

    def _show_removed(self, removed: RemovedThings, stored: bool) -> None:
        session = self._session
        self._things = gather(removed, session.marks, session.plans, session.lessons)
        self._stored, self._problem, self._known = stored, "", True
        self._show_rows()

    def _show_problem(self, sentence: str) -> None:
        self._problem = sentence
        self._say()

    # Showing

    def _show_rows(self) -> None:
        chosen = {thing.id for thing in self.chosen()}
        wanted, now = words_of(self.edit.text()), datetime.now(UTC)
        every = [removed_words.row_of(self._session, thing, now) for thing in self._things]
        rows = [row for row in every if removed_words.holds(row, wanted)]
        place = self.list.currentIndex().row()
        self.rows.set_rows(rows)
        self._choose_again(rows, chosen, max(place, 0))
        self._say()
        self._show_chosen()

    def _choose_again(self, rows: list[Row], chosen: set[str], place: int) -> None:
        """What was chosen stays so; where it is gone, what took its place is current."""
        model = self.list.selectionModel()
        kept = [number for number, row in enumerate(rows) if row.id in chosen]
        for number in kept:
            model.select(self.rows.index(number), QItemSelectionModel.SelectionFlag.Select)
        if rows and not kept:
            self.list.setCurrentIndex(self.rows.index(min(place, len(rows) - 1)))
        elif kept:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            model.setCurrentIndex(self.rows.index(kept[0]), flag)

    def _say(self) -> None:
        shown, all_ = self.rows.rowCount(), len(self._things)
        parts = [self._problem]
        if not self._known:
            parts.append("" if self._problem else tr("正在读取……"))
        elif not all_:
            parts.append(
                tr("最近 30 天没有删除过什么。删除的批注、划线、收藏、方案和课件会在这里留 30 天。")
            )
        elif self.edit.text().strip():
            parts.append(
                tr("{n} 条里有 {found} 条符合。").format(n=all_, found=shown)
                if shown
                else tr("没有符合的内容。")
            )
        else:
            parts.append(tr("最近 30 天删除的 {n} 条，可以恢复。").format(n=all_))
        if not self._stored:
            parts.append(tr("刚才的改动还没有存上，存上以后会出现在这里。"))
        self.state.setText(" ".join(part for part in parts if part))

    def chosen(self) -> list[Deleted]:
        """The things selected in the list, from top to bottom."""
        indexes = sorted(self.list.selectionModel().selectedRows(), key=lambda i: i.row())
        rows = (self.rows.row(index) for index in indexes)
        return [row.payload for row in rows if row and isinstance(row.payload, Deleted)]

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        row = self.rows.row(self.list.currentIndex())
        shown = row.payload if row is not None and isinstance(row.payload, Deleted) else None
        if shown not in chosen:
            shown = chosen[0] if chosen else None
        self.preview.setHtml(
            removed_words.preview(self._session, shown, datetime.now(UTC)) if shown else ""
        )
        many = tr("恢复 {n} 条").format(n=len(chosen)) if len(chosen) > 1 else tr("恢复")
        self.restore_button.setText(many)
        self.restore_button.setToolTip(tr("恢复（Enter）"))
        self.restore_button.setAccessibleName(many)
        self.restore_button.setEnabled(bool(chosen))
        self.open_button.setVisible(
            len(chosen) == 1 and removed_words.place_of(self._session, chosen[0]) is not None
        )

    # Doing

    def restore(self) -> None:
        """Bring back what is chosen."""
        things = self.chosen()
        if not things:
            return
        restore(self._session, things)
        gone = {thing.id for thing in things}
        self._things = [thing for thing in self._things if thing.id not in gone]
        self._show_rows()
        said = tr("已恢复 {n} 条，Ctrl+Z 可以撤销。").format(n=len(things))
        self._session.changes.told.emit(said)

    def _open(self) -> None:
        chosen = self.chosen()
        place = removed_words.place_of(self._session, chosen[0]) if chosen else None
        if place is not None:
            self.opened.emit(*place)

    def _restyle(self) -> None:
        self.list.scheduleDelayedItemsLayout()

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↓ and Enter lead from the search into the list; Enter there restores."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self.edit and (enter or event.key() == Qt.Key.Key_Down):
                self.list.setFocus()
                return True
            if watched is self.edit and event.key() == Qt.Key.Key_Escape and self.edit.text():
                self.edit.clear()
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._session.appearance.px(_NARROW)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._splitter.orientation() != wanted:
            self._splitter.setOrientation(wanted)
