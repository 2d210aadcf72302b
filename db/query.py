"""What a search asks for: words, “phrases” and −exclusions. Pure, and every text is a query.

Several words must all be there. “…” (any quotation marks) keeps blanks together and is taken as
it stands: no synonym and no pinyin is tried for it. A minus before a word, right after a blank,
leaves out what holds it. Whatever makes no sense as an operator — a mark that is never closed,
a minus alone — is looked for as it was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.text import fold

if TYPE_CHECKING:
    from db.records.search import Meaning

# A quotation mark opens only where a term begins: names such as 村民“积分制”管理 stay one word.
_TERM = re.compile(
    r'(?P<minus>-)?"(?P<phrase>[^"]*[^"\s][^"]*)"|(?:(?P<not>-)(?=[^\s\-]))?(?P<word>\S+)'
)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be in a document, or with `excluded` must not; folded."""

    text: str
    quoted: bool = False
    excluded: bool = False

    def source(self) -> str:
        """As one would type it."""
        return ("-" if self.excluded else "") + (f'"{self.text}"' if self.quoted else self.text)


@dataclass(frozen=True, slots=True)
class Query:
    """The terms of a query in the order they were typed."""

    terms: tuple[Term, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """What must be there, each once."""
        return tuple(dict.fromkeys(term for term in self.terms if not term.excluded))

    @property
    def words(self) -> tuple[str, ...]:
        """The texts that must be there, each once."""
        return tuple(dict.fromkeys(term.text for term in self.terms if not term.excluded))

    @property
    def excluded(self) -> tuple[str, ...]:
        """The texts that must not be there, each once."""
        return tuple(dict.fromkeys(term.text for term in self.terms if term.excluded))

    def source(self) -> str:
        """A text that parses to this query again."""
        return " ".join(term.source() for term in self.terms)


Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query made ready: of each item of `items` one word must be there, of `excluded` none.

    `together` are names that all the words spell as one: any of them does for all the items.
    `meanings` say which of the words were not typed, and why they are looked for.
    """

    items: tuple[Words, ...]
    excluded: Words = ()
    meanings: tuple[Meaning, ...] = ()
    together: Words = ()

    @property
    def words(self) -> Words:
        """Every word that can be marked in a hit."""
        return tuple(dict.fromkeys(w for item in (*self.items, self.together) for w in item))

    def holds(self, folded: str) -> bool:
        """Whether a folded text answers the query."""
        if any(word in folded for word in self.excluded):
            return False
        return all(any(word in folded for word in item) for item in self.items) or any(
            word in folded for word in self.together
        )

    def by(self, folded: str) -> tuple[Meaning, ...]:
        """The words of a folded text that were looked for although they were not typed."""
        return tuple(meaning for meaning in self.meanings if meaning.word in folded)


def literally(query: Query) -> Asked:
    """The query as it was typed, nothing beside it."""
    return Asked(tuple((word,) for word in query.words), query.excluded)


def parse(text: str) -> Query:
    """Return the query that `text` is; never raises."""
    return Query(tuple(_term(match) for match in _TERM.finditer(fold(text))))


def _term(match: re.Match[str]) -> Term:
    phrase = match["phrase"]
    if phrase is not None:
        return Term(phrase.strip(), quoted=True, excluded=match["minus"] is not None)
    return Term(match["word"], excluded=match["not"] is not None)
