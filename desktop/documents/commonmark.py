"""The one reading of Markdown: raw HTML off, no pictures, nothing is loaded."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from db.markdown import bound_emphasis, bound_tables

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The parser that all documents share."""
    return new_parser()


def new_parser() -> MarkdownIt:
    """A parser with the rules that the screen and all documents share: they show the same."""
    # Loaded with the first note: it takes as long as a tenth of the whole start.
    from markdown_it import MarkdownIt

    # `html: False` shows tags as the text they are; images would name files or addresses.
    made = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
    made.enable(["table", "strikethrough"])
    made.disable(["image", "html_block", "html_inline"])
    made.inline.ruler.at("emphasis", _emphasis)
    bound_tables(made)
    bound_emphasis(made)
    return made


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Stars beside an ideograph are emphasis even where they touch punctuation.

    CommonMark tells their sides apart by blanks, which Chinese has none of: without this rule
    “**加强领导。**各村……”, as everybody writes it, would show its stars.
    """
    from markdown_it.rules_inline import emphasis

    start = state.pos
    if not emphasis.tokenize(state, silent):
        return False
    if state.src[start] == "*":
        before = state.src[start - 1] if start else " "
        after = state.src[state.pos] if state.pos < state.posMax else " "
        for delimiter in state.delimiters[start - state.pos :]:
            delimiter.open = delimiter.open or (_is_ideograph(before) and _is_mark(after))
            delimiter.close = delimiter.close or (_is_mark(before) and _is_ideograph(after))
    return True


def _is_ideograph(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "W" and character.isalpha()


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
