"""Filters, sorts and scrolls a matrix of 1,000 regions, 8 themes and 100,000 mechanisms.

    python tests/bench/bench_matrix.py [--regions N] [--mechanisms N]

The whole page is measured, on a real library of that size. The baseline is a bare QTableView in
the same process: strings of the same shape, the same row and column sizes, nothing painted but a
string a cell. A step is timed with its layout and paint (offscreen platform).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QAbstractItemView, QTableView  # noqa: E402

from desktop import collecting  # noqa: E402
from desktop.pages.matrix.page import ComparePage  # noqa: E402
from desktop.startup import (  # noqa: E402
    application,
    close_session,
    open_session,
)
from tests.bench.generators import build_library  # noqa: E402
from tests.bench.measurement import Measurement  # noqa: E402
from tests.bench.timing import FRAME_MS, each, milliseconds, percentile, spell  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILTER_MS = 100.0
SIZE = (1440, 860)
FILTERS = 16
STEPS = 120
Pair = tuple[list[float], list[float]]


class Strings(QAbstractTableModel):
    """As many strings as the matrix has cells; a filter leaves rows out."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self._shown = self._rows = rows
        self._columns = columns

    def show_rows(self, count: int) -> None:
        """Show only the first rows."""
        self.beginResetModel()
        self._shown = count
        self.endResetModel()

    def rowCount(self, parent: object = None) -> int:  # noqa: ARG002
        return self._shown

    def columnCount(self, parent: object = None) -> int:  # noqa: ARG002
        return self._columns

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return f"做法 {index.row()}.{index.column()}" if role == 0 else None


class Bench:
    """Our page and a bare table of the same shape."""

    def __init__(self, library: Path, workspace: Path) -> None:
        self.session = open_session(library, workspace, "zh")
        for mechanism in self.session.cases.mechanisms[::50]:
            self.session.marks.set_bookmarked(mechanism.id, True)
        self.page = ComparePage(self.session)
        self.page.resize(*SIZE)
        self.first = milliseconds(self.page.show)
        self.view = self.page.view
        self.page.pane.setFocus()  # built once after the first paint: no part of any step below
        self.page.select(self.session.cases.mechanisms[0].id)
        milliseconds(self.view.setFocus)
        model = self.view.model()
        self.strings = Strings(model.rowCount(), model.columnCount())
        collecting.begin()  # as the program does, once its window is there
        self.bare = self._bare_table()

    def _bare_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.strings)
        for mode in (table.setVerticalScrollMode, table.setHorizontalScrollMode):
            mode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.horizontalHeader().setDefaultSectionSize(self.view.columnWidth(0))
        table.verticalHeader().setDefaultSectionSize(self.view.rowHeight(0))
        table.resize(self.view.size())
        milliseconds(table.show)
        return table

    def close(self) -> None:
        """Let go of the library and the workspace."""
        self.page.close()
        self.bare.close()
        close_session(self.session)

    def filters(self) -> Pair:
        """One theme, only what is bookmarked, everything again."""
        themes = [theme.id for theme in self.session.cases.themes]
        ours: list[Callable[[], object]] = []
        for number in range(FILTERS // 4):
            ours.append(partial(self.page.only_theme, themes[number]))
            ours.append(self.page.clear_filter)
            ours.append(self.page.only_bookmarked.trigger)
            ours.append(self.page.clear_filter)
        rows = [1, len(themes), len(themes), len(themes)] * (FILTERS // 4)
        return each(ours), each(partial(self.strings.show_rows, count) for count in rows)

    def pins(self) -> Pair:
        """Pin a region and let it go; sort by it and no longer."""
        regions = [region.id for region in self.session.cases.regions[-4:]]
        ours: list[Callable[[], object]] = []
        for region in regions:
            ours += [partial(self.page.toggle_pin, region)] * 2
            ours += [partial(self.page.model.sort_by_region, region)]
            ours += [partial(self.page.model.sort_by_region, None)]
        rows = [self.strings.rowCount()] * len(ours)
        return each(ours), each(partial(self.strings.show_rows, count) for count in rows)

    def bookmarks(self) -> Pair:
        """Bookmark the current mechanism, and no longer."""
        ours = each([self.page.toggle_bookmark] * 10)
        index = self.strings.index(0, 0)
        return ours, each([partial(self.strings.dataChanged.emit, index, index)] * 10)

    def scrolled(self, way: str) -> Pair:
        """Ten steps on from each of some places."""
        return each(_steps(self.view, way)), each(_steps(self.bare, way))

    def keys(self) -> Pair:
        """Arrows from item to item, along a row and down a column; the matrix alone."""
        self.view.blockSignals(True)  # the reading pane beside it is no part of the matrix
        keys = [Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right] * 20
        self.bare.setCurrentIndex(self.strings.index(0, 0))
        return (
            each(partial(QTest.keyClick, self.view, key) for key in keys),
            each(partial(QTest.keyClick, self.bare, key) for key in keys),
        )


def _steps(view: QTableView, way: str) -> Iterator[Callable[[], object]]:
    chance = random.Random(7)
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    for number in range(STEPS):
        if number % 10 == 0:
            milliseconds(partial(across.setValue, chance.randrange(max(across.maximum(), 1))))
            milliseconds(partial(down.setValue, chance.randrange(max(down.maximum(), 1))))
            QTest.qWait(400)  # what is done while nobody scrolls
        bar = down if way == "down" else across
        by = across.pageStep() if way == "page across" else 3 * bar.singleStep()
        yield partial(bar.setValue, (bar.value() + by) % max(bar.maximum(), 1))


def run(regions: int = 1_000, mechanisms: int = 100_000) -> dict[str, Pair]:
    """All measurements, ours and bare, by their names."""
    application()
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library.db"
        build_library(library, regions, mechanisms)
        bench = Bench(library, Path(folder) / "workspace")
        try:
            return {
                "switch filter": bench.filters(),
                "pin, sort": bench.pins(),
                "bookmark": bench.bookmarks(),
                "scroll step, wheel across": bench.scrolled("across"),
                "scroll step, wheel down": bench.scrolled("down"),
                "scroll step, page across": bench.scrolled("page across"),
                "scroll step, arrow keys": bench.keys(),
                "first layout and paint": ([bench.first], [bench.first]),
            }
        finally:
            bench.close()


def measure() -> list[Measurement]:
    """The lines of the table of budgets."""
    lines = []
    for name, (ours, bare) in run().items():
        if name.startswith("first"):
            continue
        limit = FRAME_MS if name.startswith("scroll") else FILTER_MS
        value = percentile(ours, 0.95)
        lines.append(
            Measurement(
                f"matrix of 1,000 regions, 100,000 mechanisms: {name}",
                value,
                "ms",
                percentile(bare, 0.95),
                f"≤ {limit:.0f} ms",
                value <= limit,
            )
        )
    return lines


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--regions", type=int, default=1_000)
    parser.add_argument("--mechanisms", type=int, default=100_000)
    arguments = parser.parse_args()
    for name, (ours, bare) in run(arguments.regions, arguments.mechanisms).items():
        print(spell(name, ours, bare))


if __name__ == "__main__":
    main()
