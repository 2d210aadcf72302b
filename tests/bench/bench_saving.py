"""One note saved: how long until it is durable, and how long the interface waits for it.

    python tests/bench/bench_saving.py [--notes N] [--folder DIR]

A note is written the way its editor does, in the real window, with the real saver behind it. The
baseline is the disk's own sync: as many bytes as one note adds to the log, appended to a file of
the same folder and synced. The interface is watched until the note is durable: its longest turn,
the writing of the note included, is what a person could feel. Folder: somewhere on the disk of
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
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # noqa: E402

from db.seeding.build import build_library  # noqa: E402
from desktop import startup  # noqa: E402
from desktop.main_window import MainWindow  # noqa: E402
from desktop.operations.notes import start_note, write_note  # noqa: E402
from tests.bench.measurement import Measurement  # noqa: E402

if TYPE_CHECKING:
    from desktop.session import Session

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


def save_one(session: Session, mechanism_id: str, body: str) -> tuple[float, float]:
    """Write a note; milliseconds until it is durable, and of the interface's longest turn."""
    before = turn = time.perf_counter()
    longest = 0.0
    write_note(session, start_note(session, mechanism_id), body)
    while True:
        waiting = session.saver.unsaved()
        QApplication.processEvents()
        now = time.perf_counter()
        longest, turn = max(longest, now - turn), now
        if not waiting:
            return (now - before) * 1000, longest * 1000


def saves(folder: Path, count: int) -> tuple[list[float], list[float]]:
    """Times to durability and longest turns of `count` notes, each sorted."""
    build_library(ROOT / "seeds", folder / "library.db")
    session = startup.open_session(folder / "library.db", folder / "workspace", "zh")
    window = MainWindow(session)
    window.show()
    for _ in range(20):
        QApplication.processEvents()
    mechanisms = [mechanism.id for mechanism in session.cases.mechanisms]
    found = [
        save_one(session, mechanisms[number % len(mechanisms)], f"第 {number} 条批注。" * 20)
        for number in range(WARM_UP + count)
    ][WARM_UP:]
    window.close()
    startup.close_session(session)
    return sorted(durable for durable, _ in found), sorted(turn for _, turn in found)


def both(folder: Path | None, count: int) -> tuple[list[float], list[float], list[float]]:
    """Durable times, longest turns and bare syncs, in milliseconds."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        durable, turns = saves(Path(name), count)
        return durable, turns, syncs(Path(name), count)


def measure(count: int = NOTES) -> list[Measurement]:
    """The lines of the table of budgets."""
    durable, turns, bare = both(None, count)
    ours, sync = statistics.median(durable), statistics.median(bare)
    budget = f"≤ baseline + {OVER_MS:g} ms"
    return [
        Measurement("one note saved, durable", ours, "ms", sync, budget, ours - sync <= OVER_MS),
        Measurement(
            "longest turn of the interface meanwhile",
            turns[-1],
            "ms",
            None,
            f"≤ {FRAME_MS:g} ms",
            turns[-1] <= FRAME_MS,
        ),
    ]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=NOTES)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    for name, values in zip(
        ("durable", "longest turn", "bare sync"),
        both(arguments.folder, arguments.notes),
        strict=True,
    ):
        p95 = values[int(len(values) * 0.95)]
        middle = statistics.median(values)
        print(f"{name:13} p50 {middle:7.2f} ms   p95 {p95:7.2f} ms   max {values[-1]:7.2f} ms")


if __name__ == "__main__":
    main()
