"""How many lines a text takes in a width, and which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QTextLayout, QTextOption

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

_MOST_WRAPPED: Final = 20_000  # texts, a few megabytes
_wrapped: dict[tuple[str, str, float], list[str]] = {}


def wrapped(text: str, font: QFont, room: float) -> list[str]:
    """A text as the lines it takes in a width.

    What was asked before is remembered: a list asks for every row's height each time it is laid
    out, and for its lines again each time it is painted.
    """
    key = text, font.key(), round(room, 2)
    lines = _wrapped.get(key)
    if lines is None:
        if len(_wrapped) >= _MOST_WRAPPED:
            _wrapped.clear()
        lines = _wrapped[key] = _wrap(text, font, room)
    return list(lines)


def _wrap(text: str, font: QFont, room: float) -> list[str]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units = text.encode("utf-16-le")
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(room, 1))
        start, end = line.textStart() * 2, (line.textStart() + line.textLength()) * 2
        lines.append(units[start:end].decode("utf-16-le"))
    layout.endLayout()
    return lines or [""]
