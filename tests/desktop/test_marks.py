"""Bookmarks and notes as the interface holds them."""

from __future__ import annotations

from dataclasses import replace

from db.workspace.notes import new_note
from desktop.marks import Marks


def test_notes_are_held_by_mechanism_oldest_first() -> None:
    first = new_note(mechanism_id="a", body="一")
    notes = [first, new_note(mechanism_id="a", body="二"), new_note(mechanism_id="b", body="三")]
    marks = Marks([], reversed(notes))
    assert marks.notes() == notes
    assert marks.notes_of("a") == notes[:2]
    assert marks.notes_of("c") == []
    assert marks.note(first.id) == first


def test_a_note_replaces_the_one_with_its_id() -> None:
    note = new_note(mechanism_id="a", body="旧")
    marks = Marks([], [note])
    marks.put_note(replace(note, body="新"))
    assert [kept.body for kept in marks.notes_of("a")] == ["新"]
    assert marks.note_count == 1


def test_a_dropped_note_is_gone_and_dropping_it_again_does_nothing() -> None:
    note = new_note(mechanism_id="a", body="字")
    marks = Marks([], [note])
    for _ in range(2):
        marks.drop_note(note.id)
    assert (marks.notes(), marks.notes_of("a"), marks.note(note.id)) == ([], [], None)


def test_bookmarks_are_kept_and_dropped() -> None:
    marks = Marks([], [])
    marks.set_bookmarked("a", True)
    marks.set_bookmarked("a", True)
    assert (marks.is_bookmarked("a"), marks.bookmark_count) == (True, 1)
    marks.set_bookmarked("a", False)
    marks.set_bookmarked("b", False)
    assert marks.bookmark_count == 0
