"""The log in the workspace's folder: what happened, never what was written.

A record is a sentence of ours with ids, counts and paths in it; whatever error comes with it is
told by `Scrubber`. Callers put no text of the user's into a message.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.scrubbing import Scrubber

FOLDER: Final = "logs"
FILE: Final = "tashan.log"
MOST_BYTES: Final = 1_000_000
BACKUPS: Final = 3


def start(folder: Path) -> None:
    """Log into the workspace's folder. Nothing is made there before there is something to say."""
    handler = LogFile(folder / FOLDER)
    handler.setFormatter(ScrubbingFormatter(folder))
    logging.basicConfig(level=logging.INFO, handlers=[handler])


class ScrubbingFormatter(logging.Formatter):
    """One line a record, and below it where an error happened, without an error's own words."""

    def __init__(self, workspace: Path | None = None) -> None:
        super().__init__()
        self._workspace = workspace

    @cached_property
    def _scrubber(self) -> Scrubber:
        # Not before there is something to say: its patterns cost the first paint a millisecond.
        from desktop.scrubbing import Scrubber

        return Scrubber(self._workspace)

    def format(self, record: logging.LogRecord) -> str:
        """A record as text. Does not look at `exc_text`, where others leave the whole traceback."""
        stamp = self.formatTime(record)
        lines = [f"{stamp} {record.levelname} {record.name} {self._message(record)}"]
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            lines += self._scrubber.trace(error)
        return "\n".join(lines)

    def _message(self, record: logging.LogRecord) -> str:
        arguments = record.args
        if isinstance(arguments, tuple):
            told = tuple(
                self._scrubber.describe(each) if isinstance(each, BaseException) else each
                for each in arguments
            )
            text = str(record.msg) % told if told else str(record.msg)
        else:
            text = record.getMessage()
        return self._scrubber.shorten(text)


class LogFile(logging.Handler):
    """Appends to a file that starts anew when it is full, and keeps three full ones.

    Opened for one record and closed again. Records are rare, and so two programs can write to one
    file and rename it, a stick can be pulled out and put back, and most starts never load what
    the rotating handler needs (sockets and pickling). What cannot be written is given up: nothing
    would be gained by telling the user that the log is not written.
    """

    def __init__(
        self, folder: Path, *, most_bytes: int = MOST_BYTES, backups: int = BACKUPS
    ) -> None:
        super().__init__()
        self._folder = folder
        self._most_bytes, self._backups = most_bytes, backups
        self._writing = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record. The caller holds this handler's lock."""
        if getattr(self._writing, "now", False):  # a record about writing a record
            return
        self._writing.now = True
        try:
            with suppress(OSError, ValueError):
                self._write(record)
        finally:
            self._writing.now = False

    def _write(self, record: logging.LogRecord) -> None:
        from logging.handlers import RotatingFileHandler

        self._folder.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(
            self._folder / FILE,
            maxBytes=self._most_bytes,
            backupCount=self._backups,
            encoding="utf-8",
            errors="backslashreplace",  # names of files that are no text
            delay=True,
        )
        file.setFormatter(self.formatter)
        try:
            self._append(file, record)
        finally:
            file.close()

    def _append(self, file: logging.FileHandler, record: logging.LogRecord) -> None:
        failed: list[logging.LogRecord] = []
        file.handleError = failed.append  # type: ignore[method-assign,assignment]  # else it prints the record
        file.emit(record)
        if failed:
            # Another program has the file open and the system does not let it be renamed then.
            logging.FileHandler.emit(file, record)
