"""Moving the user's own: all of it arrives, and whenever it is interrupted one whole place is used.

The program is killed for real, in a process of its own, before each thing it does to the disk.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.paths import Why, find_workspace, pointer_of
from db.workspace import FILE_NAME, Workspace, backup_now, moved
from db.workspace.destinations import SUBFOLDER, MoveError, choose, demand_usable
from db.workspace.moving import CancelledError, Moving, digest

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = "m-原文"
FILES = {
    "settings.ini": "[appearance]\nscale=1.5\n",
    "recovery-20261122-101500.json": "[]",
    "logs/tashan.log": "一行\n",
    "另存/损坏的 工作区.db": "不是数据库",
}


class Home(NamedTuple):
    """A user's folders: the platform's, and a stick with the frozen program."""

    root: Path
    stick: Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Folders of a user's own, with data in the platform's place."""
    return _home(tmp_path, monkeypatch)


def _home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    found = Home(folder / "张三 的家" / "Tashan", folder / "U盘 1" / "Tashan")
    monkeypatch.delenv("TASHAN_HOME", raising=False)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_a, **_k: str(found.root))
    found.stick.mkdir(parents=True)
    _fill(found.root)
    return found


def _freeze(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(home.stick / "Tashan"))


def _fill(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.add_bookmark(KEPT, "做法", None)
    backup_now(folder)
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _bookmarks(folder: Path) -> set[str]:
    with Workspace.open(folder) as workspace:
        return {bookmark.mechanism_id for bookmark in workspace.bookmarks()}


def _quiet(_done: int, _total: int) -> None:
    pass


def _move(source: Path, target: Path) -> None:
    move = Moving(source, target)
    move.copy(_quiet)
    move.commit()


def _tree(folder: Path) -> dict[str, bytes]:
    """All that a place holds but what moving adds, the database by what it says."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(("moved-from", "数据已移走", FILE_NAME)):
            found[name] = path.read_bytes()
    return found | {FILE_NAME: digest(folder / FILE_NAME)}


def _beside(path: Path) -> set[str]:
    return {entry.name for entry in path.parent.iterdir()}


def test_all_arrives_and_the_old_place_is_set_aside_once_the_new_one_was_opened(
    home: Home, tmp_path: Path
) -> None:
    before = _tree(home.root)
    assert len(before) == len(FILES) + 2
    target = tmp_path / "D盘" / "我的 数据"
    target.parent.mkdir()
    _move(home.root, choose(home.root, target).folder)
    assert find_workspace() == (target, Why.MOVED)
    assert _tree(target) == before
    assert _tree(home.root) == before
    aside = moved.finish(target)
    assert aside is not None
    assert not home.root.exists()
    assert _tree(aside) == before
    assert find_workspace() == (target, Why.MOVED)
    assert moved.finish(target) is None
    assert _beside(target) == {"我的 数据"}
    # And back: where it was is free again.
    back = choose(target, home.root, exactly=True)
    assert back == (home.root, False)
    _move(target, back.folder)
    assert moved.finish(home.root) is not None
    assert find_workspace() == (home.root, Why.DEFAULT)
    assert _tree(home.root) == before
    assert not pointer_of(home.root).exists()


def test_onto_the_stick_and_off_it_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    _freeze(home, monkeypatch)
    before, data = _tree(home.root), home.stick / "data"
    _move(home.root, choose(home.root, data, exactly=True).folder)
    assert find_workspace() == (data, Why.PORTABLE)
    assert moved.finish(data) is not None
    _move(data, choose(data, home.root, exactly=True).folder)
    assert find_workspace() == (home.root, Why.DEFAULT)
    aside = moved.finish(home.root)
    assert aside is not None
    assert aside.parent == home.stick
    assert _tree(aside) == before
    # The stick alone, on another computer, begins anew: nothing there leads to this one.
    assert not pointer_of(data).exists()
    assert not data.exists()
    assert _tree(home.root) == before


def test_from_the_stick_to_a_folder_the_next_start_finds_it_with_and_without_the_stick(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _freeze(home, monkeypatch)
    data, target = home.stick / "data", tmp_path / "D盘"
    _fill(data)
    _move(data, choose(data, target).folder)
    assert find_workspace() == (target, Why.MOVED)
    moved.finish(target)
    assert find_workspace() == (target, Why.MOVED)
    assert not data.exists()
    # Made portable again, nothing of the first time leads away.
    _move(target, choose(target, data, exactly=True).folder)
    assert find_workspace() == (data, Why.PORTABLE)


def test_what_is_written_while_it_is_copied_arrives_too(home: Home, tmp_path: Path) -> None:
    move = Moving(home.root, tmp_path / "新")
    move.copy(_quiet)
    with Workspace.open(home.root) as workspace:
        workspace.add_bookmark("m-后来", "做法", None)
    (home.root / "settings.ini").write_text("[appearance]\nscale=2.0\n", encoding="utf-8")
    (home.root / "recovery-20261122-111500.json").write_text("[1]", encoding="utf-8")
    move.commit()
    assert _bookmarks(tmp_path / "新") == {KEPT, "m-后来"}
    assert _tree(tmp_path / "新") == _tree(home.root)


def test_the_write_ahead_log_is_not_left_behind(home: Home, tmp_path: Path) -> None:
    with Workspace.open(home.root) as workspace:
        workspace.add_bookmark("m-在WAL里", "做法", None)
        assert (home.root / f"{FILE_NAME}-wal").stat().st_size > 0
        _move(home.root, tmp_path / "新")
    assert "m-在WAL里" in _bookmarks(tmp_path / "新")


NAMES = st.text(
    st.characters(categories=("L", "N", "P", "Zs", "So"), exclude_characters='/\\:*?"<>|'),
    min_size=1,
    max_size=12,
).filter(lambda name: name.strip(". ") == name and not name.endswith((".part", ".tmp", ".lock")))


@settings(max_examples=25)
@given(files=st.dictionaries(st.tuples(NAMES, NAMES), st.binary(max_size=300), max_size=6))
def test_whatever_lies_there_arrives(
    files: dict[tuple[str, str], bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("搬家")
    with pytest.MonkeyPatch.context() as patch:
        home = _home(folder, patch)
        for (place, name), content in files.items():
            with suppress(OSError):  # names that this disk does not tell apart
                (home.root / place).mkdir(exist_ok=True)
                (home.root / place / name).write_bytes(content)
        before = _tree(home.root)
        _move(home.root, folder / "新 地方")
        assert _tree(folder / "新 地方") == before


# Interrupted


def _until_killed(work: Callable[[], None], step: int) -> bool:
    """Do `work` in a process of its own that dies before its n-th change; whether it did."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) in (0, 137)
        return os.waitstatus_to_exitcode(status) == 137
    left = step

    def count(event: str, args: tuple[object, ...]) -> None:
        nonlocal left
        reading = event == "open" and isinstance(args[2], int) and not args[2] & os.O_ACCMODE
        if event in CHANGES and not reading:
            left -= 1
            if left == 0:
                os._exit(137)

    try:
        sys.addaudithook(count)
        work()
        os._exit(0)
    finally:
        os._exit(1)


CHANGES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.utime", "sqlite3.connect"}


def _start() -> None:
    """What a start does: find the place, open it, and see to the old one."""
    folder = find_workspace().folder
    assert _bookmarks(folder) == {KEPT}
    moved.finish(folder)
    assert find_workspace().folder == folder


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize("way", ["to a folder", "to the stick", "off the stick"])
def test_killed_at_any_step_one_whole_place_is_in_use(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step, killed, seen = 0, True, set()
    while killed:
        step += 1
        with monkeypatch.context() as patch:
            home = _home(tmp_path / str(step), patch)
            if way != "to a folder":
                _freeze(home, patch)
            data = home.stick / "data"
            if way == "off the stick":
                home.root.rename(data)
            source, target = {
                "to a folder": (home.root, home.stick / "数据"),
                "to the stick": (home.root, data),
                "off the stick": (data, home.root),
            }[way]
            before = _tree(source)

            def work(source: Path = source, target: Path = target) -> None:
                _move(source, target)
                moved.finish(target)

            killed = _until_killed(work, step)
            used = find_workspace().folder
            assert used in (source, target), step
            assert _tree(used) == before, step
            seen.add(used == target)
            _start()
            if used == source:  # tried again, it succeeds, whatever was left lying about
                _move(source, choose(source, target, exactly=True).folder)
            _start()
            assert find_workspace().folder == target, step
            assert _tree(target) == before, step
            assert not any(path.name.endswith(".moving") for path in target.parent.iterdir())
    assert seen == {True, False}
    assert step > 30


def test_stopped_by_the_user_nothing_is_left(home: Home, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        Moving(home.root, tmp_path / "新").copy(stop)
    assert _beside(tmp_path / "新") == {"张三 的家", "U盘 1"}
    assert find_workspace().folder == home.root


def test_the_progress_grows_to_the_whole(home: Home, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    Moving(home.root, tmp_path / "新").copy(lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1] > 0


def test_on_a_disk_that_fills_up_it_stays_where_it_is(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MoveError, match="磁盘空间不足"):
        Moving(home.root, tmp_path / "新").copy(_quiet)
    assert _beside(tmp_path / "新") == {"张三 的家", "U盘 1"}


def test_a_disk_that_writes_something_else_is_noticed(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(_source: object, copy: Path) -> None:
        Path(copy).write_bytes(b"\0")

    monkeypatch.setattr("shutil.copystat", spoil)
    with pytest.raises(MoveError, match="不一样"):
        Moving(home.root, tmp_path / "新").copy(_quiet)
    assert not (tmp_path / "新").exists()


# Where it may go


def test_among_other_things_it_gets_a_folder_of_its_own(home: Home, tmp_path: Path) -> None:
    wanted = tmp_path / "文档"
    wanted.mkdir()
    (wanted / "总结.docx").touch()
    assert choose(home.root, wanted) == (wanted / SUBFOLDER, False)
    (wanted / SUBFOLDER).mkdir()
    (wanted / SUBFOLDER / "别的.txt").touch()
    assert choose(home.root, wanted) == (wanted / f"{SUBFOLDER}-2", False)


def test_where_another_workspace_lies_it_is_said_and_left_as_it_is(
    home: Home, tmp_path: Path
) -> None:
    other = tmp_path / "别人的"
    with Workspace.open(other) as workspace:
        workspace.add_bookmark("m-别人的", "做法", None)
    assert choose(home.root, other) == (other, True)
    demand_usable(other)
    moved.point_to(other)
    assert find_workspace() == (other, Why.MOVED)
    assert moved.finish(other) is None
    assert _bookmarks(other) == {"m-别人的"}
    assert _bookmarks(home.root) == {KEPT}


def test_what_a_move_left_behind_is_not_taken_for_a_workspace(home: Home, tmp_path: Path) -> None:
    _move(home.root, tmp_path / "新")
    pointer_of(home.root).unlink()  # as if it had been killed just before
    with Workspace.open(home.root) as workspace:
        workspace.add_bookmark("m-后来", "做法", None)
    assert choose(home.root, tmp_path / "新") == (tmp_path / "新", False)
    _move(home.root, tmp_path / "新")
    assert _bookmarks(tmp_path / "新") == {KEPT, "m-后来"}


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"\xff" * 4000, "字".encode()])
def test_a_workspace_that_cannot_be_used_is_not_offered(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(MoveError):
        demand_usable(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_a_workspace_of_a_newer_program_is_not_offered(home: Home) -> None:
    with closing(sqlite3.connect(home.root / FILE_NAME)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " SELECT migration_set, 'of_a_later_year', applied_at FROM _sqlite_migrations LIMIT 1"
        )
    with pytest.raises(MoveError, match="更新版本"):
        demand_usable(home.root)


def test_into_itself_or_onto_itself_it_does_not_go(home: Home, tmp_path: Path) -> None:
    with pytest.raises(MoveError, match="已经在这里"):
        choose(home.root, home.root)
    with pytest.raises(MoveError, match="里面"):
        choose(home.root, home.root / "新" / "再新")
    link = tmp_path / "捷径"
    link.symlink_to(home.root, target_is_directory=True)
    with pytest.raises(MoveError, match="里面"):
        choose(home.root, link / "新")
    # The folder that it stands in is another matter.
    assert choose(home.root, home.root.parent).folder == home.root.parent / SUBFOLDER


def test_where_there_is_no_room_it_says_how_much_is_missing(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        free: int = 1_000_000

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage())
    with pytest.raises(MoveError, match="还剩 1 MB"):
        choose(home.root, tmp_path / "新")


@pytest.mark.skipif(sys.platform != "linux", reason="/proc takes no file from anyone")
def test_where_nothing_can_be_written_it_says_so(home: Home) -> None:
    with pytest.raises(MoveError, match="不能写入"):
        choose(home.root, Path("/proc/他山"))


def test_on_a_file_it_says_so(home: Home, tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    with pytest.raises(MoveError, match="不是文件夹"):
        choose(home.root, tmp_path / "文件")


def test_an_old_place_that_cannot_be_renamed_is_marked_instead(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _move(home.root, tmp_path / "新")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", _refuse)
        assert moved.finish(tmp_path / "新") == home.root
    assert _bookmarks(home.root) == {KEPT}
    with pytest.raises(MoveError, match="以前移走"):
        choose(tmp_path / "新", home.root, exactly=True)


def _refuse(*_args: object) -> None:
    raise PermissionError(errno.EACCES, "in use")


def test_a_link_to_a_folder_stays_a_link(home: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "大盘"
    (home.root / "backups").rename(elsewhere)
    (home.root / "backups").symlink_to(elsewhere, target_is_directory=True)
    _move(home.root, tmp_path / "新")
    assert (tmp_path / "新" / "backups").resolve() == elsewhere.resolve()
