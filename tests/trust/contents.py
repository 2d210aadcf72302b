"""What a workspace holds, told in one way: by the changes handed over, and by the file itself.

An object is a note, a bookmark, a row of a plan …; its content is everything but the stamps of its
row, which the file gives when it stores. A bookmark that was removed counts as never set.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Contents: TypeAlias = "dict[str, Any]"
"""By the object's name, `note 6f1c…`: its fields, and whether it is `deleted`."""

PLAN_TABLES: Final = ("plan", "plan_section", "borrowing", "task", "plan_version")
LESSON_TABLES: Final = ("lesson", "slide", "tally")
_TABLES: Final = ("note", "highlight", *PLAN_TABLES, *LESSON_TABLES)
_STAMPS: Final = frozenset({"id", "created_at", "modified_at", "author", "deleted_at"})
_ARRAYS: Final = frozenset(
    {"tags", "quotes", "mechanism_ids", "facets", "figure_ids", "options"}
)  # fmt: skip


def told(change: dict[str, Any]) -> tuple[str, Any]:
    """The object that a change (`desktop.saving.Change.content`) is about, and what it becomes.

    None: it is not there.
    """
    if "bookmark" in change:
        kept = {"name": change["name"], "region_id": change["region_id"]}
        return f"bookmark {change['bookmark']}", kept if change["kept"] else None
    if "state" in change:
        return f"state {change['state']}", change["value"]
    deleted = bool(change.get("deleted"))
    for field in ("plan row", "lesson row"):
        if field in change:
            row = change[field]
            return f"{change['kind']} {row['id']}", _said(row, deleted=deleted)
    if "highlight" in change:
        row = change["highlight"]
        return f"highlight {row['id']}", _said(row, deleted=deleted)
    row = {name: value for name, value in change.items() if name != "deleted"}
    return f"note {row['id']}", _said(row, deleted=deleted)


def apply(contents: Contents, changes: Iterable[dict[str, Any]]) -> list[str]:
    """Carry out changes; returns the objects they were about."""
    touched = []
    for change in changes:
        name, content = told(change)
        touched.append(name)
        if content is None:
            contents.pop(name, None)
        else:
            contents[name] = content
    return touched


def held(path: Path) -> Contents:
    """What a workspace.db holds. Raises sqlite3.Error."""
    with closing(sqlite3.connect(path)) as connection:
        return read(connection)


def read(connection: sqlite3.Connection) -> Contents:
    """What a workspace holds, by a connection to it. Tables that are not there yet are empty."""
    there = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    contents: Contents = {}
    for table in (table for table in _TABLES if table in there):
        for row in _rows(connection, f"SELECT * FROM {table}"):
            contents[f"{table} {row['id']}"] = _said(row, deleted=row["deleted_at"] is not None)
    if "bookmark" in there:
        for row in _rows(connection, "SELECT * FROM bookmark WHERE deleted_at IS NULL"):
            kept = {"name": row["mechanism_name"], "region_id": row["region_id"]}
            contents[f"bookmark {row['mechanism_id']}"] = kept
    if "state" in there:
        for row in _rows(connection, "SELECT name, value FROM state"):
            contents[f"state {row['name']}"] = json.loads(row["value"])
    return contents


def live(contents: Contents) -> Contents:
    """What of it the interface shows: neither what was deleted nor what belongs to that."""
    there = {
        name: content
        for name, content in contents.items()
        if not (isinstance(content, dict) and content.get("deleted"))
    }
    return {
        name: content
        for name, content in there.items()
        if (owner := _owner(name, content)) is None or owner in there
    }


def _owner(name: str, content: Any) -> str | None:
    table = name.partition(" ")[0]
    if table in PLAN_TABLES[1:]:
        return f"plan {content['plan_id']}"
    return f"lesson {content['lesson_id']}" if table in LESSON_TABLES[1:] else None


def _rows(connection: sqlite3.Connection, statement: str) -> Iterable[dict[str, Any]]:
    cursor = connection.execute(statement)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _said(row: dict[str, Any], *, deleted: bool) -> dict[str, Any]:
    fields = {name: _value(name, row[name]) for name in row if name not in _STAMPS}
    return fields | {"deleted": deleted}


def _value(name: str, value: Any) -> Any:
    if name in _ARRAYS and isinstance(value, str):
        return json.loads(value)
    return int(value) if isinstance(value, bool) else value
