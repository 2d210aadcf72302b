"""Right of the text: its mechanisms in document order with the user's notes, and its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.models.rows import Row, RowModel
from desktop.operations.highlights import remove_highlight
from desktop.operations.notes import delete_note
from desktop.pages.note_panel import NotePanel
from desktop.pages.reader.rows import ReaderRows, Target
from desktop.widgets.parts import IconButton, Panel, TabButton
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from db.records.article import Article
    from db.records.own import Note
    from desktop.pages.reader.marks import ReaderMarks
    from desktop.session import Session
    from desktop.theme import Appearance

_LOWEST: Final = 30  # pixels of the lowest kind of row
_TABS = ("mechanisms", "notes", "figures")


class _List(QListView):
    """Says that the row in hand is to be deleted."""

    deleted = Signal()

    def __init__(self, look: Appearance) -> None:
        super().__init__()
        self._look = look

    def settle_bar(self) -> None:
        """Have the bar from the beginning where rows as low as they can be need it already.

        As needed, it comes once all are laid out, in a width that they are laid out in again.
        """
        policy = Qt.ScrollBarPolicy
        rows = self.model().rowCount() if self.model() is not None else 0
        surely = rows * self._look.px(_LOWEST) > self.viewport().height()
        wanted = policy.ScrollBarAlwaysOn if surely else policy.ScrollBarAsNeeded
        if wanted != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle_bar()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
            return
        super().keyPressEvent(event)


class ReaderPanel(Panel):
    """Three lists over one article, and the notes of what is chosen."""

    mechanism_chosen = Signal(str)
    figure_chosen = Signal(int, int, str)
    span_chosen = Signal(int, int)
    """A note on a span or a highlight of the user's: where it stands."""
    orphan_chosen = Signal()
    """A note on a span or a highlight that the text no longer holds."""

    def __init__(self, session: Session, own: ReaderMarks) -> None:
        super().__init__("pane")
        self._session = session
        self._own = own
        self._rows: ReaderRows | None = None
        self._selected = ""
        self._by_theme = False
        self.list = _List(session.appearance)
        self.rows = RowModel(self.list)
        self.notes = NotePanel(session)
        self.notes.setObjectName("notePanel")
        self.notes.hide()
        self.notes.closed.connect(self.notes.hide)
        self._build()
        session.changes.bookmarks_changed.connect(self._refill)
        session.changes.notes_changed.connect(self._refill)
        own.changed.connect(self._refill)
        session.appearance.changed.connect(self._on_look)

    def _build(self) -> None:
        view = self.list
        view.setAccessibleName(tr("做法"))
        view.setModel(self.rows)
        self._delegate = RowDelegate(self._session.appearance, view)
        view.setItemDelegate(self._delegate)
        self.rows.modelReset.connect(view.settle_bar)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.selectionModel().currentChanged.connect(self._on_current)
        view.clicked.connect(self._on_current)
        view.activated.connect(self._on_activated)
        view.deleted.connect(self._delete)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(view)
        split.addWidget(self.notes)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_tabs())
        column.addWidget(split, 1)

    def _build_tabs(self) -> Panel:
        self._tabs = Panel("tabs")
        row = QHBoxLayout(self._tabs)
        row.setContentsMargins(14, 0, 6, 0)
        row.setSpacing(14)
        self._group = QButtonGroup(self)
        for number in range(len(_TABS)):
            button = TabButton(self._session.appearance)
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._name_tabs("–", "–", "–")  # until there is something to count
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda _number: self._refill())
        self._sort = self._build_sort()
        row.addWidget(self._sort)
        return self._tabs

    def _build_sort(self) -> IconButton:
        button = IconButton(
            self._session.appearance, "down", tr("原文顺序"), role="top", size=13, beside=True
        )
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        orders = QActionGroup(menu)
        for text, by_theme in ((tr("原文顺序"), False), (tr("主题顺序"), True)):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(not by_theme)
            orders.addAction(action)
            action.triggered.connect(lambda _on, chosen=by_theme: self._order(chosen))
        button.setMenu(menu)
        self._entitle_sort(button)
        return button

    def _order(self, by_theme: bool) -> None:
        self._by_theme = by_theme
        self._entitle_sort(self._sort)
        self._refill()

    def _entitle_sort(self, button: IconButton) -> None:
        order = tr("主题顺序") if self._by_theme else tr("原文顺序")
        button.setText(order)
        button.setToolTip(tr("排列：{order}").format(order=order))
        button.setAccessibleName(tr("排列：{order}").format(order=order))

    def paced(self) -> list[QWidget]:
        """What is painted in its turn."""
        return [self._tabs]

    def leave_article(self) -> None:
        """Close its notes: another one is to be listed."""
        self._rows = None
        self._selected = ""
        self.notes.store()
        self.notes.hide()

    def list_article(self, article: Article) -> Iterator[None]:
        """List what an article holds, in steps."""
        self._rows = ReaderRows(self._session, article)
        yield
        shown = self._shown(self._rows)
        yield
        for row in shown:
            # Remembered, so that laying all of them out takes no time.
            if row.kind in ("item", "note"):
                self._delegate.height(row.line, self._width())
                yield
        self._fill(self._rows, shown)
        yield
        self.list.doItemsLayout()

    def _width(self) -> int:
        """Of a row, when there are so many of them that the list scrolls."""
        bar = self.list.verticalScrollBar()
        width = self.list.viewport().width()
        return width if bar.isVisibleTo(self.list) else width - bar.sizeHint().width()

    def select(self, mechanism_id: str) -> None:
        """Mark a mechanism in the list without telling anybody."""
        self._selected = mechanism_id
        current = self.rows.row(self.list.currentIndex())
        target = current.payload if current is not None else None
        on_its_note = isinstance(target, Target) and (
            target.mechanism_id == mechanism_id and bool(target.note_id)
        )
        index = self.rows.find(mechanism_id)
        if index.isValid() and not on_its_note:
            with QSignalBlocker(self.list.selectionModel()):
                self.list.setCurrentIndex(index)
            self.list.doItemsLayout()  # a layout still to come would move the row again
            self.list.scrollTo(index)
            self.list.viewport().update()
        if self.notes.isVisible():
            self.notes.show_notes(mechanism_id)

    def step(self, by: int) -> None:
        """To the next or the former mechanism in document order."""
        ids = [mechanism.id for mechanism in self._rows.mechanisms] if self._rows else []
        if not ids:
            return
        here = ids.index(self._selected) if self._selected in ids else (-1 if by > 0 else len(ids))
        self.mechanism_chosen.emit(ids[min(max(here + by, 0), len(ids) - 1)])

    def write_note(self) -> None:
        """Open the notes of the mechanism that is chosen."""
        if self._selected:
            self.notes.show()
            self.notes.show_notes(self._selected, write=True)

    def open_note(self, note: Note) -> None:
        """Open one note on a span, new or not, to be written in."""
        self._group.button(_TABS.index("notes")).setChecked(True)
        self._refill()
        self.notes.show()
        self.notes.show_note(note)

    # Filling

    def _refill(self, _changed: str = "") -> None:
        if self._rows is not None:
            self._fill(self._rows, self._shown(self._rows))

    def _fill(self, rows: ReaderRows, shown: list[Row]) -> None:
        own = rows.count_own(self._own.entries)
        self._name_tabs(len(rows.mechanisms), own, rows.figure_count)
        with QSignalBlocker(self.list.selectionModel()):
            self.rows.set_rows(shown)
            index = self.rows.find(self._selected)
            if index.isValid():
                self.list.setCurrentIndex(index)
        self.list.viewport().update()
        self._fit_tabs()

    def _name_tabs(self, mechanisms: object, own: object, figures: object) -> None:
        labels = (
            tr("做法 {n}").format(n=mechanisms),
            tr("我的批注 {n}").format(n=own),
            tr("数字 {n}").format(n=figures),
        )
        for number, label in enumerate(labels):
            self._group.button(number).setText(label)

    def _shown(self, rows: ReaderRows) -> list[Row]:
        """The rows of the tab in sight."""
        by_theme = self._by_theme
        return {
            "mechanisms": lambda: rows.of_mechanisms(by_theme=by_theme),
            "notes": lambda: rows.of_own(self._own.entries, by_theme=by_theme),
            "figures": lambda: rows.of_figures(by_theme=by_theme),
        }[_TABS[max(self._group.checkedId(), 0)]]()

    def _fit_tabs(self) -> None:
        """The order is said in words where there is room for them, else by its sign alone."""
        style = Qt.ToolButtonStyle
        self._sort.setToolButtonStyle(style.ToolButtonTextBesideIcon)
        layout = self._tabs.layout()
        if layout is not None:
            layout.invalidate()
            if layout.sizeHint().width() > self.width():
                self._sort.setToolButtonStyle(style.ToolButtonIconOnly)

    def _on_look(self) -> None:
        self.list.scheduleDelayedItemsLayout()
        self._fit_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tabs()

    # Choosing

    def _on_current(self, index: QModelIndex) -> None:
        row = self.rows.row(index)
        if row is None or not isinstance(row.payload, Target):
            return
        target = row.payload
        own = bool(target.highlight_id) or (bool(target.note_id) and not target.mechanism_id)
        if own and target.span is None:
            self.orphan_chosen.emit()
        elif own and target.span is not None:
            self.span_chosen.emit(*target.span)
        elif target.span is not None:
            self.figure_chosen.emit(*target.span, target.mechanism_id)
        elif target.mechanism_id:
            self.mechanism_chosen.emit(target.mechanism_id)

    def _on_activated(self, index: QModelIndex) -> None:
        row = self.rows.row(index)
        target = row.payload if row is not None else None
        if not isinstance(target, Target) or not target.note_id:
            return
        note = self._session.marks.note(target.note_id)
        if target.mechanism_id:
            self.write_note()
        elif note is not None:
            self.open_note(note)

    def _delete(self) -> None:
        """Delete the note or the highlight in hand; Ctrl+Z brings it back."""
        row = self.rows.row(self.list.currentIndex())
        target = row.payload if row is not None else None
        if isinstance(target, Target) and target.highlight_id:
            remove_highlight(self._session, target.highlight_id)
        elif isinstance(target, Target) and target.note_id:
            delete_note(self._session, target.note_id)
