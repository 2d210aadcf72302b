"""The plan's title in the page bar, and below it everything that is done with whole plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QSizePolicy

from desktop.i18n import tr
from desktop.widgets.parts import IconButton, below, plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records.plan import Plan
    from desktop.theme import Appearance

_LONGEST = 24  # characters of a title in the bar


class PlanChooser(IconButton):
    """Opens the menu; switching is said, everything else are the page's actions."""

    plan_chosen = Signal(str)

    def __init__(self, appearance: Appearance, actions: Sequence[QAction | None]) -> None:
        super().__init__(appearance, "down", role="bar", size=14, beside=True)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._actions = actions
        self._plans: list[Plan] = []
        self._current = ""
        self._full = ""
        self._room = _LONGEST
        self.clicked.connect(lambda: self.menu_of_plans().popup(below(self)))

    def show_plans(self, plans: list[Plan], current: Plan | None) -> None:
        """Show which plans there are, and which is current."""
        self._plans = plans
        self._current = current.id if current else ""
        title = current.title if current else ""
        self.setVisible(current is not None)
        self.setAccessibleName(tr("方案：{name}").format(name=title))
        self.setToolTip(plain_tip(title))
        self._full = title
        self.fit(self._room)

    def fit(self, longest: int) -> None:
        """Show at most so many characters of the title, of this plan and of those to come."""
        self._room = longest
        title = self._full
        short = title if len(title) <= longest else title[: longest - 1] + "…"
        self.setText(short.replace("&", "&&"))

    def menu_of_plans(self) -> QMenu:
        """The plans to switch to, and what can be done with the current one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The button has its arrow at the right by being laid out from there; the menu is not.
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        group = QActionGroup(menu)
        for plan in self._plans:
            action = menu.addAction(plan.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(plan.id == self._current)
            group.addAction(action)
            action.triggered.connect(lambda _on, chosen=plan.id: self.plan_chosen.emit(chosen))
        if self._plans:
            menu.addSeparator()
        for found in self._actions:
            if found is None:
                menu.addSeparator()
            else:
                menu.addAction(found)
        return menu
