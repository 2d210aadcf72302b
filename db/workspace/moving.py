"""Moving the user's own to another folder: nothing is lost, whenever it is interrupted.

Everything is copied into a folder beside the new place and checked there. That folder becomes the
new place in one step, and only then the pointer (`db.paths.pointer_of`) makes it the one in use:
whoever pulls the plug before finds the old place as it was, whoever pulls it after, the new one.
The old place is never written to, and is set aside only after the new one has been opened
(`db.workspace.moved`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.connection import is_sound, open_readonly, translating
from db.workspace import moved
from db.workspace.backup import FILE_NAME
from db.workspace.destinations import MoveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What belongs to a running program, or can be made again. The database goes by a way of its own.
_LEFT_BEHIND: Final = frozenset(
    {
        *(FILE_NAME + suffix for suffix in ("", "-wal", "-shm", "-journal")),
        *("workspace.lock", "workspace.show", "library.db", moved.MARKER),
    }
)
_PASSING: Final = (".part", ".tmp", ".lock")
_CHUNK: Final = 1 << 20
_PAGES: Final = 256  # of the database at a time: between two, there may be told and stopped
_DIFFERS: Final = "复制出来的和原来的不一样：{path}。请检查那个磁盘。数据没有移动。"


class CancelledError(Exception):
    """Raised by whoever is told of the progress, to stop."""


def use(folder: Path) -> None:
    """Make the workspace that lies in `folder` already the one in use. Raises MoveError."""
    with translating(MoveError, folder):
        moved.point_to(folder)


class Moving:
    """One move: `copy` while the program runs, `commit` once it has let go of the data."""

    def __init__(self, source: Path, target: Path) -> None:
        self.source = source
        self.target = target
        self._copy = target.parent / f".{target.name}.moving"
        self._seen: dict[Path, tuple[int, int]] = {}

    def copy(self, tell: Callable[[int, int], None]) -> None:
        """Copy everything and check the copy; `tell` gets bytes copied, and bytes in all.

        Raises MoveError, and what `tell` raises; nothing is left at the new place then.
        """
        try:
            with translating(MoveError, self.target):
                shutil.rmtree(self._copy, ignore_errors=True)  # of a move that was interrupted
                self._copy.mkdir(parents=True)
                files = [path for path in _files(self.source) if not path.is_symlink()]
                before = sum(path.stat().st_size for path in files if path.exists())
                total = before + (self.source / FILE_NAME).stat().st_size
                self._copy_files(lambda done: tell(min(done, total), total))
                self._copy_database(
                    lambda part: tell(round(before + part * (total - before)), total)
                )
        except BaseException:
            self.abandon()
            raise

    def abandon(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self._copy, ignore_errors=True)

    def commit(self) -> None:
        """Take over what has changed since the copy, and make the new place the one in use.

        The database must not be written any more. Raises MoveError; the old place is in use then.
        """
        try:
            with translating(MoveError, self.target):
                self._copy_files(lambda _done: None)
                self._match_database()
                moved.mark(self._copy, self.source)
                moved.install(self._copy, self.target)
                moved.point_to(self.target)
        except BaseException:
            self.abandon()
            raise

    def _copy_files(self, tell: Callable[[int], None]) -> None:
        """Copy every file that is not there yet, or has changed since."""
        done = 0
        for path in _files(self.source):
            copy = self._copy / path.relative_to(self.source)
            if path.is_symlink():
                _copy_link(path, copy)
                continue
            try:
                state = path.stat()
                stamp = (state.st_size, state.st_mtime_ns)
                if self._seen.get(path) != stamp:
                    _copy_file(path, copy)
            except FileNotFoundError:
                continue  # an old log, or a backup that was thinned out
            self._seen[path] = stamp
            done += state.st_size
            tell(done)

    def _match_database(self) -> None:
        source, copy = self.source / FILE_NAME, self._copy / FILE_NAME
        if digest(source) != digest(copy):
            self._copy_database(lambda _part: None)
            if digest(source) != digest(copy):
                raise MoveError(_DIFFERS.format(path=copy))

    def _copy_database(self, tell: Callable[[float], None]) -> None:
        """A copy of the database as it is at one moment, written to or not; checked."""
        source, copy = self.source / FILE_NAME, self._copy / FILE_NAME
        copy.unlink(missing_ok=True)

        def told(_status: int, left: int, pages: int) -> None:
            tell(1 - left / pages if pages else 1)

        with closing(open_readonly(source)) as reading, closing(sqlite3.connect(copy)) as writing:
            reading.backup(writing, pages=_PAGES, progress=told)
            writing.execute("PRAGMA journal_mode = DELETE")
        with copy.open("rb+") as file:
            os.fsync(file.fileno())
        if not is_sound(copy):
            raise MoveError(f"复制出来的数据没有通过检查：{source} 可能已损坏。数据没有移动。")


def _files(folder: Path) -> Iterator[Path]:
    """What moves besides the database: whatever lies in the folder, in whatever folders.

    A link to a folder moves as a link.
    """
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in sorted((*names, *links)):
            path = Path(place) / name
            left_behind = Path(place) == folder and name in _LEFT_BEHIND
            if left_behind or name.endswith(_PASSING):
                continue
            if path.is_file() or name in links:  # no pipes, no sockets
                yield path


def _copy_link(source: Path, copy: Path) -> None:
    if not copy.is_symlink():
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.symlink_to(source.resolve(), target_is_directory=source.is_dir())


def _copy_file(source: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    wanted = hashlib.sha256()
    with source.open("rb") as reading, copy.open("wb") as writing:
        while chunk := reading.read(_CHUNK):
            wanted.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    shutil.copystat(source, copy)
    with copy.open("rb") as written:
        if hashlib.file_digest(written, "sha256").digest() != wanted.digest():
            raise MoveError(_DIFFERS.format(path=copy))


def digest(path: Path) -> bytes:
    """What a database says, whatever order its pages are in. Raises sqlite3.Error."""
    found = hashlib.sha256()
    with closing(open_readonly(path)) as connection:
        for line in connection.iterdump():
            found.update(line.encode("utf-8", "surrogatepass"))
    return found.digest()
