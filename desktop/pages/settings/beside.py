"""Work of the settings beside the interface thread, with its progress and its end."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from db.errors import DataError
from db.workspace.moving import CancelledError
from desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)
STEPS: Final = 100
_T = TypeVar("_T")


class Beside(QObject, Generic[_T]):
    """One piece of work on a thread of its own; its signals arrive on the interface thread."""

    advanced = Signal(int)
    done = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(self, work: Callable[[Callable[[int, int], None]], _T], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._stopped = threading.Event()
        self._shown = -1
        # Not a daemon: what is half copied is tidied up when the program ends.
        self._thread = threading.Thread(target=self._run, name="settings")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Give up at the next step, if there is one."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """Whether the user wanted to give up, in time or not."""
        return self._stopped.is_set()

    def _run(self) -> None:
        # The page may be gone by the time there is something to say.
        with suppress(RuntimeError):
            try:
                self.done.emit(self._work(self._tell))
            except CancelledError:
                pass
            except DataError as error:
                self.failed.emit(str(error))
            except Exception as error:  # a bug must not leave the user without an answer
                log.exception("beside the settings")
                self.failed.emit(tr("没有做成：{why}。详情在日志里。").format(why=repr(error)))
            finally:
                self.ended.emit()

    def _tell(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise CancelledError
        step = min(done * STEPS // max(total, 1), STEPS - 1)
        if step != self._shown:
            self._shown = step
            self.advanced.emit(step)
