"""Damaged workspaces: what SQLite can still read comes back, and nothing comes back altered."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import NewerWorkspaceError, WorkspaceError
from db.records.lesson import Lesson
from db.records.plan import Plan, Version
from db.workspace import FILE_NAME, Workspace, migrations
from db.workspace.health import State, inspect
from db.workspace.highlights import new_highlight
from db.workspace.notes import new_note
from db.workspace.plans import stamped
from db.workspace.salvage import Salvaged, salvage

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 4096
INTERIOR = (0x02, 0x05)
Rows = dict[str, dict[Any, tuple[Any, ...]]]


def fill(folder: Path) -> None:
    """Rows of all kinds: on one page, on several, on pages of their own; some removed, some again.

    Enough of notes that an inner page leads to theirs.
    """
    with Workspace.open(folder) as workspace:
        workspace._connection.execute("PRAGMA synchronous = OFF")
        for number in range(400):
            note = workspace.put_note(new_note(body=f"{number}𠮷家访" * (number % 300)))
            if not number % 9:
                workspace.remove_note(note.id)
            workspace.add_bookmark(f"m{number}", "擂台比武", "yunfu" if number % 2 else None)
            workspace.put_state("basket", ["x" * number])
        for number in range(40):
            workspace.put_highlight(
                new_highlight(article_id="yunfu-1", start=number, end=number + 2, exact="比武")
            )
        for number in range(12):
            plan = Plan(
                title=f"方案{number}", township="", villages="", population="", members="",
                existing="一" * 900 * number, issuer="", issued_on="", template=number == 3,
                position=float(number), **stamped(),
            )  # fmt: skip
            workspace.put_plan_row(plan)
            content = "[" + ", ".join('"二"' for _ in range(700 * number)) + "]"
            workspace.put_plan_row(
                Version(plan_id=plan.id, name="第一稿", content=content, **stamped())
            )
        workspace.put_lesson_row(
            Lesson(title="课", occasion="县委党校", minutes=45, position=1.5, **stamped())
        )


def rows_of(path: Path) -> Rows:
    """What SQLite reads, whole."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
        ).fetchall()
        return {
            table: {row[0]: row for row in connection.execute(f"SELECT * FROM {table}")}
            for (table,) in tables
        }


def readable(path: Path, rows: Rows) -> Rows:
    """The rows that SQLite still reads as they were, one at a time, from a damaged file."""
    found: Rows = {table: {} for table in rows}
    with closing(sqlite3.connect(path)) as connection:
        for table, wanted in rows.items():
            try:
                last = connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0
            except sqlite3.DatabaseError:
                last = len(wanted) + 50
            for rowid in range(1, last + 1):
                try:
                    row = connection.execute(
                        f"SELECT * FROM {table} WHERE rowid = ?", (rowid,)
                    ).fetchone()
                except sqlite3.DatabaseError:
                    continue
                if row is not None and wanted.get(row[0]) == row:
                    found[table][row[0]] = row
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Rows]:
    """A sound workspace file and what is in it."""
    folder = tmp_path_factory.mktemp("sound")
    fill(folder)
    return (folder / FILE_NAME).read_bytes(), rows_of(folder / FILE_NAME)


def damaged(content: bytes, number: int, page: bytes) -> bytes:
    start = (number - 1) * PAGE
    return content[:start] + page + content[start + PAGE :]


def checked(folder: Path, content: bytes) -> tuple[Salvaged, Rows]:
    source, target = folder / "damaged.db", folder / "salvaged.db"
    source.write_bytes(content)
    salvaged = salvage(source, target)
    assert source.read_bytes() == content
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert migrations.applied(connection) == frozenset(migrations.NAMES)
    rows = rows_of(target)
    counts = {table: len(found) for table, found in rows.items() if found}
    assert counts == {table: count for table, count in salvaged.counts.items() if count}
    return salvaged, rows


def test_nothing_of_a_sound_workspace_is_lost_or_altered(
    tmp_path: Path, whole: tuple[bytes, Rows]
) -> None:
    content, rows = whole
    salvaged, found = checked(tmp_path, content)
    assert found == rows
    assert (salvaged.lost_rows, salvaged.lost_pages) == (0, 0)
    assert salvaged.inside.notes == sum(row[-4] is None for row in rows["note"].values())
    assert (salvaged.inside.plans, salvaged.inside.lessons) == (11, 1)


def fillings(content: bytes) -> st.SearchStrategy[bytes]:
    """What an overwritten page may hold: nothing, noise, letters, another page of the file."""
    count = len(content) // PAGE
    return st.one_of(
        st.just(bytes(PAGE)),
        st.just(b"\xff" * PAGE),
        st.integers(0, 2**32).map(lambda seed: random.Random(seed).randbytes(PAGE)),
        st.integers(0, count - 1).map(lambda page: content[page * PAGE : (page + 1) * PAGE]),
    )


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_with_any_page_overwritten_the_rows_of_the_others_come_back_unaltered(
    tmp_path: Path, whole: tuple[bytes, Rows], data: st.DataObject
) -> None:
    content, rows = whole
    inner = [n for n in range(1, len(content) // PAGE + 1) if content[(n - 1) * PAGE] in INTERIOR]
    number = data.draw(
        st.one_of(st.integers(1, len(content) // PAGE), st.sampled_from([1, *inner]))
    )
    page = data.draw(fillings(content))
    spoilt = damaged(content, number, page)
    _, found = checked(tmp_path, spoilt)
    for table, wanted in rows.items():
        assert found[table].items() <= wanted.items()
    if number == 1 or number in inner:
        assert found == rows  # no row stands on it
    else:
        for table, still in readable(tmp_path / "damaged.db", rows).items():
            assert still.items() <= found[table].items()


def test_a_page_of_zeros_in_the_middle_of_a_long_text_does_not_pass_for_text(
    tmp_path: Path, whole: tuple[bytes, Rows]
) -> None:
    content, rows = whole
    # The last page of a text leads nowhere, as a page of zeros does.
    ends = [
        n for n in range(2, len(content) // PAGE + 1)
        if content[(n - 1) * PAGE : (n - 1) * PAGE + 4] == bytes(4)
    ]  # fmt: skip
    assert ends
    for number in ends[::9]:
        salvaged, found = checked(tmp_path, damaged(content, number, bytes(PAGE)))
        lost = {table: wanted.keys() - found[table].keys() for table, wanted in rows.items()}
        assert all(found[table].items() <= wanted.items() for table, wanted in rows.items())
        assert sum(map(len, lost.values())) == salvaged.lost_rows <= 1


def test_a_lost_leaf_is_reported(tmp_path: Path, whole: tuple[bytes, Rows]) -> None:
    content, rows = whole
    pages = {n: content[(n - 1) * PAGE : n * PAGE] for n in range(2, len(content) // PAGE + 1)}
    name = "擂台比武".encode()
    leaf = max(n for n, page in pages.items() if page[0] == 0x0D and name in page)
    salvaged, found = checked(tmp_path, damaged(content, leaf, b"\xfe" * PAGE))
    lost = len(rows["bookmark"]) - len(found["bookmark"])
    assert lost > 0
    assert salvaged.lost_pages == 1
    assert lost / 3 <= salvaged.lost_rows <= lost * 3


def test_a_file_cut_off_gives_what_is_left_of_it(tmp_path: Path, whole: tuple[bytes, Rows]) -> None:
    content, rows = whole
    for part in (0.9, 0.5, 0.1):
        _, found = checked(tmp_path, content[: int(len(content) * part)])
        assert all(found[table].items() <= wanted.items() for table, wanted in rows.items())
        assert any(found.values())


@pytest.fixture
def with_wal(tmp_path: Path) -> tuple[Path, Rows]:
    """A workspace as a killed program leaves it: half of it only in the WAL."""
    folder, copy = tmp_path / "running", tmp_path / "killed"
    fill(folder)
    with Workspace.open(folder) as workspace:
        for number in range(30):
            workspace.put_note(new_note(body=f"{number} 写在日志里" * 40))
        workspace.add_bookmark("late", "后来的", None)
        copy.mkdir()
        for end in ("", "-wal"):
            shutil.copy(folder / f"{FILE_NAME}{end}", copy / f"{FILE_NAME}{end}")
    return copy / FILE_NAME, rows_of(folder / FILE_NAME)


def test_what_stands_only_in_the_wal_comes_back(
    tmp_path: Path, with_wal: tuple[Path, Rows]
) -> None:
    source, rows = with_wal
    wal = source.with_name(f"{FILE_NAME}-wal").read_bytes()
    salvage(source, tmp_path / "salvaged.db")
    assert rows_of(tmp_path / "salvaged.db") == rows
    assert source.with_name(f"{FILE_NAME}-wal").read_bytes() == wal
    assert not source.with_name(f"{FILE_NAME}-shm").exists()


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.floats(0, 1), noise=st.binary(max_size=40))
def test_of_a_wal_that_breaks_off_what_sqlite_takes_of_it_comes_back(
    tmp_path: Path, with_wal: tuple[Path, Rows], part: float, noise: bytes
) -> None:
    source, rows = with_wal
    folder = tmp_path / "cut"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    cut = folder / FILE_NAME
    wal = source.with_name(f"{FILE_NAME}-wal").read_bytes()
    shutil.copy(source, cut)
    cut.with_name(f"{FILE_NAME}-wal").write_bytes(wal[: int(len(wal) * part)] + noise)
    salvage(cut, tmp_path / "salvaged.db")
    found = rows_of(tmp_path / "salvaged.db")
    assert found == rows_of(cut)
    assert all(found[table].items() <= wanted.items() for table, wanted in rows.items())


def test_a_wal_of_another_workspace_does_not_take_the_rows_with_it(
    tmp_path: Path, whole: tuple[bytes, Rows], with_wal: tuple[Path, Rows]
) -> None:
    content, rows = whole
    source, _ = with_wal
    source.write_bytes(content)
    salvage(source, tmp_path / "salvaged.db")
    found = rows_of(tmp_path / "salvaged.db")
    kept = sum(wanted.items() <= found[table].items() for table, wanted in rows.items())
    # What is in both under one name comes back once, the later one: the basket, the bookmarks.
    assert kept >= len(rows) - 2


def test_an_older_workspace_is_salvaged_into_the_present_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names, steps = migrations.NAMES, migrations.STEPS
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "NAMES", names[:2])
        patch.setattr(migrations, "STEPS", steps[:2])
        Workspace.open(tmp_path / "old").close()
    source = tmp_path / "old" / FILE_NAME
    with closing(sqlite3.connect(source)) as connection:
        connection.execute(
            "INSERT INTO note VALUES ('n', NULL, '', NULL, NULL, NULL, NULL, '', '', '', '旧',"
            " '2026-01-02T03:04:05', '2026-01-02T03:04:05', '张三', NULL)"
        )
        connection.commit()
    salvaged, rows = checked(tmp_path, source.read_bytes())
    assert salvaged.inside.notes == 1
    assert rows["note"]["n"][-3:] == (None, "", "[]")


def test_a_row_that_no_program_writes_is_left_behind_and_the_others_come_back(
    tmp_path: Path, whole: tuple[bytes, Rows]
) -> None:
    content, rows = whole
    source = tmp_path / FILE_NAME
    source.write_bytes(content)
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("UPDATE plan_version SET content = '1', name = 'x'")
        connection.execute("UPDATE note SET tags = '{}' WHERE rowid = 7")
        connection.execute("UPDATE highlight SET start = 9000000000, end = 9000000001"
                           " WHERE rowid = 2")  # fmt: skip
        connection.commit()
    assert inspect(tmp_path).state is State.DAMAGED
    salvaged = salvage(source, tmp_path / "salvaged.db")
    assert salvaged.lost_rows == 2
    assert salvaged.counts["note"] == len(rows["note"]) - 1
    assert salvaged.counts["highlight"] == len(rows["highlight"]) - 1
    (tmp_path / "salvaged.db").replace(source)
    assert inspect(tmp_path).state is State.SOUND


def test_a_newer_workspace_is_not_salvaged(
    tmp_path: Path, whole: tuple[bytes, Rows], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, _ = whole
    source = tmp_path / FILE_NAME
    source.write_bytes(content)
    monkeypatch.setattr(migrations, "NAMES", migrations.NAMES[:-1])
    with pytest.raises(NewerWorkspaceError):
        salvage(source, tmp_path / "salvaged.db")
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_of_what_is_no_workspace_nothing_comes_back(tmp_path: Path) -> None:
    source, target = tmp_path / "letter.db", tmp_path / "salvaged.db"
    source.write_text("致组织部的一封信" * 1000, encoding="utf-8")
    assert not any(salvage(source, target).counts.values())
    assert inspect(tmp_path).state is State.MISSING
    with pytest.raises(WorkspaceError):
        salvage(tmp_path / "none.db", target)
