"""How long the showing has lasted, in large figures, and how that stands to the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from desktop.i18n import tr
from desktop.teaching.pace import Standing, clock_text
from desktop.widgets.parts import IconButton, Panel, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayout

    from desktop.session import Session
    from desktop.teaching.pace import Clock, Timetable


class ClockBar(Panel):
    """已讲, 本页, 计划, 剩, and the pace in words."""

    pause_wanted = Signal()
    reset_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("consoleClock")
        self._session = session
        look = session.appearance
        self._elapsed, self._page = PlainLabel("0:00"), PlainLabel()
        self._plan, self._pace = PlainLabel(), PlainLabel()
        title = PlainLabel(tr("已讲"))
        title.setObjectName("quietBody")
        self._elapsed.setObjectName("consoleTime")
        for label in (self._page, self._plan, self._pace):
            label.setObjectName("consoleTold")
        self._pause = IconButton(look, "pause", tr("暂停计时（K）"), role="console", size=16)
        self._pause.clicked.connect(self.pause_wanted)
        self._reset = IconButton(look, "undo", tr("重置计时（T）"), role="console", size=16)
        self._reset.clicked.connect(self.reset_wanted)
        for button in (self._pause, self._reset):
            button.setAccessibleName(button.toolTip())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._grid = QGridLayout(self)
        self._big, self._told, self._tools = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        self._big.setSpacing(0)
        self._big.addWidget(title)
        self._big.addWidget(self._elapsed)
        self._told.setSpacing(0)
        for label in (self._page, self._plan, self._pace):
            self._told.addWidget(label)
        self._tools.setSpacing(6)
        self._tools.addStretch(1)
        self._tools.addWidget(self._reset)
        self._tools.addWidget(self._pause)
        self._narrow: bool | None = None
        self.fit(self.width())
        look.changed.connect(self._restyle)
        self._restyle()

    def show_time(self, clock: Clock, plan: Timetable, slide_id: str, now: float) -> None:
        """Show what the clock says now, on a slide."""
        elapsed = clock.elapsed(now)
        self._elapsed.setText(clock_text(elapsed))
        page = tr("本页 {time}").format(time=clock_text(clock.on_page(now)))
        planned = plan.planned(slide_id)
        self._page.setText(f"{page} / {clock_text(planned)}" if planned else page)
        self._plan.setVisible(plan.total > 0)
        left = plan.total - elapsed
        said = (
            tr("计划 {plan}，剩 {left}").format(plan=clock_text(plan.total), left=clock_text(left))
            if left >= 0
            else tr("计划 {plan}，超 {over}").format(
                plan=clock_text(plan.total), over=clock_text(-left)
            )
        )
        self._plan.setText(said)
        self._show_pace(*plan.standing(slide_id, elapsed), late=left < 0)
        self.fit(self.width())
        self._pause.set_icons("resume" if clock.paused else "pause")
        tip = tr("继续计时（K）") if clock.paused else tr("暂停计时（K）")
        self._pause.setToolTip(tip)
        self._pause.setAccessibleName(tip)

    def _show_pace(self, standing: Standing, by: float, *, late: bool) -> None:
        self._pace.setVisible(standing is not Standing.UNPLANNED)
        self._pace.setText(pace_text(standing, by))
        warned = late or standing is Standing.BEHIND
        if self._pace.property("late") != warned:
            self._pace.setProperty("late", warned)
            self._pace.style().unpolish(self._pace)
            self._pace.style().polish(self._pace)

    def _restyle(self) -> None:
        px = self._session.appearance.px
        self._grid.setContentsMargins(px(24), px(6), px(20), px(6))
        self._grid.setHorizontalSpacing(px(20))
        self._grid.setVerticalSpacing(px(4))
        self.fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Everything beside each other where there is room, else the plan below the time."""
        parts = (self._big, self._told, self._tools)
        edges = self._grid.contentsMargins()
        wide = sum(part.sizeHint().width() for part in parts) + 2 * self._grid.horizontalSpacing()
        narrow = wide + edges.left() + edges.right() > width
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange(parts, narrow=narrow)
        # Never less than what stands in it: the time is the last thing that may be cut.
        needed = max(self._session.appearance.px(100), self._grid.minimumSize().height())
        if needed != self.minimumHeight():
            self.setMinimumHeight(needed)

    def _arrange(self, parts: Sequence[QLayout], *, narrow: bool) -> None:
        for part in parts:
            self._grid.removeItem(part)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addLayout(self._big, 0, 0)
        if narrow:
            self._grid.addLayout(self._told, 1, 0, 1, 3)
        else:
            self._grid.addLayout(self._told, 0, 1, middle)
        self._grid.addLayout(self._tools, 0, 2, middle)
        self._grid.setColumnStretch(1, 1)


def pace_text(standing: Standing, by: float) -> str:
    """The pace in words; under two minutes in seconds, for a minute more or less is felt."""
    if standing is Standing.UNPLANNED:
        return ""
    if standing is Standing.ON_TIME:
        return tr("进度正好")
    amount = tr("{n} 秒").format(n=int(by)) if by < 120 else tr("{n} 分钟").format(n=int(by // 60))
    form = tr("比计划快 {amount}") if standing is Standing.AHEAD else tr("比计划慢 {amount}")
    return form.format(amount=amount)
