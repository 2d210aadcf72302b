"""The licences of all that is inside: of a built program as its build found them."""

from __future__ import annotations

from contextlib import suppress

from desktop.i18n import tr
from desktop.paths import licence_file, notices_file


def licences() -> str:
    """The third-party notices, or where the program was not built as one, its own licence."""
    for path in (notices_file(), licence_file()):
        if path is not None:
            with suppress(OSError):
                return path.read_text(encoding="utf-8", errors="replace")
    return tr("他山按 MIT 许可证发布；所用的库各有各的许可证。")
