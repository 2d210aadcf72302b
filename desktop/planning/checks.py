"""完整性: what a plan still lacks, as it is read. Tells, never blocks."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from db.records.plan import Borrowing, Decision, TaskState
from desktop.planning.dates import due_date, plan_year
from desktop.planning.reading import Part, Reading, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from db.records.plan import Section, Task
    from desktop.plans import Plans

SETTLED: Final = (TaskState.DONE, TaskState.CLOSED)
"""States in which no deadline can be missed any more."""
# A Chinese numeral counts before a word that one counts in: 一批, 第一书记, 统一 say no number.
_COUNTED: Final = re.compile(
    r"\d|百分之|(?<![第统唯同专万])[一二两三四五六七八九十百千万亿半]+"
    r"(?:[个名户人次场件项家条村支亩元吨间处所期轮份篇堂节类天周月季年倍成度]|公里|平方)"
)


class ProblemKind(StrEnum):
    """What is missing."""

    PERSON = "person"
    DUE = "due"
    GOAL = "goal"
    OURS = "ours"
    OVERDUE = "overdue"
    BODY = "body"


_FIELD_OF: Final = {kind: str(kind) for kind in ProblemKind} | {ProblemKind.OVERDUE: "due"}


class Problem(NamedTuple):  # a large plan has a thousand: cheaper than a dataclass
    """One thing that a row lacks in one of its fields.

    `name` is the title of the task or section or what was borrowed, '' where it has none yet.
    """

    kind: ProblemKind
    row_id: str
    field: str
    section_id: str | None
    name: str


def problems(plans: Plans, plan_id: str, today: date) -> list[Problem]:
    """Return what the plan lacks, in the order in which it is read.

    缺责任人, 缺时限, 目标未量化, 借鉴未写本镇做法, 时限早于今天, 节未写. What was rejected
    commits to nothing and lacks nothing.
    """
    plan = plans.plan(plan_id)
    if plan is None:
        return []
    reading = read(plans, plan_id)
    check = _Check(reading, today, plan_year(plan, today))
    return [problem for part in reading.parts() for problem in check.part(part)]


def overdue(task: Task, today: date, year: int) -> bool:
    """Whether a task that is not done should have been by today."""
    day = due_date(task.due, year) if task.state not in SETTLED else None
    return day is not None and day < today


def quantified(goal: str) -> bool:
    """Whether a goal says a number: 4 场, 100%, 一年四场."""
    return _COUNTED.search(goal) is not None


class _Check:
    def __init__(self, reading: Reading, today: date, year: int) -> None:
        self._reading = reading
        self._today = today
        self._year = year

    def part(self, part: Part) -> Iterator[Problem]:
        section = part.section
        if section is not None and not section.body.strip() and _bare(part):
            yield _problem(ProblemKind.BODY, section, section.title, section.id)
        section_id = section.id if section else None
        for borrowing in part.borrowings:
            yield from self._borrowing(borrowing, section_id)
        for task in part.tasks:
            yield from self._task(task, section_id, task.title)

    def _borrowing(self, borrowing: Borrowing, section_id: str | None) -> Iterator[Problem]:
        if borrowing.decision is Decision.REJECT:
            return
        if not borrowing.ours.strip():
            yield _problem(ProblemKind.OURS, borrowing, borrowing.mechanism_name, section_id)
        task = self._reading.task_of(borrowing)
        if task is not None:
            yield from self._task(task, section_id, task.title or borrowing.mechanism_name)

    def _task(self, task: Task, section_id: str | None, name: str) -> Iterator[Problem]:
        if not task.person.strip():
            yield _problem(ProblemKind.PERSON, task, name, section_id)
        if not task.due.strip():
            yield _problem(ProblemKind.DUE, task, name, section_id)
        elif overdue(task, self._today, self._year):
            yield _problem(ProblemKind.OVERDUE, task, name, section_id)
        if not quantified(task.goal):
            yield _problem(ProblemKind.GOAL, task, name, section_id)


def _bare(part: Part) -> bool:
    return not (part.borrowings or part.tasks or part.below)


def _problem(
    kind: ProblemKind, row: Section | Borrowing | Task, name: str, section_id: str | None
) -> Problem:
    return Problem(kind, row.id, _FIELD_OF[kind], section_id, name.strip())
