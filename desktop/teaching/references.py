"""出处: the articles that a lesson quotes, each once, as many on a page as have room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.records.article import SourceKind
from desktop.documents.citations import cite
from desktop.documents.fitting import height
from desktop.documents.sheet import Missing, Reference, References
from desktop.i18n import tr
from desktop.teaching.quotations import article_of
from desktop.words import region_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.casebase import CaseBase
    from desktop.teaching.kinds import Pages
    from desktop.teaching.room import Room

_ABOVE: Final = 58.0  # the line with the region, and the room between two
_NUMBER: Final = 76.0


def reference_pages(cases: CaseBase, article_ids: Iterable[str], room: Room, edition: str) -> Pages:
    """The references to articles in their order; those the library has no more are left out."""
    pages: list[list[Reference]] = []
    used = 0.0
    for article_id in article_ids:
        entry = _reference(cases, article_id, edition)
        if entry is None:
            continue
        tall = height(entry.citation, room.body, room.width - _NUMBER) + _ABOVE * room.zoom
        if not pages or used + tall > room.height:
            pages.append([])
            used = 0.0
        pages[-1].append(entry)
        used += tall
    if not pages:
        return [(Missing(tr("还没有引用原文。")),)]
    made: Pages = []
    first = 1
    for page in pages:
        made.append((References(tuple(page), first),))
        first += len(page)
    return made


def _reference(cases: CaseBase, article_id: str, edition: str) -> Reference | None:
    article = article_of(cases, article_id)
    if article is None:
        return None
    region = cases.region_by_id.get(article.region_id)
    return Reference(
        cite(article, edition=edition),
        region_name(region) if region else "",
        article.source_kind is SourceKind.SELF_REPORT,
    )
