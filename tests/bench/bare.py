"""A bare window, what a start and a built folder of ours are measured against.

Built as PyInstaller does by itself: pyinstaller --noconfirm tests/bench/bare.py
"""

import json
import pathlib

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    """Ends after its first paint: till then it holds nothing that it is painted on."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, done)


def done() -> None:
    """Say how much memory is held, and quit."""
    lines = pathlib.Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    rss = next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
    print(json.dumps({"rss_mib": round(rss, 1)}), flush=True)
    app.quit()


app = QApplication([])
window = Bare()
window.resize(1440, 900)
window.show()
app.exec()
