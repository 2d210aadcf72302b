"""讲稿 on one screen: beside the page, for as long as the presenter wants them there.

One key does not show them: whoever teaches in front of one screen must have meant it. They go with
the page that they were opened for, unless they are pinned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.classroom.console_controls import ConsoleButton
from desktop.widgets.parts import Panel, PlainLabel

if TYPE_CHECKING:
    from desktop.pages.classroom.console_clock import ClockBar
    from desktop.pages.classroom.speaker_notes import SpeakerNotes
    from desktop.session import Session

ASK_MS: Final = 3000
"""So soon after the first the second press must come."""
_WIDE: Final = 0.36  # of the screen


class StageNotes(Panel):
    """Lies over the right of the stage. `wish` is one press of the key."""

    left = Signal()

    def __init__(
        self, session: Session, stage: QWidget, clock: ClockBar, notes: SpeakerNotes
    ) -> None:
        super().__init__("stageNotes")
        self.setParent(stage)
        self._stage = stage
        self._asked = QElapsedTimer()
        look = session.appearance
        self.clock, self.notes = clock, notes
        self.notes.left.connect(self.left)
        seen = PlainLabel(tr("这块屏幕上，学员也看得到"))
        seen.setObjectName("warnText")
        seen.setWordWrap(True)
        self.pin = ConsoleButton(look, "pin", tr("翻页后留着"))
        self.pin.setCheckable(True)
        self.pin.set_icons("pin", "pin-filled")
        close = ConsoleButton(look, "close", tr("收起"), "N")
        close.clicked.connect(self.put_away)
        foot = QHBoxLayout()
        foot.setContentsMargins(look.px(24), look.px(8), look.px(16), look.px(12))
        foot.addWidget(self.pin)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 0, 0)  # its border
        column.setSpacing(0)
        column.addWidget(self.clock)
        warned = QHBoxLayout()
        warned.setContentsMargins(look.px(24), look.px(8), look.px(16), 0)
        warned.addWidget(seen)
        column.addLayout(warned)
        column.addWidget(self.notes, 1)
        column.addLayout(foot)
        self.hide()

    def wish(self) -> bool:
        """The key was pressed: shows on the second press, hides on the next; True: it asks now."""
        if not self.isHidden():
            self.put_away()
            return False
        if self._asked.isValid() and self._asked.elapsed() <= ASK_MS:
            self._asked.invalidate()
            self.place()
            self.show()
            self.raise_()
            return False
        self._asked.start()
        return True

    def page_turned(self) -> None:
        """Another page has come: what was opened for the last one goes."""
        self._asked.invalidate()
        if not self.pin.isChecked():
            self.put_away()

    def put_away(self) -> None:
        """Hide, and store what was being written."""
        self._asked.invalidate()
        self.notes.store()
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def lock(self) -> None:
        """Hide for good: the pin goes too."""
        self.pin.setChecked(False)
        self.put_away()

    def place(self) -> None:
        """At the right of the stage, over its whole height."""
        wide = round(self._stage.width() * _WIDE)
        self.setGeometry(self._stage.width() - wide, 0, wide, self._stage.height())
