"""The user's Markdown as paragraphs and tables of an official document.

Numbered lists become its levels 1. and （1）, bullets the —— of parallel sentences. Links are text,
raw HTML is the text it is written as, and every line the user broke is a paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desktop.documents.commonmark import parser
from desktop.documents.gongwen_table import Column, table
from desktop.documents.gongwen_text import Style, heading_style, paragraph, run
from desktop.documents.text import display_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

    from desktop.documents.word import Element

_BULLET: Final = "——"
_RULE: Final = "hr"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_WIDE: Final = 8845
"""Twentieths of a point between the margins of an upright page: 156 mm."""


@dataclass(frozen=True, slots=True)
class Faces:
    """What the writer of Markdown must know of the document around it."""

    emphasis: str
    """The face of what is emphasised: slanted ideographs are none."""
    level: int = 1
    """Of the section: headings within go below it."""
    depth: int = 0
    """How many levels of 1. are taken by what stands around the text."""


def to_blocks(text: str, faces: Faces) -> list[Element]:
    """The paragraphs and tables of `text`; none where it holds nothing."""
    return _Blocks(faces).read(parser().parse(text))


@dataclass(slots=True)
class _List:
    """A list that is open: its next number, or None for bullets."""

    number: int | None


@dataclass(slots=True)
class _Blocks:
    faces: Faces
    made: list[Element] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    quotes: int = 0
    heading: int = 0
    prefix: str = ""
    """What the next paragraph begins with: the number of its item."""
    rows: list[list[list[Element]]] = field(default_factory=list)
    in_table: bool = False

    def read(self, tokens: Iterable[Token]) -> list[Element]:
        for token in tokens:
            self._take(token)
        return self.made

    def _take(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._lines(_lines(token.children or (), self.faces.emphasis))
            case "fence" | "code_block":
                text = token.content.removesuffix("\n")
                self._lines([[run(line)] for line in text.split("\n")])
            case "heading_open":
                self.heading = int(token.tag[1:])
            case "heading_close":
                self.heading = 0
            case "blockquote_open":
                self.quotes += 1
            case "blockquote_close":
                self.quotes -= 1
            case _:
                self._take_list(token)
                self._take_table(token)

    def _take_list(self, token: Token) -> None:
        match token.type:
            case "ordered_list_open":
                self.lists.append(_List(int(token.attrGet("start") or 1)))
            case "bullet_list_open":
                self.lists.append(_List(None))
            case "ordered_list_close" | "bullet_list_close":
                self.lists.pop()
            case "list_item_open":
                self.prefix += self._item()
            case "list_item_close":
                if self.prefix:  # an item with nothing in it is there all the same
                    self._lines([[]])

    def _item(self) -> str:
        number = self.lists[-1].number
        if number is None:
            return _BULLET
        self.lists[-1].number = number + 1
        above = sum(outer.number is not None for outer in self.lists[:-1])
        return ordinal(above + self.faces.depth + 1, number)

    def _take_table(self, token: Token) -> None:
        match token.type:
            case "table_open":
                self.in_table, self.rows = True, []
            case "tr_open":
                self.rows.append([])
            case "th_open" | "td_open":
                self.rows[-1].append([])
            case "table_close":
                self.in_table = False
                self.made += _table(self.rows)

    def _lines(self, lines: list[list[Element]]) -> None:
        if self.in_table:
            self.rows[-1][-1] += _joined(lines)
            return
        for line in lines:
            before = [run(self.prefix)] if self.prefix else []
            self.prefix = ""
            self.made.append(paragraph(self._style(), *before, *line))

    def _style(self) -> Style:
        if self.heading:
            return heading_style(self.faces.level + self.heading)
        return Style.QUOTE if self.quotes else Style.BODY


def ordinal(level: int, number: int) -> str:
    """1. and （1） as the standard writes its third and fourth level, ① below them."""
    if level == 1:
        return f"{number}."
    if level > 2 and 1 <= number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    return f"（{number}）"


def _lines(children: Iterable[Token], emphasis: str) -> list[list[Element]]:
    """The runs of a paragraph, a list for each of its lines."""
    lines: list[list[Element]] = [[]]
    bold = slanted = struck = 0
    targets: list[tuple[str, int]] = []
    for child in children:
        match child.type:
            case "softbreak" | "hardbreak":
                lines.append([])
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "em_open" | "em_close":
                slanted += child.nesting
            case "s_open" | "s_close":
                struck += child.nesting
            case "link_open":
                targets.append((str(child.attrGet("href") or ""), len(lines[-1])))
            case "link_close":
                target, start = targets.pop()
                lines[-1] += _address(target, lines[-1][start:])
            case _ if child.content:
                font = emphasis if slanted else ""
                lines[-1].append(
                    run(child.content, font=font, bold=bool(bold), strike=bool(struck))
                )
    return lines


def _address(target: str, shown: Sequence[Element]) -> list[Element]:
    """Where a link leads, behind its text, unless the text is the address itself."""
    text = "".join(part.text for part in shown)
    bare = target.removeprefix("mailto:")
    return [] if not bare or text in (target, bare) else [run(f"（{bare}）")]


def _joined(lines: list[list[Element]]) -> list[Element]:
    """The lines of a cell in one paragraph."""
    from desktop.documents.word import w

    joined: list[Element] = []
    for number, line in enumerate(lines):
        joined += ([w("r", w("br"))] if number else []) + line
    return joined


def _table(rows: list[list[list[Element]]]) -> list[Element]:
    """A table as wide as the page's text; its first row is the head."""
    if not rows:
        return []
    names = ["".join(part.text for part in cell) for cell in rows[0]]
    weights = [
        max(6, min(40, *(display_width(_text(row, number)) for row in rows), 40))
        for number in range(len(names))
    ]
    columns = [Column(name, weight) for name, weight in zip(names, weights, strict=True)]
    return [table(columns, rows[1:], _WIDE), paragraph(Style.PLAIN)]


def _text(row: list[list[Element]], number: int) -> str:
    return "".join(part.text for part in row[number]) if number < len(row) else ""
