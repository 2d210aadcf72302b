"""First paint and memory, against a bare window in the same run.

    python tests/bench/bench_startup.py [--runs N] [--program EXE --bare EXE]

Both are started in turn as whole processes with the offscreen platform; a run lasts from the
start of the process until it says that its window is painted. Without --program the source tree
is measured. Prints medians and the ratios that the budgets speak of.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
def done():
    lines = open("/proc/self/status").read().splitlines()
    rss = next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
    print('{"rss_mib": %.1f}' % rss, flush=True)
    app.quit()
QTimer.singleShot(0, done)
app.exec()
"""


def measure(command: list[str]) -> tuple[float, float]:
    """Seconds until the line is printed, and the resident MiB it reports."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    took = time.perf_counter() - started
    process.wait()
    return took, float(json.loads(line)["rss_mib"])


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--program", type=Path)
    parser.add_argument("--bare", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = [sys.executable, "-m", "desktop"]
        program = [str(arguments.program)] if arguments.program else source
        program += ["--workspace", folder, "--startup-report"]
        bare = [str(arguments.bare)] if arguments.bare else [sys.executable, "-c", BARE]
        measure(program)
        measure(bare)
        pairs = [(measure(program), measure(bare)) for _ in range(arguments.runs)]
    for name, column, unit, scale in (("first paint", 0, "ms", 1000), ("memory", 1, "MiB", 1)):
        ours = statistics.median(pair[0][column] for pair in pairs) * scale
        bare_median = statistics.median(pair[1][column] for pair in pairs) * scale
        ratio = statistics.median(pair[0][column] / pair[1][column] for pair in pairs)
        print(f"{name:12} {ours:7.0f} {unit:4} bare {bare_median:6.0f} {unit:4} ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
