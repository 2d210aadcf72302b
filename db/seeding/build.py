"""seeds/ -> library.db, whole or not at all.

The new library is written beside the old one, checked, and only then put in its place; whatever
goes wrong, the old file stays as it was. Nothing of the machine or the hour goes into the content,
so that the same seeds give the same content hash.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database

from db.connection import translating
from db.errors import LibraryError
from db.library.version import SCHEMA_VERSION
from db.seeding.check import check_library
from db.seeding.content import hash_of_rows, read_schema, shapes
from db.seeding.freshness import input_digest
from db.seeding.readings import reading_rows
from db.seeding.rows import content_rows, names, search_rows
from db.seeding.seeds import Seeds, load_seeds
from db.text import index_form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from db.seeding.rows import Row

_AT_ONCE: Final = 2000  # documents a statement; SQLite takes up to 32,766 values
_AHEAD: Final = 2  # batches


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built: where, its content hash, and how many rows each table holds."""

    path: Path
    content_hash: str
    counts: dict[str, int]


def build_library(seeds: Path, out: Path) -> BuildReport:
    """Build `out` from `seeds`, replacing what is there.

    Raises SeedError with all mistakes of the seeds, LibraryError when the file cannot be written
    or replaced. Either way `out` is as before and nothing is left beside it.
    """
    with translating(LibraryError, seeds):
        digest = input_digest(seeds)  # before reading: a file changed meanwhile makes it stale
        loaded = load_seeds(seeds)
    with translating(LibraryError, out):
        out.parent.mkdir(parents=True, exist_ok=True)
        with _temporary_beside(out) as temporary:
            report = write_library(loaded, digest, temporary)
            problems = check_library(temporary, just_hashed=True)
            if problems:
                raise LibraryError("编出的案例库没有通过检查：" + "；".join(problems))
            _replace(temporary, out)
    return BuildReport(out, report.content_hash, report.counts)


@contextmanager
def _temporary_beside(out: Path) -> Iterator[Path]:
    """A new empty file in the folder of `out`, gone afterwards unless it was moved away."""
    handle, name = tempfile.mkstemp(prefix=f".{out.name}-", suffix=".tmp", dir=out.parent)
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        for leftover in (path, path.with_name(path.name + "-journal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def write_library(seeds: Seeds, digest: str, path: Path) -> BuildReport:
    """Write all tables into the empty or missing file `path`, durable on return.

    Raises sqlite3.Error and OSError; what is then in the file is of no use.
    """
    with closing(sqlite3.connect(path)) as connection:
        # A failed build is thrown away as a file, so there is nothing to roll back to.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.executescript(read_schema())
        library = Database(connection)
        tables = dict(content_rows(seeds))
        tables["search_document"] = search_rows(seeds)
        # SQLite lets other threads run while it writes: there, what is written next is made ready
        # and the hash of all is worked out, which would be half as much time again.
        with library.atomic(), ThreadPoolExecutor(2, "build") as beside:
            for table, rows in tables.items():
                _insert(connection, table, rows)
            library.table("reading").insert_all(reading_rows(names(seeds)))
            hashing = beside.submit(hash_of_rows, shapes(connection), tables)
            _write_index(connection, tables["search_document"], beside)
            built_hash = hashing.result()
            library.table("meta").insert_all(_meta(built_hash, digest))
    with path.open("rb+") as file:  # synchronous was off: reach the disk once, before the rename
        os.fsync(file.fileno())
    counts = {table: len(rows) for table, rows in tables.items()}
    return BuildReport(path, built_hash, counts)


def _insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    """Add rows that all have the same columns in one order; far faster than insert_all."""
    if rows:
        names = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join("?" * len(rows[0]))
        # By place: to look every name up again costs as much as to write the row.
        values = (tuple(row.values()) for row in rows)
        connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)


def _write_index(connection: sqlite3.Connection, documents: list[Row], beside: Executor) -> None:
    """Fill the index; many documents a statement, and while it takes them in, the next are made."""
    batches = [documents[at : at + _AT_ONCE] for at in range(0, len(documents), _AT_ONCE)]
    forms = deque(beside.submit(_index_values, batch) for batch in batches[:_AHEAD])
    for number, batch in enumerate(batches, start=_AHEAD):
        values = forms.popleft().result()
        if number < len(batches):
            forms.append(beside.submit(_index_values, batches[number]))
        marks = ", ".join(["(?, ?)"] * len(batch))
        connection.execute(f"INSERT INTO search_index (rowid, body) VALUES {marks}", values)
    connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")


def _index_values(documents: list[Row]) -> list[object]:
    """Number and index form of each document, one after another."""
    return [value for row in documents for value in (row["id"], index_form(row["body"]))]


def _meta(built_hash: str, digest: str) -> list[dict[str, str]]:
    """What the library says about itself."""
    used = ("sqlite-utils", "pypinyin")
    tools = ", ".join(
        (f"sqlite {sqlite3.sqlite_version}", *(f"{name} {version(name)}" for name in used))
    )
    return [
        {"key": "schema_version", "value": str(SCHEMA_VERSION)},
        {"key": "content_hash", "value": built_hash},
        {"key": "built_with", "value": tools},
        {"key": "seeds_digest", "value": digest},
    ]


def _replace(temporary: Path, out: Path) -> None:
    """Put the new library in place; mkstemp made it private, a library may be read by all."""
    temporary.chmod(0o644)
    os.replace(temporary, out)  # noqa: PTH105 — the rename must be atomic, and say so
