"""Several values side by side, of which one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMargins, QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

_A_ROW: Final = 3


class _Choice(QPushButton):
    """One of several values; bold where it is chosen, and wide enough for that from the start."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setCheckable(True)
        self.setProperty("role", "choice")

    def sizeHint(self) -> QSize:
        bold = QFont(self.font())
        bold.setBold(True)
        wider = QFontMetrics(bold).horizontalAdvance(self.text())
        wider -= self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint().grownBy(QMargins(0, 0, max(wider, 0), 0))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def choices(group: QButtonGroup, names: Sequence[str]) -> QWidget:
    """A box with a button for each name, put into `group` under its number."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(6)
    grid.setColumnStretch(_A_ROW, 1)
    for number, name in enumerate(names):
        button = _Choice(name)
        group.addButton(button, number)
        grid.addWidget(button, *divmod(number, _A_ROW))
    return box
