"""划线: stored as marked, brought back under the same id, never deleted for good."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.workspace import FILE_NAME, Workspace, migrations
from db.workspace.highlights import new_highlight

if TYPE_CHECKING:
    from pathlib import Path

    from db.records.own import Highlight


def _highlight(exact: str = "擂台比武") -> Highlight:
    return new_highlight(
        article_id="yunfu-1",
        region_id="yunfu",
        start=3,
        end=3 + max(len(exact), 1),
        exact=exact,
        prefix="云浮：",
        suffix="\n",
    )


def test_a_highlight_is_stored_with_all_it_says(workspace: Workspace) -> None:
    highlight = _highlight()
    stored = workspace.put_highlight(highlight)
    assert stored == replace(highlight, modified_at=stored.modified_at)
    assert stored.modified_at >= highlight.created_at
    assert workspace.highlights() == [stored]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(exact=st.text(min_size=1))
def test_any_quote_comes_back_as_it_was_marked(workspace: Workspace, exact: str) -> None:
    stored = workspace.put_highlight(_highlight(exact))
    assert stored.exact == exact
    assert next(h for h in workspace.highlights() if h.id == stored.id) == stored


def test_a_removed_highlight_is_brought_back_by_putting_it_again(workspace: Workspace) -> None:
    first, second = workspace.put_highlight(_highlight()), workspace.put_highlight(_highlight("甲"))
    workspace.remove_highlight(first.id)
    workspace.remove_highlight("nowhere")
    assert [h.id for h in workspace.highlights()] == [second.id]
    again = workspace.put_highlight(replace(first, author="别人", created_at="2000"))
    assert (again.created_at, again.author) == (first.created_at, first.author)
    assert [h.id for h in workspace.highlights()] == [first.id, second.id]


def test_what_was_removed_leaves_its_tombstone(workspace: Workspace) -> None:
    stored = workspace.put_highlight(_highlight())
    workspace.remove_highlight(stored.id)
    with closing(sqlite3.connect(workspace.path)) as connection:
        rows = connection.execute("SELECT exact, deleted_at IS NULL FROM highlight").fetchall()
    assert rows == [("擂台比武", 0)]


def test_an_empty_span_is_refused(workspace: Workspace) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        workspace.put_highlight(replace(_highlight(), end=3))
    assert workspace.highlights() == []


def test_a_workspace_from_before_highlights_gets_the_table_after_a_backup(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as former:
        former.setattr(migrations, "STEPS", migrations.STEPS[:3])
        former.setattr(migrations, "NAMES", migrations.NAMES[:3])
        with Workspace.open(folder) as workspace:
            workspace.add_bookmark("a", "甲", "yunfu")
            workspace.put_state("basket", ["a"])
    with Workspace.open(folder) as workspace:
        assert workspace.highlights() == []
        workspace.put_highlight(_highlight())
        assert [b.mechanism_id for b in workspace.bookmarks()] == ["a"]
        assert workspace.states() == {"basket": ["a"]}
    assert (folder / FILE_NAME).exists()
    assert list((folder / "backups").glob("workspace-*.db"))
