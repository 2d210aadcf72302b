"""The left of the help: the topics in their groups, or what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.models.rows import Row, RowModel
from desktop.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.pages.help.finding import Hit
    from desktop.pages.help.shelf import Shelf
    from desktop.theme import Appearance

_LEFT = 16
_HIT_LEFT = -12  # a hit leaves room for a seal, which the help has none of


class ContentsList(QWidget):
    """One list, of topics or of hits: moving in it shows what is moved to."""

    chosen = Signal(str, str)
    """A topic and one of its headings, or ''."""
    entered = Signal()
    """Enter or a double-click: the article is to be read."""
    clicked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = appearance
        self.rows = RowModel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.list = QListView()
        column.addWidget(self.list)
        self.list.setObjectName("helpContents")
        self.list.setAccessibleName(tr("目录"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(False)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setModel(self.rows)
        self._topics = RowDelegate(appearance, self.list, left=_LEFT)
        self._hits = RowDelegate(appearance, self.list, left=_HIT_LEFT)
        self.list.setItemDelegate(self._topics)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(lambda _index: self.entered.emit())
        self.list.clicked.connect(lambda _index: self.clicked.emit())
        self.setMinimumWidth(appearance.px(150))
        appearance.changed.connect(self._restyle)

    def show_topics(self, shelf: Shelf) -> None:
        """The contents."""
        rows = []
        for group in shelf.groups:
            rows.append(Row("", group.name, kind="heading"))
            rows += [Row(topic, shelf.title(topic), payload=(topic, "")) for topic in group.topics]
        self._fill(rows, self._topics, tr("目录"))

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """What was found; nothing is chosen yet."""
        rows = [
            Row(
                f"{hit.topic}#{hit.heading}",
                hit.name,
                kind="hit",
                subtitle=hit.snippet,
                marks=hit.marks,
                name_marks=hit.name_marks,
                payload=(hit.topic, hit.heading),
            )
            for hit in hits
        ]
        self._fill(rows, self._hits, tr("搜索结果"))

    def _fill(self, rows: list[Row], delegate: RowDelegate, name: str) -> None:
        self.list.setItemDelegate(delegate)
        self.list.setAccessibleName(name)
        quiet = self.list.selectionModel().blockSignals(True)
        self.rows.set_rows(rows)
        self.list.selectionModel().blockSignals(quiet)

    def follow(self, topic: str, heading: str) -> None:
        """Mark the topic that is shown, if it stands here."""
        found = self.rows.find(f"{topic}#{heading}")
        found = found if found.isValid() else self.rows.find(topic)
        if found.isValid() and found != self.list.currentIndex():
            quiet = self.blockSignals(True)
            self.list.setCurrentIndex(found)
            self.blockSignals(quiet)

    def move_by(self, by: int) -> None:
        """The row `by` further down that can be chosen."""
        last = self.rows.rowCount() - 1
        here = self.list.currentIndex().row()
        row = min(max(here + by, 0), last)
        while 0 <= row <= last:
            index = self.rows.index(row)
            if self.rows.flags(index) & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentIndex(index)
                return
            row += 1 if by > 0 else -1

    def choose_current(self) -> None:
        """Show the current row, or the first where there is none."""
        index = self.list.currentIndex()
        if not index.isValid():
            index = self.rows.first()
            self.list.setCurrentIndex(index)

    def _on_current(self, index: QModelIndex) -> None:
        row = self.rows.row(index)
        if row is not None and isinstance(row.payload, tuple):
            self.chosen.emit(*row.payload)

    def _restyle(self) -> None:
        self.setMinimumWidth(self._look.px(150))
        self.list.scheduleDelayedItemsLayout()
