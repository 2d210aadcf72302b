"""What the readers side by side highlight: the passages of one family, region by region. No Qt."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from desktop.widgets.lanes import Level, Span, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.records import Mechanism
    from db.records.article import Article
    from db.records.evidence import Evidence, FacetKind
    from desktop.casebase import CaseBase

_JOINS: Final = ",，、;；:： \n"  # what may stand between two quotes of one place


class Said(Enum):
    """What a region's text says of a family, or of one facet of it."""

    FULLY = auto()
    NAMED = auto()
    """The text names it and no more."""
    RELATED = auto()
    """Only mechanisms of other families that touch this one."""
    NOT = auto()
    UNCHECKED = auto()


@dataclass(frozen=True, slots=True)
class Topic:
    """What is compared: a family, or one mechanism that stands in none."""

    id: str
    family_id: str
    theme: str
    members: frozenset[str]
    related: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Members and those that touch the family."""
        return self.members | self.related


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of a text: quotes that nothing but a comma parts, taken together."""

    start: int
    end: int
    quotes: tuple[Evidence, ...]

    def of_facet(self, kind: FacetKind) -> list[Evidence]:
        """The quotes here that back a facet."""
        return [quote for quote in self.quotes if quote.facet_kind is kind]

    def begins(self, kind: FacetKind | None) -> int:
        """Where the first quote of a facet begins, or the place where it has none."""
        found = self.of_facet(kind) if kind is not None else []
        return min((quote.start for quote in found), default=self.start)


def topic_of(cases: CaseBase, family_id: str) -> Topic:
    """A family as a topic; its theme is that of most of its members."""
    touching = cases.family_members(family_id)
    members = [m for m in touching if m.family_id == family_id]
    related = [m.id for m in touching if m.family_id != family_id]
    return Topic(
        family_id,
        family_id,
        _theme_of(members),
        frozenset(m.id for m in members),
        frozenset(related),
    )


def topic_around(cases: CaseBase, mechanism_id: str) -> Topic:
    """The family of a mechanism; one that stands in none is a topic of its own."""
    mechanism = cases.mechanism_by_id[mechanism_id]
    if mechanism.family_id:
        return topic_of(cases, mechanism.family_id)
    return Topic(mechanism_id, "", mechanism.theme_id, frozenset([mechanism_id]), frozenset())


def _theme_of(members: Sequence[Mechanism]) -> str:
    themes = [member.theme_id for member in members]
    return max(themes, key=themes.count) if themes else ""


def widest_family(cases: CaseBase) -> str:
    """The family that most regions have, and of several the one most is written of.

    Returns '' in a library without families.
    """
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for mechanism in cases.mechanisms:
        if mechanism.family_id:
            regions[mechanism.family_id].add(mechanism.region_id)
    most = max((len(ids) for ids in regions.values()), default=0)
    widest = [id_ for id_, ids in regions.items() if len(ids) == most]

    def written(family_id: str) -> float:
        members = [m for m in cases.family_members(family_id) if m.family_id == family_id]
        return sum(len(cases.evidence(m.id)) for m in members) / len(members)

    return max(widest, key=written, default="")


def neighbours(cases: CaseBase, topic: Topic) -> list[str]:
    """Families that share a mechanism with this one, either way, without itself."""
    near: dict[str, None] = {}
    for mechanism in cases.mechanisms:
        if mechanism.id in topic.all:
            near.update(dict.fromkeys(cases.families_of(mechanism)))
    return [id_ for id_ in cases.family_by_id if id_ in near and id_ != topic.family_id]


def article_for(cases: CaseBase, region_id: str, topic: Topic) -> Article | None:
    """The article of a region with most quotes of a topic; None for a region without articles."""
    articles = [article for article in cases.articles if article.region_id == region_id]

    def quotes(article: Article) -> int:
        return sum(e.mechanism_id in topic.all for e in cases.article_evidence(article.id))

    if len(articles) < 2:
        return articles[0] if articles else None
    return max(articles, key=quotes)


def hits_in(text: str, evidence: Iterable[Evidence], members: frozenset[str]) -> list[Hit]:
    """The places of a text that speak of some mechanisms, in order and never overlapping."""
    found: list[Hit] = []
    quotes = sorted((e for e in evidence if e.mechanism_id in members), key=_place)
    for quote in quotes:
        if found and not text[found[-1].end : quote.start].strip(_JOINS):
            last = found[-1]
            end = max(last.end, quote.end)
            if quote.start < last.end or text[last.end - 1] not in "。！？!?":
                found[-1] = Hit(last.start, end, (*last.quotes, quote))
                continue
        found.append(Hit(quote.start, quote.end, (quote,)))
    return found


def _place(quote: Evidence) -> tuple[int, int]:
    return quote.start, quote.end


def spans_in(
    cases: CaseBase,
    evidence: Sequence[Evidence],
    loud: frozenset[str],
    kind: FacetKind | None,
) -> list[Span]:
    """All quotes of an article as spans: those of the facet strong, of others than `loud` quiet."""
    by_mechanism: defaultdict[str, list[Evidence]] = defaultdict(list)
    for quote in evidence:
        by_mechanism[quote.mechanism_id].append(quote)
    spans: list[Span] = []
    for id_, quotes in by_mechanism.items():
        theme = cases.mechanism_by_id[id_].theme_id
        level = Level.PLAIN if id_ in loud else Level.QUIET
        whole = merged([Span(q.start, q.end, id_, theme, level) for q in quotes])
        chosen = [q for q in quotes if kind is not None and q.facet_kind is kind and id_ in loud]
        strong = merged([Span(q.start, q.end, id_, theme, Level.STRONG) for q in chosen])
        spans += [*strong, *_without(whole, strong)]
    return spans


def _without(whole: Sequence[Span], cut: Sequence[Span]) -> list[Span]:
    """The parts of ordered, disjoint spans that ordered, disjoint others leave over."""
    left: list[Span] = []
    for span in whole:
        start = span.start
        for other in cut:
            if other.end <= start or other.start >= span.end:
                continue
            if other.start > start:
                left.append(Span(start, other.start, span.group, span.theme, span.level))
            start = other.end
        if start < span.end:
            left.append(Span(start, span.end, span.group, span.theme, span.level))
    return left


def said(
    cases: CaseBase, region_id: str, topic: Topic, hits: Sequence[Hit], kind: FacetKind | None
) -> Said:
    """What the text of a region says of a topic, and with a facet of that facet of it."""
    mechanisms = [m for m in cases.mechanisms if m.region_id == region_id]
    members = [m for m in mechanisms if m.id in topic.members]
    if not hits:
        return Said.NOT
    if kind is not None and any(hit.of_facet(kind) for hit in hits):
        return Said.FULLY
    if not members and kind is None:
        return Said.RELATED
    if members and not any(m.itemised for m in members):
        return Said.NAMED
    if kind is None:
        return Said.FULLY
    # The quotes of those that touch the family were looked through too: they must be checked.
    near = [m for m in mechanisms if m.id in topic.all]
    return Said.NOT if all(m.checked for m in near) else Said.UNCHECKED
