"""Puts another file in the place of workspace.db: a copy, what was salvaged, or an empty one.

Killed at any moment, the one or the other is there, never half of one and never none. Nobody may
have the workspace open meanwhile. A damaged one is first kept aside as it is, with all that
belongs to it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final

from db.connection import translating
from db.errors import WorkspaceError
from db.workspace.backup import FILE_NAME

if TYPE_CHECKING:
    from pathlib import Path

READY: Final = f".{FILE_NAME}.ready"
"""The name of a file that is about to take the workspace's place."""
_BESIDE: Final = ("-wal", "-shm", "-journal")


def put_in_place(folder: Path, ready: Path) -> None:
    """Let `ready` take the place of the workspace in `folder`, whose WAL is taken in first.

    Raises WorkspaceError where that cannot be; the old one is then in its place.
    """
    path = folder / FILE_NAME
    with translating(WorkspaceError, path):
        if path.exists():
            with closing(sqlite3.connect(path, timeout=1)) as connection:
                mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            if mode != ("delete",):
                raise WorkspaceError(f"文件正被另一个程序占用：{path}。请关闭它，然后重试。")
        _exchange(path, ready)


def put_in_place_of_damaged(folder: Path, ready: Path) -> Path:
    """Keep the workspace in `folder` aside, then let `ready` take its place.

    Returns the folder with what was there. Raises WorkspaceError where that cannot be.
    """
    aside = set_aside(folder)
    path = folder / FILE_NAME
    with translating(WorkspaceError, path):
        # Not opened: SQLite would write to what is kept aside. Its WAL must not meet the new one.
        for end in _BESIDE:
            path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
        _exchange(path, ready)
    return aside


def _exchange(path: Path, ready: Path) -> None:
    _flush(ready)
    ready.replace(path)
    _flush(path.parent)


def set_aside(folder: Path) -> Path:
    """Keep the workspace and what belongs to it in a folder of its own; return that folder.

    The workspace stays in its place until another takes it. It is linked, which takes no room on
    a full disk; where the file system knows no links it is copied; and where there is no room for
    that it is moved. Raises WorkspaceError where the folder takes nothing at all.
    """
    with translating(WorkspaceError, folder):
        aside = _new_folder(folder)
        there = [folder / f"{FILE_NAME}{end}" for end in (*_BESIDE, "")]
        for path in there:
            if path.exists():
                _keep(path, aside / path.name)
        _flush(aside)
    return aside


def _keep(path: Path, kept: Path) -> None:
    try:
        os.link(path, kept)
    except OSError:
        try:
            shutil.copy2(path, kept)
            _flush(kept)
        except OSError:
            kept.unlink(missing_ok=True)
            path.rename(kept)


def _new_folder(folder: Path) -> Path:
    name, number = time.strftime("workspace-damaged-%Y%m%d-%H%M%S"), 1
    while True:
        aside = folder / (name if number == 1 else f"{name}-{number}")
        try:
            aside.mkdir()
        except FileExistsError:
            number += 1
        else:
            return aside


def _flush(path: Path) -> None:
    """Have a file or a folder written to the disk; not every system lets a folder be opened."""
    with suppress(OSError):
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
