"""The user's Markdown on its way into a document, as a tree of blocks or as Markdown again.

What is written back has all its blocks closed, so that a fence left open in one section cannot
swallow the next, and its headings stay below those of the document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from desktop.documents.commonmark import parser
from desktop.documents.markdown import escaped, line_start, pipe_row
from desktop.documents.text import one_line, xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.tree import SyntaxTreeNode

_DEEPEST: Final = 6
_TICKS: Final = re.compile("`+")


def tree(text: str) -> list[SyntaxTreeNode]:
    """The blocks of a text."""
    from markdown_it.tree import SyntaxTreeNode

    return list(SyntaxTreeNode(parser().parse(xml_text(text))).children)


def rewritten(text: str, *, below: int = 0) -> str:
    """The same text as Markdown that ends where it ends; headings begin under level `below`."""
    return "\n".join(_blocks(tree(text), below))


# Blocks, each as its lines


def _blocks(nodes: Sequence[SyntaxTreeNode], below: int, *, tight: bool = False) -> list[str]:
    lines: list[str] = []
    for place, node in enumerate(nodes):
        again = bool(place) and nodes[place - 1].type == node.type
        made = _block(node, below, other_mark=again)
        if lines and not (tight and node.type == "paragraph"):
            lines.append("")
        lines += made
    return lines


def _block(node: SyntaxTreeNode, below: int, *, other_mark: bool) -> list[str]:
    match node.type:
        case "heading":
            level = min(int(node.tag[1:]) + below, _DEEPEST)
            return [f"{'#' * level} {one_line(_inline_of(node))}"]
        case "bullet_list":
            return _list(node, below, ["*" if other_mark else "-"] * len(node.children))
        case "ordered_list":
            first = int(node.attrs.get("start", 1))
            sign = ")" if other_mark else "."
            marks = [f"{number}{sign}" for number in range(first, first + len(node.children))]
            return _list(node, below, marks)
        case "blockquote":
            return [f"> {line}".rstrip() for line in _blocks(node.children, below)] or [">"]
        case "fence" | "code_block":
            return _code(node)
        case "hr":
            return ["***"]
        case "table":
            return _table(node)
        case _:
            return [line_start(line) for line in _inline_of(node).split("\n")]


def _list(node: SyntaxTreeNode, below: int, marks: Sequence[str]) -> list[str]:
    tight = all(p.hidden for item in node.children for p in item.children if p.type == "paragraph")
    lines: list[str] = []
    for mark, item in zip(marks, node.children, strict=True):
        if lines and not tight:
            lines.append("")
        made = _blocks(item.children, below, tight=tight) or [""]
        indent = " " * (len(mark) + 1)
        lines.append(f"{mark} {made[0]}".rstrip())
        lines += [
            f"{indent}{line}".rstrip() if not line.endswith("  ") else indent + line
            for line in made[1:]
        ]
    return lines


def _code(node: SyntaxTreeNode) -> list[str]:
    longest = max((len(run) for run in _TICKS.findall(node.content)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{_language(node)}", *node.content.rstrip("\n").split("\n"), fence]


def _language(node: SyntaxTreeNode) -> str:
    return "".join(c for c in node.info.split(" ")[0] if c.isalnum() or c in "+-#")


def _table(node: SyntaxTreeNode) -> list[str]:
    rows = [row for part in node.children for row in part.children]
    lines = [pipe_row([_inline_of(cell, cell=True) for cell in row.children]) for row in rows]
    return [lines[0], pipe_row(["---"] * len(rows[0].children)), *lines[1:]]


# Within a line


def _inline_of(node: SyntaxTreeNode, *, cell: bool = False) -> str:
    return "".join(_inline(child, cell) for part in node.children for child in part.children)


def _inline(node: SyntaxTreeNode, cell: bool) -> str:
    match node.type:
        case "text":
            return escaped(node.content)
        case "softbreak" | "hardbreak":
            return "  \n"
        case "code_inline":
            return _ticked(node.content.replace("|", "\\|") if cell else node.content)
        case "link":
            return _link(node, cell)
        case _:
            return f"{node.markup}{_children(node, cell)}{node.markup}"


def _children(node: SyntaxTreeNode, cell: bool) -> str:
    return "".join(_inline(child, cell) for child in node.children)


def _ticked(content: str) -> str:
    longest = max((len(run) for run in _TICKS.findall(content)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if content.startswith(("`", " ")) or content.endswith(("`", " ")) else ""
    return f"{ticks}{pad}{content}{pad}{ticks}"


def _link(node: SyntaxTreeNode, cell: bool) -> str:
    address = str(node.attrs.get("href", "")).replace("<", "%3C").replace(">", "%3E")
    if node.markup == "autolink":
        return f"<{node.children[0].content}>"
    title = escaped(one_line(str(node.attrs.get("title", "")))).replace('"', '\\"')
    target = f'<{address}> "{title}"' if title else f"<{address}>"
    return f"[{_children(node, cell)}]({target})"
