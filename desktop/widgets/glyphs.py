"""Texts as glyphs, shaped once: to draw these costs half of what drawing the text does.

Many texts of one font can be put into one run, and a run is drawn by one call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGlyphRun, QTextLayout

from desktop.widgets.line_type import PIECE, SIMPLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QRawFont

    from desktop.widgets.line_type import LineType

_KEPT: Final = 20_000  # texts and points that are remembered


class Piece(NamedTuple):
    """Glyphs of one font file, each with its place right of and below the start of the line."""

    font: int
    glyphs: tuple[int, ...]
    rights: tuple[float, ...]
    downs: tuple[float, ...]


class Glyphs:
    """The glyphs of a type's texts."""

    def __init__(self, kind: LineType) -> None:
        self._kind = kind
        self._fonts: list[QRawFont] = []
        self._shaped: dict[str, tuple[Piece, ...]] = {}
        self._ideographs: dict[str, int] = {}  # 0 where another font file has to help out
        self._points: dict[tuple[float, float], QPointF] = {}
        self._laid_out("\u56fd")  # the font file that ideographs have is number 0

    def runs(self, texts: Iterable[tuple[float, float, str]]) -> tuple[QGlyphRun, ...]:
        """Texts whose baselines start at these points, as one run for each font file."""
        gathered: dict[int, tuple[list[int], list[QPointF]]] = {}
        for left, baseline, text in texts:
            for piece in self.shaped(text):
                glyphs, places = gathered.setdefault(piece.font, ([], []))
                glyphs += piece.glyphs
                for right, down in zip(piece.rights, piece.downs, strict=True):
                    places.append(self._point(left + right, baseline + down))
        return tuple(self._run(font, *found) for font, found in gathered.items())

    def _run(self, font: int, glyphs: list[int], places: list[QPointF]) -> QGlyphRun:
        run = QGlyphRun()
        run.setRawFont(self._fonts[font])
        run.setGlyphIndexes(glyphs)
        run.setPositions(places)
        return run

    def _point(self, right: float, down: float) -> QPointF:
        # Lines start at the same few places, and ideographs are all of one width.
        key = right, down
        point = self._points.get(key)
        if point is None:
            if len(self._points) >= _KEPT:
                self._points.clear()
            point = self._points[key] = QPointF(right, down)
        return point

    def shaped(self, text: str) -> tuple[Piece, ...]:
        """The glyphs of a text."""
        known = self._shaped.get(text)
        if known is None:
            if len(self._shaped) >= _KEPT:
                self._shaped.clear()
            simple = self._put_together(text) if SIMPLE.fullmatch(text) else None
            known = self._shaped[text] = self._laid_out(text) if simple is None else (simple,)
        return known

    def _put_together(self, text: str) -> Piece | None:
        """Ideographs and numbers one by one; None where one font file does not have them all."""
        self._learn(text)
        glyphs: list[int] = []
        rights: list[float] = []
        right = 0.0
        for part in PIECE.findall(text):
            glyph = self._ideographs.get(part)
            if glyph:
                glyphs.append(glyph)
                rights.append(right)
            elif glyph == 0 or len(number := self._number(part)) != 1 or number[0].font:
                return None
            else:
                glyphs += number[0].glyphs
                rights += [right + own for own in number[0].rights]
            right += self._kind.advance(part)
        return Piece(0, tuple(glyphs), tuple(rights), (0.0,) * len(glyphs))

    def _number(self, digits: str) -> tuple[Piece, ...]:
        if digits not in self._shaped:
            self._shaped[digits] = self._laid_out(digits)
        return self._shaped[digits]

    def _learn(self, text: str) -> None:
        """Look up the ideographs that were not met before: each has its glyph everywhere."""
        fresh = "".join(c for c in dict.fromkeys(text) if c > "9" and c not in self._ideographs)
        if not fresh:
            return
        pieces = self._laid_out("\u56fd" + fresh)
        alone = len(pieces) == 1 and pieces[0].font == 0 and len(pieces[0].glyphs) == len(fresh) + 1
        found = pieces[0].glyphs[1:] if alone else (0,) * len(fresh)
        self._ideographs.update(zip(fresh, found, strict=True))

    def _laid_out(self, text: str) -> tuple[Piece, ...]:
        layout = QTextLayout(text, self._kind.font)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        if not line.isValid():
            return ()
        ascent = line.ascent()
        return tuple(self._piece(run, ascent) for run in layout.glyphRuns())

    def _piece(self, run: QGlyphRun, ascent: float) -> Piece:
        places = run.positions()
        return Piece(
            self._font_number(run.rawFont()),
            tuple(run.glyphIndexes()),
            tuple(place.x() for place in places),
            tuple(place.y() - ascent for place in places),
        )

    def _font_number(self, font: QRawFont) -> int:
        for number, known in enumerate(self._fonts):
            if known == font:
                return number
        self._fonts.append(font)
        return len(self._fonts) - 1
