"""What a search finds, and by which words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MeaningKind(StrEnum):
    """Why another word than the one typed was looked for."""

    SYNONYM = "synonym"
    PINYIN = "pinyin"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word that was looked for in the place of one that was typed; both folded."""

    kind: MeaningKind
    typed: str
    word: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One row of a search: what was found, and the words around it.

    `marks` are (start, end) code-point ranges of the hits inside `snippet`. `start`/`end` are the
    span in the article, None where the hit has none (a mechanism's own name).
    `by` holds the synonyms and the names spelt in pinyin that it was found by, nothing where the
    words stand in it as they were typed.
    """

    kind: str
    ref_id: str
    title: str
    region_id: str
    article_id: str | None
    start: int | None
    end: int | None
    snippet: str
    marks: tuple[tuple[int, int], ...]
    by: tuple[Meaning, ...] = ()
