"""Markdown, read by a parser of the same dialect."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop.documents.markdown import to_markdown
from desktop.documents.table import Cell, Source, Table
from tests.desktop.documents.conftest import ANY_TEXT, WORDS

if TYPE_CHECKING:
    from markdown_it.token import Token

    from desktop.documents.text import Captions


def _parsed(table: Table, captions: Captions) -> list[Token]:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser.parse(to_markdown(table, captions).decode())


def _fields(tokens: list[Token]) -> list[str]:
    """What every field of the table shows."""
    opened = ("th_open", "td_open")
    return [_shown(after) for token, after in pairwise(tokens) if token.type in opened]


def _shown(token: Token) -> str:
    assert token.children is not None
    parts = []
    for child in token.children:
        assert child.type in ("text", "text_special", "html_inline", "strong_open", "strong_close")
        assert child.type != "html_inline" or child.content == "<br>"
        parts.append("\n" if child.content == "<br>" else child.content)
    return "".join(parts)


def test_the_table_its_remarks_and_its_sources_are_read_back(
    table: Table, captions: Captions
) -> None:
    tokens = _parsed(table, captions)
    fields = _fields(tokens)
    assert fields[:6] == [*table.columns, "主体", "市委组织部\n统筹推进 [1,2]", "200余户 [2]"]
    inline = [_shown(token) for token in tokens if token.type == "inline"]
    assert inline[:3] == [table.title, *table.remarks]
    assert inline[-2:] == [f"[{s.number}] {s.exact} ——{s.citation}" for s in table.sources]
    assert "ordered_list_open" not in {token.type for token in tokens}


def test_emphasis_that_a_parser_would_show_as_stars_is_left_out(captions: Captions) -> None:
    cells = [Cell("开展“比武”活动", bold=((2, 6),)), Cell("开展比武活动", bold=((2, 4),))]
    tokens = _parsed(Table("表", ["甲", "乙"], [cells]), captions)
    assert _fields(tokens)[2:] == ["开展“比武”活动", "开展比武活动"]
    strong = [c.type for t in tokens for c in t.children or () if c.type == "strong_open"]
    assert len(strong) == 1


@settings(max_examples=300)
@given(ANY_TEXT, st.lists(ANY_TEXT, min_size=1, max_size=3), ANY_TEXT)
def test_no_text_is_markup(title: str, names: list[str], text: str) -> None:
    row = [Cell(text, bold=((1, 3),)) for _ in names]
    table = Table(title, names, [row], [Source(1, text, title)], [text])
    tokens = _parsed(table, WORDS)
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert kinds <= {
        "heading", "inline", "paragraph", "table", "thead", "tbody", "tr", "th", "td",
        "bullet_list", "list_item",
    }  # fmt: skip
    shown = [" ".join(field.split()) for field in _fields(tokens)]
    clean = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    assert len(shown) == 2 * len(names)
    assert shown[-1] == " ".join(clean.replace("\x00", "").split())
