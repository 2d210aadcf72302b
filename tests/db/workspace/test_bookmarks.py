"""收藏: one live row a mechanism, tombstones instead of deletes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from db.workspace import stamps

if TYPE_CHECKING:
    from db.workspace import Workspace


def rows(workspace: Workspace) -> int:
    found = workspace._connection.execute("SELECT count(*) FROM bookmark").fetchone()
    return int(found[0])


def test_a_bookmark_keeps_who_when_and_what_it_was_called(workspace: Workspace) -> None:
    bookmark = workspace.add_bookmark("yunfu-contest", "擂台比武", "yunfu")
    assert workspace.bookmarks() == [bookmark]
    assert (bookmark.mechanism_id, bookmark.mechanism_name, bookmark.region_id) == (
        "yunfu-contest",
        "擂台比武",
        "yunfu",
    )
    assert bookmark.author == stamps.author()
    made = datetime.fromisoformat(bookmark.created_at)
    assert made.tzinfo == UTC
    assert abs((datetime.now(UTC) - made).total_seconds()) < 60


def test_adding_again_changes_nothing(workspace: Workspace) -> None:
    first = workspace.add_bookmark("a", "甲", "yunfu")
    assert workspace.add_bookmark("a", "甲", "yunfu") == first
    assert rows(workspace) == 1


def test_a_removed_bookmark_leaves_a_tombstone_and_comes_back_as_the_same(
    workspace: Workspace,
) -> None:
    first = workspace.add_bookmark("a", "甲", "yunfu")
    workspace.remove_bookmark("a")
    assert workspace.bookmarks() == []
    assert rows(workspace) == 1
    again = workspace.add_bookmark("a", "甲（新）", "yunfu")
    assert (again.id, again.created_at) == (first.id, first.created_at)
    assert again.modified_at > first.modified_at
    assert again.mechanism_name == "甲（新）"
    assert rows(workspace) == 1


def test_removing_what_is_not_there_does_nothing(workspace: Workspace) -> None:
    workspace.remove_bookmark("nowhere")
    assert workspace.bookmarks() == []


def test_bookmarks_come_in_the_order_in_which_they_were_set(workspace: Workspace) -> None:
    for mechanism_id in ("c", "a", "b"):
        workspace.add_bookmark(mechanism_id, mechanism_id, None)
    assert [bookmark.mechanism_id for bookmark in workspace.bookmarks()] == ["c", "a", "b"]
