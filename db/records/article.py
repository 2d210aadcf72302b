"""文章: the source texts, and what they are cut into."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


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
