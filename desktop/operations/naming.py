"""How a step of undo names what it is about. The menu shows the step between “ and ”."""

from __future__ import annotations

import re
from typing import Final

from desktop.i18n import tr

_INNER: Final = str.maketrans('“”"', "‘’'")
_MARKS: Final = re.compile('[“”‘’"]')
_PAIR: Final = re.compile('“[^“”]*”|‘[^‘’]*’|"[^"]*"')


def quoted(name: str, most: int = 0) -> str:
    """`name` in one line between ‘ and ’, cut after `most` characters where that is given.

    A name that has quotation marks of its own (“四个三”机制) gets no further ones: its own become
    single, as they stand inside the menu's. Half a pair is left out.
    """
    line = " ".join(name.split())
    if most and len(line) > most:
        line = line[:most] + "…"
    if not _MARKS.search(line):
        return tr("‘{name}’").format(name=line)
    if _MARKS.search(_PAIR.sub("", line)):
        return tr("‘{name}’").format(name=_MARKS.sub("", line))
    return inner(line)


def inner(text: str) -> str:
    """`text` as it stands between double quotation marks: its own become single ones."""
    return text.translate(_INNER)
