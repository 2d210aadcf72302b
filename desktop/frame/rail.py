"""The rail: one button a page that works; the chosen one on paper, with a bar at the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QVBoxLayout

from desktop.i18n import tr
from desktop.widgets.parts import Panel, RailButton

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop.theme import Appearance


class Rail(QScrollArea):
    """Scrolls where the window is too low for all its buttons."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look = appearance
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        rail = Panel("rail")
        self._column = QVBoxLayout(rail)
        self._column.setContentsMargins(0, 10, 0, 8)
        self._column.setSpacing(2)
        self.setObjectName("railScroll")
        self.setWidget(rail)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons take it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        appearance.changed.connect(self.restyle)

    def add(self, name: str, action: QAction) -> None:
        """A button for a page; its icon bears the page's name."""
        button = RailButton(self._look, name, action.text())
        key = action.shortcut().toString()
        button.setToolTip(tr("{text}（{key}）").format(text=action.text(), key=key))
        button.setAccessibleName(action.text())
        button.clicked.connect(action.trigger)
        self._group.addButton(button)
        self._buttons[name] = button
        self._column.addWidget(button)

    def add_stretch(self) -> None:
        """What follows stands at the bottom."""
        self._column.addStretch(1)

    def choose(self, name: str) -> None:
        """Show that a page is in sight."""
        self._buttons[name].setChecked(True)

    def restyle(self) -> None:
        """Take the sizes from the look in force."""
        buttons = self._buttons.values()
        width = max([self._look.size("rail", "width"), *(b.needed_width() for b in buttons)])
        self.setFixedWidth(width)
        for button in buttons:
            button.setFixedSize(QSize(width - 1, self._look.size("rail", "item")))
