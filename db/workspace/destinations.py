"""Where the user's own can be moved to, and why not elsewhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from db.connection import is_sound, open_readonly, translating
from db.errors import WorkspaceError
from db.workspace import migrations, moved
from db.workspace.backup import FILE_NAME

SUBFOLDER: Final = "他山数据"
"""Made in a folder that holds other things: the data never lies among them."""

_SPARE: Final = 4 << 20


class MoveError(WorkspaceError):
    """The data cannot be moved there; it is where it was."""


class Target(NamedTuple):
    """Where the data would lie; `taken` where another workspace lies there already."""

    folder: Path
    taken: bool = False


def choose(source: Path, wanted: Path, *, exactly: bool = False) -> Target:
    """Where the data in `source` would lie if the user wants it in `wanted`.

    That is `wanted` itself where it is new or empty, a folder in it otherwise; `exactly` leaves no
    choice. Raises MoveError where the data cannot lie there.
    """
    wanted = wanted.absolute()
    with translating(MoveError, wanted):
        target = _choose(source, wanted, exactly=exactly)
        if not target.taken:
            _demand_room(source, target.folder)
    return target


def _choose(source: Path, wanted: Path, *, exactly: bool) -> Target:
    if wanted.exists() and not wanted.is_dir():
        raise MoveError(f"这里是一个文件，不是文件夹：{wanted}。请选一个文件夹。")
    places = [wanted]
    if not exactly:
        places += [wanted / SUBFOLDER, *(wanted / f"{SUBFOLDER}-{n}" for n in range(2, 10))]
    for folder in places:
        _demand_elsewhere(source, folder)
        if moved.was_left(folder):
            raise MoveError(f"这里是以前移走数据时留下的：{folder}。请移开它，或另选一个文件夹。")
        if (folder / FILE_NAME).exists() or (folder / "backups").exists():
            return Target(folder, taken=moved.origin(folder) != source)
        if exactly or _is_free(folder):
            _demand_writable(folder.parent)
            return Target(folder)
    raise MoveError(f"这个文件夹里放不下数据：{wanted}。请另选一个空文件夹。")


def _demand_elsewhere(source: Path, folder: Path) -> None:
    for outer in (folder, *folder.parents):
        # By what they are, not by name: upper and lower case, and links, may differ.
        if outer.exists() and source.exists() and outer.samefile(source):
            if outer == folder:
                raise MoveError(f"数据已经在这里：{folder}。")
            raise MoveError(f"新位置在现在的数据文件夹里面：{folder}。请选它外面的文件夹。")


def _is_free(folder: Path) -> bool:
    """Whether a folder can be put in this place as a whole."""
    if not folder.parent.is_dir() or not os.access(folder.parent, os.W_OK):
        return False
    if not folder.exists():
        return True
    return folder.is_dir() and not folder.is_mount() and not any(folder.iterdir())


def _demand_writable(folder: Path) -> None:
    """Try it: what the system says of permissions is not always so."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    probe = folder / f".tashan-{os.getpid()}.tmp"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise MoveError(f"这里不能写入：{folder}。请另选一个文件夹。") from error


def _demand_room(source: Path, folder: Path) -> None:
    while not folder.exists():
        folder = folder.parent
    needed, free = round(size_of(source) * 1.1) + _SPARE, shutil.disk_usage(folder).free
    if free < needed:
        raise MoveError(
            f"磁盘空间不足：{folder} 还剩 {_megabytes(free)} MB，"
            f"需要 {_megabytes(needed)} MB。请清理磁盘，或另选一个位置。"
        )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f}"


def size_of(folder: Path) -> int:
    """How many bytes the files in a folder take. What cannot be looked at takes none."""
    total = 0
    for place, _folders, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(place) / name).lstat().st_size
            except OSError:
                continue
    return total


def demand_usable(folder: Path) -> None:
    """Raise MoveError where the workspace in `folder` cannot be used instead of this one."""
    path = folder / FILE_NAME
    damaged = MoveError(f"那里的数据已损坏：{path}。请另选一个文件夹。")
    with translating(MoveError, path):
        try:
            if not is_sound(path):
                raise damaged
            with closing(open_readonly(path)) as connection:
                done = migrations.applied(connection)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            raise damaged from error
    if not done:
        raise MoveError(f"不是他山的工作区：{path}。请另选一个文件夹。")
    if done - set(migrations.NAMES):
        raise MoveError(f"那里的数据是由更新版本的程序写的：{path}。请升级程序后再用。")
