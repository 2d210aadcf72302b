"""The place of a pane beside a page's table, which it leaves on a small window to lie over it.

Qt styles whatever has another parent, with all in it, and lays it out for every place it passes
on the way. So the pane is the page's own from first to last; in the splitter stands a berth for
it, and where that is docked, the pane follows it and it follows the pane: hidden or shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QSplitter, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QMoveEvent, QResizeEvent

_ANY: Final = 16_777_215  # Qt's own limit, which the binding does not name


class Berth(QWidget):
    """Stands in a splitter for a pane of the page; by its name it looks like it till then."""

    def __init__(self, page: QWidget, split: QSplitter, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, bool(name))
        self._page = page
        self._pane: QWidget | None = None
        self._docked = True
        split.addWidget(self)
        split.installEventFilter(self)

    def take(self, pane: QWidget) -> None:
        """Keep the place for this one, which is shown or hidden as the berth was till now."""
        hidden = self.isHidden()
        pane.setParent(self._page)
        pane.raise_()
        pane.setVisible(not hidden)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)  # nobody sees it now
        self.setSizePolicy(pane.sizePolicy())
        self._pane = pane
        self._follow()
        pane.installEventFilter(self)

    @property
    def pane(self) -> QWidget | None:
        """What it keeps the place for, if that is there yet."""
        return self._pane

    @property
    def docked(self) -> bool:
        """Whether the pane stands here, to be seen or not."""
        return self._docked

    def dock(self, *, shown: bool) -> None:
        """Have the pane stand here again; it is for the caller to show it, when all have a size."""
        self._docked = True
        self.setVisible(shown)
        self._follow()

    def undock(self) -> None:
        """Give the pane free: it is laid over the page, or hidden."""
        self._docked = False
        self.hide()

    def limit(self, least: int, most: int = _ANY) -> None:
        """The width that it may have, at this place or another."""
        for widget in (self, self._pane):
            if widget is not None:
                widget.setMinimumWidth(least)
                widget.setMaximumWidth(most)

    def sizeHint(self) -> QSize:
        return super().sizeHint() if self._pane is None else self._pane.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() if self._pane is None else self._pane.minimumSizeHint()

    def _follow(self) -> None:
        if self._pane is None or not self._docked or self.isHidden():
            return
        if self._page.isAncestorOf(self):  # not yet while the page is made
            self._pane.setGeometry(QRect(self.mapTo(self._page, QPoint()), self.size()))

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._pane:
            if event.type() == QEvent.Type.Move:
                self._follow()
        elif not self._docked:
            pass
        elif event.type() == QEvent.Type.ShowToParent:
            self.show()
            self._follow()  # it may stand where it stood, and the pane have been elsewhere
        elif event.type() == QEvent.Type.HideToParent:
            self.hide()
        elif event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return False
