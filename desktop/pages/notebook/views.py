"""The list of 笔记, or what stands in its place: 待定位 and 回收站, built when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget

from desktop.notebook.filters import LOST, REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from desktop.pages.notebook.orphans import OrphanPane
    from desktop.pages.notebook.recycle import RecyclePane
    from desktop.session import Session


class NotebookViews(QStackedWidget):
    """The list with its preview beside it comes first."""

    opened = Signal(str, int, int, str)
    """Open an article: article id, start, end, mechanism id."""

    def __init__(self, session: Session, listed: QWidget, preview: QWidget) -> None:
        super().__init__()
        self._session = session
        self._orphans: OrphanPane | None = None
        self._recycle: RecyclePane | None = None
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(listed)
        self.split.setStretchFactor(0, 0)
        self.addWidget(self.split)
        self.take_preview(preview)

    def take_preview(self, preview: QWidget) -> None:
        """Put the preview beside the list."""
        self.split.addWidget(preview)
        self.split.setStretchFactor(1, 1)
        preview.show()

    @property
    def recycle(self) -> RecyclePane:
        """回收站, all of it."""
        pane = self._begun_recycle()
        pane.complete()
        return pane

    def _begun_recycle(self) -> RecyclePane:
        if self._recycle is None:
            from desktop.pages.notebook.recycle import RecyclePane

            self._recycle = RecyclePane(self._session, at_once=False)
            self._recycle.opened.connect(self.opened)
            self.addWidget(self._recycle)
        return self._recycle

    @property
    def orphans(self) -> OrphanPane:
        """待定位, all of it."""
        pane = self._begun_orphans()
        pane.complete()
        return pane

    def _begun_orphans(self) -> OrphanPane:
        if self._orphans is None:
            from desktop.pages.notebook.orphans import OrphanPane

            self._orphans = OrphanPane(self._session, at_once=False)
            self._orphans.opened.connect(self.opened)
            self.addWidget(self._orphans)
        return self._orphans

    def make_beforehand(self) -> Iterator[None]:
        """Make what stands in the list's place, in steps, before it is asked for."""
        for make in (self._begun_orphans, self._begun_recycle):
            # Not `yield from`: who gives up would close what another is yet to take up.
            for _ in make().steps:
                yield

    @property
    def on_list(self) -> bool:
        """Whether the list is in sight, and not what stands in its place."""
        return self.currentWidget() is self.split

    def show_kind(self, kind: str) -> bool:
        """Show what belongs to a kind of the filters; False where it is in sight already."""
        wanted: QWidget = self.split
        if kind in (LOST, REMOVED):
            wanted = self.orphans if kind == LOST else self.recycle
        if self.currentWidget() is wanted:
            return False
        self.setCurrentWidget(wanted)
        return True

    def other_panes(self) -> list[QWidget]:
        """Where F6 goes in what stands in the list's place."""
        return self.orphans.panes() if self.currentWidget() is not self.recycle else [self.recycle]
