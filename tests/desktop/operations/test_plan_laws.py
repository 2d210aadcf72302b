"""Laws of every sequence of changes: undone, redone and read back, plans are what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.records.plan import Decision, TaskState
from desktop.operations.plans import (
    add_section,
    add_task,
    borrow,
    borrow_span,
    duplicate_plan,
    keep_version,
    move_borrowing,
    move_section,
    move_task,
    new_plan,
    remove,
    restore_version,
    save_as_template,
    task_for,
    write,
)
from tests.desktop.operations.conftest import held

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from db.records.plan import Borrowing, Plan, Section, Task
    from desktop.session import Session
    from tests.desktop.operations.conftest import ReadBack, Rows

    _T = TypeVar("_T")

Numbers = tuple[int, int, int, str]
STEPS = st.tuples(
    st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.text("比武\n“𠮷", max_size=4)
)
FOR_EACH = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)


class Hand:
    """Does something to the plans of a session, chosen by numbers."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.actions: list[Callable[[Plan, Numbers], None]] = [
            self.write_section,
            self.write_task,
            self.write_borrowing,
            self.add_section,
            self.add_task,
            self.move_section,
            self.move_task,
            self.move_borrowing,
            self.borrow,
            self.borrow_span,
            self.remove_something,
            self.copy,
            self.version,
        ]

    def do(self, action: int, numbers: Numbers) -> None:
        """One change, or none where there is nothing to change."""
        plan = _pick(self.session.plans.plans(), numbers[0])
        if plan is None:
            new_plan(self.session, numbers[3])
        else:
            self.actions[action % len(self.actions)](plan, numbers)

    def sections(self, plan: Plan) -> list[Section]:
        return self.session.plans.all_sections(plan.id)

    def borrowings(self, plan: Plan) -> list[Borrowing]:
        return self.session.plans.borrowings(plan.id)

    def tasks(self, plan: Plan) -> list[Task]:
        return self.session.plans.tasks(plan.id)

    def write_section(self, plan: Plan, numbers: Numbers) -> None:
        section = _pick(self.sections(plan), numbers[1])
        if section is not None:
            write(self.session, section, run=numbers[2] % 3, body=numbers[3])

    def write_task(self, plan: Plan, numbers: Numbers) -> None:
        task = _pick(self.tasks(plan), numbers[1])
        if task is not None:
            state = list(TaskState)[numbers[2] % 4]
            write(self.session, task, run=numbers[2] % 3, person=numbers[3], state=state)

    def write_borrowing(self, plan: Plan, numbers: Numbers) -> None:
        borrowing = _pick(self.borrowings(plan), numbers[1])
        if borrowing is not None:
            decision = list(Decision)[numbers[2] % 3]
            write(self.session, borrowing, ours=numbers[3], decision=decision)
            task_for(self.session, borrowing)

    def add_section(self, plan: Plan, numbers: Numbers) -> None:
        parent = _pick([None, *self.sections(plan)], numbers[1])
        add_section(self.session, plan.id, _id(parent), numbers[2] % 5, numbers[3])

    def add_task(self, plan: Plan, numbers: Numbers) -> None:
        section = _pick([None, *self.sections(plan)], numbers[1])
        place = numbers[2] % 5
        add_task(self.session, plan.id, _id(section), place, title=numbers[3])

    def move_section(self, plan: Plan, numbers: Numbers) -> None:
        section = _pick(self.sections(plan), numbers[1])
        parent = _pick([None, *self.sections(plan)], numbers[2])
        if section is not None:
            move_section(self.session, section, _id(parent), numbers[0] % 5)

    def move_task(self, plan: Plan, numbers: Numbers) -> None:
        task = _pick(self.tasks(plan), numbers[1])
        section = _pick([None, *self.sections(plan)], numbers[2])
        if task is not None:
            move_task(self.session, task, _id(section), numbers[0] % 5)

    def move_borrowing(self, plan: Plan, numbers: Numbers) -> None:
        borrowing = _pick(self.borrowings(plan), numbers[1])
        section = _pick(self.sections(plan), numbers[2])
        if borrowing is not None and section is not None:
            move_borrowing(self.session, borrowing, section.id, numbers[0] % 5)

    def borrow(self, plan: Plan, numbers: Numbers) -> None:
        mechanism = _pick(self.session.cases.mechanisms, numbers[1])
        section = _pick([None, *self.sections(plan)], numbers[2])
        assert mechanism is not None
        borrow(self.session, plan.id, mechanism.id, _id(section), numbers[0] % 5)

    def borrow_span(self, plan: Plan, numbers: Numbers) -> None:
        article = self.session.cases.articles[0]
        borrow_span(self.session, plan.id, article.id, numbers[1], numbers[1] + 1 + numbers[2])

    def remove_something(self, plan: Plan, numbers: Numbers) -> None:
        rows = [*self.session.plans.rows_of(plan.id), *self.session.plans.versions(plan.id)]
        row = _pick(rows, numbers[1] * 7 + numbers[2])
        assert row is not None
        remove(self.session, row)

    def copy(self, plan: Plan, numbers: Numbers) -> None:
        if len(self.session.plans.plans()) < 3:
            make = save_as_template if numbers[1] % 2 else duplicate_plan
            make(self.session, plan.id, numbers[3])

    def version(self, plan: Plan, numbers: Numbers) -> None:
        version = _pick(self.session.plans.versions(plan.id), numbers[1])
        if version is None or numbers[2] % 2:
            keep_version(self.session, plan.id, numbers[3])
        else:
            restore_version(self.session, version)


def _pick(rows: Sequence[_T], number: int) -> _T | None:
    return rows[number % len(rows)] if rows else None


def _id(section: Section | None) -> str | None:
    return section.id if section else None


def _begin(session: Session) -> Hand:
    """A session whose stack of undo holds nothing, and which has no plans."""
    while session.undo.canUndo():
        session.undo.undo()
    session.undo.clear()
    assert held(session) == {}
    return Hand(session)


@FOR_EACH
@given(steps=st.lists(st.tuples(st.integers(0, 12), STEPS), min_size=1, max_size=25))
def test_undoing_all_gives_what_was_and_redoing_all_gives_it_again(
    session: Session, read_back: ReadBack, steps: list[tuple[int, Numbers]]
) -> None:
    hand = _begin(session)
    states: dict[int, Rows] = {0: held(session, timed=True)}  # by the index of undo
    for action, numbers in steps:
        hand.do(action, numbers)
        states[session.undo.index()] = held(session, timed=True)
    assert read_back() == held(session)
    while session.undo.canUndo():
        _same(states, session)
        session.undo.undo()
    assert (held(session), read_back()) == ({}, {})
    while session.undo.canRedo():
        _same(states, session)
        session.undo.redo()
    assert held(session, timed=True) == states[session.undo.index()]
    assert read_back() == held(session)


def _same(states: dict[int, Rows], session: Session) -> None:
    # A change may be two steps: of what is between them nobody has looked.
    if (index := session.undo.index()) in states:
        assert held(session, timed=True) == states[index]


@FOR_EACH
@given(moves=st.lists(st.tuples(st.integers(0, 20), st.integers(-1, 20), st.integers(0, 9))))
def test_moving_a_section_keeps_all_rows_and_puts_it_in_the_place_asked(
    session: Session, moves: list[tuple[int, int, int]]
) -> None:
    _begin(session)
    plan = new_plan(session, "方案")
    plans = session.plans
    before = held(session, timed=True)
    every = {section.id for section in plans.all_sections(plan.id)}
    for one, other, place in moves:
        section = plans.all_sections(plan.id)[one % len(every)]
        tops = [row for row in plans.sections(plan.id) if row != section]
        # With all under one there is no other to go under.
        parent = tops[other % len(tops)].id if tops and other >= 0 else None
        with_it = plans.sections(plan.id, section.id)
        siblings = [row.id for row in plans.sections(plan.id, parent) if row.id != section.id]
        move_section(session, section, parent, place)
        at = min(place, len(siblings))
        now = [row.id for row in plans.sections(plan.id, parent)]
        following = [row.id for row in with_it] if parent else []
        assert now == [*siblings[:at], section.id, *following, *siblings[at:]]
        assert {row.id for row in plans.all_sections(plan.id)} == every
        if parent is None:
            assert plans.sections(plan.id, section.id) == with_it
    while session.undo.undoText().startswith("移动"):
        session.undo.undo()
    assert session.undo.index() == 1
    assert held(session, timed=True) == before


@FOR_EACH
@given(moves=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(0, 9))))
def test_moving_a_task_keeps_all_and_puts_it_in_the_place_asked(
    session: Session, moves: list[tuple[int, int, int]]
) -> None:
    _begin(session)
    plan = new_plan(session, "方案")
    places = [None, *(section.id for section in session.plans.sections(plan.id)[:3])]
    every = {add_task(session, plan.id, title=str(number)).id for number in range(6)}

    def standing(section_id: str | None) -> list[str]:
        rows = session.plans.tasks(plan.id)
        return [task.id for task in rows if task.section_id == section_id]

    for one, other, place in moves:
        task = session.plans.tasks(plan.id)[one % len(every)]
        section_id = places[other]
        others = [task_id for task_id in standing(section_id) if task_id != task.id]
        move_task(session, task, section_id, place)
        at = min(place, len(others))
        assert standing(section_id) == [*others[:at], task.id, *others[at:]]
        assert {row.id for row in session.plans.tasks(plan.id)} == every
