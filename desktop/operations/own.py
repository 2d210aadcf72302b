"""Delete what the user chose in 笔记, of whatever kinds, in one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import tr
from desktop.operations.bookmarks import remove_bookmark
from desktop.operations.highlights import remove_highlight
from desktop.operations.notes import delete_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.session import Session


def delete_own(
    session: Session,
    *,
    notes: Sequence[str] = (),
    highlights: Sequence[str] = (),
    bookmarks: Sequence[str] = (),
) -> int:
    """Delete notes and highlights by id, bookmarks by mechanism; returns how many there were."""
    marks = session.marks
    steps = [
        *((delete_note, one) for one in notes if marks.note(one) is not None),
        *((remove_highlight, one) for one in highlights if marks.highlight(one) is not None),
        *((remove_bookmark, one) for one in bookmarks if marks.is_bookmarked(one)),
    ]
    if len(steps) > 1:
        session.undo.beginMacro(tr("删除 {n} 条").format(n=len(steps)))
    for remove, one in steps:
        remove(session, one)
    if len(steps) > 1:
        session.undo.endMacro()
    return len(steps)
