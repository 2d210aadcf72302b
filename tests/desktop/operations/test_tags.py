"""标签: given and taken for many notes in one step, and what people type as tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.operations.bookmarks import toggle_bookmark
from desktop.operations.highlights import add_highlight
from desktop.operations.notes import (
    set_title,
    start_blank_note,
    start_family_note,
    start_note,
    write_note,
)
from desktop.operations.own import delete_own
from desktop.operations.tags import LONGEST, add_tags, clean_tags, remove_tag, set_tags

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records.own import Note
    from desktop.session import Session
    from tests.desktop.conftest import Samples, Stored


def _notes(session: Session, samples: Samples, count: int) -> list[Note]:
    notes = [start_note(session, mechanism.id) for mechanism in samples.several(count)]
    for note in notes:
        write_note(session, note, "字")
    return notes


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("可借鉴", ["可借鉴"]),
        (" #可借鉴  ＃课堂用 ", ["可借鉴", "课堂用"]),
        ("要数据，待请示、要数据", ["要数据", "待请示"]),
        ("two  words; 另一个", ["two words", "另一个"]),
        (" # ， ", []),
    ],
)
def test_what_people_type_becomes_tags(typed: str, tags: list[str]) -> None:
    assert clean_tags(typed) == tags


@given(st.text())
def test_cleaned_tags_stay_as_they_are(typed: str) -> None:
    for tag in clean_tags(typed):
        assert clean_tags(tag) == [tag]
        assert 0 < len(tag) <= LONGEST


def test_tags_for_many_notes_are_one_step_of_undo(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    notes = _notes(session, samples, 3)
    set_tags(session, notes[0].id, ["可借鉴"])
    steps = session.undo.count()
    assert add_tags(session, [note.id for note in notes], ["可借鉴", "课堂用"]) == 3
    assert session.undo.count() == steps + 1
    assert session.undo.undoText() == "给 3 条批注加标签‘可借鉴’"
    assert {note.tags for note in stored().notes} == {("可借鉴", "课堂用")}
    assert session.marks.tags() == [("可借鉴", 3), ("课堂用", 3)]
    session.undo.undo()
    assert sorted(note.tags for note in stored().notes) == [(), (), ("可借鉴",)]
    session.undo.redo()
    assert remove_tag(session, [note.id for note in notes], "课堂用") == 3
    assert session.marks.tags() == [("可借鉴", 3)]


def test_notes_that_have_the_tag_already_are_left_alone(session: Session, samples: Samples) -> None:
    [note] = _notes(session, samples, 1)
    add_tags(session, [note.id], ["可借鉴"])
    steps = session.undo.count()
    assert add_tags(session, [note.id, "gone"], ["可借鉴"]) == 0
    assert session.undo.count() == steps


def test_two_tags_given_one_after_the_other_are_two_steps(
    session: Session, samples: Samples
) -> None:
    [note] = _notes(session, samples, 1)
    add_tags(session, [note.id], ["一"])
    add_tags(session, [note.id], ["二"])
    session.undo.undo()
    assert session.marks.tags() == [("一", 1)]


def test_everything_chosen_is_deleted_and_comes_back_in_one_step(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    notes = _notes(session, samples, 2)
    kept = samples.any()
    toggle_bookmark(session, kept.id)
    article = session.cases.articles[0].id
    mark = add_highlight(session, article, 0, 5)
    steps = session.undo.count()
    ids = [note.id for note in notes]
    deleted = delete_own(session, notes=ids, highlights=[mark.id], bookmarks=[kept.id, "gone"])
    assert deleted == 4
    assert session.undo.count() == steps + 1
    assert session.undo.undoText() == "删除 4 条"
    assert (stored().notes, stored().bookmarks, session.marks.highlights()) == ([], [], [])
    session.undo.undo()
    assert {note.id for note in stored().notes} == set(ids)
    assert stored().kept == {kept.id}
    assert session.marks.highlights() == [mark]


def test_a_bookmark_of_a_former_library_can_be_given_up(session: Session) -> None:
    session.marks.set_bookmarked("gone", True, "旧做法", "nowhere")
    assert delete_own(session, bookmarks=["gone"]) == 1
    assert session.undo.undoText() == "取消收藏‘旧做法’"
    assert not session.marks.is_bookmarked("gone")


def test_a_note_on_a_family_and_a_blank_one_are_kept_and_named(
    session: Session, stored: Callable[[], Stored]
) -> None:
    family = next(iter(session.cases.family_by_id.values()))
    on_family = start_family_note(session, family.id)
    write_note(session, on_family, "字")
    assert session.undo.undoText() == f"写‘{family.name}’的批注"
    blank = start_blank_note()
    set_title(session, blank, " 下周  要问的事 ")
    assert session.undo.undoText() == "写‘下周 要问的事’的批注"
    assert session.marks.notes_of_family(family.id) == [session.marks.note(on_family.id)]
    kept = {note.id: (note.family_id, note.title, note.body) for note in stored().notes}
    assert kept == {
        on_family.id: (family.id, "", "字"),
        blank.id: (None, "下周 要问的事", ""),
    }


def test_a_note_without_words_and_without_a_title_is_gone(session: Session) -> None:
    blank = start_blank_note()
    set_title(session, blank, "题")
    write_note(session, blank, "字", 1)
    write_note(session, blank, "", 2)
    assert session.marks.note_count == 1
    set_title(session, blank, "")
    assert session.marks.note_count == 0
    session.undo.undo()
    assert [note.title for note in session.marks.notes()] == ["题"]
