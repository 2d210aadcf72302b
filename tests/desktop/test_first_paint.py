"""A start loads what the matrix shows, and nothing that can wait until it has been painted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

START = """
import dataclasses, json, sys
from pathlib import Path

import PySide6.QtWidgets

made, make = [], dataclasses._process_class

def count(cls, *args, **options):
    made.append(cls.__name__)
    return make(cls, *args, **options)

dataclasses._process_class = count

from desktop import first_paint, startup

def stop(app, window, started, tell):
    ours = [name for name in sys.modules if name.split(".")[0] not in sys.stdlib_module_names]
    print(json.dumps([ours, made, sorted(vars(PySide6.QtWidgets))]))
    app.quit()

first_paint.measure = stop
startup.report(0.0, Path(sys.argv[1]), Path(sys.argv[2]), "zh", print)
"""
WAITS = (
    "db.anchors", "db.library.articles", "db.library.comparison", "db.library.evidence",
    "db.library.search", "db.pinyin", "db.query", "db.records.", "db.seeding",
    "db.workspace.bookmarks", "db.workspace.highlights", "db.workspace.moves",
    "db.workspace.kinds", "db.workspace.lessons", "db.workspace.notes", "db.workspace.plans",
    "db.workspace.rows",
    "desktop.cells", "desktop.comparing", "desktop.frame.crash", "desktop.pages.about",
    "desktop.pages.welcome", "desktop.qt_log", "desktop.scrubbing", "desktop.versions",
    "desktop.documents", "desktop.notebook",
    "desktop.pages.exporting", "desktop.pages.family", "desktop.pages.figures",
    "desktop.pages.mechanism_pane", "desktop.pages.reader", "desktop.pages.search",
    "desktop.planning", "desktop.quotes", "desktop.resembling", "desktop.searching",
    "desktop.teaching",
    "desktop.widgets.cell_text", "desktop.widgets.markdown",
    "docx", "lxml", "markdown_it", "openpyxl", "sqlite_utils", "yaml",
    "PySide6.QtNetwork", "PySide6.QtPrintSupport",
)  # fmt: skip
# Each costs as much as drawing a row of the matrix.
MOST_DATACLASSES = 6


@pytest.fixture(scope="module")
def loaded(
    library_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[str], list[str], list[str]]:
    """What is there at the first paint of a second start.

    That is the modules, the dataclasses, and the classes of widgets that Python knows.
    """
    folder = tmp_path_factory.mktemp("workspace")
    command = [sys.executable, "-c", START, str(library_path), str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    for _ in range(2):  # the first one makes the workspace
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=60, env=environment
        )
    modules, made, widgets = json.loads(done.stdout)
    return modules, made, widgets


def test_a_start_leaves_for_later_what_the_matrix_does_not_show(
    loaded: tuple[list[str], list[str], list[str]],
) -> None:
    modules, _, _ = loaded
    assert "desktop.pages.matrix.page" in modules
    assert [name for name in modules if name.startswith(WAITS)] == []


def test_a_start_makes_few_dataclasses(loaded: tuple[list[str], list[str], list[str]]) -> None:
    _, made, _ = loaded
    assert "Mechanism" in made
    assert len(made) <= MOST_DATACLASSES, made


def test_a_start_makes_classes_of_none_but_the_widgets_it_shows(
    loaded: tuple[list[str], list[str], list[str]],
) -> None:
    _, _, widgets = loaded
    assert "QTableView" in widgets
    unseen = {"QCalendarWidget", "QColorDialog", "QMdiArea", "QWizard"}
    assert unseen.isdisjoint(widgets), "see viewport_of"
