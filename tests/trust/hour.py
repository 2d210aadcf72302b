"""An hour of a user's work, compressed: typing by key events, tagging, planning, undoing.

Random with a seed. Between two keys there are a few milliseconds instead of a hundred; the delays
of the program are its own. What one step did is in the journal before the next begins.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.pages.note_panel import NoteEditor
from desktop.pages.plan.plan_text import PlanText
from tests.trust.journal import moment
from tests.trust.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.main_window import MainWindow
    from tests.trust.journal import Journal, Moment

WORDS: Final = "坚持党建引领乡村振兴每季度末一场比武干部入户遍访问题清单销号𠮷，。；、0123456789 ab"
_CHECK_EVERY: Final = 12  # steps
_BACKSPACE, _RETURN = Qt.Key.Key_Backspace, Qt.Key.Key_Return


class Hour:
    """Presses keys and takes steps, one a turn of the event loop."""

    def __init__(
        self, window: MainWindow, journal: Journal, seed: int, check: Callable[[], None]
    ) -> None:
        self._random = random.Random(seed)
        self._journal = journal
        self._check = check
        self._steps = Steps(window, journal, self._random)
        self._timer = QTimer(window, singleShot=True)
        self._timer.timeout.connect(self._turn)
        self._keys = 0
        self._taken = 0
        self._object, self._field = "", ""

    def begin(self) -> None:
        """Go to work."""
        self._timer.start(1)

    def end(self) -> None:
        """Stop."""
        self._timer.stop()
        self._keys = -1

    def _turn(self) -> None:
        try:
            if self._keys > 0 and self._press():
                self._keys -= 1
            else:
                self._step()
        except Exception as error:
            self._journal.tell("wrong", what=f"a step failed: {error!r}")
        if self._keys >= 0:
            self._timer.start(self._random.choice((0, 4, 8, 15, 30, 60)))

    def _step(self) -> None:
        self._keys = 0
        self._taken += 1
        if self._taken % _CHECK_EVERY == 0:
            self._check()
        place = self._steps.take()
        if place is None:
            return
        self._object, self._field = place
        editor = self._editor()
        if editor is not None:
            editor.moveCursor(QTextCursor.MoveOperation.End)
            self._keys = self._random.choice((1, 3, 8, 20, 40))

    def _editor(self) -> QPlainTextEdit | None:
        """What has the focus, where that is an editor of a note or a plan."""
        focus = QApplication.focusWidget()
        return focus if isinstance(focus, NoteEditor | PlanText) else None

    def _press(self) -> bool:
        """One key, or what an input method hands over; False where there is nothing to type in."""
        editor = self._editor()
        if editor is None or (
            isinstance(editor, NoteEditor) and f"note {editor.note.id}" != self._object
        ):
            return False
        before, chance = editor.toPlainText(), self._random.random()
        at = moment()
        if chance < 0.1 and len(before) > 4 and before[-1] not in "𠮷":
            wanted = before[:-1]
            _send(editor, _BACKSPACE, "")
        elif chance < 0.2 and before.strip():
            committed = "".join(self._random.choices(WORDS[:20], k=3))
            wanted = before + committed
            event = QInputMethodEvent("bi wu", [])
            QApplication.sendEvent(editor, event)
            event = QInputMethodEvent()
            event.setCommitString(committed)
            QApplication.sendEvent(editor, event)
        elif chance < 0.23 and before.strip() and isinstance(editor, NoteEditor):
            wanted = before + "\n"
            _send(editor, _RETURN, "\r")
        else:
            text = self._random.choice(WORDS[:20] if not before.strip() else WORDS)
            wanted = before + text
            _send(editor, 0, text)
        return self._told(editor, wanted, at)

    def _told(self, editor: QPlainTextEdit, wanted: str, at: Moment) -> bool:
        seen = editor.toPlainText()
        if seen != wanted:
            what = f"typed {wanted[-12:]!r}, but there stands {seen[-12:]!r} in {self._object}"
            self._journal.tell("wrong", what=what)
            return False
        self._journal.tell("type", at, object=self._object, field=self._field, text=wanted)
        return True


def _send(editor: QPlainTextEdit, key: int, text: str) -> None:
    none = Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(editor, QKeyEvent(kind, key, none, text))
