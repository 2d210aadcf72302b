"""The nouns of the case base and of the workspace, as frozen dataclasses.

Every layer speaks in these records; none of them knows a table, a widget or a file. Offsets
(`start`, `end`) always count Unicode code points of `Article.text`, end exclusive.

Here stands what the matrix shows. A dataclass takes over a millisecond to make: what a start does
without stands in modules of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rank(StrEnum):
    """How much a mechanism carries in its article."""

    CORE = "core"
    SUPPORTING = "supporting"


class FigureKind(StrEnum):
    """What a number stands for; a target is never shown as a result."""

    RESULT = "result"
    INPUT = "input"
    TARGET = "target"
    STANDARD = "standard"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Region:
    """地区: whose practice it is. `level` is city or county."""

    id: str
    name: str
    full_name: str
    name_en: str
    province: str
    level: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Theme:
    """主题: one of the eight rows of the matrix. `glyph` is the character of its seal."""

    id: str
    name: str
    name_en: str
    glyph: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Mechanism:
    """做法: one named system, institution, campaign, method, list or standard in a text.

    `itemised` is False where the text only names the scheme; `checked` is True once somebody has
    looked for every facet, so that a missing one means 原文未提及 and not 尚未核对.
    """

    id: str
    region_id: str
    theme_id: str
    family_id: str | None
    name: str
    name_en: str
    aliases: tuple[str, ...]
    summary: str
    summary_en: str
    rank: Rank
    itemised: bool
    checked: bool
    place: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Figure:
    """数据: a number of a text in its plain unit, with the words it stands in.

    `value_max` is set for a range (3-4名); `wording` is the number as the text writes it, with
    qualifier and unit (2亿多元); `mechanism_id` is None for a figure of the region at large.
    """

    id: str
    mechanism_id: str | None
    region_id: str
    article_id: str
    label: str
    value: float
    value_max: float | None
    unit: str
    qualifier: str
    wording: str
    as_of: str
    kind: FigureKind
    start: int
    end: int
    exact: str
