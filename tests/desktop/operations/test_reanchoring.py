"""What the user does with what has lost its place: each step stored, named and undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.workspace import Workspace
from desktop.operations.highlights import add_highlight
from desktop.operations.notes import start_span_note, write_note
from desktop.operations.plans import borrow, new_plan
from desktop.operations.reanchoring import (
    ask_again,
    delete_orphan,
    keep_as_it_is,
    orphan_count,
    orphans,
    record_of,
    relocate,
)

if TYPE_CHECKING:
    from db.records.own import Highlight, Note
    from desktop.operations.reanchoring import Orphan
    from desktop.session import Session

LOST = "这句话在哪一版里都没有"


@pytest.fixture
def article_id(session: Session) -> str:
    return session.cases.articles[0].id


@pytest.fixture
def lost_mark(session: Session, article_id: str) -> Highlight:
    """A highlight whose words the article does not hold."""
    made = add_highlight(session, article_id, 200, 230)
    session.marks.put_highlight(replace(made, exact=LOST))
    return made


@pytest.fixture
def lost_note(session: Session, article_id: str) -> Note:
    note = start_span_note(session, article_id, 300, 320)
    write_note(session, note, "我镇也可以办")
    stored = session.marks.note(note.id)
    assert stored is not None
    session.marks.put_note(replace(stored, exact=LOST))
    return stored


def _only(session: Session) -> Orphan:
    [orphan] = orphans(session)
    return orphan


def _with_lost_quote(session: Session) -> str:
    """A plan that borrows something; the first of its quotes is lost. Returns the plan's id."""
    plan = new_plan(session, "示例镇工作方案")
    mechanism = next(m for m in session.cases.mechanisms if session.cases.citations(m.id))
    made = borrow(session, plan.id, mechanism.id)
    lost = replace(made.quotes[0], exact=LOST)
    session.plans.put(replace(made, quotes=(lost, *made.quotes[1:])))
    return plan.id


def test_what_stands_in_its_article_is_no_orphan(session: Session, article_id: str) -> None:
    add_highlight(session, article_id, 200, 230)
    write_note(session, start_span_note(session, article_id, 300, 320), "记")
    assert orphans(session) == []
    assert orphan_count(session) == 0


def test_a_lost_mark_is_hung_on_another_span_and_undone(
    session: Session, lost_mark: Highlight, article_id: str
) -> None:
    told: list[str] = []
    session.changes.highlights_changed.connect(told.append)
    relocate(session, _only(session).held, 400, 440)
    text = session.cases.article(article_id).text
    moved = session.marks.highlight(lost_mark.id)
    assert moved is not None
    assert (moved.start, moved.end, moved.exact) == (400, 440, text[400:440])
    assert told == [article_id]
    assert orphan_count(session) == 0
    assert session.undo.undoText() == f"重新定位‘{LOST}’"
    session.undo.undo()
    assert _only(session).held.quote.exact == LOST
    session.undo.redo()
    assert session.saver.flush()
    with Workspace.open(session.folder) as workspace:
        assert [(h.start, h.exact) for h in workspace.highlights()] == [(400, text[400:440])]


def test_a_relocated_note_keeps_its_words(session: Session, lost_note: Note) -> None:
    relocate(session, _only(session).held, 400, 440)
    moved = session.marks.note(lost_note.id)
    assert moved is not None
    assert (moved.start, moved.body) == (400, "我镇也可以办")
    session.undo.undo()
    back = session.marks.note(lost_note.id)
    assert back is not None
    assert (back.exact, back.body) == (LOST, "我镇也可以办")


def test_an_orphan_that_is_kept_waits_no_longer_but_is_listed(
    session: Session, lost_note: Note
) -> None:
    keep_as_it_is(session, _only(session).held)
    assert _only(session).kept
    assert orphan_count(session) == 0
    session.undo.undo()
    assert orphan_count(session) == 1
    session.undo.redo()
    ask_again(session, _only(session).held)
    assert orphan_count(session) == 1
    assert session.undo.undoText() == f"放回‘{LOST}’"
    assert session.marks.note(lost_note.id) is not None


def test_that_it_is_kept_is_remembered_with_the_workspace(
    session: Session, lost_note: Note
) -> None:
    keep_as_it_is(session, _only(session).held)
    assert session.saver.flush()
    with Workspace.open(session.folder) as workspace:
        assert workspace.states()["orphans kept"] == [f"note {lost_note.id}"]


def test_one_that_was_kept_and_is_relocated_waits_if_it_is_lost_again(
    session: Session, lost_note: Note
) -> None:
    keep_as_it_is(session, _only(session).held)
    relocate(session, _only(session).held, 400, 440)
    moved = session.marks.note(lost_note.id)
    assert moved is not None
    session.marks.put_note(replace(moved, exact=LOST))
    assert not _only(session).kept


def test_deleting_an_orphan_deletes_what_hangs_on_it_and_is_undone(
    session: Session, lost_mark: Highlight
) -> None:
    delete_orphan(session, _only(session).held)
    assert session.marks.highlight(lost_mark.id) is None
    session.undo.undo()
    assert session.marks.highlight(lost_mark.id) is not None


def test_a_quote_of_a_plan_is_relocated_by_itself(session: Session) -> None:
    plan_id = _with_lost_quote(session)
    told: list[str] = []
    session.changes.plans_changed.connect(told.append)
    orphan = _only(session)
    before = record_of(session, orphan.held)
    relocate(session, orphan.held, 400, 440)
    [after] = session.plans.borrowings(plan_id)
    text = session.cases.article(orphan.held.quote.article_id).text
    assert after.quotes[0].exact == text[400:440]
    assert told == [plan_id]
    session.undo.undo()
    assert session.plans.borrowings(plan_id) == [before]


def test_a_lost_quote_is_deleted_from_its_borrowing_only(session: Session) -> None:
    plan_id = _with_lost_quote(session)
    [before] = session.plans.borrowings(plan_id)
    delete_orphan(session, _only(session).held)
    [after] = session.plans.borrowings(plan_id)
    assert after.quotes == before.quotes[1:]
    session.undo.undo()
    assert session.plans.borrowings(plan_id) == [before]


def test_what_hangs_on_an_article_that_is_gone_is_an_orphan(
    session: Session, lost_mark: Highlight
) -> None:
    session.marks.put_highlight(replace(lost_mark, article_id="gone-2020"))
    orphan = _only(session)
    assert orphan.held.quote.article_id == "gone-2020"
    keep_as_it_is(session, orphan.held)
    assert orphan_count(session) == 0
