"""The user's lessons as the interface holds them, all rows by id.

The pages read from here and never wait for the disk; only `desktop.operations` changes it, and
hands every change to the saver at the same time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records.lesson import Lesson, Slide, Tally
    from db.workspace.lessons import LessonRow, LessonRows


class Lessons:
    """Lessons, their slides, and what classes chose. Everything returned is in its order."""

    def __init__(self, rows: LessonRows | None = None) -> None:
        self._lessons: dict[str, Lesson] = {}
        self._revisions: dict[str, int] = {}
        self._slides: dict[str, dict[str, Slide]] = {}
        self._tallies: dict[str, dict[str, Tally]] = {}
        self._parts: dict[str, dict[str, dict[str, Any]]] = {
            "Slide": self._slides,
            "Tally": self._tallies,
        }
        if rows is not None:
            every: list[LessonRow] = [*rows.lessons, *rows.slides, *rows.tallies]
            for row in every:
                self.put(row)

    def lessons(self) -> list[Lesson]:
        """All lessons."""
        return _in_order(self._lessons.values())

    def lesson(self, lesson_id: str) -> Lesson | None:
        """A lesson by its id."""
        return self._lessons.get(lesson_id)

    def slides(self, lesson_id: str) -> list[Slide]:
        """The slides of a lesson as they are shown."""
        return _in_order(self._slides.get(lesson_id, {}).values())

    def tallies(self, lesson_id: str) -> list[Tally]:
        """What classes chose in a lesson, oldest first."""
        found = self._tallies.get(lesson_id, {}).values()
        return sorted(found, key=lambda row: (row.created_at, row.id))

    def row(self, row: LessonRow) -> LessonRow | None:
        """The row with the id and the kind of another as it is now, None where it is gone."""
        found: LessonRow | None = self._table(row).get(row.id)
        return found

    def rows_of(self, lesson_id: str) -> list[LessonRow]:
        """A lesson and all that it is made of."""
        lesson = self._lessons.get(lesson_id)
        return [
            *([lesson] if lesson else []),
            *self._slides.get(lesson_id, {}).values(),
            *self._tallies.get(lesson_id, {}).values(),
        ]

    def put(self, row: LessonRow) -> None:
        """Add a row or replace it by its id."""
        self._table(row)[row.id] = row
        self._count(row)

    def drop(self, row: LessonRow) -> None:
        """Forget a row; the workspace keeps its tombstone. What a lesson is made of stays."""
        self._table(row).pop(row.id, None)
        self._count(row)

    def revision(self, lesson_id: str) -> int:
        """A number that grows with every change of a lesson: what was made of it still holds."""
        return self._revisions.get(lesson_id, 0)

    def _count(self, row: LessonRow) -> None:
        lesson_id = getattr(row, "lesson_id", row.id)
        self._revisions[lesson_id] = self._revisions.get(lesson_id, 0) + 1

    def _table(self, row: LessonRow) -> dict[str, Any]:
        # By name: a start without lessons needs none of their records.
        lesson_id: str | None = getattr(row, "lesson_id", None)
        if lesson_id is None:
            return self._lessons
        return self._parts[type(row).__name__].setdefault(lesson_id, {})


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.position, row.created_at, row.id))
