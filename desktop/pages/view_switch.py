"""The segmented control of 对照: three views of the same cases, one of them chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton

from desktop.i18n import tr
from desktop.widgets.parts import Panel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

MATRIX: Final = "matrix"
FAMILY: Final = "family"
PARALLEL: Final = "parallel"


class ViewSwitch(Panel):
    """总览矩阵, 同类做法, 原文并排. Each page of 对照 has its own, with itself chosen."""

    wanted = Signal(str)
    """Another view is asked for, by its name."""

    def __init__(self, chosen: str) -> None:
        super().__init__("segments")
        self._chosen = chosen
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for name, text in (
            (MATRIX, tr("总览矩阵")),
            (FAMILY, tr("同类做法")),
            (PARALLEL, tr("原文并排")),
        ):
            button = QToolButton()
            button.setText(text)
            button.setObjectName(name)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setChecked(name == chosen)
            self._group.addButton(button)
            row.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)

    def _on_clicked(self, button: QAbstractButton) -> None:
        name = button.objectName()
        # This page stays what it is: the other page shows itself chosen.
        for other in self._group.buttons():
            other.setChecked(other.objectName() == self._chosen)
        if name != self._chosen:
            self.wanted.emit(name)
