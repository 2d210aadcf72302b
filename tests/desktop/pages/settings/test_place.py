"""数据位置: it says where the data is and why, and moves it without losing any."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QProgressDialog, QPushButton

from db.paths import Why, find_workspace
from db.workspace import Workspace, moved
from desktop import restarting, startup, upkeep
from desktop.main_window import MainWindow
from desktop.operations.bookmarks import toggle_bookmark
from desktop.pages.settings.mover import size_words
from desktop.pages.settings.place import DataPlace
from desktop.restarting import after_closing
from tests.desktop.conftest import Samples, dispose, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session


class Started:
    """A program on the platform's place, its window on 设置."""

    def __init__(self, library: Path, folder: Path, why: Why, qtbot: QtBot) -> None:
        self.session: Session = startup.open_session(library, folder, "zh", why=why)
        self.session.settings.welcomed = True
        self.window = MainWindow(self.session)
        self.window.show()
        qtbot.waitActive(self.window).__enter__()
        settle(self.window)
        self.window.show_page(self.window.settings_page)
        self.place = self.window.findChildren(DataPlace)[0]
        self._qtbot = qtbot
        self._open = True

    def texts(self) -> str:
        return "\n".join(label.text() for label in self.place.findChildren(QLabel))

    def buttons(self) -> dict[str, QPushButton]:
        return {b.text(): b for b in self.place.findChildren(QPushButton)}

    def box(self) -> QMessageBox:
        """The question or the sentence that appears."""
        self._qtbot.waitUntil(lambda: self._boxes() != [], timeout=10_000)
        return self._boxes()[0]

    def _boxes(self) -> list[QMessageBox]:
        return [box for box in self.window.findChildren(QMessageBox) if box.isVisible()]

    def answer(self, text: str) -> str:
        """Click a button of the box; returns what the box said."""
        box = self.box()
        said = f"{box.text()}\n{box.informativeText()}"
        next(b for b in box.buttons() if b.text() == text).click()
        return said

    def wait_closed(self) -> None:
        self._qtbot.waitUntil(lambda: not self.window.isVisible(), timeout=15_000)
        self.close()

    def close(self) -> None:
        if self._open:
            self._open = False
            self.window.close()
            startup.close_session(self.session)
            after_closing.start()
            dispose(self.window)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The platform's place."""
    folder = tmp_path / "张三 的家" / "Tashan"
    folder.mkdir(parents=True)
    monkeypatch.delenv("TASHAN_HOME", raising=False)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_a, **_k: str(folder))
    return folder


@pytest.fixture
def restarts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """How often the program was started again."""
    found: list[object] = []

    def restart(arguments: object) -> bool:
        found.append(arguments)
        return True

    monkeypatch.setattr(restarting, "restart", restart)
    return found


@pytest.fixture
def started(
    root: Path,
    library_path: Path,
    restarts: list[object],  # noqa: ARG001
    qtbot: QtBot,
) -> Iterator[Started]:
    """The program, with a bookmark."""
    opened = Started(library_path, root, Why.DEFAULT, qtbot)
    yield opened
    opened.close()


def _bookmarks(folder: Path) -> set[str]:
    with Workspace.open(folder) as workspace:
        return {bookmark.mechanism_id for bookmark in workspace.bookmarks()}


def test_moved_after_asking_the_data_is_in_the_new_place_and_the_program_starts_again(
    started: Started, root: Path, tmp_path: Path, samples: Samples, restarts: list[object],
    qtbot: QtBot,
) -> None:  # fmt: skip
    mechanism = samples.any().id
    toggle_bookmark(started.session, mechanism)
    target = tmp_path / "D盘" / "我的 数据"
    target.mkdir(parents=True)
    started.buttons()["移到别处…"].click()
    [dialog] = started.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(target))
    dialog.close()
    said = started.answer("移过去")
    assert str(target) in said
    assert "不会删除" in said
    started.wait_closed()
    assert restarts == [sys.argv[1:]]
    assert find_workspace() == (target, Why.MOVED)
    assert _bookmarks(target) == {mechanism}
    assert (target / "settings.ini").exists()
    # At the next start the old place is set aside, and the user told where it is.
    heard: list[str] = []
    again = Started(started.session.cases.path, target, Why.MOVED, qtbot)
    again.session.changes.told.connect(heard.append)
    upkeep.back_up(target, again.session.changes)
    qtbot.waitUntil(lambda: heard != [])
    assert "移到了这里" in again.texts()
    again.close()
    [aside] = [path for path in root.parent.iterdir() if path.is_dir()]
    assert str(aside) in heard[0]
    assert _bookmarks(aside) == {mechanism}


def test_who_does_not_want_to_after_all_stays(
    started: Started, root: Path, tmp_path: Path, restarts: list[object]
) -> None:
    started.place._mover.move(tmp_path / "新")
    started.answer("取消")
    assert not (tmp_path / "新").exists()
    started.close()
    assert restarts == []
    assert find_workspace().folder == root


def test_a_copy_can_be_stopped(
    started: Started, root: Path, tmp_path: Path, qtbot: QtBot, restarts: list[object]
) -> None:
    for number in range(300):
        (root / f"附件-{number}").write_bytes(b"x" * 2000)
    started.place._mover.move(tmp_path / "新")
    started.answer("移过去")
    [dialog] = started.window.findChildren(QProgressDialog)
    [cancel] = dialog.findChildren(QPushButton)
    cancel.click()
    qtbot.waitUntil(lambda: not started.place._mover.busy, timeout=15_000)
    assert started.window.isVisible()
    assert [path.name for path in tmp_path.iterdir()] == ["张三 的家"]
    started.close()
    assert restarts == []


def test_where_another_workspace_lies_it_is_offered_and_neither_is_touched(
    started: Started, root: Path, tmp_path: Path, samples: Samples, restarts: list[object]
) -> None:
    mechanism = samples.any().id
    toggle_bookmark(started.session, mechanism)
    other = tmp_path / "别人的"
    with Workspace.open(other) as workspace:
        workspace.add_bookmark("m-别人的", "做法", None)
    started.place._mover.move(other)
    said = started.answer("改用那一份")
    assert "不会合并" in said
    started.wait_closed()
    assert len(restarts) == 1
    assert find_workspace() == (other, Why.MOVED)
    assert moved.finish(other) is None
    assert (_bookmarks(other), _bookmarks(root)) == ({"m-别人的"}, {mechanism})


def test_what_stands_in_the_way_is_said(started: Started, root: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    for wanted, reason in (
        (tmp_path / "文件", "不是文件夹"),
        (root, "已经在这里"),
        (root / "里面", "里面"),
    ):
        started.place._mover.move(wanted)
        said = started.answer("知道了")
        assert reason in said
        assert str(root) in said
    assert find_workspace().folder == root


def test_a_network_folder_is_warned_of(
    started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.pages.settings.mover.on_network", lambda _folder: True)
    started.place._mover.move(tmp_path / "共享")
    assert "两台电脑同时打开会损坏数据" in started.answer("取消")


def test_what_could_not_be_saved_keeps_the_data_where_it_is(
    started: Started, root: Path, tmp_path: Path, restarts: list[object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    started.place._mover.move(tmp_path / "新")
    started.box()
    monkeypatch.setattr(started.session.saver, "unsaved", lambda: 1)
    started.answer("移过去")
    started.wait_closed()
    assert "没有移动" in after_closing.problem
    assert find_workspace().folder == root
    assert not (tmp_path / "新").exists()
    assert len(restarts) == 1
    after_closing.problem = ""


def test_a_window_that_stays_open_after_all_moves_nothing_later(
    started: Started, root: Path, tmp_path: Path, qtbot: QtBot, restarts: list[object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr(started.session.saver, "flush", lambda *_args: False)
        patch.setattr(started.window, "_leave_unsaved", lambda: False)
        started.place._mover.move(tmp_path / "新")
        started.answer("移过去")
        qtbot.waitUntil(lambda: not started.place._mover.busy, timeout=15_000)
        assert started.window.isVisible()
    started.close()
    assert restarts == []
    assert find_workspace().folder == root
    assert [path.name for path in tmp_path.iterdir()] == ["张三 的家"]


@pytest.mark.parametrize(
    ("why", "said", "offered"),
    [
        (Why.DEFAULT, "默认位置", {"打开文件夹", "移到别处…"}),
        (Why.MOVED, "移到了这里", {"打开文件夹", "移到别处…", "移回默认位置…"}),
        (Why.HOME, "TASHAN_HOME", {"打开文件夹"}),
        (Why.ASKED, "--workspace", {"打开文件夹"}),
    ],
)
def test_it_says_why_the_data_is_here_and_how_much_there_is(
    why: Why, said: str, offered: set[str], root: Path, library_path: Path, tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    folder = root if why is Why.DEFAULT else tmp_path / "别处"
    opened = Started(library_path, folder, why, qtbot)
    try:
        assert str(folder) in opened.texts()
        assert said in opened.texts()
        assert set(opened.buttons()) == offered
        qtbot.waitUntil(lambda: "共 " in opened.texts())
    finally:
        opened.close()


def test_the_frozen_program_can_be_made_portable_and_not_so_again(
    root: Path, library_path: Path, tmp_path: Path, qtbot: QtBot, restarts: list[object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    program = tmp_path / "U盘" / "Tashan"
    program.mkdir(parents=True)
    # Not sys.frozen: half of Python would look for its modules in the bundle.
    monkeypatch.setattr("db.paths.beside_program", lambda: program / "data")
    for folder, why, button, then in (
        (root, Why.DEFAULT, "改为随身…", (program / "data", Why.PORTABLE)),
        (program / "data", Why.PORTABLE, "移回默认位置…", (root, Why.DEFAULT)),
    ):
        opened = Started(library_path, folder, why, qtbot)
        opened.buttons()[button].click()
        opened.answer("移过去")
        opened.wait_closed()
        assert find_workspace() == then
        assert moved.finish(then[0]) is not None
    assert len(restarts) == 2


@pytest.mark.parametrize(
    ("size", "said"), [(0, "1 KB"), (5_400, "5 KB"), (3_240_000, "3.2 MB"), (10**10, "10,000.0 MB")]
)
def test_sizes_are_said_in_the_unit_that_fits(size: int, said: str) -> None:
    assert size_words(size).replace("\N{NO-BREAK SPACE}", " ") == said
