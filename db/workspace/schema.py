"""Whether a workspace holds our tables and nothing else: asked before anything in it is run.

A workspace may come on anybody's stick. A trigger fires on what we write, a view or a virtual table
computes without end when it is read, a generated column or a check runs with every row: none of
them is ours. What stands in the schema must be what the steps of `migrations` make, but for
comments and blanks. Nothing here writes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from db.workspace import migrations

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Set
    from pathlib import Path

    from sqlite_utils import Database

_LIST: Final = "_sqlite_migrations"
# The table in which sqlite_utils lists the steps, in the words of any of its versions.
_LIST_SQL: Final = re.compile(
    r'CREATETABLE["\[]?_sqlite_migrations["\]]?\('
    r'(?:["\[]?(?:id|migration_set|name|applied_at)["\]]?(?:INTEGER|TEXT)(?:PRIMARYKEY)?,?)+'
    r'(?:PRIMARYKEY\((?:["\[]?(?:migration_set|name)["\]]?,?)+\))?\)',
    re.IGNORECASE,
)
_LIST_INDEX: Final = re.compile(
    r'CREATEUNIQUEINDEX["\[]?\w+["\]]?ON["\[]?_sqlite_migrations["\]]?'
    r'\((?:["\[]?(?:migration_set|name)["\]]?,?)+\)'
)
# What `ANALYZE` leaves; SQLite lets nobody else make tables of these names.
_STATISTICS: Final = re.compile(r"sqlite_stat[134]")
_COMMENT: Final = re.compile(r"--[^\n]*")
_JOURNAL_ENDS: Final = bytes.fromhex("d9d505f920a163d7")

_Parts = tuple[str, tuple[str, ...], str]


def is_ours(connection: sqlite3.Connection, done: Set[str]) -> bool:
    """Whether the schema is the one that the steps `done` make, and nothing beside it."""
    # Each step builds on those before it: a list with a gap was not written by the program.
    in_order = done == set(migrations.NAMES[: len(done)])
    return in_order and _entries(connection) == _made_by(done)


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


def _entries(connection: sqlite3.Connection) -> dict[str, _Parts]:
    """Each entry of the schema by its kind and name, without those that SQLite makes by itself."""
    asked = "SELECT type, name, sql FROM sqlite_master WHERE name <> ?"
    found = connection.execute(asked, (_LIST,))
    return {
        f"{kind} {name}": _parts(_plain(sql))
        for kind, name, sql in found
        if not (kind == "index" and sql is None)
        and not (kind == "table" and _STATISTICS.fullmatch(str(name)))
        and not (kind == "index" and _LIST_INDEX.fullmatch(_plain(sql)))
    }


class _Recorder:
    """What a step asks of its database is `execute`: the schema that comes of it, as text.

    To let SQLite make it, in memory, would cost every start four milliseconds.
    """

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}

    def execute(self, sql: str) -> None:
        """Take note of a statement of the kinds that the steps are made of."""
        words = sql.split(maxsplit=5)
        plain = _plain(sql)
        if words[0] == "ALTER":  # TABLE note ADD COLUMN …
            added = _plain(words[5])
            body, bracket, end = self.entries[f"table {words[2]}"].rpartition(")")
            self.entries[f"table {words[2]}"] = f"{body},{added}{bracket}{end}"
        elif words[1] == "TABLE":
            self.entries[f"table {words[2]}"] = plain
        else:  # CREATE UNIQUE INDEX …
            self.entries[f"index {words[3]}"] = plain


def _made_by(done: Set[str]) -> dict[str, _Parts]:
    """The schema of a workspace to which the steps `done` were applied."""
    recorder = _Recorder()
    for step in migrations.STEPS:
        if step.__name__ in done:
            step(cast("Database", recorder))
    return {name: _parts(sql) for name, sql in recorder.entries.items()}


def _parts(sql: str) -> _Parts:
    """Columns and constraints without their order: a column that is added goes between them."""
    head, _, rest = sql.partition("(")
    body, _, end = rest.rpartition(")")
    return head, tuple(sorted(body.split(","))), end


def _plain(sql: object) -> str:
    return "".join(_COMMENT.sub("", str(sql or "")).split())
