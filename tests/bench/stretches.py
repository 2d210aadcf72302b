"""How long the interface thread computes at a stretch: for so long a key would wait."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

QUIET_S: Final = 0.25  # longer than anything here waits for a pause
AT_MOST_S: Final = 8.0


def stretches(act: Callable[[], object]) -> list[float]:
    """Milliseconds of the handler, and of each turn of the loop until nothing happens any more."""
    found = [_computed(act), _computed(_delete)]
    until = time.perf_counter() + AT_MOST_S
    busy = time.perf_counter()
    while time.perf_counter() < min(until, busy + QUIET_S):
        found.append(_computed(QApplication.processEvents))
        if found[-1] > 0.2:
            busy = time.perf_counter()
        else:
            time.sleep(0.001)
    return found


def _delete() -> None:
    # What the act no longer needs: the program's own loop would do so, which is not running here.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _computed(call: Callable[[], object]) -> float:
    before = time.thread_time()
    call()
    return (time.thread_time() - before) * 1000
