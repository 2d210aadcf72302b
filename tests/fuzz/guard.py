"""What content must not make the program do, watched by an audit hook of the interpreter.

An audit hook cannot be taken out again, so there is one for the process and it is asleep outside
`nothing_outside`. It sees what Python itself opens, starts, connects and removes; what Qt does by
itself is watched with strace (tests/fuzz/test_no_socket.py).
"""

from __future__ import annotations

import os
import sys
import sysconfig
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).resolve().parents[2]

# Programs of the interpreter and of the project itself, loaded on the way: no content names them.
_PROGRAMS = tuple(
    os.path.realpath(str(path)) + os.sep
    for path in (
        *(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")),
        *(sys.prefix, sys.base_prefix),
        *(path for path in sys.path if path.endswith(("-packages", "site"))),
        REPOSITORY / "db",
        REPOSITORY / "desktop",
        REPOSITORY / "resources",
        REPOSITORY / "tests",
    )
)
_SYSTEM = ("/dev/null", "/dev/urandom", "/proc/self/", "/usr/share/zoneinfo", "/etc/localtime")
_FILES = {
    "open": 1,
    "sqlite3.connect": 1,
    "os.remove": 1,
    "os.rename": 2,
    "os.link": 2,
    "os.symlink": 2,
    "os.truncate": 1,
    "os.mkdir": 1,
    "os.rmdir": 1,
    "os.chmod": 1,
    "shutil.rmtree": 1,
}
_NEVER = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
    "os.startfile", "ctypes.dlopen", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.",
    "pickle.find_class", "sqlite3.load_extension", "sqlite3.enable_load_extension", "winreg.",
)  # fmt: skip


def must_say(error: Exception) -> None:
    """An expected failure is a sentence for the user."""
    if not str(error).strip():
        raise AssertionError("an error that says nothing") from error


def shared_memory() -> Path | None:
    """Where files cost no disk, for those that are written a million times; None: the usual."""
    folder = Path("/dev/shm")
    return folder if os.access(folder, os.W_OK) else None


class Escape(AssertionError):
    """Content made the program reach outside."""


class _Watch:
    """What is allowed now; None while nobody watches."""

    allowed: tuple[str, ...] | None = None
    thread = 0  # whose doings count: other tests may have left threads that finish their work
    installed = False
    escapes: list[str] = []  # noqa: RUF012 — one for the process, as the hook is

    @classmethod
    def hook(cls, event: str, arguments: tuple[Any, ...]) -> None:
        """Note what must not be; called for every audited event of the process."""
        if cls.allowed is None or threading.get_ident() != cls.thread:
            return
        if event.startswith(_NEVER):
            cls.escapes.append(f"{event} {arguments!r}"[:300])
        elif event in _FILES:
            for name in arguments[: _FILES[event]]:
                if not cls.may(name):
                    cls.escapes.append(f"{event} {name!r}"[:300])

    @classmethod
    def may(cls, name: object) -> bool:
        """Whether a path is the program's own or lies where it is allowed to work."""
        if isinstance(name, int):
            return True
        path = os.fsdecode(name) if isinstance(name, (bytes, os.PathLike)) else str(name)
        if path in ("", ":memory:"):
            return True
        if path.startswith("file:"):
            from urllib.parse import unquote, urlsplit

            path = unquote(urlsplit(path).path)
        real = os.path.realpath(path)
        return real.startswith((*(cls.allowed or ()), *_PROGRAMS, *_SYSTEM))


@contextmanager
def nothing_outside(*folders: Path) -> Iterator[None]:
    """Raise Escape where anything inside the block leaves `folders`; the programs' own may load."""
    if not _Watch.installed:
        sys.addaudithook(_Watch.hook)
        _Watch.installed = True
    _Watch.escapes.clear()
    _Watch.thread = threading.get_ident()
    _Watch.allowed = tuple(os.path.realpath(folder) for folder in folders) or ("\0",)
    try:
        yield
    finally:
        _Watch.allowed = None
    if _Watch.escapes:
        raise Escape("; ".join(_Watch.escapes))
