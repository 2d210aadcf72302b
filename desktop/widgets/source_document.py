"""Sets the type of a source text: one block a piece, in a QTextDocument.

The articles mix ASCII `, ; : ! ( )` with full-width `。、“”`. Nothing is replaced: the half-width
marks only get extra advance, as a letter spacing on those characters alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Appearance
    from desktop.widgets.source_map import Piece, SourceMap

_AFTER = re.compile(r"[,;:!?]+")
_BRACKET = re.compile(r"\)")
_BEFORE_BRACKET = re.compile(r".(?=\()", re.DOTALL)
_EM_AFTER = 0.34
_EM_BRACKET = 0.22


class Typesetter:
    """Fills a document from a source map, in the fonts and line heights of the design."""

    def __init__(self, appearance: Appearance, role: str) -> None:
        self._appearance = appearance
        self._role = role

    def fill(
        self, document: QTextDocument, source: SourceMap, headings: Sequence[tuple[int, int]]
    ) -> None:
        """Replace the document's content. `headings` are run-in headings, shown bold."""
        document.clear()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self._appearance.font(self._role))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        last = len(source.pieces) - 1
        for index, piece in enumerate(source.pieces):
            if index:
                cursor.insertBlock()
            cursor.setBlockFormat(self._block_format(piece, index == 0, index == last))
            self._insert(cursor, source.text, piece, headings)
        cursor.endEditBlock()

    def _insert(
        self,
        cursor: QTextCursor,
        text: str,
        piece: Piece,
        headings: Sequence[tuple[int, int]],
    ) -> None:
        spacing = _advances(text, piece)
        bold = _within(headings, piece)
        edges = [edge for heading in bold for edge in heading]
        cuts = sorted({piece.start, piece.end, *edges, *spacing, *(i + 1 for i in spacing)})
        for start, end in pairwise(cuts):
            heading = any(s <= start and end <= e for s, e in bold)
            form = self._char_format(piece, bold=heading and piece.kind == "body")
            if start in spacing:
                form.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
                form.setFontLetterSpacing(spacing[start] * form.font().pixelSize())
            cursor.insertText(text[start:end], form)

    def _char_format(self, piece: Piece, *, bold: bool) -> QTextCharFormat:
        look = self._appearance
        form = QTextCharFormat()
        if piece.kind == "title":
            form.setFont(look.font("docTitle"))
        elif piece.kind == "caption":
            form.setFont(look.font("body"))
        else:
            form.setFont(look.font(self._role, bold=bold or piece.kind == "heading"))
        form.setForeground(look.color("ink3" if piece.kind == "caption" else "ink1"))
        return form

    def _block_format(self, piece: Piece, first: bool, last: bool) -> QTextBlockFormat:
        look = self._appearance
        form = QTextBlockFormat()
        role = {"title": "docTitle", "caption": "body"}.get(piece.kind, self._role)
        height = QTextBlockFormat.LineHeightTypes.FixedHeight
        form.setLineHeight(look.line(role), height.value)
        gap = look.px(10)
        form.setTopMargin(0 if first else {"heading": 2 * gap}.get(piece.kind, 0))
        form.setBottomMargin(0 if last else gap)
        form.setProperty(QTextFormat.Property.BlockNonBreakableLines, False)
        form.setAlignment(Qt.AlignmentFlag.AlignLeft)
        return form


def _advances(text: str, piece: Piece) -> dict[int, float]:
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
