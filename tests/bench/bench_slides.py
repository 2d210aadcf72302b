"""Steps through a lesson of 200 slides on a screen of 1920 x 1080, column by column.

    python tests/bench/bench_slides.py [--slides N]

The baseline is a bare widget of the same size that draws one picture. The next page is laid out
before it is wanted, as a showing does while the trainer speaks; that is timed by itself.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QPainter, QPaintEvent, QPixmap  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

from desktop.startup import application  # noqa: E402
from desktop.theme import Appearance  # noqa: E402
from desktop.widgets.slide_painter import Look  # noqa: E402
from desktop.widgets.slide_view import SlideView  # noqa: E402
from tests.bench.measurement import Measurement  # noqa: E402
from tests.bench.timing import FRAME_MS, milliseconds, percentile, spell  # noqa: E402
from tests.desktop.widgets.sheets import comparison  # noqa: E402

if TYPE_CHECKING:
    from desktop.documents.sheet import Sheet

SIZE = (1920, 1080)
STEPS = 3
Pair = tuple[list[float], list[float]]


class Bare(QWidget):
    """Draws a picture as large as itself."""

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self._picture = picture

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()


def _pages(count: int) -> list[Sheet]:
    """The page of the design, each with another title."""
    page = comparison("columns", STEPS)
    return [replace(page, slide_id=str(n), title=f"同样是比武，怎么评？{n}") for n in range(count)]


def run(slides: int = 200) -> dict[str, Pair]:
    """All measurements, ours and bare, by their names."""
    application()
    view = SlideView(Appearance())
    view.resize(*SIZE)
    view.show()
    pages = _pages(slides)
    milliseconds(partial(view.show_sheet, pages[0], Look()))
    bare = Bare(view.grab())
    bare.resize(*SIZE)
    bare.show()
    milliseconds(bare.update)
    laid, steps, drawn = [], [], []
    for number, page in enumerate(pages, 1):
        look = Look(number=number, count=slides)
        laid.append(milliseconds(partial(view.prepare, page, look)))
        for step in range(STEPS):
            shown = partial(view.show_sheet, page, replace(look, step=step))
            steps.append(milliseconds(shown))
            drawn.append(milliseconds(bare.update))
    drawn.sort()
    return {
        f"step on, {SIZE[0]} x {SIZE[1]}": (sorted(steps), drawn),
        "lay out the next page": (sorted(laid), drawn),
    }


def measure() -> list[Measurement]:
    """The lines of the table of budgets."""
    slides = 200
    return [
        Measurement(
            f"{slides} slides: {name}",
            percentile(ours, 0.95),
            "ms",
            percentile(bare, 0.95),
            f"≤ {FRAME_MS:.0f} ms",
            percentile(ours, 0.95) <= FRAME_MS,
        )
        for name, (ours, bare) in run(slides).items()
    ]


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slides", type=int, default=200)
    for name, (ours, bare) in run(parser.parse_args().slides).items():
        print(spell(name, ours, bare))


if __name__ == "__main__":
    main()
