"""Finds any substring of one character or more in names, figures and passages.

The index (contentless FTS5 over `db.text.index_form`) only proposes documents, in the order of
their ids, which is the order hits are shown in; each is read and verified here until enough are
found, so a query costs what its first hits cost. bm25 is not used: ranking one frequent character
over 20 million takes 80 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import SearchHit
from db.text import fold, index_form, snippet, words_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

SNIPPET_WIDTH = 60
"""Characters around the first hit."""

NAMES_LOOKED_THROUGH = 300
"""Mechanisms considered for the precedence of names; it bounds a one-character query."""

# FTS5's parser has a limited stack and a phrase costs by its length; the rest is verified here.
_MOST_PHRASES = 16
_LONGEST_PHRASE = 32

_CANDIDATES = """
    SELECT d.kind, d.ref_id, d.title, d.region_id, d.article_id, d.start, d.end, d.body
    FROM search_index AS i JOIN search_document AS d ON d.id = i.rowid
    WHERE search_index MATCH ? ORDER BY i.rowid
"""

# Documents stand in the order of their kinds, so a kind is a range of rowids, which FTS5 can use.
_RANGE = "SELECT min(id), max(id) FROM search_document WHERE kind = ?"
_CANDIDATES_OF_KIND = _CANDIDATES.replace(
    "MATCH ? ORDER", "MATCH ? AND i.rowid BETWEEN ? AND ? ORDER"
)

_Row = tuple[str, str, str, str, str | None, int | None, int | None, str]


def search(
    connection: sqlite3.Connection, query: str, limit: int = 50, kind: str | None = None
) -> list[SearchHit]:
    """Return the first `limit` documents that hold every word of `query`, as folded substrings.

    White space separates words; nothing in the query is syntax. Mechanisms come first, those with
    all words in the name before the others, then figures, then passages, each in library order.
    With `kind` (mechanism, figure, passage) only documents of that kind are looked at.
    A query without a word, or a limit below 1, finds nothing.
    """
    words = words_of(query)
    if not words or limit < 1:
        return []
    expression = match_expression(words)
    if kind is None:
        rows = connection.execute(_CANDIDATES, (expression,))
    else:
        first, last = connection.execute(_RANGE, (kind,)).fetchone()
        rows = connection.execute(_CANDIDATES_OF_KIND, (expression, first, last))
    return [_hit(row, words) for row in _names_first(rows, words, limit)]


def match_expression(words: Sequence[str]) -> str:
    """Return the FTS5 expression that every document with all `words` satisfies.

    Each word becomes a quoted phrase of index tokens, which hold no quote: the user's text cannot
    reach FTS5 as an operator.
    """
    longest_first = sorted(words, key=len, reverse=True)[:_MOST_PHRASES]
    return " AND ".join(f'"{index_form(word[:_LONGEST_PHRASE])}"' for word in longest_first)


def _names_first(rows: Iterator[_Row], words: Sequence[str], limit: int) -> list[_Row]:
    """Verify rows until `limit` are found; mechanisms with all words in the name come first."""
    named: list[_Row] = []
    others: list[_Row] = []
    for considered, row in enumerate(rows):
        looking = row[0] == "mechanism" and considered < NAMES_LOOKED_THROUGH
        if len(named) + (0 if looking else len(others)) >= limit:
            break
        if looking and _holds(row[2], words):
            named.append(row)
        elif len(others) < limit and _holds(row[7], words):
            others.append(row)
    return (named + others)[:limit]


def _holds(text: str, words: Sequence[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def _hit(row: _Row, words: Sequence[str]) -> SearchHit:
    kind, ref_id, title, region_id, article_id, start, end, body = row
    shown, marks = snippet(body, words, SNIPPET_WIDTH)
    return SearchHit(kind, ref_id, title, region_id, article_id, start, end, shown, marks)
