"""What the benchmarks of the interface share: steps timed with their paint, and percentiles."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FRAME_MS = 16.0

# Where other programs run beside, TASHAN_BENCH=cpu counts what this thread computes: without
# the turns that the others have, and without what it waits for.
_clock = time.thread_time if os.environ.get("TASHAN_BENCH") == "cpu" else time.perf_counter


def milliseconds(step: Callable[[], object]) -> float:
    """How long a step takes, with everything that it causes: layout, paint, queued events."""
    before = _clock()
    step()
    QApplication.processEvents()
    return (_clock() - before) * 1000


def each(steps: Iterable[Callable[[], object]]) -> list[float]:
    """How long each step takes, sorted."""
    return sorted(milliseconds(step) for step in steps)


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of the sorted values do not exceed."""
    return values[min(len(values) - 1, int(share * len(values)))]


def spell(name: str, ours: list[float], bare: list[float]) -> str:
    """One line: our percentiles beside those of the baseline, and the ratio of the medians."""
    ratio = percentile(ours, 0.5) / max(percentile(bare, 0.5), 1e-9)
    return (
        f"{name:<38} p50 {percentile(ours, 0.5):8.2f} ms   p95 {percentile(ours, 0.95):8.2f} ms"
        f"   max {ours[-1]:8.2f} ms   bare p50 {percentile(bare, 0.5):8.2f} ms   x{ratio:.1f}"
    )
