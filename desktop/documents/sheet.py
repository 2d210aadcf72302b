"""What one page of a lesson shows, looked up and cut to size: the same for screen and files.

A slide makes one sheet or several (`desktop.teaching.deck`); the painter, the PPTX writer and the
hand-outs are all given these. Sizes are those of a scene 1080 units high, 1920 wide for a screen
of 16:9 and 1440 for one of 4:3; no type is smaller than `LEAST` units.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

HEIGHT: Final = 1080
LEAST: Final = 32
MOST_COLUMNS: Final = 3
MOST_ROWS: Final = 4


class Shape(StrEnum):
    """The shape of the audience's screen."""

    WIDE = "16:9"
    NARROW = "4:3"

    @property
    def width(self) -> int:
        """Of the scene, in units."""
        return 1920 if self is Shape.WIDE else 1440


class Gap(StrEnum):
    """Why a cell has no text. The three must never be taken for one another."""

    UNCHECKED = "unchecked"
    NAMED_ONLY = "named_only"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim stands: the span that a citation mark opens, with whose it is."""

    number: int
    article_id: str
    start: int
    end: int
    exact: str
    mechanism_id: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column says to one question, or why it says nothing (`gap`, shown as `text`)."""

    text: str
    sources: tuple[Source, ...] = ()
    gap: Gap | None = None
    own: tuple[tuple[int, int], ...] = ()
    """Spans of the text that no other column says: set in bold."""


@dataclass(frozen=True, slots=True)
class Column:
    """One region in a table: its name, the mechanism's, and the theme whose colour it has."""

    region: str
    name: str
    theme_id: str
    mechanism_id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One question. `only` is the one column that says anything (仅此地提及), None: no such."""

    label: str
    cells: tuple[Cell, ...]
    only: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns beside each other. A mechanism by itself is a table of one column without heading."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quote, highlighted in its theme's colour. `before` and `behind` are the words around it.

    `byline` says where it stands: region, mechanism, publication, paragraph. A long one goes on
    over `parts` sheets. `stale` is a sentence where the text is no longer as it was quoted.
    """

    text: str
    byline: str
    theme_id: str
    source: Source
    before: str = ""
    behind: str = ""
    part: int = 1
    parts: int = 1
    stale: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure in a comparison. `share` is its part of the longest bar, None: no bar drawn.

    `label` says what is counted, `wording` the number with its qualifiers as the text has it
    (“680余次”); a target is hatched.
    """

    region: str
    label: str
    wording: str
    plain: str
    share: float | None
    target: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Bars:
    """Figures of one measure; `caution` says why they must not be compared, '' where they may."""

    unit: str
    bars: tuple[Bar, ...]
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """The trainer's own words, or a note that was switched on for this slide: Markdown."""

    markdown: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. The answer, and which option is right, are hidden first.

    `right` is the index of the right option, None where nothing is to be chosen.
    """

    markdown: str
    options: tuple[str, ...] = ()
    right: int | None = None
    answer: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Ballot:
    """Mechanisms that the class chooses among, in order: keys 1 to 9 count for them."""

    choices: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """One article that the lesson quotes, as it is cited (GB/T 7714)."""

    citation: str
    region: str
    own_report: bool


@dataclass(frozen=True, slots=True)
class References:
    """出处: articles that the lesson quotes; `first` is the number of the first on this page."""

    entries: tuple[Reference, ...]
    first: int = 1


@dataclass(frozen=True, slots=True)
class Missing:
    """What cannot be shown, as a sentence: the library no longer has it."""

    sentence: str


Block: TypeAlias = Table | Quotation | Bars | Prose | Question | Ballot | References | Missing


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. `label` and `subject` stand above the title (同类做法 擂台比武) beside the seal of
    the theme; `steps` is in how many steps it is uncovered, 1: all at once.
    """

    slide_id: str
    kind: str
    title: str
    blocks: tuple[Block, ...]
    label: str = ""
    subject: str = ""
    theme_id: str = ""
    part: int = 1
    parts: int = 1
    steps: int = 1
    reveal: str = "all"
    notes: str = ""
    """讲稿 of the slide, Markdown. For the presenter only: no painter of slides shows it."""
    minutes: float = 0.0
    regions: tuple[str, ...] = field(default=())
    """Names of the regions on it, for thumbnails."""


def sources_of(sheet: Sheet) -> list[Source]:
    """Every citation on a sheet, as it is read from the top."""
    return [source for block in sheet.blocks for source in _sources(block)]


def _sources(block: Block) -> list[Source]:
    match block:
        case Table():
            return [source for row in block.rows for cell in row.cells for source in cell.sources]
        case Quotation():
            return [block.source]
        case Bars():
            return [bar.source for bar in block.bars]
        case Question():
            return list(block.sources)
        case _:
            return []
