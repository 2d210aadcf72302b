"""Reads the source texts and their paragraphs. SQL in, records out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from db.records.article import Article, DatePrecision, Paragraph, ParagraphKind, SourceKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_ARTICLE = """
    SELECT a.id, a.region_id, a.title, a.subtitle, a.publication, a.authors, a.published_on,
           a.date_precision, a.source_kind, a.rights, a.text, a.inferred
    FROM article AS a
"""


def _article_of_row(row: Iterable[Any]) -> Article:
    (id_, region_id, title, subtitle, publication, authors, published_on,
     precision, source_kind, rights, text, inferred) = row  # fmt: skip
    return Article(
        id=id_,
        region_id=region_id,
        title=title,
        subtitle=subtitle,
        publication=publication,
        authors=tuple(json.loads(authors)),
        published_on=published_on,
        date_precision=DatePrecision(precision),
        source_kind=SourceKind(source_kind),
        rights=rights,
        text=text,
        inferred=json.loads(inferred),
    )


def articles(connection: sqlite3.Connection) -> list[Article]:
    """Return all articles with their texts, in the order of their regions, then by id."""
    rows = connection.execute(
        f"{_ARTICLE} JOIN region AS r ON r.id = a.region_id ORDER BY r.ordinal, a.id"
    )
    return [_article_of_row(row) for row in rows]


def article(connection: sqlite3.Connection, article_id: str) -> Article:
    """Return one article; KeyError where the library has none of that id."""
    row = connection.execute(f"{_ARTICLE} WHERE a.id = ?", (article_id,)).fetchone()
    if row is None:
        raise KeyError(article_id)
    return _article_of_row(row)


def paragraphs(connection: sqlite3.Connection, article_id: str) -> list[Paragraph]:
    """Return the paragraphs of an article in order; empty for an unknown id."""
    rows = connection.execute(
        "SELECT article_id, ordinal, kind, start, end FROM paragraph"
        " WHERE article_id = ? ORDER BY ordinal",
        (article_id,),
    )
    return [
        Paragraph(article_id, ordinal, ParagraphKind(kind), start, end)
        for article_id, ordinal, kind, start, end in rows
    ]
