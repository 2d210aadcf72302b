"""The user's Markdown as rich text for a label: raw HTML off, no pictures, nothing is loaded."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from desktop.documents import commonmark

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

# Nothing in it that could be a mark, and no number that could begin a list.
_BARE: Final = re.compile(r"(?:[^\\`*_~\[\]<>&#|=+\-\d\x00]|\d(?![.)]))*")
_BOXES: Final = {"[ ] ": "unchecked", "[x] ": "checked"}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    made = commonmark.new_parser()
    made.core.ruler.push("tasks", _mark_tasks)
    return made


def _mark_tasks(state: StateCore) -> None:
    """[ ] and [x] at the beginning of a list item: Qt draws a box for an item of these classes."""
    tokens = state.tokens
    for number in range(2, len(tokens)):
        item, inline = tokens[number - 2], tokens[number]
        if inline.type != "inline" or item.type != "list_item_open" or not inline.children:
            continue
        first = inline.children[0]
        box = first.content[:4].lower() if first.type == "text" else ""
        if box in _BOXES:
            first.content = first.content[4:]
            item.attrSet("class", _BOXES[box])


def to_html(text: str) -> str:
    """Rich text of a note. Links are shown, and lead nowhere unless somebody connects them."""
    rendered: str = _parser().render(text)
    return rendered


@lru_cache(maxsize=2_000)
def to_plain(text: str) -> str:
    """The words of a note without its marks, blocks and lines joined by blanks."""
    if _BARE.fullmatch(text):  # most notes: in no time
        return " ".join(text.split())
    parts: list[str] = []
    for token in _parser().parse(text):
        if token.type in ("fence", "code_block"):
            parts.append(token.content)
        elif token.children is not None:
            parts.append("".join(_leaf(child.type, child.content) for child in token.children))
    return " ".join(" ".join(parts).split())


def _leaf(kind: str, content: str) -> str:
    return " " if kind in ("softbreak", "hardbreak") else content
