"""How long an input may take: in proportion to its size, in the thread's own processor time."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 3.0
"""For any input, however small: the machine may be slow, and a fuzzer slows it down."""
SECONDS_A_KILOBYTE = 0.5


class Slow(AssertionError):
    """An input took longer than its size explains."""


@contextmanager
def in_time(size: int) -> Iterator[None]:
    """Raise Slow where the block takes longer than an input of `size` bytes may."""
    started = time.thread_time()
    yield
    taken, most = time.thread_time() - started, SECONDS + SECONDS_A_KILOBYTE * size / 1024
    if taken > most:
        raise Slow(f"{taken:.1f} s for {size} bytes, {most:.1f} s at most")
