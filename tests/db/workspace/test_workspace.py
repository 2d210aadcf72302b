"""Opening, migrating, refusing; and what was acknowledged is on the disk."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.errors import NewerWorkspaceError
from db.workspace import FILE_NAME, Workspace, migrations
from db.workspace.backup import backups
from db.workspace.highlights import new_highlight
from db.workspace.notes import new_note
from db.workspace.removed import removed_since

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


def test_a_new_workspace_is_empty_and_opens_again(folder: Path) -> None:
    for _ in range(2):
        with Workspace.open(folder) as workspace:
            assert workspace.notes() == []
            assert workspace.bookmarks() == []
    assert workspace.path == folder / FILE_NAME


def test_an_existing_workspace_opens_without_sqlite_utils(folder: Path) -> None:
    Workspace.open(folder).close()
    code = (
        "import sys; from pathlib import Path; from db.workspace import Workspace;"
        "Workspace.open(Path(sys.argv[1])).notes(); sys.exit('sqlite_utils' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, folder], check=True)


def test_every_step_is_applied_once_and_recorded_under_its_name(folder: Path) -> None:
    Workspace.open(folder).close()
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        assert migrations.applied(connection) == frozenset(migrations.NAMES)
        assert len(migrations.NAMES) == len(set(migrations.NAMES))


@pytest.mark.parametrize(
    "table", ["bookmark", "note", "state", "highlight", "plan", "lesson", "slide", "tally"]
)
def test_every_table_is_strict_and_says_what_it_holds(folder: Path, table: str) -> None:
    Workspace.open(folder).close()
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,))
        text = sql.fetchone()[0]
    assert text.strip().endswith("STRICT")
    assert "--" in text


@pytest.mark.parametrize(
    "version", ["workspace-notes.sql", "workspace-highlights.sql", "workspace-plans.sql"]
)
def test_a_workspace_of_every_older_version_keeps_everything_and_takes_what_is_new(
    folder: Path, version: str
) -> None:
    folder.mkdir()
    script = (FIXTURES / version).read_text(encoding="utf-8")
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.executescript(script)
        before = list(connection.iterdump())
        rows = _rows(connection, connection)
    with Workspace.open(folder) as workspace:
        with closing(sqlite3.connect(":memory:")) as first:
            first.executescript(script)
            assert _rows(workspace._connection, first) == rows
        assert [note.body for note in workspace.notes()] == ["**先试**两个村𠮷\n再推开", "怎么评？"]
        on_span = workspace.notes()[1]
        assert (on_span.article_id, on_span.start, on_span.end) == ("yunfu-1", 10, 14)
        assert (on_span.prefix, on_span.exact, on_span.suffix) == ("开展", "擂台比武", "活动")
        assert [kept.mechanism_id for kept in workspace.bookmarks()] == ["yunfu-arena"]
        assert [note.tags for note in workspace.notes()] == [(), ()]
        workspace.put_state("basket", ["yunfu-arena"])
        workspace.put_highlight(new_highlight(article_id="yunfu-1", start=0, end=2, exact="比武"))
        tagged = replace(workspace.notes()[0], tags=("可借鉴", "待请示"))
        assert workspace.put_note(tagged).tags == ("可借鉴", "待请示")
        assert workspace.lessons().lessons == []
    (copy,) = backups(folder)
    with closing(sqlite3.connect(copy)) as connection:
        assert list(connection.iterdump()) == before


def test_highlights_and_states_of_an_older_version_are_there(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        script = (FIXTURES / "workspace-highlights.sql").read_text(encoding="utf-8")
        connection.executescript(script)
    with Workspace.open(folder) as workspace:
        (kept,) = workspace.highlights()
        assert (kept.start, kept.end, kept.exact) == (10, 14, "擂台比武")
        assert workspace.states() == {"basket": ["yunfu-arena"]}
        (removed,) = removed_since(workspace.folder, "").highlights
        assert removed.record.exact == "书记"


def test_plans_of_an_older_version_are_there(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        script = (FIXTURES / "workspace-plans.sql").read_text(encoding="utf-8")
        connection.executescript(script)
    with Workspace.open(folder) as workspace:
        rows = workspace.plans()
        assert [plan.title for plan in rows.plans] == ["示例镇工作方案"]
        assert [quote.exact for quote in rows.borrowings[0].quotes] == ["比武", "比武"]
        ((removed, _),) = removed_since(workspace.folder, "").plan_rows
        assert removed.id == "removed-section"


def _rows(
    connection: sqlite3.Connection, like: sqlite3.Connection
) -> dict[str, list[tuple[object, ...]]]:
    """What stands in the tables and columns that another database has."""
    tables = [
        name
        for (name,) in like.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("sqlite_", "_sqlite"))
    ]
    return {
        table: connection.execute(
            "SELECT {} FROM {} ORDER BY 1".format(
                ", ".join(f'"{row[1]}"' for row in like.execute(f"PRAGMA table_info({table})")),
                table,
            )
        ).fetchall()
        for table in tables
    }


def add_colour(db: Database) -> None:
    db.execute("ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT ''")


def fail_half_way(db: Database) -> None:
    db.execute("CREATE TABLE half (x INTEGER) STRICT")
    db.execute("SELECT x FROM nowhere")


def append(monkeypatch: pytest.MonkeyPatch, step: Callable[[Database], None]) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    monkeypatch.setattr(migrations, "NAMES", (*migrations.NAMES, step.__name__))


def test_a_pending_step_is_applied_after_a_backup(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(folder) as workspace:
        note = workspace.put_note(new_note(body="升级之前"))
    append(monkeypatch, add_colour)
    with Workspace.open(folder) as workspace:
        assert workspace.notes() == [note]
        assert workspace._connection.execute("SELECT colour FROM note").fetchall() == [("",)]
    (copy,) = backups(folder)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT body FROM note").fetchall() == [("升级之前",)]
        assert "add_colour" not in (migrations.applied(connection) or ())


def test_a_step_that_fails_leaves_the_workspace_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(folder) as workspace:
        note = workspace.put_note(new_note(body="还在"))
    with monkeypatch.context() as patch:
        append(patch, add_colour)
        append(patch, fail_half_way)
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            Workspace.open(folder)
    with Workspace.open(folder) as workspace:
        assert workspace.notes() == [note]
        names = workspace._connection.execute("SELECT name FROM pragma_table_info('note')")
        assert ("colour",) not in names.fetchall()


def test_a_newer_workspace_is_refused_and_untouched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        append(patch, add_colour)
        Workspace.open(folder).close()
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(NewerWorkspaceError, match="更新版本") as caught:
        Workspace.open(folder)
    assert str(folder / FILE_NAME) in str(caught.value)
    assert (folder / FILE_NAME).read_bytes() == before
    assert backups(folder) == []


def test_four_programs_that_start_together_in_a_new_folder_all_open(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from db.workspace import Workspace;"
        "from db.workspace.notes import new_note;"
        "w = Workspace.open(Path(sys.argv[1])); w.put_note(new_note(body='x')); w.close()"
    )
    programs = [subprocess.Popen([sys.executable, "-c", code, folder]) for _ in range(4)]
    assert [program.wait(60) for program in programs] == [0, 0, 0, 0]
    with Workspace.open(folder) as workspace:
        assert len(workspace.notes()) == 4


WRITER = """
import sys
from pathlib import Path
from db.workspace import Workspace
from db.workspace.notes import new_note
workspace = Workspace.open(Path(sys.argv[1]))
while True:
    print(workspace.put_note(new_note(body="写到一半" * 500)).id, flush=True)
"""


def test_every_acknowledged_note_survives_a_kill(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, folder], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        acknowledged = [writer.stdout.readline().strip() for _ in range(40)]
        os.kill(writer.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        acknowledged += [line.strip() for line in writer.stdout if line.endswith("\n")]
    with Workspace.open(folder) as workspace:
        kept = {note.id for note in workspace.notes()}
        assert {note.body for note in workspace.notes()} == {"写到一半" * 500}
    assert len(acknowledged) >= 40
    assert kept >= set(acknowledged)


def test_another_thread_than_the_opening_one_may_write(workspace: Workspace) -> None:
    thread = threading.Thread(target=lambda: workspace.put_note(new_note(body="另一线程")))
    thread.start()
    thread.join()
    assert [note.body for note in workspace.notes()] == ["另一线程"]


def test_what_one_program_writes_the_other_reads(workspace: Workspace, folder: Path) -> None:
    with Workspace.open(folder) as other:
        for writer, reader in ((workspace, other), (other, workspace)):
            note = writer.put_note(new_note(body="共用"))
            assert note in reader.notes()


def test_what_is_written_together_is_stored_as_one_or_not_at_all(folder: Path) -> None:
    with Workspace.open(folder) as workspace, Workspace.open(folder) as other:
        with workspace.together():
            workspace.put_state("a", 1)
            workspace.add_bookmark("m", "甲", None)
            assert other.states() == {}
        assert other.states() == {"a": 1}
        with pytest.raises(TypeError), workspace.together():
            _write_half(workspace)
        assert other.states() == {"a": 1}
        assert [bookmark.mechanism_id for bookmark in other.bookmarks()] == ["m"]


def _write_half(workspace: Workspace) -> None:
    workspace.put_state("a", 2)
    workspace.remove_bookmark("m")
    workspace.put_state("b", object())
