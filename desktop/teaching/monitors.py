"""Which of the screens that are plugged in is the audience's. Pure.

The one that the program's window is on stays the presenter's, whatever was chosen before: a
trainer's own screen must never be taken by surprise, nor the notes land on the projector.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Monitor:
    """A screen. `key` is what it is remembered by, `name` what it is called; its size in pixels.

    `at` is where it stands beside the others: two that show the same stand at the same place.
    """

    key: str
    name: str
    width: int
    height: int
    at: tuple[int, int] = (0, 0)


def distinct(monitors: Sequence[Monitor], home: str) -> list[Monitor]:
    """The screens that show something of their own; of those that show the same, one stands.

    That is `home` where it is among them.
    """
    places: dict[tuple[int, int], Monitor] = {}
    for monitor in monitors:
        if monitor.at not in places or monitor.key == home:
            places[monitor.at] = monitor
    return list(places.values())


def audience_of(monitors: Sequence[Monitor], home: str, wanted: str) -> Monitor | None:
    """The audience's screen: the wanted one, else any but `home`; None where there is but one."""
    others = [monitor for monitor in distinct(monitors, home) if monitor.key != home]
    return next((monitor for monitor in others if monitor.key == wanted), next(iter(others), None))


def home_of(monitors: Sequence[Monitor], home: str, wanted: str) -> str:
    """The presenter's screen: `home`, or while that is gone another, not the wanted one if it can.

    Raises ValueError where there is no screen.
    """
    keys = [monitor.key for monitor in monitors]
    if not keys:
        raise ValueError("a presenter needs a screen")
    left = [key for key in keys if key != wanted]
    return home if home in keys else (left or keys)[0]


def key_of(name: str, maker: str, model: str, serial: str) -> str:
    """What a screen is remembered by: what it says of itself, or the name of its socket.

    Sockets change their names from one start to the next; a projector keeps its own.
    """
    own = [part.strip() for part in (maker, model, serial)]
    return " ".join(part for part in own if part) if own[1] or own[2] else name.strip()


def told_apart(keys: Sequence[tuple[str, str]]) -> list[str]:
    """Keys, from (key, name of the socket); screens that say the same have their socket's too."""
    plain = [key for key, _ in keys]
    return [f"{key} {name}" if plain.count(key) > 1 else key for key, name in keys]
