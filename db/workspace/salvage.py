"""The readable rows of a damaged workspace, put into a new one.

The damaged file is only read, page by page and without SQLite, which gives up where an inner page
is broken: what lies below it is found by looking at every page that nothing points to. Where the
WAL leads astray, the file is read without it as well. A row counts where nothing about it is
wrong; of two with one id, the one that the tables lead to counts, then the one changed last.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from db.connection import transaction, translating
from db.errors import NewerWorkspaceError, WorkspaceError
from db.workspace import inside, migrations
from db.workspace.filepages import Pages
from db.workspace.harvest import Harvest, steps_in
from db.workspace.inside import Inside
from db.workspace.shapes import shapes

if TYPE_CHECKING:
    from pathlib import Path

    from db.workspace.cells import Row
    from db.workspace.shapes import Shape

_PART: Final = ".part"


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came back: rows by table, tombstones included, and an estimate of what did not."""

    counts: dict[str, int] = field(default_factory=dict)
    lost_rows: int = 0
    lost_pages: int = 0
    inside: Inside = field(default_factory=Inside)


def salvage(source: Path, target: Path) -> Salvaged:
    """Put the readable rows of the workspace file `source` into a new one, `target`.

    `target` is there when it is whole, or not at all; one that is there is replaced. `source` is
    not changed. Raises NewerWorkspaceError where a newer program wrote it, WorkspaceError where it
    cannot be read at all or `target` cannot be written.
    """
    with translating(WorkspaceError, source):
        steps, harvest = _gather(source)
    part = target.with_name(f".{target.name}{_PART}")
    with translating(WorkspaceError, target):
        try:
            part.unlink(missing_ok=True)
            salvaged = _write(part, steps, harvest)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
            part.with_name(f"{part.name}-journal").unlink(missing_ok=True)
    return salvaged


def _gather(source: Path) -> tuple[int, Harvest]:
    with Pages(source, with_wal=True) as pages:
        steps = _steps(pages, source)
        kinds = shapes(steps)
        harvest = Harvest(pages, kinds)
    if harvest.lost_pages or harvest.lost_rows or not any(harvest.rows.values()):
        with Pages(source, with_wal=False) as pages:
            harvest.add_missing(Harvest(pages, kinds))
    return steps, harvest


def _steps(pages: Pages, source: Path) -> int:
    """How many migrations the file has seen; all where it does not say so any more."""
    names = steps_in(pages)
    if names - set(migrations.NAMES):
        raise NewerWorkspaceError(f"这个工作区是由更新版本的程序写的：{source}。请升级程序。")
    places = [migrations.NAMES.index(name) for name in names]
    return max(places) + 1 if places else len(migrations.NAMES)


def _write(part: Path, steps: int, harvest: Harvest) -> Salvaged:
    counts: dict[str, int] = {}
    refused = 0
    with closing(sqlite3.connect(part, isolation_level=None)) as connection:
        migrations.apply(connection, steps)
        with transaction(connection):
            for shape, rows in harvest.by_shape():
                stored = sum(_insert(connection, shape, row) for row in rows)
                counts[shape.table] = stored
                refused += len(rows) - stored
        migrations.apply(connection)
        for table, key in _unreadable(connection):
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (key,))
            counts[table] -= 1
            refused += 1
        there = inside.read(connection)
    return Salvaged(counts, harvest.lost_rows + refused, harvest.lost_pages, there)


def _insert(connection: sqlite3.Connection, shape: Shape, row: Row) -> bool:
    names = ", ".join(f'"{column.name}"' for column in shape.columns[: len(row.values)])
    places = ", ".join("?" * len(row.values))
    try:
        connection.execute(f"INSERT INTO {shape.table} ({names}) VALUES ({places})", row.values)
    except sqlite3.IntegrityError:
        return False  # it breaks what the table promises: it is not as it was written
    return True


def _unreadable(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Tables and ids of rows that no program has written: one of them would stop every start."""
    from db.workspace import highlights, lessons, notes, plans

    return [
        *(("note", key) for key in notes.unreadable(connection)),
        *(("highlight", key) for key in highlights.unreadable(connection)),
        *plans.unreadable(connection),
        *lessons.unreadable(connection),
    ]
