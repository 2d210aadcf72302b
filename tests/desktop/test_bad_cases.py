"""A full disk, a folder turned read-only, a workspace opened twice: a sentence, nothing lost.

Notes, tags and rows of plans are edited while the disk refuses: they stay on the screen, go to a
recovery file at the end, and are there at the next start. Tests may run as root, whom permissions
do not stop: what the disk does is stood for as in tests/db/workspace/test_failures.py.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from db.errors import WorkspaceError
from db.workspace.removed import removed_since
from desktop import saving, startup
from desktop.frame.notices import SaveNotice
from desktop.main_window import MainWindow
from desktop.operations import plans
from desktop.operations.notes import delete_note, start_note, write_note
from desktop.operations.recycled import gather
from tests.desktop.conftest import dispose, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from db.records.own import Note
    from db.records.plan import Plan, Section, Task
    from desktop.session import Session
    from tests.desktop.conftest import Samples

OBSTACLES = {"full": "空间不足", "read-only": "只读"}
LONG = "每季度末一场比武。" * 3000


def _obstruct(session: Session, kind: str) -> None:
    """From now on the disk refuses, with the code that SQLite gives for it."""
    assert session.saver.flush()
    connection = session.saver._workspace._connection
    if kind == "full":
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    else:
        connection.execute("PRAGMA query_only = ON")


def _clear(session: Session) -> None:
    connection = session.saver._workspace._connection
    connection.execute("PRAGMA max_page_count = 1000000")
    connection.execute("PRAGMA query_only = OFF")


@pytest.fixture(params=OBSTACLES)
def obstacle(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the disk will do; no test waits as long as a real disk is given."""
    monkeypatch.setattr(saving, "_CLOSE_SECONDS", 2.0)
    monkeypatch.setattr(saving, "_RETRY_SECONDS", 60.0)
    return str(request.param)


class Work:
    """A note with tags and a plan, stored; then edited while the disk refuses."""

    def __init__(self, session: Session, samples: Samples) -> None:
        self.session = session
        self.note: Note = replace(start_note(session, samples.any().id), tags=("调研",))
        write_note(session, self.note, "先试两个村")
        self.plan: Plan = plans.new_plan(session, "示例镇工作方案")
        self.section: Section = plans.add_section(session, self.plan.id, title="试点先行")
        self.task: Task = plans.add_task(session, self.plan.id, self.section.id, title="比武")
        self.gone: Task = plans.add_task(session, self.plan.id, self.section.id, title="不要的")

    def edit(self) -> None:
        """One change of each sort, each too large for a full disk."""
        session = self.session
        stored = session.marks.note(self.note.id)
        assert stored is not None
        write_note(session, stored, LONG)
        self.late = replace(start_note(session, stored.mechanism_id or ""), tags=("新标签",))
        write_note(session, self.late, f"新的 {LONG}")
        plans.write(session, self.section, body=LONG)
        plans.write(session, self.task, person="组织委员", measures=LONG)
        plans.write(session, self.plan, title=f"改过的方案 {LONG}")
        plans.remove(session, self.gone)

    def check(self, session: Session) -> None:
        """Everything that was edited is what this run of the program shows."""
        note, late = session.marks.note(self.note.id), session.marks.note(self.late.id)
        assert note is not None
        assert late is not None
        assert (note.body, note.tags) == (LONG, ("调研",))
        assert (late.body, late.tags) == (f"新的 {LONG}", ("新标签",))
        section, task = session.plans.row(self.section), session.plans.row(self.task)
        assert getattr(section, "body", "") == LONG
        assert (getattr(task, "person", ""), getattr(task, "measures", "")) == ("组织委员", LONG)
        plan = session.plans.plan(self.plan.id)
        assert plan is not None
        assert plan.title == f"改过的方案 {LONG}"
        assert session.plans.row(self.gone) is None


@pytest.fixture
def first(library_path: Path, folder: Path) -> Session:
    """A run of the program that the test itself ends."""
    return startup.open_session(library_path, folder, "zh")


@pytest.fixture
def again(library_path: Path, folder: Path) -> Iterator[Callable[[], Session]]:
    """The next start."""
    opened: list[Session] = []

    def start() -> Session:
        opened.append(startup.open_session(library_path, folder, "zh"))
        return opened[-1]

    yield start
    for session in opened:
        startup.close_session(session)


def test_what_the_disk_refuses_is_told_kept_shown_and_taken_back(
    first: Session,
    again: Callable[[], Session],
    samples: Samples,
    obstacle: str,
    qtbot: QtBot,
    folder: Path,
) -> None:
    told: list[str] = []
    first.saver.failed.connect(told.append)
    work = Work(first, samples)
    _obstruct(first, obstacle)
    work.edit()
    qtbot.waitUntil(lambda: len(told) >= 5)
    assert all(OBSTACLES[obstacle] in sentence for sentence in told)
    assert all("workspace.db" in sentence for sentence in told)
    work.check(first)
    kept = startup.close_session(first)
    assert kept is not None
    assert kept.parent == folder
    second = again()
    work.check(second)
    assert second.told_at_start.startswith("上次没能存上的")
    assert not list(folder.glob("recovery-*.json"))


def test_once_the_disk_takes_it_again_all_is_stored_and_no_file_is_left(
    first: Session,
    again: Callable[[], Session],
    samples: Samples,
    obstacle: str,
    qtbot: QtBot,
    folder: Path,
) -> None:
    recovered: list[bool] = []
    first.saver.recovered.connect(lambda: recovered.append(True))
    work = Work(first, samples)
    _obstruct(first, obstacle)
    work.edit()
    assert first.saver.flush() is False
    _clear(first)
    first.saver.retry()
    assert first.saver.flush()
    qtbot.waitUntil(lambda: recovered == [True])
    assert startup.close_session(first) is None
    work.check(again())
    assert not list(folder.glob("recovery*"))


def test_what_was_deleted_while_the_disk_refused_is_in_the_recycle_list_of_the_next_start(
    first: Session, again: Callable[[], Session], samples: Samples, obstacle: str, folder: Path
) -> None:
    work = Work(first, samples)
    _obstruct(first, obstacle)
    work.edit()
    delete_note(first, work.late.id)
    plans.remove(first, work.section)
    startup.close_session(first)
    second = again()
    removed = removed_since(folder, "")
    things = gather(removed, second.marks, second.plans, second.lessons)
    found = {thing.id: thing for thing in things}
    assert set(found) == {work.late.id, work.section.id, work.gone.id}
    assert getattr(found[work.late.id].record, "body", "") == f"新的 {LONG}"
    assert [row.id for row in found[work.section.id].within] == [work.task.id]


def test_undo_works_while_the_disk_refuses(
    first: Session, again: Callable[[], Session], samples: Samples, obstacle: str
) -> None:
    work = Work(first, samples)
    _obstruct(first, obstacle)
    work.edit()
    for _ in range(6):
        first.undo.undo()
    startup.close_session(first)
    second = again()
    note = second.marks.note(work.note.id)
    assert note is not None
    assert (note.body, note.tags) == ("先试两个村", ("调研",))
    assert second.marks.note(work.late.id) is None
    assert getattr(second.plans.row(work.section), "body", None) == ""
    assert second.plans.row(work.gone) is not None


def test_a_folder_that_takes_no_file_either_leaves_it_at_home_and_it_is_found_there(
    first: Session,
    again: Callable[[], Session],
    samples: Samples,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr("desktop.recovery.Path.home", lambda: home)
    monkeypatch.setattr(saving, "_CLOSE_SECONDS", 2.0)
    work = Work(first, samples)
    _obstruct(first, "read-only")
    work.edit()
    real = Path.write_text

    def refuse(path: Path, *args: str, **kwargs: str) -> int:
        if path.parent == first.folder:
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", refuse)
        kept = startup.close_session(first)
    assert kept is not None
    assert kept.parent == home
    work.check(again())
    assert [path.suffix for path in home.iterdir()] == [".restored"]


def test_the_window_says_why_and_the_text_stays_in_the_editor(
    first: Session, samples: Samples, obstacle: str, qtbot: QtBot
) -> None:
    first.settings.welcomed = True
    window = MainWindow(first)
    window.show()
    settle(window)
    mechanism = samples.any()
    window.compare.select(mechanism.id)
    window.compare.write_note()
    _obstruct(first, obstacle)
    editor = window.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    editor.insertPlainText(LONG)
    window.page.store()
    qtbot.waitUntil(lambda: OBSTACLES[obstacle] in _banners(window))
    assert "写的内容都在" in _banners(window)
    assert LONG in {shown.toPlainText() for shown in window.findChildren(QPlainTextEdit)}
    _clear(first)
    first.saver.retry()
    qtbot.waitUntil(lambda: _banners(window) == "")
    window.close()
    dispose(window)
    assert startup.close_session(first) is None


def _banners(window: MainWindow) -> str:
    [notice] = window.findChildren(SaveNotice)
    labels = notice.findChildren(QLabel)
    return "".join(label.text() for label in labels) if notice.isVisible() else ""


def test_a_second_program_is_told_where_the_first_is_and_what_to_do(
    session: Session, library_path: Path, folder: Path
) -> None:
    with pytest.raises(WorkspaceError) as caught:
        startup.open_session(library_path, folder, "zh")
    assert str(caught.value) == (
        f"他山已经开着，正在使用 {folder}。请到那个窗口里继续，或用 --workspace 换一个文件夹。"
    )
    plan = plans.new_plan(session, "第一个窗口里的方案")
    assert session.saver.flush()
    assert session.plans.plan(plan.id) is not None


def test_the_workspace_is_free_again_once_the_first_program_has_ended(
    first: Session, again: Callable[[], Session], samples: Samples
) -> None:
    write_note(first, start_note(first, samples.any().id), "字")
    startup.close_session(first)
    assert [note.body for note in again().marks.notes()] == ["字"]
