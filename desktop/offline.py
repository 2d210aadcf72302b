"""Proof that a run opens no network connection: what the interpreter says, and what the kernel.

The program's own code goes through Python, whose audit hook sees every socket; a library in C could
open one without it, and then it stands among the open files of the process (Linux).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVENTS: Final = ("socket.", "ssl.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")
# Each line of these is a socket of the internet or of the kernel; local ones (the display, the
# input method) are in /proc/self/net/unix, and are none of a network.
_TABLES: Final = ("tcp", "tcp6", "udp", "udp6", "udplite", "raw", "raw6", "icmp", "packet")
_OPEN_FILES: Final = Path("/proc/self/fd")


class NetworkWatch:
    """From when it is made on, notes every attempt to reach a network; it cannot be taken back."""

    def __init__(self) -> None:
        self._attempts: list[str] = []
        sys.addaudithook(self._hear)

    def attempts(self) -> list[str]:
        """What was tried so far, and what is open now; empty where nothing was."""
        return [*self._attempts, *_open_connections()]

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_EVENTS):
            self._attempts.append(f"{event} {arguments!r}")


def _open_connections() -> Iterator[str]:
    """The sockets of this process that lead out of the machine; none where nobody can tell."""
    own = set(_own_sockets())
    if not own:
        return
    for table in _TABLES:
        path = Path("/proc/self/net") / table
        if not path.is_file():
            continue
        for line in path.read_text(encoding="ascii", errors="replace").splitlines()[1:]:
            if own & set(line.split()):
                yield f"{table} {line.strip()}"


def _own_sockets() -> Iterator[str]:
    """The numbers under which the kernel lists the sockets that are open here."""
    if not _OPEN_FILES.is_dir():
        return
    for name in os.listdir(_OPEN_FILES):  # noqa: PTH208 — one of them is the listing itself
        try:
            target = os.readlink(_OPEN_FILES / name)  # noqa: PTH115
        except OSError:
            continue
        if target.startswith("socket:["):
            yield target[len("socket:[") : -1]
