"""The journal of one run of the program, written by it and kept by the process that kills it.

A line is a JSON object with the monotonic moment `t`, which all processes of a machine share, and
for how long until then the system had others run while the interface thread wanted to (`waited`).
What is told before it is carried out is on the other side of the pipe: the reader lives on.

- `open`: the window is there; `contents` is what the program shows of the workspace.
- `hand`: changes are about to be handed to the saver, one call's.
- `type`: a key was pressed at `t`; the field of `object` says `text` since.
- `act`: something is about to be done that may take back what was typed (undo, delete …).
- `mark`: something begins that is worth being killed in (`what`).
- `wrong`: the run itself saw what must not be.
"""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Moment(NamedTuple):
    """A point in the life of a process."""

    at: float
    waited: float = 0.0

    def ago(self, then: Moment) -> float:
        """How long ago `then` was."""
        return self.at - then.at

    def ago_at_work(self, then: Moment) -> float:
        """The same without the time in which the process had to wait for a processor."""
        return max(self.ago(then) - (self.waited - then.waited), 0.0)


def moment(process: int | None = None) -> Moment:
    """Now, in the life of this process or of another."""
    number = process or os.getpid()
    try:
        text = Path(f"/proc/{number}/task/{number}/schedstat").read_text("ascii")
        return Moment(time.monotonic(), int(text.split()[1]) / 1e9)
    except (OSError, ValueError, IndexError):  # a system that does not tell
        return Moment(time.monotonic())


class Line(NamedTuple):
    """One line of a journal."""

    kind: str
    at: Moment
    values: dict[str, Any]


class Journal:
    """Writes lines to a pipe; what has returned has left this process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def tell(self, kind: str, at: Moment | None = None, **values: Any) -> None:
        """Write one line, as of `at` or of now."""
        when = at or moment()
        told = {"kind": kind, "t": when.at, "waited": when.waited, **values}
        text = json.dumps(told, ensure_ascii=False)
        left = memoryview(text.encode("utf-8", "surrogatepass") + b"\n")
        with self._lock:
            while left:
                left = left[os.write(self._descriptor, left) :]


class Reader(threading.Thread):
    """Reads the lines of one run to its end; tells those who wait for one of a sort."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(name="journal", daemon=True)
        self._descriptor = descriptor
        self._news = threading.Condition()
        self._ended = False
        self.lines: list[Line] = []

    def run(self) -> None:
        rest = b""
        while block := os.read(self._descriptor, 1 << 16):
            *whole, rest = (rest + block).split(b"\n")
            # What the kill cut off had not been told: nothing came of it yet.
            found = [_line(text) for text in whole]
            with self._news:
                self.lines += found
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def wait(self, wanted: Callable[[Line], bool], seconds: float) -> bool:
        """Wait for a line that is told from now on; False where none comes in time."""
        end = time.monotonic() + seconds
        with self._news:
            seen = len(self.lines)
            while True:
                if any(wanted(line) for line in self.lines[seen:]):
                    return True
                seen = len(self.lines)
                left = end - time.monotonic()
                if left <= 0 or self._ended:
                    return False
                self._news.wait(left)

    def opened(self, seconds: float) -> bool:
        """Wait until the window is there."""
        with self._news:
            return self._news.wait_for(
                lambda: self._ended or any(line.kind == "open" for line in self.lines), seconds
            ) and any(line.kind == "open" for line in self.lines)


def _line(text: bytes) -> Line:
    values = json.loads(text)
    at = Moment(values.pop("t"), values.pop("waited"))
    return Line(values.pop("kind"), at, values)
