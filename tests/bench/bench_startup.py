"""First paint, memory and size, against a bare window in the same run.

    pyinstaller --noconfirm build.spec && pyinstaller --noconfirm tests/bench/bare.py
    python tests/bench/bench_startup.py [--runs N] [--program EXE --bare EXE]

Both are started in turn as whole processes with the offscreen platform, on a screen that holds the
window of 1440 × 900 pixels. A run lasts from the start of the process to its first paint; ours
says how much later it was ready, which is taken off. What is built in dist/ is measured, the source
tree where nothing is. Prints medians, and the ratios pair by pair that the budgets speak of; CPU is
user and system time of the whole run, both printed since a busy machine lengthens the wall time of
either.
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
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.measurement import Measurement  # noqa: E402

PAINT_BUDGET = 2.5
MEMORY_BUDGET = 2.0
SIZE_BUDGET = 0.9
BUILT = ROOT / "dist" / "Tashan" / "Tashan"
BUILT_BARE = ROOT / "dist" / "bare" / "bare"


SCREEN = {"name": "one", "x": 0, "y": 0, "width": 1440, "height": 900, "dpr": 1}
DENSITY = {"logicalDpi": 96, "logicalBaseDpi": 96}


@dataclass(frozen=True)
class Run:
    """One start: until the first paint, resident memory then, and CPU of the whole run."""

    paint_ms: float
    rss_mib: float
    cpu_ms: float


def screen(folder: Path) -> str:
    """The platform with that screen, which is described in `folder`."""
    told = {"synchronousWindowSystemEvents": False, "windowFrameMargins": False}
    config = folder / "screen.json"
    config.write_text(json.dumps(told | {"screens": [SCREEN | DENSITY]}), encoding="utf-8")
    return f"offscreen:configfile={config}"


def start(command: list[str], platform: str) -> Run:
    """Run `command` once, until it has told its figures and ended."""
    environment = os.environ | {"QT_QPA_PLATFORM": platform}
    before = os.times()
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        cwd=ROOT,
    )
    assert process.stdout is not None
    told = json.loads(process.stdout.readline())
    took = (time.perf_counter() - started) * 1000
    process.communicate()
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user
    later = told.get("interactive_ms", 0.0) - told.get("first_paint_ms", 0.0)
    return Run(took - later, told["rss_mib"], (cpu - before.children_system) * 1000)


def pairs(program: Path | None, bare: Path | None, runs: int) -> list[tuple[Run, Run]]:
    """Ours and the bare window in turn, after one start of each that is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        platform = screen(Path(folder))
        ours = [str(program)] if program else [sys.executable, "-m", "desktop"]
        ours += ["--workspace", f"{folder}/workspace", "--startup-report"]
        other = [str(bare)] if bare else [sys.executable, str(ROOT / "tests/bench/bare.py")]
        start(ours, platform)
        start(other, platform)
        return [(start(ours, platform), start(other, platform)) for _ in range(runs)]


def size_mb(executable: Path) -> float:
    """What lies in the folder of a built program, in millions of bytes."""
    files = (path for path in executable.parent.rglob("*") if not path.is_symlink())
    return sum(path.stat().st_size for path in files if path.is_file()) / 1e6


def middle(found: list[tuple[Run, Run]], name: str) -> tuple[float, float, float]:
    """Median of ours, of the bare window, and of the ratio pair by pair."""
    values = [(getattr(ours, name), getattr(bare, name)) for ours, bare in found]
    return (
        statistics.median(ours for ours, _ in values),
        statistics.median(bare for _, bare in values),
        statistics.median(ours / max(bare, 1e-9) for ours, bare in values),
    )


def measure(runs: int = 7) -> list[Measurement]:
    """The lines of the table of budgets."""
    built = BUILT.is_file() and BUILT_BARE.is_file()
    found = pairs(BUILT, BUILT_BARE, runs) if built else pairs(None, None, runs)
    where = "frozen" if built else "from source"
    lines = []
    for what, name, unit, budget in (
        (f"first paint, {where}", "paint_ms", "ms", PAINT_BUDGET),
        (f"memory then, {where}", "rss_mib", "MiB", MEMORY_BUDGET),
    ):
        ours, bare, _ = middle(found, name)
        met = ours <= budget * bare
        lines.append(Measurement(what, ours, unit, bare, f"≤ {budget:g} ×", met))
    if built:
        ours, bare = size_mb(BUILT), size_mb(BUILT_BARE)
        met = ours <= SIZE_BUDGET * bare
        lines.append(Measurement("size, onedir", ours, "MB", bare, f"≤ {SIZE_BUDGET:g} ×", met))
    return lines


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--program", type=Path)
    parser.add_argument("--bare", type=Path)
    arguments = parser.parse_args()
    found = pairs(arguments.program, arguments.bare, arguments.runs)
    for what, name, unit in (
        ("first paint", "paint_ms", "ms"),
        ("CPU, whole run", "cpu_ms", "ms"),
        ("memory", "rss_mib", "MiB"),
    ):
        ours, bare, ratio = middle(found, name)
        print(f"{what:15} {ours:7.0f} {unit:4} bare {bare:6.0f} {unit:4} ratio {ratio:.2f}")
    if arguments.program and arguments.bare:
        ours, bare = size_mb(arguments.program), size_mb(arguments.bare)
        print(f"{'size':15} {ours:7.0f} MB   bare {bare:6.0f} MB   ratio {ours / bare:.2f}")


if __name__ == "__main__":
    main()
