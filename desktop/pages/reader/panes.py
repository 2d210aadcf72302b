"""Where the panes of the reader stand: beside the text, or over it where room is short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop.pages.page import Page
    from desktop.pages.reader.contents import ReaderContents
    from desktop.pages.reader.panel import ReaderPanel


class ReaderPanes(QSplitter):
    """Contents, text and panel; widths that the user has dragged are remembered."""

    def __init__(
        self, page: Page, contents: ReaderContents, middle: QWidget, panel: ReaderPanel
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._page = page
        self._contents = contents
        self._panel = panel
        self._over = False
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for widget in (contents, middle, panel):
            self.addWidget(widget)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._keep_widths)

    def place_panel(self, action: QAction) -> None:
        """Beside the text, or over it where text and panel do not fit side by side."""
        look, panel, page = self._page.session.appearance, self._panel, self._page
        narrow = page.width() < look.px(92 + 330) + panel.minimumWidth()
        if narrow != self._over:
            self._over = narrow
            action.setChecked(not narrow)
            if narrow:
                panel.setParent(page)
            else:
                self.addWidget(panel)
            panel.setVisible(not narrow)
            self.size_panes()
        if narrow:
            width = min(panel.maximumWidth(), page.width() - look.px(40))
            panel.setGeometry(page.width() - width, self.y(), width, self.height())
            panel.raise_()

    def size_panes(self) -> None:
        """Give the panes the user's widths, or the design's."""
        look, page = self._page.session.appearance, self._page
        least = max(look.size("reader", "toc"), self._contents.needed_width())
        self._contents.setMinimumWidth(least)
        toc = max(least, page.pane_width("contents", "reader", "toc"))
        self._panel.setMinimumWidth(look.size("reader", "panel", "min"))
        self._panel.setMaximumWidth(look.px(520))
        panel = page.pane_width("reader", "reader", "panel", "default")
        total = max(self.width(), toc + panel + look.px(400))
        self.setSizes([toc, total - toc - panel, panel])

    def _keep_widths(self) -> None:
        for name, pane in (("contents", self._contents), ("reader", self._panel)):
            if pane.isVisible() and not self._over:
                self._page.keep_width(name, pane.width())
