"""A start on a damaged workspace: what can be opened in its place, and that nothing is lost."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.errors import NewerWorkspaceError, WorkspaceError
from db.workspace import FILE_NAME, Workspace, migrations
from db.workspace.copies import Reason
from db.workspace.health import Health, State
from db.workspace.inside import Inside
from db.workspace.listing import ListedCopy
from db.workspace.notes import new_note
from db.workspace.salvage import Salvaged
from desktop import damage, opening, startup, suspicion, upkeep
from desktop.damage import Findings, Way
from desktop.damage_dialog import DamageDialog
from desktop.saving import Change, Saver

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.theme import Appearance


@pytest.fixture
def damaged(folder: Path) -> bytes:
    """A workspace of 200 notes, 150 of which are in a copy; a page in its middle is lost."""
    with closing(Workspace.open(folder)) as workspace:
        for number in range(200):
            workspace.put_note(new_note(body=f"{number}" * 150))
            if number == 149:
                workspace.backup()
    path = folder / FILE_NAME
    content = bytearray(path.read_bytes())
    # Not at the root of a table: rows are lost, the file can be opened.
    digits = re.compile(rb"(\d{2,3})\1{40}")
    leaves = [
        n for n in range(len(content) // 4096)
        if content[n * 4096] == 0x0D and digits.search(content, n * 4096, (n + 1) * 4096)
    ]  # fmt: skip
    for leaf in leaves[5:8]:
        content[leaf * 4096 : (leaf + 1) * 4096] = b"\xfe" * 4096
    path.write_bytes(content)
    return bytes(content)


@pytest.fixture
def dialog(damaged: bytes, folder: Path, look: Appearance, qtbot: QtBot) -> DamageDialog:
    """The question, with all it has to look for found."""
    assert damaged
    made = DamageDialog(folder, look)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.go.isEnabled(), timeout=30_000)
    return made


def notes(folder: Path) -> int:
    with closing(Workspace.open(folder)) as workspace:
        return len(workspace.notes())


def aside(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.glob(f"workspace-damaged-*/{FILE_NAME}")]


def finish(dialog: DamageDialog, qtbot: QtBot) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.aside is not None, timeout=30_000)


def test_what_loses_least_is_recommended_and_chosen(dialog: DamageDialog) -> None:
    assert dialog.findings.best is Way.SALVAGE
    assert dialog.chosen is Way.SALVAGE
    assert "推荐" in dialog.ways[Way.SALVAGE].text()
    assert "推荐" not in dialog.ways[Way.COPY].text()
    assert "150 条批注" in dialog.ways[Way.COPY].accessibleDescription()
    assert "读不出来" in dialog.ways[Way.SALVAGE].accessibleDescription()


def test_the_readable_rows_are_opened_and_the_damaged_file_kept(
    dialog: DamageDialog, folder: Path, damaged: bytes, qtbot: QtBot
) -> None:
    finish(dialog, qtbot)
    assert 150 < notes(folder) < 200
    assert aside(folder) == [damaged]


def test_the_newest_good_copy_is_opened_by_the_keyboard_alone(
    dialog: DamageDialog, folder: Path, damaged: bytes, qtbot: QtBot
) -> None:
    QTest.keyClick(dialog.ways[Way.SALVAGE], Qt.Key.Key_Up)
    assert dialog.chosen is Way.COPY
    finish(dialog, qtbot)
    assert notes(folder) == 150
    assert aside(folder) == [damaged]


def test_an_empty_one_is_opened(
    dialog: DamageDialog, folder: Path, damaged: bytes, qtbot: QtBot
) -> None:
    dialog.ways[Way.EMPTY].click()
    finish(dialog, qtbot)
    assert notes(folder) == 0
    assert aside(folder) == [damaged]


def test_leaving_changes_nothing(dialog: DamageDialog, folder: Path, damaged: bytes) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert (folder / FILE_NAME).read_bytes() == damaged
    assert aside(folder) == []


def test_without_a_copy_and_without_rows_there_is_only_the_empty_one(
    folder: Path, look: Appearance, qtbot: QtBot
) -> None:
    (folder / FILE_NAME).write_bytes(b"\xfe" * 20_000)
    made = DamageDialog(folder, look)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.go.isEnabled(), timeout=30_000)
    assert made.chosen is Way.EMPTY
    assert [way for way, button in made.ways.items() if button.isEnabled()] == [Way.EMPTY]


def test_what_cannot_be_done_is_told_and_something_else_can_be_chosen(
    dialog: DamageDialog,
    folder: Path,
    damaged: bytes,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_args: object) -> Path:
        raise WorkspaceError("磁盘空间不足")

    monkeypatch.setattr(damage, "put_in_place_of_damaged", full)
    dialog.go.click()
    qtbot.waitUntil(lambda: "空间不足" in dialog.said.text(), timeout=30_000)
    assert dialog.go.isEnabled()
    assert (folder / FILE_NAME).read_bytes() == damaged


def answer(monkeypatch: pytest.MonkeyPatch, way: Way | None) -> list[DamageDialog]:
    """Let somebody answer the question: `way`, or nothing."""
    asked: list[DamageDialog] = []

    def reply(dialog: DamageDialog) -> int:
        asked.append(dialog)
        dialog._looking.wait()
        if way is None:
            return 0
        from desktop.beside import Beside

        dialog.aside = damage.carry_out(
            dialog._folder, way, damage.look_around(dialog._folder, Beside()), Beside()
        )
        return 1

    monkeypatch.setattr(DamageDialog, "exec", reply)
    return asked


@pytest.mark.parametrize("way", list(Way))
def test_a_start_goes_on_with_what_was_chosen(
    library_path: Path, folder: Path, damaged: bytes, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, way)
    session = startup.open_session(library_path, folder, "zh", ask=True)
    try:
        assert len(asked) == 1
        assert "workspace-damaged" in session.told_at_start
        assert aside(folder) == [damaged]
    finally:
        startup.close_session(session)


def test_a_start_that_is_left_changes_nothing(
    library_path: Path, folder: Path, damaged: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, None)
    with pytest.raises(opening.LeftError):
        startup.open_session(library_path, folder, "zh", ask=True)
    assert (folder / FILE_NAME).read_bytes() == damaged


def test_where_nobody_can_be_asked_it_is_a_sentence(
    library_path: Path, folder: Path, damaged: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, Way.EMPTY)
    with pytest.raises(WorkspaceError, match="损坏"):
        startup.open_session(library_path, folder, "zh")
    assert asked == []
    assert (folder / FILE_NAME).read_bytes() == damaged


def test_a_newer_workspace_is_no_damaged_one(
    library_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workspace.open(folder).close()
    asked = answer(monkeypatch, Way.EMPTY)
    monkeypatch.setattr(migrations, "NAMES", migrations.NAMES[:-1])
    with pytest.raises(NewerWorkspaceError):
        startup.open_session(library_path, folder, "zh", ask=True)
    assert asked == []


def spoil_an_index(folder: Path) -> None:
    """Damage that a start does not come upon: the index of the bookmarks' ids, but its first."""
    with closing(Workspace.open(folder)) as workspace:
        for number in range(400):
            workspace.add_bookmark(f"mechanism-{number:04}", "名", None)
        first = min(bookmark.id for bookmark in workspace.bookmarks()).encode()
    content = (folder / FILE_NAME).read_bytes()
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    spoilt = 0
    for number, page in enumerate(pages):
        ids = page[0] == 0x0A and page[4] > 10 and b"mechanism" not in page
        if ids and first not in page:
            pages[number] = b"\xfe" * 4096
            spoilt += 1
    assert spoilt > 1
    (folder / FILE_NAME).write_bytes(b"".join(pages))


def test_damage_seen_beside_the_interface_is_told_and_asked_about_at_the_next_start(
    library_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil_an_index(folder)
    asked = answer(monkeypatch, Way.SALVAGE)
    session = startup.open_session(library_path, folder, "zh", ask=True)
    told: list[str] = []
    session.changes.told.connect(told.append)
    upkeep.back_up(folder, session.changes)
    startup.close_session(session)
    assert asked == []
    assert len(told) == 1
    assert "损坏" in told[0]
    session = startup.open_session(library_path, folder, "zh", ask=True)
    assert len(asked) == 1
    assert len(session.marks.bookmarks()) == 400
    startup.close_session(session)
    assert not suspicion.is_marked(folder)


def test_a_suspicion_that_was_wrong_is_dropped(
    library_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workspace.open(folder).close()
    suspicion.mark(folder)
    asked = answer(monkeypatch, Way.EMPTY)
    startup.close_session(startup.open_session(library_path, folder, "zh", ask=True))
    assert asked == []
    assert not suspicion.is_marked(folder)


@pytest.mark.usefixtures("qapp")
def test_what_is_typed_into_a_damaged_workspace_goes_to_the_recovery_file(folder: Path) -> None:
    spoil_an_index(folder)

    saver = Saver(Workspace.open(folder), folder)
    for number in range(30):  # each gets an id anywhere in the index
        key = f"new {number}"

        def write(workspace: Workspace, key: str = key) -> None:
            workspace.add_bookmark(key, "新的", None)

        saver.save(Change(key, write, {"bookmark": key, "kept": True, "name": "新的"}))
    left = saver.close()
    assert left is not None
    assert "新的" in left.read_text(encoding="utf-8")
    assert suspicion.is_marked(folder)


def found(backed_up: Inside | None, rescued: Inside | None) -> Findings:
    made = datetime(2026, 11, 20, 9)
    copy = None
    if backed_up is not None:
        health = Health(State.SOUND, inside=backed_up)
        copy = ListedCopy(Path("copy"), made, Reason.USUAL, 1, health)
    salvaged = Salvaged(inside=rescued) if rescued is not None else None
    return Findings(copy, salvaged)


@pytest.mark.parametrize(
    ("backed_up", "rescued", "best"),
    [
        (None, None, Way.EMPTY),
        (None, Inside(), Way.EMPTY),
        (Inside(), None, Way.COPY),
        (Inside(notes=5), Inside(notes=4, changed_at="2026"), Way.COPY),
        (Inside(notes=4), Inside(notes=5), Way.SALVAGE),
        (Inside(notes=4, changed_at="2026-10"), Inside(notes=4, changed_at="2026-11"), Way.SALVAGE),
        (Inside(notes=4, changed_at="2026-11"), Inside(notes=4, changed_at="2026-10"), Way.COPY),
    ],
)
def test_the_better_of_two_is_what_has_more_then_what_is_later(
    backed_up: Inside | None, rescued: Inside | None, best: Way
) -> None:
    assert found(backed_up, rescued).best is best
