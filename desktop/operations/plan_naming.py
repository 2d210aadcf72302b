"""What a step of undo that changes a plan is called in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.records.plan import Borrowing, Plan, Section, Task, Version
from desktop.i18n import pick, tr
from desktop.operations.naming import quoted

if TYPE_CHECKING:
    from collections.abc import Collection

    from db.workspace.plans import PlanRow
    from desktop.session import Session

_LONGEST: Final = 20  # characters of a name in the menu
_PROFILE: Final = frozenset({"township", "villages", "population", "members", "existing"})


def named(sentence: str, name: str) -> str:
    """A sentence with “{name}” in it, as the menu shows it between quotation marks of its own."""
    quote = quoted(name, _LONGEST)
    for marked in ("“{name}”", '"{name}"'):
        sentence = sentence.replace(marked, quote)
    return sentence


def name_of(session: Session, row: PlanRow) -> str:
    """What a row is called on the screen."""
    if isinstance(row, Borrowing):
        mechanism = session.cases.mechanism_by_id.get(row.mechanism_id)
        return pick(mechanism.name, mechanism.name_en) if mechanism else row.mechanism_name
    if isinstance(row, Version):
        return row.name.strip() or tr("未命名的版本")
    if row.title.strip():
        return row.title
    if isinstance(row, Section):
        return tr("未命名的一节")
    return tr("未命名的任务") if isinstance(row, Task) else tr("未命名的方案")


def writing(row: PlanRow, fields: Collection[str]) -> str:
    """The name of a step that writes fields of a row: by the field, where it is one."""
    if isinstance(row, Plan) and set(fields) <= _PROFILE:
        return tr("改本镇基本情况")
    names = {_field_name(row, field) for field in fields}
    return names.pop() if len(names) == 1 else _row_name(row)


def _row_name(row: PlanRow) -> str:
    if isinstance(row, Plan):
        return tr("改方案信息")
    if isinstance(row, Section):
        return tr("改一节")
    if isinstance(row, Borrowing):
        return tr("改借鉴")
    return tr("改任务") if isinstance(row, Task) else tr("改版本")


def _field_name(row: PlanRow, field: str) -> str:
    if isinstance(row, Plan):
        names = {"title": tr("改方案名称"), "issuer": tr("改落款"), "issued_on": tr("改成文日期")}
    elif isinstance(row, Section):
        names = {"title": tr("改标题"), "body": tr("改正文")}
    elif isinstance(row, Borrowing):
        names = {
            "ours": tr("改本镇做法"),
            "reason": tr("改理由"),
            "decision": tr("改借鉴方式"),
            "quotes": tr("改原文摘录"),
        }
    elif isinstance(row, Task):
        names = _task_fields()
    else:
        names = {"name": tr("改版本名称")}
    return names.get(field) or _row_name(row)


def _task_fields() -> dict[str, str]:
    return {
        "title": tr("改重点任务"),
        "measures": tr("改具体举措"),
        "goal": tr("改目标"),
        "leader": tr("改牵头领导"),
        "lead_unit": tr("改牵头单位"),
        "units": tr("改责任单位"),
        "person": tr("改责任人"),
        "due": tr("改时限"),
        "assessment": tr("改考核方式"),
        "state": tr("改状态"),
        "remark": tr("改备注"),
    }
