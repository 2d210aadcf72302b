"""Keys while an input method composes belong to it, whatever the field or its page make of them.

Most input methods take their keys before Qt sees them. Some hand on those they have no use for:
Enter would then send off a search for half a word, Esc close the dialog, F5 start the lesson.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class Composing(QObject):
    """Watches the one field that has the focus: no other event of the program costs anything."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._field: QWidget | None = None
        self._composes = False
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None:
            with suppress(RuntimeError):  # it may be gone: that is why the focus is elsewhere
                self._field.removeEventFilter(self)
        self._composes = False
        writes = now is not None and now.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._field = now if writes else None
        if self._field is not None:
            self._field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Hold back every key between the first letter of a composition and its end."""
        if isinstance(event, QInputMethodEvent):
            self._composes = bool(event.preeditString())
        elif self._composes and event.type() in _KEYS:
            event.accept()  # of a shortcut: no action shall have it either
            return True
        return False
