"""What a library consists of: its schema, and a hash that says whether two hold the same."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# Order of insertion as well: a table stands behind those it refers to.
CONTENT_TABLES = (
    "region", "article", "paragraph", "place", "theme", "family", "mechanism", "related_family",
    "facet", "evidence", "figure", "measure", "measure_figure", "ratio", "synonym",
    "search_document",
)  # fmt: skip
_AT_ONCE = 1000  # rows: one by one, encoding them takes three times as long
_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def read_schema() -> str:
    """The text of schema.sql, from wherever the package was installed or frozen to."""
    return files("db.library").joinpath("schema.sql").read_text(encoding="utf-8")


def has_our_schema(connection: sqlite3.Connection) -> bool:
    """Whether the tables and indexes are those of schema.sql; its comments do not count."""
    with closing(sqlite3.connect(":memory:")) as model:
        model.executescript(read_schema())
        return _definitions(model) <= _definitions(connection)


def _definitions(connection: sqlite3.Connection) -> set[str]:
    """Every CREATE statement without comments and line breaks."""
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {" ".join(re.sub(r"--.*", "", str(row[0])).split()) for row in rows}


def content_hash(connection: sqlite3.Connection) -> str:
    """SHA-256 over all rows of all content tables, as canonical JSON, in order of their keys.

    So many rows a line: what a library holds is the same where the hash is.
    """
    digest = hashlib.sha256()
    for shape in shapes(connection):
        names = ", ".join(f'"{name}"' for name in shape.columns)
        order = ", ".join(f'"{name}"' for name in shape.keys)
        rows = connection.execute(f'SELECT {names} FROM "{shape.table}" ORDER BY {order}')
        digest.update(_canonical([shape.table, shape.columns]))
        while some := rows.fetchmany(_AT_ONCE):
            digest.update(_canonical(some))
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Shape:
    """What the hash has to know of a table: its columns, those of its key, those of type REAL."""

    table: str
    columns: list[str]
    keys: list[str]
    reals: list[str]


def shapes(connection: sqlite3.Connection) -> list[Shape]:
    """The content tables of the schema that `connection` has, in the order of the hash."""
    found = []
    for table in CONTENT_TABLES:
        # (cid, name, type, notnull, default, rank in the key from 1 or 0)
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        found.append(
            Shape(
                table,
                [column[1] for column in columns],
                [name for rank, name in sorted((c[5], c[1]) for c in columns) if rank],
                [column[1] for column in columns if column[2] == "REAL"],
            )
        )
    return found


def hash_of_rows(shapes: list[Shape], rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The `content_hash` of a library that holds just these rows, without reading them back.

    Needs no connection, so that it can be worked out beside the writing. Rows have all columns.
    """
    digest = hashlib.sha256()
    for shape in shapes:
        digest.update(_canonical([shape.table, shape.columns]))
        # Text is ordered as SQLite orders it: UTF-8 sorts by code point too.
        ordered = sorted(rows[shape.table], key=itemgetter(*shape.keys))
        values = map(_values(shape), ordered)
        while some := list(islice(values, _AT_ONCE)):
            digest.update(_canonical(some))
    return digest.hexdigest()


def _values(shape: Shape) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Takes a row to its values as SQLite gives them back: an integer put into REAL as a float."""
    plain: Callable[[Mapping[str, Any]], tuple[Any, ...]] = itemgetter(*shape.columns)
    if not shape.reals:
        return plain

    def with_reals(row: Mapping[str, Any]) -> tuple[Any, ...]:
        as_stored = {name: float(row[name]) for name in shape.reals if row[name] is not None}
        return plain({**row, **as_stored})

    return with_reals


def _canonical(value: object) -> bytes:
    """One line of JSON that does not depend on platform or locale."""
    return (_CANONICAL.encode(value) + "\n").encode()
