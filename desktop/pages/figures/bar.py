"""The bar of 数据: the two views, the filters and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.i18n import tr
from desktop.widgets.parts import ElidingLabel, IconButton, Panel
from desktop.widgets.segments import Segments

if TYPE_CHECKING:
    from desktop.theme import Appearance

MEASURES: Final = "measures"
LIST: Final = "list"
UNIFIED: Final = "unified"
AS_WRITTEN: Final = "as written"


class FigureBar(Panel):
    """Stands in the page's bar, behind its title; follows what the page tells it."""

    view_wanted = Signal(str)
    unit_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("figureBar")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        views = [(MEASURES, tr("同类指标")), (LIST, tr("全部数据"))]
        self.views = Segments(views, MEASURES)
        self.views.setAccessibleName(tr("显示"))
        self.views.chosen.connect(self.view_wanted)
        self._count = ElidingLabel()
        self._count.setObjectName("quiet")
        units = [(UNIFIED, tr("统一单位")), (AS_WRITTEN, tr("原文写法"))]
        self.units = Segments(units, UNIFIED)
        self.units.setAccessibleName(tr("单位"))
        self.units.chosen.connect(self.unit_wanted)
        self._compact = False
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self.views, 0, middle)
        row.addWidget(self._count, 1)
        row.addWidget(self.units, 0, middle)

    def set_compact(self, compact: bool) -> None:
        """Little room: the key U and the menu still change the unit."""
        self._compact = compact
        self._place_units()

    def show_state(self, view: str, unit: str, count: str) -> None:
        """What is chosen, and how much is shown."""
        self.views.choose(view)
        self.units.choose(unit)
        self._count.setText(count)
        self._place_units()

    def _place_units(self) -> None:
        self.units.setVisible(not self._compact and self.views.current == MEASURES)


def export_button(look: Appearance) -> IconButton:
    """The button that opens the menu of formats."""
    button = IconButton(look, "table", tr("导出 Excel"), role="bar", beside=True)
    button.setAccessibleName(tr("导出 Excel"))
    return button
