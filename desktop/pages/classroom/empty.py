"""No lesson yet: what one is, and the ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.pages.empty_page import EmptyPage, centred
from desktop.widgets.parts import ActionButton, IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.session import Session

_WIDE = 640  # at 100%: the lines of words


class EmptyLesson(EmptyPage):
    """What the middle of the page shows instead of a slide."""

    draft_wanted = Signal(str)
    """一键成课 from: family, theme, region or basket."""
    new_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session.appearance, tr("把案例讲给一个班听"))
        column = self.column
        lead = tr(
            "选一类做法、一个主题或一个地区，一键成课："
            "开场提问、各地做法、对比表、不同之处、课堂选择、出处。再改成自己的。"
        )
        self._lead = centred("emptyLead", lead)
        self._lead.setMinimumWidth(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._lead, 1000)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(28)
        column.addWidget(self._build_ways())
        self.finish(tr("课件里每一处都能回到原文；批注和收藏不会上屏。"))
        self.look.changed.connect(self._fit)
        self._fit()

    def _build_ways(self) -> QWidget:
        look = self.look
        self.family = IconButton(
            look, "compare", tr("按同类做法成课"), role="primary", size=18, beside=True
        )
        self.theme = ActionButton(look, "contents", tr("按主题成课"), 18)
        self.region = ActionButton(look, "library", tr("按地区成课"), 18)
        self.basket = ActionButton(look, "columns", tr("按自选对比成课"), 18)
        self.new = ActionButton(look, "plus", tr("从空白开始"), 18)
        for name, button in (
            ("family", self.family),
            ("theme", self.theme),
            ("region", self.region),
            ("basket", self.basket),
        ):
            button.clicked.connect(lambda _=False, name=name: self.draft_wanted.emit(name))
        self.new.clicked.connect(self.new_wanted)
        ways = QWidget()
        column = QVBoxLayout(ways)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._rows = []
        for buttons in ((self.family, self.theme, self.region), (self.basket, self.new)):
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.setSpacing(12)
            row.addStretch(1)
            for button in buttons:
                button.setProperty("large", True)
                button.setAccessibleName(button.text())
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
            self._rows.append(row)
        return ways

    def allow_basket(self, allowed: bool) -> None:
        """Whether enough was chosen to be compared."""
        self.basket.setEnabled(allowed)
        self.basket.setToolTip("" if allowed else tr("先在做法上按 C 选至少两条来比"))

    def _fit(self) -> None:
        """Beside each other where there is room, else below each other."""
        direction = QBoxLayout.Direction
        room = self.viewport().width() - 64
        wide = room >= self.look.px(520)
        for row in self._rows:
            row.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._lead.setMaximumWidth(max(min(self.look.px(_WIDE), room), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
