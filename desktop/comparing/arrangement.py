"""How the user has arranged the columns of one comparison; kept in the workspace as JSON. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_PINNED: Final = 2


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Column ids: in their order, pinned to the front, hidden; and whose member is shown."""

    order: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    shown: Mapping[str, str] | None = None

    @classmethod
    def read(cls, state: Mapping[str, Any]) -> Arrangement:
        """What was remembered; whatever is not of its type is left out."""
        shown = state.get("shown")
        return cls(
            _texts(state.get("order")),
            _texts(state.get("pinned"))[:MAX_PINNED],
            frozenset(_texts(state.get("hidden"))),
            {
                str(column): mechanism
                for column, mechanism in (shown.items() if isinstance(shown, dict) else ())
                if isinstance(mechanism, str)
            },
        )

    def state(self) -> dict[str, Any]:
        """To be remembered."""
        return {
            "order": list(self.order),
            "pinned": list(self.pinned),
            "hidden": sorted(self.hidden),
            "shown": dict(self.shown or {}),
        }

    def arranged(self, columns: Sequence[str]) -> list[str]:
        """All columns in the user's order: pinned ones first, new ones where they belong."""
        known = [column for column in self.order if column in columns]
        for place, column in enumerate(columns):
            if column not in known:
                known.insert(min(place, len(known)), column)
        front = [column for column in self.pinned if column in known]
        return [*front, *(column for column in known if column not in front)]

    def visible(self, columns: Sequence[str]) -> list[str]:
        """The columns that are shown; should all be hidden, all are shown."""
        found = [column for column in self.arranged(columns) if column not in self.hidden]
        return found or self.arranged(columns)

    def moved(self, columns: Sequence[str], column: str, to: int) -> Arrangement:
        """Bring a column to a place among the visible ones; pinned ones stay in front."""
        seen = self.visible(columns)
        if column not in seen:
            return self
        seen.remove(column)
        front = sum(other in self.pinned for other in seen)
        low, high = (0, front) if column in self.pinned else (front, len(seen))
        seen.insert(min(max(to, low), high), column)
        # Hidden columns keep their places between those that moved.
        rest = iter(seen)
        order = (
            tuple(
                next(rest) if other not in self.hidden else other
                for other in self.arranged(columns)
            )
            if self.hidden.isdisjoint(seen)
            else tuple(seen)
        )
        pinned = tuple(other for other in order if other in self.pinned)
        return replace(self, order=order, pinned=pinned)

    def with_pin(self, column: str) -> Arrangement:
        """Pin a column, or let it go; at most two, the oldest goes."""
        if column in self.pinned:
            return replace(self, pinned=tuple(p for p in self.pinned if p != column))
        return replace(self, pinned=(*self.pinned, column)[-MAX_PINNED:])

    def with_hidden(self, column: str, hidden: bool) -> Arrangement:
        """Hide a column, or show it again."""
        changed = self.hidden | {column} if hidden else self.hidden - {column}
        return replace(self, hidden=changed)

    def with_member(self, column: str, mechanism_id: str) -> Arrangement:
        """Show another member in a column."""
        return replace(self, shown={**(self.shown or {}), column: mechanism_id})


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(dict.fromkeys(part for part in value if isinstance(part, str)))
