"""附件 of a plan: 任务分解表, 责任清单, an empty 问题清单, each on landscape pages of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.documents.gongwen_table import Column, table
from desktop.documents.gongwen_text import Style, missing, paragraph, run
from desktop.documents.plan_tables import (
    DUTIES,
    DUTY_COLUMNS,
    PROBLEM_COLUMNS,
    PROBLEMS,
    TASK_COLUMNS,
    TASKS,
    duties,
    duty_fields,
    task_fields,
)
from desktop.documents.text import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.documents.plan import PlanDocument
    from desktop.documents.word import Element

_WIDE: Final = 12756
"""Twentieths of a point between the margins of a landscape page: 225 mm."""
_BLANK_ROWS: Final = 10
# How wide a column is beside the others, in millimetres where they add up to the page.
_TASK_WIDTHS: Final = (10, 28, 46, 30, 17, 20, 24, 17, 19, 14)
_DUTY_WIDTHS: Final = (10, 28, 38, 64, 24, 26, 35)
_PROBLEM_WIDTHS: Final = (10, 18, 32, 13, 16, 30, 14, 15, 12, 15, 13, 15, 12, 14)


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment: its title, and whether its pages are landscape."""

    title: str
    landscape: bool
    content: Callable[[], list[Element]]


def table_annexes(document: PlanDocument, step: Callable[[], None]) -> list[Annex]:
    """The three tables, in the order of their numbers; `step` is called for each row of a task."""
    gap = document.gap
    tasks = _columns(TASK_COLUMNS, _TASK_WIDTHS)
    answering = _columns(DUTY_COLUMNS, _DUTY_WIDTHS)
    problems = _columns(PROBLEM_COLUMNS, _PROBLEM_WIDTHS)
    return [
        Annex(
            TASKS,
            True,
            lambda: _table(
                tasks,
                (task_fields(n, task, gap) for n, task in enumerate(document.tasks, 1)),
                gap,
                step,
            ),
        ),
        Annex(
            DUTIES,
            True,
            lambda: _table(
                answering,
                (duty_fields(n, task, gap) for n, task in enumerate(duties(document), 1)),
                gap,
                step,
            ),
        ),
        Annex(PROBLEMS, True, lambda: _table(problems, (), gap, step)),
    ]


def opening(number: int, title: str) -> list[Element]:
    """附件 and its number at the top left, the title centred on the third line."""
    return [
        paragraph(Style.ANNEX_MARK, run(f"附件{number}")),
        paragraph(Style.PLAIN),
        paragraph(Style.ANNEX_TITLE, run(title)),
        paragraph(Style.PLAIN),
    ]


def _columns(names: Sequence[str], widths: Sequence[int]) -> list[Column]:
    """The first is the number of the row."""
    shares = enumerate(zip(names, widths, strict=True))
    return [Column(name, width, centred=not place) for place, (name, width) in shares]


def _table(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], gap: str, step: Callable[[], None]
) -> list[Element]:
    """A table with nothing in it has rows to write in."""
    cells: list[list[list[Element]]] = []
    for row in rows:
        cells.append([_cell(written(text), gap) for text in row])
        step()
    return [table(columns, cells or [[]] * _BLANK_ROWS, _WIDE)]


def _cell(text: str, gap: str) -> list[Element]:
    if not text:
        return []
    return [missing(gap) if text == gap else run(text)]
