"""Finds any substring of one character or more in names, figures and passages.

The index (contentless FTS5 over `db.text.index_form`) only proposes documents, in the order of
their ids, which is the order hits are shown in; each is read and verified here until enough are
found, so a query costs what its first hits cost. bm25 is not used: ranking one frequent character
over 20 million takes 80 ms.

With a `Lexicon`, what its synonyms and the names spelt in pinyin find comes after everything that
holds the words as they were typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.query import Asked, Query, Words, literally, parse
from db.records.search import SearchHit
from db.text import fold, index_form, snippet

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from db.library.lexicon import Lexicon
    from db.records.search import Meaning

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
    WHERE search_index MATCH ?
"""
_COUNT = """
    SELECT count(*) FROM search_index AS i JOIN search_document AS d ON d.id = i.rowid
    WHERE search_index MATCH ?
"""
_COUNT_ALL = "SELECT count(*) FROM search_index AS i WHERE search_index MATCH ?"

# Documents stand in the order of their kinds, so a kind is a range of rowids, which FTS5 can use.
_RANGE = "SELECT min(id), max(id) FROM search_document WHERE kind = ?"

_Row = tuple[str, str, str, str, str | None, int | None, int | None, str]


@dataclass(frozen=True, slots=True)
class _Filter:
    """Which documents are looked at; None means all."""

    kind: str | None
    region: str | None


def search(
    connection: sqlite3.Connection,
    query: str,
    limit: int = 50,
    kind: str | None = None,
    *,
    lexicon: Lexicon | None = None,
    synonyms: bool = True,
    region: str | None = None,
) -> list[SearchHit]:
    """Return the first `limit` documents that hold every word of `query`, as folded substrings.

    `db.query` says what a query is. Mechanisms come first, those with all words in the name before
    the others, then figures, then passages, each in library order. With `kind` (mechanism, figure,
    passage) or `region` (an id) only such documents are looked at. With `lexicon`, documents found
    by pinyin and, with `synonyms`, by synonyms follow in the same order. A query without a word,
    or a limit below 1, finds nothing.
    """
    parsed = parse(query)
    if not parsed.words or limit < 1:
        return []
    literal = literally(parsed)
    wanted = _Filter(kind, region)
    expression = match_expression(literal.items, literal.excluded)
    rows = _names_first(_candidates(connection, expression, wanted), literal, limit)
    hits = [_hit(row, literal) for row in rows]
    wider = _widened(parsed, lexicon, synonyms) if lexicon and len(hits) < limit else None
    if wider is None:
        return hits
    more = _names_first(
        _candidates(connection, _wide_expression(wider, literal), wanted),
        wider,
        limit - len(hits),
        but_not=literal,
    )
    return hits + [_hit(row, wider) for row in more]


def asked(query: str, lexicon: Lexicon, *, synonyms: bool = True) -> Asked:
    """Return all that a search with this lexicon looks for."""
    parsed = parse(query)
    return _widened(parsed, lexicon, synonyms) or literally(parsed)


def count(
    connection: sqlite3.Connection,
    query: str,
    kind: str | None = None,
    *,
    lexicon: Lexicon | None = None,
    synonyms: bool = True,
    region: str | None = None,
) -> int:
    """Return how many documents the index proposes for `query`.

    That is what `search` finds without a limit, except for a word longer than 32 characters, more
    than 16 words, and a blank inside a phrase, where it can be too many.
    """
    parsed = parse(query)
    if not parsed.words:
        return 0
    literal = literally(parsed)
    wider = _widened(parsed, lexicon, synonyms) if lexicon else None
    expressions = [match_expression(literal.items, literal.excluded)]
    if wider:
        expressions.append(_wide_expression(wider, literal))
    return sum(_count(connection, each, _Filter(kind, region)) for each in expressions)


def match_expression(items: Iterable[Words], excluded: Sequence[str] = ()) -> str:
    """Return the FTS5 expression that every document answering `items` satisfies.

    Each word becomes a quoted phrase of index tokens, which hold no quote: the user's text cannot
    reach FTS5 as an operator.
    """
    longest_first = sorted(items, key=lambda item: min(map(len, item)), reverse=True)
    wanted = " AND ".join(_either(item) for item in longest_first[:_MOST_PHRASES])
    return _without(wanted, excluded)


def _without(expression: str, excluded: Sequence[str]) -> str:
    # A long word cut short would leave out too much: that is for the verification to do.
    sure = [w for w in excluded if len(w) <= _LONGEST_PHRASE and " " not in w][:_MOST_PHRASES]
    return f"({expression}) NOT {_either(sure)}" if sure else expression


def _either(words: Sequence[str]) -> str:
    phrases = [f'"{index_form(word[:_LONGEST_PHRASE])}"' for word in words]
    return phrases[0] if len(phrases) == 1 else f"({' OR '.join(phrases)})"


def _wide_expression(wider: Asked, literal: Asked) -> str:
    """What the wider query finds and the literal one does not."""
    wide = match_expression(wider.items)
    if wider.together:
        wide = f"({wide}) OR {_either(wider.together)}"
    # A phrase of the index may be less than what was typed (see `_without`): then the index would
    # take for a literal hit what is none.
    sure = len(literal.items) <= _MOST_PHRASES and all(
        len(word) <= _LONGEST_PHRASE and " " not in word for word in literal.words
    )
    if sure:
        wide = f"({wide}) NOT ({match_expression(literal.items)})"
    return _without(wide, literal.excluded)


def _widened(parsed: Query, lexicon: Lexicon | None, synonyms: bool) -> Asked | None:
    """The query with every other word that its words may mean; None where there is none."""
    if lexicon is None or not parsed.words:
        return None
    together = lexicon.spelt_together(parsed.wanted)
    found: list[Meaning] = [*together]
    items: list[Words] = []
    for term in parsed.wanted:
        others = (*(lexicon.synonyms(term) if synonyms else ()), *lexicon.spelt(term))
        found += others
        items.append(tuple(dict.fromkeys((term.text, *(other.word for other in others)))))
    if not found:
        return None
    spelt = tuple(meaning.word for meaning in together)
    return Asked(tuple(items), parsed.excluded, tuple(found), spelt)


def _candidates(connection: sqlite3.Connection, expression: str, wanted: _Filter) -> Iterator[_Row]:
    where, values = _restriction(connection, wanted)
    return connection.execute(f"{_CANDIDATES}{where} ORDER BY i.rowid", (expression, *values))


def _count(connection: sqlite3.Connection, expression: str, wanted: _Filter) -> int:
    where, values = _restriction(connection, wanted)
    counting = _COUNT if wanted.region is not None else _COUNT_ALL
    row = connection.execute(counting + where, (expression, *values)).fetchone()
    return int(row[0])


def _restriction(connection: sqlite3.Connection, wanted: _Filter) -> tuple[str, list[object]]:
    where, values = "", list[object]()
    if wanted.kind is not None:
        where += " AND i.rowid BETWEEN ? AND ?"
        values += connection.execute(_RANGE, (wanted.kind,)).fetchone()
    if wanted.region is not None:
        where += " AND d.region_id = ?"
        values.append(wanted.region)
    return where, values


def _names_first(
    rows: Iterator[_Row], asked: Asked, limit: int, but_not: Asked | None = None
) -> list[_Row]:
    """Verify rows until `limit` are found; mechanisms with all words in the name come first."""
    named: list[_Row] = []
    others: list[_Row] = []
    for considered, row in enumerate(rows):
        looking = row[0] == "mechanism" and considered < NAMES_LOOKED_THROUGH
        if len(named) + (0 if looking else len(others)) >= limit:
            break
        in_name = looking and asked.holds(fold(row[2]))
        if not in_name and len(others) >= limit:
            continue
        folded = fold(row[7])
        if asked.holds(folded) and not (but_not and but_not.holds(folded)):
            (named if in_name else others).append(row)
    return (named + others)[:limit]


def _hit(row: _Row, asked: Asked) -> SearchHit:
    kind, ref_id, title, region_id, article_id, start, end, body = row
    shown, marks = snippet(body, asked.words, SNIPPET_WIDTH)
    by = asked.by(fold(body)) if asked.meanings else ()
    return SearchHit(kind, ref_id, title, region_id, article_id, start, end, shown, marks, by)
