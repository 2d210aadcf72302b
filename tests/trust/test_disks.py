"""Disks that are really full, really locked, really gone: started on, filled up, pulled out.

What SQLite's codes for such a disk lead to is in tests/desktop/test_bad_cases.py; here the disk is
a real one, and the folder of a workspace really goes away and comes back.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.errors import LibraryError, WorkspaceError
from db.seeding.build import build_library
from db.workspace import FILE_NAME, Workspace, backup_now
from db.workspace.notes import new_note
from desktop import saving, startup
from desktop.documents.files import DocumentError, write_file
from desktop.operations.notes import delete_note, start_note, write_note
from tests.desktop.conftest import REPOSITORY, Samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from db.records.own import Note
    from desktop.session import Session
    from tests.trust.conftest import Stick

LONG = "每季度末一场比武。" * 4000


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits as long as a real disk is given."""
    monkeypatch.setattr(saving, "_CLOSE_SECONDS", 2.0)
    monkeypatch.setattr(saving, "_RETRY_SECONDS", 60.0)


@pytest.fixture
def start(library_path: Path) -> Iterator[Callable[[Path], Session]]:
    """Starts the program on a folder; ended whatever happens."""
    opened: list[Session] = []

    def begin(folder: Path) -> Session:
        session = startup.open_session(library_path, folder, "zh")
        opened.append(session)
        session.saver.failed.connect(session.changes.save_failed)
        return session

    yield begin
    for session in opened:
        startup.close_session(session)


def _note(session: Session, samples: Samples, body: str) -> Note:
    note = start_note(session, samples.any().id)
    write_note(session, note, body)
    return note


def _bodies(folder: Path) -> list[str]:
    with Workspace.open(folder) as workspace:
        return sorted(note.body for note in workspace.notes())


def _told(session: Session) -> list[str]:
    told: list[str] = []
    session.saver.failed.connect(told.append)
    session.saver.recovered.connect(lambda: told.append("recovered"))
    return told


def _used(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.put_note(new_note(body="早先写的"))


def test_on_a_full_disk_the_program_starts_shows_what_there_is_and_says_so(
    stick: Stick, start: Callable[[Path], Session], samples: Samples, qtbot: QtBot
) -> None:
    _used(stick.place)
    stick.fill()
    session = start(stick.place)
    told = _told(session)
    assert [note.body for note in session.marks.notes()] == ["早先写的"]
    session.saver.check()
    qtbot.waitUntil(lambda: bool(told))
    assert FILE_NAME in told[0]
    _note(session, samples, "在满了的盘上写的")
    assert not session.saver.flush(1.0)
    stick.make_room()
    session.saver.retry()
    qtbot.waitUntil(lambda: told[-1] == "recovered")
    assert startup.close_session(session) is None
    assert _bodies(stick.place) == ["在满了的盘上写的", "早先写的"]


def test_on_a_full_disk_what_a_killed_program_left_in_the_wal_is_shown_too(
    stick: Stick, start: Callable[[Path], Session], tmp_path: Path
) -> None:
    away = tmp_path / "away"
    with Workspace.open(away) as workspace:
        workspace.put_note(new_note(body="只在 WAL 里"))
        for part in (FILE_NAME, f"{FILE_NAME}-wal"):
            shutil.copy(away / part, stick.place / part)
    stick.fill()
    session = start(stick.place)
    assert [note.body for note in session.marks.notes()] == ["只在 WAL 里"]


def test_a_disk_that_fills_up_keeps_nothing_from_being_stored_once_there_is_room(
    stick: Stick, start: Callable[[Path], Session], samples: Samples, qtbot: QtBot
) -> None:
    session = start(stick.place)
    note = _note(session, samples, "先写的")
    assert session.saver.flush()
    told = _told(session)
    stick.fill()
    stored = session.marks.note(note.id)
    assert stored is not None
    write_note(session, replace(stored), LONG)
    qtbot.waitUntil(lambda: bool(told))
    assert "空间不足" in told[0]
    with pytest.raises(WorkspaceError, match=r"空间不足|磁盘|无法"):
        backup_now(stick.place)
    session.settings.welcomed = True
    session.settings.flush()
    stick.make_room()
    session.saver.retry()
    qtbot.waitUntil(lambda: told[-1] == "recovered")
    assert startup.close_session(session) is None
    assert _bodies(stick.place) == [LONG]
    assert not list(stick.place.glob("recovery*"))
    assert not list((stick.place / "backups").glob(".*"))


def test_what_a_full_disk_refuses_at_the_end_lies_elsewhere_and_is_taken_back(
    stick: Stick,
    start: Callable[[Path], Session],
    samples: Samples,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr("desktop.recovery.Path.home", lambda: home)
    session = start(stick.place)
    _note(session, samples, "先写的")
    assert session.saver.flush()
    stick.fill()
    gone = _note(session, samples, LONG)
    _note(session, samples, LONG)
    delete_note(session, gone.id)
    kept = startup.close_session(session)
    assert kept is not None
    assert kept.parent == home
    assert not list(stick.place.glob("recovery*")), "half a file is no help"
    stick.make_room()
    again = start(stick.place)
    assert sorted(note.body for note in again.marks.notes()) == ["先写的", LONG]


def test_a_stick_that_is_locked_meanwhile_is_told_of_and_written_once_it_is_not(
    stick: Stick, start: Callable[[Path], Session], samples: Samples, qtbot: QtBot
) -> None:
    _used(stick.place)
    stick.lock()
    session = start(stick.place)
    told = _told(session)
    assert [note.body for note in session.marks.notes()] == ["早先写的"]
    _note(session, samples, "写保护时写的")
    qtbot.waitUntil(lambda: bool(told))
    stick.unlock()
    session.saver.retry()
    qtbot.waitUntil(lambda: told[-1] == "recovered")
    assert startup.close_session(session) is None
    assert _bodies(stick.place) == ["写保护时写的", "早先写的"]


def test_nothing_else_that_writes_leaves_half_a_file_on_a_full_disk(stick: Stick) -> None:
    library, document = stick.place / "library.db", stick.place / "方案.docx"
    document.write_bytes(b"old")
    stick.fill()
    with pytest.raises((LibraryError, OSError)):
        build_library(REPOSITORY / "seeds", library)
    with pytest.raises(DocumentError, match="full"):
        write_file(document, bytes(100_000))
    assert document.read_bytes() == b"old"
    assert {path.name for path in stick.place.iterdir()} == {document.name, "filler"}


def test_a_disk_that_fills_up_before_an_upgrade_leaves_the_old_workspace_as_it_was(
    stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.workspace import migrations

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", migrations.STEPS[:-1])
        patch.setattr(migrations, "NAMES", migrations.NAMES[:-1])
        _used(stick.place)
    before = (stick.place / FILE_NAME).read_bytes()
    stick.fill()
    with pytest.raises(WorkspaceError, match=r"空间不足|磁盘|无法"):
        Workspace.open(stick.place)
    assert (stick.place / FILE_NAME).read_bytes() == before
    stick.make_room()
    assert _bodies(stick.place) == ["早先写的"]


# Pulled out: any folder can go away and come back


def test_a_folder_that_is_gone_and_comes_back_has_all_that_was_written_meanwhile(
    tmp_path: Path, start: Callable[[Path], Session], samples: Samples, qtbot: QtBot
) -> None:
    folder, away = tmp_path / "U 盘", tmp_path / "拔出"
    session = start(folder)
    _note(session, samples, "先写的")
    assert session.saver.flush()
    told = _told(session)
    folder.rename(away)
    _note(session, samples, "拔出时写的")
    qtbot.waitUntil(lambda: bool(told))
    assert str(folder) in told[0]
    assert not folder.exists()
    away.rename(folder)
    session.saver.retry()
    qtbot.waitUntil(lambda: told[-1] == "recovered")
    _note(session, samples, "又插上写的")
    assert startup.close_session(session) is None
    assert _bodies(folder) == ["先写的", "又插上写的", "拔出时写的"]


def test_no_empty_workspace_is_put_where_the_file_was_taken_away(
    tmp_path: Path, start: Callable[[Path], Session], samples: Samples, qtbot: QtBot
) -> None:
    folder = tmp_path / "同步盘"
    session = start(folder)
    _note(session, samples, "先写的")
    assert session.saver.flush()
    told = _told(session)
    (folder / FILE_NAME).rename(tmp_path / "elsewhere.db")
    _note(session, samples, "文件不见时写的")
    qtbot.waitUntil(lambda: bool(told))
    assert not (folder / FILE_NAME).exists()
    kept = startup.close_session(session)
    assert kept is not None
    assert "文件不见时写的" in kept.read_text(encoding="utf-8")
