"""What callers of `db` may catch. Everything else that escapes is a bug and must propagate."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class DataError(Exception):
    """Base of all expected failures: the message is a sentence that can be shown to a user."""


class LibraryError(DataError):
    """The case base cannot be used: missing, not a database, damaged, or of another version."""


class LibraryChangedError(LibraryError):
    """Somebody wrote into the case base while it was open: what is read is not what was there."""


class WorkspaceError(DataError):
    """The user's workspace cannot be read or written; what was typed is still with the caller."""


class DamagedWorkspaceError(WorkspaceError):
    """The file of the workspace is broken: not the disk, not the permissions."""


class ForeignWorkspaceError(WorkspaceError):
    """The file holds what this program never puts there, and is left untouched."""


class NewerWorkspaceError(WorkspaceError):
    """The workspace was written by a newer program and is left untouched."""


class Mistake(NamedTuple):
    """One thing wrong in the seeds: where it is, what it is, and what to do about it."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class SeedError(DataError):
    """The seeds hold mistakes; all of them, of all files, are in `mistakes`."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes))
        super().__init__(f"{len(self.mistakes)} 处错误：\n" + "\n".join(map(str, self.mistakes)))
