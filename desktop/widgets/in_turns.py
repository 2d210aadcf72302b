"""Work of many steps on the interface thread, a frame's worth on a turn of the event loop."""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QObject, QTimer

from desktop.widgets.paced_painting import painted_within, painting_left

if TYPE_CHECKING:
    from collections.abc import Iterator

_FRAME_S: Final = 0.006
"""What the steps of one turn may take; the last of them is begun before it is used up."""
_PATIENCE: Final = 12
"""So many turns the steps wait for painting; then they are taken with it."""
_LONG_PATIENCE: Final = 60
"""So many turns they wait for steps of others."""
_JUST_S: Final = 0.003
"""What was painted so shortly before the steps' turn came was painted on the same turn."""
_AT_ONCE_S: Final = 0.001
"""So shortly after the steps of others it is likely to be the same turn."""


class InTurns(QObject):
    """Takes steps, so that keys and painting have their turn; who needs all calls `complete`."""

    _ended: ClassVar[float] = 0.0
    """When the last steps of any were taken on a turn."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[bool | None] = iter(())
        self._painted = True
        self._waited = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def active(self) -> bool:
        """Whether there are steps left."""
        return self._timer.isActive()

    def begin(self, steps: Iterator[bool | None]) -> None:
        """Take these, after those that are left of others.

        What follows a step that yields True is done on a turn of its own: it is long.
        """
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
        others = time.perf_counter() - InTurns._ended < _AT_ONCE_S
        patience = _LONG_PATIENCE if others else _PATIENCE
        if self._waited < patience and (others or painting_left()):
            self._waited += 1
            self._painted = False
        elif self._painted and self._waited < _PATIENCE and painted_within(_JUST_S):
            self._waited += 1
        elif self._painted:
            self._painted, self._waited = False, 0
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
            step = next(self._steps, self)
            if step is self:
                return False
            if step:
                break
        return True
