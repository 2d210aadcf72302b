"""Looks up the pages of a lesson of 200 slides, and steps through them on a screen of 1920×1080.

    python tests/bench/bench_lesson.py [--slides N]

The lesson is made of what 一键成课 and 课堂测验 make of the real case base; comparisons are
uncovered by cell. Pages are looked up slide by slide, and the coming page is laid out while the
one before it is shown, as the classroom does. The baseline of a step is a bare drawText of the
same words on a picture of the same size.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt  # noqa: E402
from PySide6.QtGui import QImage, QPainter  # noqa: E402

from db.library import Library  # noqa: E402
from db.records.lesson import Lesson, Reveal, SlideKind  # noqa: E402
from db.seeding.build import build_library  # noqa: E402
from desktop.casebase import CaseBase  # noqa: E402
from desktop.lessons import Lessons  # noqa: E402
from desktop.startup import application  # noqa: E402
from desktop.teaching import starting  # noqa: E402
from desktop.teaching.deck import Deck  # noqa: E402
from desktop.teaching.quiz import questions  # noqa: E402
from desktop.teaching.slides import blank_slide  # noqa: E402
from desktop.theme import Appearance  # noqa: E402
from desktop.widgets.slide_painter import Look, SlidePainter  # noqa: E402
from tests.bench.measurement import Measurement  # noqa: E402
from tests.bench.timing import FRAME_MS, each, percentile, spell  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.records.lesson import Slide
    from desktop.documents.sheet import Sheet

SLIDES = 200
SIZE = (1920, 1080)
OPEN_MS = 300.0
_NOW = "2026-01-01T00:00:00Z"
Pair = tuple[list[float], list[float]]


@dataclass(frozen=True)
class Timings:
    """What was measured, in milliseconds; steps are sorted, ours and bare."""

    pages: int
    whole: float
    longest: float
    again: float
    laid_out: list[float]
    new_page: Pair
    uncovered: Pair


def lesson_of(cases: CaseBase, count: int) -> Lessons:
    """A lesson of so many slides, of every kind."""
    drafts = chain(
        (starting.from_family(cases, family_id) for family_id in cases.family_by_id),
        (starting.from_theme(cases, theme.id) for theme in cases.themes),
        (starting.from_region(cases, region.id) for region in cases.regions),
    )
    asked = cycle(questions(cases, [mechanism.id for mechanism in cases.mechanisms]))
    every = chain.from_iterable((*draft.slides, next(asked)) for draft in cycle(list(drafts)))
    slides = (slide for slide in every if slide.kind is not SlideKind.SOURCES)
    listed = blank_slide(SlideKind.SOURCES)
    lessons = Lessons()
    lessons.put(Lesson("lesson", "200 页", "", 0.0, 1.0, _NOW, _NOW, ""))
    for number, slide in enumerate((*islice(slides, count - 1), listed)):
        lessons.put(_placed(slide, number))
    return lessons


def _placed(slide: Slide, number: int) -> Slide:
    by_cell = slide.kind is SlideKind.COMPARISON
    return replace(
        slide,
        id=f"slide{number}",
        lesson_id="lesson",
        position=float(number),
        reveal=Reveal.CELLS if by_cell else slide.reveal,
    )


class Screen:
    """What the audience sees, and a bare picture with the same words."""

    def __init__(self) -> None:
        self.painter = SlidePainter(Appearance())
        self._ours = QImage(*SIZE, QImage.Format.Format_RGB32)
        self._bare = QImage(*SIZE, QImage.Format.Format_RGB32)

    def show(self, sheet: Sheet, look: Look) -> None:
        """Paint a page."""
        brush = QPainter(self._ours)
        self.painter.paint(brush, QRectF(0, 0, *SIZE), sheet, look)
        brush.end()

    def bare(self, words: str) -> None:
        """Draw words only."""
        brush = QPainter(self._bare)
        self._bare.fill(Qt.GlobalColor.white)
        font = brush.font()
        font.setPixelSize(40)
        brush.setFont(font)
        wrapped = int(Qt.TextFlag.TextWordWrap)
        brush.drawText(QRectF(96, 96, SIZE[0] - 192, SIZE[1] - 192), wrapped, words)
        brush.end()

    def pair(self, steps: list[tuple[Sheet, Look]]) -> Pair:
        """Each step painted by us, and its words drawn bare."""
        ours = each(partial(self.show, *step) for step in steps)
        words = [self.painter.spoken(*step) for step in steps]
        return ours, each(partial(self.bare, text) for text in words)


def _timed(act: Callable[[], object]) -> float:
    before = time.thread_time()
    act()
    return (time.thread_time() - before) * 1000


def _lookups(deck: Deck) -> list[float]:
    """How long each slide takes, one after the other, as `Deck.prepare` gives them."""
    slices: Iterator[None] = deck.prepare()
    found = []
    while True:
        done: list[object] = []
        found.append(_timed(lambda: done.append(next(slices, slices))))  # noqa: B023
        if done[0] is slices:
            return found


def run(count: int = SLIDES) -> Timings:
    """All measurements."""
    application()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        build_library(ROOT / "seeds", path)
        first, cold, sliced = (CaseBase(Library.open(path), path) for _ in range(3))
        lessons = lesson_of(first, count)
        deck = Deck(cold, lessons, "lesson")  # of a case base that has read nothing yet
        whole, again = _timed(deck.sheets), _timed(deck.sheets)
        longest = max(_lookups(Deck(sliced, lessons, "lesson")))
        sheets = deck.sheets()
        for cases in (first, cold, sliced):
            cases.close()
    screen = Screen()
    looks = [partial(Look, count=len(sheets), number=n) for n in range(1, len(sheets) + 1)]
    firsts = [(sheet, look(step=0)) for sheet, look in zip(sheets, looks, strict=True)]
    laid_out, new_page = _turned(screen, firsts)
    uncovered = _uncovered(screen, sheets, looks)
    return Timings(len(sheets), whole, longest, again, laid_out, new_page, uncovered)


def _turned(screen: Screen, firsts: list[tuple[Sheet, Look]]) -> tuple[list[float], Pair]:
    """Each page laid out, then shown for the first time."""
    laid_out: list[float] = []
    ours: list[float] = []
    bare: list[float] = []
    for step in firsts:
        laid_out += each([partial(screen.painter.page, *step)])
        one, other = screen.pair([step])
        ours += one
        bare += other
    return sorted(laid_out), (sorted(ours), sorted(bare))


def _uncovered(screen: Screen, sheets: list[Sheet], looks: list[partial[Look]]) -> Pair:
    """Every further step of every page, each page on the screen already."""
    ours: list[float] = []
    bare: list[float] = []
    for sheet, look in zip(sheets, looks, strict=True):
        steps = [(sheet, look(step=step)) for step in range(1, sheet.steps)]
        screen.show(sheet, look(step=0))
        one, other = screen.pair(steps)
        ours += one
        bare += other
    return sorted(ours), sorted(bare)


def measure() -> list[Measurement]:
    """The lines of the table of budgets."""
    found = run()
    lines = [
        Measurement(
            f"lesson of {SLIDES} slides: all its pages",
            found.whole,
            "ms",
            None,
            f"≤ {OPEN_MS:.0f} ms",
            found.whole <= OPEN_MS,
        ),
        Measurement(
            "lesson: the longest slide",
            found.longest,
            "ms",
            None,
            f"≤ {FRAME_MS:.0f} ms",
            found.longest <= FRAME_MS,
        ),
    ]
    laid_out = percentile(found.laid_out, 0.95)
    lines.append(
        Measurement(
            "lesson: the coming page laid out",
            laid_out,
            "ms",
            None,
            f"≤ {FRAME_MS:.0f} ms",
            laid_out <= FRAME_MS,
        )
    )
    for name, (ours, bare) in (
        ("next page", found.new_page),
        ("step on a page", found.uncovered),
    ):
        value = percentile(ours, 0.95)
        lines.append(
            Measurement(
                f"lesson at 1920×1080: {name}",
                value,
                "ms",
                percentile(bare, 0.95),
                f"≤ {FRAME_MS:.0f} ms",
                value <= FRAME_MS,
            )
        )
    return lines


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slides", type=int, default=SLIDES)
    found = run(parser.parse_args().slides)
    print(f"{found.pages} pages: {found.whole:.0f} ms, again {found.again:.1f} ms")
    print(f"longest slide {found.longest:.1f} ms")
    print(f"laying a page out: p95 {percentile(found.laid_out, 0.95):.1f} ms")
    print(spell("next page", *found.new_page))
    print(spell("step on a page", *found.uncovered))


if __name__ == "__main__":
    main()
