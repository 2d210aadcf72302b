"""Right of the text: its mechanisms in document order with the user's notes, and its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QSplitter,
    QVBoxLayout,
)

from desktop.i18n import tr
from desktop.models.rows import Row, RowModel
from desktop.pages import words
from desktop.pages.note_panel import NotePanel
from desktop.widgets.markdown import to_plain
from desktop.widgets.parts import Panel
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from db.records import Article, Mechanism, Note
    from desktop.session import Session

_TABS = ("mechanisms", "notes", "figures")


class ReaderPanel(Panel):
    """Three lists over one article, and the notes of what is chosen."""

    mechanism_chosen = Signal(str)
    figure_chosen = Signal(int, int, str)

    def __init__(self, session: Session) -> None:
        super().__init__("pane")
        self._session = session
        self._article: Article | None = None
        self._mechanisms: list[Mechanism] = []
        self._selected = ""
        self.list = QListView()
        self.rows = RowModel(self.list)
        self.notes = NotePanel(session)
        self.notes.setObjectName("notePanel")
        self.notes.hide()
        self.notes.closed.connect(self.notes.hide)
        self._build()
        session.changes.bookmarks_changed.connect(self._refill)
        session.changes.notes_changed.connect(self._refill)
        session.appearance.changed.connect(self.list.scheduleDelayedItemsLayout)

    def _build(self) -> None:
        view = self.list
        view.setAccessibleName(tr("做法"))
        view.setModel(self.rows)
        view.setItemDelegate(RowDelegate(self._session.appearance, view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.selectionModel().currentChanged.connect(self._on_current)
        view.clicked.connect(self._on_current)
        view.activated.connect(self._on_activated)
        tabs = Panel("tabs")
        row = QHBoxLayout(tabs)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(14)
        self._group = QButtonGroup(self)
        for number in range(len(_TABS)):
            button = QPushButton()
            button.setObjectName("tab")
            button.setCheckable(True)
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda _number: self._refill())
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
        column.addWidget(tabs)
        column.addWidget(split, 1)

    def show_article(self, article: Article) -> None:
        """List what an article holds."""
        cases = self._session.cases
        self._article = article
        self._selected = ""
        seen: dict[str, None] = {}
        for entry in cases.article_evidence(article.id):
            seen.setdefault(entry.mechanism_id)
        self._mechanisms = [cases.mechanism_by_id[mechanism_id] for mechanism_id in seen]
        self.notes.store()
        self.notes.hide()
        self._refill()

    def select(self, mechanism_id: str) -> None:
        """Mark a mechanism in the list without telling anybody."""
        self._selected = mechanism_id
        current = self.rows.row(self.list.currentIndex())
        on_its_note = current is not None and current.payload == mechanism_id
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
        ids = [mechanism.id for mechanism in self._mechanisms]
        if not ids:
            return
        here = ids.index(self._selected) if self._selected in ids else (-1 if by > 0 else len(ids))
        self.mechanism_chosen.emit(ids[min(max(here + by, 0), len(ids) - 1)])

    def write_note(self) -> None:
        """Open the notes of the mechanism that is chosen."""
        if self._selected:
            self.notes.show()
            self.notes.show_notes(self._selected, write=True)

    # Filling

    def _refill(self, _mechanism_id: str = "") -> None:
        if self._article is None:
            return
        figures = self._session.cases.article_figures(self._article.id)
        notes = [n for m in self._mechanisms for n in self._session.marks.notes_of(m.id)]
        labels = (
            tr("做法 {n}").format(n=len(self._mechanisms)),
            tr("我的批注 {n}").format(n=len(notes)),
            tr("数字 {n}").format(n=len(figures)),
        )
        for number, label in enumerate(labels):
            self._group.button(number).setText(label)
        tab = _TABS[max(self._group.checkedId(), 0)]
        rows = {
            "mechanisms": self._mechanism_rows,
            "notes": lambda: [self._note_row(note) for note in notes] or [_no_notes()],
            "figures": self._figure_rows,
        }[tab]()
        with QSignalBlocker(self.list.selectionModel()):
            self.rows.set_rows(rows)
            index = self.rows.find(self._selected)
            if index.isValid():
                self.list.setCurrentIndex(index)
        self.list.viewport().update()

    def _mechanism_rows(self) -> list[Row]:
        rows: list[Row] = []
        for mechanism in self._mechanisms:
            figure = self._session.cases.key_figure(mechanism.id)
            rows.append(
                Row(
                    mechanism.id,
                    words.mechanism_name(mechanism),
                    theme=mechanism.theme_id,
                    figure=figure.wording if figure else "",
                    bookmarked=self._session.marks.is_bookmarked(mechanism.id),
                )
            )
            rows.extend(self._note_row(n) for n in self._session.marks.notes_of(mechanism.id))
        return rows

    def _note_row(self, note: Note) -> Row:
        mechanism = self._session.cases.mechanism_by_id.get(note.mechanism_id or "")
        name = words.mechanism_name(mechanism) if mechanism else ""
        return Row(
            note.id,
            to_plain(note.body),
            kind="note",
            subtitle=tr("批注 {name}").format(name=name),
            payload=note.mechanism_id,
        )

    def _figure_rows(self) -> list[Row]:
        assert self._article is not None
        rows = []
        for figure in self._session.cases.article_figures(self._article.id):
            owner = self._session.cases.mechanism_by_id.get(figure.mechanism_id or "")
            rows.append(
                Row(
                    figure.id,
                    figure.label,
                    theme=owner.theme_id if owner else "",
                    figure=figure.wording,
                    payload=(figure.start, figure.end, figure.mechanism_id or ""),
                )
            )
        return rows

    # Choosing

    def _on_current(self, index: QModelIndex) -> None:
        row = self.rows.row(index)
        if row is None:
            return
        if isinstance(row.payload, tuple):
            self.figure_chosen.emit(*row.payload)
        elif row.kind == "note":
            if row.payload:
                self.mechanism_chosen.emit(str(row.payload))
        else:
            self.mechanism_chosen.emit(row.id)

    def _on_activated(self, index: QModelIndex) -> None:
        row = self.rows.row(index)
        if row is not None and row.kind == "note":
            self.write_note()


def _no_notes() -> Row:
    return Row("", tr("这篇文章还没有批注"), kind="heading")
