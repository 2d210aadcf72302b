"""How long a showing has lasted, what was planned, and how the two stand. Pure; seconds.

The hands of the clock are those of a clock that never jumps (`time.monotonic`): the caller says
what time it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property
from itertools import accumulate
from typing import Final

TOLERANCE: Final = 30.0
"""So many seconds before or behind the plan are on time."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Runs from `begun` on; the time it stood still is left out. `turned` is this page's start."""

    begun: float
    turned: float
    stopped: float | None = None

    @classmethod
    def start(cls, now: float) -> Clock:
        """A clock at 0:00."""
        return cls(now, now)

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self.stopped is not None

    def elapsed(self, now: float) -> float:
        """Since the start."""
        return max(self._hand(now) - self.begun, 0.0)

    def on_page(self, now: float) -> float:
        """Since the page was turned."""
        return max(self._hand(now) - self.turned, 0.0)

    def _hand(self, now: float) -> float:
        return now if self.stopped is None else self.stopped

    def turn(self, now: float) -> Clock:
        """Another page has come."""
        return replace(self, turned=self._hand(now))

    def pause(self, now: float) -> Clock:
        """Stand still, or go on."""
        if self.stopped is None:
            return replace(self, stopped=now)
        stood = now - self.stopped
        return Clock(self.begun + stood, self.turned + stood)

    def reset(self, now: float) -> Clock:
        """To 0:00; a clock that stood still does so still."""
        return Clock(now, now, None if self.stopped is None else now)


class Standing(Enum):
    """How the time that has passed and the plan stand."""

    UNPLANNED = auto()
    ON_TIME = auto()
    AHEAD = auto()
    BEHIND = auto()


@dataclass(frozen=True)
class Timetable:
    """When each slide was to begin and to end. `minutes` is of the lesson, 0: not said.

    What the slides do not say themselves, they share: those without minutes have equal parts of
    what the others leave of the lesson's.
    """

    slides: tuple[tuple[str, float], ...]
    minutes: float = 0.0

    @cached_property
    def _shares(self) -> list[float]:
        said = sum(max(minutes, 0.0) for _, minutes in self.slides)
        silent = sum(1 for _, minutes in self.slides if minutes <= 0)
        rest = max(self.minutes - said, 0.0) / silent if silent else 0.0
        return [60.0 * (minutes if minutes > 0 else rest) for _, minutes in self.slides]

    @cached_property
    def _windows(self) -> dict[str, tuple[float, float]]:
        ends = list(accumulate(self._shares))
        starts = [0.0, *ends][: len(ends)]
        ids = [slide_id for slide_id, _ in self.slides]
        return dict(zip(ids, zip(starts, ends, strict=True), strict=True))

    @property
    def total(self) -> float:
        """What was planned: the lesson's own time, or its slides' together; 0: nothing was."""
        return self.minutes * 60 if self.minutes > 0 else sum(self._shares)

    def window(self, slide_id: str) -> tuple[float, float] | None:
        """When a slide was to begin and to end, None where nothing was planned for it."""
        return self._windows.get(slide_id) if self.total else None

    def planned(self, slide_id: str) -> float:
        """How long a slide was to take; 0: nothing was planned."""
        window = self.window(slide_id)
        return 0.0 if window is None else window[1] - window[0]

    def standing(self, slide_id: str, elapsed: float) -> tuple[Standing, float]:
        """How a showing that is on this slide stands, and by how much."""
        window = self.window(slide_id)
        if window is None:
            return Standing.UNPLANNED, 0.0
        begin, end = window
        early, late = begin - elapsed, elapsed - end
        if early > TOLERANCE:
            return Standing.AHEAD, early
        if late > TOLERANCE:
            return Standing.BEHIND, late
        return Standing.ON_TIME, max(early, late, 0.0)


def clock_text(seconds: float) -> str:
    """18:24, and 1:02:03 from an hour on; whole seconds that have passed."""
    whole = int(max(seconds, 0.0))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
