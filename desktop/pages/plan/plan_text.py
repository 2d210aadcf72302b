"""A text of a plan that is edited where it stands, as tall as its words, and stores itself.

What is typed is handed over at most SAVE_AFTER_MS after the first unsaved keystroke, and when the
field is left. What another field, an undo or a page changed meanwhile is taken over where nothing
newer was typed here, and never while an input method composes.
"""

from __future__ import annotations

from itertools import count
from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QTextCursor, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from desktop.theme import Appearance

SAVE_AFTER_MS: Final = 300
_MOST_LINES: Final = 60
"""A longer text scrolls inside: laying out all of a very long one takes longer than a frame."""
_RUNS = count(1)


class PlanText(QPlainTextEdit):
    """Edits one field of a row. `look` names its style; one that is not `long` has no breaks."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    left = Signal()
    entered = Signal()
    caret_moved = Signal()
    """The caret has moved by a key or by typing: what scrolls around it shall show it."""
    grown = Signal()
    """It needs another height."""

    def __init__(
        self,
        appearance: Appearance,
        name: str,
        write: Callable[[str, int], None],
        *,
        look: str = "field",
        long: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)  # at once: a style is given anew to what changes its parent
        self._look, self._write, self._long = appearance, write, long
        self._run = next(_RUNS)
        self._stored = ""
        self._taking = self._storing = self._composing = self._typed = False
        self._waiting: str | None = None
        self._heights: dict[int, int] = {}
        self._tall = 0
        self.setObjectName("planText")
        self.setProperty("look", look)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().clearUndoRedoStacks()  # the margin is a step of its own
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.store)
        self.textChanged.connect(self._on_text)
        self.cursorPositionChanged.connect(self._on_caret)

    # What is stored and what is typed

    @property
    def ahead(self) -> bool:
        """Whether what is typed here is newer than anything stored."""
        return self._storing or self._typed

    @property
    def empty(self) -> bool:
        """Whether nothing but blanks is written here."""
        return not (self.toPlainText() if self.ahead else self._stored).strip()

    def show_text(self, text: str) -> None:
        """Take over what is stored, unless something newer was typed here."""
        if self.ahead or text == self._stored:
            return
        if self._composing:
            self._waiting = text
            return
        self._stored = text
        self._replace(text)

    def store(self) -> None:
        """Hand over what has been typed."""
        # A text that nobody touched stays as it is stored: a widget changes some blanks.
        if not self._typed:
            return
        self._timer.stop()
        self._typed = False
        text = self.toPlainText()
        self._storing = True
        try:
            if text != self._stored:
                self._stored = text
                self._write(text, self._run)
        finally:
            self._storing = False

    def release(self) -> None:
        """Store what was typed once the present events are through: this may be gone then."""
        if self._typed:
            self._timer.stop()
            self._typed = False
            text, run, write = self.toPlainText(), self._run, self._write
            if text != self._stored:
                self._stored = text
                QTimer.singleShot(0, lambda: write(text, run))

    def _replace(self, text: str) -> None:
        """Change what differs and nothing else, so that the caret stays where it is."""
        old = self.toPlainText()
        head = _common(old, text)
        tail = _common(old[len(head) :][::-1], text[len(head) :][::-1])[::-1]
        self._taking = True
        try:
            cursor = QTextCursor(self.document())
            cursor.setPosition(_units(head))
            cursor.setPosition(_units(old[: len(old) - len(tail)]), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(text[len(head) : len(text) - len(tail)])
            # What was not typed here is undone where it was done.
            self.document().clearUndoRedoStacks()
        finally:
            self._taking = False

    def _on_text(self) -> None:
        if not self._taking:
            self._typed = True
            # Never restarted: fast typing must not push the save further and further away.
            if not self._timer.isActive():
                self._timer.start()
        self._fit()

    def _on_caret(self) -> None:
        if self.hasFocus() and not self._taking:
            self.caret_moved.emit()

    # Size

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Layouts ask many times over; this must not cost anything.
        known = self._heights.get(width)
        if known is None:
            self.ensurePolished()
            inside = self.contentsRect()
            words = self._text_height(max(width - self.width() + inside.width(), 1))
            known = self._heights[width] = words + self.height() - inside.height()
        return known

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 1 else self._look.px(240)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(40), self.fontMetrics().lineSpacing())

    def _text_height(self, width: int) -> int:
        """The height of the words in a width, as far as they are shown without scrolling."""
        line = self.fontMetrics().lineSpacing()
        most = line * _MOST_LINES
        laid_out = self.isVisible() and self.viewport().width() == width
        layout = self.document().documentLayout()
        height = 0.0
        block = self.document().begin()
        while block.isValid() and height < most:
            # The widget's own layout is of its present width only, and has what is composed.
            if laid_out:
                height += layout.blockBoundingRect(block).height()
            else:
                height += self._paragraph_height(block.text(), width)
            block = block.next()
        if not self.document().characterCount() > 1:
            height = max(height, self._paragraph_height(self.placeholderText(), width))
        over = height > most
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if over else policy.ScrollBarAlwaysOff
        )
        return max(ceil(min(height, most)), line) + 1  # without it, it scrolls by a line

    def _paragraph_height(self, text: str, width: int) -> float:
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            height += line.height()
        layout.endLayout()
        return height

    def _fit(self) -> None:
        self._heights.clear()
        tall = self.heightForWidth(self.width())
        if tall != self._tall:
            self._tall = tall
            self.updateGeometry()
            self.grown.emit()

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Undo and redo go on beyond what was typed here: to the steps of the whole program.
        standard = QKeySequence.StandardKey
        if event.matches(standard.Undo) and not self.document().isUndoAvailable():
            self.store()
            self.undo_wanted.emit()
            return
        if event.matches(standard.Redo) and not self.document().isRedoAvailable():
            self.redo_wanted.emit()
            return
        if not self._long and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.focusNextPrevChild(True)
            return
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        ):
            event.ignore()  # moves the whole card
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._long:
            super().insertFromMimeData(source)
        elif source.hasText():
            self.insertPlainText(" ".join(source.text().split()))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._fit()
        if not self._composing and self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.show_text(waiting)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self._run = next(_RUNS)  # one visit to a field is one step of undo
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.store()
        super().focusOutEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            event.ignore()  # the page scrolls
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()
        super().changeEvent(event)

    def caret(self) -> QRect:
        """Where the caret is, in this widget."""
        return self.cursorRect().translated(self.viewport().pos())


def _common(one: str, other: str) -> str:
    """What two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    end = next((at for at, (mine, theirs) in pairs if mine != theirs), None)
    return one[: min(len(one), len(other)) if end is None else end]


def _units(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
