"""Writes words onto pages: titles and headings, the user's Markdown, tables.

Every word goes in as text. What Markdown says about it (bold, a list, a quotation) comes out of
the parser's tree, never out of a widget's own reading of markup, and nothing is ever loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat

from desktop.documents.prose import tree
from desktop.pages.plan.print_layout import (
    BODY,
    CHARACTER,
    LINE,
    POINT,
    Flow,
    Shape,
    font,
    look,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.tree import SyntaxTreeNode

    from desktop.pages.plan.print_layout import Faces, Page, Run

_TITLE: Final = 22 * POINT
_NOTE: Final = 12 * POINT
_CELL: Final = 10.5 * POINT
_CLOSE: Final = 1.35  # the lines of notes and cells, as a multiple of their size


class Writer:
    """Writes on pages that lie one way; every method yields where a slice of time may end."""

    def __init__(self, pages: list[Page], faces: Faces, *, landscape: bool = False) -> None:
        self._flow = Flow(pages, landscape=landscape)
        self._faces = faces

    def title(self, text: str) -> None:
        """2号小标宋, centred, a blank line behind it."""
        shape = Shape(line=LINE * 1.25, centred=True)
        self._flow.paragraph([(text, look(self._faces.title, _TITLE))], shape)
        self.line("")

    def attachment(self, name: str, title: str) -> None:
        """附件1 in 黑体 at the top left, its title centred on the third line."""
        self._flow.paragraph([(name, look(self._faces.heading1, BODY))], Shape())
        self.line("")
        self.title(title)

    def heading(self, level: int, text: str, marks: str = "") -> None:
        """一、黑体, （一）楷体, deeper ones 仿宋 in bold."""
        families = {1: self._faces.heading1, 2: self._faces.heading2}.get(level, self._faces.body)
        face = look(families, BODY, bold=level > 2, grid=True)
        raised = QTextCharFormat(face)
        raised.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        runs = [(text, face), *([(marks, raised)] if marks else [])]
        self._flow.paragraph(runs, Shape(indent=2 * CHARACTER))

    def line(self, text: str, *, indent: float = 0, left: float = 0) -> None:
        """One paragraph of body text; the measures are in units."""
        self._flow.paragraph([(text, self._body())], Shape(indent=indent, left=left))

    def entry(self, head: str, quotes: Sequence[str], citation: str) -> None:
        """An entry of 借鉴来源: what it is, its quotes in 楷体, where they stand."""
        close = LINE * 0.8
        self._flow.paragraph([(head, look(self._faces.heading1, _NOTE))], Shape())
        shape = Shape(left=2 * CHARACTER, line=close)
        for quote in quotes:
            self._flow.paragraph([(quote, look(self._faces.heading2, _NOTE))], shape)
        if citation:
            self._flow.paragraph([(citation, look(self._faces.body, _CELL))], shape)

    def signature(self, name: str, day: str) -> None:
        """署名 and date: the date begins two characters right of the name, neither nearer than two
        characters to the edge."""
        room = self._flow.width - 2 * CHARACTER
        metrics = QFontMetricsF(font(self._faces.body, BODY))
        wide, late = metrics.horizontalAdvance(name), metrics.horizontalAdvance(day)
        left = min(room - wide, room - late - 2 * CHARACTER)
        if name:
            self.line(name, left=max(left, 0))
        if day:
            self.line(day, left=max(left + 2 * CHARACTER, 0))

    def table(
        self, columns: Sequence[str], weights: Sequence[float], rows: Sequence[Sequence[str]]
    ) -> Iterator[None]:
        """A table of plain words with its head on every page."""
        head, body = look(self._faces.heading1, _CELL), look(self._faces.body, _CELL)
        yield from self._flow.table(
            [[(name, head)] for name in columns],
            [[[(text, body)] for text in row] for row in rows],
            weights,
            _CELL * _CLOSE,
        )

    # The user's Markdown

    def markdown(self, text: str) -> Iterator[None]:
        """The user's own text."""
        yield from self._blocks(tree(text), depth=0)

    def _blocks(
        self, nodes: Sequence[SyntaxTreeNode], depth: int, first: str = ""
    ) -> Iterator[None]:
        for node in nodes:
            yield from self._block(node, depth, first)
            first = ""
            yield

    def _block(self, node: SyntaxTreeNode, depth: int, first: str) -> Iterator[None]:
        match node.type:
            case "bullet_list":
                yield from self._list(node, depth, lambda _: "•")
            case "ordered_list":
                start = int(node.attrs.get("start", 1))
                yield from self._list(node, depth, lambda place: f"{start + place}.")
            case "blockquote":
                yield from self._blocks(node.children, depth + 1, first)
            case "fence" | "code_block":
                for line in node.content.rstrip("\n").split("\n"):
                    self.line(line, left=2 * CHARACTER * (depth + 1))
            case "hr":
                self.line("")
            case "table":
                yield from self._own_table(node)
            case _:
                self._prose(node, depth, first)

    def _list(self, node: SyntaxTreeNode, depth: int, mark: Callable[[int], str]) -> Iterator[None]:
        for place, item in enumerate(node.children):
            if item.children:
                yield from self._blocks(item.children, depth + 1, f"{mark(place)} ")
            else:
                self.line(mark(place), indent=2 * CHARACTER, left=2 * CHARACTER * depth)

    def _prose(self, node: SyntaxTreeNode, depth: int, first: str) -> None:
        face = self._body()
        if node.type == "heading":
            face.setFontWeight(QFont.Weight.Bold)
        runs = [*([(first, face)] if first else []), *self._runs(node, face)]
        # A page has room for a few steps to the right only.
        left = 2 * CHARACTER * min(max(depth - 1, 0), 8)
        self._flow.paragraph(runs, Shape(indent=2 * CHARACTER, left=left))

    def _own_table(self, node: SyntaxTreeNode) -> Iterator[None]:
        rows = [row for part in node.children for row in part.children]
        head, body = look(self._faces.heading1, _NOTE), look(self._faces.body, _NOTE)
        made = [
            [self._runs(cell, body if number else head) for cell in row.children]
            for number, row in enumerate(rows)
        ]
        yield from self._flow.table(made[0], made[1:], [1] * len(made[0]), _NOTE * _CLOSE)

    def _runs(self, node: SyntaxTreeNode, face: QTextCharFormat) -> list[Run]:
        """The words of a paragraph with what Markdown says about them."""
        runs: list[Run] = []
        for child in node.children:
            within = QTextCharFormat(face)
            if child.type == "strong":
                within.setFontWeight(QFont.Weight.Bold)
            elif child.type == "em":  # Chinese has no italics: what they are for, 楷体 does
                within.setFontFamilies(list(self._faces.heading2))
            elif child.type == "s":
                within.setFontStrikeOut(True)
            elif child.type in ("softbreak", "hardbreak"):
                runs.append(("\n", face))
            elif not child.children:
                runs.append((child.content, face))
            runs += self._runs(child, within)
        return runs

    def _body(self) -> QTextCharFormat:
        return look(self._faces.body, BODY, grid=True)
