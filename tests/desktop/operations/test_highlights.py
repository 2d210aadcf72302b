"""划线: one step of undo each, and what workspace.db holds is what the window shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.anchors import CONTEXT
from db.workspace import Workspace
from desktop.operations.highlights import add_highlight, remove_highlight
from desktop.operations.naming import quoted
from desktop.operations.notes import start_span_note, write_note

if TYPE_CHECKING:
    from db.records.own import Highlight
    from desktop.session import Session


def _stored(session: Session) -> list[Highlight]:
    assert session.saver.flush()
    with Workspace.open(session.folder) as workspace:
        return workspace.highlights()


def test_a_highlight_is_kept_with_its_quote_and_the_words_around_it(session: Session) -> None:
    article = session.cases.articles[0]
    text = session.cases.article(article.id).text
    told: list[str] = []
    session.changes.highlights_changed.connect(told.append)
    made = add_highlight(session, article.id, 100, 130)
    assert told == [article.id]
    [kept] = _stored(session)
    assert (kept.id, kept.article_id, kept.region_id) == (made.id, article.id, article.region_id)
    assert (kept.start, kept.end, kept.exact) == (100, 130, text[100:130])
    assert text[:100].endswith(kept.prefix)
    assert text[130:].startswith(kept.suffix)
    assert min(len(kept.prefix), len(kept.suffix)) >= CONTEXT
    assert [h.id for h in session.marks.highlights_in(article.id)] == [made.id]
    assert session.marks.highlights_in(session.cases.articles[1].id) == []


def test_undo_and_redo_name_the_quote_and_reach_the_disk(session: Session) -> None:
    article = session.cases.article(session.cases.articles[0].id)
    short = add_highlight(session, article.id, 104, 108)
    assert session.undo.undoText() == f"划线{quoted(short.exact)}"
    session.undo.undo()
    assert _stored(session) == []
    session.undo.redo()
    assert [h.id for h in _stored(session)] == [short.id]
    remove_highlight(session, short.id)
    assert session.undo.undoText() == f"删除划线{quoted(short.exact)}"
    assert (_stored(session), session.marks.highlights_in(article.id)) == ([], [])
    session.undo.undo()
    [back] = _stored(session)
    assert (back.id, back.exact, back.created_at) == (short.id, short.exact, short.created_at)


def test_removing_what_is_gone_is_no_step(session: Session) -> None:
    remove_highlight(session, "no such highlight")
    assert session.undo.count() == 0


@pytest.mark.parametrize("span", [(5, 5), (9, 3), (-1, 4), (0, 10**9)])
def test_a_span_outside_the_text_is_refused(session: Session, span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no span"):
        add_highlight(session, session.cases.articles[0].id, *span)
    assert session.undo.count() == 0


def test_a_note_on_a_span_keeps_its_quote_and_belongs_to_its_article(session: Session) -> None:
    article = session.cases.article(session.cases.articles[0].id)
    note = start_span_note(session, article.id, 60, 80)
    write_note(session, note, "可借鉴")
    assert session.saver.flush()
    with Workspace.open(session.folder) as workspace:
        [kept] = workspace.notes()
    assert (kept.mechanism_id, kept.article_id, kept.start, kept.end) == (None, article.id, 60, 80)
    assert (kept.exact, kept.body) == (article.text[60:80], "可借鉴")
    assert [n.id for n in session.marks.notes_in(article.id)] == [note.id]
    session.undo.undo()
    assert session.marks.notes_in(article.id) == []
