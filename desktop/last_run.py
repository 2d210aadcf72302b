"""A crash below Python: Python writes where it was into a file, and the next start finds it.

The file is there while the program runs and is emptied when it ends as it should; so something in
it at a start means that the last run was cut short. (On Windows things are written to it that end
nothing.) It names files, lines and functions, never a value.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from desktop.logs import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)
_FILE: Final = "native.txt"
_KEPT: Final = 5
_MOST_BYTES: Final = 64_000


class RunWatch:
    """Watches one run. Where the folder takes no file, nothing is watched."""

    def __init__(self, workspace: Path) -> None:
        self._folder = workspace / FOLDER
        self._workspace = workspace
        self._file: int | None = None
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            # Read and emptied through the same handle: Windows lets no other one do it meanwhile.
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._file = os.open(self._folder / _FILE, flags, 0o600)
            faulthandler.enable(self._file)

    def take_last(self) -> str:
        """What the last run left behind, '' if it ended well; told once, and kept in a file."""
        if self._file is None:
            return ""
        try:
            found = os.pread(self._file, _MOST_BYTES, 0) if hasattr(os, "pread") else self._read()
            os.ftruncate(self._file, 0)
        except OSError as error:
            log.warning("what the last run left cannot be read: %s", error)
            return ""
        text = self._scrubbed(found.decode("utf-8", errors="replace")).strip()
        if text:
            log.error("the last run was cut short")
            self._keep(text)
        return text

    def ended(self) -> None:
        """This run has ended as it should."""
        if self._file is not None:
            faulthandler.disable()
            with suppress(OSError):
                os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None

    def _read(self) -> bytes:
        assert self._file is not None
        os.lseek(self._file, 0, os.SEEK_SET)
        return os.read(self._file, _MOST_BYTES)

    def _scrubbed(self, text: str) -> str:
        import re

        from desktop.scrubbing import Scrubber, place

        named = re.sub(r'File "([^"]*)"', lambda found: f'File "{place(found[1])}"', text)
        return Scrubber(self._workspace).shorten(named)

    def _keep(self, text: str) -> None:
        name = time.strftime("native-%Y%m%d-%H%M%S.txt")
        with suppress(OSError):
            (self._folder / name).write_text(f"{text}\n", encoding="utf-8")
            for old in sorted(self._folder.glob("native-*.txt"))[:-_KEPT]:
                old.unlink()
