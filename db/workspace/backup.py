"""Copies of workspace.db beside it, in backups/, made with SQLite's online backup.

A copy is whole even while another program writes. It is opened and read through before it counts,
is not made where the newest one says the same, and old ones are thinned out: see
`db.workspace.copies`. A copy that fails its check is removed, and one that was damaged later does
not count: neither pushes a good one out. Nothing here writes to the workspace itself.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from contextlib import closing, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from db.connection import open_readonly, translating
from db.errors import DamagedWorkspaceError, WorkspaceError
from db.workspace.copies import Reason, copies, free_name, is_later, kept

if TYPE_CHECKING:
    from pathlib import Path

    from db.workspace.copies import Copy

log = logging.getLogger(__name__)
FILE_NAME: Final = "workspace.db"

_SECONDS_TO_COPY: Final = 60.0
_LEFT_BEHIND_S: Final = 3600.0
_one_at_a_time = threading.Lock()


class BackupResult(NamedTuple):
    """What `backup_daily` did: `path` of a new copy if one was needed, `problem` if it failed.

    `damaged` tells that it is the workspace itself that is at fault.
    """

    path: Path | None = None
    problem: str | None = None
    damaged: bool = False


def backups(folder: Path) -> list[Path]:
    """Return the copies of the workspace in `folder`, oldest first. Raises OSError."""
    return [copy.path for copy in copies(folder)]


def backup_daily(folder: Path) -> BackupResult:
    """Make the copy of the day unless there is one; never raises for the environment's failures.

    The workspace is looked through either way. It is opened anew, so that this can run on any
    thread while it is in use.
    """
    try:
        if not (folder / FILE_NAME).is_file():
            return BackupResult()
        if _has_copy_of_today(folder):
            return _looked_through(folder)
        return BackupResult(path=backup_now(folder))
    except DamagedWorkspaceError as error:
        return BackupResult(problem=str(error), damaged=True)
    except WorkspaceError as error:
        return BackupResult(problem=str(error))


def _has_copy_of_today(folder: Path) -> bool:
    """Whether a good one was made today; one dated later today was made by a wrong clock."""
    now = datetime.now()
    with translating(WorkspaceError, folder / "backups"):
        today = [
            copy
            for copy in copies(folder)
            if copy.reason is Reason.USUAL
            and copy.made.date() == now.date()
            and not is_later(copy, now)
        ]
    return any(is_good(copy.path, thorough=False) for copy in reversed(today))


def _looked_through(folder: Path) -> BackupResult:
    from db.workspace.health import State, inspect

    health = inspect(folder, thorough=False)
    if health.state is State.DAMAGED:
        return BackupResult(problem=health.detail, damaged=True)
    return BackupResult()


def backup_now(folder: Path, reason: Reason = Reason.USUAL) -> Path:
    """Copy the workspace and return the copy, or the newest one where it says the same already.

    Raises WorkspaceError where the copy cannot be made, DamagedWorkspaceError where it does not
    pass its check.
    """
    source, target = folder / FILE_NAME, folder / "backups"
    with _one_at_a_time, translating(WorkspaceError, target):
        target.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        older = copies(folder)
        part = target / f".{FILE_NAME}.{time.time_ns()}.part"
        try:
            copy_checked(source, part)
            if (same := _same_as(part, older)) is not None:
                return _marked(same, reason)
            path = free_name(target, reason, datetime.now())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
            part.with_name(f"{part.name}-journal").unlink(missing_ok=True)
        _thin_out(folder)
    return path


def copy_checked(source: Path, part: Path) -> None:
    """Copy the workspace `source` to a new file, `part`, and read the copy through.

    Raises DamagedWorkspaceError where what is copied is damaged, WorkspaceError or OSError where
    it cannot be read or written.
    """
    from db.workspace.health import State, inspect_file, is_damage

    deadline = time.monotonic() + _SECONDS_TO_COPY

    def give_up(_status: int, _remaining: int, _total: int) -> None:
        # The module repeats a busy step without end.
        if time.monotonic() > deadline:
            raise WorkspaceError(f"备份没有完成：{source} 一直被另一个程序占用。请稍后再试。")

    damaged = f"备份没有通过检查：{source} 可能已损坏。以前的备份没有动。"
    try:
        with translating(WorkspaceError, source):
            reading = open_readonly(source)
        with closing(reading), closing(sqlite3.connect(part, isolation_level=None)) as writing:
            reading.backup(writing, pages=-1, progress=give_up, sleep=0.05)
            # The copy is one file, to be carried away as one.
            writing.execute("PRAGMA journal_mode = DELETE")
    except (WorkspaceError, sqlite3.Error) as error:
        if is_damage(error) or is_damage(error.__cause__):
            raise DamagedWorkspaceError(damaged) from error
        raise
    if inspect_file(part).state is not State.SOUND:
        raise DamagedWorkspaceError(damaged)


def is_good(path: Path, *, thorough: bool = True) -> bool:
    """Whether a copy is a sound workspace; never raises for the environment's failures."""
    from db.workspace.health import State, inspect_file

    try:
        return inspect_file(path, thorough=thorough).state is State.SOUND
    except WorkspaceError as error:
        log.warning("a copy cannot be read: %s", error)
        return False


def _same_as(part: Path, older: list[Copy]) -> Copy | None:
    """The newest copy, by its name or by when it was written, where it says what `part` says.

    Bytes are not compared: they differ in counters that mean nothing.
    """
    now = datetime.now()
    newest = [copy for copy in older if not is_later(copy, now)][-1:] + older[-1:]
    newest += sorted(older, key=lambda copy: copy.path.stat().st_mtime_ns)[-1:]
    says = _digest(part)
    for copy in dict.fromkeys(newest):
        # One that was damaged since is no reason not to make a new one.
        with suppress(sqlite3.Error, OSError):
            if _digest(copy.path) == says and is_good(copy.path):
                return copy
    return None


def _marked(copy: Copy, reason: Reason) -> Path:
    """The copy under a name that keeps it as long as `reason` asks."""
    if reason is Reason.USUAL or copy.reason is not Reason.USUAL:
        return copy.path
    return copy.path.rename(free_name(copy.path.parent, reason, copy.made))


def _digest(path: Path) -> bytes:
    import hashlib  # loads OpenSSL, which a start without a backup need not wait for

    from db.workspace import inside

    digest = hashlib.sha256()
    with closing(open_readonly(path)) as connection:
        for row in inside.rows(connection):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.digest()


def _sweep(target: Path) -> None:
    """Remove what a program that was killed has left of a copy it was making."""
    for part in target.glob(f".{FILE_NAME}.*.part*"):
        with suppress(OSError):
            if abs(time.time() - part.stat().st_mtime) > _LEFT_BEHIND_S:
                part.unlink()


def _thin_out(folder: Path) -> None:
    """Remove the copies whose time is over.

    Before a good one goes, those that stay in its place are looked at; damaged ones are counted
    apart. What cannot be removed stays: the new copy is made all the same.
    """
    found, now = copies(folder), datetime.now()
    if kept(found, now) == set(found):
        return
    good = {copy for copy in found if is_good(copy.path, thorough=False)}
    stay = kept(good, now) | kept(set(found) - good, now)
    for copy in set(found) - stay:
        try:
            copy.path.unlink()
        except OSError as error:
            log.warning("an old copy is left: %s", error)
