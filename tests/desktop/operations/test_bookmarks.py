"""收藏: one step of undo, and in workspace.db once it is flushed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.operations.bookmarks import toggle_bookmark
from desktop.operations.naming import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.session import Session
    from tests.desktop.conftest import Samples, Stored


def test_a_bookmark_is_set_told_and_stored(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    mechanism = samples.any()
    told: list[str] = []
    session.changes.bookmarks_changed.connect(told.append)
    toggle_bookmark(session, mechanism.id)
    assert session.marks.is_bookmarked(mechanism.id)
    assert told == [mechanism.id]
    [kept] = stored().bookmarks
    assert (kept.mechanism_id, kept.mechanism_name, kept.region_id) == (
        mechanism.id,
        mechanism.name,
        mechanism.region_id,
    )


def test_a_second_time_lets_it_go(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    mechanism = samples.any()
    toggle_bookmark(session, mechanism.id)
    toggle_bookmark(session, mechanism.id)
    assert not session.marks.is_bookmarked(mechanism.id)
    assert stored().kept == set()


def test_undo_and_redo_say_what_they_do_and_reach_the_disk(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    mechanism = samples.any()
    toggle_bookmark(session, mechanism.id)
    assert session.undo.undoText() == f"收藏{quoted(mechanism.name)}"
    session.undo.undo()
    assert stored().kept == set()
    assert session.undo.redoText() == f"收藏{quoted(mechanism.name)}"
    session.undo.redo()
    assert stored().kept == {mechanism.id}
    toggle_bookmark(session, mechanism.id)
    assert session.undo.undoText() == f"取消收藏{quoted(mechanism.name)}"
    session.undo.undo()
    assert session.marks.is_bookmarked(mechanism.id)


def test_the_disk_holds_what_the_window_shows_after_any_to_and_fro(
    session: Session, samples: Samples, stored: Callable[[], Stored]
) -> None:
    mechanisms = samples.several(4)
    for mechanism in [*mechanisms, *mechanisms[:2], mechanisms[0]]:
        toggle_bookmark(session, mechanism.id)
    for step in (session.undo.undo, session.undo.undo, session.undo.redo, session.undo.undo):
        step()
    kept = {m.id for m in session.cases.mechanisms if session.marks.is_bookmarked(m.id)}
    assert stored().kept == kept
    assert session.marks.bookmark_count == len(kept)
