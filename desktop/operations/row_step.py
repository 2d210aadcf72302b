"""The one step of undo that changes of rows are made of: rows from one state to another.

What the rows are (a plan's, a lesson's) knows the class made of it: where they are held, who is
told, how they are written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtGui import QUndoCommand

from db.workspace.stamps import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.saving import Change
    from desktop.session import Session

_R = TypeVar("_R")


class RowStep(QUndoCommand, Generic[_R]):
    """Rows from their states before to those after; None is: not there.

    `text` names the step in the menu. Changes of the same rows in one `run` (one visit to a field,
    a number above 0) that follow each other are one step.
    """

    def __init__(
        self,
        session: Session,
        text: str,
        rows: Sequence[tuple[_R | None, _R | None]],
        run: int = 0,
    ) -> None:
        super().__init__(text)
        self._session = session
        self._rows = [pair for pair in rows if pair[0] != pair[1]]
        self._run = run

    def hold(self, row: _R, removed_at: str) -> Change:
        """Put a row where the interface holds it, or drop it; returns what is to be written.

        `removed_at` is when it was removed (UTC, ISO 8601), '' for a row that is there.
        """
        raise NotImplementedError

    def owner(self, row: _R) -> str:
        """The id of what a row belongs to, or of the row where it is that itself."""
        raise NotImplementedError

    def tell(self, owner_id: str) -> None:
        """Say that what the rows belong to has changed."""
        raise NotImplementedError

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Changes of the same rows in one run are undone together."""
        if not isinstance(other, type(self)) or not self._run or self._run != other._run:
            return False
        if [_row(pair).id for pair in self._rows] != [_row(pair).id for pair in other._rows]:
            return False
        merged = zip(self._rows, other._rows, strict=True)
        self._rows = [(mine[0], theirs[1]) for mine, theirs in merged]
        # What was typed and taken back again is no step; stamps do not count.
        self.setObsolete(all(_same(before, after) for before, after in self._rows))
        return True

    def redo(self) -> None:
        self._set([(after, before) for before, after in self._rows])

    def undo(self) -> None:
        self._set([(before, after) for before, after in reversed(self._rows)])

    def _set(self, pairs: list[tuple[_R | None, _R | None]]) -> None:
        owners: dict[str, None] = {}  # a set that keeps the order
        moment = now()  # one for all: what was removed together comes back together
        changes = []
        for wanted, other in pairs:
            row = wanted or other
            assert row is not None, "a row that was never there cannot vanish"
            changes.append(self.hold(row, "" if wanted is not None else moment))
            owners[self.owner(row)] = None
        # At once: a thread that writes the first of a thousand rows holds up the others.
        self._session.saver.save(*changes)
        for owner_id in owners:
            self.tell(owner_id)


def _same(before: Any, after: Any) -> bool:
    if before is None or after is None:
        return before is after
    return bool(replace(after, modified_at=before.modified_at) == before)


def _row(pair: tuple[Any, Any]) -> Any:
    row = pair[1] or pair[0]
    assert row is not None, "a row that was never there cannot vanish"
    return row
