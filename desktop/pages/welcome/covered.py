"""Leaves unpainted what nobody can see: what lies below the card of the welcome.

The welcome is not opaque, so Qt would paint the page below it anew with whatever changes in a
step, only for the card to be painted over it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

_UNPAINTED: Final = Qt.WidgetAttribute.WA_UpdatesDisabled
"""Set as it is, or Qt would paint all of it anew when it is taken away."""


class Covered(QObject):
    """Sees the painting of what lies in the window beside `cover`, and below it."""

    def __init__(self, cover: QWidget, window: QWidget, hidden: Callable[[], QRegion]) -> None:
        super().__init__(cover)
        self._cover, self._hidden = cover, hidden
        self._unpainted: list[QWidget] = []
        below = [w for w in window.children() if isinstance(w, QWidget)]
        for widget in below:
            if widget is not cover and not widget.isWindow():
                widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is wholly hidden is painted with nothing in it, until the cover is."""
        if not isinstance(event, QPaintEvent) or not isinstance(watched, QWidget):
            return False
        if not self._cover.isVisible():
            return False
        there = watched.mapTo(self._cover.window(), QPoint())
        seen = event.region().translated(there) - self._hidden()
        if seen.isEmpty():
            self._leave_out(watched)
            return True
        return False

    def _leave_out(self, below: QWidget) -> None:
        for child in below.children():
            if isinstance(child, QWidget) and child.updatesEnabled():
                child.setAttribute(_UNPAINTED)
                self._unpainted.append(child)

    def uncover(self) -> None:
        """To be called when the cover is painted, which is behind all that lies below it."""
        for widget in self._unpainted:
            if shiboken6.isValid(widget):
                widget.setAttribute(_UNPAINTED, False)
        self._unpainted.clear()
