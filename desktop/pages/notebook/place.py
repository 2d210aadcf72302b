"""Where an item of 笔记 hangs: the quote that is shown with it, and where its source opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop import words
from desktop.i18n import tr
from desktop.notebook.items import Kind

if TYPE_CHECKING:
    from db.records.article import Article
    from db.records.own import Highlight, Note
    from desktop.notebook.items import Item
    from desktop.session import Session


@dataclass(frozen=True, slots=True)
class Place:
    """A quote; `article_id` is '' where no article of this library holds it any more."""

    quote: str
    article_id: str = ""
    start: int = 0
    end: int = 0
    where: str = ""


def place_of(session: Session, item: Item, note: Note | None) -> Place | None:
    """The quote an item hangs on: its own span, else the mechanism's first; None for neither."""
    mark = session.marks.highlight(item.ref_id) if item.kind is Kind.HIGHLIGHT else note
    if mark is not None and mark.article_id and mark.start is not None:
        return _own(session, mark)
    if item.mechanism_id not in session.cases.mechanism_by_id:
        return Place(item.quote) if item.quote else None
    citations = session.cases.citations(item.mechanism_id)
    if not citations:
        return None
    first = citations[0]
    article = session.cases.article(first.article_id)
    where = [words.publication(article), _paragraph(session, article, first.start)]
    if len(citations) > 1:
        where.append(tr("共 {n} 处引文").format(n=len(citations)))
    return Place(first.exact, article.id, first.start, first.end, _joined(where))


def _own(session: Session, mark: Note | Highlight) -> Place:
    """The user's own span, found again as the reader finds it."""
    if not session.places.has(mark.article_id or ""):
        return Place(mark.exact, where=tr("这篇原文不在现在的案例库里；批注还在您的工作区里。"))
    span = session.places.place_of(mark)
    if span is None:
        return Place(mark.exact, where=tr("原文已改，这一处找不到了；您写的还在。"))
    article = session.cases.article(mark.article_id or "")
    where = [words.publication(article), _paragraph(session, article, span[0])]
    return Place(mark.exact, article.id, *span, _joined(where))


def _paragraph(session: Session, article: Article, start: int) -> str:
    """第 3 自然段: the paragraph of the body that an offset stands in, '' in a title."""
    lines = 0
    begin = -1
    for paragraph in session.cases.paragraphs(article.id):
        line = article.text.rfind("\n", 0, paragraph.start) + 1
        if paragraph.kind.value == "body" and line != begin:
            lines, begin = lines + 1, line
        if paragraph.start <= start < paragraph.end and paragraph.kind.value == "body":
            return tr("第 {n} 自然段").format(n=lines)
    return ""


def _joined(parts: list[str]) -> str:
    return "\u3000".join(part for part in parts if part)
