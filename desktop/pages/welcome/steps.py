"""The three steps of the welcome: words at the left, something of the program's at the right.

Nothing is said here that the program does not do, and what is shown comes from the case base.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.settings import SCALES, Mode
from desktop.widgets.parts import IconLabel, PlainLabel
from desktop.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.session import Session

_BESIDE: Final = 800  # at 100%: both halves beside each other


class Step(QScrollArea):
    """Words beside a piece, or above it where there is no room; scrolls where that is too long."""

    scale_chosen = Signal(float)
    mode_chosen = Signal(str)

    def __init__(
        self, session: Session, parent: QWidget, title: str, lead: str, piece: QWidget
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.said = f"{title} {lead}"
        """What a screen reader is told of it."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("welcomeStep")
        # From the outside in: what is put somewhere is styled again with all that is in it.
        self.setWidget(inner)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._row.setContentsMargins(32, 20, 32, 24)
        words = QWidget()
        self._row.addWidget(words, 9)
        self.words = QVBoxLayout(words)
        self.words.setContentsMargins(0, 0, 0, 0)
        self.words.setSpacing(0)
        self.words.addWidget(label("welcomeTitle", title))
        self.words.addSpacing(8)
        self.words.addWidget(label("emptyLead", lead))
        self._row.addWidget(piece, 10, Qt.AlignmentFlag.AlignVCenter)
        session.appearance.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        direction = QBoxLayout.Direction
        look = self.session.appearance
        beside = self.viewport().width() >= look.px(_BESIDE)
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._row.setSpacing(look.px(36 if beside else 20))

    def scroll_by(self, key: int) -> None:
        """Up or down, a line or what is in sight."""
        bar, keys = self.verticalScrollBar(), Qt.Key
        by = bar.pageStep() if key in (keys.Key_PageUp, keys.Key_PageDown) else 3 * bar.singleStep()
        up = key in (keys.Key_Up, keys.Key_PageUp)
        bar.setValue(bar.value() + (-by if up else by))


class First(Step):
    """这是什么, and how large it should be."""

    def __init__(self, session: Session, parent: QWidget, piece: QWidget) -> None:
        cases = session.cases
        lead = tr(
            "{n} 地抓党建促乡村振兴的 {m} 条做法，都在这里。每一句都有出处：画线的字就是原文。"
        ).format(n=len(cases.regions), m=len(cases.mechanisms))
        super().__init__(session, parent, tr("各地怎么做，原文怎么说"), lead, piece)
        look = session.appearance
        scales = [(str(scale), f"{round(scale * 100)}%") for scale in SCALES]
        self._size = Segments(scales, _nearest(look.scale))
        self._size.chosen.connect(lambda name: self.scale_chosen.emit(float(name)))
        self._size.setAccessibleName(tr("字号"))
        modes = [(Mode.LIGHT.value, tr("浅色")), (Mode.DARK.value, tr("深色"))]
        self._mode = Segments(modes, look.mode.value)
        self._mode.chosen.connect(self.mode_chosen)
        self._mode.setAccessibleName(tr("外观"))
        # A method, which is let go of with the step: the look changes long after the welcome.
        look.changed.connect(self._show_look)
        self.words.addSpacing(24)
        self.words.addWidget(label("metaStrong", tr("先调到看着舒服")))
        self.words.addSpacing(8)
        for choice in (self._size, self._mode):
            self.words.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeft)
            self.words.addSpacing(8)
        self.words.addWidget(label("quiet", tr("以后按 Ctrl+加号、Ctrl+减号再调。")))
        self.words.addStretch(1)

    def _show_look(self) -> None:
        look = self.session.appearance
        self._size.choose(_nearest(look.scale))
        self._mode.choose(look.mode.value)


def _nearest(wanted: float) -> str:
    return str(min(SCALES, key=lambda scale: abs(scale - wanted)))


def comparing(session: Session, parent: QWidget, piece: QWidget) -> Step:
    """怎么比、怎么查."""
    lead = tr("从一张总表看到同类做法，再看到原文；走到哪一步都能回来。")
    step = Step(session, parent, tr("一张表看全，一句话查到"), lead, piece)
    points = (
        (
            "compare",
            tr("总览矩阵"),
            "Enter",
            tr("一行一个主题，一列一个地区；按 Enter 读原文。"),
        ),
        (
            "table",
            tr("同类做法"),
            "Ctrl+Shift+G",
            tr("同一类逐项对比；哪里没写，就标“原文未提及”。"),
        ),
        ("columns", tr("原文并排"), "Ctrl+Shift+B", tr("几地的原文摆在一起，对着画线处读。")),
        ("search", tr("检索"), "Ctrl+K", tr("搜做法、数字、原文和笔记，打拼音首字母也行。")),
    )
    _add_points(step, points)
    return step


def keeping(session: Session, parent: QWidget, piece: QWidget) -> Step:
    """记下来、用起来."""
    lead = tr("看到合用的，随手留下；攒够了，写成方案，讲成一课。")
    step = Step(session, parent, tr("记得下，用得上"), lead, piece)
    single = session.settings.single_keys
    points = (
        ("bookmark", tr("收藏"), "B", tr("先把合用的做法留下。")),
        ("note", tr("批注"), "N", tr("写下自己的想法，跟着做法或原文走。")),
        ("plan", tr("方案"), "P", tr("借过来改写成本镇做法，导出 Word 公文。")),
        ("classroom", tr("课堂"), "L", tr("做成课件，放映时随时打开原文。")),
    )
    _add_points(
        step, [(icon, name, key if single else "", text) for icon, name, key, text in points]
    )
    return step


def _add_points(step: Step, points: Sequence[tuple[str, str, str, str]]) -> None:
    """Icon, name, key ('' for none) and what it is for; one below the other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(1, 1)
    look = step.session.appearance
    top = Qt.AlignmentFlag.AlignTop
    for row, (icon, name, key, text) in enumerate(points):
        grid.addWidget(IconLabel(look, icon, "accent", 20), row, 0, top)
        cell = QVBoxLayout()
        cell.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("stepTitle", name, wrap=False))
        if key:
            head.addWidget(label("keyCap", key, wrap=False), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        cell.addLayout(head)
        cell.addWidget(label("stepText", text))
        grid.addLayout(cell, row, 1)
    step.words.addSpacing(20)
    step.words.addLayout(grid)
    step.words.addStretch(1)


def label(name: str, text: str, *, wrap: bool = True) -> PlainLabel:
    """Words; `name` is what the style sheet calls them."""
    made = PlainLabel(text)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    return made
