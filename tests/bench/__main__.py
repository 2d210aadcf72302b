"""All benchmarks, one table: python -m tests.bench [NAME ...]

NAME is a file of this folder (bench_search …), all of them by default. Each runs in a process of
its own and gives its lines by `measure()`. Reported, not asserted: a busy machine is no failure.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from tests.bench.measurement import Measurement

HERE = Path(__file__).parent
WIDTHS = (46, 14, 14, 9, 22)


def benches() -> list[str]:
    """The modules of this folder that measure something."""
    return sorted(path.stem for path in HERE.glob("bench_*.py"))


def lines_of(name: str) -> list[Measurement]:
    """What one benchmark measures, in a process of its own. Raises RuntimeError where it fails."""
    command = [sys.executable, "-m", "tests.bench", "--lines", name]
    done = subprocess.run(
        command, cwd=HERE.parents[1], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().rpartition("\n")[2])
    return [Measurement(**line) for line in json.loads(done.stdout.splitlines()[-1])]


def spell(line: Measurement) -> str:
    """One row: what, measured, baseline, ratio, budget, and whether it is kept."""
    bare = f"{line.baseline:.1f} {line.unit}" if line.baseline is not None else "–"
    ratio = f"{line.value / line.baseline:.2f}" if line.baseline else "–"
    measured = f"{line.value:.1f} {line.unit}"
    verdict = "yes" if line.met else "over"
    return row((line.what, measured, bare, ratio, line.budget), verdict)


def row(cells: tuple[str, ...], last: str) -> str:
    """Cells in columns of WIDTHS, and one more after them."""
    columns = (cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    return " ".join((*columns, last))


def main() -> None:
    """Run what was asked for, and print each line as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*benches(), []])
    parser.add_argument("--lines", metavar="NAME", help="one benchmark's lines as JSON")
    arguments = parser.parse_args()
    if arguments.lines:
        found = import_module(f"tests.bench.{arguments.lines}").measure()
        print(json.dumps([asdict(line) for line in found]))
        return
    print(row(("what", "measured", "baseline", "ratio", "budget"), "kept"))
    for name in arguments.names or benches():
        try:
            for line in lines_of(name):
                print(spell(line), flush=True)
        except RuntimeError as error:
            print(f"{name}: {error}", flush=True)


if __name__ == "__main__":
    main()
