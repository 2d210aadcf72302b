"""方案: plans, their sections, tasks and borrowings, and earlier versions of them.

Every row is stored by itself, as soon as it changes. A plan's rows stay when the plan is removed:
bringing it back brings all of it back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from db.records.plan import (
    Borrowing,
    Decision,
    Plan,
    Quote,
    Section,
    Task,
    TaskState,
    Version,
)
from db.workspace import stamps
from db.workspace.rows import Rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

PlanRow: TypeAlias = Plan | Section | Borrowing | Task | Version


def _quotes(stored: str) -> tuple[Quote, ...]:
    return tuple(Quote(**quote) for quote in json.loads(stored))


# `fields` is slow, and a version of a plan asks for those of a thousand rows.
_QUOTE_FIELDS: Final = tuple(field.name for field in fields(Quote))
_PLANS: Final = Rows("plan", Plan, {"template": bool})
_SECTIONS: Final = Rows("plan_section", Section)
_BORROWINGS: Final = Rows("borrowing", Borrowing, {"decision": Decision, "quotes": _quotes})
_TASKS: Final = Rows("task", Task, {"state": TaskState})
_VERSIONS: Final = Rows("plan_version", Version)
_ROWS: Final[dict[type[Any], Rows[Any]]] = {
    rows.record: rows for rows in (_PLANS, _SECTIONS, _BORROWINGS, _TASKS, _VERSIONS)
}
KINDS: Final[dict[str, type[Any]]] = {rows.table: kind for kind, rows in _ROWS.items()}
"""The record of each table."""


@dataclass(frozen=True, slots=True)
class PlanRows:
    """All rows of all plans that were not removed."""

    plans: list[Plan]
    sections: list[Section]
    borrowings: list[Borrowing]
    tasks: list[Task]
    versions: list[Version]


def kind_of(row: PlanRow) -> str:
    """Return the table that a row stands in."""
    return _ROWS[type(row)].table


def read(connection: sqlite3.Connection) -> PlanRows:
    """Return what was not removed, each kind oldest first."""
    return PlanRows(
        _PLANS.all(connection),
        _SECTIONS.all(connection),
        _BORROWINGS.all(connection),
        _TASKS.all(connection),
        _VERSIONS.all(connection),
    )


def put(connection: sqlite3.Connection, row: PlanRow) -> None:
    """Store a row under its id, new or again; a removed one comes back."""
    _ROWS[type(row)].put(connection, row)


def remove(connection: sqlite3.Connection, row: PlanRow, at: str = "") -> None:
    """Remove a row, leaving its tombstone with all it says, as of `at` or of now."""
    _ROWS[type(row)].bury(connection, row, at or stamps.now())


def removed(connection: sqlite3.Connection, since: str) -> list[tuple[PlanRow, str]]:
    """Return rows removed at `since` or later with that moment, the latest first."""
    found = [
        (entry.record, entry.deleted_at)
        for rows in _ROWS.values()
        for entry in rows.removed(connection, since)
    ]
    return sorted(found, key=lambda entry: entry[1], reverse=True)


def as_dict(row: PlanRow) -> dict[str, Any]:
    """Return a row as JSON can hold it; `from_dict` makes the row again."""
    values = {name: getattr(row, name) for name in _ROWS[type(row)].columns}
    if isinstance(row, Borrowing):
        values["quotes"] = [
            {name: getattr(quote, name) for name in _QUOTE_FIELDS} for quote in row.quotes
        ]
    return values


def from_dict(kind: str, values: dict[str, Any]) -> PlanRow:
    """Return the row of a table that `as_dict` made values of.

    Raises KeyError, TypeError or ValueError where the values are not of such a row.
    """
    record = KINDS[kind]
    known = {key: values[key] for key in (field.name for field in fields(record)) if key in values}
    if record is Borrowing:
        known["decision"] = Decision(known["decision"])
        known["quotes"] = tuple(Quote(**quote) for quote in known["quotes"])
    elif record is Task:
        known["state"] = TaskState(known["state"])
    row: PlanRow = record(**known)
    return row


def dump(rows: Iterable[PlanRow]) -> str:
    """Return rows as JSON text: the content of a version."""
    return json.dumps([[kind_of(row), as_dict(row)] for row in rows], ensure_ascii=False)


def load(content: str) -> list[PlanRow]:
    """Return the rows that `dump` wrote. Raises ValueError where the text is no such dump."""
    try:
        return [from_dict(kind, values) for kind, values in json.loads(content)]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"no version of a plan: {error}") from error


def stamped() -> dict[str, str]:
    """Return id, stamps and author of a new row."""
    now = stamps.now()
    return {
        "id": stamps.new_id(),
        "created_at": now,
        "modified_at": now,
        "author": stamps.author(),
    }
