"""Puts a finished document on the disk: whole or not at all, an existing file kept until then."""

from __future__ import annotations

import contextlib
import errno
import os
import unicodedata
import uuid
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST: Final = 80
_MOST_BYTES: Final = 200  # of the 255 that a Linux file name may have; the suffix takes a few
_WIDE: Final = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
_RESERVED: Final = {
    "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
    *(f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"),
}  # fmt: skip


class Reason(StrEnum):
    """Why a document could not be written."""

    FOLDER_GONE = "folder gone"
    READ_ONLY = "read only"
    IN_USE = "in use"
    DISK_FULL = "disk full"
    BAD_NAME = "bad name"
    OTHER = "other"


class DocumentError(Exception):
    """A document could not be written; what stood in its place stands there still."""

    def __init__(self, reason: Reason, path: Path, detail: str = "") -> None:
        super().__init__(f"{reason}: {path} {detail}".rstrip())
        self.reason = reason
        self.path = path
        self.detail = detail


_BY_ERRNO: Final = {
    errno.ENOENT: Reason.FOLDER_GONE,
    errno.ENOTDIR: Reason.FOLDER_GONE,
    errno.EACCES: Reason.READ_ONLY,
    errno.EPERM: Reason.READ_ONLY,
    errno.EROFS: Reason.READ_ONLY,
    errno.EBUSY: Reason.IN_USE,
    errno.ETXTBSY: Reason.IN_USE,
    errno.ENOSPC: Reason.DISK_FULL,
    errno.EDQUOT: Reason.DISK_FULL,
    errno.EFBIG: Reason.DISK_FULL,
    errno.ENAMETOOLONG: Reason.BAD_NAME,
    errno.EINVAL: Reason.BAD_NAME,
    errno.EILSEQ: Reason.BAD_NAME,
}
# Windows: sharing violation, lock violation; handle disk full, disk full; a name it cannot take.
_BY_WINERROR: Final = {
    32: Reason.IN_USE,
    33: Reason.IN_USE,
    39: Reason.DISK_FULL,
    112: Reason.DISK_FULL,
    123: Reason.BAD_NAME,
    206: Reason.BAD_NAME,
}


def write_file(target: Path, content: bytes) -> None:
    """Write `content` to `target` through a file beside it that takes its place when complete.

    Raises DocumentError; `target` is then what it was, and nothing else is left behind.
    """
    beside = target.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        target = target.resolve()
        _refuse_what_is_there(target)
        beside = target.with_name(beside.name)
        _write_through(beside, content)
        _take_place(beside, target)
    except OSError as error:
        raise DocumentError(_reason(error), target, error.strerror or "") from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _refuse_what_is_there(target: Path) -> None:
    if target.is_dir():
        raise DocumentError(Reason.BAD_NAME, target)
    if target.exists() and not os.access(target, os.W_OK):
        # A replacement asks for the folder's permission only: a protected file would be gone.
        raise DocumentError(Reason.READ_ONLY, target)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _take_place(beside: Path, target: Path) -> None:
    try:
        beside.replace(target)
    except PermissionError as error:
        # The folder has just taken a new file and the target may be written: somebody holds it.
        raise DocumentError(Reason.IN_USE, target, error.strerror or "") from error


def _reason(error: OSError) -> Reason:
    by_windows = _BY_WINERROR.get(getattr(error, "winerror", None) or 0)
    return by_windows or _BY_ERRNO.get(error.errno or 0, Reason.OTHER)


def file_name(name: str, fallback: str = "Tashan") -> str:
    """`name` as a file name without suffix that Windows and Linux take, at most 80 characters.

    Characters that a file name cannot hold become their full-width twins; controls and marks of
    writing direction, which can disguise a suffix, go.
    """
    visible = "".join(c if _is_visible(c) else " " for c in name)
    wide = " ".join(visible.translate(_WIDE).split())
    cut = wide.strip(". ")[:_LONGEST].encode()[:_MOST_BYTES].decode(errors="ignore").strip(". ")
    if cut.split(".")[0].rstrip().upper() in _RESERVED:
        cut = f"_{cut}"[:_LONGEST].rstrip(". ")
    return cut or fallback


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
