"""Writes the user's changes to the workspace, one after another, beside the interface thread.

A change is durable when `Workspace` returns; the interface never waits for it. What the disk
refuses stays in the queue, is told to the user, and is tried again; what is still waiting when
the program ends goes to a recovery file.
"""

from __future__ import annotations

import json
import logging
import tempfile
import threading
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from db.errors import WorkspaceError
from desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.workspace import Workspace

log = logging.getLogger(__name__)
_RETRY_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Change:
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
        self._waiting: deque[Change] = deque()
        self._condition = threading.Condition()
        self._busy = False
        self._closing = False
        self._resting = False  # a write was refused: wait a little, or until somebody asks
        self._refused = False  # the newest attempt failed
        self._told = False  # the user has been told that something is not saved
        self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
        self._thread.start()

    def save(self, change: Change) -> None:
        """Queue a change; returns at once."""
        with self._condition:
            self._waiting = deque(entry for entry in self._waiting if entry.key != change.key)
            self._waiting.append(change)
            self._wake()

    def retry(self) -> None:
        """Try again now what the disk refused."""
        with self._condition:
            self._wake()

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait until everything is written; False when it is not within `timeout` seconds."""
        deadline = time.monotonic() + timeout
        with self._condition:
            self._wake()
            while self._waiting or self._busy:
                left = deadline - time.monotonic()
                if left <= 0 or self._refused:
                    return False
                self._condition.wait(left)
        return True

    def close(self) -> Path | None:
        """Write what is waiting and end the thread.

        Returns the recovery file that holds what could not be written, None when all is safe.
        """
        self.flush()
        with self._condition:
            self._closing = True
            self._condition.notify_all()
        self._thread.join(timeout=5.0)
        left = list(self._waiting)
        if not self._thread.is_alive():
            self._workspace.close()
        return self._write_recovery_file(left) if left else None

    def _wake(self) -> None:
        self._resting = self._refused = False
        self._condition.notify_all()

    def _run(self) -> None:
        while (change := self._next()) is not None:
            self._write(change)

    def _next(self) -> Change | None:
        with self._condition:
            while True:
                if self._waiting and not self._resting:
                    self._busy = True
                    return self._waiting.popleft()
                if self._closing:
                    return None
                if not self._condition.wait(_RETRY_SECONDS if self._resting else None):
                    self._resting = False

    def _write(self, change: Change) -> None:
        error = self._attempt(change)
        with self._condition:
            self._busy = False
            self._refused = self._resting = error is not None
            # A newer change of the same thing holds all of it: the refused one is not needed.
            if error is not None and all(entry.key != change.key for entry in self._waiting):
                self._waiting.appendleft(change)
            recovered = self._told and error is None and not self._waiting
            self._told = error is not None or (self._told and not recovered)
            self._condition.notify_all()
        if error is not None:
            self.failed.emit(error)
        elif recovered:
            self.recovered.emit()

    def _attempt(self, change: Change) -> str | None:
        try:
            change.write(self._workspace)
        except WorkspaceError as error:
            log.warning("not saved: %s", error)
            return str(error)
        except Exception:
            # A bug in one write must not end the thread that all later writes need.
            log.exception("not saved: %s", change.key)
            return tr("保存时出错：{what}。").format(what=change.key)
        return None

    def _write_recovery_file(self, left: list[Change]) -> Path | None:
        name = time.strftime("recovery-%Y%m%d-%H%M%S.json")
        text = json.dumps([entry.content for entry in left], ensure_ascii=False, indent=2)
        for folder in (self._folder, Path.home(), Path(tempfile.gettempdir())):
            try:
                (folder / name).write_text(text, encoding="utf-8")
            except OSError:
                continue
            log.warning("kept what could not be saved in %s", folder / name)
            return folder / name
        return None
