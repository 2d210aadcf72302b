"""One piece of work beside the interface thread, with its steps, its end, and a way to stop it."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.errors import DataError
from desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)


class Beside(QObject):
    """Runs one function at a time; what comes of it is told on the interface thread."""

    stepped = Signal(object)
    """What the work has told with `tell`."""
    done = Signal(object)
    failed = Signal(str)
    """A sentence: the work raised a DataError, or failed altogether."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether work is under way; no more where its end is told."""
        return self._busy

    def run(self, work: Callable[[Beside], object]) -> None:
        """Begin a piece of work, which gets this object to ask and to tell."""
        self.wait()
        self._stopped = threading.Event()
        self._busy = True
        self._thread = threading.Thread(
            target=self._run, args=(work, self._stopped), name="beside", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Ask the work to end at its next step; nothing more is told of it."""
        self._stopped.set()

    def wait(self) -> None:
        """Wait until the work has ended."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    # For the work

    def go_on(self, step: object = None) -> bool:
        """Tell a step, and hear whether to go on."""
        if self._stopped.is_set():
            return False
        if step is not None:
            self._tell(self.stepped, step)
        return True

    def _run(self, work: Callable[[Beside], object], stopped: threading.Event) -> None:
        told: object
        try:
            told, signal = work(self), self.done
        except DataError as error:
            log.warning("beside: %s", error)
            signal, told = self.failed, str(error)
        except Exception:
            if not stopped.is_set():
                log.exception("beside")
            signal, told = self.failed, tr("程序出错了；详情在日志里。")
        self._busy = False
        if not stopped.is_set():
            self._tell(signal, told)

    @staticmethod
    def _tell(signal: object, value: object) -> None:
        # Who asked may be gone by now.
        with suppress(RuntimeError):
            signal.emit(value)  # type: ignore[attr-defined]
