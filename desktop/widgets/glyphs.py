"""Texts as glyphs, laid out once: to draw these costs half of what drawing the texts does.

Many texts of one font are laid out together and drawn by one call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QGlyphRun

Text: TypeAlias = tuple[float, float, str]
"""Where a text starts, where its baseline is, and what it says: a single line."""

_BREAK: Final = "\u2028"


def glyph_runs(texts: Sequence[Text], font: QFont) -> tuple[QGlyphRun, ...]:
    """Texts as the runs that draw them, one for each font file that takes part."""
    if not texts:
        return ()
    layout = QTextLayout(_BREAK.join(words for _, _, words in texts), font)
    layout.beginLayout()
    lines = [layout.createLine() for _ in texts]
    layout.endLayout()
    for line, (left, baseline, _) in zip(lines, texts, strict=True):
        line.setPosition(QPointF(left, baseline - line.ascent()))
    return tuple(layout.glyphRuns())
