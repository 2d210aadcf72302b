"""What 任务分解表 and the cards say of a task: its cells in words, and what it lacks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.pages.plan import words
from desktop.planning.checks import overdue, quantified
from desktop.planning.dates import due_date, plan_year

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records.plan import Plan, Task
    from desktop.planning.table import Line
    from desktop.session import Session


def lacks(task: Task, plan: Plan | None, today: date) -> dict[str, str]:
    """What a task lacks, by field."""
    found: dict[str, str] = {}
    if not task.person.strip():
        found["person"] = words.missing_name("person")
    if not task.due.strip():
        found["due"] = words.missing_name("due")
    elif plan is not None and overdue(task, today, plan_year(plan, today)):
        found["due"] = words.missing_name("overdue")
    if not quantified(task.goal):
        found["goal"] = words.missing_name("goal")
    return found


class LineWords:
    """Says the cells of the table of one plan."""

    def __init__(self, session: Session, plan_id: Callable[[], str]) -> None:
        self._session, self._plan_id = session, plan_id

    def text(self, line: Line, field: str) -> str:
        """A cell in words."""
        if field == "source":
            row = line.borrowing
            if row is None:
                return ""
            region = words.region_name(self._session, row.region_id)
            return f"{region} {words.mechanism_name(self._session, row)}".strip()
        if field == "state":
            return words.state_name(line.task.state)
        return str(getattr(line.task, field))

    def missing(self, line: Line, field: str) -> str:
        """What a cell lacks, '' for nothing."""
        if field not in words.FIRST_FIELDS:
            return ""
        plan = self._session.plans.plan(self._plan_id())
        return lacks(line.task, plan, date.today()).get(field, "")

    def key(self, line: Line, field: str) -> str:
        """What a cell is sorted by: deadlines by their day, behind them words, then nothing."""
        if field != "due":
            return self.text(line, field)
        plan, today = self._session.plans.plan(self._plan_id()), date.today()
        day = due_date(line.task.due, plan_year(plan, today) if plan else today.year)
        return day.isoformat() if day else "~" if line.task.due.strip() else "~~"
