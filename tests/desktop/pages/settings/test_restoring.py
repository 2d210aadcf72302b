"""设置 → 备份和恢复: a copy at a press, and one of them in the workspace's place."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget

from db.workspace import Workspace
from db.workspace.backup import backups
from db.workspace.notes import new_note
from desktop import startup
from desktop.pages.settings import restore_dialog
from desktop.pages.settings.restore_dialog import RestoreDialog
from desktop.pages.settings.restoring import Backups
from desktop.restarting import AfterClosing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session


@pytest.fixture
def folder(folder: Path) -> Path:
    """Two copies, the later of which is damaged, and a workspace that has gone on."""
    with closing(Workspace.open(folder)) as workspace:
        workspace.put_note(new_note(body="从前"))
        workspace.backup()
        workspace.put_note(new_note(body="后来"))
        damaged = workspace.backup()
        workspace.put_note(new_note(body="刚才"))
    damaged.write_bytes(damaged.read_bytes()[:7000])
    return folder


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch) -> AfterClosing:
    """What would be done after closing; nothing is started."""
    asked = AfterClosing()
    monkeypatch.setattr(restore_dialog, "after_closing", asked)
    monkeypatch.setattr(startup, "after_closing", asked)
    return asked


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> Iterator[RestoreDialog]:
    """The dialog over a window that is as good as the program's."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = RestoreDialog(session, window)
    QAbstractItemModelTester(made.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show()
    qtbot.waitUntil(lambda: made.progress.isHidden(), timeout=20_000)
    yield made
    window.close()


def test_the_list_says_what_is_inside_and_only_a_sound_copy_can_be_chosen(
    dialog: RestoreDialog,
) -> None:
    rows = [dialog.rows.row(dialog.rows.index(number)) for number in range(2)]
    assert dialog.rows.rowCount() == 2
    assert rows[0] is not None
    assert rows[1] is not None
    assert "损坏" in rows[0].figure
    assert "1 条批注" in rows[1].subtitle
    dialog.list.setCurrentIndex(dialog.rows.index(0))
    assert not dialog.restore.isEnabled()
    assert "不能恢复" in dialog.said.text()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.restore.isEnabled()
    assert dialog.said.text() == "比现在少 2 条批注。"


def test_restoring_takes_place_after_the_program_has_closed_and_starts_it_again(
    dialog: RestoreDialog, session: Session, folder: Path, after: AfterClosing, qtbot: QtBot
) -> None:
    window = dialog.parentWidget()
    assert window is not None
    dialog.list.setCurrentIndex(dialog.rows.index(1))
    dialog.restore.click()
    qtbot.waitUntil(lambda: after.wanted, timeout=20_000)
    assert window is not None
    assert not window.isVisible()
    startup.close_session(session)
    assert after.problem == ""
    assert after.wanted
    with closing(Workspace.open(folder)) as workspace:
        assert [note.body for note in workspace.notes()] == ["从前"]
    names = [path.name for path in backups(folder)]
    assert sum("restore" in name for name in names) == 1


def test_what_was_typed_a_moment_ago_is_in_the_copy_that_is_made_before(
    dialog: RestoreDialog, session: Session, folder: Path, after: AfterClosing, qtbot: QtBot
) -> None:
    session.remembered.put("reading", ["刚刚"])
    dialog.list.setCurrentIndex(dialog.rows.index(1))
    dialog.restore.click()
    qtbot.waitUntil(lambda: after.wanted, timeout=20_000)
    before = next(path for path in backups(folder) if "restore" in path.name)
    elsewhere = folder.parent / "copy"
    elsewhere.mkdir()
    shutil.copy(before, elsewhere / "workspace.db")
    with closing(Workspace.open(elsewhere)) as workspace:
        assert workspace.states()["reading"] == ["刚刚"]


def test_a_copy_that_is_damaged_meanwhile_changes_nothing(
    dialog: RestoreDialog, session: Session, after: AfterClosing, qtbot: QtBot
) -> None:
    dialog.list.setCurrentIndex(dialog.rows.index(1))
    copy = dialog.current
    assert copy is not None
    copy.path.write_bytes(copy.path.read_bytes()[:7000])
    dialog.restore.click()
    qtbot.waitUntil(lambda: "损坏" in dialog.said.text(), timeout=20_000)
    assert not after.wanted
    assert dialog.list.isEnabled()
    assert dialog.progress.isHidden()
    assert not list(session.folder.glob(".workspace*"))


def test_a_file_from_elsewhere_is_looked_at_first(
    dialog: RestoreDialog, folder: Path, after: AfterClosing, qtbot: QtBot
) -> None:
    letter = folder / "信.db"
    letter.write_text("致组织部的一封信", encoding="utf-8")
    dialog.look_at(letter)
    qtbot.waitUntil(lambda: "不是他山" in dialog.said.text(), timeout=20_000)
    good = dialog.rows.rowCount()
    stick = folder.parent / "U 盘.db"
    shutil.copy(backups(folder)[0], stick)
    dialog.look_at(stick)
    qtbot.waitUntil(lambda: dialog.rows.rowCount() == good + 1, timeout=20_000)
    assert dialog.current is not None
    assert dialog.current.path == stick
    dialog.restore.click()
    qtbot.waitUntil(lambda: after.wanted, timeout=20_000)


def test_a_copy_is_made_at_a_press_and_not_twice(
    session: Session, folder: Path, qtbot: QtBot
) -> None:
    box = Backups(session)
    qtbot.addWidget(box)
    box.back_up.click()
    qtbot.waitUntil(lambda: "已备份" in box.said.text(), timeout=20_000)
    made = backups(folder)
    assert made[-1].name in box.said.text()
    box.back_up.click()
    qtbot.waitUntil(lambda: "没有再存" in box.said.text(), timeout=20_000)
    assert backups(folder) == made
    assert box.back_up.isEnabled()


def test_why_no_copy_could_be_made_is_told(session: Session, folder: Path, qtbot: QtBot) -> None:
    shutil.rmtree(folder / "backups")
    (folder / "backups").write_text("a file where the folder should be")
    box = Backups(session)
    qtbot.addWidget(box)
    box.back_up.click()
    qtbot.waitUntil(lambda: "没能备份" in box.said.text(), timeout=20_000)
    assert "backups" in box.said.text()
