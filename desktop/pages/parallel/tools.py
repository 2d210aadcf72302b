"""The tools in the page bar of 原文并排: regions, size of the text, 同步滚动, steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from desktop import words
from desktop.i18n import tr
from desktop.pages.parallel.columns import FEWEST, MOST
from desktop.widgets.parts import CheckMenu, IconButton, Panel
from desktop.widgets.reading_look import SIZES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from desktop.session import Session


class ParallelTools(QWidget):
    """Words become icons on a small window, and all but the steps a menu on a very small one."""

    region_toggled = Signal(str)
    size_chosen = Signal(int)

    def __init__(
        self, session: Session, sync: QAction, back: QAction, forward: QAction, size: int
    ) -> None:
        super().__init__()
        self._session = session
        self._size = size
        self._count = 0
        self._compact = False
        self._region_menu = self._build_regions()
        self._size_menu = self._build_sizes()
        self.regions = self._menu_button(self._region_menu)
        self.regions.setToolTip(tr("选择地区（Ctrl+Shift+R）"))
        self.sizes = self._menu_button(self._size_menu)
        self.sizes.setToolTip(tr("原文字号"))
        self._words = [self._button("sync", sync), *self._steps(back, forward)]
        self.more = self._build_more(sync)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for widget in (self.regions, self.sizes, self._words[0], self._stepper, self.more):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.more.hide()
        self._name()

    # Building

    def _button(self, icon: str, action: QAction) -> IconButton:
        button = IconButton(self._session.appearance, icon, role="bar", beside=True)
        button.bind(action, label=True)
        return button

    def _steps(self, back: QAction, forward: QAction) -> list[IconButton]:
        self._stepper = Panel("stepper")
        row = QHBoxLayout(self._stepper)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        buttons = [self._button("up", back), self._button("down", forward)]
        for button in buttons:
            row.addWidget(button)
        return buttons

    def _menu_button(self, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "bar")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        return button

    def _build_regions(self) -> QMenu:
        menu = CheckMenu(tr("选择地区"), self)
        self.region_actions: dict[str, QAction] = {}
        for region in self._session.cases.regions:
            action = menu.addAction(words.region_name(region))
            action.setCheckable(True)
            action.triggered.connect(partial(self.region_toggled.emit, region.id))
            self.region_actions[region.id] = action
        menu.addSeparator()
        self.limit_action = menu.addAction("")
        self.limit_action.setEnabled(False)
        return menu

    def _build_sizes(self) -> QMenu:
        menu = QMenu(tr("原文字号"), self)
        group = QActionGroup(menu)
        for size in SIZES:
            action = menu.addAction(str(size))
            action.setCheckable(True)
            action.setChecked(size == self._size)
            action.triggered.connect(partial(self._choose_size, size))
            group.addAction(action)
        return menu

    def _build_more(self, sync: QAction) -> IconButton:
        menu = QMenu(self)
        menu.addMenu(self._region_menu)
        menu.addMenu(self._size_menu)
        menu.addAction(sync)
        more = IconButton(self._session.appearance, "more", tr("并排的设置"), role="bar")
        more.setAccessibleName(tr("并排的设置"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(menu)
        return more

    # What is shown

    def show_regions(self, chosen: Sequence[str]) -> None:
        """Tick the regions that are read; what would be too few or too many cannot be chosen."""
        self._count = len(chosen)
        for id_, action in self.region_actions.items():
            inside = id_ in chosen
            action.setChecked(inside)
            action.setEnabled(self._count > FEWEST if inside else self._count < MOST)
        self.limit_action.setText(_limits(self._count))
        self._name()

    def open_regions(self) -> None:
        """Open the menu of regions."""
        if self.more.isHidden():
            self.regions.showMenu()
        else:
            self.more.showMenu()

    def _choose_size(self, size: int) -> None:
        self._size = size
        self._name()
        self.size_chosen.emit(size)

    def _name(self) -> None:
        count = f"{self._count} / {MOST}"
        long = tr("选择地区 {count}").format(count=count)
        self.regions.setText(count if self._compact else long)
        self.regions.setAccessibleName(long)
        self.sizes.setText(tr("字 {n}").format(n=self._size))
        self.sizes.setAccessibleName(tr("原文字号 {n}").format(n=self._size))

    # Layout

    def set_compact(self, compact: bool) -> None:
        """Icons instead of words."""
        self._compact = compact
        style = Qt.ToolButtonStyle
        for button in self._words:
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon
            )
        self._name()

    def needed(self) -> int:
        """The width of all the tools."""
        widgets = (self.regions, self.sizes, self._words[0], self._stepper)
        for widget in widgets:
            widget.ensurePolished()
        return sum(widget.sizeHint().width() + 10 for widget in widgets)

    def fit(self, room: int) -> None:
        """Take no more than this width."""
        all_fit = self.needed() <= room
        for widget in (self.regions, self.sizes, self._words[0]):
            widget.setVisible(all_fit)
        self.more.setVisible(not all_fit)


def _limits(count: int) -> str:
    if count <= FEWEST:
        return tr("至少要并排 {n} 个地区").format(n=FEWEST)
    if count >= MOST:
        return tr("最多并排 {n} 个地区").format(n=MOST)
    return tr("可以并排 {a} 到 {b} 个地区").format(a=FEWEST, b=MOST)
