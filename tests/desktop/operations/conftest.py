"""A plan in a session, and what session and workspace.db hold of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import pytest

from db.workspace import Workspace
from desktop.operations.plans import new_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records.plan import Plan, Section
    from db.workspace.plans import PlanRow
    from desktop.session import Session

Rows: TypeAlias = "dict[str, PlanRow]"
ReadBack: TypeAlias = "Callable[[], Rows]"


@pytest.fixture
def plan(session: Session) -> Plan:
    """A new plan with the standard outline."""
    return new_plan(session, "示例镇工作方案", township="示例镇", villages="21 个行政村")


@pytest.fixture
def read_back(session: Session) -> ReadBack:
    """What workspace.db says now, by id, but for the time of change, which the disk sets.

    What a removed plan is made of stays, out of sight: `held` does not tell it either.
    """

    def read() -> Rows:
        assert session.saver.flush(), "the workspace did not take what was saved"
        with Workspace.open(session.folder) as workspace:
            rows = workspace.plans()
        there = {plan.id for plan in rows.plans}
        parts = (rows.sections, rows.borrowings, rows.tasks, rows.versions)
        inside = [row for part in parts for row in part if row.plan_id in there]
        return {row.id: replace(row, modified_at="") for row in (*rows.plans, *inside)}

    return read


def held(session: Session, *, timed: bool = False) -> Rows:
    """What the interface holds, by id."""
    plans = session.plans
    every = [*plans.plans(), *plans.templates()]
    rows = [row for plan in every for row in (*plans.rows_of(plan.id), *plans.versions(plan.id))]
    return {row.id: row if timed else replace(row, modified_at="") for row in rows}


def titles(session: Session, plan_id: str, parent_id: str | None = None) -> list[str]:
    """The titles of the sections under a parent."""
    return [section.title for section in session.plans.sections(plan_id, parent_id)]


def section_named(session: Session, plan_id: str, title: str) -> Section:
    """The section of a plan that has a title."""
    return next(row for row in session.plans.all_sections(plan_id) if row.title == title)
