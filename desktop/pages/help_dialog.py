"""F1: the keys of the page in sight and of the whole program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.widgets.parts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QAction

    from desktop.session import Session


class HelpDialog(QDialog):
    """A list of keys, made from the actions themselves."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("按键和帮助"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look = session.appearance
        self.resize(look.px(520), min(look.px(620), parent.height() - 60))
        column = QVBoxLayout(self)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        inner.setObjectName("settingsInner")
        self._grid = QGridLayout(inner)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        scroll.setWidget(inner)
        column.addWidget(scroll, 1)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(True)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def show_keys(self, hints: Sequence[tuple[str, str]], actions: Iterable[QAction]) -> None:
        """List the keys of the page (key, meaning) and those of these actions."""
        for key, text in hints:
            self._add(key, text)
        told = {key for key, _ in hints}
        for action in actions:
            keys = " / ".join(sequence.toString() for sequence in action.shortcuts())
            if keys and keys not in told:
                self._add(keys, action.text())
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _add(self, key: str, text: str) -> None:
        row = self._grid.rowCount()
        cap = PlainLabel(key)
        cap.setObjectName("keyCap")
        self._grid.addWidget(cap, row, 0, Qt.AlignmentFlag.AlignLeft)
        label = PlainLabel(text)
        label.setWordWrap(True)
        self._grid.addWidget(label, row, 1)
