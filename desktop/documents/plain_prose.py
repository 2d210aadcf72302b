"""The user's Markdown as plain lines, for places that have no formatting: speaker's notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.prose import tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.tree import SyntaxTreeNode


def plain_prose(markdown: str) -> str:
    """One paragraph a line; lists keep their marks, links their address, tables their cells."""
    return "\n".join(_blocks(tree(markdown), ""))


def _blocks(nodes: Iterable[SyntaxTreeNode], indent: str) -> list[str]:
    lines: list[str] = []
    for node in nodes:
        match node.type:
            case "bullet_list" | "ordered_list":
                lines += _list(node, indent)
            case "blockquote":
                lines += _blocks(node.children, f"{indent}　")
            case "fence" | "code_block":
                lines += [f"{indent}{line}" for line in node.content.rstrip("\n").split("\n")]
            case "table":
                rows = (row for part in node.children for row in part.children)
                lines += [
                    indent + "　｜　".join(_inline(cell) for cell in row.children) for row in rows
                ]
            case "hr":
                lines.append(f"{indent}——————")
            case _:
                lines += [f"{indent}{line}" for line in _inline(node).split("\n")]
    return lines


def _list(node: SyntaxTreeNode, indent: str) -> list[str]:
    lines: list[str] = []
    number = int(node.attrs.get("start", 1))
    for item in node.children:
        mark = f"{number}. " if node.type == "ordered_list" else "• "
        number += 1
        first, *rest = _blocks(item.children, f"{indent}　") or [f"{indent}　"]
        lines += [f"{indent}{mark}{first.removeprefix(f'{indent}　')}", *rest]
    return lines


def _inline(node: SyntaxTreeNode) -> str:
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    words = node.content if not node.children else "".join(map(_inline, node.children))
    if node.type == "link":
        address = str(node.attrs.get("href", ""))
        return words if not address or address == words else f"{words}（{address}）"
    return words
