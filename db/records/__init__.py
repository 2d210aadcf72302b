"""The nouns of the case base and of the workspace, as frozen dataclasses.

Every layer speaks in these records; none of them knows a table, a widget or a file. Offsets
(`start`, `end`) always count Unicode code points of `Article.text`, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Rank(StrEnum):
    """How much a mechanism carries in its article."""

    CORE = "core"
    SUPPORTING = "supporting"


class FacetKind(StrEnum):
    """要点: the questions asked of every mechanism, in the order they are shown."""

    LEAD = "lead"
    TARGET = "target"
    STEPS = "steps"
    CADENCE = "cadence"
    CRITERIA = "criteria"
    CONSEQUENCE = "consequence"
    SUPPORT = "support"
    OUTCOME = "outcome"


class Claim(StrEnum):
    """What a quoted passage is: something done, something counted, or praise."""

    PRACTICE = "practice"
    DATA = "data"
    APPRAISAL = "appraisal"


class FigureKind(StrEnum):
    """What a number stands for; a target is never shown as a result."""

    RESULT = "result"
    INPUT = "input"
    TARGET = "target"
    STANDARD = "standard"
    CONTEXT = "context"


class ParagraphKind(StrEnum):
    """What a stretch of an article is. A heading may stand inside a line (run-in)."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"


class SourceKind(StrEnum):
    """Who speaks: a medium (媒体报道) or the department itself (部门自述)."""

    PRESS = "press"
    SELF_REPORT = "self_report"


class DatePrecision(StrEnum):
    """How exactly `Article.published_on` is known; `inferred_*` is concluded from the text."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INFERRED_MONTH = "inferred_month"
    INFERRED_YEAR = "inferred_year"
    UNKNOWN = "unknown"


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
class Article:
    """文章: one source text, cleaned of furniture.

    `inferred` maps the name of a field that the text itself does not state to the reason it was
    concluded from; a field named there is marked as such wherever it is shown.
    """

    id: str
    region_id: str
    title: str
    subtitle: str
    publication: str
    authors: tuple[str, ...]
    published_on: str | None
    date_precision: DatePrecision
    source_kind: SourceKind
    rights: str
    text: str
    inferred: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One stretch of `Article.text` of one kind; stretches are in order and never overlap."""

    article_id: str
    ordinal: int
    kind: ParagraphKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Theme:
    """主题: one of the eight rows of the matrix. `glyph` is the character of its seal."""

    id: str
    name: str
    name_en: str
    glyph: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Family:
    """同类做法: mechanisms of different regions that do the same job."""

    id: str
    name: str
    name_en: str
    description: str
    description_en: str
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
class Facet:
    """要点: the answer of one mechanism to one question."""

    mechanism_id: str
    kind: FacetKind
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """原文依据: an exact span that backs a mechanism (`facet_kind` None) or one of its facets."""

    id: str
    mechanism_id: str
    facet_kind: FacetKind | None
    article_id: str
    start: int
    end: int
    exact: str
    claim: Claim


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


@dataclass(frozen=True, slots=True)
class Measure:
    """指标: one thing that several regions give a number for, in a unit to show them in.

    `caution` (慎比) is a short reason why the numbers must not be compared, '' where they may be;
    `detail` says what is counted, or at length why not. `unit` may be 万元 for figures in 元.
    """

    id: str
    theme_id: str
    name: str
    name_en: str
    unit: str
    caution: str
    caution_en: str
    detail: str
    detail_en: str
    ordinal: int
    figure_ids: tuple[str, ...]

    @property
    def comparable(self) -> bool:
        """Whether bars may be drawn."""
        return not self.caution


@dataclass(frozen=True, slots=True)
class Ratio:
    """One number for another, where a text states both of the same set of things."""

    id: str
    name: str
    name_en: str
    numerator_id: str
    denominator_id: str
    unit: str
    ordinal: int


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
class Bookmark:
    """收藏: a mechanism the user keeps at hand. Times are UTC, ISO 8601.

    The name and the region are as they were when it was kept: a later library may lack the
    mechanism.
    """

    id: str
    mechanism_id: str
    created_at: str
    modified_at: str
    author: str
    mechanism_name: str = ""
    region_id: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """批注: the user's own Markdown, on a mechanism, a family or a span of an article, or on none.

    `title` is the user's own heading, '' where what it hangs on says enough; `tags` (标签) are in
    the order they were given.

    A span keeps its quote with its context on both sides (`db.anchors`), so that it can be found
    again in a new version of the article. The mechanism's name and region are as they were when
    the note was written: a later library may lack the mechanism.
    """

    id: str
    mechanism_id: str | None
    article_id: str | None
    start: int | None
    end: int | None
    exact: str
    prefix: str
    suffix: str
    body: str
    created_at: str
    modified_at: str
    author: str
    mechanism_name: str = ""
    region_id: str | None = None
    family_id: str | None = None
    title: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Highlight:
    """划线: a span of an article that the user has underlined.

    It keeps its quote with its context on both sides (`db.anchors`), as a note on a span does.
    """

    id: str
    article_id: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    created_at: str
    modified_at: str
    author: str
    region_id: str | None = None
