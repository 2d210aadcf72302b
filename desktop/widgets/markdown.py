"""The user's Markdown as rich text for a label: raw HTML off, no pictures, nothing is loaded."""

from __future__ import annotations

from desktop.documents.commonmark import parser as _parser


def to_html(text: str) -> str:
    """Rich text of a note. Links are shown, and lead nowhere unless somebody connects them."""
    rendered: str = _parser().render(text)
    return rendered


def to_plain(text: str) -> str:
    """The words of a note without its marks, blocks and lines joined by blanks."""
    parts: list[str] = []
    for token in _parser().parse(text):
        if token.type in ("fence", "code_block"):
            parts.append(token.content)
        elif token.children is not None:
            parts.append("".join(_leaf(child.type, child.content) for child in token.children))
    return " ".join(" ".join(parts).split())


def _leaf(kind: str, content: str) -> str:
    return " " if kind in ("softbreak", "hardbreak") else content
