"""What could not be saved is kept in a file, and stored at the next start."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest

from db.workspace import Workspace
from db.workspace.highlights import new_highlight
from db.workspace.notes import new_note
from db.workspace.removed import removed_since
from desktop import recovery

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path)
    yield opened
    opened.close()


def test_notes_and_bookmarks_come_back_from_a_recovery_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    note = new_note(mechanism_id="a", mechanism_name="甲", region_id="r", body="**先试**𠮷\n两个村")
    gone = workspace.put_note(new_note(mechanism_id="b", body="删掉的"))
    contents = [
        asdict(note) | {"deleted": False},
        asdict(gone) | {"deleted": True},
        {"bookmark": "a", "name": "甲", "region_id": "r", "kept": True},
        {"state": "basket", "value": ["a", "b"]},
    ]
    path = recovery.write(contents, tmp_path)
    assert path is not None
    assert recovery.take_back(workspace, tmp_path) == 4
    assert workspace.states() == {"basket": ["a", "b"]}
    assert [(kept.id, kept.body) for kept in workspace.notes()] == [(note.id, note.body)]
    assert [bookmark.mechanism_id for bookmark in workspace.bookmarks()] == ["a"]


def test_a_recovery_file_is_taken_back_once_and_never_deleted(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = recovery.write([{"bookmark": "a", "name": "甲", "kept": True}], tmp_path)
    assert path is not None
    assert recovery.take_back(workspace, tmp_path) == 1
    workspace.remove_bookmark("a")
    assert recovery.take_back(workspace, tmp_path) == 0
    assert workspace.bookmarks() == []
    assert json.loads(path.with_suffix(".restored").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1, 2",
        '[{"id": "x"}]',
        "\ufeff不是",
        "[[]]",
        '[{"deleted": true}]',
        '[{"highlight": {"id": "h", "article_id": "a", "start": -1, "end": 2, "exact": "比武",'
        ' "prefix": "", "suffix": "", "created_at": "", "modified_at": "", "author": ""}}]',
        '[{"highlight": {"id": "h", "article_id": "a", "start": 0, "end": 2, "exact": 3,'
        ' "prefix": "", "suffix": "", "created_at": "", "modified_at": "", "author": ""}}]',
        "[" * 100_000,
        "5",
    ],
)
def test_a_recovery_file_that_makes_no_sense_stops_nothing(
    workspace: Workspace, tmp_path: Path, text: str
) -> None:
    (tmp_path / "recovery-20260101-000000.json").write_text(text, encoding="utf-8")
    assert recovery.take_back(workspace, tmp_path) == 0
    assert workspace.notes() == []


def test_what_came_back_does_not_come_again_because_of_what_did_not(
    workspace: Workspace, tmp_path: Path
) -> None:
    note, broken = new_note(mechanism_id="a", body="旧的"), {"deleted": True}
    path = recovery.write([asdict(note) | {"deleted": False}, broken], tmp_path)
    assert path is not None
    assert recovery.take_back(workspace, tmp_path) == 1
    workspace.put_note(replace(note, body="后来改过的"))
    assert recovery.take_back(workspace, tmp_path) == 0
    assert [kept.body for kept in workspace.notes()] == ["后来改过的"]
    [rest] = tmp_path.glob("recovery-*.json")
    assert json.loads(rest.read_text(encoding="utf-8")) == [broken]
    assert "旧的" in path.with_suffix(".restored").read_text(encoding="utf-8")


def test_where_no_folder_takes_the_file_nothing_is_claimed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = tmp_path / "没有"
    monkeypatch.setattr("desktop.recovery.Path.home", lambda: nowhere)
    monkeypatch.setenv("TMPDIR", str(nowhere))
    assert recovery.write([{"body": "两个村"}], nowhere) is None
    assert "1 changes" in caplog.text
    assert "两个村" not in caplog.text  # the log holds no words of the user's


def test_highlights_come_back_from_a_recovery_file(workspace: Workspace, tmp_path: Path) -> None:
    one, other = (
        new_highlight(article_id="a", start=start, end=start + 2, exact="比武") for start in (0, 9)
    )
    workspace.put_highlight(other)
    contents = [
        {"highlight": asdict(one) | {"later": 1}, "deleted": False},
        {"highlight": asdict(other), "deleted": True},
    ]
    assert recovery.write(contents, tmp_path) is not None
    assert recovery.take_back(workspace, tmp_path) == 2
    [back] = workspace.highlights()
    assert (back.id, back.start, back.exact) == (one.id, 0, "比武")


def test_a_file_kept_elsewhere_comes_back_to_its_own_workspace_only(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, pulled_out = tmp_path / "home", tmp_path / "被拔掉的 U 盘"
    home.mkdir()
    monkeypatch.setattr("desktop.recovery.Path.home", lambda: home)
    note = new_note(mechanism_id="a", body="两个村")
    path = recovery.write([asdict(note) | {"deleted": False}], pulled_out)
    assert path is not None
    assert path.parent == home
    assert recovery.take_back(workspace, tmp_path) == 0
    assert recovery.take_back(workspace, pulled_out) == 1
    assert [kept.body for kept in workspace.notes()] == ["两个村"]
    assert recovery.take_back(workspace, pulled_out) == 0


def test_what_was_deleted_unsaved_comes_back_as_a_tombstone(
    workspace: Workspace, tmp_path: Path
) -> None:
    note = new_note(mechanism_id="a", body="没存上就删了")
    line = new_highlight(article_id="a", start=0, end=2, exact="比武")
    contents = [
        asdict(note) | {"deleted": True},
        {"highlight": asdict(line), "deleted": True},
    ]
    recovery.write(contents, tmp_path)
    assert recovery.take_back(workspace, tmp_path) == 2
    assert (workspace.notes(), workspace.highlights()) == ([], [])
    assert [entry.record.body for entry in removed_since(workspace.folder, "").notes] == [
        "没存上就删了"
    ]
    assert [entry.record.id for entry in removed_since(workspace.folder, "").highlights] == [
        line.id
    ]


def test_with_the_clock_set_back_the_newest_words_still_come_last(folder: Path) -> None:
    note = new_note(body="旧")
    (folder / "recovery-20300101-000000.json").write_text(
        json.dumps([asdict(note)]), encoding="utf-8"
    )
    newer = recovery.write([asdict(replace(note, body="新"))], folder)
    assert newer is not None
    assert newer.name == "recovery-20300101-000001.json"
    with Workspace.open(folder) as workspace:
        assert recovery.take_back(workspace, folder) == 2
        assert [stored.body for stored in workspace.notes()] == ["新"]


def test_two_files_of_one_second_do_not_take_each_others_place(folder: Path) -> None:
    paths = [recovery.write([asdict(new_note(body=word))], folder) for word in "一二三"]
    assert len(set(paths)) == 3
