"""One sentence over the page that says what a key has done, and goes by itself.

For what needs no answer; what the user must not miss stands in the notices of the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer

from desktop.widgets.parts import PlainLabel
from desktop.widgets.spoken import announce

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SHOWN_MS: Final = 4000
_MARGIN: Final = 40


class BriefNotice(PlainLabel):
    """Lies over the window near its lower edge; never takes the focus or a click."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.setParent(window)
        self._over = window
        self.setObjectName("briefNotice")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.hide)

    def say(self, sentence: str) -> None:
        """Show a sentence for a few seconds."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        announce(self, sentence)
        window = self._over
        self.setMaximumWidth(max(window.width() - 2 * _MARGIN, 1))
        self.setWordWrap(self.sizeHint().width() > self.maximumWidth())
        self.ensurePolished()
        self.adjustSize()
        at_x = (window.width() - self.width()) // 2
        self.move(at_x, window.height() - self.height() - _MARGIN)
        self.show()
        self.raise_()
        self._timer.start()


def say_briefly(widget: QWidget, sentence: str) -> None:
    """Say a sentence over the window of a widget; '' says nothing."""
    window = widget.window()
    if not sentence:
        return
    found: QObject | None = window.findChild(
        BriefNotice, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    notice = found if isinstance(found, BriefNotice) else BriefNotice(window)
    notice.say(sentence)
