"""Gives a pane another parent without all in it being styled anew."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

_POLISHED: Final = Qt.WidgetAttribute.WA_WState_Polished


@contextmanager
def kept_style(pane: QWidget) -> Iterator[None]:
    """Within this it is moved; it is hidden before, and shown behind this if it is to be seen.

    Qt styles whatever has another parent, for a rule of the style sheet may name what it lies in.
    No rule does that for a pane which goes from beside a page's table to above it.
    """
    pane.hide()
    styled = [
        widget for widget in (pane, *pane.findChildren(QWidget)) if widget.testAttribute(_POLISHED)
    ]
    for widget in styled:
        widget.setAttribute(_POLISHED, False)
    try:
        yield
    finally:
        for widget in styled:
            if shiboken6.isValid(widget):
                widget.setAttribute(_POLISHED)
