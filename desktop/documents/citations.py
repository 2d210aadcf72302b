"""A source as GB/T 7714 cites it, in the 2025 edition or in the one of 2015.

Only what the article's own fields say is written. What is unknown is left out, as the standard
allows where references are numbered: no 佚名, no invented page, address or date. What the editors
concluded stands in square brackets, the standard's mark for what the citer supplied.

Both editions keep the half-width point and square brackets; since 2025 commas, colons and
parentheses are full-width. The words of a source are never altered, its punctuation included.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.records.article import DatePrecision

if TYPE_CHECKING:
    from db.records.article import Article

EDITIONS: Final = ("2025", "2015")
_MOST_AUTHORS: Final = 3
_INFERRED_DATES: Final = (DatePrecision.INFERRED_MONTH, DatePrecision.INFERRED_YEAR)
_AND_OTHERS: Final = "等"
_NEWSPAPER: Final = "报"
_NO_NEWSPAPERS: Final = ("学报", "公报", "通报", "画报", "简报")
_WEBSITES: Final = ("网", "网站", "客户端", "公众号")


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks that the editions write differently."""

    comma: str
    colon: str
    parentheses: str


_MARKS: Final = {"2025": _Marks("，", "：", "（{}）"), "2015": _Marks(", ", ": ", "({})")}


def cite(article: Article, *, edition: str = EDITIONS[0]) -> str:
    """The reference to an article.

    An unknown edition is taken for the newest: the setting may come from another version.
    """
    marks = _MARKS.get(edition, _MARKS[EDITIONS[0]])
    kind = document_type(article)
    parts = [_authors(article, marks), _title(article, marks) + f"[{kind}]"]
    issued = _issued(article, marks, online=kind == "EB/OL")
    return "".join(f"{part}. " for part in (*parts, issued) if part).rstrip()


def document_type(article: Article) -> str:
    """N for a newspaper, EB/OL for a website, Z (other) where the fields do not tell."""
    name = article.publication
    if name.endswith(_NEWSPAPER) and not name.endswith(_NO_NEWSPAPERS):
        return "N"
    return "EB/OL" if name.endswith(_WEBSITES) else "Z"


def _authors(article: Article, marks: _Marks) -> str:
    names = [_marked(article, "authors", name) for name in article.authors[:_MOST_AUTHORS]]
    if len(article.authors) > _MOST_AUTHORS:
        names.append(_AND_OTHERS)
    return marks.comma.join(names)


def _title(article: Article, marks: _Marks) -> str:
    title = _marked(article, "title", article.title)
    subtitle = _marked(article, "subtitle", article.subtitle) if article.subtitle else ""
    return marks.colon.join(part for part in (title, subtitle) if part)


def _issued(article: Article, marks: _Marks, *, online: bool) -> str:
    """Publication and date; a page of a website gives its date in parentheses."""
    publication = _marked(article, "publication", article.publication)
    date = article.published_on or ""
    if date and (article.date_precision in _INFERRED_DATES or "published_on" in article.inferred):
        date = f"[{date}]"
    if online and date:
        return f"{publication}{marks.parentheses.format(date)}"
    return marks.comma.join(part for part in (publication, date) if part)


def _marked(article: Article, name: str, value: str) -> str:
    return f"[{value}]" if value and name in article.inferred else value
