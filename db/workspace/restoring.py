"""What takes the place of the workspace is made ready beside it first: copied, checked, tried.

All that can fail, and all that takes time, happens here, while the program runs and before
anything of the user's is touched; what is left for `db.workspace.replacing` is a renaming.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from db.connection import translating
from db.errors import DamagedWorkspaceError, WorkspaceError
from db.workspace import migrations
from db.workspace.backup import FILE_NAME, backup_now, copy_checked
from db.workspace.copies import Reason
from db.workspace.foreign import check_foreign
from db.workspace.health import State, inspect_file, is_damage
from db.workspace.replacing import READY
from db.workspace.salvage import salvage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.workspace.salvage import Salvaged

STEPS: Final = 4
"""How many times `ready_copy` tells that it goes on."""


class StoppedError(Exception):
    """Whoever asked for it does not want it any more; nothing has changed."""


def ready_copy(
    folder: Path, copy: Path, *, now_is_sound: bool = True, go_on: Callable[[int], bool]
) -> Path:
    """Make a copy ready to take the workspace's place, which is backed up first; return it.

    `go_on` is called with the number of each step before it is taken; False stops. Raises
    StoppedError then, and WorkspaceError where the copy is damaged, is none of ours, or cannot be
    copied.
    """
    ready = folder / READY
    _take(go_on, 1)
    check_foreign(copy)
    _take(go_on, 2)
    try:
        with translating(WorkspaceError, ready):
            remove_ready(folder)
            _copy(copy, ready)
            _take(go_on, 3)
            _try_out(ready)
        _take(go_on, 4)
        # Last: making room for it may cost, or rename, the very copy that is asked for.
        if now_is_sound and (folder / FILE_NAME).is_file():
            backup_now(folder, Reason.RESTORE)
    except BaseException:
        remove_ready(folder)
        raise
    return ready


def ready_salvage(folder: Path) -> tuple[Path, Salvaged]:
    """Make the readable rows of the workspace ready to take its place. Raises WorkspaceError."""
    remove_ready(folder)
    ready = folder / READY
    salvaged = salvage(folder / FILE_NAME, ready)
    with translating(WorkspaceError, ready):
        _try_out(ready)
    return ready, salvaged


def ready_empty(folder: Path) -> Path:
    """Make an empty workspace ready to take the place of the one in `folder`."""
    ready = folder / READY
    with translating(WorkspaceError, ready):
        remove_ready(folder)
        _try_out(ready)
    return ready


def remove_ready(folder: Path) -> None:
    """Remove what was made ready and is not wanted any more. Raises WorkspaceError."""
    with translating(WorkspaceError, folder):
        for end in ("", "-journal", "-wal", "-shm"):
            (folder / f"{READY}{end}").unlink(missing_ok=True)


def _take(go_on: Callable[[int], bool], step: int) -> None:
    if not go_on(step):
        raise StoppedError


def _copy(copy: Path, ready: Path) -> None:
    try:
        copy_checked(copy, ready)
    except DamagedWorkspaceError as error:
        sentence = f"这份备份已损坏，不能恢复：{copy}。现在的数据没有动。"
        raise DamagedWorkspaceError(sentence) from error


def _try_out(ready: Path) -> None:
    """Bring a file to this version and read all of it as a start will."""
    with closing(sqlite3.connect(ready, isolation_level=None)) as connection:
        migrations.apply(connection)
    health = inspect_file(ready)
    if health.state is not State.SOUND:
        raise DamagedWorkspaceError(f"里面的内容读不懂，不能打开：{health.detail}")


def is_damaged(error: BaseException) -> bool:
    """Whether opening failed for the file itself is broken."""
    return isinstance(error, DamagedWorkspaceError) or is_damage(error.__cause__)
