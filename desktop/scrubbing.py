"""Errors told without what the user wrote: for the log, and for a report that is handed on.

What an exception says may hold anything that was typed: `KeyError` quotes its key, SQLite quotes
the word it could not read. So its words are kept only where they are our own (`DataError`); of all
others there are the type, a code that the system gave, and where in the program it happened.
Values of variables are never looked at.
"""

from __future__ import annotations

import errno
import os
import re
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from db.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_ROOT: Final = Path(__file__).resolve().parents[1].as_posix()
_MOST_FRAMES: Final = 40
_MOST_CAUSES: Final = 6
# Folders of other homes than the one of whoever runs this: a stick of theirs, a link to there.
_HOMES: Final = re.compile(
    r"(?<![\w.])(?:/home|/Users|/media|/run/media|[A-Za-z]:[\\/]+Users)[\\/]+[^\\/\s:;,'\"“”，。；：]+"
)
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|`[^`]*`")
_LIBRARIES: Final = re.compile(r".*/(?:site-packages|dist-packages|python3\.\d+)/")
_NAMED: Final = (ImportError, AttributeError, NameError)


class Scrubber:
    """Knows which folders are the user's: their names do not leave the machine."""

    def __init__(self, workspace: Path | None = None) -> None:
        self._workspace = workspace

    def shorten(self, text: str) -> str:
        """`text` with the home folder as ~ and the workspace's as <workspace>."""
        for folder, name in self._folders():
            # Neither of the two names has a backslash, which a replacement would act on.
            text = re.sub(re.escape(folder), name, text, flags=_fold())
        return _HOMES.sub("~", text)

    def describe(self, error: BaseException) -> str:
        """The type of an error, and of its words what cannot be the user's."""
        kind = type(error)
        own = kind.__module__ in ("builtins", "__main__")
        name = kind.__qualname__ if own else f"{kind.__module__}.{kind.__qualname__}"
        detail = self._detail(error)
        return f"{name}: {detail}" if detail else name

    def trace(self, error: BaseException, tab: str = "  ") -> list[str]:
        """An error, where it happened and what it came from; a line each."""
        return [line for cause in _causes(error) for line in (self._lines(cause, tab))]

    def foreign(self, text: str) -> str:
        """A message of a library's, without what it quotes and without what is not ASCII."""
        plain = _QUOTED.sub("…", self.shorten(text))
        return re.sub(r"[^\x20-\x7e]+", "…", plain)[:300]

    def _folders(self) -> Iterator[tuple[str, str]]:
        found = [(self._workspace, "<workspace>")] if self._workspace else []
        named = (os.environ.get(name) for name in ("HOME", "USERPROFILE"))
        homes = [Path(name) for name in named if name]
        with suppress(RuntimeError):  # nobody knows it: no such user, and no HOME
            homes.append(Path.home())
        found += [(home, "~") for home in homes]
        for folder, name in found:
            for each in {folder, folder.absolute(), Path(os.path.realpath(folder))}:
                if len(each.parts) > 1:  # a home that is the root would swallow every slash
                    yield from ((written, name) for written in {str(each), each.as_posix()})

    def _detail(self, error: BaseException) -> str:
        if isinstance(error, DataError):
            return self.shorten(" ".join(str(error).splitlines()[:3]))
        if isinstance(error, OSError):
            return errno.errorcode.get(error.errno or 0, "")
        if named := getattr(error, "sqlite_errorname", ""):
            return str(named)
        if isinstance(error, _NAMED):
            name = error.name or ""
            return name if name.isascii() and name.replace(".", "").isidentifier() else ""
        return ""

    def _lines(self, error: BaseException, tab: str) -> list[str]:
        frames = list(_frames(error.__traceback__))
        if len(frames) > _MOST_FRAMES:
            half = _MOST_FRAMES // 2
            left = len(frames) - _MOST_FRAMES
            frames = [*frames[:half], f"… {left} …", *frames[-half:]]
        return [self.describe(error), *(f"{tab}{frame}" for frame in frames)]


def _causes(error: BaseException) -> list[BaseException]:
    """An error and what it came from, newest first; the members of a group after the group."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting and len(found) < _MOST_CAUSES:
        here = waiting.pop(0)
        if here is None or any(here is other for other in found):
            continue
        found.append(here)
        if isinstance(here, BaseExceptionGroup):
            waiting.extend(here.exceptions)
        waiting.append(here.__cause__ or (None if here.__suppress_context__ else here.__context__))
    return found


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{place(code.co_filename)}:{trace.tb_lineno} {code.co_qualname}"
        trace = trace.tb_next


def place(file: str) -> str:
    """Where a file of code lies, told from the program's or the library's own folder."""
    path = file.replace("\\", "/")
    if path.startswith(f"{_ROOT}/"):
        return path.removeprefix(f"{_ROOT}/")
    inside, found = _LIBRARIES.subn("", path)
    if not found and (path.startswith(("/", "//")) or path[1:2] == ":"):
        inside = PurePosixPath(path).name
    return inside if inside.isascii() else "…"


def _fold() -> re.RegexFlag:
    return re.IGNORECASE if os.name == "nt" else re.NOFLAG
