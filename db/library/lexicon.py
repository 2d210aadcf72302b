"""What else a word of a query may mean: its synonyms, and the names it spells in pinyin.

Both become plain words that are looked for in the index like those that were typed, after them.
Read once a library, and only when the first search asks for it.
"""

from __future__ import annotations

import json
from array import array
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from db.pinyin import Typed, answers_of, is_pinyin
from db.records.search import Meaning, MeaningKind
from db.text import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from db.query import Term

MOST_NAMES = 24
"""Names that one spelling is taken for; a letter pair stands in hundreds."""

_SPELLINGS_KEPT = 256
_LONGEST_NAME = 1 << 12


class Lexicon:
    """The synonyms and the names of one library."""

    def __init__(
        self,
        groups: Iterable[Sequence[str]],
        names: Iterable[str],
        readings: Mapping[str, Sequence[str]],
    ) -> None:
        self._synonyms: dict[str, tuple[str, ...]] = {}
        for group in groups:
            folded = [fold(word) for word in group]
            for word in folded:
                self._synonyms[word] = tuple(other for other in folded if other != word)
        self._names = tuple(dict.fromkeys(name for name in names if name))
        self._readings = readings
        self._spelt = lru_cache(_SPELLINGS_KEPT)(self._look_up)

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> Lexicon:
        """Read it from an open library."""
        groups: dict[int, list[str]] = {}
        rows = connection.execute("SELECT group_no, word FROM synonym ORDER BY group_no, ordinal")
        for group, word in rows:
            groups.setdefault(group, []).append(word)
        readings = {
            character: tuple(text.split())
            for character, text in connection.execute("SELECT character, readings FROM reading")
        }
        return cls(groups.values(), _names(connection), readings)

    def typed(self, text: str) -> Typed | None:
        """What is typed in pinyin, to be matched against any words; None where it is none."""
        words = fold(text).split()
        return Typed(words, self._readings) if any(map(is_pinyin, words)) else None

    def without_pinyin(self) -> Lexicon:
        """The same synonyms, no names."""
        alone = Lexicon((), (), {})
        alone._synonyms = self._synonyms
        return alone

    def synonyms(self, term: Term) -> tuple[Meaning, ...]:
        """What the sources call the same thing; nothing for a phrase, which means itself."""
        if term.quoted or term.excluded:
            return ()
        return tuple(
            Meaning(MeaningKind.SYNONYM, term.text, word)
            for word in self._synonyms.get(term.text, ())
        )

    def spelt(self, term: Term) -> tuple[Meaning, ...]:
        """The parts of names that a term spells in pinyin, those that begin a name first."""
        if term.quoted or term.excluded or not is_pinyin(term.text):
            return ()
        words = self._spelt((term.text,))
        return tuple(Meaning(MeaningKind.PINYIN, term.text, word) for word in words)

    def spelt_together(self, terms: Sequence[Term]) -> tuple[Meaning, ...]:
        """The parts of names that several terms spell one after the other: shuji jiafang."""
        plain = [term.text for term in terms if not term.quoted and not term.excluded]
        if len(plain) < 2 or len(plain) < len(terms) or not any(map(is_pinyin, plain)):
            return ()
        typed = " ".join(plain)
        return tuple(Meaning(MeaningKind.PINYIN, typed, word) for word in self._spelt(tuple(plain)))

    def _look_up(self, words: tuple[str, ...]) -> tuple[str, ...]:
        typed = Typed(words, self._readings)
        found: dict[str, bool] = {}  # what was spelt -> whether it begins a name
        last = -1
        for packed in self._beginnings.get(typed.first, ()):
            number, start = divmod(packed, _LONGEST_NAME)
            if number == last:  # one match a name is enough
                continue
            name = self._names[number]
            end = typed.end(name, start)
            if end:
                last = number
                part = fold(name[start:end])
                found[part] = found.get(part, False) or not any(map(str.isalnum, name[:start]))
        return tuple(sorted(found, key=lambda part: not found[part])[:MOST_NAMES])

    @cached_property
    def _beginnings(self) -> dict[str, array[int]]:
        """First character typed -> the places in names where such a match can begin.

        Packed, name by name: a library of 100,000 mechanisms has millions of places.
        """
        letters: dict[str, set[str]] = {}
        places: dict[str, array[int]] = {}
        for number, name in enumerate(self._names):
            for start, character in enumerate(name[:_LONGEST_NAME]):
                if character not in letters:
                    answers = answers_of(character, self._readings)
                    letters[character] = {answer[0] for answer in answers if answer.isalnum()}
                for letter in letters[character]:
                    places.setdefault(letter, array("Q")).append(number * _LONGEST_NAME + start)
        return places


def _names(connection: sqlite3.Connection) -> list[str]:
    """Names of mechanisms, their aliases and places, those of the texts, and regions."""
    found: list[str] = []
    rows = connection.execute(
        "SELECT name, aliases, place FROM mechanism ORDER BY rowid"
    ).fetchall()
    found += [name for name, _, _ in rows]
    found += [alias for _, aliases, _ in rows for alias in json.loads(aliases)]
    found += [place for _, _, place in rows]
    for row in connection.execute("SELECT name, full_name, province FROM region ORDER BY ordinal"):
        found += row
    rows = connection.execute("SELECT name FROM place ORDER BY article_id, ordinal").fetchall()
    return found + [name for (name,) in rows]
