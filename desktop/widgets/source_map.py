"""Offsets of a source text <-> positions in the document that shows it. Pure.

The document may break a long paragraph for reading, and may show only a part of the text; the
offsets of the source never change. Source offsets count code points, document positions UTF-16
units; a position just after the last character of a piece belongs to that piece.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.text import Utf16Map

if TYPE_CHECKING:
    from collections.abc import Sequence

# Where a paragraph is so long that it is broken for reading, and how long its parts are at least.
LONG_PARAGRAPH = 320
SHORTEST_PART = 160
_SENTENCE_ENDS: Final = re.compile("[。！？!?]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source shown as one block; `kind` is the paragraph's."""

    start: int
    end: int
    kind: str


class SourceMap:
    """The correspondence of a source text and a document made of `pieces` (in order)."""

    def __init__(self, text: str, pieces: Sequence[Piece]) -> None:
        self.text = text
        self.pieces = tuple(pieces)
        self._units = Utf16Map(text)
        self._starts = [piece.start for piece in self.pieces]
        self._positions: list[int] = []
        position = 0
        for piece in self.pieces:
            self._positions.append(position)
            position += self._length(piece) + 1

    def _length(self, piece: Piece) -> int:
        return self._units.to_utf16(piece.end) - self._units.to_utf16(piece.start)

    def position(self, offset: int) -> int:
        """The document position of a source offset; the nearest shown one when it is left out."""
        index = max(bisect_right(self._starts, offset) - 1, 0)
        piece = self.pieces[index]
        inside = min(max(offset, piece.start), piece.end)
        return self._positions[index] + (
            self._units.to_utf16(inside) - self._units.to_utf16(piece.start)
        )

    def offset(self, position: int) -> int:
        """The source offset of a document position."""
        index = max(bisect_right(self._positions, position) - 1, 0)
        piece = self.pieces[index]
        unit = self._units.to_utf16(piece.start) + position - self._positions[index]
        return min(self._units.to_codepoint(unit), piece.end)

    def piece_index(self, offset: int) -> int:
        """The index of the piece that shows a source offset."""
        return max(bisect_right(self._starts, offset) - 1, 0)


def reading_pieces(
    text: str, paragraphs: Sequence[tuple[str, int, int]], *, split: bool
) -> list[Piece]:
    """The blocks of a text from its paragraphs (kind, start, end), in order.

    Run-in headings stand inside a line: with `split` each begins a block together with the body
    that follows it, and long paragraphs are broken after a sentence. Without, a line is a block.
    """
    lines: list[Piece] = []
    heading_only = False
    for kind, start, end in paragraphs:
        inside_line = bool(lines) and start > 0 and text[start - 1] != "\n"
        follows_heading = inside_line and heading_only
        if inside_line and (not split or follows_heading):
            last = lines[-1]
            joined = last.kind if last.kind != "heading" else ("body" if kind == "body" else kind)
            lines[-1] = Piece(last.start, end, joined)
        else:
            lines.append(Piece(start, end, kind))
        heading_only = kind == "heading" and (heading_only or not follows_heading)
    return [part for line in lines for part in (_broken(text, line) if split else [line])]


def _broken(text: str, piece: Piece) -> list[Piece]:
    if piece.kind != "body" or piece.end - piece.start <= LONG_PARAGRAPH:
        return [piece]
    parts: list[Piece] = []
    start = piece.start
    last = piece.end - SHORTEST_PART // 2
    for match in _SENTENCE_ENDS.finditer(text, piece.start, last):
        if match.end() - start >= SHORTEST_PART:
            parts.append(Piece(start, match.end(), piece.kind))
            start = match.end()
    parts.append(Piece(start, piece.end, piece.kind))
    return parts
