"""What a view of another size is laid out anew, on turns of the event loop beside the painting."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from desktop.widgets.paced_painting import hold_back, let_pass, times_painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

_FRAME_S: Final = 0.006
"""What the steps of one turn may take."""
_LITTLE_S: Final = 0.002
"""After no more than this, it is laid out on the same turn."""
_PATIENCE: Final = 3
"""So many turns one after the other it leaves to the painting."""
_SIZES: Final = 6
"""So many sizes, one before it was laid out for the other, and it is laid out all the same."""


class AnotherSize(QObject):
    """Lays a view out once what it needs for that is measured; till then it is not painted.

    What it showed before stands there meanwhile.
    """

    def __init__(
        self,
        view: QWidget,
        measuring: Callable[[], Iterator[None]],
        lay_out: Callable[[], None],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._measuring = measuring
        self._lay_out = lay_out
        self._steps: Iterator[None] = iter(())
        self._sizes = 0
        self._waited = 0
        self._painted = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def active(self) -> bool:
        """Whether it is still to be laid out."""
        return self._timer.isActive()

    def begin(self) -> None:
        """It has another size."""
        self._sizes += 1
        self._steps = self._measuring()
        self._painted = times_painted()
        hold_back(self._view, self._timer.isActive)
        self._timer.start()

    def drop(self) -> None:
        """It has been laid out already."""
        self._timer.stop()
        self._sizes = 0

    def _go_on(self) -> None:
        if self._sizes < _SIZES and not self._ready():
            self._timer.start()
        else:
            self._sizes = 0
            self._lay_out()

    def _ready(self) -> bool:
        painted, self._painted = self._painted, times_painted()
        if painted != self._painted and self._waited < _PATIENCE:
            self._waited += 1
            let_pass()  # the next turn is for this
            return False
        self._waited = 0
        begun = time.perf_counter()
        for _ in self._steps:
            if time.perf_counter() - begun > _FRAME_S:
                return False
        return time.perf_counter() - begun < _LITTLE_S
