"""Whether a settings file may be given to QSettings: one from a stranger's stick can hold programs.

Qt reads a value that begins with @Variant( or @DateTime( as a stream of any type it knows, and
PySide registers one whose reading unpickles: whatever code stands in the file would be run. The
settings here are texts, numbers and byte arrays, so that such a value is never ours.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

_LARGEST: Final = 1 << 20  # ours are a few kilobytes
_STREAMED: Final = (b"@Variant(", b"@DateTime(")
# What Qt's reader takes out of a value, or puts for it, before it looks how the value begins.
_ESCAPE: Final = re.compile(rb"\\(?:x([0-9a-fA-F]+)|([0-7]+)|\r\n|\n\r|.|$)", re.DOTALL)
_PASSED_OVER: Final = re.compile(rb'[\s"]+')


def trusted(path: Path) -> Path:
    """The settings file to read: `path`, or where it cannot be trusted a name that nothing has.

    A file that was refused is kept under another name, for whoever wants to look into it.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else _STREAMED[0]
    except OSError:
        return path  # missing, or what QSettings cannot read either
    if not is_streamed(content):
        return path
    aside = path.with_suffix(".refused")
    try:
        path.replace(aside)
    except OSError as error:
        log.warning("settings that are none, in %s, cannot be put aside: %s", path, error)
        return path.with_name(f"{path.stem}-unread{path.suffix}")
    log.warning("settings that are none were put aside as %s", aside)
    return path


def is_streamed(content: bytes) -> bool:
    """Whether any value may be of a type whose reading can run code; a doubt counts as yes."""
    plain = _PASSED_OVER.sub(b"", _ESCAPE.sub(_unescaped, content))
    return any(word in plain for word in _STREAMED)


def _unescaped(match: re.Match[bytes]) -> bytes:
    digits, base = (match[1], 16) if match[1] else (match[2], 8)
    if not digits:
        return b""
    # Only what is left of it in a character of Qt counts, however long it is written.
    code = int(digits[-8 if base == 16 else -12 :], base) & 0xFFFF
    return bytes([code]) if code < 0x80 else b"?"
