"""The copies of a workspace with what is inside each, and how that differs from now."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from db.connection import open_quietly, translating
from db.errors import WorkspaceError
from db.workspace.backup import FILE_NAME
from db.workspace.copies import Reason, copies
from db.workspace.health import Health, State, inspect_file, is_damage
from db.workspace.inside import TABLES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

Things: TypeAlias = dict[str, dict[str, str]]
"""By kind, the ids of what is there, each with when it was last changed (UTC, ISO 8601)."""
# What belongs to a plan or a lesson changes it.
_PARTS: Final = {
    "plans": ("plan_id", ("plan_section", "borrowing", "task", "plan_version")),
    "lessons": ("lesson_id", ("slide", "tally")),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What of one kind a copy has that now is not there, lacks, and has in another state."""

    more: int = 0
    fewer: int = 0
    changed: int = 0

    def __bool__(self) -> bool:
        return bool(self.more or self.fewer or self.changed)


@dataclass(frozen=True, slots=True)
class ListedCopy:
    """A copy, looked at: only a sound one may be offered."""

    path: Path
    made: datetime
    reason: Reason
    size: int
    health: Health
    differences: dict[str, Difference] = field(default_factory=dict)
    """By kind, where there are any."""

    @property
    def good(self) -> bool:
        """Whether it can be restored."""
        return self.health.state is State.SOUND

    @property
    def same(self) -> bool:
        """Whether it holds what is there now."""
        return self.good and not self.differences


def listed(folder: Path) -> Iterator[ListedCopy]:
    """Look at each copy in turn, the newest first. Raises WorkspaceError for the folder."""
    with translating(WorkspaceError, folder / "backups"):
        found = copies(folder)
    now = things_in(folder / FILE_NAME)
    for copy in reversed(found):
        yield look_at(copy.path, copy.made, copy.reason, now)


def look_at(path: Path, made: datetime, reason: Reason, now: Things) -> ListedCopy:
    """Look at one copy, all through; what the disk does not give counts as damaged."""
    try:
        size = path.stat().st_size
        health = inspect_file(path)
    except (WorkspaceError, OSError) as error:
        return ListedCopy(path, made, reason, 0, Health(State.DAMAGED, str(error)))
    if health.state is not State.SOUND:
        return ListedCopy(path, made, reason, size, health)
    return ListedCopy(path, made, reason, size, health, differences(things_in(path), now))


def newest_good(folder: Path) -> ListedCopy | None:
    """The copy made last that is sound, None where there is none."""
    try:
        return next((copy for copy in listed(folder) if copy.good), None)
    except WorkspaceError:
        return None


def things_in(path: Path) -> Things:
    """What is in a workspace; nothing where it is missing or damaged."""
    nothing: Things = {kind: {} for kind in TABLES}
    if not path.is_file():
        return nothing
    try:
        with translating(WorkspaceError, path), closing(open_quietly(path)) as connection:
            connection.execute("BEGIN")
            return {kind: _things(connection, kind) for kind in TABLES}
    except WorkspaceError as error:
        if is_damage(error.__cause__):
            return nothing
        raise


def differences(there: Things, now: Things) -> dict[str, Difference]:
    """By kind, how what is in a copy differs from what is there now; equal kinds are left out."""
    found = {}
    for kind in TABLES:
        one, other = there[kind], now[kind]
        both = one.keys() & other.keys()
        changed = sum(one[key] != other[key] for key in both)
        found[kind] = Difference(len(one) - len(both), len(other) - len(both), changed)
    return {kind: difference for kind, difference in found.items() if difference}


def _things(connection: sqlite3.Connection, kind: str) -> dict[str, str]:
    table = TABLES[kind]
    if not _has(connection, table):
        return {}
    ours = " AND NOT template" if kind == "plans" else ""
    found = {
        str(key): str(changed)
        for key, changed in connection.execute(
            f"SELECT id, modified_at FROM {table} WHERE deleted_at IS NULL{ours}"
        )
    }
    whole, parts = _PARTS.get(kind, ("", ()))
    for part in parts:
        for key, changed in connection.execute(
            f"SELECT {whole}, max(modified_at) FROM {part} GROUP BY {whole}"
        ):
            if key in found:
                found[key] = max(found[key], str(changed))
    return found


def _has(connection: sqlite3.Connection, table: str) -> bool:
    return bool(
        connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
        ).fetchone()
    )
