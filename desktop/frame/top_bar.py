"""The bar over all pages: the seal, the search, and what holds everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.i18n import tr
from desktop.widgets.parts import (
    ElidingLabel,
    IconButton,
    IconLabel,
    Panel,
    PlainLabel,
    Stamp,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent

    from desktop.theme import Appearance


class TopBar(Panel):
    """Its buttons are bound to the window's actions."""

    def __init__(self, appearance: Appearance, actions: dict[str, QAction]) -> None:
        super().__init__("topBar")
        self._look = appearance
        outer = QHBoxLayout(self)
        outer.setContentsMargins(15, 0, 14, 0)
        outer.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(Stamp(appearance))
        row.addSpacing(10)
        name = PlainLabel(tr("他山"))
        name.setObjectName("appName")
        row.addWidget(name)
        self._motto = PlainLabel(tr("他山之石，可以攻玉"))
        self._motto.setObjectName("quiet")
        row.addSpacing(6)
        row.addWidget(self._motto)
        row.addStretch(1)
        # Equal stretch on both sides keeps the search in the middle of the window.
        outer.addLayout(row, 1)
        outer.addWidget(self._build_search(actions["search"]))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addStretch(1)
        outer.addLayout(row, 1)
        offline = QWidget()
        inner = QHBoxLayout(offline)
        inner.setContentsMargins(6, 0, 6, 0)
        inner.setSpacing(6)
        inner.addWidget(IconLabel(appearance, "check", "ink2", 15))
        self._offline = PlainLabel(tr("离线可用"))
        self._offline.setObjectName("meta")
        inner.addWidget(self._offline)
        self._offline_sign = offline
        offline.setToolTip(tr("他山从不联网"))
        row.addWidget(offline)
        self.scale = QToolButton()
        self.scale.setProperty("role", "top")
        self.scale.setAutoRaise(True)
        self.scale.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.scale.setToolTip(tr("字号（Ctrl+加号 / Ctrl+减号）"))
        row.addWidget(self.scale)
        self.mode = IconButton(appearance, "moon", role="top", size=18, beside=True)
        self.mode.bind(actions["mode"])
        row.addWidget(self.mode)
        help_button = IconButton(appearance, "help", "F1", role="top", size=18, beside=True)
        help_button.bind(actions["help"])
        row.addWidget(help_button)
        self.menu = IconButton(appearance, "menu", tr("全部操作"), role="top", size=18)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu.setToolTip(tr("全部操作（F10）"))
        row.addWidget(self.menu)

    def _build_search(self, action: QAction) -> QPushButton:
        button = QPushButton()
        button.setObjectName("searchBox")
        button.setToolTip(tr("搜索做法、数字、原文、笔记（Ctrl+K）"))
        button.setAccessibleName(tr("搜索"))
        button.clicked.connect(action.trigger)
        row = QHBoxLayout(button)
        row.setContentsMargins(11, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(self._look, "search", "ink3", 17))
        text = ElidingLabel(tr("搜索做法、数字、原文、笔记"))
        text.setObjectName("quietBody")
        row.addWidget(text, 1)
        key = PlainLabel("Ctrl K")
        key.setObjectName("keyCap")
        row.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        self._search_key = key
        for label in button.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._search = button
        return button

    def refresh(self, *, dark: bool, percent: int) -> None:
        """Show the look in force."""
        self.mode.set_icons("sun" if dark else "moon")
        self.mode.setText(tr("浅色") if dark else tr("深色"))
        self.scale.setText(tr("字 {n}%").format(n=percent))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # The search box gives way first, then the words beside it; never what can be done.
        room = self.width()
        self._motto.setVisible(room > self._look.px(1180))
        self._offline.setVisible(room > self._look.px(900))
        self._offline_sign.setVisible(room > self._look.px(640))
        wanted = min(self._look.size("search", "width"), room - self._look.px(640))
        width = max(wanted, self._look.px(120))
        self._search_key.setVisible(width > self._look.px(200))
        self._search.setFixedWidth(width)
        self._search.setFixedHeight(self._look.size("search", "height"))
