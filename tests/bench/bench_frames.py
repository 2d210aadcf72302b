"""What a user does, and how long it holds the interface up at a stretch.

    python tests/bench/bench_frames.py [--unready] [--notes N] [--tasks N] [--library FILE]

The real window on the real case base, offscreen, on a workspace with notes and a plan. Pages are
made beforehand as after a start; with --unready each is opened before it was. An act is its
handler and the turns of the event loop that follow until all is quiet; a stretch is what one
handler or one turn computes on the interface thread: for so long a key would wait there.
Processor time: what other programs take meanwhile is not counted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from db.seeding.build import build_library  # noqa: E402
from desktop import collecting, startup  # noqa: E402
from desktop.main_window import MainWindow  # noqa: E402
from desktop.operations import plans  # noqa: E402
from desktop.operations.notes import start_note, write_note  # noqa: E402
from desktop.readying import load_pages  # noqa: E402
from tests.bench.acts.comparing import ComparingActs  # noqa: E402
from tests.bench.acts.everywhere import EverywhereActs  # noqa: E402
from tests.bench.acts.listing import ListingActs  # noqa: E402
from tests.bench.acts.pages import PageActs  # noqa: E402
from tests.bench.acts.planning import PlanningActs  # noqa: E402
from tests.bench.acts.reading import ReadingActs  # noqa: E402
from tests.bench.acts.teaching import TeachingActs  # noqa: E402
from tests.bench.measurement import Measurement  # noqa: E402
from tests.bench.stretches import stretches  # noqa: E402
from tests.bench.timing import FRAME_MS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.session import Session
    from tests.bench.acts.base import Act

NOTES, TASKS = 500, 60


class Walk(
    PageActs,
    ComparingActs,
    ReadingActs,
    PlanningActs,
    ListingActs,
    TeachingActs,
    EverywhereActs,
):
    """A window, and what is done in it."""

    def __init__(self, session: Session, notes: int, tasks: int) -> None:
        self.session = session
        session.settings.welcomed = True
        self._write(notes, tasks)
        self.window = MainWindow(session)
        self.window.show()
        stretches(lambda: None)
        collecting.begin()

    def _write(self, notes: int, tasks: int) -> None:
        session, cases = self.session, self.session.cases
        for number in range(notes):
            mechanism = cases.mechanisms[number % len(cases.mechanisms)]
            write_note(session, start_note(session, mechanism.id), f"第 {number} 条：**照做**。")
        plan = plans.new_plan(session, "2026 年工作方案", township="某镇")
        for number in range(tasks):
            if number % 3:
                plans.add_task(session, plan.id, title=f"任务 {number}", goal="一年 4 场")
            else:
                mechanism = cases.mechanisms[number % len(cases.mechanisms)]
                plans.borrow(session, plan.id, mechanism.id)
        session.undo.clear()
        session.saver.flush()

    def ready(self) -> list[float]:
        """The pages made beforehand: the stretches."""
        readying = startup.make_ready(self.window)
        found: list[float] = []
        while not readying.done:
            found += stretches(lambda: None)
        return found

    def all_acts(self) -> Iterator[Act]:
        """Everything, in the order of a morning's work."""
        yield from self.pages_acts("first")
        yield from self.pages_acts("again")
        yield from self.compare_acts()
        yield from self.matrix_acts()
        yield from self.family_acts()
        yield from self.library_acts()
        yield from self.read_acts()
        yield from self.search_acts()
        yield from self.plan_acts()
        yield from self.notes_acts()
        yield from self.figures_acts()
        yield from self.classroom_acts()
        yield from self.everywhere_acts()

    def close(self) -> None:
        """Leave nothing open."""
        self.window.close()


@contextmanager
def opened(library: Path | None, notes: int, tasks: int) -> Iterator[Walk]:
    """A walk on a workspace that is thrown away."""
    startup.application()
    with tempfile.TemporaryDirectory() as folder:
        if library is None:
            library = Path(folder) / "library.db"
            build_library(ROOT / "seeds", library)
        session = startup.open_session(library, Path(folder) / "workspace", "zh")
        walk = Walk(session, notes, tasks)
        try:
            yield walk
        finally:
            walk.close()
            startup.close_session(session)


def run(
    library: Path | None = None,
    notes: int = NOTES,
    tasks: int = TASKS,
    *,
    ready: bool = True,
    part: str = "all",
) -> dict[str, list[float]]:
    """For each act the stretches of the time it held the interface up longest, the longest first.

    An act that is done again and again stands there as the worst of them.
    """
    found: dict[str, list[float]] = {}
    pauses: list[float] = []
    with opened(library, notes, tasks) as walk:
        if ready:
            found["pages made beforehand"] = sorted(walk.ready(), reverse=True)
        else:
            load_pages().join()
        for name, act in getattr(walk, f"{part}_acts")():
            taken = sorted(stretches(act), reverse=True)
            found[name] = max(found.get(name, [0.0]), taken)
            pauses += stretches(collecting.collect)[:1]
        found["garbage collected in the pauses"] = sorted(pauses, reverse=True)
    return found


def measure() -> list[Measurement]:
    """The lines of the table of budgets."""
    return [
        Measurement(
            f"longest stretch: {name}", taken[0], "ms", None, f"≤ {FRAME_MS:.0f} ms",
            taken[0] <= FRAME_MS,
        )
        for name, taken in run().items()
    ]  # fmt: skip


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=NOTES)
    parser.add_argument("--tasks", type=int, default=TASKS)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--unready", action="store_true", help="open pages not made beforehand")
    parser.add_argument("--part", default="all", help="some acts: classroom, help …")
    parser.add_argument("--only-over", action="store_true", help="leave out what is in time")
    arguments = parser.parse_args()
    found = run(
        arguments.library,
        arguments.notes,
        arguments.tasks,
        ready=not arguments.unready,
        part=arguments.part,
    )
    for name, taken in found.items():
        if taken[0] > FRAME_MS or not arguments.only_over:
            rest = " ".join(f"{one:.0f}" for one in taken[1:6])
            print(f"{name:<36} {taken[0]:7.1f} ms   then {rest}   sum {sum(taken):6.0f}")


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        main()
