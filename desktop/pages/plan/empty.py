"""No plan yet: how one comes about, in three steps, and three ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.pages.empty_page import EmptyPage, centred
from desktop.widgets.parts import ActionButton, IconButton, PlainLabel, hline

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.session import Session

_WIDE = 744  # at 100%: the three steps beside each other


class EmptyPlan(EmptyPage):
    """What the middle of the page shows instead of an editor."""

    new_wanted = Signal()
    compare_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session.appearance, tr("先借一块“他山之石”"))
        column, center = self.column, Qt.AlignmentFlag.AlignHCenter
        lead = tr("从 {n} 地做法里挑一条，改写成自己镇能办的事，方案就有了第一项任务。")
        column.addWidget(centred("emptyLead", lead.format(n=len(session.cases.regions))))
        column.addSpacing(28)
        self._steps = self._build_steps()
        column.addWidget(self._steps, 0, center)
        column.addSpacing(28)
        column.addLayout(self._build_ways())
        self.finish(tr("方案只存在本机，不联网也能写。"))
        self.look.changed.connect(self._fit)
        self._fit()

    def _build_steps(self) -> QWidget:
        steps = QWidget()
        column = QVBoxLayout(steps)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(0)
        said = (
            (tr("挑做法"), tr("在“对照”里看各地怎么做，按 B 收藏合用的。")),
            (tr("写成本镇做法"), tr("把收藏拖进来，填上责任人、时限和衡量指标。")),
            (tr("导出"), tr("一键生成 Word 公文和 Excel 任务分解表。")),
        )
        for number, (title, text) in enumerate(said, start=1):
            if number > 1:
                self._row.addWidget(_edge())
            self._row.addWidget(_step(number, title, text), 1)
        column.addWidget(hline())
        column.addLayout(self._row)
        column.addWidget(hline())
        return steps

    def _build_ways(self) -> QHBoxLayout:
        self.new = IconButton(
            self.look, "plus", tr("新建方案"), role="primary", size=18, beside=True
        )
        self.compare = ActionButton(self.look, "compare", tr("去对照里挑做法"), 18)
        self.sample = ActionButton(self.look, "library", tr("看一份样例"), 18)
        self.sample.setToolTip(tr("用案例库里真实的做法建一份样例方案；本镇做法留空"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for button, wanted in (
            (self.new, self.new_wanted),
            (self.compare, self.compare_wanted),
            (self.sample, self.sample_wanted),
        ):
            button.setProperty("large", True)
            button.clicked.connect(wanted)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _fit(self) -> None:
        """Beside each other where there is room, else below each other."""
        direction = QBoxLayout.Direction
        room = self.viewport().width() - 64
        wide = room >= self.look.px(560)
        self._row.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._steps.setFixedWidth(max(min(self.look.px(_WIDE), room), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _edge() -> QFrame:
    line = QFrame()
    line.setObjectName("hairline")
    line.setMinimumSize(1, 1)
    line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return line


def _step(number: int, title: str, text: str) -> QWidget:
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(2)
    for name, said in (("stepNumber", str(number)), ("stepTitle", title), ("stepText", text)):
        label = PlainLabel(said)
        label.setObjectName(name)
        label.setWordWrap(True)
        column.addWidget(label)
    column.addStretch(1)
    return step
