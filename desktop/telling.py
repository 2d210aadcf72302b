"""Tells that something has changed to whoever wants to hear it, at once or one after the other.

A signal of Qt tells all in one go. Where hundreds hear, and some have much to do then, the
interface would stand still meanwhile: here there may be turns of the event loop in between.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import MethodType
from typing import TYPE_CHECKING, Final
from weakref import WeakMethod, ref

import shiboken6
from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    Slot = Callable[[], object]

_SOME: Final = 64
"""So many more than half of those that hear may have gone before they are let go of."""


class Telling:
    """Used like a signal without arguments; an object that has gone is no longer told.

    A slot that returns an iterator has its work done in steps.
    """

    def __init__(self) -> None:
        self._slots: list[_Held] = []
        self._alive = 0  # when it was last looked

    def connect(self, slot: Slot) -> None:
        """Tell this too, behind all the others."""
        if len(self._slots) > 2 * self._alive + _SOME:
            self._slots = [held for held in self._slots if held() is not None]
            self._alive = len(self._slots)
        self._slots.append(_hold(slot))

    def emit(self) -> None:
        """Tell everybody at once."""
        for _ in self.steps():
            pass

    def steps(self) -> Iterator[bool | None]:
        """Tell everybody who hears now, a yield after each."""
        for held in tuple(self._slots):
            slot = held()
            if slot is None:
                continue
            try:
                more = slot()
                if isinstance(more, Iterator):
                    for step in more:
                        yield step
                        if held() is None:
                            break  # it has gone on the turn between
            except Exception:
                # As with a signal of Qt: it is reported, and the others hear all the same.
                sys.excepthook(*sys.exc_info())
            del slot  # nobody is kept alive over a turn
            yield None


if TYPE_CHECKING:
    _Held = Callable[[], Slot | None]


def _hold(slot: Slot) -> _Held:
    """What returns the slot as long as the object that it belongs to is there."""
    owner = getattr(slot, "__self__", None)
    if isinstance(slot, MethodType):
        return _living(WeakMethod(slot), owner)
    if isinstance(owner, QObject):  # a method of Qt's own
        name, found = slot.__name__, ref(owner)
        return _living(lambda: getattr(found(), name, None), owner)
    return lambda: slot


def _living(held: _Held, owner: object) -> _Held:
    """The same; None where Qt has destroyed the object, although Python still knows it."""
    if not isinstance(owner, QObject):
        return held
    known = ref(owner)

    def living() -> Slot | None:
        there = known()
        return held() if there is not None and shiboken6.isValid(there) else None

    return living
