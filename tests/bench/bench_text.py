"""Opens and scrolls a text of 300,000 characters with 5,000 highlights.

    python tests/bench/bench_text.py [--characters N] [--highlights N]

The baseline is a QTextBrowser of the same size in the same process, with the same text in the
same font and nothing else: no letter spacing, no highlights, no gutter. A step is timed with
its layout and paint (offscreen platform).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QTextBrowser  # noqa: E402

from desktop.startup import application  # noqa: E402
from desktop.theme import Appearance  # noqa: E402
from desktop.widgets.lanes import Span  # noqa: E402
from desktop.widgets.source_map import SourceMap, reading_pieces  # noqa: E402
from desktop.widgets.source_view import SourceView  # noqa: E402
from tests.bench.generators import LongText, long_text  # noqa: E402
from tests.bench.measurement import Measurement  # noqa: E402
from tests.bench.timing import FRAME_MS, each, milliseconds, percentile, spell  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OPEN_MS = 300.0
SIZE = (900, 860)
OPENINGS = 7
STEPS = 200
Pair = tuple[list[float], list[float]]


class Bench:
    """Our view and a bare one with the same text, side by side."""

    def __init__(self, case: LongText) -> None:
        self.case = case
        self.look = Appearance()
        self.look.apply()
        self.view = SourceView(self.look, "reader", gutter=True)
        self.bare = QTextBrowser()
        for widget in (self.view, self.bare):
            widget.resize(*SIZE)
            widget.show()
        self.empty()

    def empty(self) -> None:
        """Before each opening: nothing is shown."""
        self.view.show_source(SourceMap("短", reading_pieces("短", [("body", 0, 1)], split=True)))
        self.bare.clear()
        milliseconds(lambda: None)

    def open(self) -> None:
        """Everything from the text and its spans to a view that can be painted."""
        case = self.case
        pieces = reading_pieces(case.text, case.paragraphs, split=True)
        self.view.show_source(SourceMap(case.text, pieces), self._headings())
        self.view.set_spans([Span(*highlight) for highlight in case.highlights])
        self.view.set_active(case.highlights[0][2])

    def open_bare(self) -> None:
        """The same text, set by Qt."""
        self.bare.document().setDefaultFont(self.look.font("reader"))
        self.bare.setPlainText(self.case.text)

    def _headings(self) -> list[tuple[int, int]]:
        return [(start, end) for kind, start, end in self.case.paragraphs if kind == "heading"]

    def openings(self) -> Pair:
        """Open the text again and again, with its first paint."""
        ours, bare = [], []
        for _ in range(OPENINGS):
            self.empty()
            ours.append(milliseconds(self.open))
            bare.append(milliseconds(self.open_bare))
        return sorted(ours), sorted(bare)

    def jumps(self) -> Pair:
        """Just opened, straight to somewhere nobody has looked at."""
        chance = random.Random(1)
        ours, bare = [], []
        for _ in range(OPENINGS):
            self.empty()
            offset = chance.randrange(len(self.case.text))
            milliseconds(self.open)
            ours.append(milliseconds(partial(self.view.go_to, offset)))
            milliseconds(self.open_bare)
            bare.append(milliseconds(partial(self._go_bare, offset)))
        return sorted(ours), sorted(bare)

    def _go_bare(self, offset: int) -> None:
        cursor = self.bare.textCursor()
        cursor.setPosition(offset)
        self.bare.setTextCursor(cursor)

    def rest(self) -> Pair:
        """Each turn of the event loop until the whole text is laid out."""
        both = []
        for open_it in (self.open, self.open_bare):
            self.empty()
            milliseconds(open_it)
            both.append(sorted(milliseconds(lambda: None) for _ in range(400)))
        return both[0], both[1]

    def scrolled(self, far: bool) -> Pair:
        """Notches of the wheel from random places, or whole pages through the text."""
        milliseconds(self.open)
        milliseconds(self.open_bare)
        while not self.view.laid_out:
            milliseconds(lambda: None)
        return each(_steps(self.view, far)), each(_steps(self.bare, far))


def _steps(view: QTextBrowser, far: bool) -> Iterator[Callable[[], object]]:
    """Ten steps on from each of twenty places."""
    chance, bar = random.Random(7), view.verticalScrollBar()
    for number in range(STEPS):
        if number % 10 == 0:
            milliseconds(partial(bar.setValue, chance.randrange(max(bar.maximum(), 1))))
        yield partial(_step, view, bar.pageStep() if far else 3 * bar.singleStep())


def _step(view: QTextBrowser, by: int) -> None:
    bar = view.verticalScrollBar()
    bar.setValue((bar.value() + by) % max(bar.maximum(), 1))


def run(characters: int = 300_000, highlights: int = 5_000) -> dict[str, Pair]:
    """All measurements, ours and bare, by their names."""
    application()
    bench = Bench(long_text(characters, highlights))
    found = {
        "open, first screen painted": bench.openings(),
        "jump to a place not set yet": bench.jumps(),
    }
    found["a turn of the loop meanwhile"] = bench.rest()
    found["scroll step, wheel"] = bench.scrolled(far=False)
    found["scroll step, page"] = bench.scrolled(far=True)
    return found


def measure() -> list[Measurement]:
    """The lines of the table of budgets."""
    lines = []
    for name, (ours, bare) in run().items():
        limit, share = (OPEN_MS, 0.5) if name.startswith("open") else (FRAME_MS, 0.95)
        value = percentile(ours, share)
        lines.append(
            Measurement(
                f"text of 300,000 characters, 5,000 highlights: {name}",
                value,
                "ms",
                percentile(bare, share),
                f"≤ {limit:.0f} ms",
                value <= limit,
            )
        )
    return lines


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=300_000)
    parser.add_argument("--highlights", type=int, default=5_000)
    arguments = parser.parse_args()
    for name, (ours, bare) in run(arguments.characters, arguments.highlights).items():
        print(spell(name, ours, bare))


if __name__ == "__main__":
    main()
