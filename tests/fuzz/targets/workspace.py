"""A workspace that somebody made: it opens and does all it should, or is refused with a sentence.

The first byte says what the rest is: the whole file; changes to a good one, byte by byte; SQL that
is run on a good one; or the journal, or the WAL, beside a good one.
"""

from __future__ import annotations

import atexit
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from db.errors import ForeignWorkspaceError, NewerWorkspaceError, WorkspaceError
from db.records.lesson import Lesson, Reveal, Slide, SlideKind
from db.records.plan import Borrowing, Decision, Plan, Quote, Section, Task, TaskState, Version
from db.workspace import FILE_NAME, Workspace, migrations
from db.workspace.backup import backup_daily
from db.workspace.highlights import new_highlight
from db.workspace.moves import Move
from db.workspace.notes import new_note
from db.workspace.plans import dump, load, stamped
from db.workspace.removed import removed_since
from tests.fuzz.guard import must_say, nothing_outside, shared_memory
from tests.fuzz.limits import in_time

_FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-workspace-", dir=shared_memory()))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
_QUOTE = Quote("yunfu-2022", 3, 5, "比武", "擂台", "。")
_MODES = ("whole", "bytes", "sql", "-journal", "-wal")
_MOST_STEPS = 20_000  # of SQLite's machine, for the SQL that makes the file


def one(data: bytes) -> None:
    """Make a workspace of the input and do everything with it."""
    if not data:
        return
    mode, content = _MODES[data[0] % len(_MODES)], data[1:]
    folder = _FOLDER / "workspace"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / FILE_NAME
    _make(path, mode, content)
    before = path.read_bytes()
    with nothing_outside(folder), in_time(len(content)):
        try:
            _use(folder)
        except WorkspaceError as error:
            must_say(error)
            refused = isinstance(error, ForeignWorkspaceError | NewerWorkspaceError)
            if refused and path.read_bytes() != before:
                raise AssertionError("a file that was refused was changed") from error
    left = {entry.name for entry in folder.iterdir()}
    allowed = {FILE_NAME, "backups", *(f"{FILE_NAME}-{end}" for end in ("wal", "shm", "journal"))}
    assert left <= allowed, left
    copies = folder / "backups"
    assert not copies.exists() or not list(copies.glob(".*")), "half a copy was left behind"


def _make(path: Path, mode: str, content: bytes) -> None:
    if mode == "whole":
        path.write_bytes(content)
        return
    good = bytearray(GOOD)
    if mode == "bytes":
        while len(content) >= 4:
            place, count = int.from_bytes(content[:3]) % len(good), content[3] % 16 + 1
            good[place : place + count] = content[4 : 4 + count]
            content = content[4 + count :]
    path.write_bytes(good)
    if mode == "sql":
        _run(path, content.decode(errors="ignore"))
    elif mode != "bytes":
        path.with_name(path.name + mode).write_bytes(content)


def _run(path: Path, sql: str) -> None:
    """Let the input's SQL change the file, within bounds: it stands for the attacker's machine."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.set_authorizer(_authorize)
        steps = iter(range(_MOST_STEPS // 1000))
        connection.set_progress_handler(lambda: next(steps, None) is None, 1000)
        with suppress(sqlite3.Error, sqlite3.Warning, ValueError):
            connection.executescript(sql)


def _authorize(action: int, *_: object) -> int:
    forbidden = (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_PRAGMA)
    return sqlite3.SQLITE_DENY if action in forbidden else sqlite3.SQLITE_OK


def _use(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        _read(workspace)
        _write(workspace)
        _read(workspace)
    removed_since(folder, "2000")
    problem = backup_daily(folder).problem
    assert problem is None or problem.strip()


def _read(workspace: Workspace) -> None:
    workspace.bookmarks()
    workspace.notes()
    workspace.highlights()
    workspace.states()
    workspace.search_notes("比武 字")
    if workspace.has_plans():
        for version in workspace.plans().versions:
            with suppress(ValueError):
                load(version.content)
    if workspace.has_lessons():
        workspace.lessons()


def _write(workspace: Workspace) -> None:
    workspace.add_bookmark("m", "擂台比武", "yunfu")
    workspace.remove_bookmark("other")
    note = workspace.put_note(new_note(body="新的**字**", exact="比武"))
    workspace.remove_note(note.id)
    workspace.put_state("basket", ["m"])
    workspace.put_plan_row(_SECTION)
    workspace.put_lesson_row(_LESSON)
    after = replace(_QUOTE, start=8, end=10)
    workspace.move_anchors([Move("borrowing", "b", _QUOTE, after)])


_SECTION = Section(plan_id="p", parent_id=None, title="要求", body="字", position=1.0, **stamped())
_LESSON = Lesson(title="课", occasion="班", minutes=45, position=1.0, **stamped())


def _good() -> bytes:
    """A workspace with something of every kind, as small as one can be."""
    folder = _FOLDER / "good"
    folder.mkdir()
    path = folder / FILE_NAME
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 512")
        connection.execute("VACUUM")
        migrations.apply(connection)
    with Workspace.open(folder) as workspace:
        workspace.add_bookmark("m", "擂台比武", "yunfu")
        workspace.put_note(replace(new_note(body="**字**", title="题"), tags=("一", "二")))
        workspace.put_highlight(
            new_highlight(article_id="yunfu-2022", start=1, end=3, exact="比武")
        )
        workspace.put_state("basket", ["m"])
        stamps = stamped()
        plan = Plan(
            title="方案", township="镇", villages="", population="", members="", existing="",
            issuer="", issued_on="", template=False, position=1.0, **stamps | {"id": "p"},
        )  # fmt: skip
        borrowing = Borrowing(
            plan_id="p", section_id=None, mechanism_id="m", mechanism_name="擂台比武",
            region_id="yunfu", decision=Decision.ADAPT, reason="因为", ours="我们",
            quotes=(_QUOTE,), position=1.0, **stamps | {"id": "b"},
        )  # fmt: skip
        task = Task(
            plan_id="p", section_id=None, borrowing_id="b", title="办", measures="", goal="",
            leader="", lead_unit="", units="", person="", due="", assessment="",
            state=TaskState.WAITING, remark="", position=1.0, **stamps | {"id": "t"},
        )  # fmt: skip
        version = Version(plan_id="p", name="一稿", content=dump([plan]), **stamps | {"id": "v"})
        slide = Slide(
            lesson_id="l", kind=next(iter(SlideKind)), title="", body="字", answer="", notes="",
            minutes=1.0, family_id=None, measure_id=None, mechanism_ids=("m",), facets=("steps",),
            figure_ids=(), quotes=(_QUOTE,), options=("甲",), reveal=next(iter(Reveal)),
            note_id=None, position=1.0, **stamps | {"id": "s"},
        )  # fmt: skip
        for row in (plan, borrowing, task, version, _SECTION):
            workspace.put_plan_row(row)
        workspace.put_lesson_row(_LESSON)
        workspace.put_lesson_row(slide)
        workspace.remove_bookmark("m")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return path.read_bytes()


GOOD = _good()
