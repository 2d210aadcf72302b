"""方案: sections are added, moved and removed, and any row with what hangs on it. Undoable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.records.plan import Borrowing, Section
from db.workspace.plans import stamped
from db.workspace.stamps import now
from desktop.i18n import tr
from desktop.operations.plan_naming import name_of, named
from desktop.operations.plan_places import put_at, stands_at, without
from desktop.operations.plan_rows import ChangeRows
from desktop.planning.reading import read

if TYPE_CHECKING:
    from db.workspace.plans import PlanRow
    from desktop.session import Session


def add_section(
    session: Session,
    plan_id: str,
    parent_id: str | None = None,
    place: int | None = None,
    title: str = "",
) -> Section:
    """Add a section at a place among its siblings, None: at their end.

    There are two levels: below a subsection it is put beside it.
    """
    parent_id = _parent(session, plan_id, parent_id)
    new = Section(
        plan_id=plan_id, parent_id=parent_id, title=title, body="", position=0.0, **stamped()
    )
    new, moved = put_at(session.plans.sections(plan_id, parent_id), new, place)
    text = named(tr("添加“{name}”"), title) if title.strip() else tr("添加一节")
    session.undo.push(ChangeRows(session, text, [(None, new), *moved]))
    return new


def move_section(
    session: Session, section: Section, parent_id: str | None, place: int | None
) -> None:
    """Move a section to a place among the children of a parent, counted without itself.

    Its subsections go with it; where it becomes a subsection itself, they follow beside it, for
    there are two levels only.
    """
    before = session.plans.row(section)
    if not isinstance(before, Section):
        return
    parent_id = _parent(session, before.plan_id, parent_id)
    if parent_id == before.id:
        return
    siblings = session.plans.sections(before.plan_id, parent_id)
    if stands_at(siblings, before, place):
        return
    siblings = without(siblings, before)
    at = len(siblings) if place is None else place
    moving = [before]
    if parent_id is not None:
        moving += session.plans.sections(before.plan_id, before.id)
    pairs = _moved(siblings, moving, parent_id, at)
    text = named(tr("移动“{name}”"), name_of(session, before))
    session.undo.push(ChangeRows(session, text, pairs))


def _moved(
    siblings: list[Section], moving: list[Section], parent_id: str | None, place: int
) -> list[tuple[PlanRow | None, PlanRow | None]]:
    """The changes that put sections beside each other among their new siblings."""
    old = {row.id: row for row in (*siblings, *moving)}
    now_there = list(siblings)
    at = min(max(place, 0), len(siblings))
    for offset, row in enumerate(moving):
        child = replace(row, parent_id=parent_id, modified_at=now())
        child, spread = put_at(now_there, child, at + offset)
        apart = {after.id: after for _, after in spread if after is not None}
        now_there = [apart.get(sibling.id, sibling) for sibling in now_there]
        now_there.insert(at + offset, child)
    return [(old[row.id], row) for row in now_there]


def remove(session: Session, row: PlanRow) -> None:
    """Remove any row of a plan with what hangs on it, in one step.

    A section goes with its subsections, borrowings and tasks, a borrowing with its task; a plan
    goes by itself: what it is made of is out of sight with it, and back with it.
    """
    stored = session.plans.row(row)
    if stored is None:
        return
    gone: list[PlanRow] = [stored]
    if isinstance(stored, Section):
        gone += _within(session, stored)
    elif isinstance(stored, Borrowing):
        task = session.plans.task_of(stored)
        gone += [task] if task else []
    text = named(tr("删除“{name}”"), name_of(session, stored))
    session.undo.push(ChangeRows(session, text, [(each, None) for each in gone]))


def _within(session: Session, section: Section) -> list[PlanRow]:
    """What stands in a section and below it, the subsections first."""
    reading = read(session.plans, section.plan_id)
    whole = next(part for part in reading.parts() if part.section == section)
    found: list[PlanRow] = [below.section for below in whole.below if below.section]
    for part in (whole, *whole.below):
        tasks = [reading.task_of(borrowing) for borrowing in part.borrowings]
        found += [*part.borrowings, *(task for task in tasks if task), *part.tasks]
    return found


def _parent(session: Session, plan_id: str, parent_id: str | None) -> str | None:
    """The section of the first level that one below `parent_id` belongs to."""
    for section in session.plans.all_sections(plan_id):
        if section.id == parent_id:
            return session.plans.parent_of(section) or section.id
    return None
