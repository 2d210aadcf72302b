"""What two plans, or a plan and an earlier version of it, say differently."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from db.records.plan import Borrowing, Plan, Section, Task
from db.workspace.plans import PlanRows
from desktop.planning.reading import Reading
from desktop.plans import Plans

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from db.workspace.plans import PlanRow

Row: TypeAlias = "Plan | Section | Borrowing | Task"

_FIELDS: Final[dict[type, tuple[str, ...]]] = {
    Plan: (
        "title", "township", "villages", "population", "members", "existing", "issuer",
        "issued_on",
    ),
    Section: ("title", "body"),
    Borrowing: ("decision", "reason", "ours"),
    Task: (
        "title", "measures", "goal", "leader", "lead_unit", "units", "person", "due",
        "assessment", "state", "remark",
    ),
}  # fmt: skip
PLACE: Final = "section"
"""The name of a change that is no field: another section."""


class Change(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else; `field` may be `PLACE`, the values are then titles."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is in one plan only, or says something else in the other."""

    change: Change
    before: Row | None
    after: Row | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def row(self) -> Row:
        """The row as it is, or as it was where it is gone."""
        row = self.after or self.before
        assert row is not None, "a difference is about a row"
        return row


def compare(one: Sequence[PlanRow], other: Sequence[PlanRow]) -> list[Difference]:
    """Return how `other` differs from `one`, as `other` is read; what is gone comes at its place.

    Rows of a plan (`Plans.rows_of`) or of a version (`load`). The same row in both has the same
    id, or else (a copy has ids of its own) sections the same headings above and of their own,
    borrowings the same mechanism, their tasks the same borrowing, other tasks the same title.
    """
    before, after = _Side(one), _Side(other)
    partners = _partners(before, after)
    found = []
    for old, new in _in_order(before, after, partners):
        if old is None or new is None:
            change = Change.ADDED if old is None else Change.REMOVED
            found.append(Difference(change, old, new))
        elif fields := _changed(before, old, after, new, partners):
            found.append(Difference(Change.CHANGED, old, new, fields))
    return found


class _Side:
    """The rows of one of the two, as they are read."""

    def __init__(self, rows: Sequence[PlanRow]) -> None:
        parts = PlanRows(
            [row for row in rows if isinstance(row, Plan)],
            [row for row in rows if isinstance(row, Section)],
            [row for row in rows if isinstance(row, Borrowing)],
            [row for row in rows if isinstance(row, Task)],
            [],
        )
        plan = parts.plans[0] if parts.plans else None
        self.plans = Plans(parts)
        self.titles = {section.id: section.title for section in parts.sections}
        self._sources = {row.id: _source(row) for row in parts.borrowings}
        self.rows: list[Row] = [plan, *self._read(plan.id)] if plan else []

    def _read(self, plan_id: str) -> Iterator[Row]:
        reading = Reading(self.plans, plan_id)
        for part in reading.parts():
            if part.section is not None:
                yield part.section
            for borrowing in part.borrowings:
                yield borrowing
                task = reading.task_of(borrowing)
                if task is not None:
                    yield task
            yield from part.tasks

    def place(self, row: Row) -> str:
        """The id of the section that a row stands in, '' for one that stands in none."""
        if isinstance(row, Section):
            return row.parent_id or ""
        if isinstance(row, Borrowing) or (isinstance(row, Task) and row.borrowing_id is None):
            return row.section_id or ""
        return ""

    def key(self, row: Row) -> Hashable:
        """What a row and its copy have in common."""
        if isinstance(row, Section):
            return (Section, self.titles.get(self.place(row)), row.title.strip())
        if isinstance(row, Borrowing):
            return (Borrowing, self._sources[row.id])
        if isinstance(row, Task):
            source = self._sources.get(row.borrowing_id or "")
            return (Task, source) if source else (Task, None, row.title.strip())
        return Plan

    def words(self, row: Row) -> Hashable:
        """What a row and its copy still have in common where one of them was renamed."""
        if isinstance(row, Section) and row.body.strip():
            return (Section, row.body)
        if isinstance(row, Task) and row.borrowing_id is None and row.measures.strip():
            return (Task, row.measures)
        return row.id


def _source(borrowing: Borrowing) -> Hashable:
    quote = borrowing.quotes[0] if borrowing.quotes else None
    return borrowing.mechanism_id or (quote, borrowing.mechanism_name)


def _partners(before: _Side, after: _Side) -> dict[str, Row]:
    """Rows of `before` by the ids of their counterparts in `after`."""
    found: dict[str, Row] = {}
    for name in (_by_id, _Side.key, _Side.words):
        met = {row.id for row in found.values()}
        waiting: defaultdict[Hashable, list[Row]] = defaultdict(list)
        for row in before.rows:
            if row.id not in met:
                waiting[name(before, row)].append(row)
        for row in after.rows:
            same = waiting.get(name(after, row)) if row.id not in found else None
            if same:
                found[row.id] = same.pop(0)
    return found


def _by_id(_side: _Side, row: Row) -> Hashable:
    return row.id


def _in_order(
    before: _Side, after: _Side, partners: dict[str, Row]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Each row with its counterpart as `after` is read; what is gone comes behind what it did."""
    here = {old.id: new_id for new_id, old in partners.items()}
    behind: defaultdict[str, list[Row]] = defaultdict(list)
    last = ""
    for row in before.rows:
        if row.id in here:
            last = here[row.id]
        else:
            behind[last].append(row)
    for old in behind[""]:
        yield old, None
    for row in after.rows:
        yield partners.get(row.id), row
        for old in behind[row.id]:
            yield old, None


def _changed(
    before: _Side, old: Row, after: _Side, new: Row, partners: dict[str, Row]
) -> tuple[FieldChange, ...]:
    found = [
        FieldChange(field, str(getattr(old, field)), str(getattr(new, field)))
        for field in _FIELDS[type(new)]
        if getattr(old, field) != getattr(new, field)
    ]
    there, here = before.place(old), after.place(new)
    counterpart = partners.get(here)
    if there != (counterpart.id if counterpart else here):
        titles = before.titles.get(there, ""), after.titles.get(here, "")
        found.append(FieldChange(PLACE, *titles))
    return tuple(found)
