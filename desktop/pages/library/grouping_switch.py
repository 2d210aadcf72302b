"""The segmented control of 案例库: by region, article, theme or family, with how many of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton

from desktop.i18n import tr
from desktop.models.library_tree import Grouping
from desktop.widgets.parts import Panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QAbstractButton


class GroupingSwitch(Panel):
    """按地区, 按文章, 按主题, 按同类做法; one of them is chosen."""

    chosen = Signal(object)
    """Another `Grouping` was asked for."""

    def __init__(self, count: Callable[[Grouping], int]) -> None:
        super().__init__("segments")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._names = grouping_names()
        self._groupings = list(self._names)
        self._counts = {grouping: count(grouping) for grouping in self._groupings}
        for number, (grouping, name) in enumerate(self._names.items()):
            button = QToolButton()
            counted = f"{name} {self._counts[grouping]}"
            button.setToolTip(tr("{text}（{key}）").format(text=counted, key=f"Alt+{number + 1}"))
            button.setAccessibleName(counted)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)
        self.show_counts(True)

    def show_counts(self, wanted: bool) -> None:
        """Say how many of each there are, or leave that to the tooltips where room is short."""
        for number, (grouping, name) in enumerate(self._names.items()):
            text = f"{name} {self._counts[grouping]}" if wanted else name
            self._group.button(number).setText(text)

    def choose(self, grouping: Grouping) -> None:
        """Show which grouping is in force."""
        self._group.button(self._groupings.index(grouping)).setChecked(True)

    def _on_clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(self._groupings[self._group.id(button)])


def grouping_names() -> dict[Grouping, str]:
    """What the groupings are called, in their order."""
    return {
        Grouping.REGION: tr("按地区"),
        Grouping.ARTICLE: tr("按文章"),
        Grouping.THEME: tr("按主题"),
        Grouping.FAMILY: tr("按同类做法"),
    }
