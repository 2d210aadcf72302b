"""借鉴 and tasks: taken into a plan with their quotes, moved, and committed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.operations.plans import (
    add_task,
    borrow,
    borrow_span,
    move_borrowing,
    move_task,
    new_plan,
    remove,
    task_for,
)
from desktop.planning.outline import TASKS
from tests.desktop.operations.conftest import held, section_named

if TYPE_CHECKING:
    from db.records.plan import Plan
    from desktop.session import Session
    from tests.desktop.conftest import Samples
    from tests.desktop.operations.conftest import ReadBack


def test_borrowing_takes_the_quotes_and_makes_a_task_in_one_step(
    session: Session, plan: Plan, samples: Samples, read_back: ReadBack
) -> None:
    mechanism = samples.rich()
    start = session.undo.count()
    borrowing = borrow(session, plan.id, mechanism.id)
    assert session.undo.count() == start + 1
    assert session.undo.undoText().startswith("借鉴‘")
    every = {citation.exact for citation in session.cases.citations(mechanism.id)}
    taken = [quote.exact for quote in borrowing.quotes]
    assert set(taken) <= every
    assert all(any(exact in longer for longer in taken) for exact in every), "none is lost"
    for quote in borrowing.quotes:
        text = session.cases.article(quote.article_id).text
        assert text[quote.start : quote.end] == quote.exact
        assert text[: quote.start].endswith(quote.prefix)
        assert text[quote.end :].startswith(quote.suffix)
    assert borrowing.section_id == section_named(session, plan.id, TASKS).id
    task = session.plans.task_of(borrowing)
    assert task is not None
    assert task.title == mechanism.name
    assert task_for(session, borrowing) == task
    assert read_back() == held(session)
    session.undo.undo()
    assert (session.plans.borrowings(plan.id), session.plans.tasks(plan.id)) == ([], [])


def test_no_quote_that_is_taken_stands_within_another(session: Session, plan: Plan) -> None:
    for mechanism in session.cases.mechanisms:
        quotes = borrow(session, plan.id, mechanism.id).quotes
        assert quotes
        for one in quotes:
            others = [q for q in quotes if q != one and q.article_id == one.article_id]
            assert not any(q.start <= one.start and one.end <= q.end for q in others)


def test_a_mechanism_is_borrowed_once_until_it_was_removed(
    session: Session, plan: Plan, samples: Samples
) -> None:
    mechanism = samples.any()
    first = borrow(session, plan.id, mechanism.id)
    start = session.undo.count()
    assert borrow(session, plan.id, mechanism.id) == first
    assert session.undo.count() == start
    remove(session, first)
    assert borrow(session, plan.id, mechanism.id).id != first.id
    assert len(session.plans.borrowings(plan.id)) == 1


def test_another_plan_borrows_for_itself(session: Session, plan: Plan, samples: Samples) -> None:
    mechanism = samples.any()
    other = new_plan(session, "另一个")
    one = borrow(session, plan.id, mechanism.id)
    assert borrow(session, other.id, mechanism.id).id != one.id
    assert [found.id for found, _ in session.plans.borrowers(mechanism.id)] == [plan.id, other.id]


def test_a_chosen_span_comes_first_among_the_quotes_and_is_added_to_what_was_borrowed(
    session: Session, plan: Plan, samples: Samples
) -> None:
    mechanism = samples.rich()
    last = session.cases.citations(mechanism.id)[-1]
    span = (last.article_id, last.start, last.end)
    borrowing = borrow(session, plan.id, mechanism.id, span=span)
    assert borrowing.quotes[0].exact == last.exact
    assert len(set(borrowing.quotes)) == len(borrowing.quotes) > 1
    more = borrow(session, plan.id, mechanism.id, span=(last.article_id, 0, 4))
    assert more.id == borrowing.id
    assert more.quotes[1:] == borrowing.quotes
    assert more.quotes[0].exact == session.cases.article(last.article_id).text[:4]
    for again in ((last.article_id, 0, 4), (last.article_id, 1, 3)):
        assert borrow(session, plan.id, mechanism.id, span=again) == more, "it says so already"
    session.undo.undo()
    assert session.plans.borrowings(plan.id) == [borrowing]


def test_a_span_without_a_mechanism_is_borrowed_under_its_own_words(
    session: Session, plan: Plan
) -> None:
    article = session.cases.articles[0]
    borrowing = borrow_span(session, plan.id, article.id, 10, 60)
    assert borrowing.mechanism_id == ""
    assert borrowing.region_id == article.region_id
    assert [quote.exact for quote in borrowing.quotes] == [
        session.cases.article(article.id).text[10:60]
    ]
    assert borrowing.mechanism_name.endswith("…")
    assert borrow_span(session, plan.id, article.id, 10, 60) == borrowing
    with pytest.raises(ValueError, match="no span"):
        borrow_span(session, plan.id, article.id, 10, 10)


def test_a_plan_without_sections_gets_one_for_what_is_borrowed(
    session: Session, plan: Plan, samples: Samples
) -> None:
    for section in session.plans.sections(plan.id):
        remove(session, section)
    borrowing = borrow(session, plan.id, samples.any().id)
    [section] = session.plans.sections(plan.id)
    assert (section.title, section.id) == (TASKS, borrowing.section_id)
    session.undo.undo()
    assert session.plans.all_sections(plan.id) == []


def test_borrowings_are_put_and_moved_where_they_are_asked_for(
    session: Session, plan: Plan, samples: Samples, read_back: ReadBack
) -> None:
    goal = section_named(session, plan.id, "工作目标")
    one, two, three = (
        borrow(session, plan.id, mechanism.id, goal.id, 0) for mechanism in samples.several(3)
    )

    def order() -> list[str]:
        return [row.id for row in session.plans.borrowings_in(plan.id, goal.id)]

    assert order() == [three.id, two.id, one.id]
    move_borrowing(session, three, goal.id, 2)
    assert order() == [two.id, one.id, three.id]
    start = session.undo.count()
    move_borrowing(session, three, goal.id, None)
    assert session.undo.count() == start, "it stands there already"
    move_borrowing(session, one, section_named(session, plan.id, "指导思想").id, None)
    assert order() == [two.id, three.id]
    assert session.undo.undoText().startswith("移动‘")
    session.undo.undo()
    assert order() == [two.id, one.id, three.id]
    assert read_back() == held(session)


def test_a_hundred_rows_between_the_same_two_keep_their_order(session: Session, plan: Plan) -> None:
    first, last = add_task(session, plan.id, title="首"), add_task(session, plan.id, title="末")
    made = [add_task(session, plan.id, None, 1, title=str(number)) for number in range(100)]
    order = [task.id for task in session.plans.tasks(plan.id)]
    assert order == [first.id, *(task.id for task in reversed(made)), last.id]
    while session.undo.undoText() != "添加‘末’":
        session.undo.undo()
    assert session.plans.tasks(plan.id) == [first, last]


def test_tasks_are_moved_among_the_free_tasks_of_a_section(
    session: Session, plan: Plan, samples: Samples
) -> None:
    goal = section_named(session, plan.id, "工作目标")
    one = add_task(session, plan.id, goal.id, title="甲")
    two = add_task(session, plan.id, goal.id, title="乙")
    move_task(session, two, goal.id, 0)
    assert [task.title for task in session.plans.tasks(plan.id)] == ["乙", "甲"]
    move_task(session, one, None, None)
    assert [task.section_id for task in session.plans.tasks(plan.id)] == [goal.id, None]
    bound = task_for(session, borrow(session, plan.id, samples.any().id))
    start = session.undo.count()
    move_task(session, bound, goal.id, 0)
    assert session.undo.count() == start, "it stands where its borrowing stands"


def test_a_removed_task_of_a_borrowing_is_made_anew_when_it_is_asked_for(
    session: Session, plan: Plan, samples: Samples
) -> None:
    borrowing = borrow(session, plan.id, samples.any().id)
    old = task_for(session, borrowing)
    remove(session, old)
    assert session.plans.borrowings(plan.id) == [borrowing]
    new = task_for(session, borrowing)
    assert new.id != old.id
    assert session.plans.task_of(borrowing) == new
