"""Widgets that can be put together a step at a time, while nobody is at work."""

from __future__ import annotations

import importlib
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class InSteps:
    """What is put together by `build`, at once or in steps each shorter than a frame.

    A step is what lies between two yields of `build`. Whoever needs the widget before the last of
    them was taken calls `complete`.
    """

    steps: Iterator[None]
    """What is left to do."""

    def begin(self, *, at_once: bool) -> None:
        """Called by the constructor, when `build` has all that it needs."""
        self.steps = self.build()
        if at_once:
            self.complete()

    def build(self) -> Iterator[None]:
        """Put the widget together; a yield wherever the interface may be given its turn."""
        return iter(())

    def complete(self) -> None:
        """Take all steps that are left."""
        for _ in self.steps:
            pass


def loading(module: str) -> Iterator[bool]:
    """Have a module loaded beside the interface thread; True for every turn that it takes.

    An error in it is for whoever imports it.
    """
    thread = threading.Thread(target=_load, args=(module,), name="loading", daemon=True)
    thread.start()
    while thread.is_alive():
        yield True


def _load(module: str) -> None:
    with suppress(Exception):
        importlib.import_module(module)
