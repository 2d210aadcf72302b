"""Lays out what is not shown yet, in steps: Qt would when it is shown, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

_PENDING: Final = Qt.WidgetAttribute.WA_PendingResizeEvent
_ROUNDS: Final = 3  # layouts think again once their parts have said what they need


def lay_out(root: QWidget, size: QSize) -> Iterator[None]:
    """Give a hidden widget the size that it will have, and all in it what follows from that."""
    root.resize(size)
    for _ in range(_ROUNDS):
        yield from _round(root)
        yield  # the event loop has its turn: layouts are asked again there


def style(root: QWidget) -> Iterator[None]:
    """Style a hidden widget and all in it."""
    for widget in (root, *root.findChildren(QWidget)):
        widget.ensurePolished()
        yield


def _round(root: QWidget) -> Iterator[None]:
    waiting = [root]
    while waiting:
        widget = waiting.pop()
        if widget.isVisible() or widget.isWindow():
            continue
        if widget.testAttribute(_PENDING):
            # As Qt does when it shows a widget whose size was changed before.
            widget.setAttribute(_PENDING, False)
            QApplication.sendEvent(widget, QResizeEvent(widget.size(), QSize()))
            yield
        waiting += [child for child in widget.children() if isinstance(child, QWidget)]
