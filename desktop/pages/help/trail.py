"""Where the reader has been: one way back, one way forward, as in any browser. No Qt."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A topic, one of its headings or '', and how far it was scrolled when it was left."""

    topic: str
    heading: str = ""
    scroll: int = -1


class Trail:
    """Going somewhere drops what lay ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place:
        """Where one is."""
        return self._places[self._at] if self._places else Place("")

    def go(self, place: Place) -> None:
        """Go on to a place; where one is already, nothing is added."""
        if self._places and self.here[:2] == place[:2]:
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        self._at += 1

    def note(self, scroll: int) -> None:
        """Remember how far the present place is scrolled."""
        if self._places:
            self._places[self._at] = self.here._replace(scroll=scroll)

    def can_step(self, by: int) -> bool:
        """Whether there is a place before (-1) or ahead (1)."""
        return 0 <= self._at + by < len(self._places)

    def step(self, by: int) -> Place | None:
        """Go back (-1) or forward (1)."""
        if not self.can_step(by):
            return None
        self._at += by
        return self.here
