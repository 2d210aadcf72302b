"""Fills the readers when the page is first opened: one on a turn, so that keys need not wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator


class Filling(QObject):
    """Takes steps, each on a turn of its own; whoever needs all of them done calls `complete`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] = iter(())
        self._painted = True
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    def begin(self, steps: Iterator[None]) -> None:
        """Take these, after those that are left of others."""
        self.complete()
        self._steps = steps
        self._painted = False
        self._timer.start()

    def complete(self) -> None:
        """Take all that are left."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        for _ in self._steps:
            pass

    def _go_on(self) -> None:
        # A turn between two steps: what the last one has changed is painted on it.
        if self._painted:
            self._painted = False
            if next(self._steps, self) is self:
                return
        else:
            self._painted = True
        self._timer.start()
