"""Collects what Python no longer needs while nobody is at work.

The program holds very many objects that stay, and a whole collection looks through all of them:
longer than a frame, in the middle of whatever the user happens to do. So it is not left to the
interpreter, which begins one after so and so many new objects, but done in pauses, a little at a
time: what has been looked through is set aside, and looked through again only when another
program is in front. The young objects, which are few, are collected as ever.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from desktop.at_work import AtWork

if TYPE_CHECKING:
    from desktop.main_window import MainWindow

_YOUNG: Final = 700
_MIDDLE: Final = 10
_WORTH_IT: Final = 2
"""After so many collections of the middle ones the old ones are; more would be a longer pause."""
_NEVER_RESTS: Final = 1_000
"""Who never pauses: after so many one of the old ones comes on its own."""
_SET_ASIDE: Final = 50_000
"""So many objects set aside are worth looking through them all again."""
_LOOK_MS: Final = 1_000
_PAUSE_S: Final = 1.0


def begin() -> None:
    """Begin to collect, after a start that only makes what stays; again when the pages are there.

    What is there by now is set aside.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _NEVER_RESTS)
    gc.enable()


def collect() -> None:
    """Collect the old ones if there are enough of them, and set aside what stays."""
    if gc.get_count()[2] >= _WORTH_IT:
        gc.collect()
        gc.freeze()


class Collecting(QObject):
    """Collects in the pauses of a shown window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._at_work = AtWork(window, self)
        self._stays = gc.get_freeze_count()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect if nobody is at work; all that there is, if it is long since and we are aside."""
        if QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive:
            if self._at_work.rested(_PAUSE_S):
                collect()
        elif gc.get_freeze_count() - self._stays > _SET_ASIDE:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._stays = gc.get_freeze_count()
