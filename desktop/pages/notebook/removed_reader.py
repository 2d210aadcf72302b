"""Reads beside the interface thread what was removed of late."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from db.errors import WorkspaceError

if TYPE_CHECKING:
    from desktop.session import Session

KEPT: Final = timedelta(days=30)
_PATIENCE_SECONDS: Final = 5.0


class RemovedReader(QObject):
    """Answers `ask` with `read` or `failed`, on the interface thread; one reading at a time."""

    read = Signal(object, bool)
    """`RemovedThings`, and whether all that was changed had been written before."""
    failed = Signal(str)
    """The workspace cannot be read: a sentence."""
    _ended = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._saver = session.saver
        self._folder = session.folder
        self._thread: threading.Thread | None = None
        self._again = False
        self._ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._thread is not None

    def ask(self) -> None:
        """Read; asked again meanwhile, it reads once more at the end."""
        if self._thread is not None:
            self._again = True
            return
        self._thread = threading.Thread(target=self._run, name="removed", daemon=True)
        self._thread.start()

    def _on_ended(self) -> None:
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        if self._again:
            self._again = False
            self.ask()

    def _run(self) -> None:
        from db.workspace.removed import removed_since

        # What has just been removed stands in the saver's queue: it must be on the disk first.
        stored = self._saver.flush(_PATIENCE_SECONDS)
        since = (datetime.now(UTC) - KEPT).isoformat(timespec="microseconds")
        # The pane may be gone by the time there is an answer.
        with suppress(RuntimeError):
            try:
                self.read.emit(removed_since(self._folder, since), stored)
            except WorkspaceError as error:
                self.failed.emit(str(error))
            finally:
                self._ended.emit()
