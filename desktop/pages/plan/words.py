"""The interface's words for what a plan is made of: fields, states, decisions, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.records.plan import Decision, TaskState
from desktop.i18n import pick, tr

if TYPE_CHECKING:
    from db.records.plan import Borrowing
    from desktop.session import Session

FIRST_FIELDS: Final = ("person", "due", "goal")
"""Fields of a task that stand open on its card."""
TABLE_FIELDS: Final = (
    "title",
    "measures",
    "goal",
    "source",
    "leader",
    "lead_unit",
    "units",
    "person",
    "due",
    "assessment",
    "state",
    "remark",
)
"""Columns of 任务分解表, in their order. The source is that of the borrowing."""


def field_name(field: str) -> str:
    """The name of a field of a task, as 任务分解表 gives it."""
    return {
        "title": tr("重点任务"),
        "measures": tr("具体举措"),
        "goal": tr("目标（量化）"),
        "source": tr("借鉴来源"),
        "leader": tr("牵头领导"),
        "lead_unit": tr("牵头单位"),
        "units": tr("责任单位（村）"),
        "person": tr("责任人"),
        "due": tr("完成时限"),
        "assessment": tr("考核方式"),
        "state": tr("状态"),
        "remark": tr("备注"),
    }[field]


def card_field_name(field: str) -> str:
    """The short name of a field, on a card."""
    return {"due": tr("时限"), "goal": tr("衡量指标")}.get(field) or field_name(field)


def field_prompt(field: str) -> str:
    """What stands in a field that is empty."""
    return {
        "title": tr("写重点任务"),
        "measures": tr("写具体举措，一行一条"),
        "person": tr("填职务或姓名"),
        "due": tr("填日期，或“每季度末月25日前”"),
        "goal": tr("写成数字，如“一年不少于4场”"),
        "leader": tr("填姓名、职务"),
        "lead_unit": tr("填单位"),
        "units": tr("填村或单位"),
        "assessment": tr("填怎样考核"),
    }.get(field, "")


def missing_name(kind: str) -> str:
    """What is missing in a field, by the kind of the problem."""
    return {
        "person": tr("缺责任人"),
        "due": tr("缺时限"),
        "goal": tr("目标未量化"),
        "ours": tr("未写本镇做法"),
        "overdue": tr("时限早于今天"),
        "body": tr("未写"),
    }[kind]


def decision_name(decision: Decision) -> str:
    """What becomes of a mechanism in the plan."""
    return {
        Decision.ADOPT: tr("照搬"),
        Decision.ADAPT: tr("改造"),
        Decision.REJECT: tr("不采用"),
    }[decision]


def state_name(state: TaskState) -> str:
    """How far a task is."""
    return {
        TaskState.WAITING: tr("未启动"),
        TaskState.ONGOING: tr("推进中"),
        TaskState.DONE: tr("已完成"),
        TaskState.CLOSED: tr("已销号"),
    }[state]


def mechanism_name(session: Session, borrowing: Borrowing) -> str:
    """The name of what was borrowed: as the library gives it, else as it was."""
    mechanism = session.cases.mechanism_by_id.get(borrowing.mechanism_id)
    return pick(mechanism.name, mechanism.name_en) if mechanism else borrowing.mechanism_name


def region_name(session: Session, region_id: str | None) -> str:
    """The short name of a region, '' for none."""
    region = session.cases.region_by_id.get(region_id or "")
    return pick(region.name, region.name_en) if region else ""
