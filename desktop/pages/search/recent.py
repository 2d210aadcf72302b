"""What was searched for lately, and whether synonyms are tried: kept with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop.session import Session

_STATE: Final = "recent searches"
_SYNONYMS_OFF: Final = "synonyms off"
KEPT: Final = 20
_LONGEST: Final = 200


def recent(session: Session) -> list[str]:
    """The last searches that led somewhere, newest first."""
    return session.remembered.texts(_STATE)[:KEPT]


def remember(session: Session, query: str) -> None:
    """Put a search in front; it stands there once."""
    query = " ".join(query.split())[:_LONGEST]
    if query:
        others = [other for other in recent(session) if other != query]
        session.remembered.put(_STATE, [query, *others][:KEPT])


def forget(session: Session) -> None:
    """Clear the list."""
    session.remembered.put(_STATE, [])


def synonyms_wanted(session: Session) -> bool:
    """Whether searches try synonyms; they do until somebody switches it off."""
    return session.remembered.number(_SYNONYMS_OFF) == 0


def want_synonyms(session: Session, wanted: bool) -> None:
    """Remember the switch."""
    session.remembered.put(_SYNONYMS_OFF, 0 if wanted else 1)
