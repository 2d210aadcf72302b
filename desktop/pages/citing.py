"""Where a copied passage is from, in the edition of the standard that the user has chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.pages import words

if TYPE_CHECKING:
    from desktop.session import Session


def citation_of(session: Session, article_id: str) -> str:
    """The citation of an article, as it is put behind what is copied from it."""
    return words.citation(session.cases.article(article_id))
