"""What nobody caught: told in the log, and to whoever shows it to the user; never in a storm.

Python's three hooks lead here. Nothing of Qt is loaded: an error may come before it, or from it.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

    from desktop.scrubbing import Scrubber

log = logging.getLogger("tashan.crash")
AGAIN_SECONDS: Final = 600.0
"""How long the same error is only counted, once it has been shown."""
REST_SECONDS: Final = 5.0
"""How long any error is only counted, once one has been answered: one mistake brings others."""
_EVER: Final = float("inf")
_MOST_KINDS: Final = 200


class Crash:
    """One error as it may be told: no text of the user's is in it.

    Not a dataclass: this is loaded before the first paint, which pays for each that is made.
    """

    __slots__ = ("lines", "thread", "when")

    def __init__(self, lines: Sequence[str], thread: str, when: float) -> None:
        self.lines = tuple(lines)
        """What `Scrubber.trace` says of it; tells this error from others."""
        self.thread = thread
        self.when = when
        """Seconds since the epoch."""


class _Counted:
    __slots__ = ("shown", "times")

    def __init__(self) -> None:
        self.times = 0
        self.shown = -_EVER


class CrashHook:
    """Counts errors, and hands on those that the user should see.

    `tell` is called for what goes into the log. Who shows is called on the thread on which the
    error happened, and says by `answered` that the user has dealt with it. What comes before
    anybody shows is kept for whoever comes.
    """

    def __init__(
        self,
        workspace: Path | None = None,
        *,
        tell: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workspace = workspace
        self._tell = tell
        self._clock = clock
        self._counted: dict[tuple[str, ...], _Counted] = {}
        self._lock = threading.RLock()
        self._show: Callable[[Crash], None] | None = None
        self._kept: Crash | None = None
        self._shown: Crash | None = None
        self._answered_at = -_EVER
        self.others = 0
        """How many errors were not shown, since the last one that was."""

    @cached_property
    def scrubber(self) -> Scrubber:
        """Tells errors; not loaded before there is one."""
        from desktop.scrubbing import Scrubber

        return Scrubber(self._workspace)

    def install(self) -> None:
        """Let Python tell every error that nobody catches."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._unraisable

    def show_with(self, show: Callable[[Crash], None] | None) -> None:
        """Hand errors to `show` from now on, beginning with one that has waited for it."""
        with self._lock:
            self._show = show
            waiting, self._kept = self._kept, None
        if waiting is not None and show is not None:
            show(waiting)

    def answered(self) -> None:
        """The user has closed what was shown: the next error may be."""
        with self._lock:
            self._shown = None
            self._answered_at = self._clock()
            self.others = 0

    def happened(self, error: BaseException, thread: str = "") -> None:
        """An error that nobody caught."""
        name = thread or threading.current_thread().name
        crash = Crash(self.scrubber.trace(error), name, time.time())
        with self._lock:
            wanted = self._wanted(crash)
            if not wanted:
                return
            self._shown = crash
            show = self._show
            if show is None:
                self._kept = crash
        if show is not None:
            show(crash)

    def _wanted(self, crash: Crash) -> bool:
        """Count an error; whether it is one to show."""
        if len(self._counted) > _MOST_KINDS:
            self._counted.clear()
        counted = self._counted.setdefault(crash.lines, _Counted())
        counted.times += 1
        # A drawing that fails does so sixty times a second: it must not push out of the log what
        # came before it.
        if str(counted.times).rstrip("0") == "1":
            lines = "\n".join(crash.lines)
            log.critical("uncaught in %s, %d\n%s", crash.thread, counted.times, lines)
            self._tell()
        now = self._clock()
        resting = now - self._answered_at < REST_SECONDS
        if self._shown is not None or resting or now - counted.shown < AGAIN_SECONDS:
            self.others += 1
            return False
        counted.shown = now
        return True

    # What Python calls. Nothing may escape from here: there is nobody behind to catch it.

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        self._guarded(error if error is not None else kind(), trace)

    def _in_thread(self, told: threading.ExceptHookArgs) -> None:
        if issubclass(told.exc_type, SystemExit):
            return
        name = told.thread.name if told.thread is not None else ""
        self._guarded(told.exc_value or told.exc_type(), told.exc_traceback, name)

    def _unraisable(self, told: sys.UnraisableHookArgs) -> None:
        # In a destructor or a callback of C: nothing that the user did has failed.
        error = told.exc_value or told.exc_type()
        lines = self.scrubber.trace(error.with_traceback(told.exc_traceback))
        log.error("unraisable\n%s", "\n".join(lines))

    def _guarded(self, error: BaseException, trace: TracebackType | None, thread: str = "") -> None:
        try:
            self.happened(error.with_traceback(trace), thread)
        except Exception as another:
            log.critical("telling an error failed: %s", another)
        finally:
            # Python keeps the last error, and with it all that its functions had in hand: a painter
            # among that would keep its window from ever being painted again.
            traceback.clear_frames(trace)
