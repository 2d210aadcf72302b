"""Whole plans: new ones, copies for another year, templates, earlier versions. Undoable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from db.records.plan import Borrowing, Plan, Section, Task, TaskState, Version
from db.workspace.plans import dump, load, stamped
from desktop.i18n import tr
from desktop.operations.plan_naming import name_of, named
from desktop.operations.plan_places import put_at
from desktop.operations.plan_rows import ChangeRows
from desktop.planning.ordering import spread
from desktop.planning.outline import STANDARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.workspace.plans import PlanRow
    from desktop.session import Session

_Pairs: TypeAlias = "list[tuple[PlanRow | None, PlanRow | None]]"
_PROFILE: Final = ("township", "villages", "population", "members", "existing")


def new_plan(session: Session, title: str, *, template_id: str = "", **profile: str) -> Plan:
    """Add a plan with the standard outline, or with the sections and texts of a template.

    `profile` is what the township says of itself, and the issuer: fields of `Plan`. What is not
    given is as in the template. The new plan becomes the current one.
    """
    template = session.plans.plan(template_id)
    values = dict.fromkeys(("issuer", "issued_on", *_PROFILE), "")
    if template is not None:
        values |= {name: getattr(template, name) for name in values}
    bare = Plan(title=title, template=False, position=0.0, **(values | profile), **stamped())
    plan, moved = put_at(session.plans.plans(), bare, None)
    sections: Sequence[PlanRow] = (
        _copies(session.plans.all_sections(template.id), plan.id)
        if template
        else _standard(plan.id)
    )
    pairs: _Pairs = [(None, plan), *((None, row) for row in sections), *moved]
    session.undo.push(ChangeRows(session, named(tr("新建方案“{name}”"), title), pairs))
    choose_plan(session, plan.id)
    return plan


def current_plan(session: Session) -> Plan | None:
    """The plan that was chosen last, or the first there is; None where there is none."""
    plans = session.plans.plans()
    chosen = session.remembered.texts("plan")
    return next((plan for plan in plans if plan.id in chosen), plans[0] if plans else None)


def choose_plan(session: Session, plan_id: str) -> None:
    """Make a plan the current one; remembered, no step of undo."""
    if session.remembered.texts("plan") != [plan_id]:
        session.remembered.put("plan", [plan_id])
        session.changes.plans_changed.emit(plan_id)


def duplicate_plan(session: Session, plan_id: str, title: str) -> Plan:
    """Copy a plan for another year and make the copy the current one.

    Every text is as it was; the tasks start again (未启动) and the date of issue is open. Raises
    ValueError where there is no such plan.
    """
    source = _plan(session, plan_id)
    bare = replace(source, title=title, template=False, issued_on="", **_stamps())
    plan, moved = put_at(session.plans.plans(), bare, None)
    rows = [row for row in session.plans.rows_of(plan_id) if not isinstance(row, Plan)]
    pairs: _Pairs = [(None, plan), *((None, row) for row in _copies(rows, plan.id)), *moved]
    session.undo.push(ChangeRows(session, named(tr("复制方案“{name}”"), source.title), pairs))
    choose_plan(session, plan.id)
    return plan


def save_as_template(session: Session, plan_id: str, title: str) -> Plan:
    """Keep the sections of a plan with their texts, and its profile, to start others from.

    What was borrowed and the tasks stay behind: for those a plan is copied. Raises ValueError
    where there is no such plan.
    """
    source = _plan(session, plan_id)
    bare = replace(source, title=title, template=True, issued_on="", **_stamps())
    plan, moved = put_at(session.plans.templates(), bare, None)
    sections = _copies(session.plans.all_sections(plan_id), plan.id)
    pairs: _Pairs = [(None, plan), *((None, row) for row in sections), *moved]
    session.undo.push(ChangeRows(session, named(tr("存为模板“{name}”"), title), pairs))
    return plan


def keep_version(session: Session, plan_id: str, name: str = "") -> Version:
    """Keep a plan as it is now under a name."""
    version = _version(session, plan_id, name)
    text = named(tr("保存版本“{name}”"), name) if name.strip() else tr("保存版本")
    session.undo.push(ChangeRows(session, text, [(None, version)]))
    return version


def restore_version(session: Session, version: Version) -> None:
    """Make a plan what it was in a version, in one step; what it is now is kept as a version.

    Raises ValueError where the version cannot be read.
    """
    wanted = {row.id: row for row in load(version.content)}
    there = {row.id: row for row in session.plans.rows_of(version.plan_id)}
    pairs: _Pairs = [
        (there.get(row_id), wanted.get(row_id))
        for row_id in dict.fromkeys([*wanted, *there])
        if not _same(there.get(row_id), wanted.get(row_id))
    ]
    if not pairs:
        return
    if version.plan_id in there:
        pairs.append((None, _version(session, version.plan_id, tr("恢复前"))))
    text = named(tr("恢复版本“{name}”"), name_of(session, version))
    session.undo.push(ChangeRows(session, text, pairs))


def _same(one: PlanRow | None, other: PlanRow | None) -> bool:
    """Whether two rows say the same; undoing leaves an older time of change than the disk's."""
    if one is None or other is None:
        return one is other
    return replace(one, modified_at=other.modified_at) == other


def _version(session: Session, plan_id: str, name: str) -> Version:
    content = dump(session.plans.rows_of(plan_id))
    return Version(plan_id=plan_id, name=name, content=content, **stamped())


def _stamps() -> dict[str, Any]:
    return dict(stamped())


def _plan(session: Session, plan_id: str) -> Plan:
    plan = session.plans.plan(plan_id)
    if plan is None:
        raise ValueError(f"there is no plan {plan_id}")
    return plan


def _standard(plan_id: str) -> list[Section]:
    made = []
    for (title, below), position in zip(STANDARD, spread(len(STANDARD)), strict=True):
        parent = _section(plan_id, None, title, position)
        made.append(parent)
        for name, place in zip(below, spread(len(below)), strict=True):
            made.append(_section(plan_id, parent.id, name, place))
    return made


def _section(plan_id: str, parent_id: str | None, title: str, position: float) -> Section:
    return Section(
        plan_id=plan_id, parent_id=parent_id, title=title, body="", position=position, **stamped()
    )


def _copies(rows: Sequence[PlanRow], plan_id: str) -> list[PlanRow]:
    """Rows with new ids in another plan, what points to one of them pointing to its copy."""
    stamps = {row.id: _stamps() for row in rows}

    def new_id(old: str | None) -> str | None:
        return stamps[old]["id"] if old in stamps else None

    made: list[PlanRow] = []
    for row in rows:
        mine = stamps[row.id]
        if isinstance(row, Section):
            made.append(replace(row, plan_id=plan_id, parent_id=new_id(row.parent_id), **mine))
        elif isinstance(row, Borrowing):
            made.append(replace(row, plan_id=plan_id, section_id=new_id(row.section_id), **mine))
        elif isinstance(row, Task):
            ids: dict[str, Any] = {
                "section_id": new_id(row.section_id),
                "borrowing_id": new_id(row.borrowing_id),
            }
            state = TaskState.WAITING
            made.append(replace(row, plan_id=plan_id, state=state, **ids, **mine))
    return made
