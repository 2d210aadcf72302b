"""The differences of two plans as lines: every field with its name, in the user's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.records.plan import Borrowing, Plan, Section, Task
from desktop.i18n import tr
from desktop.models.plan_differences import DifferenceRow
from desktop.pages.plan import words
from desktop.planning.comparing import PLACE, Change, Difference, compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.workspace.plans import PlanRow
    from desktop.planning.comparing import Row


_INNER: Final = str.maketrans("“”", "‘’")


def difference_rows(one: Sequence[PlanRow], other: Sequence[PlanRow]) -> list[DifferenceRow]:
    """What `other` says differently from `one`, line by line."""
    return [line for found in compare(one, other) for line in _lines(found)]


def _lines(found: Difference) -> Iterator[DifferenceRow]:
    name = _name(found.row)
    if found.change is Change.CHANGED:
        for field in found.fields:
            what = tr("{name}：{field}").format(name=name, field=_field(found.row, field.field))
            before = _value(field.field, field.before)
            after = _value(field.field, field.after)
            yield DifferenceRow("changed", tr("改"), what, before, after)
        return
    added = found.change is Change.ADDED
    said = tr("新增") if added else tr("删去")
    text = _summary(found.row)
    before, after = ("", text) if added else (text, "")
    yield DifferenceRow(found.change.value, said, name, before, after)


def _name(row: Row) -> str:
    if isinstance(row, Plan):
        return tr("方案信息")
    if isinstance(row, Borrowing):
        return tr("借鉴“{name}”").format(name=row.mechanism_name.translate(_INNER))
    if isinstance(row, Section):
        return row.title.strip() or tr("未命名的一节")
    name = row.title.strip().translate(_INNER)
    return tr("任务“{name}”").format(name=name) if name else tr("未命名的任务")


def _summary(row: Row) -> str:
    """What a row that is in one plan only says there."""
    if isinstance(row, Plan):
        return row.title
    if isinstance(row, Section):
        return row.body.strip() or row.title
    if isinstance(row, Borrowing):
        return row.ours.strip() or row.mechanism_name
    values = [(field, getattr(row, field).strip()) for field in ("goal", "person", "due")]
    said = [tr("{name}：{field}").format(name=_field(row, f), field=v) for f, v in values if v]
    return "\n".join([row.title, *said])


def _field(row: Row, field: str) -> str:
    if field == PLACE:
        return tr("所在的节")
    if isinstance(row, Task):
        return words.field_name(field)
    return {
        "title": tr("名称"),
        "body": tr("正文"),
        "decision": tr("借鉴方式"),
        "reason": tr("理由"),
        "ours": tr("本镇做法"),
        "township": tr("乡镇"),
        "villages": tr("行政村"),
        "population": tr("人口"),
        "members": tr("党员"),
        "existing": tr("已有基础"),
        "issuer": tr("落款单位"),
        "issued_on": tr("成文日期"),
    }.get(field, field)


def _value(field: str, value: str) -> str:
    from db.records.plan import Decision, TaskState

    if field == "decision":
        return words.decision_name(Decision(value))
    if field == "state":
        return words.state_name(TaskState(value))
    return value or tr("（空）")
