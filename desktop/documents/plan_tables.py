"""The tables of a plan: their columns, and what of the plan stands in which row.

The columns are those of a township's 方案 and stay Chinese in every language of the interface:
they are part of the document, not of the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.documents.text import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.plan import BorrowedBlock, PlanDocument, PlanSection, TaskRow

TASKS: Final = "任务分解表"
DUTIES: Final = "责任清单"
PROBLEMS: Final = "问题清单（台账）"
SOURCES: Final = "借鉴来源"

TASK_COLUMNS: Final = (
    "序号", "重点任务", "具体举措", "目标（量化）", "牵头领导", "牵头单位", "责任单位（村）",
    "责任人", "完成时限", "备注",
)  # fmt: skip
DUTY_COLUMNS: Final = (
    "序号", "责任主体", "责任事项", "具体要求", "责任人", "完成时限", "考核方式",
)  # fmt: skip
PROBLEM_COLUMNS: Final = (
    "序号", "村/点位", "问题描述", "来源", "发现日期", "整改措施", "责任领导", "责任单位", "责任人",
    "整改时限", "进展", "完成日期", "验收人", "销号（是/否）",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Borrowed:
    """What a plan decided about the entries of 借鉴来源 that have these numbers."""

    decision: str
    reason: str


def task_fields(number: int, task: TaskRow, gap: str) -> list[str]:
    """A row of 任务分解表; what the plan must say and does not is the gap."""
    return [
        str(number),
        written(task.title) or gap,
        task.measures,
        written(task.goal) or gap,
        task.leader,
        task.lead_unit,
        task.units,
        written(task.person) or gap,
        written(task.due) or gap,
        task.remark,
    ]


def duties(document: PlanDocument) -> list[TaskRow]:
    """The tasks as 责任清单 lists them: those of one 责任主体 together, the first named first."""
    order: dict[str, int] = {}
    for task in document.tasks:
        order.setdefault(holder(task), len(order))
    return sorted(document.tasks, key=lambda task: order[holder(task)])


def holder(task: TaskRow) -> str:
    """责任主体: who leads, else who takes part; '' where the plan names nobody."""
    return task.lead_unit or task.units or task.leader


def duty_fields(number: int, task: TaskRow, gap: str) -> list[str]:
    """A row of 责任清单."""
    return [
        str(number),
        written(holder(task)) or gap,
        written(task.title) or gap,
        written(demand(task)) or gap,
        written(task.person) or gap,
        written(task.due) or gap,
        task.assessment,
    ]


def demand(task: TaskRow) -> str:
    """具体要求: what is to be done, and how much of it."""
    goal = f"目标：{task.goal}" if task.goal else ""
    return "\n".join(part for part in (task.measures, goal) if part)


def decisions(document: PlanDocument) -> dict[int, Borrowed]:
    """What was decided about each entry of 借鉴来源, by its number."""
    return {
        number: Borrowed(block.decision, block.reason)
        for block in blocks(document)
        for number in block.sources
    }


def blocks(document: PlanDocument) -> Sequence[BorrowedBlock]:
    """All borrowings of the plan as it is read."""
    return [block for section in document.sections for block in section.borrowed]


def heading(block: BorrowedBlock, place: int) -> str:
    """A borrowing's own heading: its number in its section, and what the task is called here."""
    return f"{block.number or f'{place}. '}{block.heading or block.mechanism}"


def heading_level(section: PlanSection, block: BorrowedBlock) -> int:
    """The level of that heading, where 1 is 一、."""
    return section.level + 1 if block.number else 3


def responsibility(block: BorrowedBlock, gap: str) -> str:
    """The sentence under a task: 牵头单位：…；责任单位：…；完成时限：…"""
    named = (
        ("牵头单位", block.lead_unit),
        ("责任单位", block.units),
        ("责任人", written(block.person) or gap),
        ("完成时限", written(block.due) or gap),
        ("目标", written(block.goal) or gap),
    )
    return "；".join(f"{name}：{value.rstrip('。；')}" for name, value in named if value) + "。"
