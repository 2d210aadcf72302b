"""References to the sources, in the edition of GB/T 7714 that the user has chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.citations import cite

if TYPE_CHECKING:
    from db.records.article import Article
    from desktop.session import Session


def reference_of(session: Session, article: Article) -> str:
    """The reference to an article, as a list of sources gives it."""
    return cite(article, edition=session.settings.citation_edition)


def citation_of(session: Session, article_id: str) -> str:
    """Where a copied passage is from, as it is put behind it."""
    return "——" + reference_of(session, session.cases.article(article_id))
