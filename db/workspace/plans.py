"""方案: plans, their sections, tasks and borrowings, and earlier versions of them.

Every row is stored by itself, as soon as it changes. A plan's rows stay when the plan is removed:
bringing it back brings all of it back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from db.records.plan import (
    Borrowing,
    Decision,
    Plan,
    Section,
    Task,
    TaskState,
    Version,
)
from db.workspace.kinds import Kinds, stamped
from db.workspace.rows import Rows, quote

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

__all__ = ["PlanRow", "PlanRows", "as_dict", "dump", "from_dict", "kind_of", "load", "stamped"]

PlanRow: TypeAlias = Plan | Section | Borrowing | Task | Version


_PLANS: Final = Rows("plan", Plan, {"template": bool})
_SECTIONS: Final = Rows("plan_section", Section)
_BORROWINGS: Final = Rows("borrowing", Borrowing, {"decision": Decision}, {"quotes": quote})
_TASKS: Final = Rows("task", Task, {"state": TaskState})
_VERSIONS: Final = Rows("plan_version", Version)
_KINDS: Final = Kinds(_PLANS, _SECTIONS, _BORROWINGS, _TASKS, _VERSIONS)

kind_of = _KINDS.kind_of
put = _KINDS.put
remove = _KINDS.remove
removed = _KINDS.removed
unreadable = _KINDS.unreadable
as_dict = _KINDS.as_dict


@dataclass(frozen=True, slots=True)
class PlanRows:
    """All rows of all plans that were not removed."""

    plans: list[Plan]
    sections: list[Section]
    borrowings: list[Borrowing]
    tasks: list[Task]
    versions: list[Version]


def read(connection: sqlite3.Connection) -> PlanRows:
    """Return what was not removed, each kind oldest first."""
    return PlanRows(
        _PLANS.all(connection),
        _SECTIONS.all(connection),
        _BORROWINGS.all(connection),
        _TASKS.all(connection),
        _VERSIONS.all(connection),
    )


def from_dict(kind: str, values: dict[str, object]) -> PlanRow:
    """Return the row of a table that `as_dict` made values of.

    Raises KeyError, TypeError or ValueError where the values are not of such a row.
    """
    row: PlanRow = _KINDS.from_dict(kind, values)
    return row


def dump(rows: Iterable[PlanRow]) -> str:
    """Return rows as JSON text: the content of a version."""
    return json.dumps([[kind_of(row), as_dict(row)] for row in rows], ensure_ascii=False)


def load(content: str) -> list[PlanRow]:
    """Return the rows that `dump` wrote. Raises ValueError where the text is no such dump."""
    try:
        return [from_dict(kind, values) for kind, values in json.loads(content)]
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"no version of a plan: {error}") from error
