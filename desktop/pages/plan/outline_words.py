"""The interface's words for what a plan lacks and how its rows stand in the outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import pick, tr
from desktop.models.plan_outline import OutlineRow
from desktop.planning.contents import Kind
from desktop.planning.numbering import heading_number
from desktop.planning.outline import OPENING, STANDARD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.planning.contents import Item
    from desktop.session import Session


def problem_name(kind: str, count: int) -> str:
    """How many rows lack what."""
    forms = {
        "person": tr("缺责任人 {n} 项"),
        "due": tr("缺时限 {n} 项"),
        "goal": tr("目标未量化 {n} 项"),
        "ours": tr("借鉴未写本镇做法 {n} 项"),
        "overdue": tr("时限早于今天 {n} 项"),
        "body": tr("未写的节 {n} 个"),
    }
    return forms.get(kind, kind).format(n=count)


def outline_rows(items: Iterable[Item]) -> list[OutlineRow]:
    """Rows of the outline as they are shown."""
    return [_row(item) for item in items]


def table_row() -> OutlineRow:
    """任务分解表, which the program makes of the tasks."""
    made = tr("自动生成")
    return OutlineRow("table", "table", tr("任务分解表"), "", made, "", made)


def standard_rows() -> list[OutlineRow]:
    """The sections of the first level that a new plan begins with."""
    made = []
    number = 0
    for title, _below in STANDARD:
        if title != OPENING:
            number += 1
            made.append(OutlineRow("standard", title, heading_number(1, number) + title, title))
        else:
            made.append(OutlineRow("standard", title, title, title))
    return [*made, table_row()]


def _row(item: Item) -> OutlineRow:
    unnamed = {
        Kind.SECTION: tr("未命名的一节"),
        Kind.LOOSE: tr("没有归入各节的"),
    }.get(item.kind) or tr("未命名的任务")
    state, tone = _state(item)
    return OutlineRow(
        item.kind.value,
        item.id,
        item.number + (item.title.strip() or unnamed),
        item.title,
        state,
        tone,
        tr("已填") if tone == "ok" else state,
        tuple(outline_rows(item.children)),
    )


def _state(item: Item) -> tuple[str, str]:
    if item.kind in (Kind.BORROWING, Kind.TASK):
        if item.rejected:
            return tr("不采用"), ""
        return (tr("缺 {n}").format(n=item.missing), "warn") if item.missing else ("", "ok")
    if item.unwritten:
        return tr("未写"), "warn"
    if item.items:
        return tr("{n} 项").format(n=item.items), ""
    below = sum(child.unwritten for child in item.children)
    return (tr("缺 {n}").format(n=below), "warn") if below else ("", "ok")


def sources(session: Session, plan_id: str) -> str:
    """How many borrowings come from which region: 云浮 1、乳源 2; '' where there is none."""
    from db.records.plan import Decision

    counts: dict[str | None, int] = {}
    for row in session.plans.borrowings(plan_id):
        if row.decision is not Decision.REJECT:
            counts[row.region_id] = counts.get(row.region_id, 0) + 1
    known = [(r.id, pick(r.name, r.name_en)) for r in session.cases.regions]
    parts = [f"{name} {counts.pop(key)}" for key, name in known if key in counts]
    if counts:  # of a former library
        parts.append(tr("其他 {n}").format(n=sum(counts.values())))
    return tr("、").join(parts)
