"""What a library consists of: its schema, and a hash that says whether two hold the same."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from contextlib import closing
from importlib.resources import files

# Order of insertion as well: a table stands behind those it refers to.
CONTENT_TABLES = (
    "region", "article", "paragraph", "theme", "family", "mechanism", "related_family", "facet",
    "evidence", "figure", "measure", "measure_figure", "ratio", "synonym", "search_document",
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
    for table in CONTENT_TABLES:
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        names = [column[1] for column in columns]
        keys = [name for rank, name in sorted((c[5], c[1]) for c in columns) if rank]
        quoted = ", ".join(f'"{name}"' for name in names)
        order = ", ".join(f'"{name}"' for name in keys)
        digest.update(_canonical([table, names]))
        rows = connection.execute(f'SELECT {quoted} FROM "{table}" ORDER BY {order}')
        while some := rows.fetchmany(_AT_ONCE):
            digest.update(_canonical(some))
    return digest.hexdigest()


def _canonical(value: object) -> bytes:
    """One line of JSON that does not depend on platform or locale."""
    return (_CANONICAL.encode(value) + "\n").encode()
