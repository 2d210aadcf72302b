"""The segmented control of 对照: three views of the same cases, one of them chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton

from desktop.i18n import tr
from desktop.widgets.parts import Panel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

MATRIX: Final = "matrix"
FAMILY: Final = "family"
PARALLEL: Final = "parallel"


class ViewSwitch(Panel):
    """总览矩阵, 同类做法, 原文并排. Each page of 对照 has its own, with itself chosen.

    Where the page bar is too narrow for three buttons, the chosen one is left, with a menu.
    """

    wanted = Signal(str)
    """Another view is asked for, by its name."""

    def __init__(self, chosen: str) -> None:
        super().__init__("segments")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chosen = chosen
        self._buttons: list[QToolButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._menu = QMenu(self)
        for name, text in view_names():
            button = self._segment(text)
            button.setToolTip(tr("对照的视图：{name}").format(name=text))
            button.setObjectName(name)
            button.setChecked(name == chosen)
            button.clicked.connect(partial(self._choose, name))
            row.addWidget(button)
            self._buttons.append(button)
            self._menu.addAction(text).triggered.connect(partial(self._choose, name))
        self._folded = self._segment(dict(view_names())[chosen])
        self._folded.setText(f"{self._folded.text()} ▾")
        self._folded.setToolTip(tr("换一种对照"))
        self._folded.setChecked(True)
        self._folded.setMenu(self._menu)
        # Folded there may still be room for more than its text: no empty frame beside it.
        self._folded.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._folded.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(self._folded)
        self._folded.hide()

    def _segment(self, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(text)
        button.setProperty("role", "segment")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def sizeHint(self) -> QSize:
        hints = [button.sizeHint() for button in self._buttons]
        return QSize(sum(h.width() for h in hints) + 2, max(h.height() for h in hints) + 2)

    def minimumSizeHint(self) -> QSize:
        return self._folded.sizeHint() + QSize(2, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.sizeHint().width()
        for button in self._buttons:
            button.setVisible(not narrow)
        self._folded.setVisible(narrow)

    def _choose(self, name: str) -> None:
        # This page stays what it is: the other page shows itself chosen.
        for button, (own, _) in zip(self._buttons, view_names(), strict=True):
            button.setChecked(own == self._chosen)
        self._folded.setChecked(True)
        if name != self._chosen:
            self.wanted.emit(name)


def view_names() -> list[tuple[str, str]]:
    """The views of 对照: name in the code, name on the screen."""
    return [
        (MATRIX, tr("总览矩阵")),
        (FAMILY, tr("同类做法")),
        (PARALLEL, tr("原文并排")),
    ]
