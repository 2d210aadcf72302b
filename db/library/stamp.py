"""Which file a library is, and whether somebody has written into it since it was opened.

A file that was replaced or deleted goes on to be read as it was: what is open is the old one. One
that was written into is not: SQLite would mix what is there now with what was read before.
"""

from __future__ import annotations

import os
from typing import NamedTuple


class Stamp(NamedTuple):
    """A file as the system tells it from others."""

    device: int
    number: int
    size: int
    modified: int

    def overwritten(self, now: Stamp | None) -> bool:
        """Whether `now` is the same file with something else in it."""
        return now is not None and now[:2] == self[:2] and now[2:] != self[2:]


def stamp(path: str) -> Stamp | None:
    """The file at `path` as it is now; None where it cannot be seen."""
    try:
        found = os.stat(path)  # noqa: PTH116 - asked with every read: half of what Path takes
    except OSError:
        return None
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
