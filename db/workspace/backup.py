"""Copies of workspace.db beside it, in backups/, made with SQLite's online backup.

A copy is whole even while another program writes. It is checked before it counts, is not made
where the newest one says the same, and old ones are thinned out: the newest of each of the last 7
days and 4 weeks that have any stay, and all of today. A copy that fails its check is removed and
never pushes a good one out. Nothing here writes to the workspace itself.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from db.connection import is_sound, open_readonly, translating
from db.errors import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME: Final = "workspace.db"
DAYS: Final = 7
WEEKS: Final = 4

_STAMP: Final = "workspace-%Y%m%d-%H%M%S.db"
_SECONDS_TO_COPY: Final = 60.0


class BackupResult(NamedTuple):
    """What `backup_daily` did: `path` of a new copy if one was needed, `problem` if it failed."""

    path: Path | None = None
    problem: str | None = None


def backups(folder: Path) -> list[Path]:
    """Return the copies of the workspace in `folder`, oldest first. Raises OSError."""
    found = [(made, path) for path in (folder / "backups").glob("workspace-*.db")
             if (made := _made_at(path))]  # fmt: skip
    return [path for _, path in sorted(found)]


def backup_daily(folder: Path) -> BackupResult:
    """Make the copy of the day unless there is one; never raises for the environment's failures.

    Opens its own connection, so that it can run on any thread while the workspace is in use.
    """
    try:
        with translating(WorkspaceError, folder / "backups"):
            days = {_day(path) for path in backups(folder)}
        today = datetime.now().date()
        if not (folder / FILE_NAME).is_file() or today in days:
            return BackupResult()
        return BackupResult(path=backup_now(folder))
    except WorkspaceError as error:
        return BackupResult(problem=str(error))


def backup_now(folder: Path) -> Path:
    """Copy the workspace and return the copy, or the newest one where it says the same already.

    Raises WorkspaceError where the copy cannot be made or does not pass its check.
    """
    source, target = folder / FILE_NAME, folder / "backups"
    with translating(WorkspaceError, target):
        target.mkdir(parents=True, exist_ok=True)
        older = backups(folder)
        part = target / f".{FILE_NAME}.{time.time_ns()}.part"
        try:
            _copy(source, part)
            if older and _same_content(older[-1], part):
                return older[-1]
            path = _free_name(target)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        _thin_out([*older, path])
    return path


def _copy(source: Path, part: Path) -> None:
    """Copy `source` to `part` and check the copy."""
    deadline = time.monotonic() + _SECONDS_TO_COPY

    def give_up(_status: int, _remaining: int, _total: int) -> None:
        # The module repeats a busy step without end.
        if time.monotonic() > deadline:
            raise WorkspaceError(f"备份没有完成：{source} 一直被另一个程序占用。请稍后再试。")

    with translating(WorkspaceError, source):
        reading = open_readonly(source)
    with closing(reading), closing(sqlite3.connect(part, isolation_level=None)) as writing:
        reading.backup(writing, pages=-1, progress=give_up, sleep=0.05)
        # The copy is one file, to be carried away as one.
        writing.execute("PRAGMA journal_mode = DELETE")
    if not _is_sound(part):
        raise WorkspaceError(f"备份没有通过检查：{source} 可能已损坏。以前的备份没有动。")


def _is_sound(path: Path) -> bool:
    try:
        return is_sound(path)
    except sqlite3.DatabaseError:
        return False


def _same_content(one: Path, other: Path) -> bool:
    """Whether two copies say the same; their bytes differ in counters that mean nothing."""
    try:
        return _digest(one) == _digest(other)
    except sqlite3.DatabaseError:
        return False  # a copy that was damaged since is no reason not to make a new one


def _digest(path: Path) -> bytes:
    import hashlib  # loads OpenSSL, which a start without a backup need not wait for

    digest = hashlib.sha256()
    with closing(open_readonly(path)) as connection:
        for line in connection.iterdump():
            digest.update(line.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _made_at(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.name, _STAMP)
    except ValueError:
        return None  # not one of ours: never counted, never removed


def _day(path: Path) -> object:
    made = _made_at(path)
    return made.date() if made else None


def _free_name(folder: Path) -> Path:
    moment = datetime.now()
    while (path := folder / moment.strftime(_STAMP)).exists():
        moment += timedelta(seconds=1)
    return path


def kept(moments: list[datetime], today: datetime) -> set[datetime]:
    """Return which of the copies made at `moments` stay: see the module's rule. Pure."""
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for moment in sorted(moments):
        days[moment.date()] = moment
        weeks[moment.isocalendar()[:2]] = moment
    stay = {moment for moment in moments if moment.date() >= today.date()}
    stay.update(sorted(days.values())[-DAYS:])
    stay.update(sorted(weeks.values())[-WEEKS:])
    return stay


def _thin_out(paths: list[Path]) -> None:
    made = {moment: path for path in paths if (moment := _made_at(path))}
    for moment in made.keys() - kept(list(made), datetime.now()):
        made[moment].unlink(missing_ok=True)
