"""The foot of the help: how much was found and the steps between it, 关于, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from desktop.i18n import tr
from desktop.widgets.parts import ElidingLabel, IconButton, Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from desktop.theme import Appearance


class HelpFoot(Panel):
    """Says one sentence; the arrows stand there while there is something to step to."""

    stepped = Signal(int)
    """The next hit (1) or the one before (-1)."""
    about_wanted = Signal()
    closed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__("helpFoot")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 10, 6)
        row.setSpacing(6)
        self._told = ElidingLabel()
        self._told.setObjectName("quiet")
        row.addWidget(self._told, 1)
        self._arrows = []
        for icon, text, by in (
            ("up", tr("上一处（Shift+F3）"), -1),
            ("down", tr("下一处（F3）"), 1),
        ):
            button = IconButton(appearance, icon, text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _on=False, by=by: self.stepped.emit(by))
            button.hide()
            row.addWidget(button)
            self._arrows.append(button)
        self._ways = QHBoxLayout()
        row.addLayout(self._ways)
        for text, signal in ((tr("关于他山"), self.about_wanted), (tr("关闭"), self.closed)):
            end = QPushButton(text)
            end.setAutoDefault(False)
            end.clicked.connect(lambda _on=False, signal=signal: signal.emit())
            row.addWidget(end)

    def lead_to(self, actions: Sequence[QAction]) -> None:
        """Buttons for what the window shows over itself: the help is closed for it."""
        if self._ways.count():
            return
        for action in actions:
            button = QPushButton(action.text())
            button.setAutoDefault(False)
            button.clicked.connect(self.closed)
            button.clicked.connect(action.trigger)
            self._ways.addWidget(button)

    def say(self, text: str) -> None:
        """Say something."""
        self._told.setText(text)

    def tell_hits(self, at: int, count: int) -> None:
        """Say which of the hits in the article is the current one, 0 for none yet."""
        for button in self._arrows:
            button.setVisible(count > 0)
        if count:
            form = tr("第 {n} 处，共 {m} 处") if at else tr("这一篇有 {m} 处")
            self.say(form.format(n=at, m=count))
