"""Whether a file from elsewhere is a workspace of ours: hostile until this has let it pass.

Its schema must be one that this program makes itself (`db.workspace.schema`): no view, no trigger,
no virtual table, no expression of somebody else's is ever run.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

from db.connection import open_quietly, translating
from db.errors import DamagedWorkspaceError, NewerWorkspaceError, WorkspaceError
from db.workspace import migrations, schema

if TYPE_CHECKING:
    from pathlib import Path

LARGEST: Final = 2 << 30
"""In bytes: a thousand times what years of work come to."""
_LONGEST: Final = 256 << 20
_SECONDS: Final = 60.0
_MAGIC: Final = b"SQLite format 3\x00"


def check_foreign(path: Path) -> None:
    """Let a file pass that is a whole workspace of this version or an older one.

    Raises WorkspaceError with a sentence where it is not. The file is not changed.
    """
    with translating(WorkspaceError, path):
        size = path.stat().st_size if path.is_file() else 0
        if size > LARGEST:
            raise WorkspaceError(f"文件太大，不像是工作区：{path}。")
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise WorkspaceError(f"不是他山的工作区或备份：{path}。")
        if schema.names_another_file(path):
            raise WorkspaceError(f"旁边的日志指向别的文件，没有打开：{path}。")
        with closing(open_quietly(path)) as connection:
            _check(connection, path)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    deadline = time.monotonic() + _SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > deadline, 100_000)
    try:
        done = migrations.applied(connection) if schema.lists_steps(connection) else None
        if not done:
            raise WorkspaceError(f"不是他山的工作区或备份：{path}。")
        if done - set(migrations.NAMES):
            raise NewerWorkspaceError(f"这份备份是由更新版本的程序写的：{path}。请先升级程序。")
        if not schema.is_ours(connection, done):
            raise WorkspaceError(f"里面有不是他山的东西，没有打开：{path}。")
        if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            raise DamagedWorkspaceError(f"这份备份已损坏，不能恢复：{path}。")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise WorkspaceError(f"检查花的时间太长，没有打开：{path}。") from error
