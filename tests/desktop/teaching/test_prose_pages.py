"""Markdown on pages: no word is lost, and each page reads as the whole did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.prose import tree
from desktop.documents.sheet import Shape
from desktop.teaching.prose_pages import prose_pages
from desktop.teaching.room import Room

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

ROOM = Room(Shape.WIDE)
SENTENCE = "各地的做法不同，先请学员说说本镇的情况，再看原文怎么说。"

WORDS = st.text("镇村党员干部擂台比武abc 。，", min_size=1, max_size=120).filter(str.strip)


def _line(text: str) -> str:
    return " ".join(text.split())


def _listed(items: list[str], mark: str) -> str:
    return "\n".join(f"{mark} {_line(item)}" for item in items)


BLOCKS = st.one_of(
    WORDS.map(_line),
    st.text("镇村党员。，；", min_size=1, max_size=3000),
    WORDS.map(lambda text: f"## {_line(text)}"),
    st.lists(WORDS, min_size=1, max_size=30).map(lambda items: _listed(items, "-")),
    st.lists(WORDS, min_size=1, max_size=30).map(lambda items: _listed(items, "1.")),
    st.lists(WORDS, min_size=1, max_size=30).map(lambda items: _listed(items, ">")),
    st.lists(WORDS, min_size=1, max_size=30).map(
        lambda items: "```\n" + "\n".join(map(_line, items)) + "\n```"
    ),
)
TEXTS = st.lists(BLOCKS, min_size=1, max_size=6).map("\n\n".join)


def words_of(nodes: list[SyntaxTreeNode]) -> str:
    """What is read, without blanks: for laws that are about words only."""
    found = "".join(node.content for top in nodes for node in top.walk() if _is_leaf(node))
    return re.sub(r"\s", "", found)


def _is_leaf(node: SyntaxTreeNode) -> bool:
    return node.type in ("inline", "fence", "code_block")


@given(TEXTS, st.sampled_from(Shape), st.sampled_from([1.0, 1.3]))
def test_every_word_stands_on_one_page_and_in_its_place(
    text: str, shape: Shape, zoom: float
) -> None:
    pages = prose_pages(text, Room(shape, zoom))
    assert "".join(words_of(tree(page)) for page in pages) == words_of(tree(text))


@given(TEXTS)
def test_blocks_stay_what_they_are(text: str) -> None:
    pages = prose_pages(text, ROOM)
    kinds = {node.type for node in tree(text)}
    assert {node.type for page in pages for node in tree(page)} <= kinds


def test_what_has_room_stays_as_it_was_written() -> None:
    text = "# 讨论\n\n1. 一\n1. 二\n\n> 引"
    assert prose_pages(f"\n{text}\n", ROOM) == [text]
    assert prose_pages(" \n", ROOM) == []


def test_a_list_counts_on_over_pages() -> None:
    text = "\n".join(f"1. {SENTENCE}" for _ in range(40))
    pages = [tree(page) for page in prose_pages(text, ROOM)]
    assert len(pages) > 1
    count = 1
    for (found,) in pages:
        assert found.type == "ordered_list"
        assert int(found.attrs.get("start", 1)) == count
        count += len(found.children)
    assert count == 41


def test_what_belongs_to_an_item_goes_with_it_where_its_number_grows() -> None:
    text = "\n".join(f"1. {SENTENCE}\n   - {SENTENCE}\n" for _ in range(30))
    for page in prose_pages(text, ROOM):
        (found,) = tree(page)
        assert all(item.children[-1].type == "bullet_list" for item in found.children)


def test_a_table_has_its_head_on_every_page_and_no_row_twice() -> None:
    rows = [f"| 地区{n} | {SENTENCE} |" for n in range(40)]
    text = "\n".join(["| 地区 | 做法 |", "|---|---|", *rows])
    pages = prose_pages(text, ROOM)
    assert len(pages) > 1
    found = []
    for page in pages:
        (table,) = tree(page)
        assert table.type == "table"
        lines = page.strip().split("\n")
        assert lines[:2] == ["| 地区 | 做法 |", "|---|---|"]
        found += lines[2:]
    assert found == rows


def test_a_heading_never_ends_a_page() -> None:
    text = "\n\n".join(f"## 第{n}问\n\n{SENTENCE * 3}" for n in range(20))
    pages = prose_pages(text, ROOM)
    assert len(pages) > 1
    for page in pages:
        assert tree(page)[-1].type == "paragraph"
        assert tree(page)[0].type == "heading"


@pytest.mark.parametrize("text", [">\n" * 60, "[x]: http://example.org", "```\n" * 3, "#\n" * 60])
def test_text_that_says_nothing_does_no_harm(text: str) -> None:
    assert "".join(words_of(tree(page)) for page in prose_pages(text, ROOM)) == ""
