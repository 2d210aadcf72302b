"""Whether a workspace holds our tables and nothing else: asked before anything in it is run.

A workspace may come on anybody's stick. A trigger fires on what we write, a view or a virtual table
computes without end when it is read, a generated column or a check runs with every row: none of
them is ours. What stands in the schema must be what the steps of `migrations` make, but for
comments and blanks. Nothing here writes.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final, cast

from db.workspace import migrations

if TYPE_CHECKING:
    from collections.abc import Set
    from pathlib import Path

    from sqlite_utils import Database

_LIST: Final = "_sqlite_migrations"
# The table in which sqlite_utils lists the steps, in the words of any of its versions.
_LIST_SQL: Final = re.compile(
    r'CREATE TABLE ["\[]?_sqlite_migrations["\]]? \('
    r'(?: ?["\[]?(?:id|migration_set|name|applied_at)["\]]? (?:INTEGER|TEXT)(?: PRIMARY KEY)?,?)+ ?'
    r'(?:PRIMARY KEY \((?:["\[]?(?:migration_set|name)["\]]?,? ?)+\) ?)?\)',
    re.IGNORECASE,
)
# What `ANALYZE` leaves; SQLite lets nobody else make tables of these names.
_STATISTICS: Final = re.compile(r"sqlite_stat[134]")
_COMMENT: Final = re.compile(r"--[^\n]*")
_BLANKS: Final = re.compile(r"\s+")
_JOURNAL_ENDS: Final = bytes.fromhex("d9d505f920a163d7")

_Entry = tuple[str, str, str, str]


def is_ours(connection: sqlite3.Connection, done: Set[str]) -> bool:
    """Whether the schema is the one that the steps `done` make, and nothing beside it."""
    return _entries(connection) == _made_by(done)


def lists_steps(connection: sqlite3.Connection) -> bool:
    """Whether the list of the steps is a plain table, so that reading it runs nothing."""
    row = connection.execute(
        "SELECT type, sql FROM sqlite_master WHERE name = ? COLLATE NOCASE", (_LIST,)
    ).fetchall()
    return len(row) == 1 and row[0][0] == "table" and bool(_LIST_SQL.fullmatch(_plain(row[0][1])))


def names_another_file(path: Path) -> bool:
    """Whether a journal beside a database names a further one: ours never do.

    SQLite reads the file that is named so, and removes it: any file of the user's.
    """
    journal = path.with_name(path.name + "-journal")
    if not journal.is_file() or journal.stat().st_size < len(_JOURNAL_ENDS):
        return False
    with journal.open("rb") as file:
        file.seek(-len(_JOURNAL_ENDS), 2)
        return file.read() == _JOURNAL_ENDS


def _entries(connection: sqlite3.Connection) -> set[_Entry]:
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return {
        (str(kind), str(name), str(table), _plain(sql))
        for kind, name, table, sql in found
        if table != _LIST and not (kind == "table" and _STATISTICS.fullmatch(str(name)))
    }


def _made_by(done: Set[str]) -> set[_Entry]:
    """The schema of a workspace to which the steps `done` were applied."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for step in migrations.STEPS:
            if step.__name__ in done:
                # All that a step asks of its database is `execute`; sqlite_utils costs a start.
                step(cast("Database", connection))
        return _entries(connection)


def _plain(sql: object) -> str:
    return _BLANKS.sub(" ", _COMMENT.sub("", str(sql or ""))).strip()
