"""A workspace whose file is ours and whose content is not: every page shows it, none breaks."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pytest

from db.records.lesson import Lesson, Reveal, Slide, SlideKind, Tally
from db.records.plan import Borrowing, Decision, Plan, Quote, Section, Task, TaskState, Version
from db.workspace import Workspace
from db.workspace.highlights import new_highlight
from db.workspace.notes import new_note
from db.workspace.plans import stamped
from desktop import startup
from desktop.frame.pages import Pages
from desktop.main_window import MainWindow
from tests.desktop.conftest import dispose

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from desktop.casebase import CaseBase

STATES = (
    "audience screen", "basket", "classroom", "family view", "figures", "help", "lesson", "library",
    "notebook", "orphans kept", "parallel", "plan", "plan folds", "plan sides", "recent searches",
    "showing stopped", "slide zoom", "speaker notes size", "synonyms off",
)  # fmt: skip
KEYS = (
    "differences", "facet", "hash", "key", "last", "only_written", "p", "regions", "shape",
    "filters", "single", "size", "sort", "unit", "view", "open", "theme", "region", "place",
    "topic", "widths",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    {}, [], [[1], {"a": []}, None, 3, "x"], 2**70, -1, 1e308, None, True, "<b>\u202e" * 40,
    {"a": {"b": [1]}}, [["x"] * 300],
)  # fmt: skip
WORDS = "<img src='file:///etc/passwd'>\u202e</b>&nbsp;%s{n}\n# 一\n|a|\n|-|\n" + "长" * 5000
FAR = Quote("no such article", 2**31 - 2, 2**31 - 1, WORDS, "", "")


def fill(workspace: Workspace, cases: CaseBase) -> None:
    """Rows that only somebody else could have written: circles, strangers, nonsense."""
    article = cases.articles[0].id
    known = cases.mechanisms[0]
    near = replace(FAR, article_id=article)
    backwards = replace(near, start=9, end=3)
    workspace.add_bookmark(WORDS, WORDS, WORDS)
    for quote in (FAR, near):
        note = new_note(
            body=WORDS, title=WORDS, article_id=quote.article_id, start=quote.start, end=quote.end,
            exact=WORDS, mechanism_id=WORDS, mechanism_name=WORDS, region_id=WORDS, family_id=WORDS,
        )  # fmt: skip
        workspace.put_note(replace(note, tags=(WORDS, "", "\n"), created_at="", modified_at="昨天"))
        workspace.put_highlight(
            new_highlight(article_id=quote.article_id, start=quote.start, end=quote.end, exact="")
        )
    stamps = stamped()
    plan = Plan(WORDS, WORDS, "", "", "", "", "", "", "", False, 1e308, "", "", "")
    workspace.put_plan_row(replace(plan, id="p", title=WORDS))
    for own, parent in (("a", "b"), ("b", "a"), ("c", "c"), ("d", WORDS), ("e", "a")):
        section = Section(own, "p", parent, WORDS, WORDS, -1e308, "", "", "")
        workspace.put_plan_row(section)
    for number, mechanism in enumerate((WORDS, known.id)):
        workspace.put_plan_row(
            Borrowing(
                f"b{number}", "p", ("a", WORDS)[number], mechanism, WORDS, WORDS, Decision.ADAPT,
                WORDS, WORDS, (FAR, near, backwards), 1.0, "", "", "",
            )
        )  # fmt: skip
    workspace.put_plan_row(
        Task("t", "p", "c", "b0", WORDS, WORDS, "", "", "", "", "", WORDS, "", TaskState.DONE, "",
             1.0, "", "", "")
    )  # fmt: skip
    for number, content in enumerate(("", "[" * 5000, '[["plan", {}]]', '{"a": 1}')):
        version = Version(plan_id="p", name=WORDS, content=content, **stamps | {"id": f"v{number}"})
        workspace.put_plan_row(version)
    workspace.put_lesson_row(Lesson("l", WORDS, WORDS, 1e300, 1.0, "", "", ""))
    for number, kind in enumerate(SlideKind):
        workspace.put_lesson_row(
            Slide(
                f"s{number}", "l", kind, WORDS, WORDS, WORDS, WORDS, 1e300, WORDS, WORDS,
                (WORDS, known.id), (WORDS, "steps"), (WORDS,), (FAR, near, backwards), (WORDS, ""),
                next(iter(Reveal)), WORDS, 1.0, "", "", "",
            )
        )  # fmt: skip
    workspace.put_lesson_row(
        Tally("y", "l", WORDS, WORDS, WORDS, WORDS, WORDS, 2**31 - 1, "", "", "")
    )


@pytest.mark.parametrize("start", [0, 4, 7])
def test_every_page_stands_states_of_any_shape(
    qapp: QApplication, library_path: Path, folder: Path, start: int
) -> None:
    values = itertools.cycle((*VALUES[start:], *VALUES[:start]))
    with Workspace.open(folder) as workspace:
        for name in STATES:
            shaped = {key: next(values) for key in KEYS}
            workspace.put_state(name, next(values) if start == 4 else shaped)
    look_at_every_page(qapp, library_path, folder)


def test_every_page_stands_rows_that_nobody_typed(
    qapp: QApplication, library_path: Path, folder: Path, cases: CaseBase
) -> None:
    with Workspace.open(folder) as workspace:
        fill(workspace, cases)
        for name in ("plan", "lesson"):
            workspace.put_state(name, [name[0]])
    look_at_every_page(qapp, library_path, folder)


def look_at_every_page(qapp: QApplication, library: Path, folder: Path) -> None:
    """Open the program and show each page once."""
    session = startup.open_session(library, folder, "zh")
    session.settings.welcomed = True
    window = MainWindow(session)
    try:
        window.show()
        for name, attribute in vars(Pages).items():
            if isinstance(attribute, cached_property):
                window.ways.show(getattr(window.ways.pages, name))
                qapp.processEvents()
        window.close()
    finally:
        dispose(window)
        startup.close_session(session)
        qapp.setStyleSheet("")
