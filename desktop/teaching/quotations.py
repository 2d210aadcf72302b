"""Quotes before the class: found in the text as it is now, with where they stand, cut to pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.anchors import Anchor, locate
from db.records.article import ParagraphKind
from desktop.documents.fitting import cut
from desktop.documents.sheet import Quotation, Source
from desktop.i18n import pick, tr
from desktop.words import mechanism_name, publication, region_name

if TYPE_CHECKING:
    from db.records.article import Article
    from db.records.plan import Quote
    from desktop.casebase import CaseBase
    from desktop.teaching.room import Room

_LINES: Final = 5  # more of a quote is not read before a class


def quotations(cases: CaseBase, quote: Quote, mechanism_id: str, room: Room) -> list[Quotation]:
    """A quote as one page or several."""
    article = article_of(cases, quote.article_id)
    start, end, stale = quote.start, quote.end, ""
    if article is None:
        stale = tr("这篇文章不在现在的案例库里，这是摘录时的文字。")
    else:
        anchor = Anchor(quote.exact, quote.prefix, quote.suffix)
        span = locate(anchor, quote.start, article.text)
        if span is None:
            stale = tr("原文已改，这一处找不到了，这是摘录时的文字。")
        else:
            start, end = span
    exact = quote.exact if article is None or stale else article.text[start:end]
    source = Source(1, quote.article_id, start, end, exact, mechanism_id)
    mechanism = cases.mechanism_by_id.get(mechanism_id)
    byline = _byline(cases, article, start, mechanism_id) if article else ""
    most = max(12, int((room.width - 54) / room.quote) * _LINES)
    ends = cut(exact, most)
    begins = [0, *ends[:-1]]
    return [
        Quotation(
            exact[begin:end_],
            byline,
            mechanism.theme_id if mechanism else "",
            source,
            part=number,
            parts=len(ends),
            stale=stale,
        )
        for number, (begin, end_) in enumerate(zip(begins, ends, strict=True), start=1)
    ]


def article_of(cases: CaseBase, article_id: str) -> Article | None:
    """An article, None where the library has it no more."""
    known = any(article.id == article_id for article in cases.articles)
    return cases.article(article_id) if known else None


def _byline(cases: CaseBase, article: Article, start: int, mechanism_id: str) -> str:
    """Whose practice it is, who published it, and which paragraph of the text it is in."""
    region = cases.region_by_id.get(article.region_id)
    mechanism = cases.mechanism_by_id.get(mechanism_id)
    whose = [
        *([region_name(region)] if region else []),
        *([mechanism_name(mechanism)] if mechanism else []),
    ]
    place = _paragraph(cases, article.id, start)
    where = publication(article)
    if place:
        where += pick(f"，第 {place} 自然段", f", paragraph {place}")
    return " ".join(whose) + "　" + where


def _paragraph(cases: CaseBase, article_id: str, start: int) -> int:
    """Which paragraph of the body a place is in, counted from 1; 0: in none."""
    number = 0
    for paragraph in cases.paragraphs(article_id):
        if paragraph.kind is ParagraphKind.BODY:
            number += 1
            if paragraph.start <= start < paragraph.end:
                return number
    return 0
