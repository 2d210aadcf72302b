"""What was removed from a workspace of late, read while another connection writes to it.

The workspace belongs to one thread at a time; this opens the file again, for reading only, so that
whoever lists what can be brought back needs not wait for that thread.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.connection import open_readonly, translating
from db.errors import WorkspaceError
from db.workspace import bookmarks, highlights, lessons, notes, plans
from db.workspace.backup import FILE_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from db.records.own import Bookmark, Highlight, Note
    from db.workspace.lessons import LessonRow
    from db.workspace.plans import PlanRow
    from db.workspace.rows import Removed


@dataclass(frozen=True, slots=True)
class RemovedThings:
    """Tombstones of each kind, the latest first; rows with the moment they went."""

    notes: list[Removed[Note]]
    highlights: list[Removed[Highlight]]
    bookmarks: list[Removed[Bookmark]]
    plan_rows: list[tuple[PlanRow, str]]
    lesson_rows: list[tuple[LessonRow, str]]


def removed_since(folder: Path, since: str) -> RemovedThings:
    """Read what was removed at `since` (UTC, ISO 8601) or later, all as of one moment.

    On any thread. Raises WorkspaceError.
    """
    path = folder / FILE_NAME
    with translating(WorkspaceError, path), closing(open_readonly(path)) as connection:
        connection.execute("BEGIN")
        return RemovedThings(
            notes.removed(connection, since),
            highlights.removed(connection, since),
            bookmarks.removed(connection, since),
            plans.removed(connection, since),
            lessons.removed(connection, since),
        )
