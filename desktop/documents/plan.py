"""A plan as the writers of files are given it: numbered, in order, every word already chosen.

What is missing is '' here; each writer puts `PlanDocument.gap` (待补) in its place where a reader
would look for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of 借鉴来源: where a borrowing comes from. `number` is its footnote's."""

    number: int
    region: str
    mechanism: str
    quotes: Sequence[str]
    citation: str
    """GB/T 7714, of the edition chosen."""


@dataclass(frozen=True, slots=True)
class BorrowedBlock:
    """本镇做法 in a section, and what it was borrowed from."""

    mechanism: str
    region: str
    decision: str
    """照搬, 改造 or 不采用; a rejected one is written in the appendix only."""
    taken: bool
    reason: str
    ours: str
    """Markdown."""
    sources: Sequence[int]
    """Numbers of footnotes."""
    lead_unit: str = ""
    units: str = ""
    person: str = ""
    due: str = ""
    goal: str = ""
    heading: str = ""
    """What the task is called in this plan; '' where it bears the mechanism's name."""
    number: str = ""
    """（一） and so on where it counts among the parts of its section; '' for writers to choose."""


@dataclass(frozen=True, slots=True)
class PlanSection:
    """A section with its number (一、 or （一）) apart from its heading; `level` is 1 or 2."""

    level: int
    number: str
    heading: str
    body: str
    """Markdown."""
    borrowed: Sequence[BorrowedBlock] = ()


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of 任务分解表. `due_on` is set where `due` says a day."""

    title: str
    measures: str
    goal: str
    source: str
    leader: str
    lead_unit: str
    units: str
    person: str
    due: str
    due_on: date | None
    assessment: str
    state: str
    remark: str
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """All of a plan, for a document of its own."""

    title: str
    issuer: str
    issued_on: str
    """As it is written below the issuer: 2026年11月22日."""
    profile: Sequence[tuple[str, str]]
    """What the township says of itself: a label and the user's words."""
    sections: Sequence[PlanSection]
    tasks: Sequence[TaskRow]
    sources: Sequence[Source]
    states: Sequence[str]
    """The names of all states that a task can have, in their order."""
    done_states: Sequence[str]
    """Those of them in which a task is never overdue."""
    gap: str
    """What stands where something is missing."""
    today: date
    remarks: Sequence[str] = field(default_factory=tuple)
