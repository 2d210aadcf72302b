"""方案: what a township's plan is made of. Apart from the other records, for a start needs none.

Rows, each with an id, stamps and an author, so that two workspaces can be merged; `position`
orders rows of one parent and is a fraction, so that moving one changes one row only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Decision(StrEnum):
    """借鉴: what becomes of a mechanism in a plan."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    REJECT = "reject"


class TaskState(StrEnum):
    """状态 of a task: 未启动, 推进中, 已完成, 已销号."""

    WAITING = "waiting"
    ONGOING = "ongoing"
    DONE = "done"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Plan:
    """方案, with the township's own profile in the user's words (numbers too: "21 个", "约 3 万").

    `template` marks an outline to start plans from; it is listed among templates only.
    """

    id: str
    title: str
    township: str
    villages: str
    population: str
    members: str
    existing: str
    issuer: str
    issued_on: str
    template: bool
    position: float
    created_at: str
    modified_at: str
    author: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a plan: a heading without its number, and Markdown. `parent_id` None: 一、."""

    id: str
    plan_id: str
    parent_id: str | None
    title: str
    body: str
    position: float
    created_at: str
    modified_at: str
    author: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of an article as it was when it was taken: its quote and context (`db.anchors`)."""

    article_id: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Borrowing:
    """借鉴: a mechanism taken into a section of a plan, with its quotes (原文做法) as they were.

    `ours` is 本镇做法 (Markdown), `reason` why it was adapted or not taken. The mechanism's name
    and region are as they were: a later library may lack the mechanism.
    """

    id: str
    plan_id: str
    section_id: str | None
    mechanism_id: str
    mechanism_name: str
    region_id: str | None
    decision: Decision
    reason: str
    ours: str
    quotes: tuple[Quote, ...]
    position: float
    created_at: str
    modified_at: str
    author: str


@dataclass(frozen=True, slots=True)
class Task:
    """A row of 任务分解表, in the user's words. At most one belongs to a borrowing.

    A task of a borrowing stands where the borrowing stands: its own section and position do not
    count. `due` is what was typed: a date, or words such as “每季度末月25日前”.
    """

    id: str
    plan_id: str
    section_id: str | None
    borrowing_id: str | None
    title: str
    measures: str
    goal: str
    leader: str
    lead_unit: str
    units: str
    person: str
    due: str
    assessment: str
    state: TaskState
    remark: str
    position: float
    created_at: str
    modified_at: str
    author: str


@dataclass(frozen=True, slots=True)
class Version:
    """历史: a whole plan as it was, as JSON (`db.workspace.plans.dump`), under a name."""

    id: str
    plan_id: str
    name: str
    content: str
    created_at: str
    modified_at: str
    author: str
