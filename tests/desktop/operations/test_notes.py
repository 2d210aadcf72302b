"""批注: what is typed, taken back and brought again is what workspace.db holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.operations.naming import quoted
from desktop.operations.notes import delete_note, start_note, write_note

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.session import Session
    from tests.desktop.conftest import Samples, Stored


def _bodies(session: Session) -> dict[str, str]:
    return {note.id: note.body for note in session.marks.notes()}


def test_a_note_is_stored_with_its_first_words_and_not_before(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    mechanism = samples.any()
    told: list[str] = []
    session.changes.notes_changed.connect(told.append)
    note = start_note(session, mechanism.id)
    write_note(session, note, "")
    assert (session.undo.count(), told) == (0, [])
    assert stored().notes == []
    write_note(session, note, "先试两个村。𠮷")
    assert told == [mechanism.id]
    [kept] = stored().notes
    assert (kept.id, kept.body) == (note.id, "先试两个村。𠮷")
    assert (kept.mechanism_id, kept.mechanism_name, kept.region_id) == (
        mechanism.id,
        mechanism.name,
        mechanism.region_id,
    )


def test_blanks_alone_are_no_note(session: Session, samples: Samples) -> None:
    write_note(session, start_note(session, samples.any().id), " \n\t")
    assert session.marks.note_count == 0
    assert session.undo.count() == 0


def test_an_unchanged_text_is_no_step_of_undo(session: Session, samples: Samples) -> None:
    note = start_note(session, samples.any().id)
    write_note(session, note, "字", 1)
    write_note(session, note, "字", 2)
    assert session.undo.count() == 1


def test_edits_of_one_visit_are_undone_together(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    note = start_note(session, samples.any().id)
    for text in ("先", "先试", "先试两个村"):
        write_note(session, note, text, 7)
    assert session.undo.count() == 1
    session.undo.undo()
    assert session.marks.notes() == []
    session.undo.redo()
    assert stored().bodies == {note.id: "先试两个村"}


def test_edits_of_different_visits_are_undone_one_by_one(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    note = start_note(session, samples.any().id)
    write_note(session, note, "先试两个村", 1)
    write_note(session, note, "先试三个村", 2)
    session.undo.undo()
    assert _bodies(session) == stored().bodies == {note.id: "先试两个村"}


def test_edits_of_two_notes_in_turn_are_not_mixed(session: Session, samples: Samples) -> None:
    one, other = samples.several(2)
    first, second = start_note(session, one.id), start_note(session, other.id)
    write_note(session, first, "甲", 1)
    write_note(session, second, "乙", 1)
    write_note(session, first, "甲甲", 1)
    session.undo.undo()
    assert _bodies(session) == {first.id: "甲", second.id: "乙"}


def test_an_emptied_note_is_deleted_and_undo_brings_it_back(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    note = start_note(session, samples.any().id)
    write_note(session, note, "先试两个村", 1)
    write_note(session, note, "  ", 1)
    assert session.marks.notes() == []
    assert stored().notes == []
    session.undo.undo()
    assert _bodies(session) == stored().bodies == {note.id: "先试两个村"}


def test_a_note_typed_again_after_it_was_emptied_is_the_same_note(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    note = start_note(session, samples.any().id)
    for text in ("先试", "", "再想想"):
        write_note(session, note, text, 1)
    assert stored().bodies == {note.id: "再想想"}


def test_deleting_is_undone_with_everything_the_note_said(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    note = start_note(session, samples.any().id)
    write_note(session, note, "**先试**两个村")
    [before] = stored().notes
    delete_note(session, note.id)
    assert stored().notes == []
    session.undo.undo()
    [after] = stored().notes
    assert (after.id, after.body, after.created_at, after.author) == (
        before.id,
        before.body,
        before.created_at,
        before.author,
    )


def test_deleting_a_note_that_is_gone_does_nothing(session: Session) -> None:
    delete_note(session, "no such note")
    assert session.undo.count() == 0


def test_undo_names_the_mechanism_and_what_was_done(session: Session, samples: Samples) -> None:
    mechanism = samples.any()
    note = start_note(session, mechanism.id)
    said = []
    write_note(session, note, "一", 1)
    said.append(session.undo.undoText())
    write_note(session, note, "二", 2)
    said.append(session.undo.undoText())
    delete_note(session, note.id)
    said.append(session.undo.undoText())
    name = quoted(mechanism.name)
    assert said == [f"写{name}的批注", f"改{name}的批注", f"删除{name}的批注"]


def test_a_rewritten_note_bears_the_time_of_its_last_change(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    note = start_note(session, samples.any().id)
    write_note(session, note, "一", 1)
    [first] = session.marks.notes()
    write_note(session, note, "二", 2)
    [second] = session.marks.notes()
    assert second.modified_at > first.modified_at
    assert second.created_at == first.created_at
    assert second.modified_at <= stored().notes[0].modified_at


def test_a_workspace_opened_again_shows_what_was_left(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    notes = [start_note(session, mechanism.id) for mechanism in samples.several(3)]
    for number, note in enumerate(notes):
        write_note(session, note, f"第 {number} 条")
    delete_note(session, notes[1].id)
    write_note(session, notes[2], "改过的", 5)
    session.undo.undo()
    session.undo.undo()
    session.undo.redo()
    assert stored().bodies == _bodies(session)
    assert [note.id for note in stored().notes] == [note.id for note in session.marks.notes()]
