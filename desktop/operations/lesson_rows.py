"""The one step of undo that all changes of lessons are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records.lesson import Lesson
from db.workspace.lessons import LessonRow, as_dict, kind_of
from desktop.operations.row_step import RowStep
from desktop.saving import Change

if TYPE_CHECKING:
    from db.workspace import Workspace

_ID = 3


class ChangeLesson(RowStep[LessonRow]):
    """Rows of lessons from their states before to those after."""

    def id(self) -> int:
        return _ID

    def hold(self, row: LessonRow, removed_at: str) -> Change:
        session = self._session
        (session.lessons.drop if removed_at else session.lessons.put)(row)

        def write(workspace: Workspace) -> None:
            if removed_at:
                workspace.remove_lesson_row(row, removed_at)
            else:
                workspace.put_lesson_row(row)

        kind = kind_of(row)
        content = {"lesson row": as_dict(row), "kind": kind, "deleted": removed_at}
        return Change(f"{kind} {row.id}", write, content)

    def owner(self, row: LessonRow) -> str:
        return row.id if isinstance(row, Lesson) else row.lesson_id

    def tell(self, owner_id: str) -> None:
        self._session.changes.lessons_changed.emit(owner_id)
