"""What writers of a lesson are given: its sheets in order, and how they look, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.documents.sheet import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.documents.sheet import Sheet, Source


@dataclass(frozen=True, slots=True)
class ThemeLook:
    """A theme's seal and colours, as RRGGBB: of the seal's paper, a quote, a rule, the words."""

    glyph: str
    paper: str
    quote: str
    rule: str
    ink: str


@dataclass(frozen=True, slots=True)
class SheetLook:
    """Colours as RRGGBB, and the faces that Chinese words are set in."""

    paper: str = "FCFAF6"
    ink: str = "23201B"
    soft: str = "544E45"
    quiet: str = "6C655A"
    hair: str = "E6E0D3"
    rule: str = "D3CABA"
    accent: str = "B23A28"
    serif: str = "宋体"
    sans: str = "微软雅黑"
    themes: Mapping[str, ThemeLook] = field(default_factory=dict)

    def theme(self, theme_id: str) -> ThemeLook:
        """The look of a theme; a neutral one where there is no such theme."""
        return self.themes.get(theme_id) or ThemeLook("", self.hair, self.hair, self.rule, self.ink)


@dataclass(frozen=True, slots=True)
class LessonCaptions:
    """The writers' own words, in the language of the interface."""

    classroom: str
    """他山 课堂, at the head of every slide."""
    target: str
    """目标, beside a number that was aimed at."""
    only_here: str
    """仅此地提及"""
    answer: str
    """答案"""
    sources: str
    """依据, above the quotes in the speaker's notes."""
    own_report: str
    """部门自述, behind a source that reports on itself."""
    votes: str
    """票, where the class's choice is counted."""


@dataclass(frozen=True, slots=True)
class LessonDocument:
    """A whole lesson. `citations` cites each article (GB/T 7714) by its id."""

    title: str
    occasion: str
    sheets: tuple[Sheet, ...]
    captions: LessonCaptions
    look: SheetLook
    citations: Mapping[str, str]
    shape: Shape = Shape.WIDE

    def sources(self, sheet: Sheet) -> list[Source]:
        """The quotes behind a sheet, each once, in the order they are met."""
        from desktop.documents.sheet import sources_of

        return list(dict.fromkeys(sources_of(sheet)))
