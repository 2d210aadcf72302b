"""One note saved: how long until it is durable, and how long the interface waits for it.

    python tests/bench/bench_saving.py [--notes N] [--folder DIR]

A note is written the way its editor does, in the real window, with the real saver behind it. The
baseline is the disk's own sync: as many bytes as one note adds to the log, appended to a file of
the same folder and synced. What the interface waits for is the call that hands the note over. Its
longest turn until the note is durable is printed beside it: that paints the changed cell, too.
Folder: somewhere on the disk of
the workspace; the default, the system's temporary folder, may be in memory.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # noqa: E402

from db.seeding.build import build_library  # noqa: E402
from desktop import startup  # noqa: E402
from desktop.main_window import MainWindow  # noqa: E402
from desktop.operations.notes import start_note, write_note  # noqa: E402
from tests.bench.measurement import Measurement  # noqa: E402

NOTES = 200
WARM_UP = 10
OVER_MS = 10.0
FRAME_MS = 16.0
LOGGED = 3 * (4096 + 24)  # a note dirties about three pages, each with its frame header


def syncs(folder: Path, count: int) -> list[float]:
    """Milliseconds of an append and a sync on the disk of `folder`, sorted."""
    taken = []
    with (folder / "sync").open("wb") as file:
        for _ in range(count):
            before = time.perf_counter()
            file.write(bytes(LOGGED))
            file.flush()
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - before) * 1000)
    return sorted(taken)


class Bench:
    """The real window on a new workspace, and what writing notes in it took, in milliseconds."""

    def __init__(self, folder: Path) -> None:
        build_library(ROOT / "seeds", folder / "library.db")
        self.session = startup.open_session(folder / "library.db", folder / "workspace", "zh")
        self.window = MainWindow(self.session)
        self.window.show()
        for _ in range(20):
            QApplication.processEvents()
        self.durable: list[float] = []
        self.waits: list[float] = []
        self.turns: list[float] = []

    def run(self, count: int) -> None:
        """Write notes, waiting for one to be durable, and watching the interface at the next."""
        mechanisms = [mechanism.id for mechanism in self.session.cases.mechanisms]
        for number in range(WARM_UP + count):
            mechanism = mechanisms[number % len(mechanisms)]
            before = time.perf_counter()
            self._write(mechanism, number)
            self.session.saver.flush()
            self.durable.append((time.perf_counter() - before) * 1000)
            QApplication.processEvents()
            self._watch(mechanism, number)
        for values in (self.durable, self.waits, self.turns):
            del values[:WARM_UP]
            values.sort()

    def _write(self, mechanism_id: str, number: int) -> None:
        note = start_note(self.session, mechanism_id)
        write_note(self.session, note, f"第 {number} 条批注。" * 20)

    def _watch(self, mechanism_id: str, number: int) -> None:
        started = turn = time.perf_counter()
        self._write(mechanism_id, number)
        self.waits.append((time.perf_counter() - started) * 1000)
        longest, waiting = 0.0, 1
        while waiting:
            waiting = self.session.saver.unsaved()
            QApplication.processEvents()
            now = time.perf_counter()
            longest, turn = max(longest, now - turn), now
        self.turns.append(longest * 1000)

    def close(self) -> None:
        """End as the program does."""
        self.window.close()
        startup.close_session(self.session)


def taken(folder: Path | None, count: int) -> tuple[Bench, list[float]]:
    """A bench that has run and is closed, and bare syncs on the same disk."""
    startup.application()
    with tempfile.TemporaryDirectory(dir=folder) as name:
        bench = Bench(Path(name))
        bench.run(count)
        bench.close()
        return bench, syncs(Path(name), count)


def measure(count: int = NOTES) -> list[Measurement]:
    """The lines of the table of budgets."""
    bench, bare = taken(None, count)
    ours, sync, wait = statistics.median(bench.durable), statistics.median(bare), bench.waits[-1]
    return [
        Measurement(
            "one note saved, durable",
            ours,
            "ms",
            sync,
            f"≤ baseline + {OVER_MS:g} ms",
            ours - sync <= OVER_MS,
        ),
        Measurement(
            "longest wait of the interface for it",
            wait,
            "ms",
            None,
            f"≤ {FRAME_MS:g} ms",
            wait <= FRAME_MS,
        ),
    ]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=NOTES)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    bench, bare = taken(arguments.folder, arguments.notes)
    for name, values in (
        ("durable", bench.durable),
        ("wait", bench.waits),
        ("longest turn", bench.turns),
        ("bare sync", bare),
    ):
        p95 = values[int(len(values) * 0.95)]
        middle = statistics.median(values)
        print(f"{name:13} p50 {middle:7.2f} ms   p95 {p95:7.2f} ms   max {values[-1]:7.2f} ms")


if __name__ == "__main__":
    main()
