"""What the program's tables have in common: they scroll by the pixel, nothing in them is selected
or edited by Qt, the arrows go from cell to cell, and pinned columns lie over the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QAbstractItemDelegate, QHeaderView, QTableView

    from desktop.theme import Appearance

ARROWS: Final = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
"""Rows down and columns to the right that an arrow goes."""


def prepare_table(view: QTableView, look: Appearance) -> None:
    """Make a plain table of a view."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setShowGrid(False)
    view.setCornerButtonEnabled(False)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setMouseTracking(True)
    view.setTabKeyNavigation(False)
    view.setAutoScroll(False)  # a cell may be higher than the window: the view knows what to show
    step_by(view, look)


def step_by(view: QTableView, look: Appearance) -> None:
    """How far one turn of the wheel or one click on a scroll bar goes."""
    view.verticalScrollBar().setSingleStep(look.px(28))
    view.horizontalScrollBar().setSingleStep(look.px(40))


def prepare_frozen(
    frozen: QTableView, header: QHeaderView, delegate: QAbstractItemDelegate, look: Appearance
) -> None:
    """Make a view of pinned columns that lies over a table and never takes the focus."""
    frozen.setHorizontalHeader(header)
    frozen.verticalHeader().hide()
    frozen.setItemDelegate(delegate)
    prepare_table(frozen, look)
    frozen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def reveal_column(view: QTableView, frozen: QTableView, column: int) -> None:
    """Scroll a column that is not pinned out from under those that are."""
    covered = frozen.width() if frozen.isVisible() else 0
    left = view.columnViewportPosition(column)
    right = left + view.columnWidth(column)
    bar = view.horizontalScrollBar()
    if left < covered:
        bar.setValue(bar.value() + left - covered)
    elif right > view.viewport().width():
        bar.setValue(bar.value() + right - view.viewport().width())


def is_plain(event: QKeyEvent) -> bool:
    """Whether a key is pressed by itself, on the keypad too."""
    return event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
