"""课件: what a lesson is made of. Apart from the other records, for a start needs none.

Rows, each with an id, stamps and an author, as a plan's; `position` orders slides and is a
fraction, so that moving one changes one row only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.records.plan import Quote


class SlideKind(StrEnum):
    """What a slide shows. All but the trainer's own words are looked up when it is shown."""

    TITLE = "title"
    MECHANISM = "mechanism"
    COMPARISON = "comparison"
    DIFFERENCES = "differences"
    QUOTE = "quote"
    FIGURES = "figures"
    QUESTION = "question"
    QUIZ = "quiz"
    TALLY = "tally"
    TEXT = "text"
    SOURCES = "sources"


class Reveal(StrEnum):
    """逐步显示: what one step uncovers in a comparison."""

    ALL = "all"
    COLUMNS = "columns"
    CELLS = "cells"


@dataclass(frozen=True, slots=True)
class Lesson:
    """课件. `occasion` says for whom and when; `minutes` is the time there is, 0: not said."""

    id: str
    title: str
    occasion: str
    minutes: float
    position: float
    created_at: str
    modified_at: str
    author: str


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: what it refers to in the case base, and the trainer's own words.

    `title` '' is the one that its kind gives. `body` and `notes` (讲稿) are Markdown. What counts
    for which kind:

    - mechanism: `mechanism_ids` has one, `facets` those shown (none: all that it has).
    - comparison, differences: `family_id`, or `mechanism_ids` chosen by hand; with both, these
      mechanisms stand for their regions in the family. `facets` are the rows, none: all with text.
    - quote: `quotes` has one, `mechanism_ids` whose it is.
    - figures: `figure_ids` beside each other, or those of `measure_id`.
    - question, quiz: `body` asks; `answer` is hidden first; a quiz has `options` to choose from,
      none where a blank is filled in, and `quotes` that hold its answer.
    - tally: `mechanism_ids` that the class chooses among.

    `note_id` is the one note of the user's that this slide shows to the audience, None: none.
    """

    id: str
    lesson_id: str
    kind: SlideKind
    title: str
    body: str
    answer: str
    notes: str
    minutes: float
    family_id: str | None
    measure_id: str | None
    mechanism_ids: tuple[str, ...]
    facets: tuple[str, ...]
    figure_ids: tuple[str, ...]
    quotes: tuple[Quote, ...]
    options: tuple[str, ...]
    reveal: Reveal
    note_id: str | None
    position: float
    created_at: str
    modified_at: str
    author: str


@dataclass(frozen=True, slots=True)
class Tally:
    """课堂选择: how many of a class chose a mechanism as worth borrowing.

    `class_name` and `held_on` (ISO 8601) say which class; the mechanism's name and region are as
    they were: a later library may lack it.
    """

    id: str
    lesson_id: str
    class_name: str
    held_on: str
    mechanism_id: str
    mechanism_name: str
    region_id: str | None
    votes: int
    created_at: str
    modified_at: str
    author: str
