"""要点 and 原文依据: what a text says about a mechanism, and where it says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
