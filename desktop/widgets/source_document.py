"""Sets the type of a source text: one block a piece, in a QTextDocument.

The articles mix ASCII `, ; : ! ( )` with full-width `。、“”`. Nothing is replaced: the half-width
marks only get extra advance, as a letter spacing on those characters alone.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument, QTextLayout

from desktop.widgets.source_map import Piece, SourceMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Appearance

_AFTER = re.compile(r"[,;:!?]+")
_BRACKET = re.compile(r"\)")
_BEFORE_BRACKET = re.compile(r".(?=\()", re.DOTALL)
_EM_AFTER = 0.34
_EM_BRACKET = 0.22
_EM_HALF_WIDTH = 0.56  # a digit, or a mark with what it is given
_ENDS = re.compile("[\n\r\u2028\u2029\ufdd0\ufdd1]")


@dataclass(frozen=True, slots=True)
class _Style:
    """How the blocks of one kind look: their characters, line height and em in pixels."""

    form: QTextCharFormat
    line: int
    em: int


class Typesetter:
    """Fills a document from a source map; knows the fonts and heights of its blocks.

    The document gets whole stretches of text at once. What only some characters have — the
    advance of half-width marks, the weight of run-in headings — is worked out for a block when
    that block is laid out: for a long text it is most of the work.
    """

    def __init__(self, appearance: Appearance, role: str) -> None:
        self._appearance = appearance
        self._role = role
        self._source = SourceMap("", [Piece(0, 0, "body")])
        self._headings: Sequence[tuple[int, int]] = ()
        self._styles: dict[str, _Style] = {}
        self._lengths: list[tuple[float, _Style]] = []

    def fill(
        self, document: QTextDocument, source: SourceMap, headings: Sequence[tuple[int, int]]
    ) -> None:
        """Replace the document's content. `headings` are run-in headings, shown bold."""
        self._source, self._headings = source, headings
        self._styles.clear()
        self._lengths.clear()
        document.clear()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self._appearance.font(self._role))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        runs = groupby(source.pieces, key=lambda piece: piece.kind)
        for number, (kind, run) in enumerate(runs):
            # A block a piece: what Qt takes for the end of a block is shown as a blank.
            lines = [_ENDS.sub(" ", source.text[piece.start : piece.end]) for piece in run]
            if number:
                cursor.insertBlock()
            cursor.insertText("\n".join(lines), self._style(kind).form)
        cursor.endEditBlock()

    # What the layout asks, by the number of a block

    def line(self, number: int) -> int:
        """The height of the lines of a block."""
        return self._style(self._kind(number)).line

    def gaps(self, count: int) -> list[float]:
        """What is left free above each block."""
        gap = float(self._appearance.px(10))
        kinds = [self._kind(number) for number in range(count)]
        return [0.0, *(gap * (2 if kind == "heading" else 1) for kind in kinds[1:])][:count]

    def likely_heights(self, count: int, width: float) -> list[float]:
        """The heights that blocks are likely to have; right for most, and known at once."""
        known = self._measured()[:count]
        # Asked in the middle of an edit there may be more blocks than pieces.
        rest = [float(self._style("body").line)] * (count - len(known))
        return [self._likely_height(piece, width) for piece in known] + rest

    def _measured(self) -> list[tuple[float, _Style]]:
        """How long each piece is on one line, in em, and its style."""
        if not self._lengths:
            for piece in self._source.pieces:
                text = self._source.text[piece.start : piece.end]
                # Three bytes for an ideograph, one for a half-width mark, in no time.
                wide = (len(text.encode("utf-8", "surrogatepass")) - len(text)) / 2
                ems = wide + (len(text) - wide) * _EM_HALF_WIDTH
                self._lengths.append((ems, self._style(piece.kind)))
        return self._lengths

    def _likely_height(self, measured: tuple[float, _Style], width: float) -> float:
        ems, style = measured
        room = max(width / style.em - 0.3, 1.0)
        return float(max(1, math.ceil(ems / room)) * style.line)

    def formats(self, number: int) -> list[QTextLayout.FormatRange]:
        """What only some characters of a block have."""
        piece = self._piece(number)
        origin = self._source.position(piece.start)

        def part(start: int, end: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
            made = QTextLayout.FormatRange()
            first = self._source.position(start) - origin
            made.start = first
            made.length = self._source.position(end) - origin - first
            made.format = form
            return made

        style = self._style(piece.kind)
        found = []
        if piece.kind == "body":
            found = [part(*bold, self._bold()) for bold in _within(self._headings, piece)]
        for offset, advance in advances(self._source.text, piece).items():
            form = QTextCharFormat()
            form.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            form.setFontLetterSpacing(advance * style.em)
            found.append(part(offset, offset + 1, form))
        return found

    def _piece(self, number: int) -> Piece:
        pieces = self._source.pieces
        return pieces[min(number, len(pieces) - 1)]

    def _kind(self, number: int) -> str:
        return self._piece(number).kind

    def _bold(self) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(self._appearance.font(self._role, bold=True))
        return form

    def _style(self, kind: str) -> _Style:
        if kind not in self._styles:
            look = self._appearance
            role = {"title": "docTitle", "caption": "body"}.get(kind, self._role)
            special = role != self._role
            font = look.font(role, bold=None if special else kind == "heading")
            form = QTextCharFormat()
            form.setFont(font)
            form.setForeground(look.color("ink3" if kind == "caption" else "ink1"))
            self._styles[kind] = _Style(form, look.line(role), font.pixelSize())
        return self._styles[kind]


def advances(text: str, piece: Piece) -> dict[int, float]:
    """Offsets of half-width marks beside ideographs -> extra advance in em."""
    found: dict[int, float] = {}
    for match in _AFTER.finditer(text, piece.start, piece.end):
        at = match.end() - 1
        if at + 1 < piece.end and not text[at + 1].isascii():
            found[at] = _EM_AFTER
    for match in _BRACKET.finditer(text, piece.start, piece.end):
        if match.end() < piece.end and not text[match.end()].isascii():
            found.setdefault(match.start(), _EM_BRACKET)
    for match in _BEFORE_BRACKET.finditer(text, piece.start, piece.end):
        if not match.group().isascii():
            found.setdefault(match.start(), _EM_BRACKET)
    return found


def _within(ranges: Sequence[tuple[int, int]], piece: Piece) -> list[tuple[int, int]]:
    """The parts of ordered, disjoint ranges that lie in a piece; O(log n + found)."""
    found = []
    index = bisect_right(ranges, piece.start, key=lambda range_: range_[1])
    while index < len(ranges) and ranges[index][0] < piece.end:
        start, end = ranges[index]
        found.append((max(start, piece.start), min(end, piece.end)))
        index += 1
    return found
