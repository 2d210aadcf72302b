"""Finds what is typed in the manual: any substring of one character or more. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.query import parse
from db.text import find_all, fold, merged, snippet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from db.pinyin import Typed
    from db.text import Span
    from desktop.pages.help.shelf import Section, Shelf

_WIDTH: Final = 30  # the list is narrow, and the hit stands a third into it


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that holds all the words; the spans are code points of what they mark."""

    topic: str
    heading: str
    name: str
    name_marks: tuple[Span, ...]
    snippet: str
    marks: tuple[Span, ...]


def wanted(query: str) -> tuple[str, ...]:
    """The words of a query, folded."""
    return parse(query).words


class Search:
    """The sections that hold all the words of a query and none of those left out."""

    def __init__(self, shelf: Shelf, query: str) -> None:
        self._shelf = shelf
        self._asked = parse(query)
        self._ranked: list[tuple[int, Hit]] = []

    @property
    def hits(self) -> list[Hit]:
        """What was found so far: those named so first, then in the order of the contents."""
        return [hit for _, hit in sorted(self._ranked, key=lambda each: each[0])]

    def look(self, typed: Typed | None = None) -> Iterator[None]:
        """Look through everything, a yield after each topic.

        `typed` is the query taken as pinyin; titles and headings answer to it too.
        """
        words, excluded = self._asked.words, self._asked.excluded
        for topic in self._shelf.topics if words else ():
            for section in self._shelf.sections(topic):
                if (rank := _rank(section, words, excluded)) is not None:
                    self._ranked.append((rank, _hit(section, words)))
                elif typed is not None and (span := typed.find(_own_name(section))) is not None:
                    self._ranked.append((3, _by_pinyin(section, span)))
            yield


def _rank(section: Section, words: Sequence[str], excluded: Sequence[str]) -> int | None:
    own, text = (
        fold(_own_name(section)),
        fold(f"{section.title}\n{section.heading}\n{section.text}"),
    )
    if any(word in text for word in excluded) or not all(word in text for word in words):
        return None
    if all(word in own for word in words):
        return 0
    # The title alone would let every section of the topic through.
    told = fold(f"{section.heading}\n{section.text}")
    return 1 if all(word in told for word in words) else 2 if _any(told, words) else None


def _any(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def _own_name(section: Section) -> str:
    return section.heading or section.title


def _name(section: Section) -> str:
    return f"{section.title} › {section.heading}" if section.heading else section.title


def _hit(section: Section, words: Sequence[str]) -> Hit:
    name = _name(section)
    shown, marks = snippet(section.text, words, _WIDTH)
    return Hit(section.topic, section.heading, name, _marks(name, words), shown, marks)


def _by_pinyin(section: Section, span: Span) -> Hit:
    name = _name(section)
    before = len(name) - len(_own_name(section))
    shown, _ = snippet(section.text, (), _WIDTH)
    marks = ((span[0] + before, span[1] + before),)
    return Hit(section.topic, section.heading, name, marks, shown, ())


def _marks(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    return tuple(merged(span for word in words for span in find_all(text, word)))
