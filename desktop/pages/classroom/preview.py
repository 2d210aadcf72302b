"""The slide as the audience will see it, and below it what steps through its sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.documents.sheet import Shape
from desktop.i18n import tr
from desktop.widgets.parts import IconButton, Panel, PlainLabel
from desktop.widgets.segments import Segments
from desktop.widgets.slide_painter import Look
from desktop.widgets.slide_view import SlideView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.documents.sheet import Sheet
    from desktop.theme import Appearance

_SHAPE = "lesson shape"


class _Framed(SlideView):
    """The slide with an edge: on the page it has the colour of the paper around it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        held = self.hasFocus()
        painter.setPen(QPen(self._look.color("focus" if held else "hair2"), 2 if held else 1))
        edge = 1 if held else 0
        frame = self.scene_rect().toAlignedRect().adjusted(edge, edge, -1 - edge, -1 - edge)
        painter.drawRect(frame)
        painter.end()


class SlidePreview(Panel):
    """A slide may need several sheets: one is shown, the others are a step away."""

    source_wanted = Signal(object)
    """A `documents.sheet.Source` whose mark was opened."""
    shape_chosen = Signal(object)
    """Another shape of screen: a `documents.sheet.Shape`."""

    def __init__(self, appearance: Appearance, shape: Shape) -> None:
        super().__init__("slidePreview")
        self._look = appearance
        self._sheets: list[Sheet] = []
        self._at = 0
        self._number, self._count = 1, 1
        self.shape = shape
        self.view = _Framed(appearance)
        self.view.source_wanted.connect(self.source_wanted)
        self.former = IconButton(appearance, "left", tr("这一页的上一屏"), size=15)
        self.next = IconButton(appearance, "right", tr("这一页的下一屏"), size=15)
        self.former.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        for button in (self.former, self.next):
            button.setAccessibleName(button.text())
        self.place = PlainLabel()
        self.place.setObjectName("quiet")
        self.said = PlainLabel()
        self.said.setObjectName("quiet")
        self.shapes = Segments([(s.value, s.value) for s in Shape], shape.value)
        self.shapes.setAccessibleName(tr("画面比例"))
        self.shapes.chosen.connect(self._choose_shape)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(6)
        foot.addWidget(self.said, 1)
        for widget in (self.former, self.place, self.next, self.shapes):
            foot.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 8)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addWidget(self._foot)

    def show_sheets(
        self, sheets: Sequence[Sheet], number: int, count: int, *, anew: bool = False
    ) -> None:
        """Show the sheets of a slide, all uncovered; `number` of `count` is its first one's page.

        `anew`: it is another slide, shown from its first sheet.
        """
        self._sheets = list(sheets)
        self._number, self._count = number, count
        self._at = 0 if anew else min(self._at, max(len(sheets) - 1, 0))
        self._show()

    def step(self, by: int) -> None:
        """To the next sheet of the slide or the former one."""
        if 0 <= self._at + by < len(self._sheets):
            self._at += by
            self._show()

    @property
    def at(self) -> int:
        """Which sheet of the slide is shown, from 0."""
        return self._at

    def _show(self) -> None:
        sheet = self._sheets[self._at] if self._sheets else None
        look = Look(number=self._number + self._at, count=self._count, shape=self.shape)
        self.view.show_sheet(sheet, look)
        several = len(self._sheets) > 1
        for widget in (self.former, self.place, self.next):
            widget.setVisible(several)
        self.former.setEnabled(self._at > 0)
        self.next.setEnabled(self._at + 1 < len(self._sheets))
        form = tr("{n} / {all} 屏")
        self.place.setText(form.format(n=self._at + 1, all=len(self._sheets)))
        steps = sheet.steps if sheet is not None else 1
        self._fit()
        self.said.setText(tr("分 {n} 步显示").format(n=steps) if steps > 1 else "")

    def _fit(self) -> None:
        """With little height the slide takes it all, unless it has sheets to be stepped through."""
        several = len(self._sheets) > 1
        self._foot.setVisible(several or self.height() >= self._look.px(230))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _choose_shape(self, name: str) -> None:
        self.shape = Shape(name)
        self.shape_chosen.emit(self.shape)
