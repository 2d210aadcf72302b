"""The outline of a plan: its order, its numbers, and how much of it is filled in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db.records.plan import Decision
from desktop.operations import plans as operations
from desktop.planning.checks import problems
from desktop.planning.contents import Contents, Item, Kind, contents

if TYPE_CHECKING:
    from desktop.session import Session
    from tests.desktop.conftest import Samples

TODAY = date(2026, 11, 22)


def _contents(session: Session, plan_id: str) -> Contents:
    return contents(session.plans, plan_id, problems(session.plans, plan_id, TODAY))


def _every(items: tuple[Item, ...]) -> list[Item]:
    return [each for item in items for each in (item, *_every(item.children))]


def test_a_new_plan_lacks_every_section_that_has_none_below(session: Session) -> None:
    plan = operations.new_plan(session, "示例镇方案")
    found = _contents(session, plan.id)
    leaves = [item for item in _every(found.items) if not item.children]
    assert (found.filled, found.total) == (0, len(leaves))
    assert all(item.unwritten for item in leaves)
    assert [item.title for item in found.items] == [
        row.title for row in session.plans.sections(plan.id)
    ]


def test_a_borrowing_lacks_what_its_task_lacks_until_it_is_filled_or_rejected(
    session: Session, samples: Samples
) -> None:
    plan = operations.new_plan(session, "示例镇方案")
    before = _contents(session, plan.id)
    made = operations.borrow(session, plan.id, samples.rich().id)
    item = next(i for i in _every(_contents(session, plan.id).items) if i.id == made.id)
    assert (item.kind, item.missing) == (Kind.BORROWING, 4)
    task = operations.task_for(session, made)
    operations.write(session, task, person="张三", due="2027年6月底", goal="4场")
    operations.write(session, made, ours="本镇每季度一次")
    found = _contents(session, plan.id)
    item = next(i for i in _every(found.items) if i.id == made.id)
    assert item.missing == 0
    # The section that it stands in is no longer bare.
    assert (found.filled, found.total) == (before.filled + 5, before.total + 4)
    operations.write(session, made, decision=Decision.REJECT)
    found = _contents(session, plan.id)
    item = next(i for i in _every(found.items) if i.id == made.id)
    assert item.rejected
    assert item.number == ""
    assert found.total == before.total


def test_a_deadline_that_has_passed_is_filled_in_all_the_same(
    session: Session, samples: Samples
) -> None:
    plan = operations.new_plan(session, "示例镇方案")
    made = operations.borrow(session, plan.id, samples.any().id)
    before = _contents(session, plan.id).filled
    operations.write(session, operations.task_for(session, made), due="2020-01-01")
    assert _contents(session, plan.id).filled == before + 1
