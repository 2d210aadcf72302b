"""When the matrix is painted with its data, and what the program holds by then."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from desktop.main_window import MainWindow


def measure(
    app: QApplication,
    window: MainWindow,
    started: float,
    tell: Callable[[dict[str, float]], None],
) -> None:
    """Tell how long it took since `started`, once the window waits for the user; then quit."""
    painted = time.perf_counter()

    def interactive() -> None:
        if not window.compare.ready:  # made in steps, on the turns that follow
            QTimer.singleShot(0, interactive)
            return
        tell(
            {
                "first_paint_ms": round((painted - started) * 1000, 1),
                "interactive_ms": round((time.perf_counter() - started) * 1000, 1),
                "rss_mib": round(resident_mib(), 1),
            }
        )
        app.quit()

    # The queue is empty once this is reached: what the window does next is wait for the user.
    QTimer.singleShot(0, interactive)


class FirstPaint(QObject):
    """Calls back once, after the matrix has painted its cells."""

    def __init__(self, window: MainWindow, call: Callable[[], None]) -> None:
        super().__init__()
        self._view = window.compare.view
        self._call = call
        self._view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the first paint event that finds rows laid out."""
        if event.type() == QEvent.Type.Paint and self._view.rowHeight(0) > 0:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._call)
        return False


def resident_mib() -> float:
    """Resident memory of this process in MiB; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="ascii", errors="ignore").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0
