"""Whether a workspace can be used, told without touching it.

A start asks this only where opening has failed; it is asked of copies before they are offered, and
beside the interface of the workspace itself.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final

from db.connection import open_quietly, translating
from db.errors import WorkspaceError
from db.workspace import inside, migrations
from db.workspace.astray import as_made
from db.workspace.backup import FILE_NAME
from db.workspace.inside import Inside

if TYPE_CHECKING:
    from pathlib import Path

# What SQLite says of a file that is damaged or none of its own; all else is the environment.
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class State(Enum):
    """What a workspace is good for."""

    SOUND = "sound"
    DAMAGED = "damaged"
    NEWER = "newer"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Health:
    """How a workspace is; `detail` is a sentence for the user, '' where it is sound."""

    state: State
    detail: str = ""
    inside: Inside = field(default_factory=Inside)

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each kind."""
        return self.inside.counts()


def inspect(folder: Path, *, thorough: bool = True) -> Health:
    """Look at the workspace in `folder`: see `inspect_file`."""
    return inspect_file(folder / FILE_NAME, thorough=thorough)


def inspect_file(path: Path, *, thorough: bool = True) -> Health:
    """Look at a workspace without changing it, on any thread, in use or not.

    `thorough` reads every row and compares it with the indexes; else only the pages are looked
    through. Raises WorkspaceError where the environment does not let it be read: it is locked,
    the disk fails, permissions are missing.
    """
    if not path.is_file() or not path.stat().st_size:
        return Health(State.MISSING, f"没有工作区文件：{path}。")
    try:
        with translating(WorkspaceError, path), closing(open_quietly(path)) as connection:
            return _inspect(connection, path, thorough=thorough)
    except WorkspaceError as error:
        if is_damage(error.__cause__):
            return Health(State.DAMAGED, str(error))
        raise


def is_damage(error: BaseException | None) -> bool:
    """Whether an error of SQLite says that the file itself is broken."""
    if isinstance(error, UnicodeDecodeError):
        return True
    if not isinstance(error, sqlite3.Error):
        return False
    code = getattr(error, "sqlite_errorcode", None)
    undecodable = str(error).startswith("Could not decode to UTF-8")
    return undecodable or (isinstance(code, int) and code & 0xFF in _DAMAGE)


def _inspect(connection: sqlite3.Connection, path: Path, *, thorough: bool) -> Health:
    done = migrations.applied(connection)
    if done is None:
        return Health(State.DAMAGED, f"不是他山的工作区：{path}。")
    if done - set(migrations.NAMES):
        return Health(State.NEWER, f"这个工作区是由更新版本的程序写的：{path}。")
    check = "integrity_check(1)" if thorough else "quick_check(1)"
    if connection.execute(f"PRAGMA {check}").fetchall() != [("ok",)]:
        return Health(State.DAMAGED, f"文件已损坏：{path}。")
    if thorough:
        # The check looks at no text; one that cannot be decoded would fail whoever reads it.
        for _row in inside.rows(connection):
            pass
        if done == set(migrations.NAMES):
            with as_made():
                _read_all(connection)
    return Health(State.SOUND, inside=inside.read(connection))


def _read_all(connection: sqlite3.Connection) -> None:
    """Read every row as the program does: what is sound to SQLite may be no record."""
    from db.workspace import bookmarks, highlights, lessons, notes, plans

    for module in (bookmarks, notes, highlights):
        module.all(connection)
        module.removed(connection, "")
    for kinds in (plans, lessons):
        kinds.read(connection)
        kinds.removed(connection, "")
