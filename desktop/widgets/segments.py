"""A segmented control: a few choices side by side, one of them chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton

from desktop.widgets.parts import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QAbstractButton


class Segments(Panel):
    """Buttons of which exactly one is chosen; arrows move between them."""

    chosen = Signal(str)
    """The user has chosen, by name."""

    def __init__(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__("segments")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for name, text in choices:
            button = QToolButton()
            button.setText(text)
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setObjectName(name)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setChecked(name == chosen)
            self._group.addButton(button)
            row.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def current(self) -> str:
        """The name of what is chosen."""
        button = self._group.checkedButton()
        return button.objectName() if button is not None else ""

    def choose(self, name: str) -> None:
        """Show another choice as chosen without telling anybody."""
        for button in self._group.buttons():
            if button.objectName() == name:
                button.setChecked(True)

    def _on_clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(button.objectName())
