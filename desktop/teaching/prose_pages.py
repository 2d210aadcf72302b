"""Markdown cut to pages: the trainer's own words, and a note that was switched on.

Cut between blocks, within a list between its items, within a table between its rows, within a
fence between its lines: each page is Markdown that stands by itself, so that a list counts on and
a table has its head again. Only a paragraph that is higher than a page is cut between sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from desktop.documents.fitting import LEADING, cut, height
from desktop.documents.markdown import line_start
from desktop.documents.prose import tree
from desktop.documents.text import xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.tree import SyntaxTreeNode

    from desktop.teaching.room import Room

_GAP: Final = 24.0  # between blocks, as who paints them has it
_CLOSE: Final = 10.0  # between the items of a list
_INDENT: Final = 56.0
_HEADING: Final = 1.35
"""Size of a heading's type in sizes of the text's."""
_NUMBER: Final = re.compile(r"^([>\s]*)(\d+)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stays on one page. `glue` stands between it and the next one where both share a page.

    `opening` is what it needs before it where it begins a page, `closing` behind it where it ends
    one; `first`, if any, is its text where it begins a page.
    """

    text: str
    tall: float
    glue: str = "\n"
    opening: str = ""
    closing: str = ""
    first: str = ""
    heads: bool = False
    """Whether it belongs to what follows: a heading never ends a page."""


def prose_pages(markdown: str, room: Room, *, less: float = 0.0) -> list[str]:
    """A text as the pages it takes, none for no text; `less`: what else needs height on each."""
    text = xml_text(markdown).strip("\n")
    if not text.strip():
        return []
    free = room.height - less
    pages: list[list[_Piece]] = []
    used = 0.0
    for piece in _kept_together(_Parts(text, room, free).pieces(), free):
        if not pages or used + piece.tall > free:
            pages.append([])
            used = 0.0
        pages[-1].append(piece)
        used += piece.tall
    # Notes of nothing but link targets have no blocks.
    return [text] if len(pages) < 2 else [_page(page) for page in pages]


def _page(pieces: Sequence[_Piece]) -> str:
    begin, last = pieces[0], pieces[-1]
    words = begin.opening + (begin.first or begin.text)
    for above, piece in pairwise(pieces):
        words += above.glue + piece.text
    return words + last.closing


def _kept_together(pieces: Sequence[_Piece], free: float) -> list[_Piece]:
    """Headings joined with what follows them, where both have room on a page."""
    found: list[_Piece] = []
    for piece in pieces:
        above = found[-1] if found else None
        if above is not None and above.heads and above.tall + piece.tall <= free:
            words = above.text + above.glue + piece.text
            tall = above.tall + piece.tall
            found[-1] = replace(piece, text=words, tall=tall, opening="", first="")
        else:
            found.append(piece)
    return found


class _Parts:
    """Takes a text apart; the source's own lines stay as they are."""

    def __init__(self, text: str, room: Room, free: float) -> None:
        self._lines = text.split("\n")
        self._nodes = tree(text)
        self._body, self._width, self._free = room.body, room.width, free

    def pieces(self) -> list[_Piece]:
        """All of it, in order."""
        return self._of(self._nodes, 0, len(self._lines), self._width)

    def _of(
        self, nodes: Sequence[SyntaxTreeNode], begin: int, end: int, width: float
    ) -> list[_Piece]:
        """Blocks that stand in a span of lines; what is between two goes along with the first."""
        found: list[_Piece] = []
        for node, (first, behind) in zip(nodes, _spans(nodes, begin, end), strict=True):
            found += self._block(node, first, behind, width)
        return found

    def _block(self, node: SyntaxTreeNode, begin: int, end: int, width: float) -> list[_Piece]:
        if node.type in ("bullet_list", "ordered_list"):
            return self._items(node, begin, end, width)
        whole = self._whole(node, begin, end, width)
        if whole.tall <= self._free:
            return [whole]
        quoted = self._lines[begin].lstrip().startswith(">")
        match node.type:
            case "blockquote":
                made = self._of(node.children, begin, end, width - _INDENT)
            case "table":
                made = self._rows(node, begin, width)
            case "fence" if not quoted:
                made = self._code(node, width)
            case "code_block":
                made = [self._line(line, width) for line in self._lines[begin:end]]
            case "paragraph" if not quoted:
                made = self._sentences(whole.text, width)
            case _:
                made = []
        return made or [whole]

    def _whole(self, node: SyntaxTreeNode, begin: int, end: int, width: float) -> _Piece:
        text = "\n".join(self._lines[begin:end])
        heads = node.type == "heading"
        size = self._body * (_HEADING if heads else 1.0)
        tall = height(text.rstrip("\n "), size, width) + _GAP
        if node.type == "table":
            tall = sum(self._row(row, width) for row in _rows_of(node))
        return _Piece(text, tall, heads=heads)

    def _items(self, node: SyntaxTreeNode, begin: int, end: int, width: float) -> list[_Piece]:
        number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        found = []
        for place, (first, behind) in enumerate(_spans(node.children, begin, end)):
            lines = self._lines[first:behind]
            text = "\n".join(lines)
            tall = height(text.rstrip("\n "), self._body, width - _INDENT) + _CLOSE * len(lines)
            counted = "" if number is None else _counted(lines, number + place)
            found.append(_Piece(text, tall, first=counted))
        return found

    def _rows(self, node: SyntaxTreeNode, begin: int, width: float) -> list[_Piece]:
        """A table's rows, each with the head where it begins a page."""
        head, *rows = _rows_of(node)
        lines = "\n".join(self._lines[begin : begin + 2])
        above = self._row(head, width)
        found: list[_Piece] = []
        for row in rows:
            text = self._lines[row.map[0]] if row.map else ""
            tall = self._row(row, width)
            if not found:
                found.append(_Piece(f"{lines}\n{text}", tall + above))
            else:
                found.append(_Piece(text, tall, opening=f"{lines}\n"))
        if found:
            found[-1] = replace(found[-1], glue="\n\n")
        return found

    def _row(self, row: SyntaxTreeNode, width: float) -> float:
        room = width / max(len(row.children), 1) - _GAP
        words = ("".join(part.content for part in cell.children) for cell in row.children)
        return max((height(word, self._body, room) for word in words), default=0.0) + _GAP

    def _code(self, node: SyntaxTreeNode, width: float) -> list[_Piece]:
        opening, closing = f"{node.markup}{node.info}\n", f"\n{node.markup}"
        words = node.content.removesuffix("\n").split("\n")
        found = [
            replace(self._line(line, width), opening=opening, closing=closing) for line in words
        ]
        found[0] = replace(found[0], text=opening + found[0].text, opening="")
        found[-1] = replace(found[-1], text=found[-1].text + closing, closing="", glue="\n\n")
        return found

    def _line(self, line: str, width: float) -> _Piece:
        return _Piece(line, height(line, self._body, width - _INDENT))

    def _sentences(self, text: str, width: float) -> list[_Piece]:
        """A paragraph that is higher than a page, in pieces of a third of one."""
        per_line = max(1, int(width / self._body))
        most = per_line * max(1, int(self._free / (self._body * LEADING) / 3))
        ends = cut(text, most)
        words = [text[begin:end] for begin, end in pairwise([0, *ends])]
        found = [
            _Piece(word, height(word, self._body, width), "", first=line_start(word.lstrip()))
            for word in words
        ]
        found[0] = replace(found[0], first="")
        found[-1] = replace(found[-1], glue="\n")
        return found


def _spans(nodes: Sequence[SyntaxTreeNode], begin: int, end: int) -> list[tuple[int, int]]:
    """The lines of blocks: from where one begins to where the next does."""
    begins = [begin, *(node.map[0] if node.map else begin for node in nodes[1:])]
    return list(pairwise([*begins, end])) if nodes else []


def _rows_of(table: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    return [row for part in table.children for row in part.children]


def _counted(lines: Sequence[str], number: int) -> str:
    """An item that begins a page with its own number, whatever its author wrote there; '' as is."""
    found = _NUMBER.match(lines[0])
    if found is None or int(found[2]) == number:
        return ""
    more = " " * max(len(str(number)) - len(found[2]), 0)
    head = f"{found[1]}{number}{lines[0][found.end() :]}"
    return "\n".join([head, *(more + line if line.strip() else line for line in lines[1:])])
