"""The head of a reader among others: whose text it is, and the steps from hit to hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.parts import ElidingLabel, IconButton, Panel, PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from db.records.article import Article
    from desktop.session import Session


class Header(Panel):
    """Region and title, the steps from hit to hit; dragged sideways it takes its reader along."""

    dragged = Signal(int)
    """Held at this horizontal place of the screen."""

    stepped = Signal(int)
    opened = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("columnHead")
        self._look = session.appearance
        self._pressed: QPoint | None = None
        self._dragging = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        row = QHBoxLayout(self)
        self._row = row
        row.addLayout(self._build_names(), 1)
        row.addWidget(self._build_steps(), 0, Qt.AlignmentFlag.AlignVCenter)
        self.open_button = IconButton(self._look, "open", tr("打开原文"))
        self.open_button.clicked.connect(self.opened)
        row.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._look.changed.connect(self._size)
        self._size()

    def _build_names(self) -> QVBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(0)
        self.region = PlainLabel()
        self.region.setObjectName("readerTitle")
        names.addStretch(1)
        self.state = PlainLabel()
        self.state.setObjectName("stateChip")
        first = QHBoxLayout()
        first.setSpacing(self._look.px(8))
        first.addWidget(self.region)
        first.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addStretch(1)
        names.addLayout(first)
        names.addLayout(self._build_title())
        names.addStretch(1)
        return names

    def _build_title(self) -> QHBoxLayout:
        self._title = ElidingLabel()
        self._drafted = PlainLabel(tr("（编者拟题）"))
        row = QHBoxLayout()
        row.setSpacing(0)
        for label, stretch in ((self._title, 1), (self._drafted, 0)):
            label.setObjectName("quiet")
            row.addWidget(label, stretch)
        return row

    def _build_steps(self) -> QWidget:
        self._steps = Panel("stepper")
        row = QHBoxLayout(self._steps)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self.back = IconButton(self._look, "left", tr("这篇的上一处"), size=15)
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.forward = IconButton(self._look, "right", tr("这篇的下一处"), size=15)
        self.forward.clicked.connect(lambda: self.stepped.emit(1))
        self.count = PlainLabel()
        self.count.setObjectName("stepCount")
        for widget in (self.back, self.count, self.forward):
            row.addWidget(widget)
        return self._steps

    def show_article(self, region: str, article: Article) -> None:
        """Name a text; a title that is not the text's own says so."""
        self.region.setText(region)
        self._title.setText(article.title)
        self._drafted.setVisible("title" in article.inferred)
        for button in (self.back, self.forward, self.open_button):
            button.setAccessibleName(
                tr("{region}：{action}").format(region=region, action=button.text())
            )

    def show_place(self, number: int, count: int) -> None:
        """The hit that is at the line, from 1; 0 for none."""
        self._steps.setVisible(count > 0)
        self.count.setText(f"{number or '–'} / {count}")
        self.count.setAccessibleName(tr("第 {n} 处，共 {m} 处").format(n=number or "–", m=count))

    def show_current(self, current: bool) -> None:
        """Whether the keys go to this reader."""
        if self.property("current") != current:
            self.setProperty("current", current)
            self._polish()

    def show_focused(self, focused: bool) -> None:
        """Whether they do so now: the text below has no room for a ring of its own."""
        self.setProperty("focused", focused)
        self._polish()

    def show_state(self, text: str) -> None:
        """What the text does not say; '' for nothing to say."""
        self.state.setText(text)
        self.state.setVisible(bool(text))

    def _size(self) -> None:
        px = self._look.px
        self.setFixedHeight(self._look.size("compare", "header"))
        self._row.setContentsMargins(px(20), 0, px(12), 0)
        self._row.setSpacing(px(8))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if not self._dragging and moved < QApplication.startDragDistance():
            return
        self._hold(True)
        self.dragged.emit(event.globalPosition().toPoint().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self._pressed = None
        self._hold(False)

    def _hold(self, held: bool) -> None:
        if held != self._dragging:
            self._dragging = held
            shape = Qt.CursorShape.ClosedHandCursor if held else Qt.CursorShape.OpenHandCursor
            self.setCursor(shape)
            self.setProperty("held", held)
            self._polish()

    def _polish(self) -> None:
        """The style sheet looks at properties only when it is asked to."""
        self.style().unpolish(self)
        self.style().polish(self)
