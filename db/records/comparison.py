"""What regions are compared by: families, measures, ratios."""

from __future__ import annotations

from dataclasses import dataclass


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
