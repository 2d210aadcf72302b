"""Source offsets and document positions, with characters that Qt counts twice."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.widgets.source_map import LONG_PARAGRAPH, Piece, SourceMap, reading_pieces

if TYPE_CHECKING:
    from db.records.article import Article
    from desktop.casebase import CaseBase

_TEXT = st.text(alphabet="村党𠮷😀a。\n", min_size=1, max_size=60)


@st.composite
def _maps(draw: st.DrawFn) -> SourceMap:
    """A text and some of its stretches, in order, with gaps between them or none."""
    text = draw(_TEXT)
    cuts = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8, unique=True))
    stretches = list(pairwise(sorted(cuts)))
    kept = draw(st.lists(st.sampled_from(stretches), min_size=1, unique=True))
    return SourceMap(text, [Piece(start, end, "body") for start, end in sorted(kept)])


def _document(source: SourceMap) -> str:
    return "\n".join(source.text[piece.start : piece.end] for piece in source.pieces)


@given(_maps())
def test_every_shown_character_goes_to_its_place_in_the_document_and_back(
    source: SourceMap,
) -> None:
    document = _document(source).encode("utf-16-le")
    for piece in source.pieces:
        for offset in range(piece.start, piece.end):
            position = source.position(offset)
            unit = source.text[offset].encode("utf-16-le")
            assert document[position * 2 : position * 2 + len(unit)] == unit
            assert source.offset(position) == offset


@given(_maps())
def test_positions_never_go_backwards(source: SourceMap) -> None:
    positions = [source.position(offset) for offset in range(len(source.text) + 1)]
    assert positions == sorted(positions)
    length = len(_document(source).encode("utf-16-le")) // 2
    offsets = [source.offset(position) for position in range(length + 1)]
    assert offsets == sorted(offsets)


@given(_maps())
def test_an_offset_belongs_to_the_piece_that_shows_it(source: SourceMap) -> None:
    for index, piece in enumerate(source.pieces):
        for offset in range(piece.start, piece.end):
            assert source.piece_index(offset) == index


@pytest.mark.parametrize("split", [True, False], ids=["split", "as printed"])
def test_reading_pieces_show_every_character_of_every_paragraph_once(
    cases: CaseBase, split: bool
) -> None:
    for article in _articles(cases):
        pieces = reading_pieces(article.text, _paragraphs(cases, article), split=split)
        assert all(left.end <= right.start for left, right in pairwise(pieces))
        shown = "".join(article.text[piece.start : piece.end] for piece in pieces)
        assert shown == article.text.replace("\n", "")


def test_without_reading_breaks_a_line_of_the_text_is_a_block(cases: CaseBase) -> None:
    for article in _articles(cases):
        pieces = reading_pieces(article.text, _paragraphs(cases, article), split=False)
        lines = [line for line in article.text.split("\n") if line]
        assert [article.text[piece.start : piece.end] for piece in pieces] == lines


def test_with_reading_breaks_a_long_paragraph_is_broken_after_a_sentence() -> None:
    text = "全市选派干部驻村。" * 100
    pieces = reading_pieces(text, [("body", 0, len(text))], split=True)
    assert len(pieces) > 1
    assert all(text[piece.start : piece.end].endswith("。") for piece in pieces)
    assert max(piece.end - piece.start for piece in pieces) <= LONG_PARAGRAPH


def test_a_run_in_heading_begins_a_block_with_the_body_behind_it() -> None:
    text = "前一段话。一是压实责任。各镇党委负责。二是强化考核。每季一次。"
    first, second = text.index("一是"), text.index("二是")
    paragraphs = [
        ("body", 0, first),
        ("heading", first, text.index("各镇")),
        ("body", text.index("各镇"), second),
        ("heading", second, text.index("每季")),
        ("body", text.index("每季"), len(text)),
    ]
    blocks = [text[p.start : p.end] for p in reading_pieces(text, paragraphs, split=True)]
    assert blocks == ["前一段话。", "一是压实责任。各镇党委负责。", "二是强化考核。每季一次。"]
    assert len(reading_pieces(text, paragraphs, split=False)) == 1


def _articles(cases: CaseBase) -> list[Article]:
    found = [cases.article(article.id) for article in cases.articles]
    assert found
    return found


def _paragraphs(cases: CaseBase, article: Article) -> list[tuple[str, int, int]]:
    return [(p.kind.value, p.start, p.end) for p in cases.paragraphs(article.id)]
