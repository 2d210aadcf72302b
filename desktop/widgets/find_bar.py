"""文内查找: a line to type in, how many hits there are, and the way from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desktop.i18n import tr
from desktop.widgets.parts import IconButton, Panel, PlainLabel
from desktop.widgets.spoken import announce

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.theme import Appearance


class _Line(QLineEdit):
    """Takes Enter, Shift+Enter, the arrows and Esc for the bar."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if shift else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(Panel):
    """Knows what is typed and shows what it is told; finds nothing itself."""

    typed = Signal(str)
    stepped = Signal(int)
    """To the next (1) or the former (-1) hit."""
    closed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__("findBar")
        self._look = appearance
        self.edit = _Line()
        self.edit.setObjectName("findEdit")
        self.edit.setAccessibleName(tr("在文内查找"))
        self.edit.setPlaceholderText(tr("在文内查找，全角半角都算"))
        self.edit.textChanged.connect(self.typed)
        self.edit.stepped.connect(self.stepped)
        self.edit.left.connect(self.close_bar)
        self.state = PlainLabel()
        self.state.setObjectName("meta")
        former = IconButton(appearance, "up", tr("上一处（Shift+F3）"), size=16)
        following = IconButton(appearance, "down", tr("下一处（F3）"), size=16)
        close = IconButton(appearance, "close", tr("关闭查找（Esc）"), size=16)
        former.clicked.connect(lambda: self.stepped.emit(-1))
        following.clicked.connect(lambda: self.stepped.emit(1))
        close.clicked.connect(self.close_bar)
        for button in (former, following, close):
            button.setAccessibleName(button.text())
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 10, 5)
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self.state)
        for button in (former, following, close):
            row.addWidget(button)
        appearance.changed.connect(self._fit)
        self._fit()
        self.hide()

    def _fit(self) -> None:
        self.edit.setMaximumWidth(self._look.px(420))

    def open_bar(self, text: str = "") -> None:
        """Show the bar, ready to be typed in; `text` replaces what was looked for before."""
        self.show()
        if text:
            self.edit.setText(text)
        self.edit.setFocus()
        self.edit.selectAll()

    def close_bar(self) -> None:
        """Put the bar away."""
        self.hide()
        self.closed.emit()

    def tell(self, state: str, *, missing: bool = False) -> None:
        """Show how the search stands; `missing` where nothing was found."""
        self.state.setText(state)
        self.state.setAccessibleName(state)
        announce(self, state)
        if self.state.property("missing") != missing:
            self.state.setProperty("missing", missing)
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            return
        super().keyPressEvent(event)
