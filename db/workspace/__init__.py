"""The user's own data: `Workspace` is the one door, each concept's SQL stands in its module.

What was acknowledged is on the disk. A workspace of a newer program, a damaged file or a file that
is something else is refused and left untouched. What marks, plans and lessons need is imported with
the first of them: a start without any does without it. The connection is not tied to the thread
that opened it, but only one thread may use a `Workspace` at a time: the caller serialises.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar

from db.connection import (
    damaged,
    is_sound,
    open_quietly,
    open_readonly,
    open_unfinished,
    open_workspace,
    transaction,
    translating,
)
from db.errors import ForeignWorkspaceError, NewerWorkspaceError, WorkspaceError
from db.workspace import backup, migrations, presence, schema, states, unchanged
from db.workspace.astray import as_made
from db.workspace.backup import FILE_NAME, BackupResult, backup_daily, backup_now
from db.workspace.copies import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence, Set
    from pathlib import Path
    from types import TracebackType

    from db.records.own import Bookmark, Highlight, Note
    from db.workspace.lessons import LessonRow, LessonRows
    from db.workspace.moves import Move
    from db.workspace.plans import PlanRow, PlanRows

__all__ = [
    "FILE_NAME",
    "BackupResult",
    "Workspace",
    "backup_daily",
    "backup_now",
]

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Workspace:
    """An open workspace. Every method raises WorkspaceError where the file fails it."""

    def __init__(self, reading: sqlite3.Connection, folder: Path) -> None:
        """Take over a connection that reads; use `Workspace.open`."""
        self._reading: sqlite3.Connection | None = reading
        self._writing: sqlite3.Connection | None = None
        self._file = (0, 0)  # which one is being written
        self._closed = False
        self.folder = folder
        self.path = folder / FILE_NAME

    @classmethod
    def open(cls, folder: Path) -> Workspace:
        """Open the workspace in `folder`; both are created where they are missing.

        Pending migrations are applied after a backup. Raises NewerWorkspaceError where a newer
        program wrote it, WorkspaceError where it cannot be used; the file is then as it was.
        """
        path = folder / FILE_NAME
        with translating(WorkspaceError, path):
            folder.mkdir(parents=True, exist_ok=True)
            done = _applied(path)
            if done - set(migrations.NAMES):
                raise NewerWorkspaceError(
                    f"这个工作区是由更新版本的程序写的：{path}。请升级程序后再打开；文件没有动。"
                )
            if set(migrations.NAMES) - done:
                if done:
                    backup.backup_now(folder, Reason.UPGRADE)
                _migrate(path)
            return cls(unchanged.open_reader(path), folder)

    @property
    def _connection(self) -> sqlite3.Connection:
        """What writes, opened when there is first something to write.

        A start only reads: a damaged file is found to be so before anything of it is touched, and
        one on a full disk or in a folder that takes nothing can be read all the same.
        """
        if self._closed:
            raise sqlite3.ProgrammingError("Cannot operate on a closed workspace.")
        if self._writing is None:
            # Not made anew: the one that was opened is somewhere, on a stick that was pulled out.
            self._writing = open_workspace(self.path, create=False)
            self._file = unchanged.identity(self.path)
            if self._reading is not None:
                self._reading.close()
                self._reading = None
        return self._writing

    def _find_again(self) -> None:
        """Let go of a file that is gone from its place; one that is back is opened anew.

        What is written to a file that was moved or deleted would be confirmed, and nowhere.
        """
        if self._writing is not None and self._file != unchanged.identity(self.path):
            writing, self._writing = self._writing, None
            with suppress(sqlite3.Error):
                writing.close()

    def close(self) -> None:
        """Let go of the file; the workspace cannot be used afterwards."""
        with translating(WorkspaceError, self.path):
            self._closed = True
            for connection in (self._reading, self._writing):
                if connection is not None:
                    connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(
        self,
        action: Callable[Concatenate[sqlite3.Connection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        with translating(WorkspaceError, self.path):
            try:
                return action(self._connection, *args, **kwargs)
            except sqlite3.IntegrityError as error:
                # A bug, unless it is an index that remembers rows which are not there.
                if is_sound(self.path):
                    raise
                raise damaged(f"a damaged index: {error}") from error

    def _read(
        self,
        action: Callable[Concatenate[sqlite3.Connection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        with translating(WorkspaceError, self.path), as_made():
            return action(self._writing or self._reading or self._connection, *args, **kwargs)

    def prepare(self) -> None:
        """See whether the file takes anything. Raises WorkspaceError where it does not."""
        with self.together():
            pass

    @contextmanager
    def together(self) -> Generator[None]:
        """What is written inside is stored as one, or not at all."""
        with translating(WorkspaceError, self.path):
            self._find_again()
            with transaction(self._connection):
                yield

    def bookmarks(self) -> list[Bookmark]:
        """Return the bookmarks in the order in which they were first set."""
        if not self._read(presence.any_in, "bookmark"):
            return []
        from db.workspace import bookmarks

        return self._read(bookmarks.all)

    def add_bookmark(self, mechanism_id: str, name: str, region_id: str | None) -> Bookmark:
        """Bookmark a mechanism, or return its bookmark; a removed one comes back."""
        from db.workspace import bookmarks

        return self._run(bookmarks.add, mechanism_id, name, region_id)

    def remove_bookmark(self, mechanism_id: str) -> None:
        """Remove the bookmark of a mechanism, if there is one."""
        from db.workspace import bookmarks

        self._run(bookmarks.remove, mechanism_id)

    def notes(self) -> list[Note]:
        """Return the notes, oldest first."""
        if not self._read(presence.any_in, "note"):
            return []
        from db.workspace import notes

        return self._read(notes.all)

    def put_note(self, note: Note) -> Note:
        """Store a note under its id, new or again, and return it as stored."""
        from db.workspace import notes

        return self._run(notes.put, note)

    def remove_note(self, note_id: str) -> None:
        """Remove a note, if there is one; stored again, it comes back."""
        from db.workspace import notes

        self._run(notes.remove, note_id)

    def search_notes(self, query: str) -> list[Note]:
        """Return the notes that hold every word of `query` in body, quote or name."""
        from db.workspace import notes

        return self._read(notes.search, query)

    def highlights(self) -> list[Highlight]:
        """Return the user's own highlights, oldest first."""
        if not self._read(presence.any_in, "highlight"):
            return []
        from db.workspace import highlights

        return self._read(highlights.all)

    def put_highlight(self, highlight: Highlight) -> Highlight:
        """Store a highlight under its id, new or again, and return it as stored."""
        from db.workspace import highlights

        return self._run(highlights.put, highlight)

    def remove_highlight(self, highlight_id: str) -> None:
        """Remove a highlight, if there is one; putting it again brings it back."""
        from db.workspace import highlights

        self._run(highlights.remove, highlight_id)

    def has_plans(self) -> bool:
        """Whether a plan was ever made here, removed ones included."""
        return self._read(presence.any_in, "plan")

    def plans(self) -> PlanRows:
        """Return the rows of all plans, templates included, each kind oldest first."""
        from db.workspace import plans

        return self._read(plans.read)

    def put_plan_row(self, row: PlanRow) -> None:
        """Store a plan, section, borrowing, task or version under its id, new or again."""
        from db.workspace import plans

        self._run(plans.put, row)

    def remove_plan_row(self, row: PlanRow, at: str = "") -> None:
        """Remove a row of a plan, or a plan; putting it again brings it back.

        Rows that go together are removed at one moment, `at` (UTC, ISO 8601): it is what tells
        later that they belong together. Else it is now.
        """
        from db.workspace import plans

        self._run(plans.remove, row, at)

    def has_lessons(self) -> bool:
        """Whether a lesson was ever made here, removed ones included."""
        return self._read(presence.any_in, "lesson")

    def lessons(self) -> LessonRows:
        """Return the rows of all lessons, each kind oldest first."""
        from db.workspace import lessons

        return self._read(lessons.read)

    def put_lesson_row(self, row: LessonRow) -> None:
        """Store a lesson, a slide or a tally under its id, new or again."""
        from db.workspace import lessons

        self._run(lessons.put, row)

    def remove_lesson_row(self, row: LessonRow, at: str = "") -> None:
        """Remove a row of a lesson, or a lesson, as of `at`; putting it again brings it back."""
        from db.workspace import lessons

        self._run(lessons.remove, row, at)

    def move_anchors(self, moves: Sequence[Move]) -> None:
        """Store where notes, highlights and quotes of plans stand in a new version of a text."""
        from db.workspace import moves as module

        self._run(module.apply, moves)

    def states(self) -> dict[str, Any]:
        """Return how the user left each page, as JSON values by name."""
        return self._read(states.all)

    def put_state(self, name: str, value: Any) -> None:
        """Store a JSON value under a name, in place of what was there."""
        self._run(states.put, name, value)

    def backup(self) -> Path:
        """Copy the workspace now; return the copy, or the newest one where it says the same."""
        return backup_now(self.folder)


def _applied(path: Path) -> frozenset[str]:
    """Return the names of the steps applied to `path`, reading only."""
    if not path.exists():
        return frozenset()
    if path.is_dir():
        raise WorkspaceError(f"工作区文件的位置上是一个文件夹：{path}。请移走它，或换一个工作区。")
    if schema.names_another_file(path):
        raise ForeignWorkspaceError(
            f"工作区旁边的日志文件不是他山写的：{path}-journal。请先把它移走；文件没有动。"
        )
    _take_back_half_written(path)
    # Looked at once more where it is none of ours: another program may just be making it.
    for look in (open_quietly, open_readonly):
        with closing(unchanged.open_reader(path, look)) as connection:
            done = migrations.applied(connection)
            if done is not None:
                _require_ours(connection, done, path)
                return done
    raise WorkspaceError(f"不是他山的工作区：{path}。请换一个文件夹；文件没有动。")


def _take_back_half_written(path: Path) -> None:
    """What a program that was killed left in a journal; who opens for reading alone cannot."""
    journal = path.with_name(path.name + "-journal")
    if journal.is_file() and journal.stat().st_size:
        with closing(open_unfinished(path)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _require_ours(connection: sqlite3.Connection, done: Set[str], path: Path) -> None:
    """A schema of ours, of any version up to this one: before anything in it is run."""
    if not (done - set(migrations.NAMES) or schema.is_ours(connection, done)):
        raise ForeignWorkspaceError(
            f"工作区里有他山没有写过的表或触发器：{path}。"
            "为安全起见没有打开，请用备份；文件没有动。"
        )


def _migrate(path: Path) -> None:
    with closing(open_workspace(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        migrations.apply(connection)
