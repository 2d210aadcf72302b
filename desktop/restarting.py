"""Starts the program again, and what must be done while nothing has the workspace open.

A workspace is not exchanged under a running program: all that it holds in memory would have to be
read again, and undo would speak of rows that are gone. So the program closes as usual, the work
is done while the lock is still held, and a new one starts.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from db.errors import DataError
from desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

log = logging.getLogger(__name__)


class AfterClosing:
    """What is to be done once this program has let go of its files."""

    def __init__(self) -> None:
        self._work: Callable[[], None] | None = None
        self._arguments: list[str] | None = None
        self.problem = ""
        """A sentence about what the work ran into, '' where it did not."""

    @property
    def wanted(self) -> bool:
        """Whether somebody asked for a new start."""
        return self._arguments is not None

    def ask(
        self, work: Callable[[], None] | None = None, arguments: Sequence[str] | None = None
    ) -> None:
        """Do `work` after closing, and start again, with other arguments perhaps.

        `work` runs while the lock of the workspace is held and everything is written; it may
        raise DataError or OSError, and the program starts again all the same.
        """
        self._work = work
        self._arguments = list(sys.argv[1:] if arguments is None else arguments)

    def forget(self) -> None:
        """Take back what was asked for: the user stays."""
        self._work = self._arguments = None

    def work(self) -> None:
        """Do what was asked for; what goes wrong with it stands in `problem`."""
        work, self._work = self._work, None
        try:
            if work is not None:
                work()
        except (DataError, OSError) as error:
            log.exception("after closing")
            self.problem = str(error)

    def start(self) -> None:
        """Start again where that was asked for; the lock must have been let go of."""
        arguments, self._arguments = self._arguments, None
        if arguments is not None and not restart(arguments):
            self.problem = self.problem or tr("没能重新打开程序，请自己再打开一次。")


after_closing = AfterClosing()
"""Of this program; `desktop.startup.run` does what it holds."""


def restart(arguments: Sequence[str]) -> bool:
    """Start the program again, beside this one; False where the system refuses.

    The lock of the workspace must have been let go of.
    """
    from PySide6.QtCore import QProcess, QProcessEnvironment

    program, *before = command()
    surroundings = QProcessEnvironment.systemEnvironment()
    # Else the bundled program takes itself for a helper of the one that is about to end.
    surroundings.insert("PYINSTALLER_RESET_ENVIRONMENT", "1")
    process = QProcess()
    process.setProcessEnvironment(surroundings)
    process.setProgram(program)
    # Whoever reads this program's output must not wait for the new one's end.
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    process.setArguments([*before, *arguments])
    # PySide6 gives the result alone or with the number of the process.
    started: object = process.startDetached()
    done = bool(started[0]) if isinstance(started, tuple) else bool(started)
    if not done:
        log.error("could not start again: %s", program)
    return done


def command() -> list[str]:
    """How this program was started, without its arguments: frozen, as a module, or as a script."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    # -I and -E must not be lost: an isolated program stays one.
    isolated = ["-I"] if sys.flags.isolated else []
    return [sys.executable, *isolated, "-m", "desktop"]
