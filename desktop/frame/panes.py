"""F6: from pane to pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


def focus_next(panes: Sequence[QWidget]) -> None:
    """Move the focus into the pane after the one that has it, in a round; those hidden are none."""
    visible = [pane for pane in panes if pane.isVisible()]
    focus = QApplication.focusWidget()
    here = next((i for i, pane in enumerate(visible) if _holds(pane, focus)), -1)
    if visible:
        _focus_into(visible[(here + 1) % len(visible)])


def _holds(pane: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (pane is focus or pane.isAncestorOf(focus))


def _focus_into(pane: QWidget) -> None:
    """Give the focus to a pane, or to the first thing in it that can take it."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        pane.setFocus(Qt.FocusReason.TabFocusReason)
        return
    child = pane.nextInFocusChain()
    while child is not None and child is not pane:
        takes = child.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and child.isVisible() and pane.isAncestorOf(child):
            child.setFocus(Qt.FocusReason.TabFocusReason)
            return
        child = child.nextInFocusChain()
