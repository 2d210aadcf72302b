"""Markdown on a slide: the trainer's own words, or a note that was switched on.

Read by the one parser of the program: raw HTML is shown as the text it is, no picture is loaded,
a link leads nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from desktop.documents.prose import tree
from desktop.widgets.slide_blocks.text import SlideText, Span, marks
from desktop.widgets.slide_blocks.typeset import MARGIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.tree import SyntaxTreeNode
    from PySide6.QtGui import QFont

    from desktop.documents.sheet import Prose, Source
    from desktop.widgets.slide_blocks.canvas import Canvas, Inks
    from desktop.widgets.slide_blocks.look import Moment
    from desktop.widgets.slide_blocks.typeset import Typeset

_INDENT: Final = 56
_STRIPE: Final = 8
_BOXES: Final = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}


@dataclass(frozen=True, slots=True)
class _Style:
    """How inline text is set: the roles of type it has, and what marks it."""

    role: str
    bold: bool = False
    ink: str = ""
    struck: bool = False
    lined: bool = False


@dataclass(slots=True)
class _Piece:
    """Something at a place: a text, or a mark with its text, or a filled rectangle."""

    x: float
    y: float
    text: SlideText | None = None
    ink: str = "ink1"
    fill: QRectF | None = None


class Flow:
    """Markdown set in a width, from the top down."""

    def __init__(
        self,
        markdown: str,
        typeset: Typeset,
        inks: Inks,
        width: float,
        *,
        role: str = "body",
        ink: str = "ink1",
        sources: Sequence[Source] = (),
    ) -> None:
        self._set, self._inks, self._role = typeset, inks, role
        self._ink = ink
        self._pieces: list[_Piece] = []
        self._y = 0.0
        self._tail = marks(sources, typeset.font("source"))
        nodes = tree(markdown)
        self._last = _last_text(nodes)
        self._blocks(nodes, 0.0, width)
        self.height = self._y

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw with the top left at a point."""
        for piece in self._pieces:
            if piece.fill is not None:
                canvas.fill(piece.fill.translated(x, top), piece.ink)
            if piece.text is not None:
                piece.text.paint(canvas, x + piece.x, top + piece.y, piece.ink)

    # Blocks

    def _blocks(
        self, nodes: Sequence[SyntaxTreeNode], x: float, width: float, *, tight: bool = False
    ) -> None:
        for place, node in enumerate(nodes):
            if place:
                self._y += self._set.space(6 if tight else 24)
            self._block(node, x, max(width, 4.0 * _INDENT))

    def _block(self, node: SyntaxTreeNode, x: float, width: float) -> None:
        match node.type:
            case "heading":
                role = "heading" if self._role == "body" else self._role
                self._text(self._inline(node, _Style(role, bold=True)), role, x, width)
            case "bullet_list" | "ordered_list":
                self._list(node, x, width)
            case "blockquote":
                self._quote(node, x, width)
            case "fence" | "code_block":
                self._code(node, x, width)
            case "hr":
                self._rule(x, width)
            case "table":
                self._table(node, x, width)
            case _:
                self._text(self._inline(node, _Style(self._role)), self._role, x, width)

    def _text(self, spans: list[Span], role: str, x: float, width: float) -> None:
        font, line = self._set.font(role), self._set.line(role)
        text = SlideText(spans, font, line, width, self._inks, hang=True)
        self._pieces.append(_Piece(x, self._y, text, self._ink))
        self._y += text.height

    def _list(self, node: SyntaxTreeNode, x: float, width: float) -> None:
        ordered = node.type == "ordered_list"
        first = int(node.attrs.get("start", 1)) if ordered else 0
        tight = all(p.hidden for item in node.children for p in item.children if _is_text(p))
        font, line = self._set.font(self._role), self._set.line(self._role)
        signs = [f"{first + n}." if ordered else "•" for n in range(len(node.children))]
        texts = [SlideText([Span(sign)], font, line, width, self._inks) for sign in signs]
        indent = max([*(text.width + 18 for text in texts), float(_INDENT)])
        for place, item in enumerate(node.children):
            if place:
                self._y += self._set.space(10 if tight else 24)
            self._pieces.append(_Piece(x, self._y, texts[place], "accent"))
            top = self._y
            self._blocks(item.children, x + indent, width - indent, tight=tight)
            self._y = max(self._y, top + line)

    def _quote(self, node: SyntaxTreeNode, x: float, width: float) -> None:
        top = self._y
        self._blocks(node.children, x + 40, width - 40)
        stripe = QRectF(x, top, _STRIPE, max(self._y - top, 1.0))
        self._pieces.append(_Piece(x, top, None, "accentLine", stripe))

    def _code(self, node: SyntaxTreeNode, x: float, width: float) -> None:
        top, pad = self._y, self._set.space(16)
        place = len(self._pieces)
        self._y += pad
        words = node.content.rstrip("\n")
        self._text([Span(words, self._set.font("label"))], "label", x + 24, width - 48)
        self._y += pad
        ground = QRectF(x, top, width, self._y - top)
        self._pieces.insert(place, _Piece(x, top, None, "sunken", ground))

    def _rule(self, x: float, width: float) -> None:
        self._y += self._set.space(12)
        self._pieces.append(_Piece(x, self._y, None, "hair2", QRectF(x, self._y, width, 2)))
        self._y += 2 + self._set.space(12)

    def _table(self, node: SyntaxTreeNode, x: float, width: float) -> None:
        rows = [row for part in node.children for row in part.children]
        columns = max(len(row.children) for row in rows)
        room = width / columns
        for number, row in enumerate(rows):
            bottom, top = self._y, self._y + self._set.space(10)
            for column, cell in enumerate(row.children):
                self._y = top
                style = _Style("label", bold=number == 0)
                spans = self._inline(cell, style)
                self._text(spans, "label", x + column * room, room - 24)
                bottom = max(bottom, self._y)
            self._y = bottom + self._set.space(10)
            edge = QRectF(x, self._y, width, 2 if number == 0 else 1)
            self._pieces.append(_Piece(x, self._y, None, "hair2", edge))
            self._y += 2

    # Within a line

    def _inline(self, node: SyntaxTreeNode, style: _Style) -> list[Span]:
        found: list[Span] = []
        for part in node.children:
            for number, child in enumerate(part.children):
                found += self._spans(child, style, first=number == 0 and _in_item(node))
        if node is self._last:
            found += self._tail
        return found

    def _spans(self, node: SyntaxTreeNode, style: _Style, *, first: bool = False) -> list[Span]:
        match node.type:
            case "text":
                words = node.content
                if first and words[:4] in _BOXES:
                    words = _BOXES[words[:4]] + words[4:]
                return [self._span(words, style)]
            case "softbreak" | "hardbreak":
                return [self._span("\n", style)]
            case "code_inline":
                return [self._span(node.content, _with(style, ink="ink2"))]
            case "strong":
                inner = _with(style, bold=True)
            case "em":
                inner = _with(style, ink="accent")  # ideographs have no italics
            case "s":
                inner = _with(style, struck=True)
            case "link":
                inner = _with(style, lined=True)
            case _:
                inner = style
        return [span for child in node.children for span in self._spans(child, inner)]

    def _span(self, words: str, style: _Style) -> Span:
        font: QFont = self._set.font(style.role, bold=style.bold or None)
        return Span(words, font, style.ink, None, style.struck, style.lined)


def _with(style: _Style, **changed: bool | str) -> _Style:
    values = {name: getattr(style, name) for name in ("role", "bold", "ink", "struck", "lined")}
    return _Style(**(values | changed))


def _is_text(node: SyntaxTreeNode) -> bool:
    return node.type == "paragraph"


def _in_item(node: SyntaxTreeNode) -> bool:
    return node.parent is not None and node.parent.type == "list_item"


def _last_text(nodes: Sequence[SyntaxTreeNode]) -> SyntaxTreeNode | None:
    """The paragraph or heading that ends the text, None where it ends otherwise."""
    while nodes:
        last = nodes[-1]
        if last.type in ("paragraph", "heading"):
            return last
        if last.type not in ("bullet_list", "ordered_list", "list_item", "blockquote"):
            return None
        nodes = last.children
    return None


class ProseBlock:
    """Markdown with a quiet heading above it."""

    parts = 0

    def __init__(self, prose: Prose, typeset: Typeset, inks: Inks, width: float) -> None:
        small, line = typeset.font("source", bold=True), typeset.line("source")
        heading = [Span(prose.heading)] if prose.heading else []
        self._heading = SlideText(heading, small, line, width, inks) if heading else None
        self._above = self._heading.height + typeset.space(12) if self._heading else 0.0
        self._flow = Flow(prose.markdown, typeset, inks, width)
        self.height = self._above + self._flow.height

    def paint(self, canvas: Canvas, top: float, moment: Moment) -> None:  # noqa: ARG002
        """All of it."""
        if self._heading:
            self._heading.paint(canvas, MARGIN, top, "accent")
        self._flow.paint(canvas, MARGIN, top + self._above)
