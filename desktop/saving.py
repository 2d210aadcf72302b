"""Writes the user's changes to the workspace, one after another, beside the interface thread.

A change is durable when `Workspace` returns; the interface never waits for it. What the disk
refuses stays in the queue, is told to the user, and is tried again; what is still waiting when
the program ends goes to a recovery file.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from db.errors import WorkspaceError
from db.workspace import Workspace
from desktop import recovery, suspicion
from desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

log = logging.getLogger(__name__)
_RETRY_SECONDS: Final = 5.0
_CLOSE_SECONDS: Final = 5.0


class Change(NamedTuple):
    """One write: what to call, and what it holds in words that a person could restore it from.

    Of several waiting changes with the same `key` only the newest is written: each carries the
    whole of what it stores.
    """

    key: str
    write: Callable[[Workspace], None]
    content: dict[str, Any]


class Saver(QObject):
    """The only writer of the workspace; owns the thread it is written from."""

    failed = Signal(str)
    recovered = Signal()

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        super().__init__()
        self._workspace = workspace
        self._folder = folder
        self._waiting: dict[str, Change] = {}  # by key, in the order in which they are written
        self._condition = threading.Condition()
        self._writing: tuple[Change, ...] = ()
        self._closing = False
        self.lost = 0
        """After `close`: how many changes are kept nowhere."""
        self._refused: set[str] = set()  # keys to leave alone for a while, or until somebody asks
        self._told = False  # the user has been told that something is not saved
        self._rescued: Path | None = None
        self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
        self._thread.start()

    def save(self, *changes: Change) -> None:
        """Queue changes; returns at once. Those of one call are stored together or not at all."""
        with self._condition:
            for change in changes:
                self._waiting.pop(change.key, None)
                self._waiting[change.key] = change
            self._wake()

    def check(self) -> None:
        """See whether anything can be stored at all; where not, it is told before work is done."""
        self.save(Change("", Workspace.prepare, {}))

    def retry(self) -> None:
        """Try again now what the disk refused."""
        with self._condition:
            self._wake()

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait until everything is written; False when it is not within `timeout` seconds."""
        deadline = time.monotonic() + timeout
        with self._condition:
            self._wake()
            # What is being written was begun before: it may be refused for what has been mended.
            again = bool(self._writing)
            while self._waiting or self._writing:
                left = deadline - time.monotonic()
                if left <= 0:
                    return False
                if not self._writing and not self._ready():
                    if not again:
                        return False
                    again = False
                    self._wake()
                self._condition.wait(left)
        return True

    def close(self) -> Path | None:
        """Write what is waiting and end the thread.

        Returns the recovery file that holds what could not be written, None when all is safe
        — or when no folder took that file, which `lost` tells.
        """
        self.flush(_CLOSE_SECONDS)
        with self._condition:
            self._closing = True
            self._condition.notify_all()
        self._thread.join(timeout=_CLOSE_SECONDS)
        with self._condition:
            left = self._left()
            kept = self._keep(left)
            self._rescued = None  # this file is the last word, whatever the thread still writes
        self.lost = len(left) if kept is None else 0
        if not self._thread.is_alive():
            try:
                self._workspace.close()
            except WorkspaceError as error:
                log.warning("closing the workspace: %s", error)
        return kept

    def rescue(self) -> Path | None:
        """Keep what is waiting in a recovery file, and go on trying to write it.

        For a program that may not go on for long. The file follows what is written later: what is
        taken back at a next start must not be older than what the workspace holds.
        Returns None where nothing waits, or where no folder takes the file.
        """
        with self._condition:
            return self._keep(self._left())

    def unsaved(self) -> int:
        """How many changes are not written yet."""
        with self._condition:
            return len(self._left())

    def _left(self) -> list[Change]:
        """What a disk that hangs has not confirmed counts as not written."""
        return [entry for entry in (*self._writing, *self._waiting.values()) if entry.content]

    def _keep(self, left: list[Change]) -> Path | None:
        """Put what is left into a recovery file, in the place of one that was made before."""
        former = self._rescued
        kept = recovery.write([entry.content for entry in left], self._folder) if left else None
        if former is not None and former != kept and (kept is not None or not left):
            with suppress(OSError):
                former.unlink()
            former = None
        self._rescued = kept or former
        return kept

    def _wake(self) -> None:
        self._refused.clear()
        self._condition.notify_all()

    def _ready(self) -> tuple[Change, ...]:
        """What to try next; what was refused must not hold up what stands behind it."""
        waiting = self._waiting.values()
        return tuple(entry for entry in waiting if entry.key not in self._refused)

    def _run(self) -> None:
        while changes := self._next():
            self._write(changes)

    def _next(self) -> tuple[Change, ...]:
        """Everything that can be tried, once there is something; nothing at the end."""
        with self._condition:
            while True:
                if changes := self._ready():
                    for change in changes:
                        del self._waiting[change.key]
                    self._writing = changes
                    return changes
                if self._closing:
                    return ()
                if not self._condition.wait(_RETRY_SECONDS if self._refused else None):
                    self._refused.clear()

    def _write(self, changes: tuple[Change, ...]) -> None:
        errors = self._attempt_all(changes)
        with self._condition:
            self._writing = ()
            refused = [change for change in changes if change.key in errors]
            self._refused |= {change.key for change in refused} - self._waiting.keys()
            # A newer change of the same thing holds all of it: the refused one is not needed.
            self._waiting = {change.key: change for change in refused} | self._waiting
            recovered = self._told and not errors and not self._waiting
            self._told = bool(errors) or (self._told and not recovered)
            if len(refused) < len(changes) and self._rescued is not None:
                self._keep(self._left())
            self._condition.notify_all()
        for error in errors.values():
            self.failed.emit(error)
        if recovered:
            self.recovered.emit()

    def _attempt_all(self, changes: tuple[Change, ...]) -> dict[str, str]:
        """Store changes; returns what to say of those that were refused, by key.

        All in one transaction: whoever pulls the plug finds a step of several rows whole, or not
        at all. Where that is refused each is tried by itself, for one alone may be at fault.
        """
        if len(changes) > 1 and self._attempt(changes) is None:
            return {}
        found = ((change.key, self._attempt((change,))) for change in changes)
        return {key: error for key, error in found if error is not None}

    def _attempt(self, changes: tuple[Change, ...]) -> str | None:
        try:
            with self._workspace.together():
                for change in changes:
                    change.write(self._workspace)
        except WorkspaceError as error:
            log.warning("not saved: %s", error)
            suspicion.mark_if_damaged(self._folder, error)
            return str(error)
        except Exception:
            # A bug in one write must not end the thread that all later writes need.
            log.exception("not saved: %s", changes[0].key)
            return tr("保存时出错：{what}。").format(what=changes[0].key)
        return None
