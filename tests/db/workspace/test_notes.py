"""批注: stored as typed, changed under the same id, never deleted for good."""

from __future__ import annotations

import getpass
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.workspace import stamps
from db.workspace.notes import new_note

if TYPE_CHECKING:
    from db.workspace import Workspace


def test_a_note_is_stored_with_all_it_says(workspace: Workspace) -> None:
    note = new_note(
        mechanism_id="yunfu-contest",
        mechanism_name="擂台比武",
        region_id="yunfu",
        article_id="yunfu-1",
        start=3,
        end=7,
        exact="擂台比武",
        prefix="云浮：",
        suffix="\n",
        body="**可借鉴**",
    )
    stored = workspace.put_note(note)
    assert stored == replace(note, modified_at=stored.modified_at)
    assert stored.modified_at >= note.created_at
    assert workspace.notes() == [stored]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(body=st.text())
def test_any_text_comes_back_as_it_was_typed(workspace: Workspace, body: str) -> None:
    stored = workspace.put_note(new_note(body=body))
    assert stored.body == body
    assert next(note for note in workspace.notes() if note.id == stored.id) == stored


def test_half_an_emoji_does_not_cost_the_note(workspace: Workspace) -> None:
    assert workspace.put_note(new_note(body="好\ud83d")).body == "好\ufffd"


def test_a_change_keeps_id_creation_and_author(workspace: Workspace) -> None:
    first = workspace.put_note(new_note(body="一稿", mechanism_id="a"))
    second = workspace.put_note(
        replace(first, body="二稿", created_at="2000-01-01T00:00:00+00:00", author="别人")
    )
    assert second == replace(first, body="二稿", modified_at=second.modified_at)
    assert second.modified_at > first.modified_at
    assert workspace.notes() == [second]


def test_a_removed_note_comes_back_when_it_is_stored_again(workspace: Workspace) -> None:
    note = workspace.put_note(new_note(body="留着"))
    workspace.remove_note(note.id)
    assert workspace.notes() == []
    assert workspace.put_note(note).created_at == note.created_at
    assert [found.id for found in workspace.notes()] == [note.id]


def test_removing_what_is_not_there_does_nothing(workspace: Workspace) -> None:
    note = workspace.put_note(new_note(body="别动"))
    workspace.remove_note("nowhere")
    assert workspace.notes() == [note]


def test_notes_come_oldest_first_whatever_was_changed_last(workspace: Workspace) -> None:
    first, *_ = [workspace.put_note(new_note(body=body)) for body in "甲乙丙"]
    workspace.put_note(replace(first, body="甲改"))
    assert [note.body for note in workspace.notes()] == ["甲改", "乙", "丙"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("比武", ["学比武", "引用"]),
        ("Ａ镇 比武", ["学比武"]),
        ("“六访", ["引用"]),
        ("擂台", ["引用"]),
        ("删", []),
        ("%", []),
        ("", []),
        (" \u3000", []),
    ],
)
def test_search_finds_folded_words_in_body_quote_and_name(
    workspace: Workspace, query: str, expected: list[str]
) -> None:
    workspace.put_note(new_note(body="学比武，a镇先行"))
    workspace.put_note(new_note(body="引用", exact='"六访六看"', mechanism_name="擂台比武"))
    workspace.remove_note(workspace.put_note(new_note(body="删了的比武")).id)
    assert [note.body[:3] for note in workspace.search_notes(query)] == expected


def test_a_system_that_does_not_tell_the_user_gives_no_author(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown() -> str:
        raise KeyError("getpwuid(): uid not found: 1000")

    monkeypatch.setattr(getpass, "getuser", unknown)
    stamps.author.cache_clear()
    assert new_note(body="x").author == ""
    stamps.author.cache_clear()
