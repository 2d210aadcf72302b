"""附件 of a plan: 任务分解表, 责任清单 and an empty 问题清单, each on landscape pages of its own.

The columns are those that townships use; what a task leaves open is marked in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.documents.gongwen_table import Column, table
from desktop.documents.gongwen_text import Style, filled, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.documents.plan import PlanDocument, TaskRow
    from desktop.documents.word import Element

TASKS: Final = "任务分解表"
DUTIES: Final = "责任清单"
ISSUES: Final = "问题清单（台账）"
SOURCES: Final = "借鉴来源"

_WIDE: Final = 12756
"""Twentieths of a point between the margins of a landscape page: 225 mm."""
_BLANK_ROWS: Final = 10
_TASK_COLUMNS: Final = (
    Column("序号", 10, centred=True), Column("重点任务", 28), Column("具体举措", 46),
    Column("目标（量化）", 30), Column("牵头领导", 17), Column("牵头单位", 20),
    Column("责任单位（村）", 24), Column("责任人", 17), Column("完成时限", 19), Column("备注", 14),
)  # fmt: skip
_DUTY_COLUMNS: Final = (
    Column("序号", 10, centred=True), Column("责任主体", 28), Column("责任事项", 38),
    Column("具体要求", 64), Column("责任人", 24), Column("完成时限", 26), Column("考核方式", 35),
)  # fmt: skip
_ISSUE_COLUMNS: Final = (
    Column("序号", 10, centred=True), Column("村/点位", 18), Column("问题描述", 32),
    Column("来源", 13), Column("发现日期", 16), Column("整改措施", 30), Column("责任领导", 14),
    Column("责任单位", 15), Column("责任人", 12), Column("整改时限", 15), Column("进展", 13),
    Column("完成日期", 15), Column("验收人", 12), Column("销号（是/否）", 14),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment: its title, and whether its pages are landscape."""

    title: str
    landscape: bool
    content: Callable[[], list[Element]]


def table_annexes(document: PlanDocument) -> list[Annex]:
    """The three tables, in the order of their numbers."""
    tasks, gap = document.tasks, document.gap
    return [
        Annex(TASKS, True, lambda: [_table(_TASK_COLUMNS, [_task(row) for row in tasks], gap)]),
        Annex(DUTIES, True, lambda: [_table(_DUTY_COLUMNS, [_duty(row) for row in tasks], gap)]),
        Annex(ISSUES, True, lambda: [table(_ISSUE_COLUMNS, [[]] * _BLANK_ROWS, _WIDE)]),
    ]


def opening(number: int, title: str) -> list[Element]:
    """附件 and its number at the top left, the title centred on the third line."""
    return [
        paragraph(Style.ANNEX_MARK, run(f"附件{number}")),
        paragraph(Style.PLAIN),
        paragraph(Style.ANNEX_TITLE, run(title)),
        paragraph(Style.PLAIN),
    ]


@dataclass(frozen=True, slots=True)
class _Optional:
    """What a task need not have."""

    text: str


def _task(row: TaskRow) -> list[str | _Optional]:
    return [row.title, row.measures, row.goal, row.leader, row.lead_unit, row.units, row.person,
            row.due, _Optional(row.remark)]  # fmt: skip


def _duty(row: TaskRow) -> list[str | _Optional]:
    return [row.lead_unit or row.units, row.title, row.measures, row.person, row.due,
            row.assessment]  # fmt: skip


def _table(
    columns: Sequence[Column], rows: Sequence[Sequence[str | _Optional]], gap: str
) -> Element:
    cells: list[list[list[Element]]] = [
        [[run(str(number))], *(_cell(value, gap) for value in row)]
        for number, row in enumerate(rows, start=1)
    ]
    return table(columns, cells or [[]] * _BLANK_ROWS, _WIDE)


def _cell(value: str | _Optional, gap: str) -> list[Element]:
    if isinstance(value, _Optional):
        return [run(value.text.strip())] if value.text.strip() else []
    text = value.strip()
    return [run(text)] if text else [filled("", gap)]
