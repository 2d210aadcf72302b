"""What can be done with the words that are selected, right above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.parts import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.theme import Appearance


class SelectionPopover(QFrame):
    """A row of buttons; a child of the viewport it stands in."""

    mark_wanted = Signal()
    """Underline the selection, or take the underline away."""
    note_wanted = Signal()
    plan_wanted = Signal()
    copy_wanted = Signal()
    dismissed = Signal()
    """Closed with Esc from within: the focus belongs to the text again."""

    def __init__(self, appearance: Appearance, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setObjectName("popover")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(tr("对所选文字"))
        self._look = appearance
        self._viewport = viewport
        row = QHBoxLayout(self)
        row.setContentsMargins(5, 4, 5, 4)
        row.setSpacing(2)
        self.mark = self._button("highlight", tr("划线"), "H")
        self.note = self._button("note", tr("批注"), "N")
        self.plan = self._button("plan", tr("加入方案"), "P")
        self.copy = self._button("copy", tr("复制引文"), "Ctrl+C")
        self._buttons = (self.mark, self.note, self.plan, self.copy)
        for button, signal in zip(
            self._buttons,
            (self.mark_wanted, self.note_wanted, self.plan_wanted, self.copy_wanted),
            strict=True,
        ):
            row.addWidget(button)
            button.clicked.connect(signal)
        self.hide()

    def _button(self, icon: str, text: str, key: str) -> IconButton:
        button = IconButton(self._look, icon, text, role="bar", size=16, beside=True)
        _name(button, text, key)
        return button

    def offer(self, *, marked: bool, noted: bool) -> None:
        """Name the buttons after what is there: a highlight, a note."""
        _name(self.mark, tr("取消划线") if marked else tr("划线"), "H")
        _name(self.note, tr("打开批注") if noted else tr("批注"), "N")

    def place(self, first: QRect, last: QRect) -> None:
        """Show 8 px above the first line of the selection, or below the last without room there.

        Both are rectangles of the viewport.
        """
        room = self._viewport.rect()
        style = Qt.ToolButtonStyle
        self._label(style.ToolButtonTextBesideIcon)
        if self.sizeHint().width() > room.width():
            self._label(style.ToolButtonIconOnly)
        self.resize(self.sizeHint())
        gap = self._look.px(8)
        center = (first.left() + last.right()) // 2 if first.top() == last.top() else first.left()
        left = min(max(center - self.width() // 2, 0), max(room.width() - self.width(), 0))
        top = first.top() - gap - self.height()
        if top < 0:
            top = min(last.bottom() + gap, room.height() - self.height())
        self.move(left, max(top, 0))
        self.show()
        self.raise_()

    def _label(self, style: Qt.ToolButtonStyle) -> None:
        for button in self._buttons:
            button.setToolButtonStyle(style)
        layout = self.layout()
        if layout is not None:
            layout.invalidate()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round the buttons; Esc leads back to the text."""
        here = next((n for n, button in enumerate(self._buttons) if button.hasFocus()), 0)
        there = (here + (1 if forward else -1)) % len(self._buttons)
        self._buttons[there].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.dismissed.emit()
            return
        super().keyPressEvent(event)


def _name(button: IconButton, text: str, key: str) -> None:
    button.setText(text)
    button.setAccessibleName(text)
    button.setToolTip(tr("{text}（{key}）").format(text=text, key=key))
