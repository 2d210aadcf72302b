"""Work of many steps on the interface thread, a frame's worth on a turn of the event loop."""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QObject, QTimer

from desktop.widgets.paced_painting import painting_left

if TYPE_CHECKING:
    from collections.abc import Iterator

_FRAME_S: Final = 0.008
"""What the steps of one turn may take; the last of them is begun before it is used up."""
_PATIENCE: Final = 12
"""So many turns the steps wait for panes that are still to be painted."""
_LONG_PATIENCE: Final = 60
"""So many, for those that others have."""
_JUST_S: Final = 0.001


class InTurns(QObject):
    """Takes steps, so that keys and painting have their turn; who needs all calls `complete`."""

    _ended: ClassVar[float] = 0.0
    """When the last steps of any were taken on a turn."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] = iter(())
        self._painted = True
        self._waited = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def active(self) -> bool:
        """Whether there are steps left."""
        return self._timer.isActive()

    def begin(self, steps: Iterator[None]) -> None:
        """Take these, after those that are left of others."""
        self.complete()
        self._steps = chain(self._steps, steps)  # asked for by a step, it may not be the last one
        self._painted = False
        self._timer.start()

    def drop(self) -> None:
        """Forget those that are left."""
        self._timer.stop()
        self._steps = iter(())

    def complete(self) -> None:
        """Take all that are left."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        for _ in self._steps:
            pass

    def _go_on(self) -> None:
        # Turns between two: what the last steps have changed is painted on them.
        others = time.perf_counter() - InTurns._ended < _JUST_S  # on this same turn
        patience = _LONG_PATIENCE if others else _PATIENCE
        if (painting_left() or others) and self._waited < patience:
            self._waited += 1
            self._painted = False
        elif self._painted:
            self._painted = False
            self._waited = 0
            more = self._take_some()
            InTurns._ended = time.perf_counter()
            if not more:
                return
        else:
            self._painted = True
        self._timer.start()

    def _take_some(self) -> bool:
        """Whether there may be more."""
        until = time.perf_counter() + _FRAME_S
        while time.perf_counter() < until:
            if next(self._steps, self) is self:
                return False
        return True
