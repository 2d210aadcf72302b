"""待定位: what has lost its place in a new version of its article, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.models.rows import Row, RowModel
from desktop.operations.reanchoring import orphan_count, orphans
from desktop.pages.notebook.orphan_detail import OrphanDetail
from desktop.pages.notebook.orphan_words import kind_name, source_name
from desktop.widgets.in_steps import InSteps
from desktop.widgets.parts import PlainLabel
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from desktop.operations.reanchoring import Orphan
    from desktop.session import Session

__all__ = ["OrphanPane", "orphan_count"]
_LIST_WIDTH = 320
_NARROW = 620  # less room than this at 100%: the list stands over what it lists


class OrphanPane(InSteps, QWidget):
    """The queue on the left, what waits or was kept; on the right the one that is chosen."""

    opened = Signal(str, int, int, str)
    """Open an article: its id, a span (0, 0 for none), a mechanism or ''."""
    counted = Signal(int)
    """So many wait now."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, at_once: bool = True
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._orphans: list[Orphan] = []
        self._stale = True
        self.begin(at_once=at_once)

    def build(self) -> Iterator[None]:
        stack = QStackedLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        self._stack = stack
        stack.addWidget(self._build_empty())
        yield
        yield from self._build_middle()
        changes = self._session.changes
        for signal in (changes.notes_changed, changes.highlights_changed, changes.plans_changed):
            signal.connect(self._on_changed)

    def _build_empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        sentence = PlainLabel(
            tr(
                "没有等待定位的内容。\n案例库更新、文章改了以后，"
                "找不到原来位置的划线、批注和方案引文会列在这里。"
            )
        )
        sentence.setObjectName("quietBody")
        sentence.setWordWrap(True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(sentence)
        column.addStretch(2)
        return page

    def _build_middle(self) -> Iterator[None]:
        look = self._session.appearance
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._stack.addWidget(self._split)
        self.list = _OrphanList()
        self._split.addWidget(self.list)
        self.list.rows = RowModel(self.list)
        self.list.setModel(self.list.rows)
        self.list.setItemDelegate(RowDelegate(look, self.list, left=16, cards=False))
        self.list.setAccessibleName(tr("待定位"))
        look.changed.connect(self.list.scheduleDelayedItemsLayout)
        self.list.selectionModel().currentChanged.connect(self._show)
        self.list.entered_row.connect(self._enter)
        yield
        self.detail = OrphanDetail(self._session, at_once=False)
        self._split.addWidget(self.detail)
        self._split.setStretchFactor(1, 1)
        yield
        yield from self.detail.steps
        self.detail.opened.connect(self.opened)
        self.list.deleted.connect(self.detail.delete_shown)
        look.changed.connect(self._fit)

    # Asked by the page

    def refresh(self) -> None:
        """Show what there is now; the choice stays, or goes on to what follows."""
        self._stale = False
        current = self.list.currentIndex()
        before = self.list.rows.row(current)
        self._orphans = sorted(orphans(self._session), key=lambda orphan: orphan.kept)
        rows = self._rows()
        self.list.rows.set_rows(rows)
        self._stack.setCurrentIndex(1 if self._orphans else 0)
        self.counted.emit(self._waiting())
        index = self.list.rows.find(before.id) if before is not None else QModelIndex()
        if not index.isValid():
            index = self._next(current.row())
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, select)
        self._show(index)

    def panes(self) -> list[QWidget]:
        """Where F6 goes, in order."""
        return [self.list, self.detail]

    # Inside

    def _waiting(self) -> int:
        return sum(not orphan.kept for orphan in self._orphans)

    def _rows(self) -> list[Row]:
        waiting = self._waiting()
        rows: list[Row] = []
        for number, orphan in enumerate(self._orphans):
            if number == 0 and waiting:
                rows.append(_heading(tr("待定位　{n} 条").format(n=waiting)))
            if number == waiting:
                kept = len(self._orphans) - waiting
                rows.append(_heading(tr("保留原样　{n} 条").format(n=kept)))
            rows.append(self._row(orphan))
        return rows

    def _row(self, orphan: Orphan) -> Row:
        entry = orphan.held
        form = tr("{kind}，{source}")
        return Row(
            entry.key,
            " ".join(entry.quote.exact.split()),
            kind="note",
            subtitle=form.format(kind=kind_name(entry), source=source_name(self._session, entry)),
            payload=orphan,
        )

    def _next(self, row: int) -> QModelIndex:
        """What stands where the chosen one stood, else the last, that can be chosen."""
        count = self.list.rows.rowCount()
        for number in (*range(max(row, 0), count), *range(min(row, count) - 1, -1, -1)):
            index = self.list.rows.index(number)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                return index
        return QModelIndex()

    def _show(self, index: QModelIndex) -> None:
        row = self.list.rows.row(index)
        if row is not None and row.kind != "heading":
            orphan = next(o for o in self._orphans if o.held.key == row.id)
            self.detail.show_orphan(orphan)

    def _enter(self) -> None:
        """Enter goes on to the best passage, where there is one."""
        buttons = self.detail.candidates.buttons
        (buttons[0] if buttons else self.detail.keep).setFocus(Qt.FocusReason.TabFocusReason)

    def _on_changed(self, _which: str) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(anew=not event.oldSize().isValid())

    def _fit(self, *, anew: bool = False) -> None:
        """The list beside or above; its share is set when that changes, then it is the user's."""
        look = self._session.appearance
        narrow = self.width() < look.px(_NARROW)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._split.orientation() != wanted or anew:
            self._split.setOrientation(wanted)
            first = self.height() // 3 if narrow else min(look.px(_LIST_WIDTH), self.width() // 3)
            whole = self.height() if narrow else self.width()
            self._split.setSizes([first, max(whole - first, 1)])


class _OrphanList(QListView):
    """The queue; Delete deletes, Enter goes to the passages."""

    deleted = Signal()
    entered_row = Signal()
    rows: RowModel

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("orphanList")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.deleted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)


def _heading(text: str) -> Row:
    return Row(f"heading {text}", text, kind="heading")
