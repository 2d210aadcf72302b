"""Nothing a person typed is lost: not by a slow disk, a full one, or a bug in one write."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from db.errors import WorkspaceError
from db.workspace import Workspace
from desktop import saving, startup
from desktop.saving import Change, Saver

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from pytestqt.qtbot import QtBot


class Disk:
    """Stands for a workspace: takes what is written, when it does."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.stored: list[list[str]] = []  # by transaction
        self.full = False
        self.seconds = 0.0
        self.gate = threading.Event()
        self.gate.set()
        self.reached = threading.Event()
        self.closed = False

    def take(self, text: str) -> None:
        """Write, or refuse."""
        self.reached.set()
        self.gate.wait(10)
        time.sleep(self.seconds)
        if self.full:
            raise WorkspaceError("磁盘空间不足")
        self.written.append(text)

    @contextmanager
    def together(self) -> Generator[None]:
        """Like Workspace.together: all that is taken inside stays, or nothing."""
        before = list(self.written)
        try:
            yield
        except BaseException:
            self.written[:] = before
            raise
        self.stored.append(self.written[len(before) :])

    def close(self) -> None:
        """Like Workspace.close."""
        self.closed = True


def change(key: str, text: str) -> Change:
    """A change that writes `text`."""

    def write(workspace: Workspace) -> None:
        cast("Disk", workspace).take(text)

    return Change(key, write, {"key": key, "body": text})


def broken(key: str, text: str) -> Change:
    """A change whose write has a bug."""

    def write(_workspace: Workspace) -> None:
        raise ZeroDivisionError

    return Change(key, write, {"key": key, "body": text})


@pytest.fixture(autouse=True)
def _quick_close(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits the seconds that a real disk is given."""
    monkeypatch.setattr(saving, "_CLOSE_SECONDS", 2.0)


@pytest.fixture
def disk() -> Disk:
    """A disk that takes everything at once."""
    return Disk()


@pytest.fixture
def saver(disk: Disk, tmp_path: Path, qtbot: QtBot) -> Iterator[Saver]:  # noqa: ARG001
    """A saver onto the disk; ended whatever happens."""
    opened = Saver(cast("Workspace", disk), tmp_path)
    yield opened
    disk.full, disk.seconds = False, 0.0
    disk.gate.set()
    opened.close()


@pytest.fixture
def told(saver: Saver) -> list[str]:
    """What the user is told: each failure's sentence, and `recovered`."""
    news: list[str] = []
    saver.failed.connect(news.append)
    saver.recovered.connect(lambda: news.append("recovered"))
    return news


def _wait_for(disk: Disk) -> None:
    assert disk.reached.wait(5)
    disk.reached.clear()


def test_changes_are_written_in_the_order_they_were_made(saver: Saver, disk: Disk) -> None:
    for number in range(20):
        saver.save(change(f"note {number}", str(number)))
    assert saver.flush()
    assert disk.written == [str(number) for number in range(20)]


def test_of_waiting_changes_of_one_thing_only_the_newest_is_written(
    saver: Saver, disk: Disk
) -> None:
    disk.gate.clear()
    saver.save(change("first", "busy"))
    _wait_for(disk)
    for text in ("党", "党建", "党建引领"):
        saver.save(change("note", text))
    saver.save(change("other", "别的"))
    disk.gate.set()
    assert saver.flush()
    assert disk.written == ["busy", "党建引领", "别的"]


def test_changes_of_one_call_are_stored_in_one_transaction(saver: Saver, disk: Disk) -> None:
    disk.gate.clear()
    saver.save(change("first", "busy"))
    _wait_for(disk)
    saver.save(change("plan", "方案"), change("section", "一节"))
    saver.save(change("note", "字"))
    disk.gate.set()
    assert saver.flush()
    assert disk.stored == [["busy"], ["方案", "一节", "字"]]


def test_where_one_of_several_has_a_bug_the_others_are_stored_all_the_same(
    saver: Saver, disk: Disk, told: list[str], qtbot: QtBot
) -> None:
    saver.save(change("a", "一"), broken("b", "二"), change("c", "三"))
    qtbot.waitUntil(lambda: len(told) == 1)
    assert disk.written == ["一", "三"]
    assert saver.unsaved() == 1


def test_whether_anything_can_be_stored_is_told_before_there_is_anything(
    folder: Path, library_path: Path, qtbot: QtBot
) -> None:
    session = startup.open_session(library_path, folder, "zh")
    told: list[str] = []
    session.saver.failed.connect(told.append)
    session.saver.recovered.connect(lambda: told.append("recovered"))
    session.saver.check()
    assert session.saver.flush()
    session.saver._workspace._connection.execute("PRAGMA query_only = ON")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workspace, "prepare", lambda workspace: workspace.put_state("a", 1))
        session.saver.check()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "只读" in told[0]
    assert session.saver.unsaved() == 0
    session.saver._workspace._connection.execute("PRAGMA query_only = OFF")
    session.saver.retry()
    qtbot.waitUntil(lambda: told[-1] == "recovered")
    assert startup.close_session(session) is None
    assert not list(folder.glob("recovery*"))


def test_saving_returns_at_once_while_the_disk_is_slow(saver: Saver, disk: Disk) -> None:
    disk.seconds = 0.2
    started = time.perf_counter()
    for number in range(5):
        saver.save(change(str(number), "字"))
    assert time.perf_counter() - started < 0.1
    assert saver.flush()
    assert len(disk.written) == 5


def test_a_refused_write_is_kept_told_and_written_later(
    saver: Saver, disk: Disk, told: list[str], qtbot: QtBot
) -> None:
    disk.full = True
    saver.save(change("note", "一段话"))
    qtbot.waitUntil(lambda: told == ["磁盘空间不足"])
    assert disk.written == []
    disk.full = False
    saver.retry()
    qtbot.waitUntil(lambda: told == ["磁盘空间不足", "recovered"])
    assert disk.written == ["一段话"]


def test_a_refused_write_is_tried_again_by_itself(
    saver: Saver, disk: Disk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_RETRY_SECONDS", 0.02)
    disk.full = True
    saver.save(change("note", "一段话"))
    _wait_for(disk)
    disk.full = False
    qtbot.waitUntil(lambda: disk.written == ["一段话"])


def test_recovery_is_told_once_and_only_after_a_failure(
    saver: Saver, disk: Disk, told: list[str], qtbot: QtBot
) -> None:
    saver.save(change("before", "一"))
    assert saver.flush()
    disk.full = True
    saver.save(change("note", "二"))
    qtbot.waitUntil(lambda: len(told) == 1)
    disk.full = False
    saver.retry()
    assert saver.flush()
    saver.save(change("after", "三"))
    assert saver.flush()
    qtbot.wait(20)
    assert told == ["磁盘空间不足", "recovered"]


def test_recovery_is_not_told_before_everything_is_written(
    saver: Saver, disk: Disk, told: list[str], qtbot: QtBot
) -> None:
    disk.full = True
    saver.save(change("a", "一"))
    qtbot.waitUntil(lambda: len(told) == 1)
    saver.save(change("b", "二"))
    qtbot.waitUntil(lambda: len(told) >= 2)
    disk.full = False
    written: list[list[str]] = []
    saver.recovered.connect(lambda: written.append(sorted(disk.written)))
    saver.retry()
    assert saver.flush()
    qtbot.waitUntil(lambda: written == [["一", "二"]])


def test_a_newer_text_replaces_one_that_was_refused(saver: Saver, disk: Disk) -> None:
    disk.full = True
    saver.save(change("note", "旧"))
    _wait_for(disk)
    assert not saver.flush(0.5)
    disk.full = False
    saver.save(change("note", "新"))
    assert saver.flush()
    assert disk.written == ["新"]


def test_a_newer_text_replaces_one_that_is_refused_just_now(saver: Saver, disk: Disk) -> None:
    disk.full = True
    disk.gate.clear()
    saver.save(change("note", "旧"))
    _wait_for(disk)
    saver.save(change("note", "新"))
    disk.gate.set()
    saver.flush(0.5)
    disk.full = False
    assert saver.flush()
    assert disk.written == ["新"]


def test_flush_says_when_the_disk_refuses(saver: Saver, disk: Disk) -> None:
    disk.full = True
    saver.save(change("note", "字"))
    started = time.perf_counter()
    assert saver.flush(5) is False
    assert time.perf_counter() - started < 2


def test_flush_gives_up_on_a_disk_that_hangs(saver: Saver, disk: Disk) -> None:
    disk.gate.clear()
    saver.save(change("note", "字"))
    assert saver.flush(0.1) is False


def test_a_write_that_can_never_succeed_does_not_hold_up_the_others(
    saver: Saver, disk: Disk, told: list[str], qtbot: QtBot
) -> None:
    saver.save(broken("note 1", "写不进去"))
    qtbot.waitUntil(lambda: len(told) == 1)
    saver.save(change("note 2", "写得进去"))
    saver.flush()
    assert disk.written == ["写得进去"]


def test_closing_writes_what_is_waiting_and_lets_go_of_the_file(disk: Disk, tmp_path: Path) -> None:
    saver = Saver(cast("Workspace", disk), tmp_path)
    saver.save(change("a", "一"))
    saver.save(change("b", "二"))
    assert saver.close() is None
    assert disk.written == ["一", "二"]
    assert disk.closed
    assert list(tmp_path.glob("recovery*")) == []


def test_what_cannot_be_written_goes_to_a_recovery_file(disk: Disk, tmp_path: Path) -> None:
    saver = Saver(cast("Workspace", disk), tmp_path)
    disk.full = True
    saver.save(change("a", "先选 2 个中心村\n𠮷"))
    saver.save(change("b", "“引号”和 \\ 斜线"))
    path = saver.close()
    assert path is not None
    assert path.parent == tmp_path
    assert {entry["body"] for entry in _entries(path)} == {
        "先选 2 个中心村\n𠮷",
        "“引号”和 \\ 斜线",
    }


def test_what_could_be_written_at_the_end_is_not_in_the_recovery_file(
    disk: Disk, tmp_path: Path
) -> None:
    saver = Saver(cast("Workspace", disk), tmp_path)
    saver.save(broken("a", "写不进去"))
    saver.save(change("b", "写得进去"))
    path = saver.close()
    assert path is not None
    assert [entry["body"] for entry in _entries(path)] == ["写不进去"]
    assert disk.written == ["写得进去"]


def test_what_a_hanging_disk_holds_up_is_in_the_recovery_file(
    disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_CLOSE_SECONDS", 0.1)
    saver = Saver(cast("Workspace", disk), tmp_path)
    disk.gate.clear()
    saver.save(change("a", "正在写的"))
    _wait_for(disk)
    saver.save(change("b", "还没写的"))
    path = saver.close()
    disk.gate.set()
    assert path is not None
    assert {entry["body"] for entry in _entries(path)} == {"正在写的", "还没写的"}


def test_without_a_writable_folder_the_recovery_file_lies_elsewhere(
    disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    saver = Saver(cast("Workspace", disk), tmp_path / "被拔掉的 U 盘")
    disk.full = True
    saver.save(change("a", "一"))
    path = saver.close()
    assert path is not None
    assert path.parent == home


def test_half_an_emoji_does_not_cost_the_recovery_file(disk: Disk, tmp_path: Path) -> None:
    saver = Saver(cast("Workspace", disk), tmp_path)
    disk.full = True
    saver.save(change("a", "前\ud83d后"))
    path = saver.close()
    assert path is not None
    assert "前" in path.read_text(encoding="utf-8")


def _entries(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _kept(path: Path) -> list[str]:
    return [entry["body"] for entry in json.loads(path.read_text(encoding="utf-8"))]


def test_what_is_rescued_follows_what_is_written_later(
    saver: Saver, disk: Disk, told: list[str], qtbot: QtBot, tmp_path: Path
) -> None:
    disk.full = True
    saver.save(change("note", "一段话"), broken("other", "另一段"))
    qtbot.waitUntil(lambda: len(told) == 2)
    first = saver.rescue()
    assert first is not None
    assert sorted(_kept(first)) == ["一段话", "另一段"]
    disk.full = False
    saver.save(change("note", "改过的话"))
    qtbot.waitUntil(lambda: disk.written == ["改过的话"])
    qtbot.waitUntil(lambda: not first.exists())  # it goes once there is another in its place
    [left] = tmp_path.glob("recovery-*.json")
    # An older wording must not come back over the newer one at the next start.
    assert _kept(left) == ["另一段"]
    saver.save(change("other", "写好的"))
    assert saver.flush()
    assert not list(tmp_path.glob("recovery-*.json"))


def test_nothing_waiting_needs_no_rescue(saver: Saver, tmp_path: Path) -> None:
    saver.save(change("note", "一段话"))
    assert saver.flush()
    assert saver.rescue() is None
    assert not list(tmp_path.iterdir())
