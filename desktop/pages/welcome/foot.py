"""The foot of the welcome: which step this is, back and on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop.i18n import tr
from desktop.widgets.parts import ActionButton, IconButton, KeyHint, Panel, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Appearance

_WITH_NAMES = 880  # at 100%: room for the names of the steps beside the buttons


class Foot(Panel):
    """Knows the steps by their names only."""

    wanted = Signal(int)
    """The user wants the step at this place."""

    def __init__(self, look: Appearance, names: Sequence[str]) -> None:
        super().__init__("welcomeFoot")
        self._look = look
        self._count = len(names)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 14)
        row.setSpacing(8)
        self._marks = QButtonGroup(self)
        self._named = QWidget()
        inner = QHBoxLayout(self._named)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        for place, name in enumerate(names):
            inner.addWidget(self._mark(place, name))
        self._counted = PlainLabel()
        self._counted.setObjectName("quiet")
        row.addWidget(self._named)
        row.addWidget(self._counted)
        row.addStretch(1)
        self._hint = KeyHint()
        row.addWidget(self._hint)
        row.addSpacing(6)
        self.back = ActionButton(look, "left", tr("上一步"))
        self.back.setToolTip(tr("上一步（←）"))
        self.next = IconButton(look, "right", tr("下一步"), role="primary", beside=True)
        self.next.setProperty("large", True)
        row.addWidget(self.back)
        row.addWidget(self.next)
        self.skip = QPushButton(tr("跳过"))
        self.skip.setProperty("role", "quietAction")
        self.skip.setToolTip(tr("以后可以在“全部操作”里再看（Esc）"))
        self._marks.idClicked.connect(self.wanted)

    def _mark(self, place: int, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "welcomeStep")
        button.setText(f"{place + 1} {name}")
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._marks.addButton(button, place)
        return button

    def controls(self) -> list[QWidget]:
        """What can be reached here, in the order of Tab."""
        return [self.back, self.next, self.skip, *self._marks.buttons()]

    def show_place(self, place: int) -> None:
        """Show which step is in sight."""
        self._marks.button(place).setChecked(True)
        self._counted.setText(tr("第 {i} 步，共 {n} 步").format(i=place + 1, n=self._count))
        self.back.setEnabled(place > 0)
        last = place + 1 == self._count
        text = tr("开始") if last else tr("下一步")
        self.next.setText(text)
        self.next.setAccessibleName(text)
        self._hint.say("Enter", text)
        self.next.setToolTip(tr("{text}（{key}）").format(text=text, key="Enter"))
        self.next.set_icons("check" if last else "right")

    def fit(self, wide: int) -> None:
        """Name the steps where there is room, else only count them."""
        named = wide >= self._look.px(_WITH_NAMES)
        self._named.setVisible(named)
        self._counted.setVisible(not named)
        self._hint.setVisible(named)
