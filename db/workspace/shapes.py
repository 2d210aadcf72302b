"""Which rows a table can hold: what tells a row of a damaged file from what only looks like one."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.workspace import migrations

if TYPE_CHECKING:
    from db.workspace.cells import Value

_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "TEXT": (str,),
    "INTEGER": (int,),
    "REAL": (int, float),
}
_STAMPS: Final = frozenset({"created_at", "modified_at", "deleted_at"})
_STAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[0-9.:+Z-]*", re.ASCII)
_JSON: Final = frozenset(
    {"tags", "quotes", "mechanism_ids", "facets", "figure_ids", "options", "content", "value"}
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and what may stand in it."""

    name: str
    type: str
    required: bool
    added: bool
    """It has a value of its own where a row was written before there was such a column."""

    def takes(self, value: Value) -> bool:
        """Whether a value can have been stored here by the program."""
        if value is None:
            return not self.required
        if not isinstance(value, _TYPES[self.type]):
            return False
        if not isinstance(value, str):
            return True
        # A page of zeros is what a lost sector leaves: it must not pass for text.
        if "\0" in value or (self.name in _STAMPS and not _STAMP.fullmatch(value)):
            return False
        return self.name not in _JSON or _is_json(value)


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of one table, in order; the first is its key."""

    table: str
    columns: tuple[Column, ...]

    def fits(self, values: tuple[Value, ...]) -> bool:
        """Whether a row can be one of this table."""
        count = len(values)
        if not 0 < count <= len(self.columns) or values[0] is None:
            return False
        if not all(column.added for column in self.columns[count:]):
            return False
        return all(column.takes(value) for column, value in zip(self.columns, values, strict=False))

    def place(self, name: str) -> int:
        """The number of a column."""
        return [column.name for column in self.columns].index(name)


def shapes(count: int) -> list[Shape]:
    """Return the shapes of the tables after the first `count` steps, the most particular first."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.apply(connection, count)
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("sqlite_", "_sqlite"))
        ]
        found = [_shape(connection, table) for table in tables]
    # A row of JSON could pass for one of plain text, not the other way round.
    return sorted(found, key=lambda shape: -sum(c.name in _JSON for c in shape.columns))


def _shape(connection: sqlite3.Connection, table: str) -> Shape:
    columns = [
        Column(name, type_, bool(required) or bool(key), not required or default is not None)
        for _, name, type_, required, default, key in connection.execute(
            f"PRAGMA table_info({table})"
        )
    ]
    return Shape(table, tuple(columns))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
