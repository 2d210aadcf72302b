"""撤销 and 重做 of the window, each with the name of the step: 撤销 “改责任人”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from desktop.i18n import tr
from desktop.operations.naming import inner

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QUndoStack


class UndoAction(QAction):
    """Takes the last step back, wherever it was made; `store` hands over what is being typed.

    What was typed last is the last step, though it may not be one yet.
    """

    def __init__(self, stack: QUndoStack, parent: QObject, store: Callable[[], None]) -> None:
        super().__init__(parent)
        self._stack, self._store = stack, store
        self.setShortcut(QKeySequence("Ctrl+Z"))
        self.triggered.connect(self._undo)
        # Methods, not lambdas: the stack outlives the window.
        stack.undoTextChanged.connect(self._name)
        stack.canUndoChanged.connect(self.setEnabled)
        self._name(stack.undoText())
        self.setEnabled(stack.canUndo())

    def _undo(self) -> None:
        self._store()
        self._stack.undo()

    def _name(self, step: str) -> None:
        self.setText(tr("撤销 “{step}”").format(step=_shown(step)) if step else tr("撤销"))


class RedoAction(QAction):
    """Makes the step again that was taken back last."""

    def __init__(self, stack: QUndoStack, parent: QObject) -> None:
        super().__init__(parent)
        self.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.triggered.connect(stack.redo)
        stack.redoTextChanged.connect(self._name)
        stack.canRedoChanged.connect(self.setEnabled)
        self._name(stack.redoText())
        self.setEnabled(stack.canRedo())

    def _name(self, step: str) -> None:
        self.setText(tr("重做 “{step}”").format(step=_shown(step)) if step else tr("重做"))


def _shown(step: str) -> str:
    # An ampersand would underline the letter behind it.
    return inner(step).replace("&", "＆")
