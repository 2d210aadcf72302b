"""Every method of a workspace against files that fail it: a sentence, never a traceback of SQLite.

These tests may run as root, whom file permissions do not stop; a read-only disk is stood for by
`query_only`, which fails a write with the same code, and a full one by `max_page_count`.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db import connection as connection_module
from db.errors import WorkspaceError
from db.records.lesson import Lesson
from db.records.plan import Quote, Section
from db.workspace import FILE_NAME, Workspace
from db.workspace.highlights import new_highlight
from db.workspace.moves import Move
from db.workspace.notes import new_note
from db.workspace.plans import stamped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LONG = "一" * 20_000

SECTION = Section(
    plan_id="p", parent_id=None, title="总体要求", body=LONG, position=1.0, **stamped()
)
LESSON = Lesson(title="课", occasion=LONG, minutes=45, position=1.0, **stamped())
MOVE = Move(
    "highlight", "h", Quote("yunfu-1", 0, 2, "比武", "", ""), Quote("yunfu-1", 5, 7, "比武", "", "")
)


def _together(workspace: Workspace) -> None:
    with workspace.together():
        workspace.put_state("basket", [LONG])


READS: dict[str, Callable[[Workspace], object]] = {
    "bookmarks": Workspace.bookmarks,
    "notes": Workspace.notes,
    "highlights": Workspace.highlights,
    "states": Workspace.states,
    "plans": Workspace.plans,
    "lessons": Workspace.lessons,
    "has_lessons": lambda workspace: (workspace.has_lessons(), True),
    "has_plans": lambda workspace: (workspace.has_plans(), True),
    "search_notes": lambda workspace: workspace.search_notes("比武"),
}
WRITES: dict[str, Callable[[Workspace], object]] = {
    "add_bookmark": lambda workspace: workspace.add_bookmark("b", LONG, "yunfu"),
    "remove_bookmark": lambda workspace: workspace.remove_bookmark("a"),
    "put_note": lambda workspace: workspace.put_note(new_note(body=LONG)),
    "remove_note": lambda workspace: workspace.remove_note("n"),
    "put_highlight": lambda workspace: workspace.put_highlight(
        new_highlight(article_id="yunfu-1", start=0, end=2, exact=LONG)
    ),
    "remove_highlight": lambda workspace: workspace.remove_highlight("h"),
    "move_anchors": lambda workspace: workspace.move_anchors([MOVE]),
    "put_state": lambda workspace: workspace.put_state("basket", [LONG]),
    "together": _together,
    "put_plan_row": lambda workspace: workspace.put_plan_row(SECTION),
    "remove_plan_row": lambda workspace: workspace.remove_plan_row(SECTION),
    "put_lesson_row": lambda workspace: workspace.put_lesson_row(LESSON),
    "remove_lesson_row": lambda workspace: workspace.remove_lesson_row(LESSON),
}
BACKUP: dict[str, Callable[[Workspace], object]] = {"backup": Workspace.backup}
ALL = READS | WRITES | BACKUP


@pytest.fixture
def filled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed workspace with a few hundred rows, opened again by what each test does to it."""
    monkeypatch.setattr(connection_module, "BUSY_TIMEOUT_MS", 0)
    with Workspace.open(folder) as workspace:
        workspace.add_bookmark("a", "甲", "yunfu")
        workspace.put_highlight(
            new_highlight(article_id="yunfu-1", start=0, end=2, exact="比武", suffix="。")
        )
        workspace.put_state("basket", ["a"])
        workspace.add_bookmark("c", "丙", "yunfu")
        workspace.remove_bookmark("c")
        removed_note = workspace.put_note(new_note(body="删掉的批注"))
        workspace.remove_note(removed_note.id)
        removed_line = workspace.put_highlight(
            new_highlight(article_id="yunfu-1", start=5, end=7, exact="删掉")
        )
        workspace.remove_highlight(removed_line.id)
        workspace.put_plan_row(replace(SECTION, id="removed", body=""))
        workspace.remove_plan_row(replace(SECTION, id="removed"))
        for number in range(100):
            workspace.put_note(new_note(body=f"{number} 比武" * 50))
    return folder


def test_every_public_method_is_in_a_list() -> None:
    public = {name for name in vars(Workspace) if not name.startswith("_")}
    assert public - {"open", "close", "prepare"} == set(ALL)


@pytest.mark.parametrize("method", WRITES.values(), ids=WRITES.keys())
def test_a_write_to_a_locked_workspace_raises_a_sentence_and_can_be_repeated(
    filled: Path, method: Callable[[Workspace], object]
) -> None:
    with (
        Workspace.open(filled) as workspace,
        closing(sqlite3.connect(workspace.path, isolation_level=None)) as other,
    ):
        before = workspace.notes()
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="占用") as caught:
            method(workspace)
        assert str(workspace.path) in str(caught.value)
        assert workspace.notes() == before
        other.execute("ROLLBACK")
        method(workspace)


@pytest.mark.parametrize("method", (READS | BACKUP).values(), ids=(READS | BACKUP).keys())
def test_a_workspace_locked_for_writing_can_be_read_and_copied(
    filled: Path, method: Callable[[Workspace], object]
) -> None:
    with (
        Workspace.open(filled) as workspace,
        closing(sqlite3.connect(workspace.path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        assert method(workspace)


@pytest.mark.parametrize("method", WRITES.values(), ids=WRITES.keys())
def test_a_write_to_a_read_only_workspace_raises_a_sentence(
    filled: Path, method: Callable[[Workspace], object]
) -> None:
    with Workspace.open(filled) as workspace:
        workspace._connection.execute("PRAGMA query_only = ON")
        with pytest.raises(WorkspaceError, match="只读"):
            method(workspace)
        workspace._connection.execute("PRAGMA query_only = OFF")
        method(workspace)


@pytest.mark.parametrize(
    "name",
    ["add_bookmark", "put_note", "put_highlight", "put_state", "put_plan_row", "put_lesson_row"],
)
def test_a_write_to_a_full_disk_raises_a_sentence_and_can_be_repeated(
    filled: Path, name: str
) -> None:
    with Workspace.open(filled) as workspace:
        pages = workspace._connection.execute("PRAGMA page_count").fetchone()[0]
        workspace._connection.execute(f"PRAGMA max_page_count = {pages}")
        before = _all(workspace)
        with pytest.raises(WorkspaceError, match="空间不足"):
            WRITES[name](workspace)
        assert _all(workspace) == before
        workspace._connection.execute(f"PRAGMA max_page_count = {pages + 1000}")
        WRITES[name](workspace)


def _all(workspace: Workspace) -> list[object]:
    return [
        workspace.notes(),
        workspace.bookmarks(),
        workspace.highlights(),
        workspace.states(),
        workspace.plans(),
        workspace.lessons(),
    ]


def _schema_pages(content: bytearray, size: int) -> set[int]:
    """The pages that say which tables there are: the first, and those it points to."""
    pages, interior = {1}, 0x05
    if content[100] == interior:
        pages.add(int.from_bytes(content[108:112]))
        for number in range(int.from_bytes(content[103:105])):
            cell = int.from_bytes(content[112 + 2 * number : 114 + 2 * number])
            pages.add(int.from_bytes(content[cell : cell + 4]))
    assert max(pages) * size <= len(content)
    return pages


@pytest.mark.parametrize("method", ALL.values(), ids=ALL.keys())
def test_a_damaged_workspace_raises_a_sentence_and_is_not_changed(
    filled: Path, method: Callable[[Workspace], object]
) -> None:
    path = filled / FILE_NAME
    workspace = Workspace.open(filled)
    with closing(sqlite3.connect(path)) as connection:
        kept: set[int] = set()
        for (page,) in connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name LIKE '%migrations%'"
        ):
            kept.add(page)
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    workspace.close()
    content = bytearray(path.read_bytes())
    kept |= _schema_pages(content, size)
    for page in range(len(content) // size):
        if page + 1 not in kept:
            content[page * size : (page + 1) * size] = b"\xfe" * size
    path.write_bytes(content)
    with Workspace.open(filled) as workspace, pytest.raises(WorkspaceError):
        method(workspace)
    assert path.read_bytes() == content


@pytest.mark.parametrize("method", (READS | WRITES).values(), ids=(READS | WRITES).keys())
def test_a_method_on_a_closed_workspace_is_a_bug_and_not_a_sentence(
    filled: Path, method: Callable[[Workspace], object]
) -> None:
    workspace = Workspace.open(filled)
    workspace.close()
    with pytest.raises(sqlite3.ProgrammingError):
        method(workspace)


def a_letter(path: Path) -> None:
    path.write_text("致组织部的一封信" * 1000, encoding="utf-8")


def header_only(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def rubbish_behind_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100] + b"\xfe" * 50_000)


def another_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE account (amount)")


def another_programs_migrations(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE _sqlite_migrations SET migration_set = 'other'")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (a_letter, "不是数据库"),
        (header_only, "损坏"),
        (rubbish_behind_the_header, "损坏"),
        (another_database, "不是他山的工作区"),
        (another_programs_migrations, "不是他山的工作区"),
    ],
)
def test_a_file_that_is_no_workspace_is_refused_and_untouched(
    filled: Path, spoil: Callable[[Path], None], says: str
) -> None:
    path = filled / FILE_NAME
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(WorkspaceError, match=says) as caught:
        Workspace.open(filled)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert not (filled / "backups").exists()


def test_an_empty_file_becomes_a_workspace(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).touch()
    with Workspace.open(folder) as workspace:
        assert workspace.notes() == []


def test_a_folder_in_the_place_of_the_file_raises_a_sentence(folder: Path) -> None:
    (folder / FILE_NAME).mkdir(parents=True)
    with pytest.raises(WorkspaceError, match="是一个文件夹"):
        Workspace.open(folder)


def test_a_file_in_the_place_of_the_folder_raises_a_sentence(folder: Path) -> None:
    folder.write_text("a file")
    with pytest.raises(WorkspaceError, match="无法读写"):
        Workspace.open(folder)


def test_a_new_workspace_that_cannot_be_locked_raises_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "BUSY_TIMEOUT_MS", 0)
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(WorkspaceError, match="占用"):
            Workspace.open(folder)
